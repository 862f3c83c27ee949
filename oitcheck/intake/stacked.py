"""A heading that may run over several rows, as officials' own tables have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def find(
    rows: Sequence[Row], owners: frozenset[Meaning], is_heading: Callable[[Sequence[str]], bool]
) -> Stacked | None:
    """The first heading in ``rows``: a row that names one of ``owners``, with rows that belong.

    A row below belongs to it where it says nothing new in the owners' columns, and either they are
    merged down into it, or a text above is merged over several columns, or ``is_heading`` says
    so of its texts. None without a heading.
    """
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        columns = [c for c, cell in row.cells.items() if headings.meaning(cell.text) in owners]
        # a title that is merged over the whole table names many columns at once
        if not columns or len({cell.text for cell in row.cells.values()}) < 2:
            continue
        found = Stacked(row.number, above=list(rows[:place]))
        found.texts = {column: [cell.text] for column, cell in row.cells.items()}
        last = place
        while last + 1 < len(rows) and last - place < _ROWS - 1:
            below = rows[last + 1]
            if below.number != rows[last].number + 1:
                break
            if not _belongs(below, rows[last], columns, found, is_heading):
                break
            last += 1
            for column, cell in below.cells.items():
                texts = found.texts.setdefault(column, [])
                if cell.text not in texts:
                    texts.append(cell.text)
        found.rest = list(rows[last + 1 :])
        return found
    return None


def _belongs(
    row: Row,
    above: Row,
    owners: Sequence[int],
    heading: Stacked,
    is_heading: Callable[[Sequence[str]], bool],
) -> bool:
    said = [column for column in owners if column in row.cells]
    if any(row.text(column) not in heading.texts[column] for column in said):
        return False
    if any(row.cells[column].filled for column in said):
        return True
    if said:
        return False
    texts = [cell.text for cell in above.cells.values()]
    return len(set(texts)) < len(texts) or is_heading([cell.text for cell in row.cells.values()])
