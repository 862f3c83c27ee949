"""Lists of who answers for what: read by function, never by a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.intake import Problem, items_text, read_contacts, write_contacts_form
from oitcheck.model import Agency, Contact
from oitcheck.thai.people import person_title

AGENCIES = (
    Agency("m1", "M01", "เทศบาลเมืองตัวอย่าง", "เทศบาลเมือง", "เมืองสุรินทร์"),
    Agency("t1", "T01", "องค์การบริหารส่วนตำบลหนองแก", "อบต.", "สังขะ"),
)
HEAD = ["รหัสหน่วยงาน", "หน่วยงาน", "อำเภอ", "ส่วนงาน (กอง/ฝ่าย)", "ข้อที่รับผิดชอบ", "โทรศัพท์", "อีเมล"]

Read = tuple[tuple[Contact, ...], tuple[Problem, ...]]


def catalogue() -> Catalogue:
    text = files("oitcheck.indicators").joinpath("oit-2569.toml").read_text(encoding="utf-8")
    return parse_catalogue(text, "oit-2569.toml")


def read(path: Path) -> Read:
    return read_contacts(path, agencies=AGENCIES, catalogues={"standard": catalogue()})


def table(tmp_path: Path, *rows: Sequence[Any], head: Sequence[str] = tuple(HEAD)) -> Read:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "ผู้ประสานงาน"
    for row in (head, *rows):
        sheet.append(list(row))
    book.save(tmp_path / "c.xlsx")
    return read(tmp_path / "c.xlsx")


def codes(found: Read) -> list[tuple[str, int]]:
    return [(one.code, one.where.row) for one in found[1]]


def test_functions_coordinators_and_districts(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ["M01", "", "", "กองคลัง", "O11-O13, O18", "๐๔๔-๕๑๑๑๑๑ ต่อ ๑๒", "klang@example.go.th"],
        ["", "เทศบาลเมืองตัวอย่าง", "", "สำนักปลัด", "", "044-511112", "-"],
        ["", "", "อ.สังขะ", "", "", "0812345678", ""],
    )
    assert found == (
        (
            Contact(
                "m1",
                "กองคลัง",
                "เมืองสุรินทร์",
                ("O11", "O12", "O13", "O18"),
                "044-511111 ต่อ 12",
                "klang@example.go.th",
            ),
            Contact("m1", "สำนักปลัด", "เมืองสุรินทร์", (), "044-511112"),
            Contact("", "ผู้ประสานงานอำเภอ", "สังขะ", (), "0812345678"),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("given", "items"),
    [
        ("O12", "O12"),
        ("ข้อ ๑๑-๑๓ และ ๑๘", "O11-O13, O18"),
        ("O.1; o 2\n03", "O1-O3"),
        ("O1 ถึง O3 O5", "O1-O3, O5"),
        ("OIT 10/O12", "O10, O12"),
        ("O21-3", "O21"),
        ("ตัวชี้วัดย่อย 10.2", "O25, O26"),
        ("ทุกข้อ", "O1-O26"),
    ],
)
def test_items_as_they_are_typed(tmp_path: Path, given: str, items: str) -> None:
    contacts, problems = table(tmp_path, ["M01", "", "", "กองคลัง", given])
    assert problems == ()
    known = {one.code for one in catalogue().indicators if one.group == "10.2"}
    if given.endswith("10.2"):
        assert set(contacts[0].indicators) == known
    else:
        assert items_text(contacts[0].indicators) == items


@pytest.mark.parametrize(
    "name",
    [
        "นายตัวอย่าง สมมุติ", "นาง ตัวอย่าง", "นางสาวตัวอย่าง", "น.ส.ตัวอย่าง", "ว่าที่ ร.ต.ตัวอย่าง สมมุติ",
        "ว่าที่ร้อยตรีหญิงตัวอย่าง", "พ.ต.อ. ตัวอย่าง", "จ.ส.อ.ตัวอย่าง", "ดร.ตัวอย่าง", "Mr. Example",
        "กองคลัง (นายตัวอย่าง)", "ผอ.กองคลัง นางสาวตัวอย่าง", "นายกฤษณ์ สมมุติ", "คุณ ตัวอย่าง",
    ],
)  # fmt: skip
def test_a_persons_name_is_refused_and_not_repeated(tmp_path: Path, name: str) -> None:
    found = table(tmp_path, ["M01", "", "", name, "O12", "044-511111"])
    assert found[0] == ()
    assert codes(found) == [("contact-person", 2)]
    assert found[1][0].hint_th == "ระบุส่วนงานหรือตำแหน่ง ไม่ระบุชื่อบุคคล"
    assert "ตัวอย่าง" not in str(found[1][0])
    assert "กฤษณ์" not in str(found[1][0])


@pytest.mark.parametrize("column", [4, 5, 6])
def test_a_name_in_any_other_cell_is_refused_too(tmp_path: Path, column: int) -> None:
    row = ["M01", "", "", "กองคลัง", "O12", "044-511111", "a@example.go.th"]
    row[column] += " (นางสาวตัวอย่าง)"
    assert table(tmp_path, row)[0] == ()


@pytest.mark.parametrize(
    "function",
    [
        "นายก อบต.", "นายกเทศมนตรี", "นายกองค์การบริหารส่วนตำบล", "นายอำเภอสังขะ", "นายช่างโยธา",
        "นายทะเบียน", "งานคุณภาพ", "ปลัด อบต. รักษาราชการแทน นายก อบต.", "นายแพทย์สาธารณสุขจังหวัด",
        "ที่ว่าการอำเภอ นางรอง", "กองสาธารณสุขฯ", "ส.อบต.", "ผู้ดูแลเว็บไซต์",
    ],
)  # fmt: skip
def test_positions_and_places_that_begin_like_a_title_are_kept(
    tmp_path: Path, function: str
) -> None:
    assert person_title(function) == ""
    (one,), problems = table(tmp_path, ["M01", "", "", function, "O12"])
    assert (one.function, problems) == (function, ())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["X9", "อบต.หนองเก", "", "กองคลัง", "O12"], "agency-unknown"),
        (["", "", "สังคะ", "", "", "044-511111"], "contact-district"),
        (["", "", "", "กองคลัง", "O12"], "contact-no-owner"),
        (["M01", "", "", "", "O12", "044-511111"], "contact-no-function"),
        (["M01", "", "", "กองคลัง", "เรื่องเงิน"], "contact-item"),
        (["M01", "", "", "กองคลัง", "O13-O11"], "contact-item"),
        (["M01", "", "", "กองคลัง", "O12, O27"], "contact-item-unknown"),
    ],
)
def test_a_bad_row_is_told_by_its_place_and_gives_nothing(
    tmp_path: Path, row: list[str], code: str
) -> None:
    found = table(tmp_path, row, ["T01", "", "", "สำนักปลัด"])
    assert [one.agency for one in found[0]] == ["t1"]
    assert codes(found) == [(code, 2)]
    assert str(found[1][0]).startswith("c.xlsx:ผู้ประสานงาน:2: ")


@pytest.mark.parametrize(
    "refused",
    [
        ["M01", "", "", "กองช่าง", "O27"],
        ["M01", "", "", "", "O12"],
        ["", "เทศบาลเมืองตัวอย่าง", "", "นางสาวตัวอย่าง", "O12"],
        ["M01", "องค์การบริหารส่วนตำบลหนองแก", "", "กองช่าง", "O12"],
    ],
)
def test_a_refused_row_leaves_out_the_others_of_its_agency(
    tmp_path: Path, refused: list[str]
) -> None:
    rows = (["M01", "", "", "กองคลัง", "O11"], refused, ["M01", "", "", "สำนักปลัด", ""])
    found = table(tmp_path, *rows, ["", "", "สังขะ", "", "", "1567"])
    assert [one.district for one in found[0]] == ["สังขะ"]
    (told,) = (one for one in found[1] if one.code == "contact-part")
    assert (told.where.row, told.value) == (3, "เทศบาลเมืองตัวอย่าง")
    assert "(2 รายการ)" in told.message_th


def test_a_refused_row_leaves_out_the_other_coordinator_of_its_district(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ["", "", "สังขะ", "", "", "1567"],
        ["", "", "อ.สังขะ", "นายตัวอย่าง สมมุติ", "", "1567"],
        ["T01", "", "", "กองคลัง", "O11"],
    )
    assert [one.agency for one in found[0]] == ["t1"]
    assert codes(found) == [("contact-person", 3), ("contact-part", 3)]


@pytest.mark.parametrize(
    ("telephone", "email", "kept", "code"),
    [
        (44511111, "", ("044511111", ""), "contact-zero"),
        (812345678, "", ("0812345678", ""), "contact-zero"),
        ("ไม่ทราบ", "", ("", ""), "contact-telephone"),
        ("044-511111 สมมุติ", "", ("", ""), "contact-telephone"),
        ("1567", "klang@", ("1567", ""), "contact-email"),
    ],
)
def test_what_can_not_be_reached_is_told_and_the_row_kept(
    tmp_path: Path, telephone: Any, email: str, kept: tuple[str, str], code: str
) -> None:
    found = table(tmp_path, ["M01", "", "", "กองคลัง", "O12", telephone, email])
    (one,) = found[0]
    assert (one.telephone, one.email) == kept
    assert codes(found) == [(code, 2)]
    assert found[1][0].kept


def test_a_column_of_names_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    head = ["หน่วยงาน", "ส่วนงาน", "ชื่อ-สกุล", "โทรศัพท์"]
    found = table(tmp_path, ["M01", "กองคลัง", "ตัวอย่าง สมมุติ", "044-511111"], head=head)
    assert found[0] == (Contact("m1", "กองคลัง", "เมืองสุรินทร์", (), "044-511111"),)
    assert codes(found) == [("contact-person-column", 1)]


def test_a_file_that_is_no_list_of_contacts_is_told(tmp_path: Path) -> None:
    assert codes(table(tmp_path, ["M01", "ก"], head=["หน่วยงาน", "หมายเหตุ"])) == [
        ("contact-no-heading", 0)
    ]


def test_the_form_comes_back_empty_and_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_contacts_form(path, AGENCIES, 2569)
    assert read(path) == ((), ())
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = {row[1].value: row[0].row for row in sheet.iter_rows(min_row=4) if row[1].value}
    assert list(rows) == ["เทศบาลเมืองตัวอย่าง", "องค์การบริหารส่วนตำบลหนองแก"]
    row = rows["เทศบาลเมืองตัวอย่าง"]
    sheet[f"D{row}"], sheet[f"E{row}"], sheet[f"F{row}"] = "กองคลัง", "O12", "044-511111"
    sheet["F4"] = "044-511199"
    last = sheet.max_row
    sheet[f"A{last}"], sheet[f"D{last}"] = "M01", "สำนักปลัด"
    book.save(path)
    contacts, problems = read(path)
    assert problems == ()
    assert {(one.agency, one.function, one.telephone) for one in contacts} == {
        ("", "ผู้ประสานงานอำเภอ", "044-511199"),
        ("m1", "กองคลัง", "044-511111"),
        ("m1", "สำนักปลัด", ""),
    }
