"""What a date shape found, and the small steps that the readings of all shapes share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from oitcheck.model.document import Precision
from oitcheck.thai import dates_guards as guards
from oitcheck.thai.dates_tokens import Phrase, Token

Calendar = Literal["be", "ce"]
_DECIMALS, _GOES_ON = re.compile(r"[.,:/][0-9]"), re.compile(r"[.,:/-][0-9]|[A-Za-z_]")
LONGEST_RANGE = 30  # years; more than that between two numbers is no period


@dataclass(slots=True)
class Reading:
    """A date in the normalised text: offsets into it, days, and how sure the reading is.

    ``calendar``: the one of all its years; None where they are of both.
    """

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    calendar: Calendar | None
    confidence: float


class Impossible(Exception):
    """The words are those of a date, but no such day exists: nothing in them may be read."""


@dataclass(slots=True)
class Year:
    ce: int
    calendar: Calendar
    digits: int

    @property
    def be(self) -> int:
        return self.ce + 543


@dataclass(slots=True)
class Found:
    first: date
    last: date
    precision: Precision
    years: tuple[Year, ...]
    confidence: float


@dataclass(slots=True)
class Hit:
    """A shape that fits a phrase at some place."""

    match: re.Match[str]
    phrase: Phrase
    text: str
    filename: bool
    read: Callable[[Phrase, int, str, bool], tuple[Reading | None, int]]

    def reading_at(self, place: int) -> Reading | None:
        """What the phrase says from another place on."""
        return self.read(self.phrase, place, self.text, self.filename)[0]

    def place(self, *groups: str) -> int:
        """The place of the first of these groups that took part; -1 for none."""
        match = self.match
        known = match.re.groupindex
        for group in groups:
            if group in known:
                place = match.start(group)
                if place >= 0:
                    return place
        return -1

    def token(self, *groups: str) -> Token | None:
        """The token of the first of these groups that took part."""
        place = self.place(*groups)
        return self.phrase.tokens[place] if place >= 0 else None

    def has(self, group: str) -> bool:
        return group in self.match.re.groupindex and bool(self.match[group])

    def value(self, *groups: str) -> int:
        place = self.place(*groups)
        return self.phrase.tokens[place][3] if place >= 0 else 0

    def year(self, *groups: str, thai: bool = True) -> Year | None:
        place = self.place(*groups)
        if place < 0:
            return None
        kind, start, end, value = self.phrase.tokens[place]
        if kind == "n":
            digits = self.text[start:end]
            # Spelt numbers and 5th are no years.
            if len(digits) != 2 or not (digits.isascii() and digits.isdigit()):
                return None
            return short_year(value, thai)
        said = self.match[0]
        ce_said = self.has("c" + groups[0][1:]) or "c" in said
        if kind == "C":
            return None if "p" in said else Year(value, "ce", 4)
        return None if ce_said else Year(value - 543, "be", 4)

    @property
    def start(self) -> int:
        return self.phrase.tokens[self.match.start()][1]

    @property
    def end(self) -> int:
        return self.phrase.tokens[self.match.end() - 1][2]


def short_year(value: int, thai: bool) -> Year | None:
    """``68`` is 2568, ``24`` in a full date is 2024; between the two eras nothing is said."""
    if value >= 50:
        return Year(2500 + value - 543, "be", 2)
    if not thai and 10 <= value <= 39:
        return Year(2000 + value, "ce", 2)
    return None


def day_of(year: Year, month: int, day: int) -> date:
    try:
        return date(year.ce, month, day)
    except ValueError:
        raise Impossible from None


def span_of(first: date, last: date, years: tuple[Year, ...], confidence: float) -> Found:
    if last < first or last.year - first.year > LONGEST_RANGE:
        raise Impossible
    return Found(first, last, "range", years, confidence)


def sure(full: float, short: float, *years: Year) -> float:
    for year in years:
        if year.digits != 4:
            return short
    return full


def cut_short(hit: Hit) -> bool:
    """Whether a two-digit year at the end is only the beginning of something else."""
    return guards.counts(hit.text, hit.end) or bool(_DECIMALS.match(hit.text, hit.end))


def month_follows(hit: Hit) -> bool:
    """Whether another month follows a two-digit number: then it is that month's day."""
    return hit.phrase.kinds.startswith(("M", "E"), hit.match.end())


def calendar_year(year: Year, confidence: float) -> Found:
    return Found(date(year.ce, 1, 1), date(year.ce, 12, 31), "year", (year,), confidence)


def in_chain(hit: Hit) -> bool:
    if hit.filename:
        return False
    return bool(
        re.match(r"[.,/:-][0-9]|[A-Za-z_]", hit.text[hit.end : hit.end + 2])
    ) or guards.chained_before(hit.text, hit.start)
