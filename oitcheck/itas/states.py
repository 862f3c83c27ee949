"""How far each agency has got in ITAS, from the events that the office wrote down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from oitcheck.model import ItasEvent, ItasState
from oitcheck.plan import BANGKOK

_IMPLIES: Mapping[ItasState, tuple[ItasState, ...]] = {
    ItasState.APPROVED: (ItasState.SENT, ItasState.APPROVER_REGISTERED),
    ItasState.SENT: (ItasState.ANSWERED,),
    ItasState.ANSWERED: (ItasState.ADMIN_REGISTERED,),
}
_ORDER = tuple(ItasState)


@dataclass(frozen=True, slots=True)
class Held:
    """A state that was reached by ``at`` (aware, in UTC).

    ``dated`` False: ``at`` is only when it became known, the day itself is not. ``implied_by``: no
    event says it, this later state does.
    """

    state: ItasState
    at: datetime
    dated: bool
    implied_by: ItasState | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The states that hold for an agency, in the order of the work."""

    held: tuple[Held, ...] = ()

    @property
    def furthest(self) -> Held | None:
        return self.held[-1] if self.held else None

    @property
    def missing(self) -> tuple[ItasState, ...]:
        return tuple(state for state in _ORDER if self.of(state) is None)

    @property
    def implied(self) -> tuple[Held, ...]:
        return tuple(one for one in self.held if one.implied_by is not None)

    def of(self, state: ItasState) -> Held | None:
        return next((one for one in self.held if one.state is state), None)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Days that can't be: ``later`` is dated before ``earlier``, or (``closed``) after the
    system had closed."""

    kind: Literal["order", "closed"]
    earlier: Held
    later: Held


def progress(events: Iterable[ItasEvent], now: datetime) -> dict[str, Progress]:
    """By agency id; ``events`` in the order of writing, the newest of a state is what holds.

    What was reached after ``now`` doesn't count yet. A later state implies those before it.
    """
    newest: dict[str, dict[ItasState, ItasEvent]] = {}
    for event in events:
        newest.setdefault(event.agency, {})[event.state] = event
    return {agency: _progress(of_state, now) for agency, of_state in newest.items()}


def _progress(events: Mapping[ItasState, ItasEvent], now: datetime) -> Progress:
    held = {
        state: Held(state, event.at, event.at != event.noted_at, source=event.source)
        for state, event in events.items()
        if not event.undone and event.at <= now
    }
    for state in reversed(_ORDER):
        known = held.get(state)
        for implied in _IMPLIES.get(state, ()) if known else ():
            if known and implied not in held:
                held[implied] = Held(implied, known.at, False, known.implied_by or state)
    return Progress(tuple(held[state] for state in _ORDER if state in held))


def doubts(of: Progress, closes: Mapping[ItasState, datetime]) -> tuple[Doubt, ...]:
    """What a person should look at; ``closes``: when ITAS closes for each state, where known."""
    found = []
    dated = [one for one in of.held if one.dated and one.implied_by is None]
    for later in dated:
        for earlier in dated:
            comes_first = earlier.state in before(later.state)
            if comes_first and _day(later.at) < _day(earlier.at):
                found.append(Doubt("order", earlier, later))
        if later.state in closes and later.at > closes[later.state]:
            found.append(Doubt("closed", later, later))
    return tuple(found)


def before(state: ItasState) -> frozenset[ItasState]:
    """The states that an agency must have passed to reach ``state``."""
    direct = _IMPLIES.get(state, ())
    return frozenset(direct).union(*(before(one) for one in direct))


def _day(at: datetime) -> date:
    # a day without an hour is kept as its beginning: hours say nothing about the order
    return at.astimezone(BANGKOK).date()
