"""Windows of a plan in words, as official letters write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from oitcheck.plan.values import BANGKOK, Window
from oitcheck.thai.digits import to_thai
from oitcheck.thai.format import date as day_words
from oitcheck.thai.format import month as month_words
from oitcheck.thai.words import MONTHS

NO_WINDOW = "-"
STATE_WORDS: Mapping[str, str] = {
    "done": "เสร็จเรียบร้อยแล้ว",
    "doing": "อยู่ระหว่างดำเนินการ",
    "not-due": "ยังไม่ถึงกำหนด",
}
"""The states of a step as progress reports write them."""

_MIDNIGHT = (0, 0)


def window_words(window: Window | None, *, thai_digits: bool = True) -> str:
    """``วันที่ ๒ - ๓๑ มีนาคม ๒๕๖๙``, ``ภายในวันที่ ๕ พฤษภาคม ๒๕๖๙``, ``เดือนมีนาคม ๒๕๖๙``; ``-`` for None.

    Said with the precision that the plan has: an hour only where it gives one, no day where it
    gives a month. ``thai_digits`` False: the same with Arabic digits.
    """
    said = _said(window) if window is not None else NO_WINDOW
    return to_thai(said) if thai_digits else said


def closing_words(window: Window, *, thai_digits: bool = True) -> str:
    """When something ends, as ``ในวันที่ ๓๐ มิถุนายน ๒๕๖๙ เวลา ๑๗.๐๐ น.``; empty for an open end."""
    if window.last is None or window.last_day is None:
        return ""
    said = f"ในเดือน{month_words(window.last_day)}"
    if window.precision != "month":
        said = f"ในวันที่ {day_words(window.last_day)}{_hour(window)}"
    return to_thai(said) if thai_digits else said


def _said(window: Window) -> str:
    first = window.first.astimezone(BANGKOK) if window.first else None
    last = window.last_day
    if window.precision == "month":
        return _months(first.date() if first else None, last)
    if first is None:
        return f"ภายในวันที่ {day_words(last)}{_hour(window)}" if last else NO_WINDOW
    begins = f"วันที่ {day_words(first.date())}"
    if last is None:
        return f"{begins}{_clock(first)} เป็นต้นไป"
    if first.date() == last:
        return f"{begins}{_span_of_hours(first, window)}"
    alone = not window.has_hour and not _clock(first)
    if alone and (first.year, first.month) == (last.year, last.month):
        return f"วันที่ {first.day} - {day_words(last)}"
    return f"{begins}{_clock(first)} ถึงวันที่ {day_words(last)}{_hour(window)}"


def _months(first: date | None, last: date | None) -> str:
    if first is None:
        return f"ภายในเดือน{month_words(last)}" if last else NO_WINDOW
    begins = f"เดือน{month_words(first)}"
    if last is None:
        return f"{begins} เป็นต้นไป"
    if (first.year, first.month) == (last.year, last.month):
        return begins
    if first.year == last.year:
        return f"เดือน{MONTHS[first.month - 1]} - {month_words(last)}"
    return f"{begins} ถึงเดือน{month_words(last)}"


def _span_of_hours(first: datetime, window: Window) -> str:
    if not window.has_hour or window.last is None:
        return _clock(first)
    last = window.last.astimezone(BANGKOK)
    if not _clock(first) or first == last:
        return f" เวลา {last:%H.%M} น." if first == last else f" ถึงเวลา {last:%H.%M} น."
    return f" เวลา {first:%H.%M} - {last:%H.%M} น."


def _hour(window: Window) -> str:
    if not window.has_hour or window.last is None:
        return ""
    return f" เวลา {window.last.astimezone(BANGKOK):%H.%M} น."


def _clock(first: datetime) -> str:
    """The hour of a beginning; a day without one begins at midnight."""
    return "" if (first.hour, first.minute) == _MIDNIGHT else f" เวลา {first:%H.%M} น."
