"""What a check is given: the subjects, and the context that holds for all of them.

Values only: everything was fetched, read and looked up before a check is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from oitcheck.catalogue import Catalogue, Indicator
from oitcheck.model import (
    Agency,
    Answer,
    Capture,
    Course,
    Document,
    Edge,
    Link,
    ReadFailure,
    Region,
    Verdict,
)

ERROR_STATUS = 400


def rfc3339(at: datetime) -> str:
    """An aware datetime as RFC 3339 in UTC, to the second (``2026-05-05T08:30:00Z``)."""
    if at.tzinfo is None:
        raise ValueError(f"naive datetime: {at!r}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that a submitted page links to; no capture: it was not fetched (yet)."""

    edge: Edge
    capture: Capture | None = None
    document: Document | ReadFailure | None = None


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The robots.txt of a page's site, and whether it asks programs to stay away from the page."""

    capture: Capture
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What only the fetch knows of a page: how many of its documents were left out by the limit
    on attachments per page; what the robots.txt of its site said in the same run (None: it was
    not asked for)."""

    left_out: int = 0
    robots: RobotsRules | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What a fetch for comparison saw, and what there was to read in it, whatever its status."""

    capture: Capture
    document: Document | ReadFailure | None = None


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """A link with what was seen behind it.

    ``captures``: purpose evidence, oldest first. ``document``: of the newest capture that has a
    body and a status below 400. ``rendered``: of the DOM that a browser made of that capture.
    ``sibling``: an address that nobody can have made, on the same site (scheme, host and port) in
    the same run. ``second``: the same address as another visitor, an ordinary browser, saw it.
    """

    link: Link
    captures: tuple[Capture, ...] = ()
    document: Document | ReadFailure | None = None
    rendered: Document | None = None
    attachments: tuple[Attachment, ...] = ()
    run_facts: RunFacts = RunFacts()
    sibling: Probe | None = None
    second: Probe | None = None

    @property
    def content_capture(self) -> Capture | None:
        """The capture whose body content checks look at."""
        return next(
            (c for c in reversed(self.captures) if c.has_body and 0 < c.status < ERROR_STATUS), None
        )

    @property
    def newest(self) -> Capture | None:
        return self.captures[-1] if self.captures else None

    @property
    def page(self) -> Document | None:
        """What there is to read: of the page as sent and as drawn, the one with more content."""
        sent = self.document if isinstance(self.document, Document) else None
        if self.rendered is None or sent is None:
            return self.rendered or sent
        drawn_more = self.rendered.quality.content_chars > sent.quality.content_chars
        return self.rendered if drawn_more else sent

    @property
    def own_attachments(self) -> tuple[Attachment, ...]:
        """The documents of the content; what only menu, side box or footer link to is the site's
        and says nothing about this page."""
        page = self.page
        if page is None:
            return self.attachments
        inside = {link.href for link in page.links if link.region is Region.CONTENT}
        outside = {link.href for link in page.links} - inside
        return tuple(a for a in self.attachments if a.edge.href not in outside)


@dataclass(frozen=True, slots=True)
class IndicatorEvidence:
    """What an agency answered for one indicator; ``answer`` None: nothing was ever handed in.

    ``course``: what became of it in the round; None where that is not known.
    """

    indicator: Indicator
    answer: Answer | None = None
    links: tuple[LinkEvidence, ...] = ()
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class AgencyEvidence:
    agency: Agency
    indicators: tuple[IndicatorEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedAgency:
    """An agency's whole submission, with the verdicts of its items in the catalogue's order."""

    evidence: AgencyEvidence
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyContext:
    """What holds for a whole submission besides itself; ``as_of`` is aware, ``year`` B.E."""

    year: int
    catalogue: Catalogue
    agency: Agency
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a subject besides itself. Datetimes are aware.

    ``year`` is N, B.E. ``deadline``: until when something may come in in time; the round's closing
    where that came first. ``other_hosts`` maps the hosts of the province's agencies to their names.
    ``attempts`` and ``attempt_span_seconds``: in how many looks (runs), and over how long, trouble
    must come back before it counts. ``silent_windows``: stretches, both ends inclusive, in which
    nothing at all answered; ``run_silent``: runs in which nothing did.
    """

    year: int
    catalogue: Catalogue
    indicator: Indicator
    agency: Agency
    as_of: datetime
    other_hosts: Mapping[str, str] = field(default_factory=dict)
    deadline: datetime | None = None
    attempts: int = 3
    attempt_span_seconds: int = 24 * 3600
    silent_windows: tuple[tuple[datetime, datetime], ...] = ()
    run_silent: frozenset[int] = frozenset()

    def silent(self, capture: Capture) -> bool:
        """Whether nothing at all answered when ``capture`` was taken: then it blames nobody."""
        return capture.run in self.run_silent or any(
            first <= capture.taken_at <= last for first, last in self.silent_windows
        )
