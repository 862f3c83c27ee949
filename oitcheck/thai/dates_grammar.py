"""Reads dates from a phrase: finds the longest shape at each place and says which days it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from oitcheck.model.document import Precision
from oitcheck.thai import dates_guards as guards
from oitcheck.thai import fiscal
from oitcheck.thai.dates_rules import SHAPES
from oitcheck.thai.dates_tokens import NEWEST_BE, OLDEST_BE, Phrase, Token

Calendar = Literal["be", "ce"]
_LONGEST_RANGE = 30  # years; more than that between two numbers is no period


class Reading(NamedTuple):
    """A date in the normalised text: offsets into it, days, and how sure the reading is."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    calendars: frozenset[Calendar]
    confidence: float


class _Impossible(Exception):
    """The words are those of a date, but no such day exists: nothing in them may be read."""


class _Year(NamedTuple):
    ce: int
    calendar: Calendar
    digits: int

    @property
    def be(self) -> int:
        return self.ce + 543


class _Found(NamedTuple):
    first: date
    last: date
    precision: Precision
    years: tuple[_Year, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Hit:
    """A shape that fits a phrase at some place."""

    match: re.Match[str]
    phrase: Phrase
    text: str
    filename: bool

    def token(self, *groups: str) -> Token | None:
        """The token of the first of these groups that took part."""
        known = self.match.re.groupindex
        for group in groups:
            if group in known and self.match.start(group) >= 0:
                return self.phrase.tokens[self.match.start(group)]
        return None

    def has(self, group: str) -> bool:
        return group in self.match.re.groupindex and bool(self.match[group])

    def value(self, *groups: str) -> int:
        token = self.token(*groups)
        return token.value if token else 0

    def year(self, *groups: str, thai: bool = True) -> _Year | None:
        token = self.token(*groups)
        if token is None:
            return None
        kind = token.kind
        if kind == "n":
            if not re.fullmatch("[0-9]{2}", self.text[token.start : token.end]):
                return None
            return _short_year(token.value, thai)
        ce_said = self.has("c" + groups[0][1:]) or "c" in self.match[0]
        if kind == "C":
            return None if "p" in self.match[0] else _Year(token.value, "ce", 4)
        return None if ce_said else _Year(token.value - 543, "be", 4)

    @property
    def start(self) -> int:
        return self.phrase.tokens[self.match.start()].start

    @property
    def end(self) -> int:
        return self.phrase.tokens[self.match.end() - 1].end


def readings(phrase: Phrase, text: str, filename: bool) -> Iterator[Reading]:
    """What a phrase says, from left to right; readings never overlap."""
    position = 0
    while position < len(phrase.kinds):
        found, position = _at(phrase, position, text, filename)
        if found:
            yield found


def _at(phrase: Phrase, position: int, text: str, filename: bool) -> tuple[Reading | None, int]:
    for name, shape in SHAPES[filename]:
        match = shape.match(phrase.kinds, position)
        if match is None:
            continue
        hit = _Hit(match, phrase, text, filename)
        try:
            found = _BUILDERS[name](hit)
        except _Impossible:
            return None, match.end()
        if found is None:
            continue
        if not OLDEST_BE - 543 <= found.first.year <= found.last.year <= NEWEST_BE - 543:
            return None, match.end()
        calendars = frozenset(year.calendar for year in found.years)
        end = hit.end
        if "(" in match[0] and ")" not in match[0] and text.startswith(")", end):
            end += 1
        reading = Reading(
            hit.start, end, found.first, found.last, found.precision, calendars, found.confidence
        )
        return reading, match.end()
    return None, position + 1


def _short_year(value: int, thai: bool) -> _Year | None:
    """``68`` is 2568, ``24`` in a full date is 2024; between the two eras nothing is said."""
    if value >= 50:
        return _Year(2500 + value - 543, "be", 2)
    if not thai and 10 <= value <= 39:
        return _Year(2000 + value, "ce", 2)
    return None


def _date(year: _Year, month: int, day: int) -> date:
    try:
        return date(year.ce, month, day)
    except ValueError:
        raise _Impossible from None


def _range(first: date, last: date, years: tuple[_Year, ...], confidence: float) -> _Found:
    if last < first or last.year - first.year > _LONGEST_RANGE:
        raise _Impossible
    return _Found(first, last, "range", years, confidence)


def _sure(full: float, short: float, *years: _Year) -> float:
    return full if all(year.digits == 4 for year in years) else short


def _end_guard(hit: _Hit) -> bool:
    """Whether a two-digit year at the end is only the beginning of something else."""
    return guards.counts(hit.text, hit.end) or bool(
        re.match(r"[.,:/][0-9]", hit.text[hit.end : hit.end + 2])
    )


def _day(hit: _Hit) -> _Found | None:
    year = hit.year("y1", thai=False)
    if year is None or (year.digits == 2 and _end_guard(hit)):
        return None
    day = _date(year, hit.value("m1"), hit.value("d1", "e1"))
    return _Found(
        day, day, "day", (year,), _sure(0.98, 0.9 if year.calendar == "be" else 0.6, year)
    )


def _days(hit: _Hit) -> _Found | None:
    last_year = hit.year("y2", thai=False)
    if last_year is None or (last_year.digits == 2 and _end_guard(hit)):
        return None
    last_month = hit.value("m2")
    last = _date(last_year, last_month, hit.value("d2", "e2"))
    first_month = hit.value("m1") or last_month
    first_year = hit.year("y1", thai=False)
    if first_year is None:
        if hit.token("y1"):
            return None
        # 30 ธันวาคม - 3 มกราคม 2568 began in the year before
        shift = first_month > last_month
        first_year = last_year._replace(ce=last_year.ce - shift)
    first = _date(first_year, first_month, hit.value("d1", "e1"))
    return _range(first, last, (first_year, last_year), _sure(0.97, 0.88, first_year, last_year))


def _numeric_day(hit: _Hit, i: str) -> tuple[date, _Year] | None:
    year = hit.year("y" + i, thai=False)
    sign = hit.match["s" + i]
    if year is None:
        return None
    if year.digits == 2 and sign == "." and not (hit.filename or hit.match[0][0] == "w"):
        return None
    return _date(year, hit.value("m" + i), hit.value("d" + i)), year


def _numeric(hit: _Hit) -> _Found | None:
    if not hit.filename and (
        guards.chained_before(hit.text, hit.start) or guards.chained_after(hit.text, hit.end)
    ):
        raise _Impossible
    try:
        found = _numeric_day(hit, "1")
    except _Impossible:
        if hit.filename and hit.value("y1") < 50:
            return None
        raise
    if found is None:
        return None
    day, year = found
    if year.digits == 2 and guards.counts(hit.text, hit.end):
        raise _Impossible
    return _Found(day, day, "day", (year,), _sure(0.95, 0.75, year))


def _numeric_days(hit: _Hit) -> _Found | None:
    first, last = _numeric_day(hit, "1"), _numeric_day(hit, "2")
    if first is None or last is None:
        return None
    years = (first[1], last[1])
    return _range(first[0], last[0], years, _sure(0.93, 0.7, *years))


def _iso(hit: _Hit) -> _Found | None:
    if not hit.filename and guards.chained_before(hit.text, hit.start):
        raise _Impossible
    year = hit.year("y1")
    if year is None:
        return None
    day = _date(year, hit.value("m1"), hit.value("d1"))
    return _Found(day, day, "day", (year,), 0.95)


def _iso_days(hit: _Hit) -> _Found | None:
    first_year, last_year = hit.year("y1"), hit.year("y2")
    if first_year is None or last_year is None:
        return None
    first = _date(first_year, hit.value("m1"), hit.value("d1"))
    last = _date(last_year, hit.value("m2"), hit.value("d2"))
    return _range(first, last, (first_year, last_year), 0.93)


def _month(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    if year is None or (year.digits == 2 and (_end_guard(hit) or _more(hit))):
        return None
    month = hit.value("m1")
    first = _date(year, month, 1)
    last = fiscal.last_day(year.ce, month)
    return _Found(first, last, "month", (year,), _sure(0.95, 0.8, year))


def _more(hit: _Hit) -> bool:
    """Whether another month follows a two-digit number: then it is that month's day."""
    rest = hit.phrase.kinds[hit.match.end() :]
    return bool(re.match("[ME]", rest))


def _months(hit: _Hit) -> _Found | None:
    last_year = hit.year("y2")
    if last_year is None or (last_year.digits == 2 and _end_guard(hit)):
        return None
    first_month, last_month = hit.value("m1"), hit.value("m2")
    first_year = hit.year("y1")
    if first_year is None:
        if hit.token("y1"):
            return None
        first_year = last_year._replace(ce=last_year.ce - (first_month > last_month))
    first = _date(first_year, first_month, 1)
    last = fiscal.last_day(last_year.ce, last_month)
    return _range(first, last, (first_year, last_year), _sure(0.94, 0.85, first_year, last_year))


def _fiscal_month(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    if year is None:
        return None
    month = hit.value("m1")
    first = date(year.ce - (month >= 10), month, 1)
    return _Found(first, fiscal.last_day(first.year, month), "month", (year,), 0.85)


def _fiscal_months(hit: _Hit) -> _Found | None:
    year = hit.year("y2")
    if year is None:
        return None
    first_month, last_month = hit.value("m1"), hit.value("m2")
    first = date(year.ce - (first_month >= 10), first_month, 1)
    last = fiscal.last_day(year.ce - (last_month >= 10), last_month)
    return _range(first, last, (year,), 0.88)


def _quarter(hit: _Hit) -> _Found | None:
    year = hit.year("y", "y0", "ys")
    quarter = hit.value("q")
    if year is None or not 1 <= quarter <= 4:
        return None
    first, last = fiscal.quarter_span(year.be, quarter)
    sure = 0.95 if hit.has("fiscal") else 0.75
    return _Found(first, last, "quarter", (year,), sure)


def _quarters(hit: _Hit) -> _Found | None:
    year = hit.year("y", "y0", "ys")
    from_quarter, to_quarter = hit.value("q"), hit.value("q2")
    if year is None or not 1 <= from_quarter < to_quarter <= 4:
        return None
    first, _ = fiscal.quarter_span(year.be, from_quarter)
    _, last = fiscal.quarter_span(year.be, to_quarter)
    return _range(first, last, (year,), 0.9 if hit.has("fiscal") else 0.7)


def _bracket(hit: _Hit) -> Reading | None:
    """What the bracket after ไตรมาส or รอบ says, where it holds a period of its own."""
    inner, _ = _at(hit.phrase, hit.match.start("from"), hit.text, hit.filename)
    return inner if inner and inner.precision == "range" else None


def _named_months(hit: _Hit, first: int, last: int, precision: Precision) -> _Found | None:
    """ไตรมาส or รอบ with its months in brackets: one period, if the two agree."""
    outer = hit.year("y", "y0", "ys")
    inner = _bracket(hit)
    if inner is not None:
        year = fiscal.fiscal_year(inner.first)
        if (inner.first, inner.last) != fiscal.months(year, first, last):
            return None
        calendar: Calendar = "ce" if inner.calendars == {"ce"} else "be"
        said = _Year(year - 543, calendar, 4)
        if outer is not None and outer.ce != said.ce:
            return None
        return _Found(inner.first, inner.last, precision, (said,), 0.93)
    if outer is None:
        return None
    middle = hit.match[0]
    if not re.search(r"\((?:m?L?)[ME]L?[-t]L?(?:m?L?)[ME]L?\)", middle):
        return None
    start, end = fiscal.months(outer.be, first, last)
    return _Found(start, end, precision, (outer,), 0.9)


def _quarter_months(hit: _Hit) -> _Found | None:
    quarter = hit.value("q")
    if not 1 <= quarter <= 4:
        return None
    return _named_months(hit, 3 * quarter - 2, 3 * quarter, "quarter")


_PERIODS: dict[tuple[int, str], tuple[int, int, Precision]] = {
    (3, ""): (1, 3, "quarter"),
    (3, "A"): (1, 3, "quarter"),
    (6, ""): (1, 6, "half"),
    (6, "A"): (1, 6, "half"),
    (6, "Z"): (7, 12, "half"),
    (9, ""): (1, 9, "range"),
    (9, "A"): (1, 9, "range"),
    (12, ""): (1, 12, "fiscal-year"),
}


def _period(hit: _Hit) -> tuple[int, int, Precision] | None:
    months = hit.value("months", "months2") or 6
    part = next((hit.match[name] for name in ("part", "part2", "part3") if hit.has(name)), "")
    return _PERIODS.get((months, part))


def _half_months(hit: _Hit) -> _Found | None:
    period = _period(hit)
    return _named_months(hit, *period) if period else None


def _half(hit: _Hit) -> _Found | None:
    period, year = _period(hit), hit.year("y", "y0", "ys")
    if period is None or year is None:
        return None
    first, last, precision = period
    if hit.has("part3") and not hit.has("fiscal"):
        # ครึ่งปีแรก ปี 2568, without งบประมาณ: of the calendar year
        months = (1, 6) if first == 1 else (7, 12)
        span = date(year.ce, months[0], 1), fiscal.last_day(year.ce, months[1])
        return _Found(*span, "half", (year,), 0.6)
    sure = 0.95 if hit.has("fiscal") else 0.75
    return _Found(*fiscal.months(year.be, first, last), precision, (year,), sure)


def _fiscal_year(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    if year is None or (year.digits == 2 and _end_guard(hit)):
        return None
    if hit.match[0][0] == "f" and (
        year.digits == 2 or guards.counts(hit.text, hit.end) or _in_chain(hit)
    ):
        return None
    first, last = fiscal.fiscal_span(year.be)
    return _Found(first, last, "fiscal-year", (year,), _sure(0.97, 0.85, year))


def _fiscal_years(hit: _Hit) -> _Found | None:
    first_year, last_year = hit.year("y1"), _later(hit)
    if first_year is None or last_year is None or last_year.ce <= first_year.ce:
        return None
    first, _ = fiscal.fiscal_span(first_year.be)
    _, last = fiscal.fiscal_span(last_year.be)
    return _range(first, last, (first_year, last_year), 0.93)


def _later(hit: _Hit) -> _Year | None:
    """The second year of a range; ``2567-68`` is short for 2568, in the first one's era."""
    first, last = hit.year("y1"), hit.year("y2")
    token = hit.token("y2")
    if first and token and token.kind == "n" and first.digits == 4 and first.calendar == "ce":
        return _Year(first.ce // 100 * 100 + token.value, "ce", 2)
    return last


def _years(hit: _Hit) -> _Found | None:
    first, last = hit.year("y1"), _later(hit)
    if first is None or last is None:
        return None
    if not 0 < last.ce - first.ce <= _LONGEST_RANGE:
        return None
    worded = hit.has("word")
    if not worded:
        before = hit.phrase.kinds[: hit.match.start()]
        if guards.labelled(hit.text, hit.start) or guards.counts(hit.text, hit.end):
            raise _Impossible
        if not hit.filename and (_in_chain(hit) or before.endswith(("/", "x"))):
            raise _Impossible
    elif last.digits == 2 and _end_guard(hit):
        return None
    span = date(first.ce, 1, 1), date(last.ce, 12, 31)
    return _range(*span, (first, last), _sure(0.93, 0.75, first, last) if worded else 0.8)


def _year(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    kinds = hit.phrase.kinds
    before, after = kinds[: hit.match.start()], kinds[hit.match.end() :]
    if year is None:
        # พ.ศ. 2025 or ค.ศ. 2568 is neither
        token = hit.token("y1")
        if token and token.kind in "BC" and set("pc") & set(hit.match[0]):
            raise _Impossible
        return None
    said_by_era = bool(set("pc") & set(hit.match[0]))
    counted = before.endswith("n") and not said_by_era
    if year.digits == 2:
        if counted or _end_guard(hit) or _more(hit):
            return None
        if not hit.filename and re.match("[-/.]n", after):
            return None
        return _plain_year(year, 0.75)
    if not said_by_era and (_in_chain(hit) or guards.counts(hit.text, hit.end)):
        return None
    if counted:  # แผน 3 ปี 2567: the word belongs to the number before
        return _plain_year(year, 0.5)
    return _plain_year(year, 0.95 if said_by_era else 0.92)


def _plain_year(year: _Year, confidence: float) -> _Found:
    return _Found(date(year.ce, 1, 1), date(year.ce, 12, 31), "year", (year,), confidence)


def _in_chain(hit: _Hit) -> bool:
    if hit.filename:
        return False
    return bool(
        re.match(r"[.,/:-][0-9]|[A-Za-z_]", hit.text[hit.end : hit.end + 2])
    ) or guards.chained_before(hit.text, hit.start)


def _ita_year(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    if year is None or _end_guard(hit):
        return None
    if year.digits == 2 and not 2560 <= year.be <= 2589:
        return None
    if not hit.filename and _in_chain(hit):
        return None
    return _plain_year(year, _sure(0.7, 0.6, year))


def _code_year(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    if year is None or not 2560 <= year.be <= 2589:
        return None
    return _plain_year(year, 0.5)


def _bare_year(hit: _Hit) -> _Found | None:
    year = hit.year("y1")
    if year is None or not 2500 <= year.be <= 2599:
        return None
    text, start, end = hit.text, hit.start, hit.end
    kinds = hit.phrase.kinds
    before, after = kinds[: hit.match.start()], kinds[hit.match.end() :]
    if guards.labelled(text, start) or guards.counts(text, end):
        return None
    if re.search("(?:/|[ME])L?$", before) or re.match("L?/", after):
        return None
    if hit.filename:
        if guards.document_number(text, start):
            return None
        return _plain_year(year, 0.5)
    if guards.chained_before(text, start) or guards.chained_after(text, end):
        return None
    if re.search("[nx]-?$", before) or after.startswith("x"):
        return None
    return _plain_year(year, 0.4) if guards.thai_line(text, start, end) else None


def _compact(hit: _Hit) -> _Found | None:
    """680303 is yymmdd and 150368 ddmmyy of the Buddhist Era; 25690105, 20240115, 05012569."""
    token = hit.token("long")
    assert token is not None
    digits = f"{token.value:0{token.end - token.start}d}"
    half = len(digits) - 4
    for year, month, day in (
        (digits[:half], digits[half : half + 2], digits[half + 2 :]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        said = _compact_year(year)
        if said is None:
            continue
        try:
            found = date(said.ce, int(month), int(day))
        except ValueError:
            continue
        return _Found(found, found, "day", (said,), _sure(0.88, 0.8, said))
    raise _Impossible


def _compact_year(digits: str) -> _Year | None:
    value = int(digits)
    if len(digits) == 2:
        return _short_year(value, thai=True)
    if 2500 <= value <= 2599:
        return _Year(value - 543, "be", 4)
    return _Year(value, "ce", 4) if 1990 <= value <= 2056 else None


def _years_first(hit: _Hit) -> _Found | None:
    """68-03-15 in a file name."""
    year = hit.year("y1")
    if year is None:
        return None
    day = _date(year, hit.value("m1"), hit.value("d1"))
    return _Found(day, day, "day", (year,), 0.7)


_BUILDERS: dict[str, Callable[[_Hit], _Found | None]] = {
    "days": _days,
    "numeric-days": _numeric_days,
    "iso-days": _iso_days,
    "day": _day,
    "numeric": _numeric,
    "iso": _iso,
    "months": _months,
    "fiscal-months": _fiscal_months,
    "fiscal-month": _fiscal_month,
    "month": _month,
    "quarter-months": _quarter_months,
    "quarters": _quarters,
    "file-quarter": _quarter,
    "quarter": _quarter,
    "half-months": _half_months,
    "half": _half,
    "fiscal-years": _fiscal_years,
    "fiscal-year": _fiscal_year,
    "years": _years,
    "year": _year,
    "ita-year": _ita_year,
    "code-year": _code_year,
    "bare-year": _bare_year,
    "compact": _compact,
    "years-first": _years_first,
}
