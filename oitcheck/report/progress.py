"""The progress report of a plan, after Chonburi's form: title, headings, states to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from oitcheck.model import StepNote
from oitcheck.plan import (
    BANGKOK,
    STATE_WORDS,
    Plan,
    Record,
    Step,
    Window,
    closing_words,
    window_words,
)
from oitcheck.report import safe
from oitcheck.report.moments import Moments, local_day
from oitcheck.report.progress_data import Kept, Told, told
from oitcheck.thai.digits import thai_prose
from oitcheck.thai.fiscal import months as fiscal_months
from oitcheck.thai.format import date as day_words

HEADINGS = (
    "ลำดับที่",
    "ช่วงระยะเวลา (สำนักงาน ป.ป.ช.)",
    "ช่วงระยะเวลา (จังหวัด)",
    "ขั้นตอน",
    "ผลการดำเนินการ",
    "หมายเหตุ",
)
NOTICE = "ผลการตรวจเบื้องต้นของจังหวัด มิใช่ผลการประเมินของสำนักงาน ป.ป.ช."
ONE_COLUMN = "แผนของจังหวัดกำหนดช่วงระยะเวลาไว้ช่องเดียว จึงแสดงในช่องของจังหวัด"
SIGNATURE = (
    "ลงชื่อ........................................",
    "ตำแหน่ง........................................",
)

Months = Literal[6, 12]
Basis = Literal["kept", "plan", "data", "dates"]
"""What a state rests on: a note kept by hand, the plan's own report, the data, the calendar."""

_NUMBERED = re.compile(r"\s*(?:[0-9๐-๙]+[.)]|[-•])")
_MEETING = re.compile(r"การ|ประชุม|โครงการ|กิจกรรม|งาน|พิธี")
_ENDS_THAI = re.compile(r"[\u0e01-\u0e4e]$")
_ORDER = re.compile(r"คำสั่ง|ประกาศ|หนังสือ|บันทึก|มติ|ระเบียบ|ข้อบังคับ")


@dataclass(frozen=True, slots=True)
class Row:
    """A step as the form shows it: texts with Thai digits, free of control characters.

    ``step``: the step's own line, then its parts'. ``state`` is done, doing or not-due.
    ``lacking``: its time is over, and nobody has said what came of it.
    """

    id: str
    number: str
    commission: str
    province: str
    step: tuple[str, ...]
    result: tuple[str, ...]
    state: str
    basis: Basis
    lacking: bool

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "number": self.number,
            "commission": self.commission,
            "province": self.province,
            "step": list(self.step),
            "result": list(self.result),
            "state": self.state,
            "state_words": self.state_words,
            "basis": self.basis,
            "lacking": self.lacking,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole report. ``below``: lines under the table, such as the day that it tells of."""

    title: str
    months: Months
    as_of: datetime
    rows: tuple[Row, ...]
    below: tuple[str, ...]

    @property
    def lacking(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.lacking)

    def as_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "months": self.months,
            "as_of": Moments.utc(self.as_of),
            "headings": list(HEADINGS),
            "rows": [row.as_dict() for row in self.rows],
            "below": list(self.below),
        }


def period_end(year: int, months: Months) -> datetime:
    """When the first half (6) or the whole (12) of fiscal year ``year`` (B.E.) is over: 24:00 of
    31 March or of 30 September in Bangkok."""
    last = fiscal_months(year, 1, months)[1] + timedelta(days=1)
    return datetime(last.year, last.month, last.day, tzinfo=BANGKOK)


def build(plan: Plan, province: str, months: Months, kept: Kept) -> Progress:
    """The report of ``plan`` for half a fiscal year or all of it, as of ``kept.as_of``."""
    rows: list[Row] = []
    verdicts = False
    for step in plan.steps:
        row, counted = _row(step, plan, kept)
        rows.append(row)
        verdicts = verdicts or counted
    below = [f"ข้อมูล ณ {_instant(kept.as_of)}"]
    below += [NOTICE] if verdicts else []
    below += [ONE_COLUMN] if plan.columns == ("window",) else []
    return Progress(
        title=title(plan.year, months, province),
        months=months,
        as_of=kept.as_of,
        rows=tuple(rows),
        below=tuple(_shown(line) for line in below),
    )


def title(year: int, months: Months, province: str) -> str:
    """The form's title with year (B.E.), 6 or 12 months and province put in."""
    name = safe.line(province)
    if not name.startswith(("จังหวัด", "กรุงเทพ")):
        name = f"จังหวัด{name}"
    return thai_prose(
        "รายงานข้อมูลการดำเนินการตามแผนการขับเคลื่อนเพื่อพัฒนาและยกระดับการประเมิน ITA "
        f"ประจำปีงบประมาณ พ.ศ. {year} (รอบ {months} เดือน) ของ{name}"
    )


def _row(step: Step, plan: Plan, kept: Kept) -> tuple[Row, bool]:
    first, last = _stretch(step)
    before = first is not None and kept.as_of <= first
    over = last is not None and kept.as_of >= last
    data = Told() if before else told(step, plan, kept, first)
    by_hand = _by_hand(step, kept.notes)
    state, basis = _state(step, kept, data, before=before, over=over, first=first, last=last)
    row = Row(
        id=step.id,
        number=_shown(step.number) or "-",
        commission=_shown(window_words(step.commission)),
        province=_shown(window_words(step.province or step.window)),
        step=tuple(_shown(line) for line in (step.text, *map(_part, step.within))),
        result=tuple(_shown(line) for line in _numbered([*by_hand, *data.sentences])),
        state=state,
        basis=basis,
        lacking=over and basis == "dates" and not data.sentences,
    )
    return row, data.counts_verdicts


