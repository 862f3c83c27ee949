"""How things were handed in, on the pages and in the workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html
from typed_commands import HEAD, Call

REGISTRY = (
    "รหัสหน่วยงาน,หน่วยงาน,อำเภอ\n"
    "A1,เทศบาลตำบลหนึ่ง,ปราสาท\nA2,เทศบาลตำบลสอง,สังขะ\nA3,เทศบาลตำบลสาม,สังขะ\n"
)


@pytest.fixture
def reported(call: Call, folder: Path) -> Callable[..., Path]:
    """Judge round 2 and report it: A1 gives one item anew and another late, A2 nothing at all in
    this round, A3 nothing ever."""
    (folder / "registry.csv").write_text(REGISTRY, encoding="utf-8")
    rows = "A1,เทศบาลตำบลหนึ่ง,O5,https://www.one.go.th/o5\n"
    (folder / "late.csv").write_text(HEAD + rows, encoding="utf-8")
    assert call("agencies", "registry.csv").code == 0
    call("import", "first.csv", "--received", "2569-05-04")
    call("import", "one.csv", "--round", "2", "--received", "2569-06-04")
    call("import", "late.csv", "--round", "2", "--received", "2569-06-07 10:00")

    def report(as_of: str = "2569-06-30", *more: str) -> Path:
        assert call("judge", "--round", "2", "--as-of", as_of).code == 0
        assert call("report", "--round", "2", *more).code == 0
        return folder / "ws" / "out" / "round-2"

    return report


def said(element: Any) -> str:
    return " ".join(element.text_content().replace("\N{NO-BREAK SPACE}", " ").split())


def section(root: Any, name: str) -> str:
    (found,) = root.xpath(f"//section[@aria-labelledby='{name}-title']")
    return said(found)


def page(folder: Path, code: str) -> Any:
    return html.parse(folder / "agencies" / f"{code}.html").getroot()


def visible(root: Any) -> str:
    for folded in root.xpath("//details|//footer|//style|//head"):
        folded.drop_tree()
    return said(root)


def test_marks_of_carried_and_late_stand_on_the_agencys_page(
    reported: Callable[..., Path],
) -> None:
    text = said(page(reported(), "A1"))
    assert text.count("ใช้ลิงก์เดิมจากครั้งที่ 1 หน่วยงานยังไม่ยืนยัน") == 1
    assert text.count("ส่งหลังวันครบกำหนดส่ง (ช้า 2 วัน)") == 1
    assert (
        "การส่งลิงก์ครั้งนี้: ส่งใหม่ 1 ข้อ | ยืนยันลิงก์เดิม 1 ข้อ | ใช้ลิงก์เดิม หน่วยงานยังไม่ยืนยัน 1 ข้อ"
        " | ยังไม่ส่ง 23 ข้อ | ส่งหลังวันครบกำหนดส่ง 1 ข้อ" in text
    )


def test_the_province_sees_by_district_who_is_late_and_who_has_not_handed_in(
    reported: Callable[..., Path],
) -> None:
    root = html.parse(reported() / "index.html").getroot()
    assert section(root, "missing") == "หน่วยงานที่ยังไม่ส่งลิงก์ อำเภอสังขะ: เทศบาลตำบลสาม"
    assert "อำเภอสังขะ: เทศบาลตำบลสอง" in section(root, "carrying")
    assert "เทศบาลตำบลหนึ่ง" not in section(root, "carrying")
    assert section(root, "late") == (
        "หน่วยงานที่ส่งหลังกำหนด อำเภอปราสาท: เทศบาลตำบลหนึ่ง (1 ข้อ, ช้า 2 วัน)"
    )


def test_not_handed_in_is_never_among_what_must_be_mended(
    reported: Callable[..., Path], call: Call
) -> None:
    for as_of, lead in (
        ("2569-06-05 12:00", "ยังไม่ถึงวันครบกำหนดส่ง โปรดส่งลิงก์ของข้อต่อไปนี้ภายในกำหนด"),
        ("2569-06-30", "พ้นวันครบกำหนดส่งแล้ว โปรดส่งลิงก์ของข้อต่อไปนี้โดยเร็ว"),
    ):
        folder = reported(as_of)
        root = page(folder, "A3")
        assert lead in section(root, "unsent")
        assert not root.xpath("//article[contains(@class,'card')]")
        text = visible(root)
        assert "✕0 ข้อ ต้องแก้ไข" in text
        assert "–26 ข้อ ยังไม่ส่ง" in text
        assert "ไม่ผ่าน" not in text
        index = html.parse(folder / "index.html").getroot()
        (row,) = index.xpath("//table[@class='matrix']//tr[th/a[contains(., 'ตำบลสาม')]]")
        assert {cell.get("class") for cell in row.xpath("./td")} == {"gaps", "unsent"}
        assert said(row.xpath("./td[@class='gaps']")[0]) == ""
        assert not index.xpath("//td[@class='fail']")
        assert section(index, "causes").endswith("ไม่พบเรื่องที่ต้องแก้ไข")
        sheets = openpyxl.load_workbook(folder / "findings.xlsx").worksheets
        summary = next(row for row in sheets[0].iter_rows(values_only=True) if row[0] == "A3")
        assert summary[4:10] == (0, 0, 0, 26, 0, 0)
        own = [row for row in sheets[1].iter_rows(values_only=True) if row[0] == "A3"]
        assert {(row[5], row[6]) for row in own} == {("ยังไม่ส่ง", "ยังไม่ส่ง")}


def test_without_a_deadline_the_page_speaks_of_none(
    reported: Callable[..., Path], call: Call, folder: Path
) -> None:
    call("import", "one.csv", "--round", "พิเศษ", "--received", "2569-06-01")
    assert call("judge", "--round", "พิเศษ").code == call("report", "--round", "พิเศษ").code == 0
    (place,) = (path for path in (folder / "ws" / "out").iterdir() if path.name != "round-2")
    unsent = section(page(place, "A3"), "unsent")
    assert "โปรดส่งลิงก์ของข้อต่อไปนี้" in unsent
    assert "กำหนด" not in unsent.partition("ข้อ O1")[0]


def test_a_withdrawn_item_says_so_among_what_is_not_handed_in(
    reported: Callable[..., Path], call: Call
) -> None:
    call("import", "back.csv", "--round", "2", "--received", "2569-06-05 10:00")
    unsent = section(page(reported(), "A2"), "unsent")
    assert "หน่วยงานถอนลิงก์ของข้อ O1 แล้ว และยังไม่ได้ส่งลิงก์ใหม่แทน" in unsent


def test_a_list_for_some_items_leaves_the_others_of_the_round_confirmed(
    reported: Callable[..., Path], call: Call, folder: Path
) -> None:
    call("judge", "--round", "1", "--as-of", "2569-05-04 23:59")
    call("import", "other.csv", "--received", "2569-05-05")
    assert call("judge", "--as-of", "2569-05-31").code == call("report").code == 0
    text = said(page(folder / "ws" / "out" / "round-1", "A1"))
    assert "หน่วยงานยังไม่ยืนยัน" not in text
    assert "ใช้ลิงก์จากรายการก่อนหน้าของการส่งครั้งเดียวกัน" in text


def test_the_workbook_tells_how_each_item_came(reported: Callable[..., Path]) -> None:
    summary, findings, *_ = openpyxl.load_workbook(reported() / "findings.xlsx").worksheets
    heads = [cell.value for cell in summary[3]]
    rows = {row[0]: row for row in summary.iter_rows(min_row=4, values_only=True)}
    counted = {head: rows["A1"][place] for place, head in enumerate(heads)}
    assert (counted["ส่งหลังวันครบกำหนดส่ง"], counted["ใช้ลิงก์เดิม หน่วยงานยังไม่ยืนยัน"]) == (1, 1)
    place = [cell.value for cell in findings[2]].index("การส่งลิงก์")
    came = {(row[0], row[3]): row[place] for row in findings.iter_rows(min_row=3, values_only=True)}
    assert came["A1", "O1"] == "ยืนยันลิงก์เดิม"
    assert came["A1", "O5"] == "ส่งใหม่ | ส่งหลังวันครบกำหนดส่ง (ช้า 2 วัน)"
    assert came["A2", "O1"] == "ใช้ลิงก์เดิม หน่วยงานยังไม่ยืนยัน"
    assert came["A3", "O1"] == "ยังไม่ส่ง"


def test_a_deadline_set_by_hand_is_the_one_that_reports_and_forms_show(
    reported: Callable[..., Path], call: Call, folder: Path
) -> None:
    call("round", "deadline", "2", "2569-07-20 16:30")
    assert call("judge", "--round", "2").code == call("report", "--round", "2").code == 0
    judged_now = said(page(folder / "ws" / "out" / "round-2", "A1"))
    assert "ช้า" not in judged_now
    assert call("template", "--round", "2").code == 0
    (form,) = (folder / "ws" / "out" / "forms-2").glob("A1*.xlsx")
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(form) for cell in sheet["A"]]
    assert any("20 กรกฎาคม 2569 เวลา 16:30 น." in text for text in cells)


def test_the_english_pages_say_the_same(reported: Callable[..., Path]) -> None:
    text = said(page(reported("2569-06-30", "--lang", "en"), "A1"))
    assert "Handed in after the deadline (days late: 2)" in text
    assert "Link carried over from collection no. 1, not confirmed by the agency" in text
