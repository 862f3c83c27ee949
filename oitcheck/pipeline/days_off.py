"""Holidays of government offices, from the `holidays` library and the workspace's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import holidays

from oitcheck.plan.working_days import is_working_day, working_days
from oitcheck.settings import Calendar

_LABOUR_DAY = "วันแรงงานแห่งชาติ"
_IN_LIEU = "ชดเชย"
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class DaysOff:
    """``names``: holidays by day; ``worked``: days that are worked all the same."""

    names: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()

    def between(self, after: date, until: date) -> int:
        """Working days after ``after``, up to and with ``until``."""
        return working_days(after, until, self.names.keys(), self.worked)

    def free(self, day: date) -> str:
        """Why government offices are closed on ``day``; empty when they are open."""
        if is_working_day(day, self.names.keys(), self.worked):
            return ""
        return self.names.get(day) or ("วันเสาร์" if day.weekday() == 5 else "วันอาทิตย์")


def days_off(years: Iterable[int], settings: Calendar) -> DaysOff:
    """The days on which government offices are closed in ``years`` (CE), weekends aside.

    The library's public holidays and its government ones (วันพืชมงคล), substitution days with
    them, without Labour Day, on which government offices are open. How sure: the library says of
    itself that it is right for 1997 to 2025; 2026 (B.E. 2569) agrees with the cabinet's calendar
    as far as that was announced when the library was released, the special holiday of 2 January
    2026 with it. Of later years the fixed and lunar days are computed, substitution days follow the
    usual rule, and วันพืชมงคล is missing, since its day is announced year by year. What the cabinet
    announces later, and what it declares for a single province, nobody can know beforehand:
    ``settings`` adds it (``holidays``) or takes days back (``workdays``).
    """
    found = holidays.country_holidays(
        "TH",
        years=sorted(set(years)),
        categories=(holidays.PUBLIC, holidays.GOVERNMENT),
        language="th",
    )
    names: dict[date, str] = {}
    for day in sorted(found):
        kept = [
            name
            for name in found[day].split(_SEPARATOR)
            if name.removeprefix(_IN_LIEU) != _LABOUR_DAY
        ]
        if kept:
            names[day] = _SEPARATOR.join(kept)
    for given in settings.holidays:
        names.setdefault(date.fromisoformat(given), "วันหยุดราชการเพิ่มเติม")
    return DaysOff(names, frozenset(date.fromisoformat(given) for given in settings.workdays))
