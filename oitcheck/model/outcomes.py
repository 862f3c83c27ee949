"""Outcomes of findings and the two ways to roll them up."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What a check found. Stored as words, never as numbers."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    REVIEW = "review"
    SKIP = "skip"
    ERROR = "error"


class Over(StrEnum):
    """How a check's findings on several links become one for the indicator."""

    EACH = "each"
    ANY = "any"
    UNION = "union"


class Scope(StrEnum):
    """What the subject of a check is."""

    LINK = "link"
    INDICATOR = "indicator"
    AGENCY = "agency"
    ROUND = "round"


_WORST_FIRST = (Outcome.FAIL, Outcome.ERROR, Outcome.REVIEW, Outcome.PASS)
_BEST_FIRST = (Outcome.PASS, Outcome.ERROR, Outcome.REVIEW, Outcome.FAIL)


def _first(order: tuple[Outcome, ...], outcomes: Iterable[Outcome]) -> Outcome:
    seen = set(outcomes)
    return next((outcome for outcome in order if outcome in seen), Outcome.SKIP)


def combine_all(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of fail > error > review > pass; skip when nothing else is there."""
    return _first(_WORST_FIRST, outcomes)


def combine_any(outcomes: Iterable[Outcome]) -> Outcome:
    """The best of pass > error > review > fail; skip when nothing else is there."""
    return _first(_BEST_FIRST, outcomes)
