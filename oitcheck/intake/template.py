"""The form that is sent out to an agency: one XLSX that comes back and imports by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from oitcheck.catalogue import Catalogue
from oitcheck.intake.form_style import (
    BAND,
    BOX,
    FONT,
    LOCKED,
    print_set_up,
    protect,
    put_text,
)
from oitcheck.intake.headings import form_line
from oitcheck.intake.items import Items
from oitcheck.intake.said import STATUS_NOT_YET, STATUS_SEND, STATUS_WITHDRAW, UNIT_MARK
from oitcheck.model import Agency, Answer, AnswerStatus

URL_COLUMNS = 5
"""URL cells for each item; further URLs go into the last cell, one a line."""

_HEAD = (
    ("", 7.0),  # these two are named by the catalogue
    ("", 38.0),
    *((f"URL {number}", 34.0) for number in range(1, URL_COLUMNS + 1)),
    ("ตำแหน่งบนหน้าเว็บ/คำอธิบาย", 30.0),
    ("หน่วยงาน/กอง/ฝ่ายที่รับผิดชอบ", 28.0),
    ("สถานะ", 15.0),
)
_FIRST_URL = 3
_NOTE, _UNIT, _STATUS = _FIRST_URL + URL_COLUMNS, _FIRST_URL + URL_COLUMNS + 1, len(_HEAD)
_HEADING_ROW = 6
_LINE_HEIGHT, _TALLEST = 26.0, 182.0
"""Points of a line of the font at 16 points, and of the tallest row."""
_ONE_LINE = 110
"""Letters of a title that still fit into one line over all columns."""
_LETTERS = 0.8
"""Letters at 16 points for a unit of column width."""
_HINTS = (
    "วิธีกรอก: วาง URL ที่ขึ้นต้นด้วย https:// ช่องละหนึ่งลิงก์ (มีมากกว่า 5 ลิงก์ให้ขึ้นบรรทัดใหม่ในช่อง URL 5) "
    "{item}ที่ยังไม่พร้อมให้เว้นว่าง ลิงก์ที่ส่งไว้ก่อนหน้านี้จะยังคงใช้อยู่ "
    "หากต้องการถอนลิงก์เดิมให้เลือกสถานะ ถอน"
)


def write_template(
    path: Path,
    agency: Agency,
    catalogue: Catalogue,
    round_name: str,
    deadline_text: str,
    answers: Mapping[str, Answer],
) -> None:
    """Write the form of one agency for one round to ``path`` (XLSX).

    ``deadline_text`` is shown as it is (may be empty). ``answers`` by item code: what already
    holds is filled in. Headings and items are locked without a password, what the agency fills in
    is not. Every text is written as a string, never as a formula.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "OIT" if not catalogue.title else catalogue.item.th
    book.calculation = CalcProperties(fullCalcOnLoad=False)
    book.properties.title = catalogue.title or f"แบบส่งลิงก์ OIT ปีงบประมาณ พ.ศ. {catalogue.year}"
    book.properties.creator = "oitcheck"
    _title(sheet, agency, catalogue, round_name, deadline_text)
    _heading(sheet, Items(catalogue))
    row = _HEADING_ROW
    for item in catalogue.indicators:
        row += 1
        _item(sheet, row, item.code, item.name.th, answers.get(item.code))
    _drop_down(sheet, row)
    protect(sheet)
    print_set_up(sheet, _HEADING_ROW, row, len(_HEAD))
    book.save(path)


