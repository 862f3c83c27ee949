"""All rounds of a workspace at a glance: state, deadline, what came in, the last run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oitcheck.checks.evidence import rfc3339
from oitcheck.model import AnswerChange, Course
from oitcheck.pipeline.rounds import Collected, collected, planned_rounds
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import Terms
from oitcheck.store import Run, Store


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round: numbers of agencies. ``handed_in``: gave a link in the round itself that holds;
    ``late``: at least one item was not there in time; ``changed``: gave another link for an item
    than before, or took one back; ``carried``: an item still holds from an earlier round,
    unconfirmed."""

    terms: Terms
    agencies: int
    handed_in: int
    late: int
    changed: int
    carried: int
    last_run: Run | None

    def as_dict(self) -> dict[str, Any]:
        window, run = self.terms.deadline, self.last_run
        return {
            "round": self.terms.round,
            "state": str(self.terms.state),
            "closed_at": _at(self.terms.closed_at),
            "deadline": window
            and {
                "at": _at(window.last),
                "has_hour": window.has_hour,
                "set": "by-hand" if self.terms.by_hand else "plan",
            },
            "agencies": self.agencies,
            "handed_in": self.handed_in,
            "late": self.late,
            "changed": self.changed,
            "carried": self.carried,
            "last_run": run
            and {
                "kind": str(run.kind),
                "started_at": _at(run.started_at),
                "finished_at": _at(run.finished_at),
            },
        }


def list_rounds(workspace: Workspace) -> tuple[RoundLine, ...]:
    """The workspace's rounds and those that its plan still has to come: numbered ones by number,
    then the others in the order in which they were made."""
    plan = rules_of(workspace).plan
    with workspace.store() as store:
        known = [item.name for item in store.rounds()]
        names = dict.fromkeys((*known, *planned_rounds(plan)))
        agencies = len(store.agencies())
        return tuple(
            _line(store, collected(store, plan, name), agencies)
            for name in sorted(names, key=_place)
        )


def _line(store: Store, of_round: Collected, agencies: int) -> RoundLine:
    holding, found = of_round.terms, of_round.courses
    runs = store.runs(holding.round)
    return RoundLine(
        terms=holding,
        agencies=agencies,
        handed_in=len(of_round.handed_in),
        late=_agencies(key for key, course in found.items() if course.late),
        changed=_agencies(key for key, course in found.items() if _differs(course)),
        carried=_agencies(
            key for key, course in found.items() if course.change is AnswerChange.CARRIED
        ),
        last_run=runs[-1] if runs else None,
    )


def _differs(course: Course) -> bool:
    other = (AnswerChange.CHANGED, AnswerChange.WITHDRAWN)
    return course.since is not None and (course.change in other or course.change_in_round in other)


def _agencies(keys: Iterable[tuple[str, str]]) -> int:
    return len({agency for agency, _ in keys})


def _place(name: str) -> tuple[bool, int]:
    number = name.isascii() and name.isdigit()
    return (not number, int(name) if number else 0)


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)
