"""The steps of a workspace's plan, and what the office keeps of them by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from oitcheck.errors import OitcheckError
from oitcheck.intake import Problem
from oitcheck.intake.steps import clean, nearest, personal, read_steps, state_of, write_steps
from oitcheck.model import Origin, StepNote
from oitcheck.pipeline.handing_in import check_files
from oitcheck.pipeline.rules import plan_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import STATE_WORDS, Plan, Step, window_words
from oitcheck.thai.digits import to_arabic
from oitcheck.thai.format import date as day_words

_COLUMNS = {"result": "ผลการดำเนินการ", "document": "เอกสาร", "number": "เลขที่", "by": "ผู้บันทึก"}


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step or part of the plan (``part``) with the note that holds, if any."""

    step: Step
    part: bool
    note: StepNote | None

    def as_dict(self) -> dict[str, Any]:
        note = self.note or StepNote(self.step.id, datetime.min.replace(tzinfo=UTC))
        return {
            "id": self.step.id,
            "number": self.step.number,
            "part": self.part,
            "kind": self.step.kind,
            "text": self.step.text,
            "commission": window_words(self.step.commission),
            "province": window_words(self.step.province or self.step.window),
            "state": note.state,
            "result": note.result,
            "document": note.document,
            "number_of_document": note.number,
            "date": note.date.isoformat() if note.date else None,
            "by": note.by,
        }

    def line(self) -> str:
        """``๓  training  เสร็จเรียบร้อยแล้ว: ...``; parts are set in."""
        said = [f"{'    ' if self.part else ''}{self.step.number or '-'}", self.step.id]
        if self.note:
            told = [
                self.note.result.replace("\n", " / "),
                self.note.document,
                self.note.number,
                day_words(self.note.date) if self.note.date else "",
            ]
            state = STATE_WORDS.get(self.note.state, "")
            told = [word for word in told if word]
            said.append(": ".join(word for word in (state, " ".join(told)) if word))
        return "  ".join(word for word in (*said, "" if self.note else self.step.text) if word)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a sheet: ``stored`` notes were new or changed."""

    stored: int
    problems: tuple[Problem, ...]


def kept_steps(workspace: Workspace) -> tuple[KeptStep, ...]:
    plan = plan_of(workspace)
    with workspace.store() as store:
        notes = store.office.step_notes()
    parts = {part.id for step in plan.steps for part in step.within}
    return tuple(KeptStep(step, step.id in parts, notes.get(step.id)) for step in plan.all_steps())


def set_step(
    workspace: Workspace,
    given: str,
    changes: Mapping[str, str | date | None],
    by: str,
    now: datetime,
) -> tuple[StepNote, tuple[str, ...]]:
    """Keep a note: ``changes`` (state, result, document, number, date) over the one that holds.

    ``given``: a step's id, or its number in Thai or Arabic digits where only one step bears it.
    Returns the note and remarks about it. The caller holds the lock. Raises `OitcheckError` for
    an unknown step or state, nothing to change, or a citizen number.
    """
    plan = plan_of(workspace)
    step = find_step(plan, given)
    if not changes:
        raise OitcheckError("ไม่ได้ระบุสิ่งที่จะบันทึก", 'เช่น --state done --result "..."')
    said: dict[str, Any] = {
        name: clean(value) if isinstance(value, str) else value for name, value in changes.items()
    }
    remarks: list[str] = []
    for name, value in (*said.items(), ("by", by)):
        if isinstance(value, str) and name in _COLUMNS:
            for found in personal(value, _COLUMNS[name], Origin("")):
                if not found.kept:
                    raise OitcheckError(found.message_th, found.hint_th)
                remarks.append(f"{found.message_th}: {found.hint_th}")
    if "state" in said:
        state = state_of(said["state"])
        if state is None:
            raise OitcheckError(
                f"--state {said['state']}: ไม่มีสถานะนี้",
                ", ".join(f"{key} ({words})" for key, words in STATE_WORDS.items()),
            )
        said["state"] = state
    with workspace.store() as store:
        held = store.office.step_notes().get(step.id) or StepNote(step.id, now)
        note = replace(held, **said, at=now, by=by)
        store.office.add_step_note(note)
    return note, tuple(remarks)


def find_step(plan: Plan, given: str) -> Step:
    """A step by id, or by a number that only one step bears. Raises `OitcheckError`."""
    by_id = {step.id: step for step in plan.all_steps()}
    if given in by_id:
        return by_id[given]
    number = to_arabic(given).removeprefix("ข้อ").strip()
    same = [step for step in plan.steps if to_arabic(step.number).strip() == number]
    if len(same) == 1:
        return same[0]
    if same:
        raise OitcheckError(
            f"ข้อ {given} มี {len(same)} ขั้นตอน", f"ระบุรหัส: {', '.join(step.id for step in same)}"
        )
    raise OitcheckError(f"{given}: ไม่มีขั้นตอนนี้ในแผน {plan.id}", nearest(given, plan))


def export_steps(workspace: Workspace, path: Path) -> int:
    """Write the sheet for Excel; how many steps and parts it has. Raises `OitcheckError`."""
    steps = kept_steps(workspace)
    if path.suffix.lower() != ".xlsx":
        raise OitcheckError(f"{path}: ต้องเป็นไฟล์ .xlsx", f"เช่น {path.with_suffix('.xlsx')}")
    path.parent.mkdir(parents=True, exist_ok=True)
    notes = {kept.step.id: kept.note for kept in steps if kept.note}
    write_steps(path, plan_of(workspace), notes)
    return len(steps)


def import_steps(workspace: Workspace, path: Path, by: str, now: datetime) -> Loaded:
    """Keep what a sheet says, all of it or, where anything is wrong, nothing.

    The caller holds the lock. Raises `OitcheckError` where there is no such file.
    """
    check_files([path])
    plan = plan_of(workspace)
    for found in personal(by, _COLUMNS["by"], Origin("")):
        if not found.kept:
            raise OitcheckError(found.message_th, found.hint_th)
    with workspace.store() as store:
        read = read_steps(path, plan, store.office.step_notes(), by, now)
        for note in read.notes:
            store.office.add_step_note(note)
    return Loaded(len(read.notes), read.problems)
