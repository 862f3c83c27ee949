"""What a plan makes due, and when it is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from oitcheck.plan.values import Owner, Plan, Step, Window

DUE_KINDS = (
    "register",
    "collection",
    "prepare",
    "answer",
    "close",
    "self-check",
    "mock-score",
    "follow-up",
    "survey",
    "clarify",
)
"""Kinds of step that someone in the province must have done by the end of their window.

Not among them: the commission's own work (check, publish) and what the office arranges for itself
(meetings, orders, publicity): these run, but nobody is late with them. Closings all are, also those
of the commission's checks: what depends on them begins then.
"""

_ENDED_BY = {"register": "register", "oit": "answer", "clarify": "clarify"}
"""The kind of step that a closing ends, also where the closing is a step of its own."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due. ``owners``: whose columns give this end, the one that gives the hour
    first. ``window``: the one that ends; its ``last`` is never None. ``parent``: the step that
    ``step`` is a part of. ``moved``: the office has set the end by hand; ``planned`` is then what
    the plan says, None where it says nothing."""

    step: Step
    parent: Step | None
    owners: tuple[Owner, ...]
    window: Window
    moved: bool = False
    planned: Window | None = None

    @property
    def last(self) -> datetime:
        """When it is over: the minute, or 24:00 of the last day where no hour is given."""
        assert self.window.last is not None
        return self.window.last

    @property
    def day(self) -> date:
        """The last day that belongs to it, in Bangkok."""
        assert self.window.last_day is not None
        return self.window.last_day

    @property
    def units(self) -> tuple[str, ...]:
        return self.step.units or (self.parent.units if self.parent else ())

    @property
    def number(self) -> str:
        return numbered(self.step, self.parent)


def numbered(step: Step, parent: Step | None) -> str:
    """The number as printed; that of a part follows its step's: ``๙ ครั้งที่ ๑``."""
    return " ".join(part for part in (parent.number if parent else "", step.number) if part)


def with_parents(plan: Plan) -> Iterator[tuple[Step, Step | None]]:
    """Steps and parts in reading order, each part with the step that it belongs to."""
    for step in plan.steps:
        yield step, None
        for part in step.within:
            yield part, step


def whole_month_end(window: Window) -> bool:
    """Whether only a month is known for the end: ``ภายในเดือน...``"""
    return window.precision == "month" and window.last is not None


def deadlines_of(
    plan: Plan | None, moved: Mapping[str, Window] | None = None
) -> tuple[Deadline, ...]:
    """Every deadline of ``plan``, the earliest first, else in reading order.

    A step may have a window of the province and one of the commission: two deadlines, or one with
    both owners where they end together. Where a system closes inside a step, nothing of that step
    is due at or after the closing: the closing itself stands for it, with its hour, also for the
    windows that end on the same day and give none. Windows with an open end give no deadline.

    ``moved``: the ends that the office has set by hand, by round, whatever the plan says of these
    rounds or whether it has them at all.
    """
    found = list(_planned(plan)) if plan else []
    left = dict(moved or {})
    for place, one in enumerate(found):
        window = left.pop(one.step.round, None) if one.step.kind == "collection" else None
        if window is not None:
            found[place] = replace(one, window=window, moved=True, planned=one.window)
    found += [
        Deadline(_step_of_round(name, window), None, ("province",), window, moved=True)
        for name, window in sorted(left.items())
    ]
    return tuple(sorted(found, key=lambda one: one.last))


def _step_of_round(name: str, window: Window) -> Step:
    """A step for a round that the plan doesn't have, or for which it gives no end."""
    title = f"ส่งลิงก์ ครั้งที่ {name}" if name.isdecimal() else f"ส่งลิงก์ ({name})"
    return Step(f"round-{name}", "", "collection", title, None, window, (), round=name)


def _planned(plan: Plan) -> Iterator[Deadline]:
    closings = [
        Deadline(step, parent, (owner,), window)
        for step, parent in with_parents(plan)
        if step.kind == "close"
        for owner, window in step.windows()
        if window.last is not None
    ]
    found: list[Deadline] = []
    stood_for: dict[int, list[Owner]] = {}
    for step, parent in with_parents(plan):
        if step.kind not in DUE_KINDS:
            continue
        own: list[Deadline] = []
        for owner, window in step.windows():
            if window.last is None:
                continue
            one = Deadline(step, parent, (owner,), window)
            place = _ended(one, closings)
            if place is not None:
                if closings[place].day == one.day:
                    stood_for.setdefault(place, []).append(owner)
            elif not _said_by_parent(one):
                own.append(one)
        found += _together(own)
    for one in found:
        yield _with_owners(one, closings, stood_for)


def _ended(one: Deadline, closings: list[Deadline]) -> int | None:
    """Which closing stands for ``one``, if any does; the earliest."""
    if one.step.kind == "close":
        return None
    places = [
        place
        for place, closing in enumerate(closings)
        if (_one_step(one, closing) and one.last >= closing.last)
        or (
            _ENDED_BY.get(closing.step.closes) == one.step.kind
            and closing.day == one.day
            and closing.window.has_hour
            and (
                not one.window.has_hour or (closing.last, closing.owners) == (one.last, one.owners)
            )
        )
    ]
    return min(places, key=lambda place: closings[place].last, default=None)


def _one_step(one: Deadline, closing: Deadline) -> bool:
    return closing.parent is not None and closing.parent in (one.step, one.parent)


def _said_by_parent(one: Deadline) -> bool:
    parent = one.parent
    return (
        parent is not None
        and parent.kind == one.step.kind
        and any(
            owner in one.owners and window.last == one.window.last
            for owner, window in parent.windows()
        )
    )


def _together(own: list[Deadline]) -> list[Deadline]:
    """The deadlines of one step, those that are the same end said once."""
    kept: list[Deadline] = []
    # the system's hour holds for a column that only names the day
    for one in sorted(own, key=lambda one: not one.window.has_hour):
        for place, other in enumerate(kept):
            same_day = (
                one.day == other.day
                and not one.window.has_hour
                and other.window.has_hour
                and "commission" in other.owners
            )
            if one.last == other.last or same_day:
                kept[place] = replace(other, owners=(*other.owners, *one.owners))
                break
        else:
            kept.append(one)
    return kept


def _with_owners(
    one: Deadline, closings: list[Deadline], stood_for: dict[int, list[Owner]]
) -> Deadline:
    others: list[Owner] = []
    for place, closing in enumerate(closings):
        if closing.step is one.step and closing.window.last == one.window.last:
            others += stood_for.get(place, [])
    return replace(one, owners=tuple(dict.fromkeys((*one.owners, *others))))
