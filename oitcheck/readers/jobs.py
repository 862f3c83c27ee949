"""What goes in and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from oitcheck.model import Document, ReadFailure

Outcome = Document | ReadFailure
OnDone = Callable[["Job", Outcome], None]
# Failures that are ours: limits and crashes. The others are facts about the file.
OWN_FAULTS = frozenset(("timeout", "memory", "crash"))


@dataclass(frozen=True, slots=True)
class Job:
    """A body to read. ``media_type`` is the declared Content-Type (the bytes decide),
    ``name`` a file name or URL path, ``load`` gives the bytes when a worker is free."""

    sha256: str
    media_type: str
    name: str
    load: Callable[[], bytes]


class Cache(Protocol):
    """Where Documents are kept, by sha256 of the body and reader key."""

    def get(self, sha256: str, key: str) -> Outcome | None: ...

    def put(self, sha256: str, key: str, outcome: Outcome) -> None: ...


@dataclass(slots=True)
class Summary:
    """Counts of one `read_all`: bodies read now, found in the cache, failures by reason."""

    read: int = 0
    cached: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    cancelled: bool = False

    def add(self, outcome: Outcome) -> None:
        """Count what was read now."""
        self.read += 1
        if isinstance(outcome, ReadFailure):
            self.failures[outcome.reason] = self.failures.get(outcome.reason, 0) + 1
