"""Windows and deadlines in Thai, at the precision of their source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from oitcheck.model import Lateness
from oitcheck.plan.deadlines import whole_month_end
from oitcheck.plan.values import BANGKOK, Owner, Window
from oitcheck.thai import format as thai
from oitcheck.thai.fiscal import BUDDHIST_ERA
from oitcheck.thai.words import MONTHS, WEEKDAYS

KIND_WORDS = {
    "register": "ลงทะเบียน",
    "collection": "ส่งลิงก์",
    "prepare": "เตรียมข้อมูล",
    "answer": "ตอบแบบวัด OIT",
    "close": "ปิดระบบ",
    "self-check": "ตรวจสอบตนเอง",
    "mock-score": "จำลองคะแนน",
    "follow-up": "ติดตามผล",
    "check": "ตรวจให้คะแนน",
    "clarify": "ชี้แจงเพิ่มเติม",
    "publish": "ประกาศผล",
    "meeting": "ประชุม",
    "order": "คำสั่ง/มอบหมาย",
    "publicity": "ประชาสัมพันธ์",
    "survey": "แบบวัด IIT/EIT",
    "other": "อื่น ๆ",
}
"""A word for each kind of step."""

# an abbreviation's point is followed by a space
_OWNERS = {"province": "จังหวัด", "commission": "สำนักงาน ป.ป.ช. "}


def owner_text(owners: Sequence[Owner]) -> str:
    """Who set it: ``จังหวัดกำหนด``; of a plan with only one column ``ตามแผน``."""
    named = [_OWNERS[owner] for owner in ("province", "commission") if owner in owners]
    return f"{'และ'.join(named)}กำหนด" if named else "ตามแผน"


def end_text(window: Window) -> str:
    """The end of a window; an hour only where the plan gives one."""
    if window.last is None or window.last_day is None:
        return "ไม่กำหนดวันสิ้นสุด"
    if whole_month_end(window):
        return f"ภายในเดือน{thai.month(window.last_day)}"
    if window.has_hour:
        return f"{thai.date(window.last_day)} {_hour(window.last)}"
    return f"{thai.date(window.last_day)} (ไม่ได้กำหนดเวลา)"


def window_text(window: Window) -> str:
    """A whole window: ``2 - 20 มีนาคม 2569``, ``ภายใน 5 พฤษภาคม 2569``, ``เดือนมีนาคม 2569``."""
    hour = f" {_hour(window.last)}" if window.last and window.has_hour else ""
    last = window.last_day
    if window.first is None:
        assert last is not None
        if whole_month_end(window):
            return f"ภายในเดือน{thai.month(last)}"
        return f"ภายใน {thai.date(last)}{hour}"
    start = window.first.astimezone(BANGKOK)
    first = start.date()
    if last is None:
        begins = f"เดือน{thai.month(first)}" if window.precision == "month" else thai.date(first)
        return f"ตั้งแต่ {begins} เป็นต้นไป"
    if window.precision == "month":
        return f"เดือน{_months(first, last)}"
    if (start.hour, start.minute) != (0, 0):
        return f"{thai.date(first)} {_hour(start)} - {thai.date(last)}{hour}"
    return f"{thai.span(first, last)}{hour}"


def left_text(last: datetime, day: date, has_hour: bool, now: datetime) -> str:
    """How long until a deadline (``day`` is its last day), or how long since.

    Calendar days in Bangkok; on the day itself hours and minutes where there is an hour.
    """
    today = now.astimezone(BANGKOK).date()
    days = (day - today).days
    if now >= last:
        gone = length_text(last, now) if has_hour and days == 0 else f"{max(-days, 1)} วัน"
        return f"พ้นกำหนดแล้ว {gone}"
    if days == 0:
        return f"วันนี้ เหลือ {length_text(now, last)}" if has_hour else "วันนี้"
    return f"เหลือ {days} วัน"


def late_text(late: Lateness) -> str:
    """By how much something was late: days, within the day hours."""
    return f"{late.days} วัน" if late.days else _minutes_text(late.minutes)


def length_text(start: datetime, end: datetime) -> str:
    """``2 ชั่วโมง 15 นาที``"""
    return _minutes_text(int((end - start).total_seconds() // 60))


def _minutes_text(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} ชั่วโมง"] if hours else []
    parts += [f"{rest} นาที"] if rest else []
    return " ".join(parts) or "ไม่ถึง 1 นาที"


def weekday_date(day: date) -> str:
    """``วันอังคารที่ 5 พฤษภาคม 2569``"""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {thai.date(day)}"


def weekday(day: date) -> str:
    """``วันอังคาร``"""
    return f"วัน{WEEKDAYS[day.weekday()]}"


def _hour(moment: datetime) -> str:
    return f"เวลา {moment.astimezone(BANGKOK):%H:%M} น."


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return thai.month(first)
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]} - {thai.month(last)}"
    return f"{MONTHS[first.month - 1]} {first.year + BUDDHIST_ERA} - {thai.month(last)}"
