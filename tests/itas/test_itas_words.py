"""The states in the words that officials use."""

from __future__ import annotations

import pytest

from oitcheck.itas import STATE_WORDS, Claim, claim, state_in, ticked
from oitcheck.itas.words import names_registration
from oitcheck.model import ItasState

ADMIN, APPROVER, ANSWERED, SENT, APPROVED = ItasState


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("ลงทะเบียน Admin", ADMIN),
        ("ผู้ดูแลระบบ (Admin) ลงทะเบียนแล้ว", ADMIN),
        ("Admin", ADMIN),
        ("การลงทะเบียนของผู้บริหาร (ผู้อนุมัติข้อมูล)", APPROVER),
        ("ผู้บริหาร", APPROVER),
        ("ตอบแบบวัด OIT", ANSWERED),
        ("Admin ระบุคำตอบ", ANSWERED),
        ("วันที่ตอบ", ANSWERED),
        ("Admin ส่งขออนุมัติผู้บริหาร", SENT),
        ("ยื่นขออนุมัติ", SENT),
        ("อนุมัติแล้ว", APPROVED),
        ("ผู้บริหารอนุมัติ", APPROVED),
        ("วันที่อนุมัติ", APPROVED),
        ("การตอบและอนุมัติข้อมูล", None),
        ("ลงทะเบียน", None),
        ("ชื่อผู้บริหาร", None),
        ("เบอร์โทร Admin", None),
        ("หมายเหตุ", None),
    ],
)
def test_a_heading_names_one_state_or_none(heading: str, state: ItasState | None) -> None:
    assert state_in(heading) is state


def test_registration_without_whose_is_told_from_one_with() -> None:
    assert names_registration("การลงทะเบียนในระบบ ITAS")
    assert not names_registration("ลงทะเบียน Admin")
    assert not names_registration("ตอบแล้ว")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("อนุมัติแล้ว", Claim((APPROVED,))),
        ("ผู้บริหารอนุมัติแล้ว", Claim((APPROVED,))),
        ("รออนุมัติ", Claim((SENT,))),
        ("รอผู้บริหารอนุมัติ", Claim((SENT,))),
        ("อยู่ระหว่างขออนุมัติ", Claim((SENT,))),
        ("ส่งขออนุมัติแล้ว", Claim((SENT,))),
        ("ยังไม่ส่งขออนุมัติ", Claim((SENT,), reached=False)),
        ("ยังไม่อนุมัติ", Claim((APPROVED,), reached=False)),
        ("อยู่ระหว่างตอบ", Claim((ANSWERED,), reached=False)),
        ("ตอบแล้ว", Claim((ANSWERED,))),
        ("ลงทะเบียน Admin และผู้บริหารแล้ว", Claim((ADMIN, APPROVER))),
        ("ยังไม่ลงทะเบียนผู้บริหาร", Claim((APPROVER,), reached=False)),
        ("approved", Claim((APPROVED,))),
        ("approver-registered", Claim((APPROVER,))),
        ("submitted", Claim((SENT,))),
        ("ตอบแล้ว ยังไม่ส่งขออนุมัติ", None),
        ("ลงทะเบียนแล้ว", None),
        ("ดำเนินการแล้ว", None),
        ("", None),
    ],
)
def test_a_word_of_status(word: str, said: Claim | None) -> None:
    assert claim(word) == said


@pytest.mark.parametrize("state", list(ItasState))
def test_every_state_is_understood_by_its_own_words(state: ItasState) -> None:
    assert claim(STATE_WORDS[state]) == Claim((state,))
    assert claim(str(state)) == Claim((state,))
    assert state_in(STATE_WORDS[state]) is state


@pytest.mark.parametrize(
    "text", ["✓", " ✔ ", "/", "ü", "แล้ว", "(แล้ว)", "ลงทะเบียนแล้ว", "Yes", "✓ ครบ"]
)
def test_what_says_yes(text: str) -> None:
    assert ticked(text) is True


@pytest.mark.parametrize("text", ["-", "–", "ยัง", "ยังไม่ส่ง", "ไม่มี", "อยู่ระหว่างดำเนินการ", "×", "no"])
def test_what_says_no(text: str) -> None:
    assert ticked(text) is False


@pytest.mark.parametrize("text", ["x", "?", "46182", "ได้", "สมหญิง"])
def test_what_nobody_can_tell_is_not_guessed(text: str) -> None:
    assert ticked(text) is None
