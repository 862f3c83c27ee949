"""What an interrupted run has stored already, so that it goes on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from oitcheck.archive import Archive
from oitcheck.model import Capture, Purpose
from oitcheck.store import Store

from .canaries import heard
from .outcome import pause_before_next


@dataclass(slots=True)
class Past:
    """``due``: purpose, URL and attempt of tries that were due when the run was interrupted.
    ``answers``, ``failures``: how many pages and documents ended with a server heard, or with
    none. ``done``: URLs of either. ``robots``: (status, body) by URL of robots.txt.
    ``canary_rounds``: how often canaries were asked."""

    due: list[tuple[Purpose, str, int]] = field(default_factory=list)
    answers: int = 0
    failures: int = 0
    done: int = 0
    robots: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    canary_rounds: int = 0

    def second_tries(self, purpose: Purpose) -> Iterator[tuple[str, int]]:
        """(URL, attempt) of tries that were due when the run was interrupted."""
        for of, url, attempt in self.due:
            if of is purpose:
                yield url, attempt


def load(store: Store, archive: Archive, run_id: int) -> Past:
    """What ``run_id`` has stored."""
    past = Past()
    # of each page and document its last attempt, and no more than is asked of it: a long run has
    # a hundred thousand of them
    endings: dict[tuple[Purpose, str], tuple[int, bool, bool | None]] = {}
    for capture in store.captures(store.run(run_id).round, run=run_id):
        if capture.purpose is Purpose.ROBOTS:
            past.robots[capture.url] = (capture.status, _body(store, archive, capture))
        elif capture.purpose is Purpose.CANARY:
            past.canary_rounds = max(past.canary_rounds, capture.attempt)
        elif capture.purpose in (Purpose.EVIDENCE, Purpose.ATTACHMENT):
            key = (capture.purpose, capture.url)
            if key not in endings or endings[key][0] < capture.attempt:
                again = pause_before_next(capture, 0) is not None
                endings[key] = (capture.attempt, again, heard(capture))
    for (purpose, url), (attempt, again, answer) in endings.items():
        past.answers += answer is True
        past.failures += answer is False
        if again:
            past.due.append((purpose, url, attempt + 1))
    past.done = len({url for _, url in endings})
    return past


def _body(store: Store, archive: Archive, capture: Capture) -> bytes:
    blob = store.blob(capture.sha256) if capture.sha256 else None
    return archive.body(blob) if blob is not None else b""
