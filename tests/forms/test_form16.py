"""The sixteen columns of ITA-o12 and ITA-o13, found in whatever file they are published."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from oitcheck import form16, reading
from oitcheck.form16 import Blank, Form

HEADINGS = (
    "ที่", "ปีงบประมาณ", "ชื่อหน่วยงาน", "อำเภอ", "จังหวัด", "กระทรวง", "ประเภทหน่วยงาน",
    "ชื่อรายการของงานที่ซื้อหรือจ้าง", "วงเงินงบประมาณที่ได้รับจัดสรร (บาท)", "แหล่งที่มาของงบประมาณ",
    "สถานะการจัดซื้อจัดจ้าง", "วิธีการจัดซื้อจัดจ้าง", "ราคากลาง (บาท)", "ราคาที่ตกลงซื้อหรือจ้าง (บาท)",
    "รายชื่อผู้ประกอบการที่ได้รับการคัดเลือก", "เลขที่โครงการในระบบ e-GP",
)  # fmt: skip
ROW = (
    "1", "2568", "เทศบาลตำบลตัวอย่าง", "เมือง", "สุรินทร์", "มหาดไทย", "อปท.", "จ้างซ่อมถนน", "500000",
    "เงินรายได้", "สิ้นสุดสัญญา", "เฉพาะเจาะจง", "498000", "497000", "ร้านตัวอย่าง", "68019000001",
)  # fmt: skip
Rows = Sequence[Sequence[str]]


def xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Rows) -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name="o12")
    for row in rows:
        line = TableRow()
        for words in row:
            cell = TableCell()
            cell.addElement(P(text=words))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def word(rows: Rows) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), 16)
    for row, given in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, given, strict=False):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(rows: Rows) -> bytes:
    lines = ("".join(f"<td>{words}</td>" for words in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>".encode()


def csv(rows: Rows) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode("cp874")


def found(body: bytes) -> tuple[Form, ...]:
    media = reading.sniff(body, "", "o12")
    return form16.forms(reading.read(body, media, sha256="0", reader="test"))


def blanked(*places: int) -> tuple[str, ...]:
    return tuple("" if place in places else words for place, words in enumerate(ROW))


@pytest.mark.parametrize("made", [xlsx, ods, word, page, csv])
def test_a_form_gives_its_rows_and_its_blank_cells(made: Callable[[Rows], bytes]) -> None:
    (form,) = found(made([HEADINGS, ROW, blanked(11), ROW, blanked(11, 12)]))
    assert (form.missing, form.rows, form.heading_row) == ((), 4, 1)
    assert form.blanks == (
        Blank("วิธีการ", 3, 12, 2),
        Blank("วิธีการ", 5, 12, 4),
        Blank("ราคากลาง", 5, 13, 4),
    )
    assert (form.names, form.bare) == (("จ้างซ่อมถนน",) * 4, ())
    assert form.blanks_per_column == {"วิธีการ": 2, "ราคากลาง": 1}


def test_headings_are_found_in_another_order_with_spaces_numbers_and_a_title_above() -> None:
    heads = [f"({number}) {words[:4]} {words[4:]}" for number, words in enumerate(HEADINGS, 1)]
    title = ("แบบ ITA-o12 ปีงบประมาณ พ.ศ. ๒๕๖๘",)
    numbering = [f"({number})" for number in range(16, 0, -1)]
    (form,) = found(xlsx([title, heads[::-1], numbering, ROW[::-1], ROW[::-1]]))
    assert (form.missing, form.rows, form.blanks, form.heading_row) == ((), 2, (), 2)


def test_headings_merged_over_several_columns_are_named_by_the_row_below() -> None:
    upper = list(HEADINGS)
    lower = [""] * 16
    upper[12:14], lower[12:14] = ["ราคา", ""], ["ราคากลาง", "ราคาที่ตกลง"]
    (form,) = found(xlsx([upper, lower, ROW]))
    assert (form.missing, form.rows) == ((), 1)


def test_a_missing_heading_is_named_and_totals_remarks_and_numbers_alone_are_no_rows() -> None:
    keep = [place for place in range(16) if place != 9]
    rows = [
        [HEADINGS[place] for place in keep],
        [ROW[place] for place in keep],
        ["2"],
        ["รวม", *[""] * 7, "500000", "1", "2", "3"],
        ["หมายเหตุ ข้อมูล ณ วันที่ 31 มีนาคม 2568"],
    ]
    (form,) = found(xlsx(rows))
    assert (form.missing, form.rows, form.bare) == (("แหล่งที่มา",), 1, ("2",))


def test_other_tables_are_no_form_and_an_empty_form_has_no_rows() -> None:
    assert found(xlsx([("ที่", "รายการ", "วงเงิน"), ("1", "วัสดุ", "5000")])) == ()
    (form,) = found(xlsx([HEADINGS]))
    assert (form.rows, form.blanks) == (0, ())


@pytest.mark.parametrize("name", ["o12.xls", "o12.ods"])
def test_a_workbook_of_libreoffice_gives_the_same(name: str) -> None:
    """Saved by LibreOffice from what `xlsx` makes of: a title, an empty row, the headings, a row, a
    row without its method, a row with its number alone."""
    body = (Path(__file__).parent / "files" / name).read_bytes()
    document = reading.read(body, reading.sniff(body, "", name), sha256="0", reader="test")
    (form,) = form16.forms(document)
    assert (form.missing, form.rows, form.bare, form.years) == ((), 2, ("3",), ("2568",))
    assert [(blank.column, blank.place, blank.entry) for blank in form.blanks] == [("วิธีการ", 12, 2)]
    assert document.pages[form.page - 1].label == "ITA-o12"
