"""From a visit that has ended to the capture that is stored, and whether to try once more."""

from __future__ import annotations

from scrapy.http import Response

from oitcheck.model import Capture, Problem, ProblemCode, Purpose
from oitcheck.store import Held

from .pace import LONGEST_PAUSE
from .seen import Visit

NOT_MODIFIED = 304
TRIES = 3
# Pauses in units of network.delay: 5 s, then 15 s by default. Trouble that lasts longer is for a
# later run (--again); a host that doesn't answer at all is given up sooner (pace.Circuit).
_FIRST = 5.0
_GROWTH = 3.0
_LONGEST = 30.0
# Lasting by their meaning; every other status of 500 and more may be gone the next time.
_TRANSIENT = frozenset({408, 421, 425, 429})
_NOT_FOLLOWED = frozenset({ProblemCode.BLOCKED_ADDRESS, ProblemCode.BLOCKED_SCHEME})


def capture_of(visit: Visit, run: int, response: Response | None) -> Capture:
    """The capture of a visit. Without ``response`` the visit's problem says why there is none.

    ``final_url`` is the URL asked last; where a redirect led to an address that may not be
    reached, that address, with the status of the redirect: the last thing that was seen.
    """
    problem = visit.problem
    status = 0
    headers = visit.headers
    if response is not None:
        status = response.status
        if status == NOT_MODIFIED and visit.conditional and visit.held and problem is None:
            return _not_modified(visit, run, visit.held)
        problem = problem or _problem_of(status, response.body)
    elif visit.hops and problem is not None and problem.code in _NOT_FOLLOWED:
        status = visit.hops[-1].status
    declared = next((value for name, value in headers if name.lower() == "content-type"), "")
    return Capture(
        id=0,
        run=run,
        url=visit.url,
        attempt=visit.attempt,
        purpose=visit.purpose,
        taken_at=visit.taken_at,
        final_url=visit.asked,
        status=status,
        headers=headers,
        hops=tuple(visit.hops),
        problem=problem,
        tls=visit.tls,
        ip=visit.ip,
        elapsed_ms=round(visit.elapsed * 1000),
        media_type=declared.split(";", 1)[0].strip().lower(),
    )


def _not_modified(visit: Visit, run: int, held: Held) -> Capture:
    """The server says that the body of an earlier run still holds: it is this visit's body too.

    The writer adds its size.
    """
    return Capture(
        id=0,
        run=run,
        url=visit.url,
        attempt=visit.attempt,
        purpose=visit.purpose,
        taken_at=visit.taken_at,
        final_url=visit.asked,
        status=NOT_MODIFIED,
        headers=visit.headers,
        hops=tuple(visit.hops),
        tls=visit.tls,
        ip=visit.ip,
        elapsed_ms=round(visit.elapsed * 1000),
        media_type=held.media_type,
        sha256=held.sha256,
    )


def _problem_of(status: int, body: bytes) -> Problem | None:
    if status >= 400:
        transient = 500 <= status < 600 or status in _TRANSIENT
        return Problem(ProblemCode.HTTP_STATUS, transient, str(status))
    return None if body else Problem(ProblemCode.EMPTY, True, f"HTTP {status}")


def pause_before_next(capture: Capture, delay: float, retry_after: float = 0.0) -> float | None:
    """Seconds to wait before the next try in this run; None: there is none.

    Each pause is three times as long as the one before it, and the pause that a server asked for
    (Retry-After, in seconds) comes on top. A name that didn't resolve isn't asked for again
    (`Names` asked twice, and that answer holds for the run), and a server that asks for a longer
    pause than a run can make is left to a later run.
    """
    problem = capture.problem
    if problem is None or not problem.transient or problem.code is ProblemCode.DNS:
        return None
    if capture.purpose not in (Purpose.EVIDENCE, Purpose.ATTACHMENT) or capture.attempt >= TRIES:
        return None
    if retry_after > LONGEST_PAUSE:
        return None
    growing = delay * _FIRST * _GROWTH ** (capture.attempt - 1)
    return min(_LONGEST, 0.05 + growing) + retry_after
