"""The registry file, Thai or English headings, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from oitcheck.intake import read_agencies
from oitcheck.intake.register import agency_id
from oitcheck.model import Agency, Role


def test_thai_headings_below_a_title(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["ทะเบียนหน่วยงาน จังหวัดตัวอย่าง"])
    sheet.append(["ลำดับ", "รหัสหน่วยงาน", "ชื่อหน่วยงาน", "ประเภท", "อำเภอ", "บทบาท", "เว็บไซต์"])
    hosts = "https://www.Example.go.th/home, example.go.th"
    sheet.append([1, "TT", "เทศบาลตำบลตัวอย่าง", "เทศบาล", "เมือง", "หน่วยรับการประเมิน", hosts])
    sheet.append([2, 3201, "สำนักงานตัวอย่างจังหวัด", "ส่วนราชการ", "", "หน่วยงานเจ้าของข้อมูล", "-"])
    path = tmp_path / "r.xlsx"
    book.save(path)
    agencies, problems = read_agencies(path)
    assert not problems
    assert agencies == (
        Agency(
            "tt", "TT", "เทศบาลตำบลตัวอย่าง", "เทศบาล", "เมือง", Role.ASSESSED,
            ("www.example.go.th", "example.go.th"),
        ),
        Agency("3201", "3201", "สำนักงานตัวอย่างจังหวัด", "ส่วนราชการ", role=Role.SUPPLIER),
    )  # fmt: skip


def test_english_headings_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "code,name,kind,district,role,hosts,track\n"
        "A 1,ก,อบต.,เมือง,supplier,a.go.th b.go.th,school\n",
        encoding="utf-8",
    )
    agencies, problems = read_agencies(path)
    assert not problems
    assert agencies == (
        Agency("a1", "A 1", "ก", "อบต.", "เมือง", Role.SUPPLIER, ("a.go.th", "b.go.th"), "school"),
    )


def test_every_fault_is_said_and_good_rows_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "รหัสหน่วยงาน,ชื่อหน่วยงาน,บทบาท,เว็บไซต์\nA,ก,,\nA,ข,,\nB,,,\nC,ค,ผู้ว่า,C:\\a\n", encoding="utf-8"
    )
    agencies, problems = read_agencies(path)
    assert [one.id for one in agencies] == ["a", "c"]
    assert [(one.code, one.where.row) for one in problems] == [
        ("registry-repeated", 3),
        ("registry-no-name", 4),
        ("registry-role", 5),
        ("registry-host", 5),
    ]


def test_files_that_are_no_registry(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"")
    assert [one.code for one in read_agencies(tmp_path / "a.csv")[1]] == ["no-heading"]
    assert [one.code for one in read_agencies(tmp_path / "b.csv")[1]] == ["empty-file"]
    assert [one.code for one in read_agencies(tmp_path / "c.csv")[1]] == ["no-file"]


@given(st.text(max_size=20), st.text(min_size=1, max_size=20))
def test_ids_are_stable_slugs(code: str, name: str) -> None:
    made = agency_id(code, name)
    assert made == agency_id(code, name)
    assert made and all(char.isascii() and (char.isalnum() or char == "-") for char in made)
    assert made == made.lower()


def test_a_district_is_one_however_its_rows_write_it(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "หน่วยงาน,อำเภอ\nหนึ่ง,ปราสาท\nสอง,อำเภอปราสาท\nสาม,อ.ปราสาท\nสี่,กิ่งอำเภอโนนนารายณ์\n",
        encoding="utf-8",
    )
    agencies, _ = read_agencies(path)
    assert [one.district for one in agencies] == ["ปราสาท", "ปราสาท", "ปราสาท", "โนนนารายณ์"]
