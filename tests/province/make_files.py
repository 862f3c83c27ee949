"""Makes the committed documents under files/: run by hand, with chromium-headless-shell.

    python tests/province/make_files.py [BROWSER]

PDFs come from Thai pages printed by the browser, so that they have a text layer as office PDFs
have; the scan is a picture of such a page; workbooks and letters are made by openpyxl and docx.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    __package__ = __import__("province").__name__

from . import files
from .agencies import SITES
from .content import article
from .kinds import DATA_YEAR
from .markup import Article, ol, p
from .years import MONTHS

CENTRAL = replace(SITES["pao"], name="หน่วยงานในสังกัดจังหวัดตัวอย่าง", short="หน่วยงาน")
_STYLE = (
    "body{font:15pt 'TH Sarabun New','Laksaman','Loma',sans-serif;margin:1cm}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #000;padding:3px 6px}"
    "h1{font-size:19pt;text-align:center}"
)


def _plain(made: Article) -> str:
    """The article without the pictures that live on the sites."""
    return made.html.replace("/assets/", "about:blank#")


def _articles() -> dict[str, Article]:
    made = {name: article(item, CENTRAL, DATA_YEAR[item]) for item, name in files.PDF.items()}
    made[files.OLD_REPORT] = article("O7", CENTRAL, 2567)
    manual = article("O9", CENTRAL, None)
    made[files.OLD_MANUAL] = Article(
        f"{manual.title} ฉบับปรับปรุง พ.ศ. 2564", manual.html + p("ประกาศใช้เมื่อเดือนมีนาคม พ.ศ. 2564")
    )
    made[files.CODE_OF_ETHICS] = Article(
        "ประมวลจริยธรรมพนักงานส่วนท้องถิ่น พ.ศ. 2565",
        p("ประมวลจริยธรรมนี้ใช้บังคับแก่พนักงานส่วนท้องถิ่นทุกตำแหน่ง")
        + ol(
            (
                "ยึดมั่นในสถาบันหลักของประเทศ",
                "ซื่อสัตย์สุจริต มีจิตสำนึกที่ดี และรับผิดชอบต่อหน้าที่",
                "กล้าตัดสินใจและกระทำในสิ่งที่ถูกต้องชอบธรรม",
                "คิดถึงประโยชน์ส่วนรวมมากกว่าประโยชน์ส่วนตน",
                "มุ่งผลสัมฤทธิ์ของงาน ปฏิบัติหน้าที่อย่างเป็นธรรม ดำรงตนเป็นแบบอย่างที่ดี",
            )
        )
        + p("ให้ไว้ ณ วันที่ 4 เดือนมกราคม พ.ศ. 2565"),
    )
    plan = article("O23", CENTRAL, None)
    made[files.RANGE_PLAN] = Article(
        f"{plan.title} (พ.ศ. 2566 - 2570)", plan.html + p("แผนระยะ 5 ปี พ.ศ. 2566 - 2570")
    )
    return made


def _print(browser: str, folder: Path, name: str, made: Article) -> None:
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><html lang="th"><meta charset="utf-8"><title>{made.title}</title>'
        f"<style>{_STYLE}</style><h1>{made.title}</h1>{_plain(made)}</html>",
        encoding="utf-8",
    )
    _browse(browser, f"--print-to-pdf={files.FOLDER / name}", page)


def _browse(browser: str, *more: object) -> None:
    base = [browser, "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [*base, *map(str, more[:-1]), Path(str(more[-1])).as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def _scan(browser: str, folder: Path) -> None:
    from PIL import Image

    made = article("O16", CENTRAL, None)
    page = folder / "scan.html"
    page.write_text(
        f'<meta charset="utf-8"><style>{_STYLE}</style><h1>{made.title}</h1>{_plain(made)}',
        encoding="utf-8",
    )
    shot = folder / "scan.png"
    _browse(browser, f"--screenshot={shot}", "--window-size=827,1169", page)
    with Image.open(shot) as picture:
        grey = picture.convert("L").rotate(0.6, fillcolor=255)
        grey.save(files.FOLDER / files.SCAN, "PDF", resolution=100, quality=45)
    chart = folder / "chart.html"
    boxes = "".join(f"<div>{name}</div>" for name in ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา"))
    chart.write_text(
        '<meta charset="utf-8"><style>body{font:18px Loma;text-align:center}div{'
        "display:inline-block;border:2px solid #036;padding:14px;margin:16px}</style>"
        "<h2>แผนผังโครงสร้างการแบ่งส่วนราชการ</h2>"
        f"<div>ปลัดเทศบาล</div><br>{boxes}",
        encoding="utf-8",
    )
    _browse(browser, f"--screenshot={shot}", "--window-size=820,420", chart)
    with Image.open(shot) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(
            files.FOLDER / files.PICTURE, optimize=True
        )


def _book(name: str, title: str, months: list[str]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "ข้อมูล"
    sheet.append([title])
    sheet.append(["หน่วยงานในสังกัดจังหวัดตัวอย่าง"])
    sheet.append(["เดือน", "จำนวนรายการ", "วงเงิน (บาท)", "วิธีการ"])
    for n, month in enumerate(months):
        sheet.append([month, 8 + n % 4, 120_000 + 7_500 * n, "เฉพาะเจาะจง"])
    sheet.merge_cells("A1:D1")
    book.save(files.FOLDER / name)


def _letter(name: str, made: Article) -> None:
    from docx import Document
    from lxml import html

    letter = Document()
    letter.add_heading(made.title, 1)
    for part in html.fragments_fromstring(made.html):
        if part.tag == "table":
            rows = [[cell.text_content() for cell in row] for row in part.iter("tr")]
            grid = letter.add_table(len(rows), len(rows[0]))
            for r, row in enumerate(rows):
                for c, text in enumerate(row):
                    grid.cell(r, c).text = text
        else:
            letter.add_paragraph(part.text_content())
    letter.save(files.FOLDER / name)


def main(browser: str) -> None:
    """Make every file anew."""
    files.FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, made in _articles().items():
            _print(browser, folder, name, made)
        _scan(browser, folder)
    first = [f"{m} {68 if n < 3 else 69}" for n, m in enumerate(MONTHS[:6])]
    year = [f"{m} {67 if n < 3 else 68}" for n, m in enumerate(MONTHS)]
    title: Callable[[str], str] = lambda item: article(item, CENTRAL, DATA_YEAR[item]).title  # noqa: E731
    _book(files.XLSX["O11"], title("O11"), first)
    _book(files.XLSX["O12"], title("O12"), year)
    _book(files.XLSX["O18"], title("O18"), year)
    for item, name in files.DOCX.items():
        _letter(name, article(item, CENTRAL, DATA_YEAR[item]))


if __name__ == "__main__":
    found = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium-headless-shell")
    if not found:
        raise SystemExit("no browser: name one, such as /usr/bin/chromium-headless-shell")
    main(found)
