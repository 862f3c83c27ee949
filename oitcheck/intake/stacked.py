"""A heading that may run over several rows, as officials' own tables have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from oitcheck.intake import headings
from oitcheck.intake.grid import Row
from oitcheck.intake.headings import Meaning

_TITLE_ROWS = 40
_ROWS = 3


@dataclass(slots=True)
class Stacked:
    """``row``: where it begins; ``texts``: of each column from 0, from the top down; ``above`` and
    ``rest`` are the rows before and after it."""

    row: int
    texts: dict[int, list[str]] = field(default_factory=dict)
    above: list[Row] = field(default_factory=list)
    rest: list[Row] = field(default_factory=list)

    def meaning(self, column: int) -> Meaning | None:
        """What is known of a column from its lowest text up, then from all together."""
        texts = self.texts[column]
        for text in (*reversed(texts), " ".join(texts)):
            found = headings.meaning(text)
            if found:
                return found
        return None

    def column(self, *meanings: Meaning) -> int | None:
        """The first column that means one of these, the earlier named first."""
        for wanted in meanings:
            for column in sorted(self.texts):
                if self.meaning(column) == wanted:
                    return column
        return None


def find(rows: Sequence[Row], owners: frozenset[Meaning]) -> Stacked | None:
    """The first heading in ``rows``: a row that names one of ``owners``, with rows that belong.

    A row below belongs to it while it says nothing in the owners' columns. None without one.
    """
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        columns = [c for c, cell in row.cells.items() if headings.meaning(cell.text) in owners]
        # a title that is merged over the whole table names many columns at once
        if len(row.cells) < 2 or len({cell.text for cell in row.cells.values()}) < 2:
            continue
        if not columns:
            continue
        found = Stacked(row.number, above=list(rows[:place]))
        found.texts = {column: [cell.text] for column, cell in row.cells.items()}
        last = row
        place += 1
        while place < len(rows) and _belongs(rows[place], last, columns, found):
            last = rows[place]
            place += 1
            for column, cell in last.cells.items():
                texts = found.texts.setdefault(column, [])
                if cell.text not in texts:
                    texts.append(cell.text)
        found.rest = list(rows[place:])
        return found
    return None


def _belongs(row: Row, last: Row, columns: Sequence[int], heading: Stacked) -> bool:
    if row.number != last.number + 1 or len(heading.texts[columns[0]]) >= _ROWS:
        return False
    return all(
        column not in row.cells
        or (row.cells[column].filled and row.text(column) in heading.texts[column])
        for column in columns
    ) and bool(row.cells)
