"""Files that are no web pages: PDF, Office, pictures, text; broken, locked and hostile ones."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from PIL import Image

from oitcheck import reading
from oitcheck.model import Document

FILES = Path(__file__).parent / "files"
MEDIA = (
    "html",
    "pdf",
    "xlsx",
    "xls",
    "ods",
    "odt",
    "docx",
    "pptx",
    "rtf",
    "doc",
    "image",
    "text",
    "zip",
    "rar",
    "other",
)
LOCKED_PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj
4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
%%%%EOF
""" % (b"28" * 32, b"17" * 32)


def read(body: bytes, name: str = "", declared: str = "", **named: int) -> Document:
    media = reading.sniff(body, declared, name)
    return reading.read(body, media, sha256="0", reader="test", name=name, **named)


def reason(body: bytes, name: str = "") -> str:
    with pytest.raises(reading.Unreadable) as caught:
        read(body, name)
    return caught.value.reason


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "ต.ค. 68"
    sheet.append(["งานที่จัดซื้อ", "วงเงิน", "วันที่"])
    sheet.append(["วัสดุ\nสำนักงาน", 5000.0, dt.datetime(2025, 10, 31)])
    book.create_sheet("ว่าง")
    hidden = book.create_sheet("ซ่อน")
    hidden.append(["ไม่แสดง"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter() -> bytes:
    document = docx.Document()
    document.add_heading("ประกาศ", 1)
    document.add_paragraph("ลงวันที่ 5 พฤษภาคม 2569")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "รวม"
    table.cell(1, 0).text = "ก"
    table.cell(1, 1).text = "ข"
    document.add_paragraph("ท้าย")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, form)
    return out.getvalue()


def slides() -> bytes:
    xml = (
        '<p:sld xmlns:p="p" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:p><a:r><a:t>แผนปี </a:t></a:r><a:r><a:t>25{n}</a:t></a:r></a:p></p:sld>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in (10, 2):
            archive.writestr(f"ppt/slides/slide{number}.xml", xml.replace("{n}", f"{number:02}"))
    return out.getvalue()


def ods() -> bytes:
    book = OpenDocumentSpreadsheet()
    table = OdfTable(name="แผ่นที่ 1")
    row = TableRow()
    for text, repeated in (("ก", 1), ("ข", 2), ("", 1000)):
        cell = TableCell(numbercolumnsrepeated=repeated)
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_000_000))
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def test_a_pdf_of_thai_text_gives_its_pages_title_links_and_dates() -> None:
    document = read((FILES / "plan.pdf").read_bytes())
    assert document.media == "pdf"
    assert document.title == "แผนปฏิบัติการป้องกันการทุจริต ปี 2569"
    assert [(page.number, page.label, page.image_only) for page in document.pages] == [
        (1, "1", False),
        (2, "2", False),
    ]
    first, second = document.pages
    assert "พ.ศ. 2569" in document.text[first.start : first.end]
    assert document.text[second.start : second.end].startswith("หน้าที่สอง")
    assert [link.href for link in document.links] == ["https://www.example.go.th/plan?id=5"]
    assert "2025-12-09" in [str(mention.first) for mention in document.dates]


def test_pages_beyond_the_budget_are_told() -> None:
    document = read((FILES / "plan.pdf").read_bytes(), page_budget=1)
    assert (len(document.pages), document.markers) == (1, ("pages-left-out:1",))


def test_a_scan_is_told_from_an_empty_page() -> None:
    scan = read(picture("PDF"))
    assert scan.pages[0].image_only
    assert (scan.quality.image_pages, scan.quality.chars, scan.text) == (1, 0, "")


def test_locked_broken_and_unknown_files_are_told_apart() -> None:
    assert reason(LOCKED_PDF) == "encrypted"
    assert reason((FILES / "plan.pdf").read_bytes()[:700]) == "broken"
    assert reason(b"%PDF-1.7\n") == "broken"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert reason(ole + "EncryptedPackage".encode("utf-16-le"), "a.xlsx") == "encrypted"
    assert reason(ole + "Workbook".encode("utf-16-le"), "a.xls") == "broken"
    assert reason(ole, "a.doc") == "unsupported"
    assert reason(workbook()[:-100], "a.xlsx") == "broken"
    assert reason(letter()[:2000], "a.docx") == "broken"
    assert reason(b"\x89PNG\r\n\x1a\n" + bytes(20)) == "broken"
    assert reason(b"Rar!\x1a\x07\x00") == "unsupported"
    assert reason(bytes(range(32)) * 20) == "unsupported"


