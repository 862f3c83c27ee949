"""The main job and its stages: run, crawl, read, judge, report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from oitcheck.cli.app import (
    JsonOption,
    LangOption,
    RoundOption,
    StrictOption,
    WorkspaceOption,
    app,
    language,
    note,
    now,
    say,
    show_json,
)
from oitcheck.cli.moments import as_of_time
from oitcheck.cli.places import open_workspace
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.crawling import Planned, Wish
from oitcheck.pipeline.main_job import MainJob, Summary

AgencyOption = Annotated[
    list[str] | None, typer.Option("--agency", help="เฉพาะหน่วยงานนี้ (รหัส ซ้ำได้) / only these")
]
AgainOption = Annotated[
    bool, typer.Option("--again", help="ตรวจซ้ำเฉพาะที่ยังสรุปไม่ได้ / what is undecided")
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="เปิดใหม่ทุกลิงก์ / everything anew")]
AsOfOption = Annotated[
    str, typer.Option("--as-of", help='ณ เวลา เช่น "2569-05-05" หรือ "2569-05-05 15:30"')
]


@app.command()
def run(
    context: typer.Context,
    round_name: RoundOption = "1",
    agency: AgencyOption = None,
    again: AgainOption = False,
    fresh: FreshOption = False,
    lang: LangOption = "th",
    strict: StrictOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """งานหลัก: เปิดลิงก์ อ่าน ตรวจ และออกรายงาน / The main job: crawl, read, judge, report."""
    job = MainJob(open_workspace(context, workspace), round_name, now, language(lang))
    outcome = whole_job(job, _wish(again, fresh), agency or [])
    _finish(job, outcome, as_json, strict)


def whole_job(job: MainJob, wish: Wish = "", agencies: Sequence[str] = ()) -> Summary:
    """All stages in order, with progress bars."""
    with job.lock():
        # what is wrong with criteria or plan is said before an hour of crawling, not after it
        job.check_rules()
        _crawl(job, wish, agencies)
        _read(job)
        job.draw_shells(note)
        outcome = job.judge(None)
        job.take_screenshots(note)
        _report(job)
    return outcome


@app.command()
def crawl(
    context: typer.Context,
    round_name: RoundOption = "1",
    agency: AgencyOption = None,
    again: AgainOption = False,
    fresh: FreshOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """เปิดลิงก์และเก็บหลักฐาน / Fetch the links and keep the evidence."""
    job = MainJob(open_workspace(context, workspace), round_name, now, "th")
    with job.lock():
        _crawl(job, _wish(again, fresh), agency or [])


@app.command()
def read(
    context: typer.Context,
    round_name: RoundOption = "1",
    pages: Annotated[
        str,
        typer.Option("--pages", help="all = อ่านทุกหน้าของเอกสารสแกน / recognise every page of scans"),
    ] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """อ่านหน้าเว็บและไฟล์ที่เก็บไว้ / Read the pages and files that were kept."""
    if pages not in ("", "all"):
        raise OitcheckError(f"--pages {pages}: ไม่รู้จัก / unknown", "ใช้ได้เฉพาะ --pages all")
    job = MainJob(open_workspace(context, workspace), round_name, now, "th")
    with job.lock():
        _read(job)
        job.draw_shells(note)
        if pages:
            _read(job, every_page=True)


@app.command()
def judge(
    context: typer.Context,
    round_name: RoundOption = "1",
    as_of: AsOfOption = "",
    strict: StrictOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ตรวจจากหลักฐานที่เก็บไว้ ไม่ใช้อินเทอร์เน็ต / Judge what was kept, with the network off."""
    job = MainJob(open_workspace(context, workspace), round_name, now, "th")
    with job.lock():
        # a newer program reads anew what an older one has read; nothing is fetched for it
        _read(job)
        outcome = job.judge(as_of_time(as_of) if as_of else None)
    _finish(job, outcome, as_json, strict)


@app.command()
def report(
    context: typer.Context,
    round_name: RoundOption = "1",
    lang: LangOption = "th",
    workspace: WorkspaceOption = None,
) -> None:
    """ออกรายงานจากผลตรวจล่าสุด / Write the reports of the last judgement."""
    job = MainJob(open_workspace(context, workspace), round_name, now, language(lang))
    with job.lock():
        _report(job)
    say(f"รายงานจังหวัด: {job.index}")


def _report(job: MainJob) -> None:
    job.report()
    if job.lost_pictures:
        note(
            f"ภาพหน้าจอ {job.lost_pictures} ภาพเสียหายหรือหายไปจากโฟลเดอร์ evidence "
            "รายงานจึงไม่มีภาพเหล่านั้น (หากมีสำเนาจาก oitcheck pack ให้คลี่สำเนานั้น)"
        )


def _wish(again: bool, fresh: bool) -> Wish:
    if again and fresh:
        raise OitcheckError("--again กับ --fresh ใช้พร้อมกันไม่ได้", "เลือกอย่างใดอย่างหนึ่ง")
    return "again" if again else "fresh" if fresh else ""


def _crawl(job: MainJob, wish: Wish, agencies: Sequence[str]) -> None:
    planned = job.plan(wish, agencies)
    if planned is None:
        note("ลิงก์ทุกรายการถูกเปิดแล้ว (เปิดใหม่ทั้งหมด: --fresh  เฉพาะที่ยังสรุปไม่ได้: --again)")
        return
    note(announcement(planned))
    with progress_bar() as bar:
        task = bar.add_task("เปิดลิงก์", total=len(planned.urls))
        job.crawl(
            planned,
            lambda p: bar.update(task, completed=p.done, total=p.total),
        )


def announcement(planned: Planned) -> str:
    """What is about to be opened, and how long that takes at least."""
    guess = planned.estimate
    minutes, seconds = divmod(round(guess.seconds), 60)
    time = f"{minutes} นาที {seconds} วินาที" if minutes else f"{seconds} วินาที"
    begin = "ทำต่อจากครั้งก่อน เหลือ" if planned.resumed else "จะเปิด"
    return f"{begin} {guess.urls} ลิงก์ จาก {guess.hosts} เว็บไซต์ คาดว่าใช้เวลาอย่างน้อย {time}"


def _read(job: MainJob, *, every_page: bool = False) -> None:
    with progress_bar() as bar:
        task = bar.add_task("อ่านเอกสาร", total=None)
        job.read(lambda done, of: bar.update(task, completed=done, total=of), every_page=every_page)


def progress_bar() -> Progress:
    """Silent where stderr is no terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _finish(job: MainJob, outcome: Summary, as_json: bool, strict: bool) -> None:
    if as_json:
        show_json(outcome.as_dict() | {"index": str(job.index), "judgement": str(job.judgement)})
    else:
        for line in outcome.lines():
            say(line)
        if job.reported:
            say(f"รายงานจังหวัด: {job.index}")
            say(f"รายงานรายหน่วยงาน: {job.index.parent / 'agencies'}")
    if outcome.faults:
        note(f"ระบบตรวจไม่สำเร็จ {outcome.faults} จุด เพราะขัดข้องในการตรวจ รายละเอียดใน {job.log}")
        raise typer.Exit(3)
    if strict and outcome.gaps:
        raise typer.Exit(1)
