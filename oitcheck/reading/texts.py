"""Word and PowerPoint files, pictures and plain text to Documents."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import docx
from docx.table import Table as DocxTable
from lxml import etree
from PIL import Image

from oitcheck.model import Block, Document, Href, Page, Quality, Table
from oitcheck.reading import charset, quality
from oitcheck.reading.characters import mended, tidy
from oitcheck.reading.unreadable import Unreadable

_HEADING = re.compile(r"(?:heading|หัวเรื่อง)\s*([1-6])", re.I)
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAX_DEPTH = 5
_MAX_CSV_ROWS = 50_000


class _Lines:
    """Lines of text with their offsets."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        return "".join(self._out)

    def add(self, line: str, heading: int = 0) -> None:
        line = tidy(line)
        if not line:
            return
        separator = "\n" if self.length else ""
        start = self.length + len(separator)
        self._out.append(separator + line)
        self.length = start + len(line)
        self.blocks.append(Block(start, self.length, heading=heading))


def read_docx(body: bytes, *, sha256: str, reader: str) -> Document:
    """Paragraphs and tables in their order; headings by style; links of paragraphs."""
    document = docx.Document(io.BytesIO(body))
    lines, tables, links = _Lines(), list[Table](), list[Href]()
    _docx_parts(document.iter_inner_content(), lines, tables, links, 0)
    pictures = len(document.inline_shapes)
    return Document(
        sha256,
        reader,
        "docx",
        title=tidy(document.core_properties.title or "")[:500],
        text=lines.text,
        blocks=tuple(lines.blocks),
        links=tuple(links),
        tables=tuple(tables),
        quality=quality.measure(lines.text, images=pictures),
    )


def _docx_parts(
    parts: Any, lines: _Lines, tables: list[Table], links: list[Href], depth: int
) -> None:
    for part in parts:
        if not isinstance(part, DocxTable):
            style = part.style.name if part.style is not None else ""
            match = _HEADING.match(style or "")
            lines.add(part.text, int(match[1]) if match else int(style == "Title"))
            for link in part.hyperlinks:
                if link.address:
                    links.append(Href(mended(link.address), tidy(link.text), tidy(part.text)[:200]))
            continue
        if depth < _MAX_DEPTH:
            _docx_table(part, lines, tables, links, depth)


def _docx_table(
    table: DocxTable, lines: _Lines, tables: list[Table], links: list[Href], depth: int
) -> None:
    start = lines.length + (1 if lines.length else 0)
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        cells: list[str] = []
        seen: Any = None
        for cell in row.cells:
            # A merged cell is given once for each column that it spans.
            merged = seen is not None and cell._tc is seen
            seen = cell._tc
            cells.append("" if merged else " ".join(tidy(cell.text).split()))
            if not merged:
                for paragraph in cell.paragraphs:
                    for link in paragraph.hyperlinks:
                        if link.address:
                            links.append(
                                Href(mended(link.address), tidy(link.text), " ".join(cells)[:200])
                            )
        rows.append(tuple(cells))
        lines.add("\t".join(cells))
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.tables:
                _docx_parts([inner], lines, tables, links, depth + 1)
    tables.append(Table(tuple(rows), min(start, lines.length), lines.length))


def read_pptx(body: bytes, *, sha256: str, reader: str, page_budget: int) -> Document:
    """The paragraphs of each slide, in the order of their numbers."""
    lines = _Lines()
    pages: list[Page] = []
    pictures = 0
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        found = [(int(m[1]), m[0]) for n in archive.namelist() if (m := _SLIDE.fullmatch(n))]
        for number, name in sorted(found)[:page_budget]:
            start = lines.length + (1 if lines.length else 0)
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(archive.read(name), parser)
            for paragraph in root.iter(f"{_DRAWING}p"):
                lines.add("".join(str(t.text or "") for t in paragraph.iter(f"{_DRAWING}t")))
            pictures += sum(1 for _ in root.iter(f"{_DRAWING}blip"))
            start = min(start, lines.length)
            pages.append(Page(number, start, lines.length))
    if not pages:
        raise Unreadable("broken", "no slides")
    return Document(
        sha256,
        reader,
        "pptx",
        text=lines.text,
        blocks=tuple(lines.blocks),
        pages=tuple(pages),
        quality=quality.measure(lines.text, images=pictures),
    )


def read_image(body: bytes, *, sha256: str, reader: str) -> Document:
    """Only the size of a picture, as the marker ``size:WIDTHxHEIGHT``; no text."""
    quality_of_one = Quality(images=1)
    if b"<svg" in body[:4096]:
        return Document(sha256, reader, "image", quality=quality_of_one)
    try:
        with Image.open(io.BytesIO(body)) as picture:
            size: tuple[str, ...] = (f"size:{picture.width}x{picture.height}",)
    except Image.DecompressionBombError:
        # Only the size in the header was looked at; a huge scan is no broken file.
        size = ()
    return Document(sha256, reader, "image", markers=size, quality=quality_of_one)


def read_text(body: bytes, *, sha256: str, reader: str, name: str) -> Document:
    """Plain text; a file named .csv gives its rows as a table too."""
    decoded, used = charset.decode(body)
    text = tidy(decoded)
    tables: tuple[Table, ...] = ()
    if name.lower().split("?")[0].endswith((".csv", ".tsv")) and text:
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t|", key=first.count)
        source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [tuple(row) for row, _ in zip(source, range(_MAX_CSV_ROWS), strict=False)]
        tables = (Table(tuple(rows), 0, len(text)),)
    return Document(
        sha256,
        reader,
        "text",
        text=text,
        blocks=(Block(0, len(text)),) if text else (),
        tables=tables,
        quality=quality.measure(text, charset=used),
    )
