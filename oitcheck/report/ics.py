"""An iCalendar file (RFC 5545) that Outlook and Google Calendar can import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from oitcheck import __version__
from oitcheck.plan import BANGKOK

_MORNING = time(8, 30)
"""Offices open then: an alarm for a day rings in the morning and not at midnight."""

_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event. ``uid`` stays the same when its dates move. ``first``: the day it begins;
    ``last``: the last day that belongs to it. ``at``: the aware instant of an event at an hour,
    otherwise it lasts whole days. ``alarms`` False: it stands in the calendar and is silent."""

    uid: str
    summary: str
    description: str
    category: str
    first: date
    last: date
    at: datetime | None = None
    alarms: bool = True


def calendar_bytes(
    name: str, entries: Sequence[Entry], stamp: datetime, alarms: Sequence[timedelta]
) -> bytes:
    """The file's bytes: UTF-8, CRLF, folded at 75 octets. The same input gives the same bytes.

    ``stamp`` is the instant of the export. It also numbers the revision (seconds since 2020), so
    that a later export replaces the events of an earlier one, whatever moved in between: calendar
    programs match events by UID and take the higher SEQUENCE. ``alarms``: how long before; those
    of less than a day are for events at an hour only, and what would have rung already is left out.
    """
    sheet = Calendar()
    sheet.add("prodid", f"-//oitcheck//{__version__}//TH")
    sheet.add("version", "2.0")
    sheet.add("calscale", "GREGORIAN")
    sheet.add("method", "PUBLISH")
    sheet.add("x-wr-calname", name)
    sheet.add("x-wr-timezone", "Asia/Bangkok")
    for entry in sorted(entries, key=lambda one: (one.first, one.uid)):
        sheet.add_component(_event(entry, stamp, alarms))
    return bytes(sheet.to_ical())


def _event(entry: Entry, stamp: datetime, alarms: Sequence[timedelta]) -> Event:
    revised = stamp.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", revised)
    event.add("last-modified", revised)
    event.add("sequence", max(0, int((revised - _COUNTED_FROM).total_seconds())))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("categories", [entry.category])
    # a deadline doesn't keep anybody from meeting
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    if entry.at is not None:
        # Bangkok knows no summer time: UTC says the same and needs no table of a time zone
        start = entry.at.astimezone(UTC)
        event.add("dtstart", start)
    else:
        start = datetime.combine(entry.first, time(), tzinfo=BANGKOK)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
    for before in alarms if entry.alarms else ():
        trigger = _trigger(entry, before)
        if trigger is not None and start + trigger > stamp:
            event.add_component(_alarm(entry.summary, trigger))
    return event


def _trigger(entry: Entry, before: timedelta) -> timedelta | None:
    """When to ring, counted from the event's start: for a whole day, the morning that lies
    ``before`` it."""
    if entry.at is not None:
        return -before
    if before % timedelta(days=1):
        return None
    return timedelta(hours=_MORNING.hour, minutes=_MORNING.minute) - before


def _alarm(words: str, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", trigger)
    return alarm
