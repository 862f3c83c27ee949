"""PowerPoint files (pptx): the text of slides with their tables, diagrams and notes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from oitcheck.model import Page
from oitcheck.reading import packed, parts
from oitcheck.reading.lines import MAX_COLUMNS, Lines
from oitcheck.reading.unreadable import Unreadable
from oitcheck.reading.xml_names import alternative, attribute, child, local

if TYPE_CHECKING:
    from lxml import etree

    from oitcheck.model import Document

_SLIDE = re.compile(r"ppt/slides/slide(\d{1,9})\.xml")
_NO_NOTES = frozenset(("sldNum", "dt", "hdr", "ftr", "sldImg"))
_SAID = {"br": "\n", "tab": "\t"}


def read_pptx(body: bytes, *, sha256: str, reader: str, page_budget: int) -> Document:
    """The paragraphs of each slide, in the order of their numbers; a table is a Table; the
    speaker's notes stand at the end of their slide."""
    lines = Lines()
    pages: list[Page] = []
    pictures = 0
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        found = sorted((int(m[1]), m[0]) for n in archive.namelist() if (m := _SLIDE.fullmatch(n)))
        for number, name in found[:page_budget]:
            start = lines.next
            pictures += _slide(archive, name, number, lines)
            pages.append(Page(number, min(start, lines.length), lines.length))
        title = parts.title(archive)
    if not pages:
        raise Unreadable("broken", "no slides")
    return lines.document(sha256, reader, "pptx", title=title, images=pictures, pages=tuple(pages))


def _slide(archive: zipfile.ZipFile, name: str, number: int, lines: Lines) -> int:
    """Write a slide to ``lines``; the number of its pictures."""
    root = packed.tree(archive, name)
    if root is None:
        return 0
    relations = parts.relations(archive, name)
    _shapes(root, lines, relations, number)
    for relation in relations.values():
        if relation.outside or relation.kind not in ("diagramData", "notesSlide"):
            continue
        part = packed.tree(archive, relation.target)
        if part is not None:
            _shapes(part, lines, {}, number, notes=relation.kind == "notesSlide")
    return sum(1 for _ in root.iter("{*}blip"))


def _shapes(
    parent: etree._Element,
    lines: Lines,
    relations: dict[str, parts.Relation],
    page: int,
    *,
    notes: bool = False,
) -> None:
    """Every paragraph below ``parent``, in groups and frames too."""
    for element in parent:
        name = local(element)
        if name == "p":
            lines.add(_paragraph(element, lines, relations))
        elif name == "tbl":
            _table(element, lines, relations, page)
        elif name == "AlternateContent":
            chosen = alternative(element)
            if chosen is not None:
                _shapes(chosen, lines, relations, page, notes=notes)
        elif not (notes and name == "sp" and _furniture(element)):
            _shapes(element, lines, relations, page, notes=notes)


def _furniture(shape: etree._Element) -> bool:
    placeholder = child(shape, "nvSpPr", "nvPr", "ph")
    return placeholder is not None and attribute(placeholder, "type") in _NO_NOTES


def _paragraph(element: etree._Element, lines: Lines, relations: dict[str, parts.Relation]) -> str:
    said: list[str] = []
    for part in element.iter():
        name = local(part)
        if name == "t":
            said.append(part.text or "")
        elif name == "hlinkClick":
            relation = relations.get(attribute(part, "id"))
            if relation is not None and relation.outside:
                words = "".join(str(t.text or "") for t in element.iter("{*}t"))
                lines.link(relation.target, words, words)
        elif name in _SAID and part.getparent() is element:
            said.append(_SAID[name])
    return "".join(said)


def _table(
    table: etree._Element, lines: Lines, relations: dict[str, parts.Relation], page: int
) -> None:
    rows: list[list[str]] = []
    for row in (one for one in table if local(one) == "tr"):
        cells: list[str] = []
        for cell in (one for one in row if local(one) == "tc"):
            if attribute(cell, "vMerge") in ("1", "true") and rows and len(cells) < len(rows[-1]):
                # The cells below in a merged one are shown as that one.
                cells.append(rows[-1][len(cells)])
                continue
            paragraphs = (_paragraph(one, lines, relations) for one in cell.iter("{*}p"))
            cells.append(" ".join(paragraphs))
            if len(cells) >= MAX_COLUMNS:
                break
        rows.append(cells)
    lines.table(rows, page)
