"""How a link stands, and what has changed since it was last told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oitcheck.outages.content import WORSE, Fault, Shown, faults, text_changed
from oitcheck.outages.log import Log
from oitcheck.outages.looks import State


class Kind(StrEnum):
    """What a change is: ``down``, ``up-again``, ``unsure`` (refused: a person must look),
    ``fault`` (it opens and is worse, see `Fault`), ``mended`` (such a fault is gone), ``content``
    (other text), ``title``."""

    DOWN = "down"
    UP_AGAIN = "up-again"
    UNSURE = "unsure"
    FAULT = "fault"
    MENDED = "mended"
    CONTENT = "content"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Standing:
    """``good``: the last good state, which ``faults`` are told against. ``code``: the trouble of
    a link that doesn't open. ``at``: the newest look. ``since``: when it was first seen to stand
    so. ``shown``: what it shows now; the last that was seen of it while it is down."""

    state: State
    at: datetime
    since: datetime
    code: str = ""
    good: Shown | None = None
    shown: Shown | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def worse(self) -> bool:
        """Whether somebody has to mend something."""
        return self.state is State.DOWN or not WORSE.isdisjoint(self.faults)

    def compared(self, fault: Fault) -> tuple[str, str]:
        """What stood in the last good state and stands there now, where ``fault`` is about it."""
        return _compared(fault, self.good, self.shown)


@dataclass(frozen=True, slots=True)
class Change:
    """``detail``: the trouble's code, or the fault. ``before`` and ``after``: what stood there,
    such as sizes, years, titles, addresses; empty where that says nothing."""

    kind: Kind
    at: datetime
    detail: str = ""
    before: str = ""
    after: str = ""

    @property
    def worse(self) -> bool:
        return self.kind is Kind.DOWN or (self.kind is Kind.FAULT and Fault(self.detail) in WORSE)


def stand(log: Log, good: Shown | None, now: Shown | None, since: Standing | None) -> Standing:
    """How the link stands by its ``log``, which must hold a look.

    ``good``: the last good state; ``now``: what the newest open look showed. ``since``: how it
    stood before, for how long it has.
    """
    look = log.now
    assert look is not None, "nobody has looked yet"
    found = faults(good, now) if good and now and look.state is State.OPEN else ()
    if good is None and now is not None and look.state is State.OPEN:
        found = now.signs
    if since is not None and look.state is not State.OPEN:
        found = since.faults
    if good is None or (now and look.state is State.OPEN and _same_page(found)):
        good = now
    begun = log.current.first_down if log.current and look.state is State.DOWN else look.at
    alike = since is not None and (since.state, since.faults) == (look.state, found)
    if since is not None and alike and look.state is not State.DOWN:
        begun = since.since
    return Standing(look.state, look.at, begun, look.code, good, now, found)


def changes(before: Standing | None, now: Standing) -> tuple[Change, ...]:
    """What is to be told of a link that stood like ``before`` when it was last told.

    None: nobody has looked before; then only what is wrong is told.
    """
    told = []
    was = before.state if before else State.OPEN
    if now.state is State.DOWN and (was is not State.DOWN):
        told.append(Change(Kind.DOWN, now.since, now.code))
    elif now.state is State.UNSURE and was is State.OPEN:
        told.append(Change(Kind.UNSURE, now.at, now.code))
    elif now.state is State.OPEN and was is not State.OPEN and before:
        told.append(Change(Kind.UP_AGAIN, now.at, before.code))
    if now.state is not State.OPEN:
        return tuple(told)
    held = before.faults if before else ()
    good = before.good if before and before.good else now.good
    for fault in now.faults:
        if fault not in held:
            told.append(Change(Kind.FAULT, now.at, fault, *_compared(fault, good, now.shown)))
    told += [Change(Kind.MENDED, now.at, fault) for fault in held if fault not in now.faults]
    settled = _same_page(now.faults) and _same_page(held)
    if settled and before and before.good and now.shown:
        if text_changed(before.good, now.shown):
            sizes = (_size(before.good), _size(now.shown))
            told.append(Change(Kind.CONTENT, now.at, "", *sizes))
        elif before.good.title != now.shown.title and before.good.read and now.shown.read:
            told.append(Change(Kind.TITLE, now.at, "", before.good.title, now.shown.title))
    return tuple(told)


def _same_page(found: tuple[Fault, ...]) -> bool:
    """Whether nothing is wrong with what the page shows; a certificate that ends soon is not."""
    return set(found) <= {Fault.EXPIRES}


def _compared(fault: Fault, good: Shown | None, now: Shown | None) -> tuple[str, str]:
    if good is None or now is None:
        return "", ""
    if fault in (Fault.TO_HOME, Fault.OTHER_SITE):
        return good.final_url, now.final_url
    if fault is Fault.SMALLER:
        return _size(good), _size(now)
    if fault is Fault.YEAR_GONE:
        return _years(good), _years(now)
    if fault is Fault.EXPIRES:
        return "", now.not_after
    if fault is Fault.KIND:
        return good.media, now.media
    return "", ""


def _size(one: Shown) -> str:
    return str(one.chars if one.read else one.size)


def _years(one: Shown) -> str:
    return ", ".join(str(year) for year in one.years)
