"""What the province's office keeps by hand: rounds opened and closed, steps, ITAS, contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RoundChange(StrEnum):
    """``DEADLINE`` sets the day by which the links are due, whatever the plan says."""

    OPENED = "opened"
    CLOSED = "closed"
    FROZEN = "frozen"
    DEADLINE = "deadline"


class RoundState(StrEnum):
    """`CLOSED`: what comes in still counts, marked late. `FROZEN`: nothing is taken any more."""

    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class RoundEvent:
    """Something that was done to a round. ``at`` is aware, in UTC; ``by`` a role.

    ``deadline``: for DEADLINE the aware instant, None to go back to the plan's; ``has_hour``
    False: it is the end of a day for which no hour was given.
    """

    round: str
    change: RoundChange
    at: datetime
    by: str = ""
    why: str = ""
    deadline: datetime | None = None
    has_hour: bool = False


def round_state(events: Iterable[RoundEvent], as_of: datetime | None = None) -> RoundState:
    """How a round stands by ``as_of`` (None: now); ``events`` in order of time."""
    state = RoundState.OPEN
    for event in events:
        if event.change is not RoundChange.DEADLINE and (as_of is None or event.at <= as_of):
            state = {
                RoundChange.OPENED: RoundState.OPEN,
                RoundChange.CLOSED: RoundState.CLOSED,
                RoundChange.FROZEN: RoundState.FROZEN,
            }[event.change]
    return state


class ItasState(StrEnum):
    """How far an agency has got in ITAS; the order is that of the work."""

    ADMIN_REGISTERED = "admin-registered"
    APPROVER_REGISTERED = "approver-registered"
    ANSWERED = "answered"
    SENT = "sent"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class ItasEvent:
    """An agency reached a state in ITAS, or ``undone``: it turned out that it had not.

    ``at``: when, aware, in UTC. ``noted_at``: when the office wrote it down. ``source``: where it
    is known from (a file's cell, or by hand); ``by`` a role.
    """

    agency: str
    state: ItasState
    at: datetime
    noted_at: datetime
    source: str = ""
    by: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class StepNote:
    """What was done for a step of the plan, kept by hand; the newest note of a step holds.

    ``state``: done, doing, not-due, or empty (the dates tell). ``result`` may have several lines.
    ``document``, ``number`` and ``date`` name the order or letter. No personal data.
    """

    step: str
    at: datetime
    state: str = ""
    result: str = ""
    document: str = ""
    number: str = ""
    date: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for what, by function and never by a person's name.

    ``agency`` empty: the coordinator of ``district``. ``function``: กองคลัง, ผู้ดูแลเว็บไซต์, ...
    ``indicators``: codes that the function answers for, empty: the agency's coordinator.
    """

    agency: str
    function: str
    district: str = ""
    indicators: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
