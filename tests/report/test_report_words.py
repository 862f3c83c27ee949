"""The words of the reports: both languages, the terms that officials know."""

from __future__ import annotations

import re
import string

import pytest

from oitcheck.report.standing import STATES
from oitcheck.report.words import load_table, resource, words

TERMS = {
    "document.title": "แบบแจ้งผลการตรวจสอบข้อมูล OIT เบื้องต้น",
    "document.notice": "ผลการตรวจเบื้องต้นของจังหวัด มิใช่ผลการประเมินของสำนักงาน ป.ป.ช.",
    "document.provisional": "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช.",
    "document.supplier": "หน่วยงานเจ้าของข้อมูล",
    "document.assessed": "หน่วยรับการประเมิน",
    "state.fail": "ต้องแก้ไข",
    "state.review": "รอเจ้าหน้าที่ตรวจสอบ",
    "state.pass": "ครบถ้วน (ตรวจเบื้องต้น)",
    "state.skip": "ไม่เกี่ยวข้องกับหน่วยงานนี้",
    "state.unsent": "ยังไม่ส่ง",
    "state.error_long": "ระบบตรวจไม่สำเร็จ (มิใช่ข้อบกพร่องของหน่วยงาน)",
    "deadline.close": "กำหนดปิดระบบ ITAS",
    "deadline.no_hour": "ไม่ได้กำหนดเวลา",
    "decision.title": "ผลการพิจารณาของผู้ตรวจ",
    "technical.title": "รายละเอียดทางเทคนิค",
    "wait.lead": "ยังไม่ต้องแก้ไข รอผลจากจังหวัด",
    "who.agency": "หน่วยงานแก้เอง",
    "who.vendor": "ส่งบริษัทผู้ดูแลเว็บไซต์",
    "who.unit": "ขอข้อมูลจากกอง/ฝ่าย",
    "score.title": "ผลการจำลองคะแนน OIT (ไม่เป็นทางการ)",
    "score.interval": "ช่วงคะแนนคาดการณ์ (ต่ำสุด–สูงสุด)",
    "score.assumed": "น้ำหนักคะแนนเป็นข้อสันนิษฐาน (ตามโครงสร้างผลประเมินปี 2564)",
    "score.internal": "ใช้ภายในราชการ",
}
ENTRIES = [
    (f"{section}.{key}", word)
    for section, keys in load_table().items()
    for key, word in keys.items()
]


@pytest.mark.parametrize(("key", "word"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_every_word_stands_in_both_languages_with_the_same_places(
    key: str, word: dict[str, str]
) -> None:
    assert set(word) == {"th", "en"}
    places = {
        lang: {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for lang, text in word.items()
    }
    assert places["th"] == places["en"]
    assert all(text.strip() == text and text for text in word.values())
    assert not re.search("[ก-๙]", word["en"])


@pytest.mark.parametrize(("key", "term"), TERMS.items())
def test_official_terms_are_used(key: str, term: str) -> None:
    assert words("th")(key) == term


def test_words_that_mean_something_else_to_officials_are_not_used() -> None:
    thai = " ".join(word["th"] for _, word in ENTRIES)
    assert not re.search("อุทธรณ์|ไม่ผ่าน|รอบที่|เว็บมาสเตอร์", thai)
    assert all(words("th")(f"state.{name}") for name in STATES)


def test_templates_use_only_words_that_exist() -> None:
    known = {key for key, _ in ENTRIES}
    names = ("base.html.j2", "agency.html.j2", "index.html.j2", "parts.html.j2", "score.html.j2")
    used = {
        key
        for name in names
        for key in re.findall(r"""\bt\(["']([a-z_.]+)["'][,)]""", resource(name))
    }
    assert used <= known