def _state(
    step: Step,
    kept: Kept,
    data: Told,
    *,
    before: bool,
    over: bool,
    first: datetime | None,
    last: datetime | None,
) -> tuple[str, Basis]:
    note = kept.notes.get(step.id)
    if note and note.state:
        return note.state, "kept"
    if step.state:
        return step.state, "plan"
    parts = [kept.notes.get(part.id) for part in step.within]
    if parts and all(part and part.state == "done" for part in parts):
        return "done", "kept"
    if before:
        return "not-due", "dates"
    # what is still being prepared or collected can change until its time is over
    if data.done and (over or step.kind in ("register", "answer", "close")):
        return "done", "data"
    if first is None and last is not None and not over and not data.sentences:
        return "not-due", "dates"
    return "doing", "data" if data.sentences else "dates"


def _stretch(step: Step) -> tuple[datetime | None, datetime | None]:
    """When a step begins and when it is over, by the province's window before the commission's.

    Without a window of its own it is that of its parts.
    """
    own = step.province or step.window or step.commission
    if own is not None:
        return own.first, own.last
    windows = [part.province or part.window or part.commission for part in step.within]
    firsts = [window.first for window in windows if window and window.first]
    lasts = [window.last for window in windows if window and window.last]
    return min(firsts, default=None), max(lasts, default=None)


def _part(part: Step) -> str:
    """A part as a line of the step's cell, with its own window where it has one."""
    text = thai_prose(part.text)
    repeated = part.number and thai_prose(part.number) in text
    lead = f"{part.number} " if part.number and not repeated else "- "
    return f"{lead}{text}{_when(part)}"


def _when(part: Step) -> str:
    windows = [window for _, window in part.windows()]
    if len({(window.first, window.last, window.has_hour) for window in windows}) == 2:
        return f" สำนักงาน ป.ป.ช.: {_own(part, part.commission)} จังหวัด: {_own(part, part.province)}"
    if not windows:
        return ""
    said = _own(part, windows[0])
    # "ปิดระบบในวันที่ ..." is one clause: no space
    return said if said.startswith("ในวันที่") and _ENDS_THAI.search(part.text) else f" {said}"


def _own(part: Step, window: Window | None) -> str:
    if part.kind == "close" and window is not None and window.last is not None:
        return closing_words(window)
    return window_words(window)


def _by_hand(step: Step, notes: Mapping[str, StepNote]) -> list[str]:
    """What was kept for a step: the office's note, else what the plan itself reports."""
    lines = _kept(step, notes.get(step.id))
    for part in step.within:
        name = part.number if part.number and not part.number.startswith("-") else part.text
        own = _kept(part, notes.get(part.id))
        note = notes.get(part.id)
        if own or (note and note.state):
            said = " ".join(own) or STATE_WORDS[note.state if note else "doing"]
            lines.append(f"{name} {said}")
    return lines


def _kept(step: Step, note: StepNote | None) -> list[str]:
    if note and (note.result or note.document or note.number or note.date):
        written = [line.strip() for line in safe.text(note.result).split("\n") if line.strip()]
        *lines, last = written or [""]
        return [*lines, _with_document(last, note.document, note.number, note.date)]
    return [_of_record(record) for record in step.records]


def _of_record(record: Record) -> str:
    return _with_document(record.text, record.document, record.number, record.date)


def _with_document(text: str, document: str, number: str, day: date | None) -> str:
    named = reference(document, number, day)
    if not text or not named:
        return text or named
    if _ORDER.match(document):
        return f"{text} ตาม{named}"
    if not number and _MEETING.match(document) and document.removeprefix("การ") in text:
        return f"{text} {reference('', '', day)}".strip()
    return f"{text} ({named})" if document or number else f"{text} {named}"


def reference(document: str, number: str, day: date | None) -> str:
    """``คำสั่งจังหวัดชลบุรีที่ 223/2566 ลงวันที่ 16 มกราคม 2566``; what isn't known is left out."""
    numbered = number if number.startswith(("ที่", "เลขที่")) or not number else f"ที่ {number}"
    # a Thai name and its ที่ are written together, anything else apart
    gap = "" if _ENDS_THAI.search(document) and numbered.startswith("ที่ ") else " "
    said = f"{document}{gap}{numbered}".strip()
    if day is None:
        return said
    when = f"วันที่ {day_words(day)}"
    of_paper = number or (document and not _MEETING.match(document))
    return f"{said} {'ลง' if of_paper else 'เมื่อ'}{when}".strip()


def _numbered(lines: Sequence[str]) -> list[str]:
    """Several lines get numbers, unless somebody has given them some already."""
    if len(lines) < 2 or any(_NUMBERED.match(line) for line in lines):
        return list(lines)
    return [f"{place}. {line}" for place, line in enumerate(lines, start=1)]


def _instant(moment: datetime) -> str:
    local = moment.astimezone(BANGKOK)
    if (local.hour, local.minute) == (0, 0):
        return f"วันที่ {day_words(local_day(moment))}"
    return f"วันที่ {day_words(local.date())} เวลา {local:%H.%M} น."


def _shown(text: str) -> str:
    return thai_prose(safe.line(text))
