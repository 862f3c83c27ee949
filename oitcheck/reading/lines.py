"""A Document's text as it grows line by line: offsets of blocks and tables, within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oitcheck.model import Block, Document, Href, Page, Region, Table
from oitcheck.reading import quality
from oitcheck.reading.characters import mended, tidy

MAX_CHARS = 5_000_000
"""Some 2,500 pages; a Document of more costs whoever holds it gigabytes."""
MAX_CELL = 32_000
MAX_COLUMNS = 200
_MAX_LINKS = 20_000
_LETTER = re.compile(r"[^\W\d_]")


class Lines:
    """Lines, tables and links in the order in which they are added.

    More than ``MAX_CHARS`` are not taken: a merged or repeated cell of a small file can stand for
    gigabytes of text. `markers` then tells of it.
    """

    def __init__(self) -> None:
        self._out: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.links: list[Href] = []
        self.full = False

    @property
    def text(self) -> str:
        return "".join(self._out)

    @property
    def markers(self) -> tuple[str, ...]:
        return ("text-left-out",) if self.full else ()

    @property
    def next(self) -> int:
        """Where the next line will start."""
        return self.length + (1 if self.length else 0)

    def add(self, line: str, heading: int = 0) -> None:
        """A paragraph; one that shows nothing is left away."""
        line = tidy(line)
        if not line or self.full:
            return
        if self.length + len(line) > MAX_CHARS:
            self.full = True
            return
        start = self.next
        self._out.append(("\n" if self.length else "") + line)
        self.length = start + len(line)
        self.blocks.append(Block(start, self.length, Region.CONTENT, heading))

    def table(self, rows: Sequence[Sequence[str]], page: int = 0) -> None:
        """Rows of cells, each a line; rows that show nothing are rows of the table still."""
        start = self.next
        kept: list[tuple[str, ...]] = []
        for row in rows:
            cells = tuple(cell_text(cell) for cell in row[:MAX_COLUMNS])
            self.add("\t".join(cells))
            if self.full:
                break
            kept.append(cells)
        if any(any(row) for row in kept):
            self.tables.append(Table(tuple(kept), min(start, self.length), self.length, page))

    def link(self, href: str, text: str, context: str) -> None:
        """A link as written; its context is the paragraph or row that it stands in."""
        href = mended(href).strip()
        if href and len(self.links) < _MAX_LINKS:
            self.links.append(Href(href, tidy(text), tidy(context)[:200]))

    def beside(self, lines: Sequence[str]) -> None:
        """Lines of headers and footers, each once; page numbers alone are none."""
        for line in dict.fromkeys(tidy(line) for line in lines):
            if _LETTER.search(line):
                self.add(line)

    def document(
        self,
        sha256: str,
        reader: str,
        media: str,
        *,
        title: str = "",
        images: int = 0,
        pages: tuple[Page, ...] = (),
    ) -> Document:
        """The Document of all that was added."""
        text = self.text
        return Document(
            sha256,
            reader,
            media,
            title=" ".join(tidy(title).split())[:500],
            text=text,
            blocks=tuple(self.blocks),
            pages=pages,
            links=tuple(self.links),
            tables=tuple(self.tables),
            markers=self.markers,
            quality=quality.measure(text, images=images),
        )


def cell_text(cell: str) -> str:
    """A cell on one line, within bounds."""
    return " ".join(mended(cell[:MAX_CELL]).split())


def count(written: str | None, most: int) -> int:
    """A number of repeats as a file gives it: at least 1, at most ``most``, 1 where it is none."""
    if not written or not written.isdecimal():
        return 1
    return max(1, min(int(written[:9]), most))