def test_a_pdf_cut_in_the_middle_is_read_or_broken_but_never_raises_otherwise() -> None:
    body = (FILES / "report.pdf").read_bytes()
    for size in range(0, len(body), 1777):
        try:
            read(b"%PDF-1.4" + body[8:size])
        except reading.Unreadable as trouble:
            assert trouble.reason in ("broken", "encrypted")


def test_a_workbook_gives_its_visible_sheets_as_pages_and_tables() -> None:
    document = read(workbook())
    assert document.media == "xlsx"
    assert [(page.number, page.label) for page in document.pages] == [(1, "ต.ค. 68"), (2, "ว่าง")]
    assert document.text == "งานที่จัดซื้อ\tวงเงิน\tวันที่\nวัสดุ สำนักงาน\t5000\t2025-10-31"
    assert document.tables[0].rows[1] == ("วัสดุ สำนักงาน", "5000", "2025-10-31")


def test_rows_beyond_the_budget_are_told() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(600):
        sheet.append([number])
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue(), page_budget=2)
    assert (len(document.tables[0].rows), document.markers) == (500, ("rows-left-out",))


def test_an_opendocument_sheet_with_a_million_repeated_rows_is_small() -> None:
    document = read(ods())
    assert (document.media, document.text) == ("ods", "ก\tข\tข")


def test_a_letter_gives_headings_paragraphs_and_tables_in_order() -> None:
    document = read(letter())
    assert document.text == "ประกาศ\nลงวันที่ 5 พฤษภาคม 2569\nรวม\t\nก\tข\nท้าย".replace("\t\n", "\n")
    assert document.blocks[0].heading == 1
    assert document.tables[0].rows == (("รวม", ""), ("ก", "ข"))


def test_slides_stand_in_the_order_of_their_numbers() -> None:
    document = read(slides())
    assert (document.media, document.text) == ("pptx", "แผนปี 2502\nแผนปี 2510")
    assert [page.number for page in document.pages] == [2, 10]


def test_a_picture_without_an_engine_has_a_size_and_stays_unread() -> None:
    document = read(picture("PNG"))
    assert (document.media, document.text) == ("image", "")
    assert document.markers == ("size:300x200", "pages-not-read:1")
    assert document.quality.images == 1


