"""Findings, verdicts and the judgement that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from oitcheck.model.capture import Capture
from oitcheck.model.outcomes import Outcome

Fact = str | int | float | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a document: page from 1 (0: none), offset in code points, and the words there."""

    page: int = 0
    offset: int = 0
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one check. ``reason`` is a key of the check's `META.reasons`.

    ``key`` is an element id or empty. ``facts`` fill the reason's message.
    """

    check: str
    version: int
    outcome: Outcome
    reason: str
    key: str = ""
    capture: int | None = None
    document: str = ""
    where: Where | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """A link's findings, with the captures that they rest on (evidence first, oldest first).

    ``supplier``: id of the agency that supplied the link to this one's answer; empty for its own.
    """

    url: str
    given: str
    note: str
    origin: str
    outcome: Outcome
    captures: tuple[Capture, ...]
    findings: tuple[Finding, ...]
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's ruling on a verdict. ``by`` is a role; ``at`` RFC 3339 UTC."""

    outcome: Outcome
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The roll-up for agency x indicator; ``answer`` is an AnswerStatus or ``none``.

    ``suppliers``: ids of the agencies whose links it rests on besides the agency's own.
    """

    indicator: str
    outcome: Outcome
    answer: str
    decision: Decision | None
    findings: tuple[Finding, ...]
    links: tuple[LinkVerdict, ...]
    suppliers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyVerdicts:
    id: str
    code: str
    name: str
    role: str
    kind: str
    district: str
    catalogue_id: str
    catalogue_sha256: str
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """All verdicts of a round as of an instant (``as_of``: RFC 3339, UTC, Z)."""

    province: str
    year: int
    round: str
    as_of: str
    tool_version: str
    inputs: Mapping[str, str]
    findings: tuple[Finding, ...]
    agencies: tuple[AgencyVerdicts, ...]
