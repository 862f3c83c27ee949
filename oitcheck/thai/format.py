"""Dates as people read them: Thai months, Buddhist Era, time in Bangkok."""

from __future__ import annotations

import unicodedata
from datetime import date as Date
from datetime import datetime
from zoneinfo import ZoneInfo

from oitcheck.model.document import DateMention, Precision
from oitcheck.thai.fiscal import BUDDHIST_ERA, fiscal_year
from oitcheck.thai.words import MONTHS, MONTHS_SHORT

BANGKOK = ZoneInfo("Asia/Bangkok")

PRECISIONS: dict[Precision, str] = {
    "day": "วัน",
    "month": "เดือน",
    "quarter": "ไตรมาส",
    "half": "ครึ่งปี",
    "year": "ปี",
    "fiscal-year": "ปีงบประมาณ",
    "range": "ช่วงเวลา",
}


def date(day: Date) -> str:
    """``15 มีนาคม 2568``"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def short_date(day: Date) -> str:
    """``15 มี.ค. 2568``"""
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BUDDHIST_ERA}"


def month(day: Date) -> str:
    """``มีนาคม 2568``"""
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def datetime_text(moment: datetime) -> str:
    """``5 พ.ค. 2569 เวลา 15:30 น.`` in Bangkok; ValueError for a naive datetime."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a datetime without a time zone can't be shown")
    local = moment.astimezone(BANGKOK)
    return f"{short_date(local.date())} เวลา {local:%H:%M} น."


def mention(found: DateMention) -> str:
    """What a date mention stands for, like ``ปีงบประมาณ 2569`` or ``1 - 7 สิงหาคม 2569``."""
    first, last = found.first, found.last
    if found.precision == "day":
        return date(first)
    if found.precision == "month":
        return month(first)
    if found.precision == "year":
        return f"ปี {first.year + BUDDHIST_ERA}"
    if found.precision == "fiscal-year":
        return f"ปีงบประมาณ {fiscal_year(first)}"
    return span(first, last)


def span(first: Date, last: Date) -> str:
    """``1 - 7 สิงหาคม 2569``, ``2 มีนาคม - 10 มิถุนายน 2569`` or with both years."""
    if first == last:
        return date(first)
    if first.year != last.year:
        return f"{date(first)} - {date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} - {date(last)}"
    return f"{first.day} - {date(last)}"


def width(text: str) -> int:
    """How many columns ``text`` takes on a screen: vowels and tones above and below take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)
