"""The truth files: what is true of every agency x item x link, written from what was declared.

    python tests/province/truth.py

Columns: agency (code), indicator, url (normalised; empty: the verdict's row), outcome, reasons
(``check:reason`` of all findings that are neither pass nor skip, sorted, ``-`` if none; the
verdict's row holds only those of the item itself, the links' stand in their rows), without_browser
(outcome and reasons where no browser is at hand, empty if the same), why (plain Thai words).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    __package__ = __import__("province").__name__

from .agencies import SITES
from .declared import first, verdict_of
from .kinds import Item, canonical
from .second import second
from .shapes import Items

COLUMNS = ("agency", "indicator", "url", "outcome", "reasons", "without_browser", "why")
FILES = {1: Path(__file__).with_name("truth-1.csv"), 2: Path(__file__).with_name("truth-2.csv")}
_WORST_FIRST = ("fail", "error", "review", "pass")


def holding(state: int) -> dict[str, Items]:
    """What holds for each agency at collection ``state``."""
    return first() if state == 1 else second()


def rows(state: int) -> list[tuple[str, ...]]:
    """The rows of one truth file, in the registry's and the catalogue's order."""
    made: list[tuple[str, ...]] = []
    for key, items in holding(state).items():
        code = SITES[key].code
        for indicator, item in items.items():
            outcome, reasons = _split(verdict_of(item) if not item.links else _bare(item))
            why = item.why or "; ".join(dict.fromkeys(link.why for link in item.links))
            made.append((code, indicator, "", outcome, reasons, _without(item), why))
            for link in item.links:
                outcome, reasons = _split(link.expect)
                made.append(
                    (code, indicator, canonical(link.url), outcome, reasons, link.without, link.why)
                )
    return made


def _bare(item: Item) -> str:
    return verdict_of(item).split()[0]


def _split(expect: str) -> tuple[str, str]:
    outcome, *reasons = expect.split()
    return outcome, " ".join(sorted(reasons)) or "-"


def _without(item: Item) -> str:
    """The verdict without a browser: only script-only pages differ, and all of them are errors."""
    if not any(link.without for link in item.links):
        return ""
    outcomes = {(link.without or link.expect).split()[0] for link in item.links}
    return next(outcome for outcome in _WORST_FIRST if outcome in outcomes) + " -"


def main() -> None:
    for state, path in FILES.items():
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(rows(state))


if __name__ == "__main__":
    main()
