"""XLS, the format before 2007: texts, hyperlinks behind cells, merged ranges, dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlrd

from oitcheck.intake.containers import Refused
from oitcheck.intake.grid import Cell, Grid, Merge, Row, fill_merged


def grids(body: bytes, name: str) -> Iterator[Grid]:
    """One `Grid` for each sheet. A formula gives the value it had when the file was saved."""
    book = _open(body)
    for sheet in book.sheets():
        merges = [
            Merge(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ]
        rows = _rows(sheet, book.datemode)
        yield Grid(name, sheet.name, fill_merged(rows, merges), hidden=sheet.visibility != 0)


def _open(body: bytes) -> Any:
    try:
        return xlrd.open_workbook(file_contents=body, formatting_info=True, logfile=_Silent())
    except xlrd.XLRDError as trouble:
        if "encrypt" in str(trouble).lower() or "password" in str(trouble).lower():
            raise Refused("encrypted") from None
        raise Refused("broken") from None


class _Silent:
    def write(self, text: str) -> None:
        """xlrd prints its warnings; the terminal is for our own results."""

    def flush(self) -> None:
        """Nothing is held back."""


def _rows(sheet: Any, datemode: int) -> Iterator[Row]:
    for index in range(sheet.nrows):
        found: dict[int, Cell] = {}
        for column in range(sheet.row_len(index)):
            cell = _cell(sheet.cell_type(index, column), sheet.cell_value(index, column), datemode)
            link = sheet.hyperlink_map.get((index, column))
            if link is not None:
                href = _href(link)
                if href:
                    cell.hrefs = ((cell.text, href),)
            if cell.text or cell.hrefs:
                found[column] = cell
        if found:
            yield Row(index + 1, found)


def _cell(kind: int, value: Any, datemode: int) -> Cell:
    if kind == xlrd.XL_CELL_TEXT:
        return Cell(str(value).strip())
    if kind == xlrd.XL_CELL_NUMBER:
        return Cell(str(int(value)) if float(value).is_integer() else str(value))
    if kind == xlrd.XL_CELL_DATE:
        try:
            at: datetime = xlrd.xldate_as_datetime(value, datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return Cell(str(value))
        return Cell(at.isoformat(sep=" ", timespec="minutes"), at=at)
    return Cell()


def _href(link: Any) -> str:
    target = link.url_or_path or ""
    if isinstance(target, bytes):
        target = target.decode("cp874", "replace")
    target = target.rstrip("\x00")
    return f"{target}#{link.textmark}" if link.textmark else target
