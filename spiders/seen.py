"""What the parts of the crawl hand to each other: a visit under way, and its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request
from scrapy.http.cookies import CookieJar

from oitcheck.model import Capture, Edge, Hop, Problem, ProblemCode, Purpose, Tls


class Trouble(Exception):
    """A fetch that brought no usable answer; carries the Problem that is recorded for it."""

    def __init__(self, code: ProblemCode, transient: bool, detail: str = "") -> None:
        super().__init__(f"{code.value} {detail}".strip())
        self.problem = Problem(code, transient, detail)


@dataclass(slots=True)
class Visit:
    """One attempt at one URL, over all its redirects. Lives in ``Request.meta["visit"]``.

    ``asked`` is the URL of the step under way, exactly as it goes on the wire: Scrapy re-encodes
    ``Request.url`` in its own way. ``headers`` to ``digest`` belong to the last step.
    """

    url: str
    purpose: Purpose
    attempt: int = 1
    asked: str = ""
    hops: list[Hop] = field(default_factory=list)
    been: set[tuple[str, str]] = field(default_factory=set)
    cookies: CookieJar | None = None
    taken_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    elapsed: float = 0.0
    ip: str = ""
    tls: Tls | None = None
    problem: Problem | None = None
    headers: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    retry_after: float = 0.0

    def __post_init__(self) -> None:
        self.asked = self.asked or self.url


@dataclass(slots=True)
class Seen:
    """The item of the spider: a capture with the body it brought, on its way to the store."""

    capture: Capture
    body: bytes | None
    edges: tuple[Edge, ...] = ()
    digest: str = ""


@dataclass(slots=True)
class Clock:
    """Adds the seconds of a ``with`` block to a visit's elapsed time."""

    visit: Visit
    began: float = 0.0

    def __enter__(self) -> None:
        self.began = monotonic()

    def __exit__(self, *_: object) -> None:
        self.visit.elapsed += monotonic() - self.began


def visit_of(request: Request) -> Visit:
    """The visit that a request belongs to."""
    visit: Any = request.meta["visit"]
    assert isinstance(visit, Visit)
    return visit


def end_of(url: str) -> tuple[str, int, bool]:
    """Host, port, and whether it is https, of a URL."""
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    return parts.hostname or "", parts.port or (443 if tls else 80), tls


def header(visit: Visit, name: str) -> str:
    """The first header of that name (lower case) of the visit's last answer, or empty."""
    return next((value for key, value in visit.headers if key.lower() == name), "")
