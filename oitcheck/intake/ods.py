"""ODS: texts, links within cells, merged ranges, dates. Streamed from content.xml."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from oitcheck.intake.grid import Cell, Grid, Merge, Row, fill_merged

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_MAX_REPEAT = 2000
"""Filled cells and rows are repeated at most so often; blank ones cost nothing."""


def grids(body: bytes, name: str) -> Iterator[Grid]:
    """One `Grid` for each table of the spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open("content.xml") as stream:
        merges: list[Merge] = []
        rows: list[Row] = []
        number = 0
        parsed = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=(f"{_TABLE}table", f"{_TABLE}table-row"),
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        )
        for event, element in parsed:
            is_row = element.tag == f"{_TABLE}table-row"
            if event == "start" and not is_row:
                merges, rows, number = [], [], 0
            elif event == "end" and is_row:
                repeat = _repeat(element, "number-rows-repeated")
                cells = _cells(element, number, merges)
                if cells:
                    copies = range(min(repeat, _MAX_REPEAT))
                    rows.extend(Row(number + 1 + extra, dict(cells)) for extra in copies)
                number += repeat
                element.clear()
            elif event == "end":
                yield Grid(name, element.get(f"{_TABLE}name") or "", fill_merged(rows, merges))
                element.clear()


def _repeat(element: Any, attribute: str) -> int:
    given = element.get(_TABLE + attribute) or "1"
    return max(1, int(given)) if given.isascii() and given.isdigit() else 1


def _cells(row: Any, index: int, merges: list[Merge]) -> dict[int, Cell]:
    found: dict[int, Cell] = {}
    column = 0
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeat = _repeat(element, "number-columns-repeated")
        cell = _cell(element)
        if cell.text or cell.hrefs:
            for extra in range(min(repeat, _MAX_REPEAT)):
                found[column + extra] = cell
        down = _repeat(element, "number-rows-spanned")
        across = _repeat(element, "number-columns-spanned")
        if down > 1 or across > 1:
            merges.append(Merge(index, column, index + down - 1, column + across - 1))
        column += repeat
    return found


def _cell(element: Any) -> Cell:
    paragraphs = [_plain(paragraph) for paragraph in element.findall(f"{_TEXT}p")]
    text = "\n".join(paragraphs).strip()
    hrefs = [
        (_plain(anchor).strip(), anchor.get(f"{_XLINK}href") or "")
        for anchor in element.iter(f"{_TEXT}a")
    ]
    formula = _HYPERLINK.search(element.get(f"{_TABLE}formula") or "")
    if formula:
        hrefs.append((text, formula[1].replace('""', '"')))
    at = None
    given = element.get(f"{_OFFICE}date-value")
    if given:
        try:
            at = datetime.fromisoformat(given)
        except ValueError:
            at = None
    return Cell(text, tuple(pair for pair in hrefs if pair[1]), at)


def _plain(element: Any) -> str:
    """Text of a paragraph; comments (office:annotation) are no part of the cell."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        elif child.tag != f"{_OFFICE}annotation" and isinstance(child.tag, str):
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return "".join(parts)