def test_a_csv_in_cp874_gives_rows() -> None:
    document = read("รายการ;บาท\nวัสดุ;5,000\n".encode("cp874"), "a.csv", "text/csv")
    assert document.tables[0].rows == (("รายการ", "บาท"), ("วัสดุ", "5,000"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(60_000_000))
    assert reason(out.getvalue(), "a.docx") == "broken"


@pytest.mark.parametrize(
    ("body", "declared", "name", "media"),
    [
        (b"<!doctype html><p>x", "application/pdf", "a.pdf", "html"),
        (b"\r\n\xef\xbb\xbf<table><tr><td>x", "application/vnd.ms-excel", "a.xls", "html"),
        (b"junk\n%PDF-1.4", "text/html", "", "pdf"),
        ("ก,ข\n".encode("cp874"), "text/csv", "a.csv", "text"),
        ("ข้อความ".encode(), "text/html; charset=utf-8", "", "html"),
        (b"", "", "", "html"),
        (b"<svg xmlns='x'></svg>", "image/svg+xml", "a.svg", "image"),
        (b"\xff\xfe" + "<html>".encode("utf-16-le"), "", "", "html"),
        (b"{\\rtf1 x}", "", "a.doc", "rtf"),
        (b"Rar!\x1a\x07\x01\x00", "", "a.zip", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "", "a.zip", "other"),
    ],
)
def test_the_bytes_decide_what_a_file_is(body: bytes, declared: str, name: str, media: str) -> None:
    assert reading.sniff(body, declared, name) == media


ROWS = (
    "ลำดับ,รายการ,วงเงิน,วันที่\n1,ซื้อวัสดุ,5000,5 พ.ค. 2569\n"
    "2,จ้างซ่อม,800,6 พ.ค. 2569\n3,ซื้อ,90,7 พ.ค. 2569\n"
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("declared", ["text/html; charset=utf-8", "application/octet-stream", ""])
def test_rows_that_a_php_address_gives_out_are_a_table(charset: str, declared: str) -> None:
    body = ROWS.encode(charset)
    assert reading.sniff(body, declared, "export.php?id=1") == "text"
    document = read(body, "export.php", declared)
    assert document.tables[0].rows[1] == ("1", "ซื้อวัสดุ", "5000", "5 พ.ค. 2569")


@pytest.mark.parametrize(
    "body",
    [
        "ข้อความธรรมดา, ไม่มีแท็ก\n",
        "เรียน ผู้อำนวยการ, ด้วยอำเภอ\nขอเชิญประชุม\nณ ห้องประชุม 1, ชั้น 2, ศาลากลาง\n",
        "Warning: mysql_connect() in /www/a.php on line 3\n",
        "",
        "   \n",
    ],
)
def test_words_without_tags_that_a_php_address_gives_out_stay_a_page(body: str) -> None:
    assert reading.sniff(body.encode(), "text/html", "index.php") == "html"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_text_in_utf_16_without_a_mark_is_text(charset: str) -> None:
    words = "ประกาศ ณ วันที่ 5 พฤษภาคม พ.ศ. ๒๕๖๙ (No Gift Policy)"
    document = read(words.encode(charset), "a.txt", "text/plain")
    assert (document.media, document.text) == ("text", words)
    page = f"<html><body><p>{words}</p></body></html>"
    assert read(page.encode(charset)).text == words


SEEDS = [
    workbook(),
    letter(),
    slides(),
    ods(),
    picture("PNG"),
    (FILES / "report.pdf").read_bytes(),
    "<table><tr><td>ก<a href='x'>ข</table><ul><li style='display:none'>".encode(),
]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(MEDIA))
def test_random_bytes_raise_nothing_but_unreadable(body: bytes, media: str) -> None:
    assert reading.sniff(body, "", "x") in MEDIA
    try:
        document = reading.read(body, media, sha256="0", reader="test", name="x.csv")
    except reading.Unreadable as trouble:
        assert trouble.reason in ("encrypted", "broken", "unsupported")
    else:
        assert reading.codec.loads(reading.codec.dumps(document)) == document


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(range(len(SEEDS))), st.randoms(use_true_random=False))
def test_damaged_files_raise_nothing_but_unreadable(seed: int, chance: random.Random) -> None:
    body = bytearray(SEEDS[seed])
    for _ in range(chance.randint(1, 30)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    try:
        document = read(
            bytes(body[: chance.randint(1, len(body))] if chance.random() < 0.3 else body)
        )
    except reading.Unreadable:
        return
    _stands(document)


TAGS = ["div", "p", "table", "tr", "td", "a href=x", "ul", "li", "h2", "br", "span", "nav", "pre"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(TAGS).map(lambda t: f"<{t}>"),
            st.sampled_from([f"</{tag.split()[0]}>" for tag in TAGS]),
            st.text(max_size=8),
        ),
        max_size=60,
    )
)
def test_any_markup_gives_offsets_that_hold(parts: list[str]) -> None:
    body = "".join(parts).encode("utf-8", errors="replace")
    document = reading.read(body, "html", sha256="0", reader="test")
    _stands(document)
    again = reading.read(body, "html", sha256="0", reader="test")
    assert reading.codec.dumps(again) == reading.codec.dumps(document)


def _stands(document: Document) -> None:
    """Offsets point into the text, blocks are in order, cover all of it and do not overlap."""
    size = len(document.text)
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= size
        assert not document.text[position : block.start].strip()
        position = block.end
    assert not document.text[position:].strip()
    for part in (*document.pages, *document.tables):
        assert 0 <= part.start <= part.end <= size
    for mention in document.dates:
        assert document.text[mention.start : mention.end] == mention.raw
    assert reading.codec.loads(reading.codec.dumps(document)) == document
