"""The progress report as an Excel file: the same table, ready for A4 landscape."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from oitcheck.plan import NO_WINDOW
from oitcheck.report.files import settled
from oitcheck.report.progress import HEADINGS, SIGNATURE, Progress, Row

_FONT = "TH Sarabun New"
_WIDTHS = (9, 24, 24, 58, 52, 18)
_SIZE = 14
_LETTERS = 0.75
"""Letters at 14 points for a unit of column width; the fonts that stand in for TH Sarabun are
wider, and nothing may be cut off with them either."""
_LINE_HEIGHT, _TALLEST = 22, 400
"""Points; Excel's rows end at 409."""
_HEAD_ROW = 2
_LINE = Side(style="thin", color="6B7280")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_BAND = PatternFill("solid", fgColor="E7EBF1")

Texts = tuple[str, ...]


def xlsx_bytes(report: Progress) -> bytes:
    """The file. The same report gives the same bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"รอบ {report.months} เดือน"
    book.properties.title = report.title
    book.properties.creator = "oitcheck"
    _merged(sheet, 1, report.title, size=20, bold=True, centred=True)
    sheet.row_dimensions[1].height = 64
    for column, (text, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
        cell = _put(sheet, _HEAD_ROW, column, text, bold=True, centred=True)
        cell.fill = _BAND
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_HEAD_ROW].height = 2 * _LINE_HEIGHT + 4
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    number = _HEAD_ROW
    for row in report.rows:
        for texts in _pieces(row):
            number += 1
            for column, text in enumerate(texts, start=1):
                _put(sheet, number, column, text, centred=column in (1, 6) or text == NO_WINDOW)
            sheet.row_dimensions[number].height = _LINE_HEIGHT * _lines(texts) + 4
    last = number
    for text in report.below:
        last += 1
        _merged(sheet, last, text)
    last += 1
    for text in SIGNATURE:
        last += 1
        _put(sheet, last, 5, text, boxed=False)
        sheet.row_dimensions[last].height = _LINE_HEIGHT + 10
    _print_set_up(sheet, last)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), report.as_of)


def _pieces(row: Row) -> Iterator[Texts]:
    """The row's cells; what is too tall for one row of Excel goes on in the next one."""
    step, result = list(row.step), list(row.result)
    lead: Texts = (row.number, row.commission, row.province)
    state = row.state_words
    most = _TALLEST // _LINE_HEIGHT
    while step or result or state:
        some, step = _take(step, _WIDTHS[3], most)
        more, result = _take(result, _WIDTHS[4], most)
        yield (*lead, "\n".join(some), "\n".join(more), state)
        lead, state = ("", "", ""), ""


def _take(lines: list[str], width: int, most: int) -> tuple[list[str], list[str]]:
    height = 0
    for place, line in enumerate(lines):
        height += _height(line, width)
        if height > most and place:
            return lines[:place], lines[place:]
    return lines, []


def _lines(texts: Texts) -> int:
    most = max(
        sum(_height(line, width) for line in text.split("\n"))
        for text, width in zip(texts, _WIDTHS, strict=True)
    )
    return min(most, _TALLEST // _LINE_HEIGHT)


def _height(line: str, width: int) -> int:
    wide = sum(unicodedata.category(letter) != "Mn" for letter in line)
    return max(1, -(-wide // int(width * _LETTERS)))


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    size: int = _SIZE,
    bold: bool = False,
    centred: bool = False,
    boxed: bool = True,
) -> Any:
    """A text stays a text, whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = Alignment(
        horizontal="center" if centred else None, vertical="top", wrap_text=boxed
    )
    if boxed:
        cell.border = _BOX
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell


def _merged(sheet: Worksheet, row: int, text: str, **look: Any) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
    cell = _put(sheet, row, 1, text, boxed=False, **look)
    cell.alignment = Alignment(
        horizontal="center" if look.get("centred") else None, vertical="center", wrap_text=True
    )
    sheet.row_dimensions[row].height = _LINE_HEIGHT + 2


def _print_set_up(sheet: Worksheet, last: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(HEADINGS))}{last}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    footer: Any = sheet.oddFooter
    footer.right.text = "หน้า &P"