def _title(
    sheet: Worksheet, agency: Agency, catalogue: Catalogue, round_name: str, deadline: str
) -> None:
    year = catalogue.year
    is_number = round_name.isascii() and round_name.isdigit()
    called = f"ครั้งที่ {round_name}" if is_number else round_name
    what = (
        f"แบบส่งลิงก์ (URL) เอกสารประกอบ {catalogue.title}"
        if catalogue.title
        else "แบบส่งลิงก์ (URL) ที่เผยแพร่ข้อมูล OIT"
    )
    lines = (
        (f"{what} ประจำปีงบประมาณ พ.ศ. {year} การส่งลิงก์ {called}", 20, True),
        (f"หน่วยงาน: {agency.name}", 18, True),
        (form_line(agency.code or "-", year, round_name), 14, False),
        (f"วันครบกำหนดส่ง: {deadline}" if deadline else "วันครบกำหนดส่ง: ไม่ได้กำหนด", 16, True),
        (_HINTS.format(item=catalogue.item.th), 14, False),
    )
    for number, (text, size, bold) in enumerate(lines, start=1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(_HEAD))
        put_text(sheet, number, 1, text)
        cell = sheet.cell(number, 1)
        cell.font = Font(name=FONT, size=size, bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[number].height = 48 if len(text) > _ONE_LINE else 26


def _heading(sheet: Worksheet, items: Items) -> None:
    own = {1: items.column, 2: items.name_column}
    for column, (text, width) in enumerate(_HEAD, start=1):
        text = own.get(column, text)
        if column == 1 and len(text) > width:
            width = len(text) + 2.0
        put_text(sheet, _HEADING_ROW, column, text)
        cell = sheet.cell(_HEADING_ROW, column)
        cell.font = Font(name=FONT, size=16, bold=True, color="FFFFFF")
        cell.fill = BAND
        cell.border = BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_HEADING_ROW].height = 56
    sheet.freeze_panes = f"{get_column_letter(_FIRST_URL)}{_HEADING_ROW + 1}"


def _item(sheet: Worksheet, row: int, code: str, name: str, answer: Answer | None) -> None:
    for column in range(1, len(_HEAD) + 1):
        cell: Any = sheet.cell(row, column)
        fixed = column < _FIRST_URL
        cell.font = Font(name=FONT, size=16, bold=column == 1)
        cell.border = BOX
        cell.alignment = Alignment(
            horizontal="center" if column in (1, _STATUS) else None, vertical="top", wrap_text=True
        )
        cell.protection = Protection(locked=fixed)
        cell.number_format = "@"
        if fixed:
            cell.fill = LOCKED
    put_text(sheet, row, 1, code)
    put_text(sheet, row, 2, name)
    if answer is not None and answer.status is not AnswerStatus.WITHDRAWN:
        _fill_in(sheet, row, answer)
    sheet.row_dimensions[row].height = _height(sheet, row)


def _height(sheet: Worksheet, row: int) -> float:
    """Points for the longest text of an item, two lines at least; long addresses are cut."""
    lines = 2
    for column, (_, width) in enumerate(_HEAD, start=1):
        text = str(sheet.cell(row, column).value or "")
        needed = 0
        for line in text.split("\n"):
            wide = sum(unicodedata.category(letter) != "Mn" for letter in line)
            needed += max(1, -(-wide // int(width * _LETTERS)))
        lines = max(lines, needed)
    return min(_TALLEST, _LINE_HEIGHT * lines)


def _fill_in(sheet: Worksheet, row: int, answer: Answer) -> None:
    """What already holds for an item."""
    given = [link.given for link in answer.links]
    for offset, text in enumerate(given[: URL_COLUMNS - 1]):
        put_text(sheet, row, _FIRST_URL + offset, text)
    if len(given) >= URL_COLUMNS:
        put_text(sheet, row, _FIRST_URL + URL_COLUMNS - 1, "\n".join(given[URL_COLUMNS - 1 :]))
    notes, units = split_notes(link.note for link in answer.links)
    put_text(sheet, row, _NOTE, notes)
    put_text(sheet, row, _UNIT, units)
    put_text(sheet, row, _STATUS, STATUS_SEND if given else "")


def split_notes(notes: Iterable[str]) -> tuple[str, str]:
    """Explanations and responsible units of an item's links, each said once."""
    said: dict[str, None] = {}
    units: dict[str, None] = {}
    for note in notes:
        for part in note.split(" · "):
            if part.startswith(UNIT_MARK):
                units[part.removeprefix(UNIT_MARK)] = None
            elif part:
                said[part] = None
    return " · ".join(said), ", ".join(units)


def _drop_down(sheet: Worksheet, last: int) -> None:
    choice = DataValidation(
        type="list",
        formula1=f'"{STATUS_SEND},{STATUS_WITHDRAW},{STATUS_NOT_YET}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="สถานะ",
        error="เลือกจากรายการ หรือเว้นว่าง",
    )
    column = get_column_letter(_STATUS)
    choice.add(f"{column}{_HEADING_ROW + 1}:{column}{last}")
    sheet.add_data_validation(choice)
