"""A Document as a page can show it: masked, in bounds, in the order of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from oitcheck.model import DateMention, Document, Page, Region, Table
from oitcheck.report import safe
from oitcheck.thai.mask import mask_citizen_numbers, mask_mobile_numbers

MOST_CHARS = 120_000
MOST_LINES = 6_000
MOST_CELLS = 6_000
MOST_DATES = 1_000
MOST_PAGES = 500
MOST_TABLES = 20

# one digit of a citizen number a cell, as in a form's boxes
_BOXES = re.compile(r"(?<!\S)[0-9๐-๙](?: [0-9๐-๙]){12}(?!\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, and the number of the date that it is (from 1), else 0."""

    text: str
    date: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of running text or, ``heading`` 1 to 6, a heading."""

    heading: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``head``: its first row reads like the names of the columns."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    head: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """What follows each other in one region."""

    region: Region
    parts: tuple[Line | Grid, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page; ``page`` None where the document has no pages."""

    page: Page | None
    label: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text. ``raw`` is masked; ``marked``: it is to be found in the shown text."""

    number: int
    mention: DateMention
    raw: str
    region: Region
    page: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """``apart``: tables whose cells are not found in the text. ``cut``: what was left out: kind
    -> (shown, total); empty where all is there."""

    leaves: tuple[Leaf, ...]
    dates: tuple[Dated, ...]
    apart: tuple[Grid, ...]
    cut: dict[str, tuple[int, int]]


def masked(text: str) -> str:
    """``text`` without invisible tricks, citizen and mobile numbers masked."""
    return mask_mobile_numbers(mask_citizen_numbers(safe.text(text)))


def masked_row(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells of a row, also where each holds one digit of a number."""
    clean = [masked(cell) for cell in cells]
    joined = " ".join(clean)
    if _BOXES.search(joined):
        hidden, start, found = mask_citizen_numbers(joined), 0, []
        for cell in clean:
            found.append(hidden[start : start + len(cell)])
            start += len(cell) + 1
        return tuple(found)
    return tuple(clean)


def text_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def shown(document: Document) -> Shown:
    """The text of ``document`` by pages, regions and lines, with its dates marked."""
    return _Builder(document).built()


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    region: Region
    heading: int = 0
    table: Table | None = None
    cells: tuple[tuple[tuple[int, int], ...], ...] = field(default=())


