"""The Word file, the Excel file and the page: to the letter, alike, the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree, html
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright
from progress_samples import CHONBURI, SURIN, report

from oitcheck.errors import OitcheckError
from oitcheck.model import StepNote
from oitcheck.report.progress import HEADINGS, Progress, period_end
from oitcheck.report.progress_data import Kept
from oitcheck.report.progress_docx import docx_bytes
from oitcheck.report.progress_files import html as page
from oitcheck.report.progress_files import write_progress
from oitcheck.report.progress_xlsx import xlsx_bytes
from oitcheck.thai.digits import to_arabic

TITLE = (
    "รายงานข้อมูลการดำเนินการตามแผนการขับเคลื่อนเพื่อพัฒนาและยกระดับการประเมิน ITA "
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ (รอบ ๖ เดือน) ของจังหวัดชลบุรี"
)
BROWSER = os.environ.get("OITCHECK_BROWSER_EXECUTABLE") or shutil.which("chromium-headless-shell")
HOSTILE = '<script>alert(1)</script> & "ก" =HYPERLINK("x") {{ 7*7 }}'


def chonburi() -> Progress:
    return report(CHONBURI, Kept(period_end(2566, 6)))


def surin(text: str = "จัดแล้ว") -> Progress:
    moment = period_end(2569, 6)
    return report(SURIN, Kept(moment, notes={"training": StepNote("training", moment, "", text)}))


def cells(made: Progress) -> list[list[str]]:
    return [
        [
            row.number,
            row.commission,
            row.province,
            "\n".join(row.step),
            "\n".join(row.result),
            row.state_words,
        ]
        for row in made.rows
    ]


def test_the_word_file_opened_again_is_the_form_to_the_letter() -> None:
    document = Document(io.BytesIO(docx_bytes(chonburi())))
    assert document.paragraphs[0].text == TITLE
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(HEADINGS)
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == cells(chonburi())
    below = [paragraph.text for paragraph in document.paragraphs[1:]]
    assert below[0] == "ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๖"
    assert below[-2].startswith("ลงชื่อ...") and below[-1].startswith("ตำแหน่ง...")
    assert document.core_properties.title == TITLE


def test_the_word_file_lies_on_its_side_in_thai_letters_with_headings_on_every_page() -> None:
    document = Document(io.BytesIO(docx_bytes(chonburi())))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")) == "thaiNumbers"
    assert section.footer.paragraphs[0].text == "หน้า ๑"
    head, first = document.tables[0].rows[:2]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    normal = document.styles["Normal"].element.rPr
    fonts = normal.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {
        "TH Sarabun New"
    }
    assert normal.find(qn("w:szCs")).get(qn("w:val")) == "28"
    assert normal.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    assert round(sum(cell.width for cell in first.cells) / Mm(1)) == 267


def test_short_rows_stay_whole_and_long_ones_may_break() -> None:
    document = Document(io.BytesIO(docx_bytes(chonburi())))
    whole = [row._tr.trPr is not None for row in document.tables[0].rows[1:]]
    assert not all(whole)
    short = Document(io.BytesIO(docx_bytes(surin()))).tables[0].rows[3]
    assert short._tr.trPr.find(qn("w:cantSplit")) is not None


@pytest.mark.parametrize("made", [chonburi(), surin(HOSTILE)], ids=["chonburi", "hostile"])
def test_the_same_report_gives_the_same_bytes(made: Progress) -> None:
    first = docx_bytes(made), xlsx_bytes(made), page(made)
    time.sleep(2.1)  # a zip file keeps times to two seconds
    assert (docx_bytes(made), xlsx_bytes(made), page(made)) == first


def test_the_word_file_brings_nothing_of_other_programs_along() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(chonburi()))) as archive:
        names = archive.namelist()
        assert not [name for name in names if "thumbnail" in name or "Effects" in name]
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
        assert "2023-03-31T17:00:00Z" in core and "python-docx" not in core
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_the_excel_file_holds_the_same_table_ready_to_print() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(chonburi()))).active
    assert sheet is not None
    assert sheet["A1"].value == TITLE
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2, max_row=6)]
    assert rows == [list(HEADINGS), *cells(chonburi())]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"
    assert sheet["D3"].alignment.wrap_text


def test_no_row_of_the_excel_file_is_taller_than_excel_shows() -> None:
    long = surin("\n".join(f"ผลการดำเนินการข้อที่ {n} ของโครงการ" for n in range(60)))
    sheet = load_workbook(io.BytesIO(xlsx_bytes(long))).active
    assert sheet is not None
    assert max(one.height or 0 for one in sheet.row_dimensions.values()) <= 409
    told = "\n".join(str(cell.value or "") for cell in sheet["E"])
    assert all(f"ข้อที่ {n} " in to_arabic(told) for n in range(60))


def test_hostile_text_is_text_everywhere() -> None:
    made = surin(HOSTILE)
    shown = next(row for row in made.rows if row.id == "training").result[0]
    tree = html.fromstring(page(made))
    assert not tree.xpath("//script")
    assert shown in [item.text_content() for item in tree.xpath("//td/p")]
    sheet = load_workbook(io.BytesIO(xlsx_bytes(surin("=1+1")))).active
    assert sheet is not None
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas
    document = Document(io.BytesIO(docx_bytes(made)))
    assert document.tables[0].rows[3].cells[4].text == shown


def test_the_page_says_the_same_and_names_each_cell_for_narrow_screens() -> None:
    tree = html.fromstring(page(chonburi()))
    assert tree.xpath("string(//h1)") == TITLE
    assert [item.text_content() for item in tree.xpath("//thead//th")] == list(HEADINGS)
    rows = [
        ["\n".join(cell.xpath("./p/text()") or cell.xpath("./text()")) for cell in row]
        for row in tree.xpath("//tbody/tr")
    ]
    plain = [[re.sub("\N{NO-BREAK SPACE}", " ", text) for text in row] for row in rows]
    assert plain == cells(chonburi())
    assert {item.get("data-name") for item in tree.xpath("//tbody/tr/*")} == set(HEADINGS)


def test_a_file_that_is_open_elsewhere_is_told_of_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "progress-6.docx.new").mkdir()
    with pytest.raises(OitcheckError, match="progress-6"):
        write_progress(chonburi(), tmp_path)


def test_files_carry_the_months_in_their_names(tmp_path: Path) -> None:
    names = {path.name for path in write_progress(replace(chonburi(), months=12), tmp_path)}
    assert names == {"progress-12.docx", "progress-12.xlsx", "progress-12.html"}


@pytest.mark.browser
@pytest.mark.skipif(not BROWSER, reason="no chromium-headless-shell")
def test_no_screen_has_to_be_pushed_sideways_and_paper_lies_on_its_side(tmp_path: Path) -> None:
    written = tmp_path / "progress.html"
    written.write_text(page(surin("ก" * 300 + "x" * 300)), encoding="utf-8")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        for width in (390, 1280):
            tab = launched.new_page(viewport={"width": width, "height": 900})
            tab.goto(written.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
        paper = tab.pdf(prefer_css_page_size=True)
        launched.close()
    box = re.search(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)", paper)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == (842, 595)


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="no LibreOffice (soffice) or no poppler-utils (pdftotext) here",
)
@pytest.mark.parametrize("made", [chonburi(), surin()], ids=["chonburi", "surin"])
def test_libreoffice_prints_the_headings_on_every_page(made: Progress, tmp_path: Path) -> None:
    (tmp_path / "progress.docx").write_bytes(docx_bytes(made))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "progress.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "progress.pdf"), "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.split("\f")[:-1]
    # the closing lines may come to stand alone on the last page, where no row is left to head
    with_rows = [text for text in pages if "ลงชื่อ" not in text or "ขั้นตอน" in text]
    assert len(with_rows) > 1
    for text in with_rows:
        assert "ผลการดำเนินการ" in text and "หมายเหตุ" in text
