"""How points add up: items, groups, indicators, OIT, its share of ITA. Exact, in fractions.

An item has 100 points or 0. A group (9.1 ... 10.2) is the mean of its items, an indicator (9, 10)
the mean of its groups, OIT the mean of its indicators, and counts for 40 of the 100 points of ITA.
What has no item that counts leaves the mean above it. The structure is that of the results that
were published for 2564; no later year's has been found, so for those it is assumed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

FULL = Fraction(100)
"""Points of an item, a group, an indicator and OIT."""

ITA_SHARE = Fraction(40)
"""Points of ITA, of 100, that OIT gives."""

PUBLISHED_YEAR = 2564
"""The last fiscal year (B.E.) whose published results show the structure."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Points between the lowest and the highest that they can come to; low <= likely <= high."""

    low: Fraction
    likely: Fraction
    high: Fraction

    @classmethod
    def exactly(cls, value: Fraction | int) -> Interval:
        """An interval that has come down to one value."""
        one = Fraction(value)
        return cls(one, one, one)

    @property
    def settled(self) -> bool:
        return self.low == self.high


NOTHING = Interval.exactly(0)
EVERYTHING = Interval.exactly(FULL)


@dataclass(frozen=True, slots=True)
class Part:
    """The points of a group or an indicator, and how many items count in it."""

    code: str
    points: Interval
    items: int


@dataclass(frozen=True, slots=True)
class Total:
    """What an agency's items come to. ``ita`` is OIT's share of the 100 points of ITA."""

    groups: tuple[Part, ...]
    indicators: tuple[Part, ...]
    oit: Interval
    ita: Interval


def assumed(year: int) -> bool:
    """Whether the structure is only assumed to hold in a fiscal year (B.E.)."""
    return year > PUBLISHED_YEAR


def indicator_of(group: str) -> str:
    """``10`` for the group ``10.2``."""
    return group.partition(".")[0]


def total(items: Iterable[tuple[str, Interval]]) -> Total | None:
    """Adds up (group, points) of every item that counts; None where none does."""
    by_group: dict[str, list[Interval]] = {}
    for group, points in items:
        by_group.setdefault(group, []).append(points)
    if not by_group:
        return None
    groups = tuple(
        Part(code, _mean(by_group[code]), len(by_group[code]))
        for code in sorted(by_group, key=_in_order)
    )
    by_indicator: dict[str, list[Part]] = {}
    for part in groups:
        by_indicator.setdefault(indicator_of(part.code), []).append(part)
    indicators = tuple(
        Part(code, _mean([part.points for part in parts]), sum(part.items for part in parts))
        for code, parts in by_indicator.items()
    )
    oit = oit_of([part.points for part in indicators])
    return Total(groups, indicators, oit, share(oit))


def oit_of(indicators: Sequence[Interval]) -> Interval:
    """OIT of the points of its indicators (9 and 10)."""
    return _mean(indicators)


def share(oit: Interval) -> Interval:
    """What OIT gives of the 100 points of ITA."""
    factor = ITA_SHARE / FULL
    return Interval(oit.low * factor, oit.likely * factor, oit.high * factor)


def item_weights(groups: Iterable[str]) -> Mapping[str, Fraction]:
    """ITA points that hang on one item of each group; ``groups`` names that of every item that
    counts."""
    items = Counter(groups)
    of_indicator = Counter(indicator_of(group) for group in items)
    return {
        group: ITA_SHARE / (len(of_indicator) * of_indicator[indicator_of(group)] * count)
        for group, count in items.items()
    }


def rounded(value: Fraction) -> Decimal:
    """To two places, halves up, as scores are published."""
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return Decimal(hundredths).scaleb(-2)


def _mean(values: Sequence[Interval]) -> Interval:
    count = len(values)
    return Interval(
        sum((one.low for one in values), Fraction()) / count,
        sum((one.likely for one in values), Fraction()) / count,
        sum((one.high for one in values), Fraction()) / count,
    )


def _in_order(group: str) -> tuple[tuple[int, str], ...]:
    """9.2 before 9.10 before 10.1; a name that is no number comes last."""
    return tuple(
        (int(part), "") if part.isdecimal() else (1_000_000, part) for part in group.split(".")
    )
