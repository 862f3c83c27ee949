"""One look at a link: what a run's last attempt says about whether it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oitcheck.model import Capture, ProblemCode, Purpose

_ERROR_STATUS = 400
_NOT_MODIFIED = 304
# A person may be let in where a program is not: no outage is made of it.
_REFUSED = frozenset({401, 403, 407, 429, 451, 999})
_DOWN = frozenset(
    {
        ProblemCode.DNS,
        ProblemCode.REFUSED,
        ProblemCode.RESET,
        ProblemCode.TIMEOUT,
        ProblemCode.HTTP_STATUS,
        ProblemCode.REDIRECT_LOOP,
        ProblemCode.TOO_MANY_REDIRECTS,
        ProblemCode.TRUNCATED,
        ProblemCode.EMPTY,
        ProblemCode.BLOCKED_ADDRESS,
        ProblemCode.BLOCKED_SCHEME,
        ProblemCode.PROTOCOL,
    }
)


class State(StrEnum):
    """`UNSURE`: the program was refused, or could not take what came; a person must look."""

    OPEN = "open"
    DOWN = "down"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Look:
    """``at`` is aware. ``code``: the trouble (a `ProblemCode`, or ``http-404``), empty where it
    opened. ``watched``: by a watch run, so nobody has judged what it saw. ``verify_code``: -1
    without TLS, 0 where the certificate is good. ``not_after``: when that ends."""

    at: datetime
    run: int
    capture: int
    state: State
    code: str = ""
    watched: bool = False
    status: int = 0
    sha256: str = ""
    size: int = 0
    final_url: str = ""
    media_type: str = ""
    verify_code: int = -1
    not_after: str = ""
    unmodified: bool = False


def look_of(capture: Capture, watched: bool = False) -> Look | None:
    """What ``capture`` says, or None for a fault of our own: then nobody has looked."""
    problem = capture.problem
    code = "" if problem is None else str(problem.code)
    state = State.OPEN
    if capture.status == _NOT_MODIFIED:
        code = ""
    elif capture.status in _REFUSED:
        state, code = State.UNSURE, f"http-{capture.status}"
    elif capture.status >= _ERROR_STATUS:
        state, code = State.DOWN, f"http-{capture.status}"
    elif problem is not None:
        if problem.code is ProblemCode.OTHER:
            return None
        if problem.code is ProblemCode.BLOCKED_ADDRESS and problem.detail.startswith("port"):
            # a public address whose port our own settings don't open
            return None
        state = State.DOWN if problem.code in _DOWN else State.UNSURE
    elif not capture.answered:
        return None
    return Look(
        at=capture.taken_at,
        run=capture.run,
        capture=capture.id,
        state=state,
        code=code,
        watched=watched,
        status=capture.status,
        sha256=capture.sha256,
        size=capture.size,
        final_url=capture.final_url or capture.url,
        media_type=capture.media_type,
        verify_code=capture.tls.verify_code if capture.tls else -1,
        not_after=capture.tls.not_after if capture.tls else "",
        unmodified=state is State.OPEN and capture.status == _NOT_MODIFIED,
    )


def looks_of(
    captures: Iterable[Capture],
    watch_runs: frozenset[int] = frozenset(),
    silent: Callable[[Capture], bool] = lambda _: False,
) -> tuple[Look, ...]:
    """The looks at one URL, oldest first, one a run: its last attempt decides, because a second
    try is only made after a first that failed.

    ``silent``: whether nothing at all answered then; such a capture is no look.
    """
    last: dict[int, Capture] = {}
    for capture in captures:
        if capture.purpose is not Purpose.EVIDENCE or silent(capture):
            continue
        held = last.get(capture.run)
        if held is None or _later(capture) > _later(held):
            last[capture.run] = capture
    found = (look_of(capture, capture.run in watch_runs) for capture in last.values())
    return tuple(sorted((look for look in found if look), key=lambda look: (look.at, look.run)))


def _later(capture: Capture) -> tuple[int, datetime, int]:
    return capture.attempt, capture.taken_at, capture.id
