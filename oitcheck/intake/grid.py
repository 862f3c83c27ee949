"""A table as every kind of file gives it: rows of cells with their texts and hyperlinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from oitcheck.model import Origin


@dataclass(slots=True)
class Cell:
    """``hrefs`` are (text of the link, its target); ``at`` is the value of a date cell.

    ``filled``: the text comes from the first cell of a merged range.
    """

    text: str = ""
    hrefs: tuple[tuple[str, str], ...] = ()
    at: datetime | None = None
    filled: bool = False


@dataclass(slots=True)
class Row:
    """``number`` counts from 1 as the program shows it; ``cells`` by column from 0, no blanks."""

    number: int
    cells: dict[int, Cell]

    def text(self, column: int) -> str:
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass(slots=True)
class Grid:
    """One sheet or table. ``rows`` may be read once only, and skips rows without any cell.

    ``continues``: the table may go on under the heading of the one before it (Word pages).
    """

    file: str
    sheet: str
    rows: Iterable[Row]
    hidden: bool = False
    continues: bool = False
    before: tuple[str, ...] = field(default=())

    def origin(self, row: int = 0) -> Origin:
        return Origin(self.file, self.sheet, row)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, columns and rows from 0, both ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


def fill_merged(rows: Iterable[Row], merges: Iterable[Merge]) -> Iterator[Row]:
    """Put the first cell of every merged range into all of its cells, marked as filled.

    ``rows`` come in rising order and may leave out empty ones; a row that exists only through a
    merge is not made up.
    """
    waiting = sorted(merges, key=lambda merge: merge.top)
    open_now: list[tuple[Merge, Cell]] = []
    start = 0
    for row in rows:
        index = row.number - 1
        while start < len(waiting) and waiting[start].top <= index:
            merge = waiting[start]
            start += 1
            first = row.cells.get(merge.left) if merge.top == index else None
            if first is not None and first.text:
                filled = Cell(first.text, first.hrefs, first.at, filled=True)
                open_now.append((merge, filled))
        if open_now:
            open_now = [pair for pair in open_now if pair[0].bottom >= index]
            for merge, cell in open_now:
                for column in range(merge.left, min(merge.right, merge.left + 200) + 1):
                    row.cells.setdefault(column, cell)
        yield row
