"""Years, fiscal years and their quarters and halves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from oitcheck.model.document import Precision
from oitcheck.thai import dates_guards as guards
from oitcheck.thai import fiscal
from oitcheck.thai.dates_hit import (
    LONGEST_RANGE,
    Calendar,
    Found,
    Hit,
    Impossible,
    Reading,
    Year,
    calendar_year,
    cut_short,
    in_chain,
    month_follows,
    span_of,
    sure,
)


def _quarter(hit: Hit) -> Found | None:
    year = hit.year("y", "y0", "ys")
    quarter = hit.value("q") if hit.place("q") >= 0 else 1  # ไตรมาสแรก
    if year is None or not 1 <= quarter <= 4 or (hit.has("ys") and cut_short(hit)):
        return None
    first, last = fiscal.quarter_span(year.be, quarter)
    sure = 0.95 if hit.has("fiscal") else 0.75
    return Found(first, last, "quarter", (year,), sure)


def _quarters(hit: Hit) -> Found | None:
    year = hit.year("y", "y0", "ys")
    from_quarter, to_quarter = hit.value("q"), hit.value("q2")
    if year is None or not 1 <= from_quarter < to_quarter <= 4:
        return None
    if hit.has("and") and to_quarter != from_quarter + 1:
        return None
    first, _ = fiscal.quarter_span(year.be, from_quarter)
    _, last = fiscal.quarter_span(year.be, to_quarter)
    return span_of(first, last, (year,), 0.9 if hit.has("fiscal") else 0.7)


def _bracket(hit: Hit) -> Reading | None:
    """What the bracket after ไตรมาส or รอบ says, where it holds a period of its own."""
    inner = hit.reading_at(hit.match.start("from"))
    return inner if inner and inner.precision == "range" else None


def _named_months(hit: Hit, first: int, last: int, precision: Precision) -> Found | None:
    """ไตรมาส or รอบ with its months in brackets: one period, if the two agree."""
    outer = hit.year("y", "y0", "ys")
    inner = _bracket(hit)
    if inner is not None:
        year = fiscal.fiscal_year(inner.first)
        if (inner.first, inner.last) != fiscal.months(year, first, last):
            return None
        calendar: Calendar = "ce" if inner.calendar == "ce" else "be"
        said = Year(year - 543, calendar, 4)
        if outer is not None and outer.ce != said.ce:
            return None
        return Found(inner.first, inner.last, precision, (said,), 0.93)
    if outer is None:
        return None
    middle = hit.match[0]
    if not re.search(r"\((?:m?L?)[ME]L?[-t]L?(?:m?L?)[ME]L?\)", middle):
        return None
    start, end = fiscal.months(outer.be, first, last)
    return Found(start, end, precision, (outer,), 0.9)


def _quarter_months(hit: Hit) -> Found | None:
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


def _period(hit: Hit) -> tuple[int, int, Precision] | None:
    months = hit.value("months", "months2") or 6
    part = next((hit.match[name] for name in ("part", "part2", "part3") if hit.has(name)), "")
    return _PERIODS.get((months, part))


def _label(hit: Hit) -> Found | None:
    raise Impossible


def _half_months(hit: Hit) -> Found | None:
    period = _period(hit)
    return _named_months(hit, *period) if period else None


def _half(hit: Hit) -> Found | None:
    period, year = _period(hit), hit.year("y", "y0", "ys")
    if period is None or year is None:
        return None
    first, last, precision = period
    said = hit.text[hit.start : hit.end]
    if hit.has("part3") and not hit.has("fiscal") and "ครึ่งปีงบ" not in said.replace(" ", ""):
        # ครึ่งปีแรก ปี 2568, without งบประมาณ: of the calendar year
        months = (1, 6) if first == 1 else (7, 12)
        span = date(year.ce, months[0], 1), fiscal.last_day(year.ce, months[1])
        return Found(*span, "half", (year,), 0.6)
    sure = 0.95 if hit.has("fiscal") else 0.75
    return Found(*fiscal.months(year.be, first, last), precision, (year,), sure)


def _fiscal_year(hit: Hit) -> Found | None:
    year = hit.year("y1")
    if year is None or (year.digits == 2 and cut_short(hit)):
        return None
    if hit.match[0][0] == "f" and (
        year.digits == 2 or guards.counts(hit.text, hit.end) or in_chain(hit)
    ):
        return None
    first, last = fiscal.fiscal_span(year.be)
    return Found(first, last, "fiscal-year", (year,), sure(0.97, 0.85, year))


def _fiscal_years(hit: Hit) -> Found | None:
    first_year, last_year = hit.year("y1"), _later(hit)
    if first_year is None or last_year is None or last_year.ce <= first_year.ce:
        return None
    first, _ = fiscal.fiscal_span(first_year.be)
    _, last = fiscal.fiscal_span(last_year.be)
    return span_of(first, last, (first_year, last_year), 0.93)


def _later(hit: Hit) -> Year | None:
    """The second year of a range; ``2567-68`` is short for 2568, in the first one's era."""
    first, last = hit.year("y1"), hit.year("y2")
    token = hit.token("y2")
    if first and token and token[0] == "n" and first.digits == 4 and first.calendar == "ce":
        return Year(first.ce // 100 * 100 + token[3], "ce", 2)
    return last


def _years(hit: Hit) -> Found | None:
    first, last = hit.year("y1"), _later(hit)
    if first is None or last is None:
        return None
    if not 0 < last.ce - first.ce <= LONGEST_RANGE:
        return None
    worded = hit.has("word")
    if not worded:
        before = hit.phrase.kinds[: hit.match.start()]
        if guards.labelled(hit.text, hit.start) or guards.counts(hit.text, hit.end):
            raise Impossible
        if not hit.filename and (in_chain(hit) or before.endswith(("/", "x"))):
            raise Impossible
    elif last.digits == 2 and cut_short(hit):
        return None
    span = date(first.ce, 1, 1), date(last.ce, 12, 31)
    return span_of(*span, (first, last), sure(0.93, 0.75, first, last) if worded else 0.8)


def _year(hit: Hit) -> Found | None:
    year = hit.year("y1")
    kinds = hit.phrase.kinds
    before, after = kinds[: hit.match.start()], kinds[hit.match.end() :]
    if year is None:
        # พ.ศ. 2025 or ค.ศ. 2568 is neither
        token = hit.token("y1")
        if token and token[0] in "BC" and set("pc") & set(hit.match[0]):
            raise Impossible
        return None
    said_by_era = bool(set("pc") & set(hit.match[0]))
    counted = before.endswith("n") and not said_by_era
    if year.digits == 2:
        if counted or cut_short(hit) or month_follows(hit):
            return None
        if not hit.filename and re.match("[-/.]n", after):
            return None
        return calendar_year(year, 0.75)
    if not said_by_era and (in_chain(hit) or guards.counts(hit.text, hit.end)):
        return None
    if counted:  # แผน 3 ปี 2567: the word belongs to the number before
        return calendar_year(year, 0.5)
    return calendar_year(year, 0.95 if said_by_era else 0.92)


def _ita_year(hit: Hit) -> Found | None:
    year = hit.year("y1")
    if year is None or cut_short(hit):
        return None
    if year.digits == 2 and not 2560 <= year.be <= 2589:
        return None
    if not hit.filename and in_chain(hit):
        return None
    return calendar_year(year, sure(0.7, 0.6, year))


def _code_year(hit: Hit) -> Found | None:
    year = hit.year("y1")
    if year is None or not 2560 <= year.be <= 2589:
        return None
    return calendar_year(year, 0.5)


_OF_A_NUMBER = re.compile("(?:/|[ME])L?$")
_COUNTED = re.compile("[nx]-?$")


def _bare_year(hit: Hit) -> Found | None:
    year = hit.year("y1")
    if year is None or not 2500 <= year.be <= 2599:
        return None
    text, start, end = hit.text, hit.start, hit.end
    kinds, place = hit.phrase.kinds, hit.match.start()
    before, after = kinds[max(0, place - 2) : place], kinds[place + 1 : place + 3]
    if _OF_A_NUMBER.search(before) or after.startswith(("/", "L/")):
        return None
    if guards.labelled(text, start) or guards.counts(text, end):
        return None
    if hit.filename:
        if guards.document_number(text, start) or guards.in_hash(text, start, end):
            return None
        return calendar_year(year, 0.5)
    if guards.chained_before(text, start) or guards.chained_after(text, end):
        return None
    if _COUNTED.search(before) or after.startswith("x"):
        return None
    return calendar_year(year, 0.4) if guards.thai_line(text, start, end) else None


BUILDERS: dict[str, Callable[[Hit], Found | None]] = {
    "quarter-months": _quarter_months,
    "quarters": _quarters,
    "file-quarter": _quarter,
    "quarter": _quarter,
    "half-months": _half_months,
    "label": _label,
    "half": _half,
    "fiscal-years": _fiscal_years,
    "fiscal-year": _fiscal_year,
    "years": _years,
    "year": _year,
    "ita-year": _ita_year,
    "code-year": _code_year,
    "bare-year": _bare_year,
}
