"""Where a workspace stands, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from oitcheck.model import Agency, Role, RoundState
from oitcheck.pipeline.rules import NO_PLAN
from oitcheck.pipeline.standing import ITAS, Due, Group, RoundStanding, Running, Standing
from oitcheck.plan import BANGKOK, Step
from oitcheck.plan.deadlines import numbered
from oitcheck.plan.wording import (
    end_text,
    late_text,
    left_text,
    owner_text,
    weekday_date,
    window_text,
)
from oitcheck.report import round_title
from oitcheck.thai.places import district_title

_SHOWN_DUE = 8
_SHOWN_RUNNING = 8
_SHOWN_LATE = 10
_SHOWN_NAMES = 5
_STATES = {RoundState.OPEN: "", RoundState.CLOSED: "ปิดรับแล้ว", RoundState.FROZEN: "ปิดและบันทึกแล้ว"}


class _Screen:
    """Collects lines; remembers whether any list was cut."""

    def __init__(self, *, whole: bool) -> None:
        self.lines: list[str] = []
        self.whole = whole
        self.cut = False

    def some(self, lines: Sequence[str], shown: int, more: str) -> None:
        """``lines``, those beyond ``shown`` as a count."""
        if self.whole or len(lines) <= shown:
            self.lines += lines
            return
        self.cut = True
        self.lines += [*lines[:shown], more.format(count=len(lines) - shown)]

    def names(self, title: str, names: Sequence[str], shown: int, indent: str) -> None:
        """A title with names behind it; with everything wanted, each name on a line of its own."""
        if self.whole:
            self.lines.append(f"{indent}{title}:")
            self.lines += [f"{indent}  {name}" for name in names]
            return
        rest = len(names) - shown
        self.cut = self.cut or rest > 0
        more = f" และอีก {rest}" if rest > 0 else ""
        self.lines.append(f"{indent}{title}: {', '.join(names[:shown])}{more}")


def lines(found: Standing, *, whole: bool = False, oddities: bool = False) -> list[str]:
    """The lines of `oitcheck status`. ``whole``: long lists are not cut."""
    screen = _Screen(whole=whole)
    screen.lines += list(_confirmed(found))
    local = found.at.astimezone(BANGKOK)
    closed = found.off.free(found.today)
    screen.lines += [
        "",
        f"{weekday_date(found.today)} เวลา {local:%H:%M} น."
        + (f" (วันหยุดราชการ: {closed})" if closed else ""),
    ]
    _due(screen, found)
    _running(screen, found)
    if not found.agencies:
        screen.lines += ["", "ทะเบียนหน่วยงานยังว่าง นำเข้าด้วย: oitcheck agencies FILE"]
    else:
        if found.district:
            screen.lines += ["", f"เฉพาะ{district_title(found.district)} {found.agencies} หน่วยงาน"]
        if not found.rounds:
            screen.lines += ["", "ยังไม่มีการส่งลิงก์ และแผนไม่ได้กำหนดไว้"]
        for one in found.rounds:
            _round(screen, found, one)
        if not found.rounds:
            screen.lines += [
                f"  {_group_title(group)}: {len(group.agencies)} หน่วยงาน" for group in found.groups
            ]
    if oddities:
        screen.lines += list(_oddities(found))
    if screen.cut:
        screen.lines += ["", "แสดงเพียงบางส่วน ดูทั้งหมดด้วย: oitcheck status --all"]
    return screen.lines


def _confirmed(found: Standing) -> Iterator[str]:
    for place, one in enumerate(found.confirmed):
        track = f" (ชุด {one.track})" if place else ""
        yield (f"ยืนยันเกณฑ์จากคู่มือ ป.ป.ช.{track}: ยืนยันแล้ว {one.confirmed} จาก {one.items} ข้อ")
        if one.basis:
            yield f"  {one.basis}"
        if one.next_item:
            yield (
                f"  ยืนยันด้วย: oitcheck catalogue confirm {one.next_item}"
                ' --source "คู่มือ หน้า ..." --by ตำแหน่ง'
            )


def _due(screen: _Screen, found: Standing) -> None:
    if found.plan is None:
        screen.lines += [f'{NO_PLAN} ระบุใน oitcheck.toml เช่น plan = "plan-surin-2569"']
    screen.lines += [f"  {_due_line(found, one)}" for one in found.past]
    if not found.due:
        screen.lines += ["ไม่มีกำหนดถัดไปในแผน"] if found.plan else []
        return
    screen.lines.append("กำหนดถัดไปตามแผน:" if found.plan else "กำหนดถัดไป:")
    due = [f"  {_due_line(found, one)}" for one in found.due]
    screen.some(due, _SHOWN_DUE, "  และอีก {count} กำหนด")


def _due_line(found: Standing, one: Due) -> str:
    deadline = one.deadline
    window = deadline.window
    left = left_text(deadline.last, deadline.day, window.has_hour, found.at)
    worked = f" ({one.working_days} วันทำการ)" if one.days > 0 else ""
    by = owner_text(deadline.owners)
    if deadline.moved:
        before = f" เดิมตามแผน {end_text(deadline.planned)}" if deadline.planned else ""
        by = f"จังหวัดกำหนดใหม่{before}"
    about = [f"ขั้นตอนที่ {deadline.number}"] if deadline.number else []
    about += [by]
    about += [f"ตรงกับวันหยุด: {one.closed}"] if one.closed else []
    about += ["เสร็จเรียบร้อยแล้ว"] if one.done else []
    return f"{end_text(window)} {left}{worked}: {deadline.step.text} [{', '.join(about)}]"


def _running(screen: _Screen, found: Standing) -> None:
    if not found.running:
        return
    screen.lines += ["", "กำลังดำเนินการ:"]
    screen.some(
        [f"  {_running_line(one)}" for one in found.running],
        _SHOWN_RUNNING,
        "  และอีก {count} ขั้นตอน",
    )


def _running_line(one: Running) -> str:
    windows = dict.fromkeys(window_text(window) for _, window in one.windows)
    said = [
        f"{text} ({owner_text([o for o, window in one.windows if window_text(window) == text])})"
        for text in windows
    ]
    number = numbered(one.step, one.parent)
    done = " เสร็จเรียบร้อยแล้ว" if one.done else ""
    return f"{f'ขั้นตอนที่ {number} ' if number else ''}{one.step.text}: {', '.join(said)}{done}"


def _round(screen: _Screen, found: Standing, one: RoundStanding) -> None:
    counts = [
        f"{sum(entry.came is not None for entry in entries)} จาก {len(entries)} {word}"
        for role, word in ((Role.ASSESSED, "หน่วยรับการประเมิน"), (Role.SUPPLIER, "หน่วยงานเจ้าของข้อมูล"))
        if (entries := one.of_role(role))
    ]
    verb = "มีรายการแล้ว" if one.name == ITAS else "ส่งแล้ว"
    state = _STATES[one.state]
    screen.lines += [
        "",
        f"{round_title(one.name, 'th')}: {verb} {', '.join(counts) or 0}"
        + (f" ({state})" if state else ""),
    ]
    if one.due and one.due.last and one.due.last_day:
        left = left_text(one.due.last, one.due.last_day, one.due.has_hour, found.at)
        by_hand = " จังหวัดกำหนดใหม่" if one.by_hand else ""
        screen.lines.append(f"  วันครบกำหนดส่ง {end_text(one.due)}{by_hand} {left}")
    late = [
        f"{entry.agency.name} (ช้า {late_text(entry.came.late)})"
        for entry in one.late
        if entry.came and entry.came.late
    ]
    if late:
        screen.names(f"ส่งหลังกำหนด {len(late)} หน่วยงาน", late, _SHOWN_LATE, "  ")
    if not one.begun:
        screen.lines.append("  ยังไม่มีหน่วยงานส่ง")
        return
    _missing(screen, one)
    given = {entry.agency.id for entry in one.entries if entry.came}
    counted = {entry.agency.id for entry in one.entries}
    for group in found.groups:
        of_group = group.agencies & counted
        if of_group:
            sent = len(of_group & given)
            screen.lines.append(
                f"  {_group_title(group)}: {verb} {sent} จาก {len(of_group)}"
                + (f" ยังไม่ส่ง {len(of_group) - sent}" if sent < len(of_group) else "")
            )


def _missing(screen: _Screen, one: RoundStanding) -> None:
    if not one.missing:
        return
    word = "ยังไม่มีรายการ" if one.name == ITAS else "ยังไม่ส่ง"
    if len(one.missing) == len(one.entries) and not screen.whole:
        # names would say no more than the registry does
        counts = [
            f"{district_title(name)} {len(group)}" for name, group in in_districts(one.missing)
        ]
        screen.lines.append(f"  {word}ทั้ง {len(one.missing)} หน่วยงาน: {', '.join(counts)}")
        return
    screen.lines.append(f"  {word} {len(one.missing)} หน่วยงาน แยกตามอำเภอ:")
    for district, agencies in in_districts(one.missing):
        names = [agency.name for agency in agencies]
        screen.names(f"{district_title(district)} {len(names)}", names, _SHOWN_NAMES, "    ")


def in_districts(agencies: Iterable[Agency]) -> list[tuple[str, list[Agency]]]:
    """``agencies``, sorted by district, in groups; those without a district last."""
    ordered = sorted(agencies, key=lambda agency: not agency.district)
    return [
        (district, list(group)) for district, group in groupby(ordered, lambda one: one.district)
    ]


def _group_title(group: Group) -> str:
    if group.step is None:
        return f"กลุ่ม {group.title}"
    return f"กลุ่ม {group.title} (ติดตามผล ตาม{_track(group.step)})"


def _track(step: Step) -> str:
    number = f"ขั้นตอนที่ {step.number} " if step.number else ""
    said = dict.fromkeys(window_text(window) for _, window in step.windows())
    return f"{number}{', '.join(said)}"


def _oddities(found: Standing) -> Iterator[str]:
    if found.plan is None:
        return
    yield ""
    yield "ข้อสังเกตในเอกสารแผน:"
    for text in found.plan.oddities:
        yield f"  {text}"
    for step in found.plan.all_steps():
        if step.oddity:
            yield f"  {f'ขั้นตอนที่ {step.number}: ' if step.number else ''}{step.oddity}"
