"""Word files (docx): paragraphs, tables, text boxes, notes, headers and footers.

The XML is walked here and not by python-docx, which leaves out content controls, text boxes and
tracked insertions, and takes minutes for a table of a thousand rows.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from oitcheck.reading import packed, parts
from oitcheck.reading.lines import MAX_CELL, MAX_COLUMNS, Lines, cell_text, count
from oitcheck.reading.unreadable import Unreadable
from oitcheck.reading.xml_names import alternative, attribute, child, local

if TYPE_CHECKING:
    from lxml import etree

    from oitcheck.model import Document

_HEADING = re.compile(r"(?:heading|หัวเรื่อง)\s*([1-6])", re.I)
_FIELD_LINK = re.compile(r'\bHYPERLINK\s+"([^"]+)"')
_MAX_DEPTH = 5
_AROUND = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NEVER = frozenset(
    ("pPr", "rPr", "del", "moveFrom", "delText", "rt", "tblPr", "tblGrid", "trPr", "sectPr")
)
_SAID = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = frozenset(("blip", "imagedata"))


def read_docx(body: bytes, *, sha256: str, reader: str) -> Document:
    """Paragraphs and tables in their order, text boxes after the paragraph that they hang on, then
    notes, headers and footers; headings by style; deleted and hidden text left out."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        main = next(
            (
                one.target
                for one in parts.relations(archive, "").values()
                if one.kind == "officeDocument"
            ),
            "word/document.xml",
        )
        root = packed.tree(archive, main)
        inside = child(root, "body") if root is not None else None
        if inside is None:
            raise Unreadable("broken", "no document")
        relations = parts.relations(archive, main)
        lines = Lines()
        writer = _Writer(lines, relations, _headings(archive, relations))
        writer.blocks(inside, 0)
        _beside(archive, relations, writer)
        title = parts.title(archive)
    return lines.document(sha256, reader, "docx", title=title, images=writer.pictures)


def _headings(archive: zipfile.ZipFile, relations: dict[str, parts.Relation]) -> dict[str, int]:
    """The level of each style that is one of headings, by the style's id."""
    found: dict[str, int] = {}
    for relation in relations.values():
        if relation.kind != "styles" or relation.outside:
            continue
        root = packed.tree(archive, relation.target)
        for style in root if root is not None else ():
            name = child(style, "name") if local(style) == "style" else None
            words = attribute(name, "val") if name is not None else ""
            match = _HEADING.match(words)
            if match or words == "Title":
                found[attribute(style, "styleId")] = int(match[1]) if match else 1
    return found


def _beside(
    archive: zipfile.ZipFile, relations: dict[str, parts.Relation], writer: _Writer
) -> None:
    found: dict[str, list[str]] = {"note": [], "edge": []}
    for relation in sorted(relations.values(), key=lambda one: one.target):
        if relation.outside or relation.kind not in ("header", "footer", "footnotes", "endnotes"):
            continue
        root = packed.tree(archive, relation.target)
        if root is None:
            continue
        inner = _Writer(Lines(), parts.relations(archive, relation.target), {})
        for part in root if relation.kind.endswith("notes") else (root,):
            inner.blocks(part, 0)
        writer.lines.links += inner.lines.links
        writer.pictures += inner.pictures
        kind = "note" if relation.kind.endswith("notes") else "edge"
        found[kind] += inner.lines.text.split("\n")
    writer.lines.beside(found["note"])
    writer.lines.beside(found["edge"])


