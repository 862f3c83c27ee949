"""Commands around the plan: status, calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from oitcheck.cli.app import (
    JsonOption,
    WorkspaceOption,
    app,
    checked_round,
    now,
    say,
    show_json,
)
from oitcheck.cli.moments import moment_to_look_at
from oitcheck.cli.places import open_workspace
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.finding import nearest
from oitcheck.pipeline.plan_calendar import as_dict, plan_calendar, table
from oitcheck.pipeline.standing import standing
from oitcheck.pipeline.standing_json import as_dict as standing_dict
from oitcheck.pipeline.standing_words import lines
from oitcheck.plan import BANGKOK, KINDS
from oitcheck.plan.wording import KIND_WORDS

_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1)}
_LONGEST = 366

NowOption = Annotated[
    str,
    typer.Option(
        "--now",
        help="ดู ณ เวลานี้ ถ้าระบุเพียงวัน คือสิ้นวันนั้น / as if it were this time",
    ),
]


@app.command()
def status(
    context: typer.Context,
    at: NowOption = "",
    round_name: Annotated[
        str, typer.Option("--round", help="เฉพาะครั้งที่ส่งลิงก์นี้ / only this round")
    ] = "",
    district: Annotated[
        str, typer.Option("--district", help="เฉพาะหน่วยงานในอำเภอนี้ / only this district")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--all", help="แสดงรายการทั้งหมด ไม่ตัด / whole lists")
    ] = False,
    oddities: Annotated[
        bool, typer.Option("--oddities", help="แสดงข้อสังเกตในเอกสารแผน / what is odd in the plan")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """กำหนดการ และหน่วยงานที่ยังไม่ส่ง / Deadlines, and who has not handed in."""
    found = standing(
        open_workspace(context, workspace),
        _moment("--now", at) or now(),
        checked_round(round_name) if round_name else "",
        district.strip(),
    )
    if as_json:
        show_json(standing_dict(found))
        return
    for line in lines(found, whole=whole, oddities=oddities):
        say(line)


@app.command()
def calendar(
    context: typer.Context,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", help="เขียนไฟล์ปฏิทินสำหรับ Outlook/Google / write an iCalendar file"),
    ] = None,
    first: Annotated[str, typer.Option("--from", help="ตั้งแต่วันที่ / from this day")] = "",
    last: Annotated[str, typer.Option("--to", help="ถึงวันที่ / to this day")] = "",
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kinds", help="เฉพาะประเภท เช่น collection,close / only these kinds"),
    ] = None,
    alarm: Annotated[
        str, typer.Option("--alarm", help="เตือนล่วงหน้า (d วัน, h ชั่วโมง) / alarms before")
    ] = "7d,1d,2h",
    whole: Annotated[
        bool, typer.Option("--all", help="ข้อความเต็ม หมายเหตุ ข้อสังเกต / whole texts and notes")
    ] = False,
    at: NowOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """แผนทั้งปีเป็นตาราง หรือไฟล์ปฏิทิน (.ics) / The plan as a table or a calendar file."""
    moment = _moment("--now", at) or now()
    alarms = _alarms(alarm)
    days = [_day(name, text) for name, text in (("--from", first), ("--to", last))]
    if days[0] and days[1] and days[1] < days[0]:
        raise OitcheckError("--to มาก่อน --from", "สลับวันที่")
    found = plan_calendar(
        open_workspace(context, workspace),
        moment,
        first=days[0],
        last=days[1],
        kinds=_kinds(kinds or []),
    )
    facts = as_dict(found)
    if ics is not None:
        # the library costs a fifth of a second, and only this asks for it
        from oitcheck.pipeline.plan_events import calendar_file  # noqa: PLC0415

        content, count = calendar_file(found, alarms)
        _write(ics, content)
        facts |= {"ics": str(ics), "events": count}
    if as_json:
        show_json(facts)
    elif ics is not None:
        say(f"เขียนแล้ว {facts['events']} รายการ: {ics}")
    else:
        for line in table(found, whole=whole):
            say(line)


def _write(path: Path, content: bytes) -> None:
    if not path.parent.is_dir():
        raise OitcheckError(f"--ics {path}: ไม่มีโฟลเดอร์ {path.parent}", "สร้างโฟลเดอร์ก่อน หรือระบุที่อื่น")
    path.write_bytes(content)


def _moment(option: str, text: str) -> datetime | None:
    try:
        return moment_to_look_at(text) if text else None
    except OitcheckError as trouble:
        raise OitcheckError(f"{option} {trouble}") from None


def _day(option: str, text: str) -> date | None:
    moment = _moment(option, text)
    return moment.astimezone(BANGKOK).date() if moment else None


def _kinds(given: list[str]) -> tuple[str, ...]:
    """Kinds as plans name them, or by their Thai words."""
    by_word = {word: kind for kind, word in KIND_WORDS.items()}
    found = []
    for text in ",".join(given).split(","):
        word = text.strip()
        if not word:
            continue
        kind = by_word.get(word, word)
        if kind not in KINDS:
            raise OitcheckError(f"--kinds {word}: ไม่มีประเภทนี้", nearest(word, KINDS))
        found.append(kind)
    return tuple(found)


def _alarms(text: str) -> tuple[timedelta, ...]:
    """``7d,1d,2h`` as lengths of time, the longest first; empty or ``none`` for no alarm."""
    found = set()
    for part in "" if text.strip() == "none" else text.split(","):
        word = part.strip().lower()
        if not word:
            continue
        number, unit = word[:-1], word[-1]
        if unit not in _UNITS or not number.isdecimal() or not 0 < int(number) <= _LONGEST:
            raise OitcheckError(f"--alarm {word}: อ่านไม่ได้", "เช่น --alarm 7d,1d,2h หรือ --alarm none")
        found.add(int(number) * _UNITS[unit])
    return tuple(sorted(found, reverse=True))
