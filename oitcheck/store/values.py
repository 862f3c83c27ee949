"""What the store gives back that is no word of the model: rows of rounds, runs, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oitcheck.model import BlobRef, Capture, Decision, Edge, Purpose, RecordRef, RunKind


@dataclass(frozen=True, slots=True)
class Round:
    """One collection of links; ``year`` is of the Buddhist Era."""

    name: str
    year: int
    track: str


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A code and name that an agency bears or bore; ``valid_to`` None: it still does."""

    agency: str
    code: str
    name: str
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl of a round; ``finished_at`` None: it was interrupted, or still goes on."""

    id: int
    round: str
    kind: RunKind
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewCapture:
    """A capture to store (its id is ignored), the body it brought, the documents it links to.

    ``record`` is the WARC record of a fetch without a body; otherwise the blob knows it.
    """

    capture: Capture
    blob: BlobRef | None = None
    edges: tuple[Edge, ...] = ()
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A capture without its weight: ``good`` where it has no problem. ``retry_after`` is what the
    answer asked for, of 429 and 503 only."""

    id: int
    url: str
    purpose: Purpose
    status: int
    media_type: str
    good: bool
    retry_after: str


@dataclass(frozen=True, slots=True)
class Held:
    """The body that an earlier run has of a URL, at which address it stood (``final_url``), and by
    what its server can tell whether it still holds; a validator that wasn't sent is empty."""

    sha256: str
    media_type: str
    final_url: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """A judgement as it was made: ``sha256`` is that of ``text`` in UTF-8."""

    id: int
    round: str
    as_of: datetime
    sha256: str
    text: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision on agency x indicator of a round."""

    id: int
    round: str
    agency: str
    indicator: str
    decision: Decision