class _Paragraph:
    """The text of one, its links, and the text boxes that hang on it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.code: list[str] = []
        self.boxes: list[etree._Element] = []

    @property
    def text(self) -> str:
        return "".join(self.said)


class _Writer:
    def __init__(
        self, lines: Lines, relations: dict[str, parts.Relation], headings: dict[str, int]
    ) -> None:
        self.lines = lines
        self.pictures = 0
        self._relations = relations
        self._headings = headings

    def blocks(self, parent: etree._Element, depth: int) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element, depth)
            elif name == "tbl":
                if depth < _MAX_DEPTH:
                    self._table(element, depth)
            elif name in _AROUND:
                self.blocks(element, depth)
            elif name == "AlternateContent":
                chosen = alternative(element)
                if chosen is not None:
                    self.blocks(chosen, depth)

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        style = child(element, "pPr", "pStyle")
        heading = self._headings.get(attribute(style, "val"), 0) if style is not None else 0
        paragraph = self._read(element)
        self.lines.add(paragraph.text, heading)
        self._give_links(paragraph, paragraph.text)
        self._boxes(paragraph, depth)

    def _boxes(self, paragraph: _Paragraph, depth: int) -> None:
        for box in paragraph.boxes if depth < _MAX_DEPTH else ():
            self.blocks(box, depth + 1)

    def _give_links(self, paragraph: _Paragraph, context: str) -> None:
        for match in _FIELD_LINK.finditer("".join(paragraph.code)):
            self.lines.link(match[1], paragraph.text, context)
        for href, text in paragraph.links:
            self.lines.link(href, text, context)

    def _read(self, element: etree._Element) -> _Paragraph:
        paragraph = _Paragraph()
        self._inline(element, paragraph)
        return paragraph

    def _inline(self, parent: etree._Element, into: _Paragraph) -> None:
        for element in parent:
            name = local(element)
            if name == "t":
                into.said.append(element.text or "")
            elif name in _SAID:
                into.said.append(_SAID[name])
            elif name == "instrText":
                into.code.append(element.text or "")
            elif name == "txbxContent":
                into.boxes.append(element)
            elif name == "AlternateContent":
                chosen = alternative(element)
                if chosen is not None:
                    self._inline(chosen, into)
            elif name == "hyperlink":
                self._hyperlink(element, into)
            elif name in _PICTURES:
                self.pictures += 1
            elif name == "fldSimple":
                into.code.append(attribute(element, "instr"))
                self._inline(element, into)
            elif name == "r" and _hidden(element):
                continue
            elif name not in _NEVER:
                self._inline(element, into)

    def _hyperlink(self, element: etree._Element, into: _Paragraph) -> None:
        start = len(into.said)
        self._inline(element, into)
        relation = self._relations.get(attribute(element, "id"))
        if relation is not None and relation.outside:
            anchor = attribute(element, "anchor")
            href = f"{relation.target}#{anchor}" if anchor else relation.target
            into.links.append((href, "".join(into.said[start:])))

    def _table(self, table: etree._Element, depth: int) -> None:
        rows: list[list[str]] = []
        inner: list[etree._Element] = []
        boxed: list[_Paragraph] = []
        linked: list[tuple[_Paragraph, str]] = []
        for row in _within(table, "tr"):
            cells: list[str] = []
            for cell in _within(row, "tc"):
                place, above = len(cells), rows[-1] if rows else []
                read = [self._read(part) for part in _within(cell, "p")]
                boxed += (paragraph for paragraph in read if paragraph.boxes)
                text = cell_text(" ".join(paragraph.text[:MAX_CELL] for paragraph in read))
                if _goes_on(cell) and not text and place < len(above):
                    # The cells below in a merged one are shown as that one.
                    text = above[place]
                cells.append(text)
                linked += ((paragraph, " ".join(cells)[:200]) for paragraph in read)
                span = child(cell, "tcPr", "gridSpan")
                wide = count(attribute(span, "val") if span is not None else "", MAX_COLUMNS)
                cells += [""] * min(wide - 1, MAX_COLUMNS - len(cells))
                inner += _within(cell, "tbl")
            rows.append(cells[:MAX_COLUMNS])
        self.lines.table(rows)
        for paragraph, context in linked:
            self._give_links(paragraph, context)
        for paragraph in boxed:
            self._boxes(paragraph, depth + 1)
        for part in inner if depth + 1 < _MAX_DEPTH else ():
            self._table(part, depth + 1)


def _within(parent: etree._Element, wanted: str) -> list[etree._Element]:
    """Children of that name, also those in content controls and tracked insertions."""
    found: list[etree._Element] = []
    for element in parent:
        name = local(element)
        if name == wanted:
            found.append(element)
        elif name in _AROUND:
            found += _within(element, wanted)
    return found


def _goes_on(cell: etree._Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")
