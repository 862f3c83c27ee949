"""OpenDocument sheets (ods), read row by row: their XML is never held as a whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import IO, TYPE_CHECKING

from lxml import etree

from oitcheck.reading import odf, packed
from oitcheck.reading.lines import MAX_CELL, MAX_COLUMNS, count
from oitcheck.reading.sheets import document_of
from oitcheck.reading.unreadable import Unreadable
from oitcheck.reading.xml_names import attribute, child, local

if TYPE_CHECKING:
    from oitcheck.model import Document

_ROW, _SHEET, _STYLE = f"{odf.TABLE}table-row", f"{odf.TABLE}table", f"{odf.STYLE}style"
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_MAX_REPEATED = 1000
_MIDNIGHT = "T00:00:00"

_Row = tuple[int, str, list[str] | None]


def read_ods(body: bytes, *, sha256: str, reader: str, page_budget: int) -> Document:
    """Cells of the visible sheets as they are shown, dates as ISO; repeated cells and rows are
    written out, within bounds. Raises `Unreadable` encrypted."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        packed.refuse_locked_odf(archive)
        try:
            stream = archive.open("content.xml")
        except KeyError:
            raise Unreadable("broken", "no content.xml") from None
        with stream:
            sheets = (
                (name, (row for _, _, row in rows if row is not None))
                for (_, name), rows in groupby(_rows(stream), key=itemgetter(0, 1))
            )
            return document_of("ods", sheets, sha256, reader, page_budget)


def _rows(stream: IO[bytes]) -> Iterator[_Row]:
    """Number and name of the sheet with each of its rows; first once without a row."""
    hidden: set[str] = set()
    number, name, shown = 0, "", False
    for event, element in packed.events(stream, (_SHEET, _ROW, _STYLE), ("start", "end")):
        if element.tag == _STYLE:
            properties = child(element, "table-properties")
            if properties is not None and attribute(properties, "display") == "false":
                hidden.add(attribute(element, "name"))
        elif element.tag == _SHEET and event == "start" and not _inside(element):
            number, name = number + 1, attribute(element, "name")
            shown = attribute(element, "style-name") not in hidden
            if shown:
                yield number, name, None
        elif event == "end" and element.tag == _ROW and not _inside(element):
            if shown:
                cells, times = _cells(element)
                for _ in range(times):
                    yield number, name, cells
            packed.forget(element)


def _inside(element: etree._Element) -> bool:
    """Whether it belongs to a table inside a cell, or to the record of changes."""
    return any(
        local(above) in _CELLS or local(above) == "tracked-changes"
        for above in element.iterancestors()
    )


def _cells(row: etree._Element) -> tuple[list[str], int]:
    """The cells of a row and how often it stands there."""
    cells: list[str] = []
    for cell in row:
        if local(cell) not in _CELLS or len(cells) >= MAX_COLUMNS:
            continue
        text = attribute(cell, "date-value").removesuffix(_MIDNIGHT) or "\n".join(
            odf.words(part)[:MAX_CELL] for part in cell if local(part) in ("p", "h")
        )
        times = count(attribute(cell, "number-columns-repeated"), MAX_COLUMNS - len(cells))
        cells += [text] * times
    # Empty rows down to the end of the sheet are one row repeated a million times.
    times = count(attribute(row, "number-rows-repeated"), _MAX_REPEATED) if any(cells) else 1
    return cells, times
