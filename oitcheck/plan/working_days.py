"""Working days of government offices."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date, off: Collection[date], worked: Collection[date] = ()) -> bool:
    """``off``: holidays; ``worked``: days that are worked although they would be free."""
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def working_days(
    after: date, until: date, off: Collection[date], worked: Collection[date] = ()
) -> int:
    """How many working days lie after ``after``, up to and with ``until``; 0 if there are none.

    Counted like days left: from a Friday to the Monday after it there are three days left, one of
    them a working day.
    """
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(is_working_day(day, off, worked) for day in days)
