"""Makes the PDFs of tests/reading/producers: a text, as several programs write it.

    python tools/make_producers.py [--with FOLDER] [--only NAME ...]

A letter with headings and a table by LibreOffice Writer and two sheets by Calc; the other programs
write a letter without. FOLDER holds reportlab and fpdf2, which are no part of this project. Needs
fonts-thai-tlwg, and chromium-headless-shell for the print; LibreOffice's own are made where soffice
is installed. What is missing is skipped and said.
"""

from __future__ import annotations

import argparse
import importlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import office_sources

HERE = Path(__file__).resolve().parent.parent / "tests" / "reading" / "producers"
FONT = Path("/usr/share/fonts/truetype/tlwg/Garuda.ttf")
TEXT = """ประกาศองค์การบริหารส่วนตำบลบ้านสวน
เรื่อง นโยบายไม่รับของขวัญ (No Gift Policy) ประจำปีงบประมาณ พ.ศ. ๒๕๖๙
ด้วยองค์การบริหารส่วนตำบลบ้านสวน ให้ความสำคัญกับการป้องกันการทุจริต
เพื่อเสริมสร้างวัฒนธรรมองค์กรที่โปร่งใสและตรวจสอบได้ จึงกำหนดมาตรการดังนี้
๑. ผู้บริหาร เจ้าหน้าที่ และลูกจ้าง ต้องไม่รับของขวัญทุกชนิดจากการปฏิบัติหน้าที่
๒. รายงานผลการดำเนินการต่อผู้บังคับบัญชาทุก ๖ เดือน ผ่านช่องทางที่กำหนด
๓. ผู้ที่ฝ่าฝืนถือว่ากระทำผิดวินัย และต้องได้รับโทษตามระเบียบที่เกี่ยวข้อง
ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป งบประมาณ 125,000.00 บาท
ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2569"""
LINES = TEXT.split("\n")
# Moved marks of Windows fonts: a tone after an upper vowel stands high, else it is low.
_LOW = {0xE48 + n: 0xF70A + n for n in range(5)}


def words_chars(text: str) -> str:
    """As Word of 2007 wrote: ํ and า for ำ, tones that no vowel lifts in their low form."""
    text = re.sub("([่-๋]?)ำ", "\u0e4d\\1\u0e32", text)
    return re.sub("(?<=[ก-ฮ])[่-์]", lambda m: chr(_LOW[ord(m[0])]), text)


def chromium(target: Path) -> str:
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not found:
        return "no chromium-headless-shell"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        style = "font:16px Garuda;white-space:pre-line"
        page.write_text(f"<meta charset=utf-8><body style='{style}'>{TEXT}", "utf-8")
        options = ["--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command = [found, *options, f"--print-to-pdf={target}", "--no-pdf-header-footer"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=60)
    return ""


def libreoffice_writer(target: Path) -> str:
    return _by_libreoffice(target, office_sources.letter(), "fodt")


def libreoffice_calc(target: Path) -> str:
    return _by_libreoffice(target, office_sources.workbook(), "fods")


def _by_libreoffice(target: Path, source: str, extension: str) -> str:
    found = shutil.which("soffice")
    if not found:
        return "no soffice"
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / f"given.{extension}"
        given.write_text(source, "utf-8")
        command = [found, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(given)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        shutil.copy(Path(folder) / "given.pdf", target)
    return ""


def _canvas(target: Path) -> Any:
    """A page of reportlab, the same bytes every time."""
    canvas = importlib.import_module("reportlab.pdfgen.canvas")
    metrics = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    fonts = importlib.import_module("reportlab.pdfbase.ttfonts")
    metrics.registerFont(fonts.TTFont("Garuda", str(FONT)))
    page = canvas.Canvas(str(target), pagesize=(595, 842), invariant=1)
    page.setFont("Garuda", 14)
    return page


def reportlab(target: Path) -> str:
    page = _canvas(target)
    for row, line in enumerate(LINES):
        page.drawString(50, 780 - 26 * row, line)
    page.save()
    return ""


def _placed(target: Path, cells: bool) -> str:
    """Each glyph by itself; no space is drawn, a gap stands for it, a wide one with ``cells``."""
    page = _canvas(target)
    for row, line in enumerate(LINES):
        x = 50.0
        for char in words_chars(line):
            wide = page.stringWidth(char, "Garuda", 14)
            if char != " ":
                page.drawString(x, 780 - 26 * row, char)
            x += wide * (1.6 if cells and char == " " else 1.0)
    page.save()
    return ""


def word2007(target: Path) -> str:
    return _placed(target, cells=False)


def excel2007(target: Path) -> str:
    return _placed(target, cells=True)


def fpdf2(target: Path) -> str:
    module = importlib.import_module("fpdf")
    page = module.FPDF()
    page.set_creation_date(importlib.import_module("datetime").datetime(2026, 1, 5))
    page.add_page()
    page.add_font("Garuda", fname=str(FONT))
    page.set_font("Garuda", size=12)
    for line in LINES:
        page.cell(0, 9, line, new_x="LMARGIN", new_y="NEXT")
    page.output(str(target))
    return ""


def bad_tounicode(target: Path) -> str:
    """reportlab's page with the Thai of its map to characters exchanged."""
    canvas = _canvas(target)
    canvas.setPageCompression(0)
    for row, line in enumerate(LINES):
        canvas.drawString(50, 780 - 26 * row, line)
    canvas.save()
    body = target.read_bytes()
    if b"beginbfchar" not in body and b"beginbfrange" not in body:
        return "its map is packed"
    letters = [*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)]
    moved = dict(zip(letters, letters[37:] + letters[:37], strict=True))
    body = re.sub(
        rb"<(0[eE][0-9A-Fa-f]{2})>",
        lambda m: b"<%04X>" % moved.get(int(m[1], 16), int(m[1], 16)),
        body,
    )
    target.write_bytes(body)
    return ""


MAKERS = (
    chromium,
    libreoffice_writer,
    libreoffice_calc,
    reportlab,
    word2007,
    excel2007,
    fpdf2,
    bad_tounicode,
)
TEXTS = {
    libreoffice_writer: office_sources.letter_text,
    libreoffice_calc: office_sources.workbook_text,
}


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--with", dest="folder", default="")
    options.add_argument("--only", nargs="*", default=[])
    given = options.parse_args()
    if given.folder:
        sys.path.insert(0, given.folder)
    HERE.mkdir(exist_ok=True)
    for make in MAKERS:
        name = make.__name__.replace("_", "-")
        if given.only and name not in given.only:
            continue
        try:
            skipped = make(HERE / f"{name}.pdf")
        except ImportError as missing:
            skipped = str(missing)
        if not skipped:
            text = TEXTS[make]() if make in TEXTS else TEXT
            (HERE / f"{name}.txt").write_text(text + "\n", "utf-8")
        print(f"{name}: {'skipped, ' + skipped if skipped else 'made'}")


if __name__ == "__main__":
    main()
