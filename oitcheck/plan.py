"""A province's calendar for one year: steps, collections of links, cut-offs, appeal window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of local time (Asia/Bangkok). ``precision`` is that of the source.

    ``first`` None: only an end is given. ``last`` None: open end. Both are aware; without an
    hour in the source ``last`` is 24:00 of that day (the next day 00:00) and ``has_hour`` False.
    """

    first: datetime | None
    last: datetime | None
    precision: Literal["minute", "day", "month"]
    has_hour: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``kind``: register, collection, answer, close, self-check, check, clarify,
    publish, meeting, survey, other. ``round`` names the collection (1, 2) where kind is
    collection."""

    id: str
    number: str
    kind: str
    text: str
    commission: Window | None
    province: Window | None
    units: tuple[str, ...]
    round: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    id: str
    province: str
    year: int
    sha256: str
    steps: tuple[Step, ...]
    source: str = ""

    def collection(self, round_name: str) -> Step | None:
        """The step that collects the links of ``round_name``, if the plan has one."""
        return next((s for s in self.steps if s.round and s.round == round_name), None)
