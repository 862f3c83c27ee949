"""Tables of where agencies stand in ITAS, as officials have them, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from oitcheck.intake import ItasStatement, Problem, read_itas, write_itas_form
from oitcheck.model import Agency, ItasState, Role
from oitcheck.plan import BANGKOK

ADMIN, APPROVER, ANSWERED, SENT, APPROVED = ItasState
NOW = datetime(2026, 6, 12, 2, 0, tzinfo=UTC)
AGENCIES = (
    Agency("m1", "M01", "เทศบาลเมืองตัวอย่าง", "เทศบาลเมือง", "เมือง"),
    Agency("t1", "T01", "องค์การบริหารส่วนตำบลหนองแก", "อบต.", "สังขะ"),
    Agency("s1", "S01", "สำนักงานคลังจังหวัดตัวอย่าง", "ส่วนราชการ", "เมือง", Role.SUPPLIER),
)
HEAD = ["หน่วยงาน", "ลงทะเบียน Admin", "ลงทะเบียนผู้บริหาร", "ตอบแล้ว", "ส่งขออนุมัติ", "อนุมัติแล้ว"]

Read = tuple[tuple[ItasStatement, ...], tuple[Problem, ...]]


def book(path: Path, *rows: Sequence[Any], merge: Sequence[str] = (), hidden: bool = False) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "สถานะ"
    for row in rows:
        sheet.append(list(row))
    for place in merge:
        sheet.merge_cells(place)
    if hidden:
        made.create_sheet("อื่น").append(HEAD)
        sheet.sheet_state = "hidden"
        made.active = 1
    made.save(path)
    return path


def read(path: Path) -> Read:
    return read_itas(path, agencies=AGENCIES, year=2569, now=NOW)


def table(tmp_path: Path, *rows: Sequence[Any], **options: Any) -> Read:
    return read(book(tmp_path / "st.xlsx", *rows, **options))


def said(found: Read) -> dict[tuple[str, ItasState], str | bool]:
    """(agency, state) -> its day in Bangkok, True without one, False for what is not reached."""
    return {
        (one.agency, one.state): False
        if not one.reached
        else one.at.astimezone(BANGKOK).strftime("%Y-%m-%d" if one.dated else "by %Y-%m-%d")
        if one.at
        else True
        for one in found[0]
    }


def codes(found: Read) -> list[tuple[str, int]]:
    return [(one.code, one.where.row) for one in found[1]]


def test_a_column_for_each_state(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        HEAD,
        ["เทศบาลเมืองตัวอย่าง", "✓", "แล้ว", "๕ มิ.ย. ๖๙", datetime(2026, 6, 8, 14, 30), "9/6/2569"],
        ["อบต.หนองแก", "✓ 3 มี.ค. 2569", "ยัง", None, "-", ""],
    )
    assert said(found) == {
        ("m1", ADMIN): True,
        ("m1", APPROVER): True,
        ("m1", ANSWERED): "2026-06-05",
        ("m1", SENT): "2026-06-08",
        ("m1", APPROVED): "2026-06-09",
        ("t1", ADMIN): "2026-03-03",
        ("t1", APPROVER): False,
        ("t1", SENT): False,
    }
    assert found[1] == ()


def test_two_heading_rows_merged_cells_thai_digits_and_the_day_of_the_list(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ["แบบรายงานสถานะ ข้อมูล ณ วันที่ ๙ มิถุนายน ๒๕๖๙"],
        ["ที่", "หน่วยงาน", "ลงทะเบียน", None, "การตอบและอนุมัติแบบวัด OIT", None, None, "หมายเหตุ"],
        [None, None, "Admin", "ผู้บริหาร", "ตอบ", "ส่งขออนุมัติ", "อนุมัติ"],
        ["อำเภอเมือง"],
        ["๑", "เทศบาลเมืองตัวอย่าง", "✓", "✓", "✓", "✓", "๑๐/๖/๒๕๖๙", "เรียบร้อย"],
        ["รวม", None, 1, 1, 1, 1, 1],
        merge=("A1:H1", "C2:D2", "E2:G2", "A2:A3", "B2:B3", "H2:H3", "A4:H4"),
    )
    assert said(found) == {
        ("m1", ADMIN): "by 2026-06-09",
        ("m1", APPROVER): "by 2026-06-09",
        ("m1", ANSWERED): "by 2026-06-09",
        ("m1", SENT): "by 2026-06-09",
        ("m1", APPROVED): "2026-06-10",
    }
    assert found[1] == ()


def test_a_column_of_status_with_a_word_and_a_day(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ["รหัสหน่วยงาน", "หน่วยงาน", "สถานะในระบบ ITAS", "วันที่"],
        ["M01", "", "ลงทะเบียน Admin และผู้บริหารแล้ว", "18 มีนาคม 2569"],
        ["M01", "", "รออนุมัติ", "๑๑ มิ.ย. ๒๕๖๙"],
        ["", "อบต.หนองแก", "ยังไม่ตอบ", ""],
        ["T01", "", "กำลังทำ", ""],
    )
    assert said(found) == {
        ("m1", ADMIN): "2026-03-18",
        ("m1", APPROVER): "2026-03-18",
        ("m1", SENT): "2026-06-11",
        ("t1", ANSWERED): False,
    }
    # กำลังทำ names no state, but says at least that none is reached
    assert found[1] == ()


def test_two_columns_of_a_state_one_to_tick_for_not_yet(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ["หน่วยงาน", "อนุมัติ", None],
        [None, "แล้ว", "ยัง"],
        ["M01", "✓", None],
        ["T01", None, "✓"],
        merge=("A1:A2", "B1:C1"),
    )
    assert said(found) == {("m1", APPROVED): True, ("t1", APPROVED): False}


def test_a_tick_takes_its_day_from_the_column_of_days(tmp_path: Path) -> None:
    found = table(tmp_path, ["หน่วยงาน", "อนุมัติ", "วันที่อนุมัติ"], ["M01", "✓", "9 มิ.ย. 2569"])
    assert said(found) == {("m1", APPROVED): "2026-06-09"}
    assert found[1] == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["M01", "x"], "itas-unreadable"),
        (["M01", 46182], "itas-unreadable"),
        (["M01", "9 มิ.ย. 2570"], "itas-future"),
        (["M01", "9 มิ.ย. 2568"], "itas-other-year"),
        (["S01", "✓"], "itas-supplier"),
        (["อบต.หนองเก", "✓"], "agency-unknown"),
        (["", "✓"], "itas-no-agency"),
    ],
)
def test_a_bad_row_is_told_by_its_place_and_gives_nothing(
    tmp_path: Path, row: list[Any], code: str
) -> None:
    found = table(tmp_path, HEAD[:2], row, ["T01", "✓"])
    assert said(found) == {("t1", ADMIN): True}
    assert codes(found) == [(code, 2)]
    (problem,) = found[1]
    assert str(problem).startswith("st.xlsx:สถานะ:2: ")
    assert problem.hint_th


def test_an_unknown_agency_names_the_nearest(tmp_path: Path) -> None:
    found = table(tmp_path, HEAD[:2], ["อบต.หนองเก", "✓"])
    assert "องค์การบริหารส่วนตำบลหนองแก" in found[1][0].hint_th


def test_an_agency_named_twice_with_conflicting_states_gives_none_of_them(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        HEAD,
        ["T01", "✓", None, "9 มิ.ย. 2569", None, "✓"],
        ["อบต.หนองแก", "✓", None, "8 มิ.ย. 2569", None, "ยัง"],
    )
    assert said(found) == {("t1", ADMIN): True}
    assert codes(found) == [("itas-conflict", 3), ("itas-conflict", 3)]
    assert "แถว 2" in found[1][0].message_th


def test_not_yet_before_done_is_told_and_the_later_state_kept(tmp_path: Path) -> None:
    found = table(tmp_path, HEAD, ["T01", "ยัง", None, None, None, "9 มิ.ย. 2569"])
    assert said(found)["t1", APPROVED] == "2026-06-09"
    assert codes(found) == [("itas-order", 2)]
    assert "ลงทะเบียน Admin" in found[1][0].message_th


def test_a_hidden_sheet_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    found = table(tmp_path, HEAD, ["T01", "✓"], hidden=True)
    assert said(found) == {}
    assert ("hidden-sheet", 0) in codes(found)


def test_a_column_that_does_not_say_whose_registration_is_not_guessed(tmp_path: Path) -> None:
    found = table(tmp_path, ["หน่วยงาน", "ลงทะเบียน", "ตอบแล้ว"], ["M01", "✓", "✓"])
    assert said(found) == {("m1", ANSWERED): True}
    assert codes(found) == [("itas-column", 1)]


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("st.csv", "หน่วยงาน,หมายเหตุ\nM01,ก\n", "itas-no-heading"),
        ("st.csv", "สวัสดี\n", "itas-no-heading"),
        ("st.csv", "", "empty-file"),
        ("st.xlsx", "PK\x03\x04 broken", "broken"),
    ],
)
def test_a_file_without_states_is_told(tmp_path: Path, name: str, body: str, code: str) -> None:
    path = tmp_path / name
    path.write_text(body, encoding="utf-8")
    found = read(path)
    assert found[0] == ()
    assert code in [one for one, _ in codes(found)]


def test_csv_in_windows_thai_and_a_table_in_word(tmp_path: Path) -> None:
    csv = tmp_path / "st.csv"
    csv.write_bytes("หน่วยงาน,อนุมัติแล้ว\nM01,แล้ว\n".encode("cp874"))
    assert said(read(csv)) == {("m1", APPROVED): True}
    document = Document()
    made = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["หน่วยงาน", "ส่งขออนุมัติ", "M01", "✓"]):
        made.cell(*divmod(place, 2)).text = text
    document.save(str(tmp_path / "st.docx"))
    assert said(read(tmp_path / "st.docx")) == {("m1", SENT): True}


def test_the_form_lists_the_assessed_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_itas_form(path, AGENCIES, 2569)
    assert said(read(path)) == {}
    assert read(path)[1] == ()
    filled = load_workbook(path)
    sheet = filled.active
    assert sheet is not None
    listed = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert listed == ["M01", "T01"]
    assert len(sheet.data_validations.dataValidation) == 5
    sheet["D5"], sheet["H6"] = "แล้ว", "9/6/69"
    filled.save(path)
    assert said(read(path)) == {("m1", ADMIN): True, ("t1", APPROVED): "2026-06-09"}


def test_the_form_of_another_year_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_itas_form(path, AGENCIES, 2568)
    assert [one for one, _ in codes(read(path))] == ["other-year"]


def test_a_state_in_the_column_of_another_is_taken_by_its_own_word(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ["หน่วยงาน", "ลงทะเบียน Admin", "สถานะการตอบ"],
        ["เทศบาลเมืองตัวอย่าง", "✓", "รออนุมัติ"],
        ["องค์การบริหารส่วนตำบลหนองแก", "✓", "อนุมัติแล้ว"],
    )
    assert said(found) == {
        ("m1", ADMIN): True,
        ("m1", SENT): True,
        ("t1", ADMIN): True,
        ("t1", APPROVED): True,
    }
    assert not found[1]
