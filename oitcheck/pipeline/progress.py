"""The progress report of a workspace: what its store holds by a day, put into the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from oitcheck.judge.serialise import from_json
from oitcheck.model import Judgement, StepNote
from oitcheck.pipeline.rounds import Collected, collected
from oitcheck.pipeline.rules import plan_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import STATE_WORDS, Plan
from oitcheck.report.moments import local_day
from oitcheck.report.progress import Months, Progress, build, period_end
from oitcheck.report.progress_data import Kept
from oitcheck.report.progress_files import write_progress
from oitcheck.store import Store
from oitcheck.thai.format import date as day_words


@dataclass(frozen=True, slots=True)
class Reported:
    """A report and where it lies. ``after``: steps whose note was written after the report's day
    and is in it all the same; ``left_out``: those whose note is therefore not in it."""

    report: Progress
    files: tuple[Path, ...]
    after: tuple[str, ...]
    left_out: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return self.report.as_dict() | {
            "files": [str(path) for path in self.files],
            "noted_after": list(self.after),
            "left_out": list(self.left_out),
        }

    def lines(self) -> list[str]:
        rows = self.report.rows
        counted = [
            f"{words} {sum(row.state == state for row in rows)} ข้อ"
            for state, words in STATE_WORDS.items()
        ]
        return [
            f"{self.report.title}",
            f"{self.report.below[0]}: {', '.join(counted)}",
            *(f"เขียนแล้ว: {path}" for path in self.files),
        ]

    def remarks(self) -> list[str]:
        """What the person at the keyboard should know."""
        told = []
        if self.report.lacking:
            told.append(
                f"พ้นช่วงเวลาแล้ว ยังไม่มีผลการดำเนินการหรือสถานะ: ข้อ {_listed(self.report)} "
                '(บันทึกด้วย: oitcheck step set ข้อ --state done --result "..." --by ตำแหน่ง)'
            )
        day = day_words(local_day(self.report.as_of))
        if self.after:
            told.append(
                f"ใช้ข้อความที่บันทึกหลังสิ้นรอบด้วย: {', '.join(self.after)} (หากไม่ต้องการ ระบุวันด้วย --as-of)"
            )
        if self.left_out:
            told.append(f"ไม่ใช้ข้อความที่บันทึกหลังวันที่ {day}: {', '.join(self.left_out)}")
        return told


def make_progress(
    workspace: Workspace, months: Months, as_of: datetime | None, out: Path | None, now: datetime
) -> Reported:
    """Write the report of the workspace's plan.

    ``as_of`` None: now, or the end of the half-year or year once that is over; notes on steps
    then count whenever they were written, for a report is written after what it tells of. An
    instant that is given leaves out what was written later.
    Raises `OitcheckError` for a workspace without a plan.
    """
    plan = plan_of(workspace)
    moment = as_of or min(now, period_end(plan.year, months))
    with workspace.store() as store:
        every = store.office.step_notes()
        notes = store.office.step_notes(as_of) if as_of else every
        kept = _kept(store, plan, moment, notes)
    report = build(plan, workspace.settings().workspace.province, months, kept)
    later = tuple(
        f"{step.number} ({step.id})".lstrip()
        for step in plan.all_steps()
        if step.id in every and every[step.id].at > moment
    )
    return Reported(
        report,
        write_progress(report, out or workspace.out),
        after=() if as_of else later,
        left_out=later if as_of else (),
    )


def _kept(store: Store, plan: Plan, as_of: datetime, notes: dict[str, StepNote]) -> Kept:
    found: dict[str, Collected] = {}
    judgements: dict[str, Judgement] = {}
    for item in store.rounds():
        found[item.name] = collected(store, plan, item.name, as_of)
        made = [one for one in store.judgements(item.name) if one.as_of <= as_of]
        if made:
            newest = max(made, key=lambda one: (one.as_of, one.id))
            judgements[item.name] = from_json(newest.text)
    return Kept(
        as_of=as_of,
        agencies=store.agencies(),
        handed_in={name: one.handed_in for name, one in found.items()},
        terms={name: one.terms for name, one in found.items()},
        judgements=judgements,
        itas=store.office.itas_events(as_of),
        notes=notes,
    )


def _listed(report: Progress) -> str:
    """Numbers of the lacking steps; the id beside a number that stands twice in the plan."""
    numbers = [row.number for row in report.rows]
    return ", ".join(
        row.number if numbers.count(row.number) == 1 else f"{row.number} ({row.id})"
        for row in report.lacking
    )
