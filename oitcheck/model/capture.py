"""What a fetch saw. Transport facts only; judgements about content come later."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """Why something was fetched."""

    EVIDENCE = "evidence"
    ATTACHMENT = "attachment"
    SIBLING_PROBE = "sibling-probe"
    SECOND_AGENT = "second-agent"
    CANARY = "canary"
    ROBOTS = "robots"


class RunKind(StrEnum):
    FIRST = "first"
    AGAIN = "again"
    FRESH = "fresh"
    FREEZE = "freeze"
    WATCH = "watch"


class ProblemCode(StrEnum):
    """Transport problems. ``Problem.detail`` says more, its first word in a fixed vocabulary:

    HTTP_STATUS the status; TIMEOUT ``connect``, ``read`` or ``total``, then the seconds;
    TOO_LARGE ``ratio`` where a compressed body grew beyond all measure.
    """

    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT = "timeout"
    TLS = "tls"
    HTTP_STATUS = "http-status"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    TOO_LARGE = "too-large"
    TRUNCATED = "truncated"
    BAD_ENCODING = "bad-encoding"
    HEADER_TOO_LARGE = "header-too-large"
    EMPTY = "empty"
    BLOCKED_ADDRESS = "blocked-address"
    BLOCKED_SCHEME = "blocked-scheme"
    ROBOTS = "robots"
    PROTOCOL = "protocol"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a fetch brought no usable body; ``transient`` trouble may be gone the next time."""

    code: ProblemCode
    transient: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a redirect chain: the URL asked, the status it gave, where it pointed."""

    url: str
    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class Tls:
    """TLS facts. ``verify_code`` 0 means that the chain verified (OpenSSL's numbers)."""

    version: str = ""
    cipher: str = ""
    verify_code: int = 0
    verify_text: str = ""
    subject: str = ""
    issuer: str = ""
    not_before: str = ""
    not_after: str = ""
    host_matches: bool = True


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A WARC record: ``file`` relative to the ``evidence`` folder, offset and length in bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class BlobRef:
    """Where a body stands: sha256 of the decoded body (hex), its size in bytes, its record.

    ``file`` is relative to the workspace's ``evidence`` folder, with forward slashes.
    ``record`` is the record that this fetch left, where that is not the body's own: a revisit
    of a body that was held already. It doesn't count in comparisons.
    """

    sha256: str
    size: int
    media_type: str
    file: str
    offset: int
    length: int
    digest: str
    record: RecordRef | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Capture:
    """What one fetch saw; belongs to (run, url, attempt, purpose). Never changed once stored.

    Status 304 with a body: asked for by what an earlier run holds, the server said that it has not
    changed, so that body is this capture's too. ``left_out`` counts documents that the page links
    to and that were not followed, because there were more than ``network.attachments_per_page``.
    """

    id: int
    run: int
    url: str
    attempt: int
    purpose: Purpose
    taken_at: datetime
    final_url: str = ""
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    hops: tuple[Hop, ...] = ()
    problem: Problem | None = None
    tls: Tls | None = None
    ip: str = ""
    elapsed_ms: int = 0
    media_type: str = ""
    sha256: str = ""
    size: int = 0
    left_out: int = 0

    @property
    def has_body(self) -> bool:
        """Whether a body was stored (it may belong to an error page)."""
        return bool(self.sha256)

    @property
    def answered(self) -> bool:
        """Whether a server answered at all, with whatever status."""
        return self.status > 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A document that a page links to: ``parent`` is the page's normalised URL, as submitted."""

    parent: str
    child: str
    href: str
    anchor: str
    context: str
    order: int


class RenditionKind(StrEnum):
    DOM = "dom"
    SCREENSHOT = "screenshot"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Rendition:
    """What a browser made of a capture: the rendered DOM as HTML, or a picture of it."""

    capture: int
    kind: RenditionKind
    sha256: str
    media_type: str
    taken_at: datetime
    final_url: str = ""
    detail: str = field(default="")
