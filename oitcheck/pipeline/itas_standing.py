"""How every assessed agency stands in ITAS against the plan, in words and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from oitcheck.itas import (
    STATE_WORDS,
    Doubt,
    Goal,
    Held,
    Progress,
    Timeliness,
    Timing,
    doubts,
    goals_of,
    progress,
    timing,
)
from oitcheck.model import Agency, ItasState
from oitcheck.pipeline.agencies import assessed, of_district, registry_of
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import BANGKOK, Plan
from oitcheck.plan.wording import end_text
from oitcheck.thai.format import datetime_text, short_date
from oitcheck.thai.places import district_title

_GOAL_WORDS = {"register": "ลงทะเบียน", "answer": "ตอบและอนุมัติ"}
_TIMELINESS = {
    Timeliness.IN_TIME: "ทันกำหนด",
    Timeliness.AHEAD: "ยังไม่ถึงกำหนด",
    Timeliness.LATE: "เกินกำหนด",
    Timeliness.UNDATED: "เสร็จแล้ว ไม่ทราบวันที่",
    Timeliness.CLOSED: "ระบบปิดแล้ว",
    Timeliness.NO_DEADLINE: "ไม่มีกำหนดในแผน",
}


@dataclass(frozen=True, slots=True)
class AgencyInItas:
    agency: Agency
    progress: Progress
    timings: tuple[Timing, ...]
    doubts: tuple[Doubt, ...]

    def as_dict(self) -> dict[str, Any]:
        furthest = self.progress.furthest
        return {
            "id": self.agency.id,
            "code": self.agency.code,
            "name": self.agency.name,
            "district": self.agency.district,
            "furthest": str(furthest.state) if furthest else None,
            "missing": [str(state) for state in self.progress.missing],
            "states": {
                str(one.state): {
                    "at": one.at.isoformat(),
                    "dated": one.dated,
                    "implied_by": str(one.implied_by) if one.implied_by else None,
                    "source": one.source,
                }
                for one in self.progress.held
            },
            "timing": {
                one.goal.name: {
                    "timeliness": str(one.timeliness),
                    "days": one.days,
                    "missing": [str(state) for state in one.missing],
                }
                for one in self.timings
            },
            "doubts": [_doubt(one) for one in self.doubts],
        }

    def lines(self) -> Iterator[str]:
        furthest = self.progress.furthest
        stands = f"{STATE_WORDS[furthest.state]} ({_when(furthest)})" if furthest else "ยังไม่มีบันทึก"
        parts = [stands, *(timing_text(one) for one in self.timings)]
        yield f"  {_called(self.agency)}: {' | '.join(parts)}"
        if self.progress.implied:
            states = ", ".join(STATE_WORDS[one.state] for one in self.progress.implied)
            yield f"    ไม่มีบันทึก ถือว่าผ่านแล้วเพราะถึงสถานะหลังจากนั้น: {states}"
        for one in self.doubts:
            yield f"    ตรวจสอบวันที่: {_doubt(one)}"


@dataclass(frozen=True, slots=True)
class InItas:
    """``suppliers``: how many agencies are left out because they have nothing in ITAS."""

    year: int
    at: datetime
    district: str
    goals: tuple[Goal, ...]
    agencies: tuple[AgencyInItas, ...]
    suppliers: int

    def counts(self) -> dict[ItasState, int]:
        return {
            state: sum(one.progress.of(state) is not None for one in self.agencies)
            for state in ItasState
        }

    def timings(self, goal: Goal) -> Counter[Timeliness]:
        return Counter(
            one.timeliness
            for agency in self.agencies
            for one in agency.timings
            if one.goal.name == goal.name
        )

    def _late_and_done(self, goal: Goal) -> int:
        return sum(
            one.goal.name == goal.name and one.timeliness is Timeliness.LATE and one.done
            for agency in self.agencies
            for one in agency.timings
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "at": self.at.isoformat(),
            "district": self.district,
            "suppliers_left_out": self.suppliers,
            "counts": {str(state): count for state, count in self.counts().items()},
            "goals": [self._goal(goal) for goal in self.goals],
            "agencies": [one.as_dict() for one in self.agencies],
        }

    def _goal(self, goal: Goal) -> dict[str, Any]:
        def end(window: Any) -> dict[str, Any] | None:
            if window is None or window.last is None:
                return None
            return {"last": window.last.isoformat(), "has_hour": window.has_hour}

        counted = self.timings(goal)
        return {
            "goal": goal.name,
            "step": goal.step.id if goal.step else None,
            "due": end(goal.due),
            "of_province": goal.of_province,
            "closes": end(goal.closes),
            "counts": {str(one): counted[one] for one in Timeliness},
        }

    def lines(self) -> list[str]:
        where = f" {district_title(self.district)}" if self.district else ""
        lines = [
            f"สถานะในระบบ ITAS ปีงบประมาณ พ.ศ. {self.year}{where} ณ {datetime_text(self.at)}",
            f"หน่วยรับการประเมิน {len(self.agencies)} หน่วยงาน",
        ]
        if self.suppliers:
            lines[1] += (
                f" (ไม่รวมหน่วยงานเจ้าของข้อมูล {self.suppliers} หน่วยงาน ซึ่งไม่มีสถานะของตนเองในระบบ ITAS)"
            )
        lines.append(
            "  " + " | ".join(f"{STATE_WORDS[state]} {n}" for state, n in self.counts().items())
        )
        for goal in self.goals:
            counted = self.timings(goal)
            said = [f"{_TIMELINESS[one]} {counted[one]}" for one in Timeliness if counted[one]]
            since = self._late_and_done(goal)
            done = f" (ในจำนวนที่เกินกำหนด เสร็จแล้ว {since})" if since else ""
            lines += [goal_text(goal), f"  {', '.join(said)}{done}"]
        for district, group in groupby(self.agencies, key=lambda one: one.agency.district):
            lines += ["", district_title(district)]
            for one in group:
                lines += one.lines()
        return lines


def in_itas(workspace: Workspace, now: datetime, district: str = "") -> InItas:
    """How every assessed agency (of one district, if named) stands at ``now``."""
    rules = rules_of(workspace)
    with workspace.store() as store:
        everyone = registry_of(store)
        events = store.office.itas_events()
    shown = of_district(everyone, district)
    held = progress(events, now)
    stands = tuple(
        agency_in_itas(one, held.get(one.id, Progress()), rules.plan, now)
        for one in assessed(shown)
    )
    suppliers = len(shown) - len(stands)
    return InItas(
        rules.catalogue.year,
        now,
        shown[0].district if district else "",
        goals_of(rules.plan),
        stands,
        suppliers,
    )


def agency_in_itas(agency: Agency, of: Progress, plan: Plan | None, now: datetime) -> AgencyInItas:
    goals = goals_of(plan, agency.kind)
    closes = {
        state: goal.closes.last
        for goal in goals
        for state in goal.states
        if goal.closes is not None and goal.closes.last is not None
    }
    return AgencyInItas(
        agency, of, tuple(timing(of, goal, now) for goal in goals), doubts(of, closes)
    )


def goal_text(goal: Goal) -> str:
    """What the plan asks for and by when, in one line."""
    number = f" (ข้อ {goal.step.number} ของแผน)" if goal.step and goal.step.number else ""
    if goal.due is None or goal.due.last is None:
        return f"{_GOAL_WORDS[goal.name]}: ไม่มีกำหนดในแผน"
    owner = "จังหวัดกำหนด" if goal.of_province else "ตามแผน"
    text = f"{_GOAL_WORDS[goal.name]}{number}: {owner} {end_text(goal.due)}"
    if goal.closes is not None and goal.closes.last is not None:
        text += f", ระบบ ITAS ปิด {end_text(goal.closes)}"
    return text


def timing_text(one: Timing) -> str:
    """How an agency stands with a goal, and what is missing."""
    said = _TIMELINESS[one.timeliness]
    if one.timeliness is Timeliness.AHEAD:
        said += f" (เหลือ {one.days} วัน)" if one.days else " (ครบกำหนดวันนี้)"
    elif one.timeliness is Timeliness.LATE:
        owner = "ของจังหวัด" if one.goal.of_province else "ตามแผน"
        days = f"{one.days} วัน" if one.days else "ในวันครบกำหนด"
        said = f"{'เสร็จแล้ว ' if one.done else ''}{said}{owner} {days}"
    elif one.timeliness is Timeliness.NO_DEADLINE and one.done:
        said = f"เสร็จแล้ว ({said})"
    if one.missing:
        said += f" ขาด {', '.join(STATE_WORDS[state] for state in one.missing)}"
    return f"{_GOAL_WORDS[one.goal.name]}: {said}"


def _called(agency: Agency) -> str:
    return f"{agency.code} {agency.name}".strip()


def _when(held: Held) -> str:
    """The day; the hour where one is known."""
    local = held.at.astimezone(BANGKOK)
    if not held.dated:
        return f"ทราบเมื่อ {short_date(local.date())}"
    return datetime_text(held.at) if local.hour or local.minute else short_date(local.date())


def _doubt(one: Doubt) -> str:
    later = f"{STATE_WORDS[one.later.state]} {short_date(_day(one.later.at))}"
    if one.kind == "closed":
        return f"{later} อยู่หลังเวลาปิดระบบ ITAS"
    return f"{later} มาก่อน {STATE_WORDS[one.earlier.state]} {short_date(_day(one.earlier.at))}"


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
