"""How each item was handed in: new, changed, confirmed, carried over, taken back; and how late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from oitcheck.checks import submitted
from oitcheck.model import AgencyVerdicts, Finding, Verdict
from oitcheck.report import safe
from oitcheck.report.words import ReportWords

CHANGES = ("new", "changed", "unchanged", "carried", "withdrawn", "missing")
_GIVEN = frozenset({"new", "changed", "unchanged"})
_HOUR, _DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Handing:
    """One item. ``change``: one of `CHANGES`, empty where the judgement doesn't say. ``carried``:
    the item holds from an earlier list; ``round`` is that list's. ``late_minutes`` 0: in time."""

    change: str = ""
    carried: bool = False
    round: str = ""
    late_minutes: int = 0
    late_days: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """An agency's items. ``late``: how many, and ``latest`` in words how late at most.
    ``in_round``: it has given a link in this round itself."""

    counts: tuple[tuple[str, int], ...]
    late: int
    latest: str
    in_round: bool


def handing(verdict: Verdict) -> Handing:
    found = _finding(verdict)
    if found is None:
        return Handing(carried=verdict.answer == "carried")
    facts = found.facts
    change, within = str(facts.get("change") or ""), str(facts.get("change_in_round") or "")
    return Handing(
        # an agency that corrects its list before anybody has an earlier round has changed it too
        change="changed" if change == "new" and within == "changed" else change,
        carried=verdict.answer == "carried",
        round=safe.line(str(facts.get("round") or "")),
        late_minutes=_number(facts.get("late_minutes")),
        late_days=_number(facts.get("late_days")),
        closed=found.reason == "after-closing",
    )


def handed(agency: AgencyVerdicts, words: ReportWords) -> Handed:
    items = [handing(verdict) for verdict in agency.verdicts]
    found = Counter(item.change for item in items)
    late = [item for item in items if item.late_minutes]
    told = any(item.change for item in items)
    return Handed(
        counts=tuple((name, found[name]) for name in CHANGES if found[name]),
        late=len(late),
        latest=_how_late(max(late, key=lambda item: item.late_minutes), words) if late else "",
        in_round=any(item.change in _GIVEN for item in items)
        if told
        else any(verdict.links for verdict in agency.verdicts),
    )


def marks(verdict: Verdict, words: ReportWords) -> tuple[str, ...]:
    """What a reader must know of how the item's links came: carried over, late."""
    return tuple(mark for mark in (carried_mark(verdict, words), late_mark(verdict, words)) if mark)


def carried_mark(verdict: Verdict, words: ReportWords) -> str:
    item = handing(verdict)
    if not item.carried:
        return ""
    if item.change in _GIVEN:
        return words("fix.carried_list")
    return words("fix.carried", round=item.round) if item.round else words("fix.carried_before")


def late_mark(verdict: Verdict, words: ReportWords) -> str:
    item = handing(verdict)
    if not item.late_minutes:
        return ""
    key = "handing.after_closing" if item.closed else "handing.after_deadline"
    return words(key, late=_how_late(item, words))


def change_text(verdict: Verdict, words: ReportWords) -> str:
    """The item's change in words; empty where the judgement doesn't say."""
    change = handing(verdict).change
    return words(f"handing.{change}") if change in CHANGES else ""


def deadline_of(verdicts: Iterable[Verdict]) -> Literal["ahead", "over", "none"]:
    """Whether what is not handed in may still come in time; none: no day is set for it."""
    found = [one for verdict in verdicts if (one := _finding(verdict))]
    if any(one.reason in submitted.IN_TIME for one in found):
        return "ahead"
    return "over" if any(one.facts.get("deadline_at") for one in found) else "none"


def _how_late(item: Handing, words: ReportWords) -> str:
    if item.late_days:
        return words("handing.late_days", count=item.late_days)
    if item.late_minutes >= _HOUR:
        return words("handing.late_hours", count=min(item.late_minutes, _DAY - 1) // _HOUR)
    return words("handing.late_minutes", count=item.late_minutes)


def _finding(verdict: Verdict) -> Finding | None:
    return next((one for one in verdict.findings if one.check == submitted.META.id), None)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
