"""A form of plain rows: some columns given, the others to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from oitcheck.errors import OitcheckError
from oitcheck.intake.form_style import BAND, BOX, FONT, LOCKED, print_set_up, protect, put_text


@dataclass(frozen=True, slots=True)
class Column:
    """``choices`` become a drop-down that takes other texts, too; ``given``: not to be changed."""

    heading: str
    width: float
    choices: tuple[str, ...] = ()
    prompt: str = ""
    given: bool = False
    centred: bool = False


def write_form(
    path: Path,
    sheet_name: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    spare: int = 0,
) -> None:
    """Write the form: ``lines`` above the heading, the first as title, ``rows`` below it.

    ``spare`` empty rows follow, in which all is to be filled in. Where there are none the given
    cells are locked. Raises `OitcheckError` when the file can't be written.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = sheet_name
    book.calculation = CalcProperties(fullCalcOnLoad=False)
    book.properties.title = lines[0]
    book.properties.creator = "oitcheck"
    heading = len(lines) + 1
    for number, text in enumerate(lines, start=1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(columns))
        put_text(sheet, number, 1, text)
        cell = sheet.cell(number, 1)
        cell.font = Font(name=FONT, size=20 if number == 1 else 14, bold=number == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        letters = sum(column.width for column in columns)
        sheet.row_dimensions[number].height = (
            30 if number == 1 else 22 * -(-len(text) // int(letters))
        )
    _heading(sheet, heading, columns)
    last = heading + len(rows) + spare
    for number in range(heading + 1, last + 1):
        given = rows[number - heading - 1] if number - heading <= len(rows) else ()
        for place, column in enumerate(columns, start=1):
            cell = sheet.cell(number, place)
            cell.font = Font(name=FONT, size=16)
            cell.border = BOX
            # as text: Excel would make 1969 of the year in 9/6/69
            cell.number_format = "@"
            cell.alignment = Alignment(
                horizontal="center" if column.centred else None, vertical="top", wrap_text=True
            )
            cell.protection = Protection(locked=column.given and not spare)
            if column.given and given:
                cell.fill = LOCKED
            put_text(sheet, number, place, given[place - 1] if given else "")
    for place, column in enumerate(columns, start=1):
        if column.choices and last > heading:
            letter = get_column_letter(place)
            choice = DataValidation(
                type="list",
                formula1=f'"{",".join(column.choices)}"',
                allow_blank=True,
                showErrorMessage=False,
                showInputMessage=True,
                promptTitle=column.heading[:32],
                prompt=column.prompt,
            )
            choice.add(f"{letter}{heading + 1}:{letter}{last}")
            sheet.add_data_validation(choice)
    if not spare:
        protect(sheet)
    print_set_up(sheet, heading, last, len(columns))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
    except OSError as trouble:
        raise OitcheckError(
            f"{path}: เขียนไฟล์ไม่ได้ ({trouble.strerror or trouble})",
            "ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ (เช่น Excel) หรือใช้ชื่ออื่น แล้วสั่งใหม่",
        ) from None


def _heading(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        put_text(sheet, row, place, column.heading)
        cell = sheet.cell(row, place)
        cell.font = Font(name=FONT, size=16, bold=True, color="FFFFFF")
        cell.fill = BAND
        cell.border = BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[row].height = 52
    first = next((n for n, column in enumerate(columns, start=1) if not column.given), 1)
    sheet.freeze_panes = f"{get_column_letter(first)}{row + 1}"
