"""OpenDocument texts (odt): paragraphs, lists, tables, boxes, notes, headers and footers."""

from __future__ import annotations

import io
import zipfile
from itertools import takewhile
from typing import TYPE_CHECKING

from oitcheck.reading import odf, packed
from oitcheck.reading.lines import MAX_CELL, MAX_COLUMNS, Lines, cell_text, count
from oitcheck.reading.unreadable import Unreadable
from oitcheck.reading.xml_names import attribute, child, local

if TYPE_CHECKING:
    from lxml import etree

    from oitcheck.model import Document

_MAX_DEPTH = 5
_MAX_ROWS = 1000
_NEVER = frozenset(("tracked-changes", "annotation", "forms", "sequence-decls", "variable-decls"))
_EDGES = tuple(
    f"{odf.STYLE}{name}{side}" for name in ("header", "footer") for side in ("", "-left")
)


def read_odt(body: bytes, *, sha256: str, reader: str) -> Document:
    """The text in its order; boxes and notes after the paragraph that they hang on; headers and
    footers at the end. Raises `Unreadable` encrypted, or unsupported for one too large."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        packed.refuse_locked_odf(archive)
        root = packed.tree(archive, "content.xml")
        inside = child(root, "body", "text") if root is not None else None
        if inside is None:
            raise Unreadable("broken", "no text")
        lines = Lines()
        _blocks(inside, lines, 0)
        edges: list[str] = []
        styles = packed.tree(archive, "styles.xml")
        for edge in styles.iter(*_EDGES) if styles is not None else ():
            inner = Lines()
            _blocks(edge, inner, 0)
            edges += inner.text.split("\n")
        lines.beside(edges)
        title = _title(archive)
    pictures = sum(1 for frame in inside.iter("{*}frame") if child(frame, "image") is not None)
    return lines.document(sha256, reader, "odt", title=title, images=pictures)


def _title(archive: zipfile.ZipFile) -> str:
    root = packed.tree(archive, "meta.xml")
    found = child(root, "meta", "title") if root is not None else None
    return found.text or "" if found is not None else ""


def _blocks(parent: etree._Element, lines: Lines, depth: int) -> None:
    for element in parent:
        name = local(element)
        if name in ("p", "h"):
            heading = min(6, count(attribute(element, "outline-level"), 6)) if name == "h" else 0
            text = odf.words(element)
            lines.add(text, heading)
            _apart(element, lines, text, depth)
        elif name == "table":
            if depth < _MAX_DEPTH:
                _table(element, lines, depth)
        elif name not in _NEVER:
            _blocks(element, lines, depth)


def _apart(paragraph: etree._Element, lines: Lines, context: str, depth: int) -> None:
    """Links of a paragraph, and what hangs on it."""
    for part in paragraph.iterdescendants("{*}a"):
        lines.link(attribute(part, "href"), odf.words(part), context)
    for part in paragraph.iterdescendants("{*}text-box", "{*}note-body"):
        # A box inside a box comes with its own paragraph.
        between = takewhile(lambda one: one is not paragraph, part.iterancestors())
        inner = any(local(one) in ("text-box", "note-body") for one in between)
        if not inner and depth < _MAX_DEPTH:
            _blocks(part, lines, depth + 1)


def _table(table: etree._Element, lines: Lines, depth: int) -> None:
    rows: list[list[str]] = []
    apart: list[tuple[etree._Element, str]] = []
    inner: list[etree._Element] = []
    # Column to text and number of rows of a cell that is merged downwards: shown in each of them.
    merged: dict[int, tuple[str, int]] = {}
    for row in _within(table, "table-row"):
        cells: list[str] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            paragraphs = list(_paragraphs(cell, inner))
            text = cell_text(" ".join(odf.words(one)[:MAX_CELL] for one in paragraphs))
            above, left = merged.pop(len(cells), ("", 0))
            if left and local(cell) == "covered-table-cell" and not text:
                text = above
                merged[len(cells)] = above, left - 1
            spanned = count(attribute(cell, "number-rows-spanned"), _MAX_ROWS)
            if spanned > 1:
                merged[len(cells)] = text, spanned - 1
            times = count(attribute(cell, "number-columns-repeated"), MAX_COLUMNS)
            cells += [text] * min(times, MAX_COLUMNS - len(cells))
            apart += ((one, text) for one in paragraphs)
        times = count(attribute(row, "number-rows-repeated"), _MAX_ROWS) if any(cells) else 1
        rows += [cells] * times
    lines.table(rows)
    for paragraph, text in apart:
        _apart(paragraph, lines, text, depth)
    for one in inner if depth + 1 < _MAX_DEPTH else ():
        _table(one, lines, depth + 1)


def _paragraphs(cell: etree._Element, inner: list[etree._Element]) -> list[etree._Element]:
    """Paragraphs of a cell, in lists and sections too; tables in it go to ``inner``."""
    found: list[etree._Element] = []
    for element in cell:
        name = local(element)
        if name in ("p", "h"):
            found.append(element)
        elif name == "table":
            inner.append(element)
        elif name not in _NEVER:
            found += _paragraphs(element, inner)
    return found


def _within(table: etree._Element, wanted: str) -> list[etree._Element]:
    """Rows, in header rows and groups too."""
    found: list[etree._Element] = []
    for element in table:
        name = local(element)
        if name == wanted:
            found.append(element)
        elif name.startswith("table-") and name not in ("table-columns", "table-column"):
            found += _within(element, wanted)
    return found
