"""What an agency must keep in mind: the plan's deadlines after the instant of the judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from oitcheck.plan import BANGKOK, Plan, Step, Window
from oitcheck.report.moments import Moments, local_day
from oitcheck.report.words import ReportWords

_KINDS = ("collection", "close", "answer", "clarify")


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
    plan: Plan, as_of: datetime, words: ReportWords, moments: Moments
) -> tuple[Deadline, ...]:
    """The deadlines after ``as_of``, nearest first; windows with an open end give none.

    A step may have a window of the province and one of the commission: each is a deadline of its
    own. The same kind ending on the same day is said once, with the hour where one is given.
    """
    found: dict[tuple[str, str, date], tuple[Step, Window, str]] = {}
    for step in plan.all_steps():
        if step.kind not in _KINDS:
            continue
        for owner, window in step.windows():
            if window.last is None or window.last <= as_of:
                continue
            key = (step.kind, step.round, _day(window))
            if key not in found or (window.has_hour and not found[key][1].has_hour):
                found[key] = (step, window, owner)
    ordered = sorted(
        found.values(), key=lambda one: (one[1].last or as_of, _KINDS.index(one[0].kind))
    )
    return tuple(
        _in_words(step, window, owner, as_of, words, moments) for step, window, owner in ordered
    )


def _day(window: Window) -> date:
    """The day in Bangkok on which ``window`` ends."""
    assert window.last is not None
    return window.last.astimezone(BANGKOK).date() if window.has_hour else local_day(window.last)


def _in_words(
    step: Step,
    window: Window,
    owner: str,
    as_of: datetime,
    words: ReportWords,
    moments: Moments,
) -> Deadline:
    assert window.last is not None
    day = _day(window)
    if step.kind == "collection":
        key = "collection" if step.round else "collection_plain"
        title = words(f"deadline.{key}", round=step.round)
    else:
        title = words(f"deadline.{step.kind}")
    ends = (
        words("deadline.month", month=moments.month(day))
        if window.precision == "month"
        else moments.date(day)
    )
    hour = (
        words("deadline.hour", time=f"{window.last.astimezone(BANGKOK):%H:%M}")
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
        kind=step.kind,
    )


def _until(window: Window, day: date, ends: str, words: ReportWords, moments: Moments) -> str:
    """``ends`` says it already where only a month is given."""
    if window.precision == "month":
        return ends
    if window.has_hour and window.last is not None:
        at = f"{window.last.astimezone(BANGKOK):%H:%M}"
        return words("deadline.until_hour", date=moments.date(day), time=at)
    return words("deadline.until_day", date=moments.date(day))
