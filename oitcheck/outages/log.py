"""The outage log of one link: stretches between the first look that found it down and the first
that found it open again. What lies between two looks is not known, and not claimed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from oitcheck.outages.looks import Look, State


@dataclass(frozen=True, slots=True)
class Outage:
    """``up_again`` None: no look has found it open since. ``looks``: how many found it down.
    ``code``: the trouble at the last of them."""

    first_down: datetime
    last_down: datetime
    up_again: datetime | None
    looks: int
    code: str


@dataclass(frozen=True, slots=True)
class Log:
    """``now``: the newest look. ``good``: the newest that found it open. ``judged``: the newest
    such that is no watch's: a judgement may rest on it. An answer "not modified" carries the
    ``sha256`` of the body that it stands for."""

    outages: tuple[Outage, ...] = ()
    looks: int = 0
    now: Look | None = None
    good: Look | None = None
    judged: Look | None = None

    @property
    def current(self) -> Outage | None:
        """The outage that still goes on."""
        return next((one for one in self.outages[-1:] if one.up_again is None), None)


EMPTY = Log()


def log_of(looks: Iterable[Look]) -> Log:
    """The log of all ``looks`` at one URL, in whatever order they come."""
    return extended(EMPTY, looks)


def extended(log: Log, looks: Iterable[Look]) -> Log:
    """``log`` with ``looks`` that are later than all it has: the same as the log of all at once."""
    for look in sorted(looks, key=lambda one: (one.at, one.run)):
        log = _with(log, look)
    return log


def _with(log: Log, look: Look) -> Log:
    if look.state is State.OPEN and look.unmodified and log.good is not None:
        # "not modified" brings no body: it stands for the one that was seen before
        before = log.good
        look = replace(
            look,
            sha256=look.sha256 or before.sha256,
            size=look.size or before.size,
            media_type=look.media_type or before.media_type,
        )
    outages, current = log.outages, log.current
    if look.state is State.DOWN:
        if current is None:
            outages += (Outage(look.at, look.at, None, 1, look.code),)
        else:
            longer = replace(current, last_down=look.at, looks=current.looks + 1, code=look.code)
            outages = (*outages[:-1], longer)
    elif look.state is State.OPEN and current is not None:
        outages = (*outages[:-1], replace(current, up_again=look.at))
    is_open = look.state is State.OPEN
    return Log(
        outages=outages,
        looks=log.looks + 1,
        now=look,
        good=look if is_open else log.good,
        judged=look if is_open and not look.watched else log.judged,
    )
