"""Confirmations: what is recorded, what is left alone, and what shows a later change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from any_catalogue import SMALL, SMALL_TEXT, bare, catalogues
from hypothesis import HealthCheck, given, settings

from oitcheck.catalogue import Catalogue, Words, parse_catalogue
from oitcheck.catalogue.confirming import confirmed_count, last_word, rule_digest
from oitcheck.catalogue.editing import Ruling, rule
from oitcheck.catalogue.reviewing import remarks
from oitcheck.catalogue.write import catalogue_text
from oitcheck.cli.roles import checked_role
from oitcheck.errors import OitcheckError

MANUAL = Ruling("คู่มือ หน้า 45", "หัวหน้ากลุ่มงานยุทธศาสตร์", "2026-03-05T08:30:00Z")
BACK = replace(MANUAL, source="คนละฉบับ", at="2026-03-06T08:30:00Z", withdraw=True)


def read(text: str) -> Catalogue:
    return parse_catalogue(text, "x")


def test_an_item_counts_by_its_own_status() -> None:
    assert confirmed_count(SMALL) == (1, 2)


def test_confirming_an_item_sets_its_status_and_not_that_of_its_elements() -> None:
    made = read(rule(SMALL_TEXT, "x", [("O1", "")], MANUAL))
    item = made.indicators[0]
    assert item.confirmed
    assert not item.elements[0].confirmed
    assert made.revision == SMALL.revision + 1
    (line,) = made.confirmations
    assert (line.code, line.element, line.action, line.before) == (
        "O1",
        "",
        "confirm",
        "unverified",
    )
    assert (line.source, line.by, line.at) == (MANUAL.source, MANUAL.by, MANUAL.at)
    assert line.digest == rule_digest(item)
    cited = dict(made.sources)
    assert [cited[key] for key in item.sources] == ["หน้าเว็บตัวอย่าง", "คู่มือ หน้า 45"]


def test_an_element_without_a_source_cites_the_one_it_was_confirmed_from() -> None:
    made = read(rule(SMALL_TEXT, "x", [("O1", "phone"), ("O12", "table")], MANUAL))
    for code, element in (("O1", "phone"), ("O12", "table")):
        found = made.indicator(code).element(element)  # type: ignore[union-attr]
        assert found is not None
        assert found.confirmed
        assert [dict(made.sources)[key] for key in found.sources] == ["คู่มือ หน้า 45"]
    assert len(made.sources) == len(SMALL.sources) + 1, "the source is listed once"
    assert made.revision == SMALL.revision + 1, "one edit, one revision"


def test_the_same_again_changes_nothing_and_another_source_is_recorded() -> None:
    once = rule(SMALL_TEXT, "x", [("O1", "")], MANUAL)
    later = replace(MANUAL, at="2026-04-01T00:00:00Z")
    assert rule(once, "x", [("O1", "")], later) == once
    other = read(rule(once, "x", [("O1", "")], replace(later, source="คู่มือ หน้า 46")))
    assert [one.before for one in other.confirmations] == ["unverified", "confirmed"]


def test_withdrawing_is_recorded_and_withdrawing_again_changes_nothing() -> None:
    once = rule(SMALL_TEXT, "x", [("O1", "")], MANUAL)
    back = rule(once, "x", [("O1", "")], BACK)
    made = read(back)
    assert not made.indicators[0].confirmed
    last = last_word(made, "O1")
    assert last is not None
    assert (last.action, last.before, last.source) == ("withdraw", "confirmed", "คนละฉบับ")
    assert rule(back, "x", [("O1", "")], BACK) == back
    assert len(read(rule(back, "x", [("O1", "")], MANUAL)).confirmations) == 3


def test_comments_and_layout_survive() -> None:
    written = SMALL_TEXT.replace(
        'code = "O1"\n', '# สำคัญ: อย่าลบ\ncode = "O1" # ท้ายบรรทัด\n', 1
    ).replace('status = "unverified"\n', 'status   =  "unverified" # รอคู่มือ\n', 1)
    made = rule(written, "x", [("O1", "")], MANUAL)
    assert '# สำคัญ: อย่าลบ\ncode = "O1" # ท้ายบรรทัด\n' in made
    assert '"confirmed" # รอคู่มือ\n' in made
    gone = [line for line in written.splitlines() if line not in made.splitlines()]
    assert len(gone) == 3, "status, sources and revision only"


def test_a_rule_changed_after_it_was_confirmed_shows() -> None:
    once = rule(SMALL_TEXT, "x", [("O1", ""), ("O1", "phone")], MANUAL)
    assert not any("เปลี่ยนไปหลังยืนยัน" in line for line in remarks(read(once)))
    changed = once.replace("หมายเลขโทรศัพท์", "หมายเลขโทรสาร")
    (told,) = [line for line in remarks(read(changed)) if "เปลี่ยนไปหลังยืนยัน" in line]
    assert told.startswith("O1 phone: ")
    again = rule(changed, "x", [("O1", "phone")], MANUAL)
    assert len(read(again).confirmations) == 3, "the changed rule is confirmed anew"


def test_sources_and_remarks_are_no_part_of_what_was_confirmed() -> None:
    item = SMALL.indicators[0]
    told = replace(item, note="ก", doubt="ข", confidence="low", sources=("S2",), confirmed=True)
    assert rule_digest(told) == rule_digest(item)
    assert rule_digest(replace(item, elements=())) == rule_digest(item)
    assert rule_digest(replace(item, name=Words("อื่น"))) != rule_digest(item)
    element = item.elements[0]
    assert rule_digest(replace(element, see=())) != rule_digest(element)
    assert rule_digest(replace(element, confirmed=True, note="ก")) == rule_digest(element)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(catalogues())
def test_confirming_changes_nothing_else(catalogue: Catalogue) -> None:
    text = catalogue_text(catalogue)
    item = catalogue.indicators[0]
    wanted = [(item.code, ""), *((item.code, one.id) for one in item.elements)]
    made = read(rule(text, "x", wanted, MANUAL))
    assert made.indicators[0].confirmed
    assert all(one.confirmed for one in made.indicators[0].elements)
    assert made.indicators[1:] == catalogue.indicators[1:]
    assert made.confirmations[: len(catalogue.confirmations)] == catalogue.confirmations
    for old, new in zip(item.elements, made.indicators[0].elements, strict=True):
        assert replace(new, confirmed=old.confirmed, sources=old.sources) == old


@pytest.mark.parametrize(
    "by",
    [
        "นายกเทศมนตรี",
        "นายก อบต.",
        "นายอำเภอเมืองสุรินทร์",
        "นายทะเบียน",
        "หัวหน้ากลุ่มงานยุทธศาสตร์",
        "ผู้อำนวยการกองส่งเสริมคุณภาพชีวิต",
        "เจ้าหน้าที่ผู้รับผิดชอบ พ.ร.บ. ข้อมูลข่าวสาร",
        "ปลัดจังหวัด",
    ],
)
def test_a_post_is_taken(by: str) -> None:
    assert checked_role(f"  {by} ") == by


@pytest.mark.parametrize(
    "by",
    [
        "",
        " ",
        "นาย ก.",
        "นายกมล",
        "นางสาวก.",
        "นาง ก.",
        "น.ส.ก.",
        "ดร.ก.",
        "คุณก.",
        "พ.ต.ท. ก.",
        "ว่าที่ร้อยตรี ก.",
        "หัวหน้ากลุ่มงาน (นาย ข.)",
        "Mr. A",
        "dr b",
    ],
)
def test_a_person_is_refused(by: str) -> None:
    with pytest.raises(OitcheckError, match="ตำแหน่ง"):
        checked_role(by)


def test_remarks_name_what_is_worth_a_look() -> None:
    item = SMALL.indicators[1]
    unseen = replace(item.elements[0], see=())
    catalogue = replace(
        SMALL,
        indicators=(
            replace(SMALL.indicators[0], elements=()),
            replace(item, elements=(unseen,)),
        ),
    )
    found = remarks(catalogue, replace(SMALL, revision=3))
    assert [line.split(":")[0] for line in found] == ["O1", "O12", "catalogue.revision"]
    assert "แก้เป็น 4" in found[-1]
    told = replace(catalogue, indicators=(replace(catalogue.indicators[1], for_a_person=("ดู",)),))
    assert remarks(told) == []
    assert remarks(bare(SMALL), replace(SMALL, revision=9)) == [], "the same content, older or not"
