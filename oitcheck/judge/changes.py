"""What changed between two judgements: mended, broken, still open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oitcheck.model import Judgement, Outcome, Verdict

_OPEN = (Outcome.FAIL, Outcome.REVIEW, Outcome.ERROR)


class Change(StrEnum):
    """MENDED: complete now, was not. BROKEN: was complete, is not now. OPEN: still not complete."""

    MENDED = "mended"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Changed:
    """One agency x indicator, with the outcome before and after."""

    change: Change
    agency: str
    agency_name: str
    indicator: str
    before: Outcome
    after: Outcome


def changes(earlier: Judgement, later: Judgement) -> tuple[Changed, ...]:
    """Every verdict of both judgements that is or was not complete, in the later one's order.

    An agency or indicator that only one of them knows is left out: nothing can be compared.
    """
    before = {
        (agency.id, verdict.indicator): verdict
        for agency in earlier.agencies
        for verdict in agency.verdicts
    }
    found = []
    for agency in later.agencies:
        for verdict in agency.verdicts:
            old = before.get((agency.id, verdict.indicator))
            change = _change(old, verdict) if old else None
            if old and change:
                found.append(
                    Changed(
                        change,
                        agency.id,
                        agency.name,
                        verdict.indicator,
                        old.outcome,
                        verdict.outcome,
                    )
                )
    return tuple(found)


def _change(before: Verdict, after: Verdict) -> Change | None:
    was_open, is_open = before.outcome in _OPEN, after.outcome in _OPEN
    if was_open and is_open:
        return Change.OPEN
    if is_open:
        return Change.BROKEN
    return Change.MENDED if was_open else None
