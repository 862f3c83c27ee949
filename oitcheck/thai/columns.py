"""Columns of Thai text in terminals and sheets; marks above and below a letter have no width."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


@lru_cache(maxsize=20_000)
def width(text: str) -> int:
    """How many columns ``text`` takes: vowels and tone marks above and below take none."""
    return sum(unicodedata.category(letter) not in _NO_WIDTH for letter in text)


def left(text: str, columns: int) -> str:
    """``text`` filled up with spaces at its end; longer text stays whole."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """``text`` with spaces before it; longer text stays whole."""
    return " " * (columns - width(text)) + text


def table(rows: Sequence[Sequence[str]], numbers: Sequence[bool], gap: str = "  ") -> list[str]:
    """Lines of ``rows`` in columns of equal width; ``numbers`` says which stand to the right.

    Every row has as many cells as ``numbers``. No line ends in spaces.
    """
    widths = (
        [max(width(row[place]) for row in rows) for place in range(len(numbers))] if rows else []
    )
    return [
        gap.join(
            right(cell, columns) if number else left(cell, columns)
            for cell, columns, number in zip(row, widths, numbers, strict=True)
        ).rstrip()
        for row in rows
    ]
