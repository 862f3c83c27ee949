"""Agencies, and what they hand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """`SUPPLIER`: only supplies data to the province's own answer and has no score."""

    ASSESSED = "assessed"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the province.

    ``hosts`` are host names on which its evidence may stand, best known first. ``grown`` says
    that the entry was grown from a link list and nobody has confirmed it yet.
    """

    id: str
    code: str
    name: str
    kind: str = ""
    district: str = ""
    role: Role = Role.ASSESSED
    hosts: tuple[str, ...] = ()
    track: str = "standard"
    grown: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The cell that a link came from: ``row`` counts from 1 as the spreadsheet shows it."""

    file: str
    sheet: str = ""
    row: int = 0

    def __str__(self) -> str:
        return ":".join(part for part in (self.file, self.sheet, str(self.row or "")) if part)


@dataclass(frozen=True, slots=True)
class Link:
    """One URL handed in for one indicator. ``given`` is the cell's string, ``url`` normalised."""

    agency: str
    indicator: str
    url: str
    given: str
    note: str
    origin: Origin
    order: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of a submission; no links and ``withdrawn`` means taken back."""

    indicator: str
    links: tuple[Link, ...]
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """One version of what an agency handed in for a round. Datetimes are aware, in UTC.

    ``whole``: what it doesn't name is taken back; otherwise that carries over.
    """

    agency: str
    round: str
    version: int
    received_at: datetime
    imported_at: datetime
    whole: bool
    entries: tuple[Entry, ...]


class AnswerStatus(StrEnum):
    """`CARRIED`: from an earlier list, of this round or one before; the newest left it alone."""

    GIVEN = "given"
    CARRIED = "carried"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds for agency x indicator in a round: the links, and where they came from.

    ``CARRIED``: taken over from ``round``'s earlier submission, the agency has not repeated it.
    ``suppliers``: ids of the agencies that supplied links to it besides its own; a link's
    ``agency`` says which one it came from.
    """

    agency: str
    indicator: str
    status: AnswerStatus
    links: tuple[Link, ...]
    round: str
    version: int
    received_at: datetime
    suppliers: tuple[str, ...] = ()


class AnswerChange(StrEnum):
    """How an answer stands to what held before it.

    ``UNCHANGED``: handed in again just the same, so the agency has confirmed it. ``CARRIED``: it
    holds from an earlier round and this round has not repeated it. ``MISSING``: never handed in.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CARRIED = "carried"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, order=True)
class Lateness:
    """How long after the end something came: ``minutes`` in all (1 at least), ``days`` by the
    calendar in Bangkok (0: on the last day itself). ``after`` says what the end was."""

    minutes: int
    days: int
    after: Literal["deadline", "closing"]


@dataclass(frozen=True, slots=True)
class Course:
    """What became of agency x indicator in a round.

    ``change`` is against the earlier round, ``change_in_round`` against what this round's lists
    held before the newest one that names the indicator. ``since``: from when on the round has
    held just these links (aware); None where it named none. ``late``: they were not there in time.
    """

    change: AnswerChange
    change_in_round: AnswerChange
    since: datetime | None = None
    late: Lateness | None = None
