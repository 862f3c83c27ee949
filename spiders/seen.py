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
from oitcheck.store import Held


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
    ``held`` is the body that an earlier run has of the URL; ``conditional``: the step under way
    asks only for what has changed since.
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
    held: Held | None = None
    conditional: bool = False

    def __post_init__(self) -> None:
        self.asked = self.asked or self.url


@dataclass(slots=True)
class Seen:
    """The item of the spider: a capture with the body it brought, on its way to the store.

    Without a body and with a sha256: the server says that the body which is held still holds.
    """

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


def condition(visit: Visit) -> dict[str, bytes]:
    """Headers that ask only for what has changed, for the step that ``visit`` is about to take.

    They go to no other address than the one that gave the body: elsewhere in a chain of redirects
    a "not modified" would speak of something else.
    """
    held = visit.held
    visit.conditional = held is not None and held.final_url == visit.asked
    if held is None or not visit.conditional:
        return {}
    given = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: value.encode("latin-1", "ignore") for name, value in given.items() if value}


def end_of(url: str) -> tuple[str, int, bool]:
    """Host, port, and whether it is https, of a URL."""
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    return parts.hostname or "", parts.port or (443 if tls else 80), tls


def header(visit: Visit, name: str) -> str:
    """The first header of that name (lower case) of the visit's last answer, or empty."""
    return next((value for key, value in visit.headers if key.lower() == name), "")
