"""How the agencies of a province spread, and their order by score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oitcheck.score.agencies import AgencyScore
from oitcheck.score.arithmetic import rounded

BAND_STARTS = (95, 85, 75, 50, 0)
"""Where the bands of likely OIT begin, the best first; they are no levels of the ITA result."""


@dataclass(frozen=True, slots=True)
class Band:
    """Agencies whose likely OIT, rounded to two places, is ``start`` or more, and below ``end``
    (100 belongs to the first band)."""

    start: int
    end: int
    agencies: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Of the likely OIT of all agencies; quartiles and median between neighbours are linear."""

    agencies: int
    lowest: Fraction
    first_quartile: Fraction
    median: Fraction
    third_quartile: Fraction
    highest: Fraction
    bands: tuple[Band, ...]


def spread(scores: Iterable[AgencyScore]) -> Spread | None:
    """None where no agency has a score."""
    values = sorted(score.oit.likely for score in scores)
    if not values:
        return None
    shown = [rounded(value) for value in values]
    ends = (101, *BAND_STARTS)
    bands = tuple(
        Band(start, min(end, 100), sum(start <= value < end for value in shown))
        for start, end in zip(BAND_STARTS, ends, strict=False)
    )
    return Spread(
        agencies=len(values),
        lowest=values[0],
        first_quartile=_quantile(values, Fraction(1, 4)),
        median=_quantile(values, Fraction(1, 2)),
        third_quartile=_quantile(values, Fraction(3, 4)),
        highest=values[-1],
        bands=bands,
    )


def ranked(scores: Iterable[AgencyScore]) -> list[tuple[int, AgencyScore]]:
    """(place, score), the highest likely OIT first; equal scores share a place.

    The order of equals is that of ``scores``.
    """
    ordered = sorted(scores, key=lambda score: -score.oit.likely)
    placed: list[tuple[int, AgencyScore]] = []
    for number, score in enumerate(ordered, start=1):
        same = placed and placed[-1][1].oit.likely == score.oit.likely
        placed.append((placed[-1][0] if same else number, score))
    return placed


def _quantile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    place = part * (len(values) - 1)
    below = place.__floor__()
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
