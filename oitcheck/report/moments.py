"""Dates as people read them: Asia/Bangkok, the Buddhist Era, both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from datetime import date as Date

from oitcheck.plan import BANGKOK
from oitcheck.report.words import ReportWords
from oitcheck.thai import format as thai

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Moments:
    """Formats dates and instants in the language of ``words``."""

    def __init__(self, words: ReportWords) -> None:
        self._words = words

    def date(self, day: Date) -> str:
        if self._words.lang == "th":
            return thai.date(day)
        return f"{day.day} {self.month_name(day)} {day.year} (B.E. {day.year + 543})"

    def month(self, day: Date) -> str:
        """Month and year of the Buddhist Era."""
        if self._words.lang == "th":
            return thai.month(day)
        return f"{self.month_name(day)} {day.year} (B.E. {day.year + 543})"

    def month_name(self, day: Date) -> str:
        return self._words("months.en").split()[day.month - 1]

    def instant(self, moment: datetime) -> str:
        """Day and time in Bangkok; midnight is 24:00 of the day that it ends."""
        local = moment.astimezone(BANGKOK)
        at = f"{local:%H:%M}"
        if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
            local -= timedelta(microseconds=1)
            at = "24:00"
        if self._words.lang == "th":
            return f"{thai.short_date(local.date())} เวลา {at} น."
        return f"{local.day} {self.month_name(local)[:3]} {local.year} {at}"

    @staticmethod
    def utc(moment: datetime) -> str:
        """RFC 3339 in UTC, to the second."""
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def stored(self, value: str) -> str:
        """An instant as the judgement stores it (RFC 3339, Z) or a day; anything else as it is."""
        try:
            if _INSTANT.fullmatch(value):
                return self.instant(parse(value))
            if _DAY.fullmatch(value):
                return self.date(Date.fromisoformat(value))
        except (ValueError, OverflowError):
            pass
        return value


def parse(value: str) -> datetime:
    """An RFC 3339 instant as an aware datetime in UTC. Raises ValueError for anything else."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"no time zone: {value!r}")
    return moment.astimezone(UTC)


def local_day(moment: datetime) -> Date:
    """The day in Bangkok that ``moment`` belongs to; 24:00 belongs to the day that it ends."""
    return (moment.astimezone(BANGKOK) - timedelta(microseconds=1)).date()
