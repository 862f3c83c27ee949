"""The command `watch`: one pass over a round's links; a timer calls it again."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from oitcheck.cli.app import (
    JsonOption,
    LangOption,
    RoundOption,
    WorkspaceOption,
    app,
    language,
    note,
    now,
    say,
    show_json,
)
from oitcheck.cli.crawling import announcement, progress_bar
from oitcheck.cli.moments import deadline_time, since_time
from oitcheck.cli.places import open_workspace
from oitcheck.pipeline.rules import rules_of_round
from oitcheck.pipeline.watch_window import WatchWindow, watch_window
from oitcheck.pipeline.watching import Passed, WatchPass
from oitcheck.report import safe
from oitcheck.report.watch import as_dict
from oitcheck.report.watch_view import view_of
from oitcheck.report.watch_words import WatchWords
from oitcheck.thai.format import datetime_text

_MOST = 40


@app.command()
def watch(
    context: typer.Context,
    round_name: RoundOption = "1",
    first: Annotated[
        str,
        typer.Option(
            "--from", help="วันเริ่ม เช่น 2569-07-01 (ไม่ระบุ: ตามแผน) / from this day, else the plan's"
        ),
    ] = "",
    last: Annotated[
        str, typer.Option("--until", help="วันสุดท้าย เช่น 2569-07-31 / until the end of this day")
    ] = "",
    lang: LangOption = "th",
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="จบด้วยรหัส 1 เมื่อมีลิงก์ที่เปิดไม่ได้หรือแย่ลง / exit 1 when any is worse"
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """เฝ้าดูลิงก์ระหว่างที่ ป.ป.ช. ตรวจ หนึ่งรอบต่อครั้ง / Watch the links: one pass a call.

    เปิดเฉพาะหน้าที่ส่งลิงก์ ไม่เปิดเอกสารแนบ บันทึกช่วงที่เปิดไม่ได้ และบอกสิ่งที่เปลี่ยนจากรอบก่อน
    ตั้งให้เครื่องสั่งคำสั่งนี้ซ้ำ เช่น ทุกชั่วโมง (ดู docs/watch.md) นอกช่วงที่กำหนดจะไม่ทำอะไร
    """
    tongue = language(lang)
    place = open_workspace(context, workspace)
    with place.lock(), place.store() as store:
        window = watch_window(
            rules_of_round(place, store, round_name).plan,
            since_time(first) if first else None,
            deadline_time(last)[0] if last else None,
        )
        if not window.holds(now()):
            _outside(window, round_name, as_json)
            return
        one = WatchPass(place, store, round_name, window, now, tongue)
        planned = one.plan()
        note(announcement(planned))
        with progress_bar() as bar:
            task = bar.add_task("เปิดลิงก์", total=len(planned.urls))
            one.look(planned, lambda p: bar.update(task, completed=p.done, total=p.total))
        passed = one.tell(planned)
    report = passed.report
    if report.silent:
        note("ไม่มีเว็บไซต์ใดตอบเลย เครือข่ายของเครื่องนี้น่าจะขัดข้อง จึงไม่นับรอบนี้และไม่บันทึกว่าลิงก์ใดเปิดไม่ได้")
    if as_json:
        files = {path.suffix[1:]: str(path) for path in passed.files}
        show_json(as_dict(report) | {"inside": True, "files": files})
    else:
        for line in _lines(passed, WatchWords(tongue, report.item)):
            say(line)
    if strict and report.still_wrong:
        raise typer.Exit(1)


def _outside(window: WatchWindow, round_name: str, as_json: bool) -> None:
    following = window.next_after(now())
    if as_json:
        show_json({"inside": False, "round": round_name, "window": _stretches(window)})
        return
    rest = f"จะเริ่ม {datetime_text(following)}" if following else "สิ้นสุดแล้ว"
    say(f"อยู่นอกช่วงที่เฝ้าดู ({window.words()}) จึงไม่เปิดลิงก์ {rest}")


def _stretches(window: WatchWindow) -> list[dict[str, Any]]:
    return [
        {"from": first.isoformat(), "until": last.isoformat()} for first, last in window.stretches
    ]


def _lines(passed: Passed, said: WatchWords) -> list[str]:
    """What has changed, then how all stands, then where to read on."""
    report = passed.report
    counts = report.counts
    lines = []
    news = view_of(report, said).news
    for one in news[:_MOST]:
        mark = "✕" if one.shade == "fail" else "•"
        whose = (f"{concerned.name} {concerned.codes}" for concerned in one.concerned)
        lines += [f"{mark} {one.what} ({one.at})", *(f"  {line}" for line in whose)]
        lines.append(
            f"  {safe.shown(one.urls[0])}"
            if len(one.urls) == 1
            else f"  {len(one.urls)} ลิงก์ ในเว็บไซต์ {one.host}"
        )
    if len(news) > _MOST:
        lines.append(f"และอีก {len(news) - _MOST} รายการ ในรายงาน")
    if not report.changes:
        lines.append("ไม่มีสิ่งใดเปลี่ยนจากรอบก่อน" if not passed.first else "รอบแรก: ยังไม่มีสิ่งใดเปลี่ยน")
    lines.append(
        f"เฝ้าดู {counts['links']} ลิงก์: เปิดไม่ได้ {counts['down']} เปิดได้แต่แย่ลง {counts['worse']} "
        f"ต้องเปิดดูด้วยตนเอง {counts['unsure'] + counts['look']} ปกติ {counts['fine']}"
    )
    lines.append(f"รายงาน: {next(path for path in passed.files if path.suffix == '.html')}")
    return lines
