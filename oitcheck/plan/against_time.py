"""How a step stands against the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from oitcheck.plan.values import BANGKOK, Owner, Step, Window

Place = Literal["", "over", "running", "ahead"]


@dataclass(frozen=True, slots=True)
class AgainstTime:
    """``place``: empty for a step without a window of its own. ``days``: calendar days until it
    begins, or until its end where only an end is given; 0 unless ``ahead``. ``windows``: those
    that now lie in."""

    place: Place
    days: int
    windows: tuple[tuple[Owner, Window], ...] = ()


def against_time(step: Step, parent: Step | None, at: datetime) -> AgainstTime:
    """How ``step`` (a part of ``parent``, if it is one) stands ``at`` an aware instant.

    A closing inside the step ends it, whatever its window says: nothing is taken after that.
    """
    ends = [
        window.last
        for part in (parent or step).within
        if part.kind == "close" and part is not step
        for _, window in part.windows()
        if window.last is not None
    ]
    running: list[tuple[Owner, Window]] = []
    ahead: list[date] = []
    for owner, window in step.windows():
        last = min((*ends, window.last)) if window.last else None
        if last is not None and last <= at:
            continue
        if window.first is not None and window.first <= at:
            running.append((owner, window))
            continue
        day = window.first.astimezone(BANGKOK).date() if window.first else window.last_day
        ahead += [day] if day else []
    if running:
        return AgainstTime("running", 0, tuple(running))
    if ahead:
        return AgainstTime("ahead", (min(ahead) - at.astimezone(BANGKOK).date()).days)
    return AgainstTime("over" if step.windows() else "", 0)
