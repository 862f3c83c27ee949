"""The states of ITAS in the words of headings, cells and commands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from oitcheck.model import ItasState
from oitcheck.thai.normalise import fold

STATE_WORDS: Mapping[ItasState, str] = {
    ItasState.ADMIN_REGISTERED: "ลงทะเบียน Admin",
    ItasState.APPROVER_REGISTERED: "ลงทะเบียนผู้บริหาร",
    ItasState.ANSWERED: "ตอบแล้ว",
    ItasState.SENT: "ส่งขออนุมัติ",
    ItasState.APPROVED: "อนุมัติแล้ว",
}

_MARKS = re.compile(r"[^\w\u0E00-\u0E7F]+|_+")
_ABOUT_PEOPLE = re.compile("ชื่อ|โทร|เบอร์|อีเมล|mail|ตำแหน่ง|หมายเหตุ|รหัสผ่าน")
_WAITS = re.compile(
    "^(?:ตอบแล้ว)?(?:(?:อยู่|ใน)?ระหว่าง(?:การ)?|กำลัง|ยัง)?(?:รอ(?:การ|ผู้บริหาร|ขอ)*|ขอ)อนุมัติ"
)
_SENT = re.compile("(?:ส่ง|ยื่น|เสนอ|รอ)(?:การ|เพื่อ|ผู้บริหาร|ขอ)*อนุมัติ|ขออนุมัติ|เสนอผู้บริหาร|^sent|submit")
_APPROVED = re.compile("อนุมัติ|approved|approval")
_APPROVER = re.compile("ผู้บริหาร|ผู้อนุมัติ(?:ข้อมูล)?|approver|executive")
_ANSWERED = re.compile("ตอบ|กรอกข้อมูล|answer")
_ADMIN = re.compile("admin|แอดมิน|ผู้ดูแลระบบ")
_REGISTERED = re.compile("ลงทะเบียน|สมัคร|regist")
_NEGATIVE = re.compile("^(?:ยัง|ไม่|มิได้|รอ|อยู่ระหว่าง|ระหว่าง|กำลัง|ค้าง|not|no|pending)|ยังไม่|ไม่ได้")
_YES = frozenset(
    {"✓", "✔", "☑", "✅", "√", "/", "ü", "แล้ว", "ใช่", "ครบ", "ครบถ้วน", "เรียบร้อย", "เสร็จ", "เสร็จสิ้น"}
    | {"yes", "y", "true", "จริง", "done", "ok", "ผ่าน", "มี"}
)
_NO = frozenset(
    {"-", "–", "—", "−", "✗", "✘", "×", "❌", "☐", "□", "û", "ยัง", "ไม่", "ไม่มี", "ไม่ใช่"}
    | {"no", "n", "false", "เท็จ"}
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a word of status says: ``states`` are reached, or expressly not."""

    states: tuple[ItasState, ...]
    reached: bool = True


def state_in(text: str) -> ItasState | None:
    """The one state that a column's heading speaks of; None where it names none or several."""
    named = _named(_plain(text))
    return named[0] if len(named) == 1 else None


def names_registration(text: str) -> bool:
    """Whether a heading speaks of registering without saying whose."""
    plain = _plain(text)
    return bool(_REGISTERED.search(plain)) and not _named(plain)


def claim(text: str) -> Claim | None:
    """What a word of status says ("รออนุมัติ" is sent, "ยังไม่อนุมัติ" is not approved).

    None where it can't be told. Both registrations may be named at once, other states may not.
    """
    plain = _plain(text)
    if _WAITS.match(plain):
        return Claim((ItasState.SENT,))
    named = _named(plain)
    registrations = (ItasState.ADMIN_REGISTERED, ItasState.APPROVER_REGISTERED)
    if len(named) != 1 and named != registrations:
        return None
    return Claim(named, not _NEGATIVE.search(plain))


def ticked(text: str) -> bool | None:
    """Whether a cell below a state says that it is reached; None where it can't be told."""
    whole = "".join(fold(text).casefold().split()).strip(".")
    if whole in _YES or whole.strip("()[]") in _YES:
        return True
    if whole in _NO or whole.strip("()[]") in _NO or _NEGATIVE.match(whole):
        return False
    if whole.endswith(("แล้ว", "เรียบร้อย")) or whole[:1] in "✓✔☑✅":
        return True
    return None


def _plain(text: str) -> str:
    return _MARKS.sub("", fold(text)).casefold()


def _named(plain: str) -> tuple[ItasState, ...]:
    """The states of the work; where there are none, those of the two registrations."""
    if _ABOUT_PEOPLE.search(plain):
        return ()
    found = []
    if _ANSWERED.search(plain):
        found.append(ItasState.ANSWERED)
    rest, sent = _SENT.subn(" ", plain)
    if sent:
        found.append(ItasState.SENT)
    who_approves, by_approver = _APPROVER.subn(" ", rest)
    if _APPROVED.search(who_approves):
        found.append(ItasState.APPROVED)
    # who answers or approves (Admin, ผู้บริหาร) is no registration
    if found:
        return tuple(found)
    if _ADMIN.search(plain):
        found.append(ItasState.ADMIN_REGISTERED)
    if by_approver:
        found.append(ItasState.APPROVER_REGISTERED)
    return tuple(found)
