"""Whether an agency is in time with what the plan asks of it in ITAS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from oitcheck.itas.states import Progress
from oitcheck.kinds import applies
from oitcheck.model import ItasState
from oitcheck.plan import BANGKOK, Plan, Step, Window

GoalName = Literal["register", "answer"]
GOALS: dict[GoalName, tuple[ItasState, ...]] = {
    "register": (ItasState.ADMIN_REGISTERED, ItasState.APPROVER_REGISTERED),
    "answer": (ItasState.ANSWERED, ItasState.SENT, ItasState.APPROVED),
}
_CLOSING = {"register": "register", "answer": "oit"}


class Timeliness(StrEnum):
    """`LATE`: past the province's day, done since or still open. `UNDATED`: done, but nobody
    wrote down when, and it became known after that day. `CLOSED`: not done, and ITAS is closed.
    `NO_DEADLINE`: the plan has none."""

    IN_TIME = "in-time"
    AHEAD = "ahead"
    LATE = "late"
    UNDATED = "undated"
    CLOSED = "closed"
    NO_DEADLINE = "no-deadline"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a step of the plan asks for: ``states`` by the end of ``due``.

    ``step`` governs it (None: no such step in the plan). ``of_province``: ``due`` stands in the
    province's column. ``closes``: when ITAS closes for it, if the plan says.
    """

    name: GoalName
    states: tuple[ItasState, ...]
    step: Step | None = None
    due: Window | None = None
    of_province: bool = False
    closes: Window | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """``missing``: the states still to be reached. ``days``: by how many days LATE, or left
    where AHEAD (0 on the day itself)."""

    goal: Goal
    timeliness: Timeliness
    missing: tuple[ItasState, ...]
    days: int = 0

    @property
    def done(self) -> bool:
        return not self.missing


def goals_of(plan: Plan | None, kind: str = "") -> tuple[Goal, ...]:
    """Registering, and answering with approval, for an agency of ``kind`` (a registry's word)."""
    return tuple(_goal(plan, name, kind) for name in GOALS)


def _goal(plan: Plan | None, name: GoalName, kind: str) -> Goal:
    states = GOALS[name]
    steps = [
        step
        for step in (plan.steps if plan else ())
        if step.kind == name and step.windows() and applies(step.kinds, kind) is not False
    ]
    closings = [
        window
        for step in (plan.all_steps() if plan else ())
        if step.closes == _CLOSING[name]
        for _, window in step.windows()
    ]
    # where several steps of the kind stand in a plan, the last one is the answering itself
    step = steps[-1] if steps else None
    closes = _first_end(closings) or (step.commission if step else None)
    if step is None:
        return Goal(name, states, closes=closes)
    due = step.province or step.window or step.commission
    return Goal(name, states, step, due, step.province is not None, closes)


def _first_end(windows: Iterable[Window]) -> Window | None:
    ends = [(window.last, window) for window in windows if window.last is not None]
    return min(ends, key=lambda end: end[0])[1] if ends else None


def timing(of: Progress, goal: Goal, now: datetime) -> Timing:
    """How an agency stands with a goal at ``now`` (aware)."""
    held = [of.of(state) for state in goal.states]
    missing = tuple(state for state, one in zip(goal.states, held, strict=True) if one is None)
    due = goal.due
    last_day = due.last_day if due else None
    if missing and goal.closes is not None and is_past(goal.closes, now):
        return Timing(goal, Timeliness.CLOSED, missing)
    if due is None or last_day is None:
        return Timing(goal, Timeliness.NO_DEADLINE, missing)
    if missing:
        days = (_day(now) - last_day).days
        if is_past(due, now):
            return Timing(goal, Timeliness.LATE, missing, days)
        return Timing(goal, Timeliness.AHEAD, missing, -days)
    after = [one for one in held if one is not None and is_past(due, one.at)]
    late = [one for one in after if one.dated and one.implied_by is None]
    if late:
        days = max((_day(one.at) - last_day).days for one in late)
        return Timing(goal, Timeliness.LATE, (), days)
    return Timing(goal, Timeliness.UNDATED if after else Timeliness.IN_TIME, ())


def is_past(window: Window, at: datetime) -> bool:
    """Whether ``window`` was over at ``at``; a day without an hour lasts until its last instant.

    24:00 is the beginning of the next day, by which a date without an hour is kept.
    """
    if window.last is None:
        return False
    return at > window.last if window.has_hour else at >= window.last


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
