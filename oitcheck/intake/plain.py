"""CSV in UTF-8, cp874 or UTF-16 with comma, semicolon or tab; and tables of HTML pages."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from typing import Any

import lxml.html

from oitcheck.intake import headings
from oitcheck.intake.containers import Refused
from oitcheck.intake.grid import Cell, Grid, Merge, Row, fill_merged

_MAX_FIELD = 1_000_000


def decode(body: bytes) -> tuple[str, bool]:
    """The text, and whether all of it could be read: UTF-8 first, else cp874 (Thai Windows)."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace"), True
    try:
        return body.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        text = body.decode("cp874", "replace")
        return text, "\ufffd" not in text


def delimited(text: str, name: str) -> Grid:
    """The `Grid` of a CSV text; the separator is the one under which a heading can be read."""
    csv.field_size_limit(_MAX_FIELD)
    separator = max(",;\t", key=lambda mark: _score(text, mark))
    return Grid(name, "", _records(text, separator))


def tables(text: str, name: str) -> Iterator[Grid]:
    """One `Grid` for each outermost table of an HTML page that has at least two rows."""
    page = lxml.html.document_fromstring(text.encode("utf-8"), parser=_parser())
    count = 0
    for table in page.iter("table"):
        if any(parent.tag == "table" for parent in table.iterancestors()):
            continue
        rows, merges = _table(table)
        if rows:
            count += 1
            yield Grid(name, f"ตาราง {count}", fill_merged(rows, merges), continues=count > 1)


def _parser() -> Any:
    return lxml.html.HTMLParser(encoding="utf-8", no_network=True)


def _score(text: str, mark: str) -> tuple[int, int]:
    head = "\n".join(text[:65536].splitlines()[:60])
    best = widest = 0
    try:
        for record in csv.reader(io.StringIO(head, newline=""), delimiter=mark):
            best = max(best, len({headings.meaning(field.strip()) for field in record} - {None}))
            widest = max(widest, len(record))
    except csv.Error:
        return 0, 0
    return best, widest


def _records(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator)
    for number in itertools.count(1):
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("broken") from None
        cells = {
            column: Cell(field.strip()) for column, field in enumerate(record) if field.strip()
        }
        if cells:
            yield Row(number, cells)


def _table(table: Any) -> tuple[list[Row], list[Merge]]:
    rows: list[Row] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for index, element in enumerate(_own_rows(table)):
        cells: dict[int, Cell] = {}
        column = 0
        for part in element.iterchildren("td", "th"):
            while (index, column) in taken:
                column += 1
            down, across = _span(part, "rowspan", 1000), _span(part, "colspan", 100)
            if down > 1 or across > 1:
                merges.append(Merge(index, column, index + down - 1, column + across - 1))
                taken.update((index + d, column + a) for d in range(down) for a in range(across))
            cell = _html_cell(part)
            if cell.text or cell.hrefs:
                cells[column] = cell
            column += across
        if cells:
            rows.append(Row(index + 1, cells))
    return rows, merges


def _own_rows(table: Any) -> Iterator[Any]:
    for element in table.iter("tr"):
        if next(element.iterancestors("table"), None) is table:
            yield element


def _span(element: Any, name: str, most: int) -> int:
    given = (element.get(name) or "1").strip()
    return min(most, max(1, int(given))) if given.isascii() and given.isdigit() else 1


def _html_cell(element: Any) -> Cell:
    for broken in element.iter("br"):
        broken.tail = "\n" + (broken.tail or "")
    lines = (" ".join(line.split()) for line in element.text_content().split("\n"))
    text = "\n".join(line for line in lines if line)
    hrefs = tuple(
        (" ".join(anchor.text_content().split()), anchor.get("href").strip())
        for anchor in element.iter("a")
        if (anchor.get("href") or "").strip()
    )
    return Cell(text, hrefs)
