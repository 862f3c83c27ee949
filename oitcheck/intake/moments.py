"""When a list came in, as a cell gives it: local time (Asia/Bangkok), Thai or ISO."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from oitcheck.intake.grid import Cell
from oitcheck.thai import dates
from oitcheck.thai.digits import to_arabic

BANGKOK = ZoneInfo("Asia/Bangkok")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(?<![\d./-])([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?(?![\d/-])")
_BUDDHIST = 543


def moment(cell: Cell) -> datetime | None:
    """The instant in UTC; None when the cell gives no day.

    A Buddhist year counts as one (above 2400). A day without an hour means its beginning, so that
    nobody is called late for an hour that the list doesn't state.
    """
    if cell.at is not None:
        return _utc(cell.at.year, cell.at.month, cell.at.day, cell.at.hour, cell.at.minute)
    return _read(cell.text)


@lru_cache(maxsize=1000)
def _read(given: str) -> datetime | None:
    text = to_arabic(given)
    iso = _ISO.search(text)
    if iso:
        day: tuple[int, int, int] | None = (int(iso[1]), int(iso[2]), int(iso[3]))
        rest = text[iso.end() :].lstrip("T ")
    else:
        mentions = [one for one in dates.ranked(dates.find(text)) if one.precision == "day"]
        day = None
        rest = text
        if mentions:
            first = mentions[0]
            day = (first.first.year, first.first.month, first.first.day)
            rest = text[first.end :]
    if day is None:
        return None
    clock = _CLOCK.search(rest)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    return _utc(*day, hour, minute)


def _utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        local = datetime(
            year - _BUDDHIST if year > 2400 else year, month, day, hour, minute, tzinfo=BANGKOK
        )
    except ValueError:
        return None
    return local.astimezone(UTC)
