"""Until when a round's links count as handed in in time: the plan, and what the office did."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from oitcheck.model import Lateness, RoundChange, RoundEvent, RoundState, round_state
from oitcheck.plan.values import BANGKOK, Plan, Window


@dataclass(frozen=True, slots=True)
class Terms:
    """How a round is collected, as of an instant.

    ``deadline``: until when its links are due; it has a ``last``. None: no day is set, neither by
    hand nor by a plan. ``by_hand``: the office set it (also to a day that the plan gives).
    ``closed_at``: since when the round is no longer open; ``frozen_at``: since when it takes
    nothing any more. Instants are aware.
    """

    round: str
    state: RoundState = RoundState.OPEN
    deadline: Window | None = None
    by_hand: bool = False
    closed_at: datetime | None = None
    frozen_at: datetime | None = None

    @property
    def end(self) -> datetime | None:
        """Until when something may come in time: the deadline or the closing, the earlier."""
        ends = [self.deadline.last if self.deadline else None, self.closed_at]
        return min((at for at in ends if at is not None), default=None)

    def lateness(self, received_at: datetime) -> Lateness | None:
        """How late something is that came at ``received_at``; None where it came in time.

        A deadline with an hour lets in what comes on the stroke of it; without an hour the whole
        day counts, and the next day's 00:00 is late. In a round that was closed before its
        deadline, what comes after the closing is late.
        """
        window = self.deadline
        if window is not None and window.last is not None and window.last_day is not None:
            missed = received_at > window.last or (
                received_at == window.last and not window.has_hour
            )
            if missed:
                return _lateness(received_at, window.last, window.last_day, "deadline")
        closed = self.closed_at
        if closed is not None and received_at > closed:
            day = closed.astimezone(BANGKOK).date()
            return _lateness(received_at, closed, day, "closing")
        return None


def terms(
    round_name: str,
    plan: Plan | None,
    events: Iterable[RoundEvent],
    as_of: datetime | None = None,
) -> Terms:
    """The terms of a round by ``as_of`` (None: now), from its own ``events`` in order of time.

    The deadline is what was set by hand, else that of the plan's collection (the province's
    column before the commission's), else none. Only what was done by ``as_of`` counts, so a day
    that is moved later forgives what came in between.
    """
    own = [
        event
        for event in events
        if event.round == round_name and (as_of is None or event.at <= as_of)
    ]
    closed_at = frozen_at = None
    by_hand: Window | None = None
    for event in own:
        match event.change:
            case RoundChange.OPENED:
                closed_at = frozen_at = None
            case RoundChange.CLOSED:
                closed_at, frozen_at = closed_at or event.at, None
            case RoundChange.FROZEN:
                closed_at, frozen_at = closed_at or event.at, frozen_at or event.at
            case RoundChange.DEADLINE:
                by_hand = deadline_window(event.deadline, event.has_hour)
    return Terms(
        round=round_name,
        state=round_state(own),
        deadline=by_hand or planned(round_name, plan),
        by_hand=by_hand is not None,
        closed_at=closed_at,
        frozen_at=frozen_at,
    )


def moved_deadlines(
    events: Iterable[RoundEvent], as_of: datetime | None = None
) -> dict[str, Window]:
    """The deadlines that the office has set by hand by ``as_of``, by round, whatever a plan says.
    ``events`` of any rounds, in order of time."""
    done = tuple(events)
    every = (terms(name, None, done, as_of) for name in dict.fromkeys(one.round for one in done))
    return {one.round: one.deadline for one in every if one.deadline is not None}


def planned(round_name: str, plan: Plan | None) -> Window | None:
    """When the plan collects the round's links, if it says an end."""
    step = plan.collection(round_name) if plan else None
    windows = step.windows() if step else ()
    return next((window for _, window in windows if window.last is not None), None)


def deadline_window(at: datetime | None, has_hour: bool) -> Window | None:
    """A deadline set by hand as a window: ``at`` is aware, 24:00 of its day without an hour."""
    if at is None:
        return None
    return Window(None, at, "minute" if has_hour else "day", has_hour)


def _lateness(
    came: datetime, end: datetime, last_day: date, after: Literal["deadline", "closing"]
) -> Lateness:
    minutes = math.ceil((came - end) / timedelta(minutes=1))
    days = (came.astimezone(BANGKOK).date() - last_day).days
    return Lateness(max(minutes, 1), max(days, 0), after)
