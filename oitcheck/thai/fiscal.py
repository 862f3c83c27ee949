"""The fiscal year of Thai public agencies: year N (B.E.) runs from 1 October N-1 to 30 September N.

Source: พระราชบัญญัติวิธีการงบประมาณ พ.ศ. 2561, มาตรา 4 (the definition of ปีงบประมาณ).
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

BUDDHIST_ERA = 543


def fiscal_year(day: date) -> int:
    """The fiscal year (B.E.) that ``day`` falls in."""
    return day.year + BUDDHIST_ERA + (day.month >= 10)


def fiscal_span(year_be: int) -> tuple[date, date]:
    """First and last day of the fiscal year ``year_be`` (B.E.); ValueError outside 544 to 10542."""
    return months(year_be, 1, 12)


def quarter_span(year_be: int, quarter: int) -> tuple[date, date]:
    """First and last day of quarter 1 (October to December) to 4 of a fiscal year (B.E.)."""
    if not 1 <= quarter <= 4:
        raise ValueError(f"a fiscal year has quarters 1 to 4, not {quarter}")
    return months(year_be, 3 * quarter - 2, 3 * quarter)


def half_span(year_be: int, half: int) -> tuple[date, date]:
    """First and last day of half 1 (October to March) or 2 (April to September)."""
    if not 1 <= half <= 2:
        raise ValueError(f"a fiscal year has halves 1 and 2, not {half}")
    return months(year_be, 6 * half - 5, 6 * half)


def months(year_be: int, first: int, last: int) -> tuple[date, date]:
    """The days of the fiscal months ``first`` to ``last``: 1 is October, 12 is September."""
    start_year, start_month = _calendar(year_be, first)
    end_year, end_month = _calendar(year_be, last)
    return date(start_year, start_month, 1), last_day(end_year, end_month)


@lru_cache(maxsize=1024)
def last_day(year_ce: int, month: int) -> date:
    """The last day of a calendar month."""
    return date(year_ce, month, calendar.monthrange(year_ce, month)[1])


def _calendar(year_be: int, fiscal_month: int) -> tuple[int, int]:
    year = year_be - BUDDHIST_ERA
    return (year - 1, fiscal_month + 9) if fiscal_month <= 3 else (year, fiscal_month - 3)
