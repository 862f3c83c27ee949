"""A plan from the text of its TOML file."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from oitcheck.kinds import KINDS as AGENCY_KINDS
from oitcheck.plan.values import BANGKOK, CLOSES, COLUMNS, KINDS, STATES, Plan, Record, Step, Window
from oitcheck.thai.words import MONTHS
from oitcheck.toml_reader import Reader, Table

PLAN_KEYS = (
    "id", "province", "year", "title", "source", "columns", "notes", "oddities", "units",
)  # fmt: skip
STEP_KEYS = (
    "id", "number", "kind", "text", "commission", "province", "window", "units", "round", "closes",
    "kinds", "note", "oddity", "state", "part", "record",
)  # fmt: skip
RECORD_KEYS = ("text", "document", "number", "date")
_MOMENT = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?")
_ERA = 543
_DEEPEST = 2
"""Parts of parts: ๑) under ส่วนที่ ๑ under a step."""


def parse_plan(text: str, where: str) -> Plan:
    """A plan from ``text``; ``where`` names the file in complaints.

    Dates are CE: ``2026-05-05`` (a day), ``2026-06-30T17:00`` (a minute), ``2026-03`` (a month).
    Raises `oitcheck.toml_reader.BadData` with everything that is wrong, each by line and key:
    days that don't exist, windows that end before they begin, a collection after the cut-off.
    """
    reader = Reader(text, where)
    root = reader.root()
    root.known(("plan", "step"))
    head = root.table("plan", required=True)
    head.known(PLAN_KEYS)
    year = head.number("year")
    if year and not 2500 <= year <= 2700:
        head.complain("year", f"{year} ไม่ใช่ปีพุทธศักราช", "ระบุปี พ.ศ. เช่น year = 2569")
    units = head.table("units")
    tables = list(root.tables("step"))
    steps = tuple(_step(raw) for raw in tables)
    found = Plan(
        id=head.text("id"),
        province=head.text("province"),
        year=year,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        steps=steps,
        source=head.text("source", ""),
        title=head.text("title", ""),
        columns=head.some_of("columns", COLUMNS) or ("commission", "province"),
        notes=head.texts("notes"),
        oddities=head.texts("oddities"),
        unit_names=tuple((short, units.text(short)) for short in units.values),
    )
    _look_over(found, tables)
    reader.done()
    return found


def _look_over(plan: Plan, tables: list[Table]) -> None:
    """What no single step shows: ids that stand twice, collections after the cut-off."""
    seen: set[str] = set()
    cut_off = plan.cut_off()
    for step, raw in zip(plan.steps, tables, strict=True):
        for one, table in _with_tables(step, raw):
            if one.id and one.id in seen:
                table.complain("id", f"{one.id} มีซ้ำสองแห่ง", "ตั้งรหัสขั้นตอนใหม่ให้ไม่ซ้ำ")
            seen.add(one.id)
            for owner, window in one.windows() if one.kind == "collection" else ():
                if cut_off and cut_off.last and window.last and window.last > cut_off.last:
                    table.named(f"step {one.id}: ").complain(
                        owner,
                        "วันครบกำหนดส่งอยู่หลังกำหนดปิดระบบ ITAS",
                        f"แก้ให้ไม่เกิน {cut_off.last.astimezone(BANGKOK):%Y-%m-%dT%H:%M}",
                    )


def _with_tables(step: Step, raw: Table) -> Iterator[tuple[Step, Table]]:
    yield step, raw
    # parts that stand too deep were not taken over
    for part, table in zip(step.parts, raw.tables("part"), strict=False):
        yield from _with_tables(part, table)


def _step(raw: Table, depth: int = 0) -> Step:
    slug = raw.text("id")
    at = raw.named(f"step {slug}: ") if slug else raw
    at.known(STEP_KEYS)
    if depth == _DEEPEST and "part" in at:
        at.complain("part", "ขั้นตอนย่อยซ้อนกันเกินสองชั้น", "ยกขั้นตอนย่อยนี้ขึ้นหนึ่งชั้น")
    kind = at.one_of("kind", KINDS)
    closes = at.one_of("closes", CLOSES, "") if "closes" in at else ""
    if kind == "close" and not closes and "closes" not in at:
        at.complain("closes", "ไม่ได้ระบุ", f"ระบุสิ่งที่ปิด: {', '.join(CLOSES)}")
    if closes and kind != "close":
        at.complain("closes", 'ใช้กับ kind = "close" เท่านั้น', "ลบ หรือแก้ kind")
    round_name = at.text("round", "")
    if round_name and kind != "collection":
        at.complain("round", 'ใช้กับ kind = "collection" เท่านั้น', "ลบ หรือแก้ kind")
    return Step(
        id=slug,
        number=at.text("number", ""),
        kind=kind,
        text=at.text("text"),
        commission=_window(at, "commission"),
        province=_window(at, "province"),
        window=_window(at, "window"),
        units=at.texts("units"),
        round=round_name,
        closes=closes,
        kinds=at.some_of("kinds", AGENCY_KINDS),
        note=at.text("note", ""),
        oddity=at.text("oddity", ""),
        state=at.one_of("state", STATES, "") if "state" in at else "",
        parts=()
        if depth == _DEEPEST
        else tuple(_step(part, depth + 1) for part in at.tables("part")),
        records=tuple(_record(part) for part in at.tables("record")),
    )


def _record(raw: Table) -> Record:
    raw.known(RECORD_KEYS)
    day: date | None = None
    if "date" in raw:
        moment = _moment(raw, "date")
        day = moment.start.date() if moment and moment.precision == "day" else None
        if moment and day is None:
            raw.complain("date", "ต้องเป็นวัน", "เช่น 2026-05-05")
    return Record(raw.text("text"), raw.text("document", ""), raw.text("number", ""), day)


def _window(at: Table, key: str) -> Window | None:
    if key not in at:
        return None
    raw = at.table(key)
    raw.known(("from", "to"))
    if not raw.values:
        at.complain(key, "ไม่มีทั้ง from และ to", f'เช่น {key} = {{ to = "2026-05-05" }}')
        return None
    first = _moment(raw, "from")
    last = _moment(raw, "to")
    known = [moment for moment in (first, last) if moment is not None]
    if not known:
        return None
    if first and last and last.end <= first.start:
        at.complain(key, "สิ้นสุดก่อนเริ่ม", "สลับ from กับ to หรือแก้วันที่")
    return Window(
        first=first.start if first else None,
        last=last.end if last else None,
        precision=min((m.precision for m in known), key=("minute", "day", "month").index),
        has_hour=bool(last and last.precision == "minute"),
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    start: datetime
    end: datetime
    precision: Literal["minute", "day", "month"]


def _moment(at: Table, key: str) -> _Moment | None:
    if key not in at:
        return None
    given = at.values[key]
    match = _MOMENT.fullmatch(str(given))
    if not match:
        at.complain(key, f"{given!r} ไม่ใช่วันที่", "เช่น 2026-06-30 หรือ 2026-06-30T17:00 หรือ 2026-06")
        return None
    number, month = int(match[1]), int(match[2])
    day = int(match[3]) if match[3] else 1
    trouble = _no_day(number, month, day, int(match[4] or 0), int(match[5] or 0))
    if not trouble and not 1950 <= number <= 2150:
        ce = number - _ERA
        trouble = (
            f"{given} ไม่ใช่ปีคริสต์ศักราช",
            f"ใช้ปี ค.ศ. เช่น {ce}-{match[2]}" if 1950 <= ce <= 2150 else "แก้ปี",
        )
    if trouble:
        at.complain(key, *trouble)
        return None
    start = datetime(number, month, day, tzinfo=BANGKOK)
    if match[3] is None:
        return _Moment(start, _next_month(start), "month")
    if match[4] is None:
        return _Moment(start, start + timedelta(days=1), "day")
    minute = start.replace(hour=int(match[4]), minute=int(match[5]))
    return _Moment(minute, minute, "minute")


def _no_day(year: int, month: int, day: int, hour: int, minute: int) -> tuple[str, str] | None:
    """What is wrong with a day and time that the calendar doesn't have, and the mend."""
    if not 1 <= month <= 12:
        return f"ไม่มีเดือนที่ {month}", "เดือนคือ 01 ถึง 12"
    if year < 1:
        return "ไม่มีปี 0", "ใช้ปี ค.ศ."
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"ไม่มีวันที่ {day} {MONTHS[month - 1]}", f"{MONTHS[month - 1]} มี {days} วัน"
    if hour > 23 or minute > 59:
        return f"ไม่มีเวลา {hour:02}:{minute:02}", "เวลาคือ 00:00 ถึง 23:59"
    return None


def _next_month(first: datetime) -> datetime:
    years, month = divmod(first.month, 12)
    return first.replace(year=first.year + years, month=month + 1)
