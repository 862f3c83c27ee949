"""The plan as a calendar: its steps in a table, as they stand at an instant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from oitcheck.pipeline.rules import plan_of
from oitcheck.pipeline.standing_json import window_dict
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import BANGKOK, Deadline, Owner, Plan, Step, Window, moved_deadlines
from oitcheck.plan.against_time import AgainstTime, against_time
from oitcheck.plan.deadlines import deadlines_of, with_parents
from oitcheck.plan.wording import KIND_WORDS, owner_text, window_text
from oitcheck.thai.format import width

_TEXT = 60
_NOTED = {"done": "เสร็จเรียบร้อยแล้ว", "doing": "อยู่ระหว่างดำเนินการ", "not-due": "ยังไม่ถึงกำหนด"}


@dataclass(frozen=True, slots=True)
class Row:
    """A step or a part of one. ``windows``: its own, with who set them, those that are alike
    together; ``by_hand``: the end that the office has set instead. ``noted``: the state that the
    office has noted, or empty."""

    step: Step
    parent: Step | None
    windows: tuple[tuple[tuple[Owner, ...], Window], ...]
    by_hand: Window | None
    time: AgainstTime
    noted: str

    @property
    def state(self) -> str:
        if self.noted:
            return _NOTED[self.noted]
        place = self.time.place
        if place == "ahead":
            return f"อีก {self.time.days} วัน" if self.time.days else "วันนี้"
        return {"over": "ผ่านแล้ว", "running": "กำลังดำเนินการ", "": ""}[place]

    @property
    def units(self) -> tuple[str, ...]:
        return self.step.units


@dataclass(frozen=True, slots=True)
class PlanCalendar:
    """``dues``: the deadlines in force of the steps in ``rows``."""

    plan: Plan
    at: datetime
    rows: tuple[Row, ...]
    dues: tuple[Deadline, ...]


def plan_calendar(
    workspace: Workspace,
    at: datetime,
    *,
    first: date | None = None,
    last: date | None = None,
    kinds: Collection[str] = (),
) -> PlanCalendar:
    """The workspace's plan ``at`` an instant; only what touches the days from ``first`` to
    ``last``, and only steps of ``kinds``, if given.

    Raises `OitcheckError` when the workspace has no plan.
    """
    plan = plan_of(workspace)
    with workspace.store() as store:
        events = store.office.round_events(until=at)
        noted = {step: note.state for step, note in store.office.step_notes(at).items()}
    dues = deadlines_of(plan, moved_deadlines(events))
    rows = _rows(plan, dues, noted, at)
    kept = [
        row for row in rows if (not kinds or row.step.kind in kinds) and _touches(row, first, last)
    ]
    # a part without a window of its own goes where its step goes
    if not kinds and (first or last):
        wanted = {row.step.id for row in kept}
        kept = [
            row
            for row in rows
            if row.step.id in wanted
            or (row.parent and not row.windows and row.parent.id in wanted)
            or any(part.id in wanted for part in row.step.within)
        ]
    ids = {row.step.id for row in kept}
    return PlanCalendar(
        plan,
        at,
        tuple(kept),
        tuple(one for one in dues if one.step.id in ids and _within(one, first, last)),
    )


def _rows(plan: Plan, dues: Sequence[Deadline], noted: dict[str, str], at: datetime) -> list[Row]:
    by_hand = {one.step.id: one.window for one in dues if one.moved}
    steps = list(with_parents(plan))
    known = {step.id for step, _ in steps}
    steps += [(one.step, None) for one in dues if one.step.id not in known]
    return [
        Row(
            step,
            parent,
            _alike(step) if step.id in known else (),
            by_hand.get(step.id),
            against_time(_moved(step, by_hand.get(step.id)), parent, at),
            noted.get(step.id, ""),
        )
        for step, parent in steps
    ]


def _moved(step: Step, window: Window | None) -> Step:
    """``step`` as if the plan said what the office has set."""
    if window is None:
        return step
    return Step(step.id, step.number, step.kind, step.text, None, window, step.units)


def _alike(step: Step) -> tuple[tuple[tuple[Owner, ...], Window], ...]:
    found: dict[Window, list[Owner]] = {}
    for owner, window in step.windows():
        found.setdefault(window, []).append(owner)
    return tuple((tuple(owners), window) for window, owners in found.items())


def _touches(row: Row, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    windows = [window for _, window in row.windows] + ([row.by_hand] if row.by_hand else [])
    for window in windows:
        ends = window.last_day
        begins = window.first.astimezone(BANGKOK).date() if window.first else ends
        if (last is None or begins is None or begins <= last) and (
            first is None or ends is None or ends >= first
        ):
            return True
    return False


def _within(one: Deadline, first: date | None, last: date | None) -> bool:
    return (first is None or one.day >= first) and (last is None or one.day <= last)


def table(found: PlanCalendar, *, whole: bool = False) -> list[str]:
    """The rows as lines: number, window, who set it, state, kind, then text and units.

    ``whole``: texts are not cut, notes and oddities stand below their step.
    """
    cells = [_cells(row) for row in found.rows]
    columns = (("ที่", "ช่วงเวลา", "กำหนดโดย", "สถานะ", "ประเภท"), *(c for row in cells for c in row))
    widths = [max(width(line[place]) for line in columns) for place in range(5)]

    def laid(line: Sequence[str], rest: str) -> str:
        padded = (
            text + " " * (size - width(text)) for text, size in zip(line, widths, strict=True)
        )
        return f"{'  '.join(padded)}  {rest}".rstrip()

    lines = [found.plan.title or found.plan.id, "", laid(columns[0], "ขั้นตอน [หน่วยงาน]")]
    for row, several in zip(found.rows, cells, strict=True):
        units = f" [{', '.join(row.units)}]" if row.units else ""
        text = row.step.text if whole else _short(row.step.text)
        indent = "  " if row.parent else ""
        lines += [
            laid(line, f"{indent}{text}{units}" if place == 0 else "")
            for place, line in enumerate(several)
        ]
        if whole:
            lines += [f"      หมายเหตุ: {row.step.note}"] if row.step.note else []
            lines += [f"      ข้อสังเกต: {row.step.oddity}"] if row.step.oddity else []
    if not found.rows:
        lines.append("ไม่มีขั้นตอนที่ตรงกับเงื่อนไข")
    if not whole and any(_short(row.step.text) != row.step.text for row in found.rows):
        lines += ["", "ข้อความยาวถูกตัด ดูทั้งหมดพร้อมหมายเหตุด้วย: oitcheck calendar --all"]
    if whole:
        lines += [""] if found.plan.notes or found.plan.oddities else []
        lines += [f"หมายเหตุ: {text}" for text in found.plan.notes]
        lines += [f"ข้อสังเกต: {text}" for text in found.plan.oddities]
    return lines


def _cells(row: Row) -> list[tuple[str, str, str, str, str]]:
    windows = [(window_text(window), owner_text(owners)) for owners, window in row.windows]
    if row.by_hand:
        windows = [(window_text(row.by_hand), "จังหวัดกำหนดใหม่"), *windows]
    first, *others = windows or [("", "")]
    number = f"  {row.step.number}" if row.parent else row.step.number
    return [
        (number, *first, row.state, KIND_WORDS[row.step.kind]),
        *(("", *other, "", "") for other in others),
    ]


def _short(text: str) -> str:
    if width(text) <= _TEXT:
        return text
    taken = ""
    for letter in text:
        if width(taken + letter) > _TEXT - 1:
            break
        taken += letter
    return f"{taken.rstrip()}…"


def as_dict(found: PlanCalendar) -> dict[str, Any]:
    return {
        "plan": found.plan.id,
        "title": found.plan.title,
        "year": found.plan.year,
        "notes": list(found.plan.notes),
        "oddities": list(found.plan.oddities),
        "steps": [
            {
                "step": row.step.id,
                "part_of": row.parent.id if row.parent else None,
                "number": row.step.number,
                "kind": row.step.kind,
                "closes": row.step.closes or None,
                "round": row.step.round or None,
                "text": row.step.text,
                "units": list(row.units),
                "windows": [
                    {"by": list(owners), "text": window_text(window), **window_dict(window)}
                    for owners, window in row.windows
                ],
                "set_by_office": window_dict(row.by_hand) if row.by_hand else None,
                "place": row.time.place or None,
                "days": row.time.days if row.time.place == "ahead" else None,
                "state": row.state or None,
                "note": row.step.note or None,
                "oddity": row.step.oddity or None,
            }
            for row in found.rows
        ],
        "deadlines": [
            {"step": one.step.id, "by": list(one.owners), **window_dict(one.window)}
            for one in found.dues
        ],
    }
