"""What a pass of a watch has found, for its report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oitcheck.catalogue import Words
from oitcheck.model import Contact
from oitcheck.outages import Change, Log, Standing, State


@dataclass(frozen=True, slots=True)
class Place:
    """An agency that has handed the link in, and for which items (codes, in order)."""

    agency: str
    code: str
    name: str
    district: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    url: str
    places: tuple[Place, ...]
    log: Log
    standing: Standing


Told = tuple[str, datetime, Change]
"""A link's URL, the pass at which it was told, and the change."""


@dataclass(frozen=True, slots=True)
class WatchReport:
    """``at``: the pass (aware). ``changes``: told at it; ``history``: all that was told, newest
    first. ``item``: what the catalogue calls an item. ``silent``: nothing answered at this pass."""

    province: str
    year: int
    round: str
    at: datetime
    window: tuple[tuple[datetime, datetime], ...]
    passes: int
    tool_version: str
    links: tuple[LinkView, ...]
    changes: tuple[Told, ...]
    history: tuple[Told, ...]
    contacts: tuple[Contact, ...]
    item: Words
    silent: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Links by how they stand; ``fine`` are those that need nobody."""
        states = [standing_name(link.standing) for link in self.links]
        return {
            "links": len(states),
            **{name: states.count(name) for name in ("down", "worse", "unsure", "look", "fine")},
        }

    @property
    def still_wrong(self) -> bool:
        """Whether something is down, or worse than its last good state."""
        return any(link.standing.worse for link in self.links)


def standing_name(standing: Standing) -> str:
    """``down``, ``worse``, ``unsure``, ``look`` (a person should look) or ``fine``."""
    if standing.state is State.DOWN:
        return "down"
    if standing.worse:
        return "worse"
    if standing.state is State.UNSURE:
        return "unsure"
    return "look" if standing.faults else "fine"
