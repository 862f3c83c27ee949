"""What an interrupted run has stored already, so that it goes on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from oitcheck.archive import Archive
from oitcheck.model import Capture, Purpose
from oitcheck.store import Store

from .outcome import pause_before_next


@dataclass(slots=True)
class Past:
    """``endings``: the last capture of each page and document. ``robots``: (status, body) by URL
    of robots.txt. ``canary_rounds``: how often canaries were asked."""

    endings: list[Capture] = field(default_factory=list)
    robots: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    canary_rounds: int = 0

    def second_tries(self, purpose: Purpose) -> Iterator[tuple[str, int]]:
        """(URL, attempt) of tries that were due when the run was interrupted."""
        for capture in self.endings:
            if capture.purpose is purpose and pause_before_next(capture, 0) is not None:
                yield capture.url, capture.attempt + 1


def load(store: Store, archive: Archive, run_id: int) -> Past:
    """What ``run_id`` has stored."""
    past = Past()
    endings: dict[tuple[str, Purpose], Capture] = {}
    for capture in store.captures(store.run(run_id).round, run=run_id):
        if capture.purpose is Purpose.ROBOTS:
            past.robots[capture.url] = (capture.status, _body(store, archive, capture))
        elif capture.purpose is Purpose.CANARY:
            past.canary_rounds = max(past.canary_rounds, capture.attempt)
        elif capture.purpose in (Purpose.EVIDENCE, Purpose.ATTACHMENT):
            key = (capture.url, capture.purpose)
            if key not in endings or endings[key].attempt < capture.attempt:
                endings[key] = capture
    past.endings = list(endings.values())
    return past


def _body(store: Store, archive: Archive, capture: Capture) -> bytes:
    blob = store.blob(capture.sha256) if capture.sha256 else None
    return archive.body(blob) if blob is not None else b""
