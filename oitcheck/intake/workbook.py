"""XLSX: cell texts, hyperlinks behind them, HYPERLINK() formulas, merged ranges, dates.

The values are streamed (openpyxl, read only), so that 100,000 rows don't fill the memory; what
that mode doesn't know (merged ranges, hyperlinks) is streamed from the sheet's XML beforehand.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from oitcheck.intake.grid import Cell, Grid, Merge, Row, fill_merged

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HYPERLINK = re.compile(
    r'^=\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*(?:"((?:[^"]|"")*)".*|.*))?\)\s*$',
    re.IGNORECASE | re.DOTALL,
)
_MAX_MARKS = 500_000


def grids(body: bytes, name: str) -> Iterator[Grid]:
    """One `Grid` for each worksheet, in order; hidden ones are marked."""
    sheet: Any
    with (
        closing(load_workbook(io.BytesIO(body), read_only=True)) as book,
        zipfile.ZipFile(io.BytesIO(body)) as archive,
    ):
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            merges, links = _marks(archive, sheet._worksheet_path)
            rows = _rows(sheet, links, _Cached(body, sheet.title))
            yield Grid(
                name,
                sheet.title,
                fill_merged(rows, merges),
                hidden=sheet.sheet_state != "visible",
            )


class _Cached:
    """The values that formulas had when the file was saved; read only when a formula is met."""

    def __init__(self, body: bytes, sheet: str) -> None:
        self._body, self._sheet = body, sheet
        self._values: dict[tuple[int, int], Any] | None = None

    def value(self, row: int, column: int) -> Any:
        if self._values is None:
            with closing(
                load_workbook(io.BytesIO(self._body), read_only=True, data_only=True)
            ) as book:
                sheet = book[self._sheet]
                sheet.reset_dimensions()
                self._values = {
                    (cell.row, cell.column): cell.value
                    for cells in sheet.iter_rows()
                    for cell in cells
                    if cell.value is not None
                }
        return self._values.get((row, column))


def _rows(sheet: Any, links: dict[tuple[int, int], str], cached: _Cached) -> Iterator[Row]:
    for cells in sheet.iter_rows():
        found: dict[int, Cell] = {}
        number = 0
        for cell in cells:
            value = cell.value
            if value is None:
                continue
            number, column = cell.row, cell.column - 1
            read = _cell(value, cell.data_type, cached, number, column + 1)
            href = links.get((number - 1, column))
            if href:
                read.hrefs = (*read.hrefs, (read.text, href))
            if read.text or read.hrefs:
                found[column] = read
        if found:
            yield Row(number, found)


def _cell(value: Any, data_type: str, cached: _Cached, row: int, column: int) -> Cell:
    if data_type == "f":
        formula = value if isinstance(value, str) else str(getattr(value, "text", "") or "")
        match = _HYPERLINK.match(formula)
        shown = _cell(cached.value(row, column) or "", "", cached, row, column)
        if match:
            href = match[1].replace('""', '"')
            text = shown.text or (match[2] or "").replace('""', '"') or href
            return Cell(text, ((text, href),))
        return shown
    if isinstance(value, datetime):
        return Cell(value.isoformat(sep=" ", timespec="minutes"), at=value)
    if isinstance(value, date):
        at = datetime.combine(value, time())
        return Cell(value.isoformat(), at=at)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return Cell(str(value).strip())


def _marks(archive: zipfile.ZipFile, path: str) -> tuple[list[Merge], dict[tuple[int, int], str]]:
    """Merged ranges, and the hyperlink targets by (row, column) from 0."""
    targets = _targets(archive, path)
    merges: list[Merge] = []
    links: dict[tuple[int, int], str] = {}
    with archive.open(path.lstrip("/")) as stream:
        parsed = etree.iterparse(
            stream,
            events=("end",),
            tag=("{*}mergeCell", "{*}hyperlink", "{*}row"),
            resolve_entities=False,
            no_network=True,
        )
        for _, element in parsed:
            kind = etree.QName(element).localname
            reference = element.get("ref")
            if kind != "row" and reference and len(merges) + len(links) < _MAX_MARKS:
                left, top, right, bottom = _bounds(reference)
                if kind == "mergeCell":
                    merges.append(Merge(top, left, bottom, right))
                else:
                    href = targets.get(element.get(_REL) or "", "")
                    if element.get("location"):
                        href = f"{href}#{element.get('location')}"
                    links.update(
                        ((row, column), href)
                        for row in range(top, min(bottom, top + 1000) + 1)
                        for column in range(left, min(right, left + 50) + 1)
                    )
            element.clear()
            while kind == "row" and element.getprevious() is not None:
                del element.getparent()[0]
    return merges, links


def _bounds(reference: str) -> tuple[int, int, int, int]:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError:
        return 0, 0, -1, -1
    return (left or 1) - 1, (top or 1) - 1, (right or 1) - 1, (bottom or 1) - 1


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    folder, file = posixpath.split(path.lstrip("/"))
    try:
        body = archive.read(f"{folder}/_rels/{file}.rels")
    except KeyError:
        return {}
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in root.iter("{*}Relationship")
        if (relation.get("Type") or "").endswith("/hyperlink")
    }
