"""When a round's links are watched: as told, or while the commission checks by the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oitcheck.errors import OitcheckError
from oitcheck.plan import BANGKOK, Plan
from oitcheck.thai.format import short_date

_HINT = 'ระบุเอง เช่น --from "1 ก.ค. 2569" --until "31 ก.ค. 2569"'


@dataclass(frozen=True, slots=True)
class WatchWindow:
    """Stretches of time (aware; the end excluded), the earliest first."""

    stretches: tuple[tuple[datetime, datetime], ...]

    def holds(self, moment: datetime) -> bool:
        return any(first <= moment < last for first, last in self.stretches)

    @property
    def first(self) -> datetime:
        return self.stretches[0][0]

    @property
    def last(self) -> datetime:
        return self.stretches[-1][1]

    def next_after(self, moment: datetime) -> datetime | None:
        """When the next stretch begins; None where all are over."""
        return next((first for first, _ in self.stretches if first > moment), None)

    def words(self) -> str:
        return ", ".join(
            f"{_in_words(first)} ถึง {_in_words(last)}" for first, last in self.stretches
        )


def watch_window(plan: Plan | None, first: datetime | None, last: datetime | None) -> WatchWindow:
    """The window between ``first`` and ``last`` (aware, UTC); what isn't given is the plan's: the
    steps in which the commission checks. Raises `OitcheckError` where neither says it."""
    planned = _planned(plan)
    if first is None and last is None and planned:
        return WatchWindow(planned)
    begin = first or (planned[0][0] if planned else None)
    end = last or (planned[-1][1] if planned else None)
    if begin is None or end is None:
        lacking = "--from" if begin is None else "--until"
        raise OitcheckError(
            f"ไม่ทราบช่วงที่ต้องเฝ้าดู: ไม่ได้ระบุ {lacking} และแผนไม่มีช่วงที่สำนักงาน ป.ป.ช. ตรวจ", _HINT
        )
    if begin >= end:
        raise OitcheckError(f"ช่วงที่เฝ้าดูสิ้นสุดก่อนเริ่ม: {_in_words(begin)} ถึง {_in_words(end)}", _HINT)
    return WatchWindow(((begin, end),))


def _planned(plan: Plan | None) -> tuple[tuple[datetime, datetime], ...]:
    """The windows of the steps of kind ``check``, the commission's own where there is one."""
    found = set()
    for step in plan.all_steps() if plan else ():
        window = step.commission or step.window or step.province
        if step.kind == "check" and window and window.first and window.last:
            found.add((window.first, window.last))
    joined: list[tuple[datetime, datetime]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _in_words(moment: datetime) -> str:
    """``1 ก.ค. 2569 เวลา 00:00 น.``, and the midnight that ends a day as its 24:00."""
    local = moment.astimezone(BANGKOK)
    return f"{short_date(local.date())} เวลา {local:%H:%M} น."
