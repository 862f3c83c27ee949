"""Days and months, and spans of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from oitcheck.thai import dates_guards as guards
from oitcheck.thai import fiscal
from oitcheck.thai.dates_hit import (
    Found,
    Hit,
    Impossible,
    Year,
    cut_short,
    day_of,
    month_follows,
    short_year,
    span_of,
    sure,
)


def _day(hit: Hit) -> Found | None:
    year = hit.year("y1", thai=False)
    if year is None or (year.digits == 2 and cut_short(hit)):
        return None
    day = day_of(year, hit.value("m1"), hit.value("d1", "e1"))
    return Found(day, day, "day", (year,), sure(0.98, 0.9 if year.calendar == "be" else 0.6, year))


def _days(hit: Hit) -> Found | None:
    last_year = hit.year("y2", thai=False)
    if last_year is None or (last_year.digits == 2 and cut_short(hit)):
        return None
    last_month = hit.value("m2")
    last = day_of(last_year, last_month, hit.value("d2", "e2"))
    first_month = hit.value("m1") or last_month
    first_year = hit.year("y1", thai=False)
    if first_year is None:
        if hit.place("y1") >= 0:
            return None
        # 30 ธันวาคม - 3 มกราคม 2568 began in the year before
        shift = first_month > last_month
        first_year = replace(last_year, ce=last_year.ce - shift)
    first = day_of(first_year, first_month, hit.value("d1", "e1"))
    return span_of(first, last, (first_year, last_year), sure(0.97, 0.88, first_year, last_year))


def _numeric_day(hit: Hit, i: str) -> tuple[date, Year] | None:
    year = hit.year("y" + i, thai=False)
    sign = hit.match["s" + i]
    if year is None:
        return None
    if year.digits == 2 and sign == "." and not (hit.filename or hit.match[0][0] == "w"):
        return None
    return day_of(year, hit.value("m" + i), hit.value("d" + i)), year


def _numeric(hit: Hit) -> Found | None:
    if not hit.filename and (
        guards.chained_before(hit.text, hit.start) or guards.chained_after(hit.text, hit.end)
    ):
        raise Impossible
    if hit.match["s1"] == "." and guards.version(hit.text, hit.start):
        raise Impossible
    try:
        found = _numeric_day(hit, "1")
    except Impossible:
        if hit.filename and hit.value("y1") < 50:
            return None
        raise
    if found is None:
        return None
    day, year = found
    if year.digits == 2 and guards.counts(hit.text, hit.end):
        raise Impossible
    return Found(day, day, "day", (year,), sure(0.95, 0.75, year))


def _numeric_days(hit: Hit) -> Found | None:
    first, last = _numeric_day(hit, "1"), _numeric_day(hit, "2")
    if first is None or last is None:
        return None
    years = (first[1], last[1])
    return span_of(first[0], last[0], years, sure(0.93, 0.7, *years))


def _numeric_span(hit: Hit) -> Found | None:
    """1-15/10/2568: days of one month; a row's number and a day stand with spaces between."""
    if hit.filename or hit.match["s1"] != "/" or guards.chained_before(hit.text, hit.start):
        return None
    first_day, last_day = hit.token("d0"), hit.token("d1")
    if not first_day or not last_day or last_day[1] - first_day[2] != 1:
        return None
    found = _numeric_day(hit, "1")
    if found is None or guards.chained_after(hit.text, hit.end):
        return None
    last, year = found
    first = day_of(year, last.month, hit.value("d0"))
    return span_of(first, last, (year,), sure(0.93, 0.7, year)) if first < last else None


def _iso(hit: Hit) -> Found | None:
    if not hit.filename and guards.chained_before(hit.text, hit.start):
        raise Impossible
    year = hit.year("y1")
    if year is None:
        return None
    day = day_of(year, hit.value("m1"), hit.value("d1"))
    return Found(day, day, "day", (year,), 0.95)


def _iso_days(hit: Hit) -> Found | None:
    first_year, last_year = hit.year("y1"), hit.year("y2")
    if first_year is None or last_year is None:
        return None
    first = day_of(first_year, hit.value("m1"), hit.value("d1"))
    last = day_of(last_year, hit.value("m2"), hit.value("d2"))
    return span_of(first, last, (first_year, last_year), 0.93)


def _month(hit: Hit) -> Found | None:
    year = hit.year("y1")
    if year is None or (year.digits == 2 and (cut_short(hit) or month_follows(hit))):
        return None
    month = hit.value("m1")
    first = day_of(year, month, 1)
    last = fiscal.last_day(year.ce, month)
    return Found(first, last, "month", (year,), sure(0.95, 0.8, year))


def _months(hit: Hit) -> Found | None:
    last_year = hit.year("y2")
    if last_year is None or (last_year.digits == 2 and cut_short(hit)):
        return None
    first_month, last_month = hit.value("m1"), hit.value("m2")
    first_year = hit.year("y1")
    if first_year is None:
        if hit.place("y1") >= 0:
            return None
        first_year = replace(last_year, ce=last_year.ce - (first_month > last_month))
    first = day_of(first_year, first_month, 1)
    last = fiscal.last_day(last_year.ce, last_month)
    return span_of(first, last, (first_year, last_year), sure(0.94, 0.85, first_year, last_year))


def _fiscal_month(hit: Hit) -> Found | None:
    year = hit.year("y1")
    if year is None:
        return None
    month = hit.value("m1")
    first = date(year.ce - (month >= 10), month, 1)
    return Found(first, fiscal.last_day(first.year, month), "month", (year,), 0.85)


def _fiscal_months(hit: Hit) -> Found | None:
    year = hit.year("y2")
    if year is None:
        return None
    first_month, last_month = hit.value("m1"), hit.value("m2")
    first = date(year.ce - (first_month >= 10), first_month, 1)
    last = fiscal.last_day(year.ce - (last_month >= 10), last_month)
    return span_of(first, last, (year,), 0.88)


def _compact(hit: Hit) -> Found | None:
    """680303 is yymmdd and 150368 ddmmyy of the Buddhist Era; 25690105, 20240115, 05012569."""
    token = hit.token("long")
    assert token is not None
    _, start, end, value = token
    digits = f"{value:0{end - start}d}"
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
        return Found(found, found, "day", (said,), sure(0.88, 0.8, said))
    raise Impossible


def _compact_year(digits: str) -> Year | None:
    value = int(digits)
    if len(digits) == 2:
        return short_year(value, thai=True)
    if 2500 <= value <= 2599:
        return Year(value - 543, "be", 4)
    return Year(value, "ce", 4) if 1990 <= value <= 2056 else None


def _years_first(hit: Hit) -> Found | None:
    """68-03-15 in a file name."""
    year = hit.year("y1")
    if year is None:
        return None
    day = day_of(year, hit.value("m1"), hit.value("d1"))
    return Found(day, day, "day", (year,), 0.7)


BUILDERS: dict[str, Callable[[Hit], Found | None]] = {
    "days": _days,
    "numeric-days": _numeric_days,
    "numeric-span": _numeric_span,
    "iso-days": _iso_days,
    "day": _day,
    "numeric": _numeric,
    "iso": _iso,
    "months": _months,
    "fiscal-months": _fiscal_months,
    "fiscal-month": _fiscal_month,
    "month": _month,
    "compact": _compact,
    "years-first": _years_first,
}
