"""The plan as the events of an iCalendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from oitcheck.pipeline.plan_calendar import PlanCalendar, Row
from oitcheck.plan import BANGKOK, Deadline, Owner, Plan, Step
from oitcheck.plan.deadlines import numbered, whole_month_end
from oitcheck.plan.wording import KIND_WORDS, end_text, owner_text, window_text
from oitcheck.report.ics import Entry, calendar_bytes

_OWN_ORDER: tuple[Owner, ...] = ("province", "commission", "window")


def calendar_file(found: PlanCalendar, alarms: Sequence[timedelta]) -> tuple[bytes, int]:
    """The file's bytes, and how many events it holds; the same ``found`` gives the same bytes."""
    made = entries(found)
    name = f"ITA {found.plan.year} จังหวัด{found.plan.province}"
    return calendar_bytes(name, made, found.at, alarms), len(made)


def entries(found: PlanCalendar) -> list[Entry]:
    """An event for each window and one for each deadline, in the words of the plan.

    A deadline is an event of its own, on its day or at its hour, and has the alarms; the window
    that leads up to it is silent. One that lasts a single day and is due on it, or of which only
    the end is given, is the deadline's event alone.
    """
    rows = {row.step.id: row for row in found.rows}
    made = [_due_entry(found.plan, rows[one.step.id], one) for one in found.dues]
    due_days = {(one.step.id, one.day) for one in found.dues}
    for row in found.rows:
        for owners, window in row.windows:
            if window.first is None:
                continue
            start = window.first.astimezone(BANGKOK).date()
            day = window.last_day
            if day == start and (row.step.id, day) in due_days:
                continue
            due = any(step == row.step.id for step, _ in due_days)
            made.append(
                Entry(
                    uid=_uid(found.plan, row.step, owners[0]),
                    summary=f"{row.step.text} ({owner_text(owners)})",
                    description=_description(found.plan, row),
                    category=KIND_WORDS[row.step.kind],
                    first=start,
                    last=day or start,
                    alarms=not due,
                )
            )
    return made


def _due_entry(plan: Plan, row: Row, one: Deadline) -> Entry:
    own = [owner for owner in _OWN_ORDER if owner in {o for o, _ in one.step.windows()}]
    owner = next(owner for owner in own if owner in one.owners)
    window = one.window
    by = "จังหวัดกำหนดใหม่" if row.by_hand else owner_text(one.owners)
    due = end_text(window) if whole_month_end(window) else "ครบกำหนด"
    return Entry(
        uid=_uid(plan, one.step, f"{owner}.due"),
        summary=f"{due}: {one.step.text} ({by})",
        description=_description(plan, row),
        category=KIND_WORDS[one.step.kind],
        first=one.day,
        last=one.day,
        at=one.last if window.has_hour else None,
    )


def _uid(plan: Plan, step: Step, of: str) -> str:
    return f"{plan.id}.{step.id}.{of}@oitcheck"


def _description(plan: Plan, row: Row) -> str:
    step = row.step
    number = numbered(step, row.parent)
    lines = [f"ขั้นตอนที่ {number}"] if number else []
    lines += [f"จังหวัดกำหนดใหม่: {end_text(row.by_hand)}"] if row.by_hand else []
    for owners, window in row.windows:
        no_hour = "" if window.has_hour or window.last is None else " (ไม่ได้กำหนดเวลา)"
        lines.append(f"{window_text(window)}{no_hour}: {owner_text(owners)}")
    units = step.units or (row.parent.units if row.parent else ())
    lines += [f"หน่วยงาน: {', '.join(units)}"] if units else []
    lines += [
        f"{short} = {name}"
        for short, name in plan.unit_names
        if any(unit.startswith(short) for unit in units)
    ]
    lines += [f"หมายเหตุ: {step.note}"] if step.note else []
    lines += [f"ข้อสังเกต: {step.oddity}"] if step.oddity else []
    lines += [f"ที่มา: {plan.source}"] if plan.source else []
    return "\n".join(lines)
