"""The form goes out, comes back in many ways, and imports without a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from intake_cases import AGENCIES, Read, codes, said
from openpyxl import Workbook, load_workbook

from oitcheck.catalogue import Catalogue
from oitcheck.intake import write_template
from oitcheck.model import Agency, Answer, AnswerStatus, Link, Origin, Submission
from oitcheck.submissions import resolve

U = "https://www.example.go.th/"
FIRST = 7
DEADLINE = "5 พฤษภาคม 2569 เวลา 16:30 น."


def answer(code: str, *given: str, note: str = "") -> Answer:
    links = tuple(
        Link("tt", code, url, url, note, Origin("a"), order) for order, url in enumerate(given)
    )
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return Answer("tt", code, AnswerStatus.GIVEN, links, "1", 1, at)


@pytest.fixture
def form(tmp_path: Path, catalogue: Catalogue) -> Path:
    path = tmp_path / "TT.xlsx"
    answers = {
        "O1": answer("O1", *(f"{U}{n}" for n in range(7)), note="เมนูหลัก · ผู้รับผิดชอบ: สำนักปลัด"),
        "O2": answer("O2", "=HYPERLINK(0)"),
        "O3": replace(answer("O3"), status=AnswerStatus.WITHDRAWN),
    }  # fmt: skip
    write_template(path, AGENCIES[0], catalogue, "1", DEADLINE, answers)
    return path


def edit(path: Path, **cells: str) -> Path:
    book = load_workbook(path)
    for name, value in cells.items():
        book.active[name] = value
    book.save(path)
    return path


def test_the_form_is_ready_to_fill_in_and_to_print(form: Path) -> None:
    book = load_workbook(form)
    sheet = book.active
    heading = [cell.value for cell in sheet[FIRST - 1]]
    assert heading == [
        "ข้อ", "รายการข้อมูล", "URL 1", "URL 2", "URL 3", "URL 4", "URL 5",
        "ตำแหน่งบนหน้าเว็บ/คำอธิบาย", "หน่วยงาน/กอง/ฝ่ายที่รับผิดชอบ", "สถานะ",
    ]  # fmt: skip
    texts = " ".join(str(sheet.cell(row, 1).value) for row in range(1, 6))
    assert all(part in texts for part in ("เทศบาลตำบลตัวอย่าง", "TT", "2569", "ครั้งที่ 1", DEADLINE))
    assert sheet.protection.sheet and not sheet.protection.password
    assert sheet["A7"].protection.locked and sheet["A6"].protection.locked
    assert not sheet["C7"].protection.locked and not sheet["J32"].protection.locked
    assert sheet.freeze_panes == "C7"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$6:$6"
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"ส่งลิงก์,ถอน,ยังไม่มีข้อมูล"'
    assert str(choice.sqref) == "J7:J32"
    assert sheet.max_row == 32
    assert sheet["C7"].font.name == "TH Sarabun New"


def test_prefilled_answers_come_back_as_they_went(form: Path, read: Read) -> None:
    edit(form, C8=U + "2")
    intake = read(form)
    assert not intake.problems
    assert said(intake) == {"tt": {"O1": [f"{U}{n}" for n in range(7)], "O2": [U + "2"]}}
    note = intake.submissions[0].entries[0].links[0].note
    assert note == "เมนูหลัก · ผู้รับผิดชอบ: สำนักปลัด"


def test_the_round_trip_says_nothing_new(
    tmp_path: Path, form: Path, read: Read, catalogue: Catalogue
) -> None:
    edit(form, C8=U + "2", H8="หน้าแรก", C10="-")
    first = read(form).submissions
    answers = {code: one for (_, code), one in resolve(["1"], first, None).items()}
    again = tmp_path / "again.xlsx"
    write_template(again, AGENCIES[0], catalogue, "1", "", answers)
    second = read(again).submissions
    assert content(second) == content(first, withdrawn=False)


def content(submissions: tuple[Submission, ...], *, withdrawn: bool = True) -> object:
    return [
        (one.agency, entry.indicator, [(link.url, link.given, link.note) for link in entry.links])
        for one in submissions
        for entry in one.entries
        if withdrawn or not entry.withdrawn
    ]


def test_an_untouched_form_names_nothing_and_complains_of_nothing(
    tmp_path: Path, read: Read, catalogue: Catalogue
) -> None:
    path = tmp_path / "x.xlsx"
    write_template(path, AGENCIES[0], catalogue, "1", "", {})
    intake = read(path)
    assert not intake.problems and not intake.submissions


def test_statuses(form: Path, read: Read) -> None:
    edit(
        form,
        C8="",
        J8="",
        J7="ถอน",
        C9=U + "3",
        J9="ยังไม่มีข้อมูล",
        J10="ส่งลิงก์",
        J11="ยังไม่มีข้อมูล",
        C12="ถอน",
    )
    intake = read(form)
    assert said(intake) == {"tt": {"O1": [], "O3": [U + "3"], "O6": []}}
    assert [(one.code, one.where.row) for one in intake.problems] == [
        ("status-and-links", 9),
        ("no-url", 10),
    ]


def test_hyperlinks_set_by_an_office_program(form: Path, read: Read) -> None:
    book = load_workbook(form)
    sheet = book.active
    sheet["C8"] = "คลิกที่นี่"
    sheet["C8"].hyperlink = U + "2"
    sheet["C9"] = U + "3"
    sheet["C9"].hyperlink = U + "3"
    sheet["D9"] = "www.example.go.th/4"
    sheet["D9"].hyperlink = "http://www.example.go.th/4"
    book.save(form)
    intake = read(form)
    assert not intake.problems
    assert said(intake)["tt"]["O2"] == [U + "2"]
    assert said(intake)["tt"]["O3"] == [U + "3", "www.example.go.th/4"]


def test_values_only_in_a_renamed_sheet_still_say_whose_it_is(
    tmp_path: Path, form: Path, read: Read
) -> None:
    book = Workbook()
    book.active.title = "ส่งจังหวัด"
    for row in load_workbook(form).active.iter_rows(values_only=True):
        book.active.append(row)
    book.active["C8"] = U + "2"
    path = tmp_path / "ส่งใหม่ (แก้ไข).xlsx"
    book.save(path)
    intake = read(path)
    assert not intake.problems
    assert list(said(intake)) == ["tt"]


def test_another_year_is_refused_another_round_is_said(
    tmp_path: Path, form: Path, read: Read, catalogue: Catalogue
) -> None:
    edit(form, C8=U + "2")
    intake = read(form, round="2")
    assert codes(intake) == ["other-round"] and intake.problems[0].kept and intake.submissions
    book = load_workbook(form)
    book.active["A3"] = book.active["A3"].value.replace("2569", "2568")
    book.save(form)
    intake = read(form)
    assert codes(intake) == ["other-year"] and not intake.submissions


def test_an_agency_without_code_comes_back_by_its_name(
    tmp_path: Path, read: Read, catalogue: Catalogue
) -> None:
    agency = Agency("a1", "", '=เทศบาล & <ตำบล> "ใหม่"')
    path = tmp_path / "x.xlsx"
    write_template(path, agency, catalogue, "1", "", {"O1": answer("O1", U)})
    intake = read(path, agencies=(agency,))
    assert not intake.problems
    assert list(said(intake)) == ["a1"]


def test_no_cell_is_ever_a_formula(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "x.xlsx"
    agency = Agency("a1", "=1+1", "=cmd|' /C calc'!A0")
    answers = {"O1": answer("O1", "=1+1", "+1", "@a", note="-1\x07")}
    write_template(path, agency, catalogue, "=1", "=1", answers)
    for row in load_workbook(path).active.iter_rows():
        assert all(cell.data_type in ("s", "n") for cell in row)
