"""The command `recheck`: one link anew, for "my browser opens it"."""

from __future__ import annotations

from typing import Annotated

import typer

from oitcheck.catalogue import Words
from oitcheck.checks import registry
from oitcheck.cli.app import (
    JsonOption,
    WorkspaceOption,
    app,
    checked_round,
    note,
    now,
    say,
    show_json,
)
from oitcheck.cli.places import open_workspace
from oitcheck.model import Capture, Outcome
from oitcheck.outages import look_of
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.rechecking import Recheck, Rechecked, Ruled, Side, as_dict, find_round
from oitcheck.pipeline.rules import rules_of_round
from oitcheck.report import safe
from oitcheck.report.moments import Moments
from oitcheck.report.speech import Speech
from oitcheck.report.standing import SYMBOLS, state
from oitcheck.report.watch_words import WatchWords
from oitcheck.thai.format import datetime_text, width

_LABEL, _COLUMN = 16, 40
_WORST = (Outcome.FAIL, Outcome.ERROR, Outcome.REVIEW)


@app.command()
def recheck(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="ลิงก์ตามที่หน่วยงานส่ง / the link as handed in")],
    round_name: Annotated[
        str,
        typer.Option(
            "--round",
            help="ครั้งที่ส่งลิงก์ (ไม่ระบุ: ครั้งล่าสุดที่มีลิงก์นี้) / the round, else the newest with this link",
            callback=lambda given: checked_round(given) if given else "",
        ),
    ] = "",
    quick: Annotated[
        bool, typer.Option("--quick", help="ไม่ต้องออกรายงานใหม่ / leave the reports as they are")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """เปิดลิงก์เดียวใหม่เดี๋ยวนี้ แสดงก่อนและหลัง / Open one link anew, before and after.

    ใช้เมื่อหน่วยงานแจ้งว่าแก้ไขแล้ว หรือเปิดได้จากเครื่องของตน ภาพบันทึกครั้งก่อนยังเก็บไว้
    """
    place = open_workspace(context, workspace)
    with place.store() as store:
        url, held_in = find_round(store, url, round_name)
        item = rules_of_round(place, store, held_in).catalogue.item
    job = MainJob(place, held_in, now, "th")
    with job.lock():
        one = Recheck(job, url)
        planned = one.plan()
        note(f"กำลังเปิด {safe.shown(url)}")
        job.crawl(planned, lambda _: None)
        job.read()
        job.draw_shells(note)
        found = one.result(planned)
        if found.silent:
            note("ไม่มีเว็บไซต์ใดตอบเลย เครือข่ายของเครื่องนี้น่าจะขัดข้อง ผลครั้งนี้จึงไม่นับ ตรวจเครือข่ายแล้วสั่งซ้ำ")
        if not as_json:
            for line in _Teller(found, item).lines():
                say(line)
        faults = 0
        if not quick:
            if not as_json:
                note("กำลังปรับผลตรวจและรายงานให้เป็นปัจจุบัน")
            faults = job.judge(None).faults
            job.take_screenshots(note)
            job.report()
    if as_json:
        show_json(as_dict(found) | {"reports": "" if quick else str(job.index)})
    elif quick:
        say(f"รายงานยังเป็นของเดิม ปรับให้เป็นปัจจุบันด้วย: oitcheck run --round {held_in}")
    else:
        say(f"รายงานเป็นปัจจุบันแล้ว: {job.index}")
    if faults:
        note(f"ระบบตรวจไม่สำเร็จ {faults} จุด เพราะขัดข้องในการตรวจ รายละเอียดใน {job.log}")
        raise typer.Exit(3)


class _Teller:
    """A recheck as lines: the verdicts first, then both captures side by side."""

    def __init__(self, found: Rechecked, item: Words) -> None:
        self._found = found
        self._said = WatchWords("th", item)
        metas = {module.META.id: module.META for module in registry.CHECKS}
        self._speech = Speech(metas, self._said.words, Moments(self._said.words))
        self._item = item

    def lines(self) -> list[str]:
        lines = []
        for one in self._found.items:
            before, after = self._stands(one.before), self._stands(one.after)
            arrow = f"{before} → {after}" if before != after else f"{after} (เหมือนเดิม)"
            lines += [f"{self._item.th} {one.indicator} {one.name}: {arrow}"]
            lines += [f"  ก่อน    {text}" for text in self._findings(one.before)]
            lines += [f"  ขณะนี้   {text}" for text in self._findings(one.after)]
        lines += ["", *self._row("", "ครั้งก่อน", "ขณะนี้")]
        earlier, later = self._found.earlier, self._found.later
        for label, of in (
            ("เปิดเมื่อ", _when),
            ("ผลการเปิด", self._opened),
            ("ลิงก์ปลายทาง", _final),
            ("ขนาด", _size),
            ("ชื่อหน้า", _title),
            ("ใบรับรอง", _certificate),
        ):
            lines += self._row(label, of(earlier) if earlier else "ยังไม่เคยเปิด", of(later))
        same = self._found.same_content
        if same is not None:
            lines.append(_padded("เนื้อหา", _LABEL) + ("เหมือนเดิมทุกไบต์" if same else "เปลี่ยนไปจากเดิม"))
        return [*lines, ""]

    def _stands(self, ruled: Ruled | None) -> str:
        if ruled is None:
            return "ยังไม่เคยตรวจ"
        name = state(ruled.verdict)
        return f"{SYMBOLS[name]} {self._said.words(f'state.{name}')}"

    def _findings(self, ruled: Ruled | None) -> list[str]:
        """What the link's own findings say, the worst kind only."""
        if ruled is None:
            return []
        for outcome in _WORST:
            found = [one for one in ruled.link.findings if one.outcome is outcome]
            if found:
                return [self._speech.seen(one) for one in found]
        return ["ลิงก์นี้ไม่มีสิ่งที่ต้องแก้ไข"]

    def _opened(self, side: Side) -> str:
        """``เปิดได้ (HTTP 200)``, or why not."""
        capture = side.capture
        code = f" (HTTP {capture.status})" if capture.status else ""
        look = look_of(capture)
        if look is None:
            return "โปรแกรมตรวจขัดข้อง จึงไม่ทราบ"
        return f"{self._said.trouble(look.code) if look.code else 'เปิดได้'}{code}"

    @staticmethod
    def _row(label: str, before: str, after: str) -> list[str]:
        head = _padded(label, _LABEL)
        if width(before) < _COLUMN:
            return [f"{head}{_padded(before, _COLUMN)}{after}"]
        return [f"{head}{before}", f"{_padded('', _LABEL + _COLUMN)}{after}"]


def _when(side: Side) -> str:
    return datetime_text(side.capture.taken_at)


def _final(side: Side) -> str:
    capture: Capture = side.capture
    if not capture.final_url or capture.final_url == capture.url:
        return "ลิงก์เดิม"
    return safe.shown(capture.final_url)


def _size(side: Side) -> str:
    chars = f" เนื้อหา {side.chars:,} ตัวอักษร" if side.chars is not None else ""
    return f"{side.capture.size:,} ไบต์{chars}" if side.capture.sha256 else "–"


def _title(side: Side) -> str:
    return safe.line(side.title) or "–"


def _certificate(side: Side) -> str:
    tls = side.capture.tls
    if tls is None:
        return "ไม่มี (http)" if side.capture.answered else "–"
    return "ถูกต้อง" if tls.verify_code == 0 else f"มีปัญหา: {safe.line(tls.verify_text)}"


def _padded(text: str, columns: int) -> str:
    return text + " " * max(1, columns - width(text)) if columns else text
