"""What an agency must keep in mind: the plan's deadlines after the instant of the judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from oitcheck.plan import BANGKOK, Plan, Window
from oitcheck.plan import Deadline as Due
from oitcheck.plan.deadlines import deadlines_of, whole_month_end
from oitcheck.report import safe
from oitcheck.report.moments import Moments, local_day
from oitcheck.report.words import ReportWords

_KINDS = ("collection", "close", "answer", "clarify")
_CLOSINGS = {"oit": "close", "clarify": "clarify"}
"""What an agency reads of closings: until when it may answer, and until when contest."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in words. ``days`` are whole days left, 0 on the day itself; ``until`` ends a
    sentence that asks for something to be done in time."""

    title: str
    date: str
    hour: str
    by: str
    days: int
    until: str
    kind: str


def upcoming(
    plan: Plan | None,
    as_of: datetime,
    words: ReportWords,
    moments: Moments,
    moved: Mapping[str, Window] | None = None,
) -> tuple[Deadline, ...]:
    """The deadlines after ``as_of``, nearest first; windows with an open end give none.

    ``moved``: the days that the office set for rounds, whatever the plan says of them.

    A step may have a window of the province and one of the commission: each is a deadline of its
    own. The same kind ending on the same day is said once, with the hour where one is given.
    """
    found: dict[tuple[str, str, date], Due] = {}
    owners: dict[tuple[str, str, date], set[str]] = {}
    for one in deadlines_of(plan, moved):
        kind = _kind(one)
        if kind not in _KINDS or one.last <= as_of:
            continue
        key = (kind, one.step.round, one.day)
        if key not in found or (one.window.has_hour and not found[key].window.has_hour):
            found[key] = one
        owners.setdefault(key, set()).update(one.owners)
    ordered = sorted(found.items(), key=lambda item: (item[1].last, _KINDS.index(item[0][0])))
    return tuple(_in_words(one, _owner(owners[key]), as_of, words, moments) for key, one in ordered)


def _owner(owners: set[str]) -> str:
    """Who set it, as the words name it: one column of the plan, or both."""
    return "both" if len(owners) > 1 else next(iter(owners))


def _kind(one: Due) -> str:
    if one.step.kind == "close":
        return _CLOSINGS.get(one.step.closes, "")
    return one.step.kind


def _in_words(
    one: Due, owner: str, as_of: datetime, words: ReportWords, moments: Moments
) -> Deadline:
    step, window, day = one.step, one.window, one.day
    kind = _kind(one)
    if step.kind == "collection":
        numbered = step.round.isdecimal()
        key = "collection" if numbered else "collection_other" if step.round else "collection_plain"
        title = words(f"deadline.{key}", round=safe.line(step.round))
    else:
        title = words(f"deadline.{kind}")
    ends = (
        words("deadline.month", month=moments.month(day))
        if whole_month_end(window)
        else moments.date(day)
    )
    hour = (
        words("deadline.hour", time=f"{one.last.astimezone(BANGKOK):%H:%M}")
        if window.has_hour
        else words("deadline.no_hour")
    )
    return Deadline(
        title=title,
        date=ends,
        hour=hour,
        by=words(f"deadline.by_{owner}"),
        days=(day - local_day(as_of)).days,
        until=_until(window, day, ends, words, moments),
        kind=kind,
    )


def _until(window: Window, day: date, ends: str, words: ReportWords, moments: Moments) -> str:
    """``ends`` says it already where only a month is given."""
    if whole_month_end(window):
        return ends
    if window.has_hour and window.last is not None:
        at = f"{window.last.astimezone(BANGKOK):%H:%M}"
        return words("deadline.until_hour", date=moments.date(day), time=at)
    return words("deadline.until_day", date=moments.date(day))
