"""Instants as people type them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from oitcheck.errors import OitcheckError
from oitcheck.plan import BANGKOK
from oitcheck.thai import dates
from oitcheck.thai.digits import to_arabic

_FORMS = ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
_BUDDHIST = 543
# "5 พ.ค. 2569", with "15.30 น." or "เวลา 15:30" behind it
_THAI = re.compile(
    r"(?:วันที่\s*)?(?P<day>.*?\S)(?:\s+(?:เวลา\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d\d)\s*(?:น\.?)?)?",
    re.DOTALL,
)


def as_of_time(text: str) -> datetime:
    """An instant in UTC; a bare date is 24:00 of that day in Asia/Bangkok."""
    moment, bare = _parse(text)
    return moment + timedelta(days=1) if bare else moment


def received_time(text: str) -> datetime:
    """When something came; of a bare date the last minute, so that it still is that day."""
    moment, bare = _parse(text)
    return moment + timedelta(hours=23, minutes=59) if bare else moment


def moment_to_look_at(text: str) -> datetime:
    """An instant in UTC to look at things from; of a bare date the last minute.

    So a deadline of that day is still "today", and what came in on that day counts.
    """
    return received_time(text)


def day(text: str) -> date:
    """A day: ``2569-01-16``, ``2026-01-16`` or as Thai letters write it. Raises `OitcheckError`."""
    try:
        return _parse(text)[0].astimezone(BANGKOK).date()
    except OitcheckError:
        found = [one for one in dates.ranked(dates.find(text)) if one.precision == "day"]
        if not found:
            raise
        return found[0].first


def since_time(text: str) -> datetime:
    """When something was done; a bare date is the beginning of that day, so that nobody is called
    late for an hour that isn't known."""
    return _parse(text)[0]


def deadline_time(text: str) -> tuple[datetime, bool]:
    """Until when something is due, in UTC, and whether an hour was given; 24:00 of a bare date."""
    moment, bare = _parse(text)
    return (moment + timedelta(days=1) if bare else moment), not bare


def _parse(text: str) -> tuple[datetime, bool]:
    zone = UTC if text.strip().endswith("Z") else BANGKOK
    cleaned = to_arabic(text).strip().removesuffix("Z").replace("T", " ")
    year, dash, rest = cleaned.partition("-")
    if year.isdigit() and int(year) >= 2400:
        cleaned = f"{int(year) - _BUDDHIST}{dash}{rest}"
    # no other century has seen an assessment: a slip of the finger, such as 2659 for 2569
    for form in (*_FORMS, "%Y-%m-%d") if cleaned.startswith("20") else ():
        try:
            moment = datetime.strptime(cleaned, form).replace(tzinfo=zone).astimezone(UTC)
        except ValueError:
            continue
        return moment, form not in _FORMS
    spoken = _as_spoken(to_arabic(text).strip())
    if spoken is None:
        raise OitcheckError(
            f"{text!r} ไม่ใช่วันเวลาที่อ่านได้", 'พิมพ์เช่น "2569-05-05 15:30" หรือ "5 พ.ค. 2569"'
        )
    return spoken


def _as_spoken(cleaned: str) -> tuple[datetime, bool] | None:
    """A day as Thai letters write it, alone or with an hour; None where there is more in it."""
    parts = _THAI.fullmatch(cleaned)
    found = dates.find(parts["day"]) if parts else ()
    if parts is None or len(found) != 1 or found[0].precision != "day":
        return None
    only = found[0]
    if (only.start, only.end) != (0, len(parts["day"])) or not 2000 <= only.first.year < 2100:
        return None
    try:
        clock = time(int(parts["hour"] or 0), int(parts["minute"] or 0))
    except ValueError:
        return None
    return datetime.combine(only.first, clock, BANGKOK).astimezone(UTC), parts["hour"] is None
