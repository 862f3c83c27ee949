"""One look at a link: what a run's last attempt says about whether it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oitcheck import troubles
from oitcheck.model import Capture, Purpose
from oitcheck.troubles import Kind

_ERROR_STATUS = 400
_NOT_MODIFIED = 304
_NOBODY_LOOKED = frozenset({Kind.OWN_FAULT, Kind.BLOCKED_PORT})
# A person may get in where a program is turned away or gives up: no outage is made of it.
_UNSURE = frozenset(
    {
        *(Kind.LOGIN_REQUIRED, Kind.FORBIDDEN, Kind.RATE_LIMITED, Kind.ROBOTS),
        *(Kind.TOO_LARGE, Kind.BOMB, Kind.HEADER_TOO_LARGE, Kind.BAD_ENCODING),
        *(Kind.TLS_HANDSHAKE, Kind.TLS_OLD_PROTOCOL, Kind.PRIVATE_BY_DNS),
    }
)


class State(StrEnum):
    """`UNSURE`: the program was refused, or could not take what came; a person must look."""

    OPEN = "open"
    DOWN = "down"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Look:
    """``at`` is aware. ``code``: the trouble (`oitcheck.troubles.Kind`), empty where it opened.

    ``watched``: by a watch run, so nobody has judged what it saw. ``verify_code``: -1 without TLS,
    0 where the certificate is good. ``not_after``: when that ends. ``unmodified``: the site said
    that nothing has changed, and sent no body.
    """

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
    kind = troubles.kind_of(capture)
    state = State.OPEN
    if _opened(capture):
        # a bad certificate, or another site that it leads to, is told as a fault of what opened
        kind = None
    elif kind is None or kind in _NOBODY_LOOKED:
        return None
    else:
        in_part = kind is Kind.TRUNCATED and capture.has_body
        state = State.UNSURE if kind in _UNSURE or in_part else State.DOWN
    code = str(kind) if kind else ""
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


def _opened(capture: Capture) -> bool:
    if capture.status == _NOT_MODIFIED:
        return True
    return capture.answered and capture.status < _ERROR_STATUS and capture.problem is None


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
