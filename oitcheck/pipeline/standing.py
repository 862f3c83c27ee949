"""Where a workspace stands: deadlines, who has not handed in, how far the rules are confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oitcheck.model import Agency, AnswerStatus
from oitcheck.pipeline.crawling import answers_of
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import BANGKOK, Plan, Step, Window
from oitcheck.report import round_title
from oitcheck.thai import sorting
from oitcheck.thai.format import date as date_text

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that lies ahead: ``days`` whole days left."""

    step: Step
    window: Window
    days: int


@dataclass(frozen=True, slots=True)
class RoundStanding:
    name: str
    handed_in: int
    missing: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """``basis``: what the catalogue itself says about where its items come from."""

    year: int
    at: datetime
    confirmed: int
    items: int
    basis: str
    due: tuple[Due, ...]
    rounds: tuple[RoundStanding, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "confirmed": self.confirmed,
            "items": self.items,
            "basis": self.basis,
            "due": [
                {
                    "step": item.step.id,
                    "text": item.step.text,
                    "last": item.window.last.isoformat() if item.window.last else None,
                    "has_hour": item.window.has_hour,
                    "days": item.days,
                }
                for item in self.due
            ],
            "rounds": [
                {
                    "round": item.name,
                    "handed_in": item.handed_in,
                    "missing": [agency.code or agency.id for agency in item.missing],
                }
                for item in self.rounds
            ],
        }

    def lines(self) -> list[str]:
        lines = [
            f"เกณฑ์การประเมิน OIT ประจำปีงบประมาณ พ.ศ. {self.year}: "
            f"ยืนยันแล้ว {self.confirmed} จาก {self.items} ข้อ",
        ]
        lines += [f"  {self.basis}"] if self.basis else []
        lines += [""]
        lines += ["กำหนดถัดไปตามแผน:"] if self.due else ["ไม่มีกำหนดถัดไปในแผน"]
        lines += [f"  {window_text(i.window)} เหลือ {i.days} วัน: {i.step.text}" for i in self.due]
        for item in self.rounds:
            lines += ["", f"{round_title(item.name, 'th')}: ส่งแล้ว {item.handed_in} หน่วยงาน"]
            lines += [f"  ยังไม่ส่ง: {agency.name}" for agency in item.missing]
        return lines


def standing(workspace: Workspace, at: datetime) -> Standing:
    rules = rules_of(workspace)
    with workspace.store() as store:
        agencies = sorted(
            store.agencies(), key=lambda a: (sorting.key(a.district), sorting.key(a.name))
        )
        rounds = []
        for item in store.rounds():
            given = {
                agency
                for (agency, _), answer in answers_of(store, item.name, at).items()
                if answer.status is AnswerStatus.GIVEN
            }
            missing = tuple(agency for agency in agencies if agency.id not in given)
            rounds.append(RoundStanding(item.name, len(given), missing))
    indicators = rules.catalogue.indicators
    return Standing(
        rules.catalogue.year,
        at,
        sum(item.confirmed for item in indicators),
        len(indicators),
        rules.catalogue.note,
        due_after(rules.plan, at),
        tuple(rounds),
    )


def due_after(plan: Plan | None, at: datetime) -> tuple[Due, ...]:
    """The deadlines of a plan that lie after ``at``, nearest first."""
    found = []
    for step in plan.steps if plan else ():
        if step.kind not in ("register", "collection", "answer", "close", "self-check", "clarify"):
            continue
        window = step.province or step.commission
        if window and window.last and window.last > at:
            days = int((window.last - at).total_seconds() // _DAY)
            found.append(Due(step, window, days))
    return tuple(sorted(found, key=lambda item: (item.window.last, item.step.id)))


def window_text(window: Window) -> str:
    """The end of a window in Thai; an hour only where the plan gives one."""
    if window.last is None:
        return "ไม่กำหนดวันสิ้นสุด"
    if window.has_hour:
        local = window.last.astimezone(BANGKOK)
        return f"{date_text(local.date())} เวลา {local:%H:%M} น."
    # a day's deadline is stored as 24:00, which is the next day's 00:00
    last_day = window.last.astimezone(BANGKOK).date().toordinal() - 1
    return f"{date_text(type(window.last.date()).fromordinal(last_day))} (ไม่ได้กำหนดเวลา)"
