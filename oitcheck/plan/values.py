"""The values of a plan: a province's calendar for one year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")

Owner = Literal["province", "commission", "window"]
"""Whose column a window stands in: the province's, the commission's, or the only one there is."""

KINDS = (
    "register",
    "collection",
    "prepare",
    "answer",
    "close",
    "self-check",
    "mock-score",
    "follow-up",
    "check",
    "clarify",
    "publish",
    "meeting",
    "order",
    "publicity",
    "survey",
    "other",
)
CLOSES = ("register", "iit", "eit", "oit", "check-1", "clarify", "check-2")
"""What a step of kind ``close`` ends; ``oit`` is the cut-off for answers and approval."""

STATES = ("done", "doing", "not-due")
COLUMNS: tuple[Owner, ...] = ("commission", "province", "window")


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

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to the window."""
        if self.last is None:
            return None
        local = self.last.astimezone(BANGKOK)
        return local.date() if self.has_hour else (local - timedelta(microseconds=1)).date()


@dataclass(frozen=True, slots=True)
class Record:
    """What was done for a step, as a report says it: a document with its number and day."""

    text: str
    document: str = ""
    number: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan, or a part of one.

    ``number`` as printed, with Thai digits; parts may have none. ``kind``: one of `KINDS`.
    ``commission`` and ``province`` are the windows of a document's two columns, ``window`` that
    of a document with only one. ``round`` names the collection (1, 2) where kind is collection,
    ``closes`` what ends (`CLOSES`) where it is close. ``kinds``: agency kinds that it concerns,
    empty for all. ``oddity``: what is odd about it in the source. A part may have parts (๑ under
    ส่วนที่ ๑). ``state`` (`STATES` or empty)
    and ``records`` are what the document itself reports.
    """

    id: str
    number: str
    kind: str
    text: str
    commission: Window | None
    province: Window | None
    units: tuple[str, ...]
    round: str = ""
    note: str = ""
    window: Window | None = None
    closes: str = ""
    kinds: tuple[str, ...] = ()
    oddity: str = ""
    state: str = ""
    parts: tuple[Step, ...] = ()
    records: tuple[Record, ...] = ()

    @property
    def within(self) -> tuple[Step, ...]:
        """Its parts and their parts in reading order."""
        return tuple(one for part in self.parts for one in (part, *part.within))

    def windows(self) -> tuple[tuple[Owner, Window], ...]:
        """Its own windows, the province's first."""
        every: tuple[tuple[Owner, Window | None], ...] = (
            ("province", self.province),
            ("commission", self.commission),
            ("window", self.window),
        )
        return tuple((owner, window) for owner, window in every if window is not None)


@dataclass(frozen=True, slots=True)
class Plan:
    """``columns``: the window columns of the document; ``unit_names`` spells its abbreviations
    out; ``notes`` are its footnotes; ``oddities`` what is odd in it as a whole."""

    id: str
    province: str
    year: int
    sha256: str
    steps: tuple[Step, ...]
    source: str = ""
    title: str = ""
    columns: tuple[str, ...] = ("commission", "province")
    notes: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()
    unit_names: tuple[tuple[str, str], ...] = ()

    def all_steps(self) -> Iterator[Step]:
        """Steps and their parts in reading order."""
        for step in self.steps:
            yield step
            yield from step.within

    def collection(self, round_name: str) -> Step | None:
        """The step that collects the links of ``round_name``, if the plan has one."""
        return next((s for s in self.all_steps() if s.round and s.round == round_name), None)

    def cut_off(self) -> Window | None:
        """When ITAS closes for answers and approvals, if the plan says."""
        ends = [
            (window.last, window)
            for step in self.all_steps()
            if step.closes == "oit"
            for _, window in step.windows()
            if window.last is not None
        ]
        return min(ends, key=lambda end: end[0])[1] if ends else None