class _Builder:
    def __init__(self, document: Document) -> None:
        self._document = document
        clean = safe.text(document.text)
        # Marks are taken out before masking, or one between two digits would hide a number from
        # it; offsets move with them.
        self._kept: list[int] | None = None
        if len(clean) != len(document.text):
            self._kept = [i for i, letter in enumerate(document.text) if safe.text(letter)]
        self._text = masked(document.text)
        self._limit = min(len(document.text), MOST_CHARS)
        dates = sorted(document.dates, key=lambda one: (one.start, one.end))
        self._dates = dates[:MOST_DATES]
        self._starts = [one.start for one in self._dates]
        self._marked: set[int] = set()
        self._cells_left = MOST_CELLS
        self._lines_left = MOST_LINES
        self.cut: dict[str, tuple[int, int]] = {}
        if len(dates) > MOST_DATES:
            self.cut["dates"] = MOST_DATES, len(dates)

    def built(self) -> Shown:
        document = self._document
        spans, apart = self._spans()
        leaves = tuple(self._leaves(spans))
        if self._limit < len(document.text):
            self.cut["text"] = self._limit, len(document.text)
        if self._lines_left < 0:
            self.cut["lines"] = MOST_LINES, MOST_LINES - self._lines_left
        grids = tuple(self._apart(table) for table in apart[:MOST_TABLES])
        if len(apart) > MOST_TABLES:
            self.cut["tables"] = MOST_TABLES, len(apart)
        cells = sum(len(row) for table in document.tables for row in table.rows)
        if self._cells_left <= 0 and cells > MOST_CELLS:
            self.cut["cells"] = MOST_CELLS, cells
        blocks = document.blocks
        begins = [block.start for block in blocks]
        pages = [page.start for page in document.pages]
        dates = []
        for number, one in enumerate(self._dates, 1):
            block = bisect_left(begins, one.start + 1) - 1
            region = blocks[block].region if block >= 0 else Region.CONTENT
            page = bisect_left(pages, one.start + 1)
            raw = " ".join(self._slice(one.start, one.end).split())
            dates.append(Dated(number, one, raw, region, page, number in self._marked))
        return Shown(leaves, tuple(dates), grids, self.cut)

    def _slice(self, start: int, end: int) -> str:
        if self._kept is None:
            return self._text[start:end]
        return self._text[bisect_left(self._kept, start) : bisect_left(self._kept, end)]

    def _spans(self) -> tuple[list[_Span], list[Table]]:
        """All text before the limit in stretches, tables in their places; and tables that have
        none."""
        found, apart, last = [], [], 0
        for table in sorted(self._document.tables, key=lambda one: (one.start, -one.end)):
            if table.start < last and table.end <= last:
                continue  # a table inside a table that stands there already
            cells = self._places(table)
            if cells is None or table.start < last:
                apart.append(table)
            elif table.start < self._limit:
                found.append(_Span(table.start, table.end, Region.CONTENT, 0, table, cells))
                last = table.end
        text = self._text_spans()
        for one in found:
            inside = next(_between(text, one.start, one.start + 1), one)
            one.region = inside.region
        return list(_with_tables(text, found)), apart

    def _text_spans(self) -> list[_Span]:
        spans, at = [], 0
        for block in sorted(self._document.blocks, key=lambda one: one.start):
            if block.start >= self._limit:
                break
            if block.start > at:
                spans.append(_Span(at, block.start, Region.CONTENT))
            start = max(at, block.start)
            if block.end > start:
                spans.append(_Span(start, block.end, block.region, block.heading))
                at = block.end
        if at < self._limit:
            spans.append(_Span(at, self._limit, Region.CONTENT))
        return spans

    def _places(self, table: Table) -> tuple[tuple[tuple[int, int], ...], ...] | None:
        """Where each cell stands in the text; None where they are not found one after another."""
        text, at = self._document.text, table.start
        rows = []
        for row in table.rows:
            cells = []
            for cell in row:
                start = text.find(cell, at, table.end) if cell else at
                if start < 0 or text[at:start].strip():
                    return None
                at = start + len(cell)
                cells.append((start, at))
            rows.append(tuple(cells))
        return tuple(rows) if not text[at : table.end].strip() else None

    def _leaves(self, spans: list[_Span]) -> Iterator[Leaf]:
        pages = self._document.pages
        if not pages:
            yield Leaf(None, "", self._stretches(spans))
            return
        if len(pages) > MOST_PAGES:
            self.cut["pages"] = MOST_PAGES, len(pages)
        for place, page in enumerate(pages[:MOST_PAGES]):
            if page.start >= self._limit and page.end > page.start:
                self.cut["pages"] = place, len(pages)
                return
            ends = pages[place + 1].start if place + 1 < len(pages) else len(self._document.text)
            begins = page.start if place else 0
            own = list(_between(spans, begins, max(page.end, ends)))
            yield Leaf(page, masked(page.label), self._stretches(own))

    def _stretches(self, spans: Iterable[_Span]) -> tuple[Stretch, ...]:
        found: list[tuple[Region, list[Line | Grid]]] = []
        for span in spans:
            part = self._grid(span) if span.table else self._line(span)
            if part is None:
                continue
            if not found or found[-1][0] is not span.region:
                found.append((span.region, []))
            found[-1][1].append(part)
        return tuple(Stretch(region, tuple(parts)) for region, parts in found)

    def _line(self, span: _Span) -> Line | None:
        end = min(span.end, self._limit)
        if not self._slice(span.start, end).strip():
            return None
        self._lines_left -= 1
        if self._lines_left < 0:
            return None
        return Line(span.heading, self._pieces(span.start, end))

    def _grid(self, span: _Span) -> Grid | None:
        rows = []
        assert span.table is not None
        for texts, places in zip(span.table.rows, span.cells, strict=True):
            if self._cells_left <= 0 or (places and places[0][0] >= self._limit):
                break
            self._cells_left -= len(texts)
            plain = masked_row(texts)
            pieces = [self._pieces(*place) for place in places]
            rows.append(tuple(_safer(*both) for both in zip(pieces, plain, strict=True)))
        return _grid(rows)

    def _apart(self, table: Table) -> Grid:
        rows = []
        for row in table.rows:
            if self._cells_left <= 0:
                break
            self._cells_left -= len(row)
            rows.append(tuple((Piece(cell[:MOST_CHARS]),) for cell in masked_row(row)))
        return _grid(rows)

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The masked text between two offsets, cut at the dates in it."""
        found: list[Piece] = []
        at = start
        for place in range(bisect_left(self._starts, start), len(self._dates)):
            one = self._dates[place]
            if one.start >= end:
                break
            if one.start < at or one.end > end:
                continue
            if one.start > at:
                found.append(Piece(self._slice(at, one.start)))
            found.append(Piece(self._slice(one.start, one.end), place + 1))
            self._marked.add(place + 1)
            at = one.end
        if at < end:
            found.append(Piece(self._slice(at, end)))
        return tuple(piece for piece in found if piece.text)


def _safer(pieces: tuple[Piece, ...], plain: str) -> tuple[Piece, ...]:
    """A cell as the text has it, or as its row has it where that hides more of a number."""
    seen = text_of(pieces)
    return pieces if seen.count("x") >= plain.count("x") else (Piece(plain),)


def _grid(rows: Sequence[tuple[tuple[Piece, ...], ...]]) -> Grid:
    first = rows[0] if len(rows) > 1 else ()
    named = all(cell and not cell[0].text[:1].isdigit() and not cell[0].date for cell in first)
    return Grid(tuple(rows), bool(first) and named)


def _between(spans: Sequence[_Span], start: int, end: int) -> Iterator[_Span]:
    """The parts between two offsets of ``spans``, which follow each other; a table belongs where
    it begins."""
    first = bisect_left(spans, start, key=lambda one: one.start)
    for place in range(max(0, first - 1), len(spans)):
        span = spans[place]
        if span.start >= end:
            return
        if span.table is not None:
            if span.start >= start:
                yield span
        elif span.end > start:
            yield _Span(max(span.start, start), min(span.end, end), span.region, span.heading)


def _with_tables(text: list[_Span], tables: list[_Span]) -> Iterator[_Span]:
    """``text`` with the stretches of ``tables`` replaced by them."""
    at = 0
    for table in tables:
        yield from _between(text, at, table.start)
        yield table
        at = table.end
    yield from _between(text, at, text[-1].end if text else 0)
