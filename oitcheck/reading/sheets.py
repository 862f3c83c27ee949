"""Workbooks (xlsx, xls) to Documents: a sheet is a Page and a Table."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import xlrd

from oitcheck.model import Block, Document, Page, Table
from oitcheck.reading import compound, quality
from oitcheck.reading.characters import mended
from oitcheck.reading.lines import MAX_CHARS, MAX_COLUMNS, cell_text
from oitcheck.reading.unreadable import Unreadable

_ROWS_A_PAGE = 250

Rows = Iterator[list[str]]


def read_xlsx(body: bytes, *, sha256: str, reader: str, page_budget: int) -> Document:
    """Stored values (not formulas) of the visible sheets."""
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    sheets: list[tuple[str, Rows]] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = sheet.iter_rows(values_only=True)
            sheets.append((sheet.title, ([_shown(value) for value in row] for row in rows)))
    return document_of("xlsx", sheets, sha256, reader, page_budget)


def read_xls(body: bytes, *, sha256: str, reader: str, page_budget: int) -> Document:
    """The same for workbooks of Excel 97 to 2003. Raises `Unreadable` encrypted, broken."""
    if body.startswith(compound.MAGIC):
        compound.refuse_rounds(body)
    try:
        book = xlrd.open_workbook(file_contents=body, on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as trouble:
        locked = "encrypted" in str(trouble).lower()
        raise Unreadable("encrypted" if locked else "broken", str(trouble)) from None
    sheets = []
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        if sheet.visibility == 0:
            # `map` takes the sheet now; a name looked up later would be that of the last one.
            rows = map(sheet.row, range(sheet.nrows))
            sheets.append(
                (sheet.name, ([_of_xls(cell, book.datemode) for cell in row] for row in rows))
            )
    return document_of("xls", sheets, sha256, reader, page_budget)


def document_of(
    media: str, sheets: Iterable[tuple[str, Rows]], sha256: str, reader: str, page_budget: int
) -> Document:
    """Sheets, each a name and rows of cells, as a Document. Empty rows are left away; rows beyond
    the budget are told of by the marker ``rows-left-out``."""
    lines: list[str] = []
    pages: list[Page] = []
    tables: list[Table] = []
    length = 0
    left = page_budget * _ROWS_A_PAGE
    cut = False
    for number, (name, rows) in enumerate(sheets, 1):
        kept: list[tuple[str, ...]] = []
        start = length
        for row in rows:
            cells = _trimmed(row)
            if not cells:
                continue
            if left <= 0 or length > MAX_CHARS:
                cut = True
                break
            left -= 1
            kept.append(cells)
            line = "\t".join(cells) + "\n"
            lines.append(line)
            length += len(line)
        end = max(start, length - 1)
        pages.append(Page(number, start, end, mended(name)))
        if kept:
            tables.append(Table(tuple(kept), start, end, number))
    text = "".join(lines).removesuffix("\n")
    # An empty sheet at the end began after the line break that the text does not have.
    size = len(text)
    pages = [replace(page, start=min(page.start, size), end=min(page.end, size)) for page in pages]
    return Document(
        sha256,
        reader,
        media,
        text=text,
        blocks=tuple(Block(page.start, page.end) for page in pages if page.end > page.start),
        pages=tuple(pages),
        tables=tuple(tables),
        markers=("rows-left-out",) if cut else (),
        quality=quality.measure(text),
    )


def _trimmed(row: list[str]) -> tuple[str, ...]:
    cells = [cell_text(cell) for cell in row[:MAX_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _shown(value: Any) -> str:
    """A cell's value as a person reads it; dates as ISO, without a midnight."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _of_xls(cell: Any, datemode: int) -> str:
    if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _shown(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return _shown(cell.value)
    return _shown(cell.value)
