"""What a site says of its own time, however often and wherever, never makes a page current."""

from __future__ import annotations

from datetime import date

import pytest
from case_evidence import context_of, link_evidence_of
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.checks import current
from oitcheck.model import Outcome
from oitcheck.thai import format as written

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>เทศบาลตำบลหนองขวาง</title></head>'
    "<body>"
    '<div id="content"><h1>แผนการจัดซื้อจัดจ้าง</h1><p>เทศบาลเผยแพร่แผนการจัดซื้อจัดจ้างตามตารางนี้ '
    "เพื่อให้ประชาชนได้รับทราบโดยทั่วกัน</p>{lines}</div></body></html>"
)
LINES = (
    "วันนี้ {day}",
    "วันนี้วันที่ {day} เวลา 10:25 น.",
    "{day} เวลา 10:25:31",
    "© {year} เทศบาลตำบลหนองขวาง",
    "สงวนลิขสิทธิ์ พ.ศ. {year}",
    "ผู้เข้าชมวันนี้ {year} คน",
    "สถิติการเข้าชม ปี {year} จำนวน 12,345 ครั้ง",
    "ผู้เยี่ยมชมเดือนนี้ ({month}) 310",
    "เริ่มนับวันที่ {day}",
    "ก่อตั้งเมื่อวันที่ {day}",
    "ปรับปรุงล่าสุด {day}",
    "แก้ไขล่าสุดเมื่อ {day}",
)
DAYS = st.dates(date(2025, 10, 1), date(2026, 9, 30))


def outcome(lines: list[str]) -> Outcome:
    html = PAGE.format(lines="".join(f"<p>{line}</p>" for line in lines))
    (finding,) = current.check(link_evidence_of({"page": {"html": html}}), context_of({}))
    return finding.outcome


def line_of(template: str, day: date) -> str:
    words = written.date(day)
    return template.format(day=words, month=" ".join(words.split()[1:]), year=2569)


LISTS = st.lists(st.tuples(st.sampled_from(LINES), DAYS), min_size=1, max_size=5)


@given(st.sets(st.sampled_from(LINES), min_size=1, max_size=6).map(sorted), DAYS)
def test_lines_of_the_site_itself_never_pass(lines: list[str], day: date) -> None:
    assert outcome([line_of(template, day) for template in lines]) is Outcome.REVIEW


@pytest.mark.parametrize("template", LINES)
def test_nor_does_a_line_that_stands_there_twice(template: str) -> None:
    line = line_of(template, date(2026, 1, 15))
    assert outcome([line, line]) is Outcome.REVIEW


@given(LISTS)
def test_they_never_hide_a_year_that_the_page_gives(lines: list[tuple[str, date]]) -> None:
    said = [line_of(template, one) for template, one in lines]
    assert outcome([*said, "ตารางแผน ประจำปีงบประมาณ พ.ศ. 2569"]) is Outcome.PASS
