"""What a run asked once per site, beside the pages: robots.txt, an address that nobody has made,
and how another visitor sees a page."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from protego import Protego

from oitcheck import urls
from oitcheck.checks.evidence import Probe, RobotsRules
from oitcheck.model import Capture, Document, Purpose, ReadFailure
from oitcheck.store import Store

# Whom the rules of a robots.txt may name; see `spiders.robots`.
AGENT = "oitcheck"

ReadDocument = Callable[[str], Document | ReadFailure | None]


class Beside:
    """Of one round as of an instant: per site and run, so it stays small however many pages."""

    def __init__(self, store: Store, round_name: str, until: datetime) -> None:
        self._store = store
        self._round = round_name
        self._until = until
        self._siblings: dict[tuple[int, str], Capture] = {}
        self._robots: dict[tuple[int, str], Capture] = {}
        purposes = (Purpose.SIBLING_PROBE, Purpose.ROBOTS)
        for capture in store.looking.captures_for(purposes, round_name, until):
            of = self._robots if capture.purpose is Purpose.ROBOTS else self._siblings
            of[capture.run, urls.site(capture.url)] = capture
        self._rules: dict[str, Protego] = {}

    def second_looks(self, pages: Collection[str]) -> dict[tuple[int, str], Capture]:
        """By run and URL what another visitor saw of ``pages``."""
        found = self._store.looking.captures_for(
            (Purpose.SECOND_AGENT,), self._round, self._until, pages
        )
        return {(capture.run, capture.url): capture for capture in found}

    def sibling(self, run: int, url: str, read: ReadDocument) -> Probe | None:
        """What the site of ``url`` gave in ``run`` for an address that nobody has made."""
        capture = self._siblings.get((run, urls.site(url)))
        return None if capture is None else Probe(capture, read(capture.sha256))

    def robots(self, run: int, url: str, read: ReadDocument) -> RobotsRules | None:
        """What the robots.txt of its site said about ``url`` in ``run``; None: not asked for."""
        capture = self._robots.get((run, urls.site(url)))
        if capture is None:
            return None
        document = read(capture.sha256) if 200 <= capture.status < 300 else None
        if not isinstance(document, Document):
            return RobotsRules(capture)
        rules = self._rules.get(capture.sha256)
        if rules is None:
            rules = self._rules[capture.sha256] = Protego.parse(document.text)
        return RobotsRules(capture, forbids=not rules.can_fetch(url, AGENT))
