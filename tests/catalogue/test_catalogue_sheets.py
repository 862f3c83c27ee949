"""What people do to the Excel file: every slip is named by sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from any_catalogue import SMALL, bare
from openpyxl import Workbook, load_workbook

from oitcheck.catalogue import Catalogue, Words
from oitcheck.errors import OitcheckError
from oitcheck.intake.catalogue_export import catalogue_xlsx
from oitcheck.intake.catalogue_import import read_catalogue
from oitcheck.intake.catalogue_sheets import GUIDE, SHEETS

Edit = Callable[[Any], None]


def edited(tmp_path: Path, edit: Edit, catalogue: Catalogue = SMALL) -> Path:
    path = tmp_path / "เกณฑ์.xlsx"
    path.write_bytes(catalogue_xlsx(catalogue))
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def put(sheet: str, cell: str, value: Any) -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


def complaints(tmp_path: Path, edit: Edit) -> list[str]:
    found, told = read_catalogue(edited(tmp_path, edit), {"reachable", "current"})
    assert found is None
    return [str(one) for one in told]


def test_the_file_is_made_for_people() -> None:
    import io

    book = load_workbook(io.BytesIO(catalogue_xlsx(SMALL)))
    assert book.sheetnames == [GUIDE, *(sheet.title for sheet in SHEETS)]
    for sheet in SHEETS:
        page = book[sheet.title]
        assert page.freeze_panes is not None
        assert page.freeze_panes.endswith("2")
        for at, column in enumerate(sheet.columns, start=1):
            assert page.cell(1, at).value == column.heading
            assert page.cell(1, at).alignment.wrap_text
            assert page.column_dimensions[page.cell(1, at).column_letter].width == column.width
        chosen = {str(rule.sqref).split("2:")[0] for rule in page.data_validations.dataValidation}
        with_words = {
            page.cell(1, at).column_letter
            for at, column in enumerate(sheet.columns, start=1)
            if column.choices or column.manner == "yes"
        }
        assert chosen == with_words
    rule = next(
        one for one in book["ข้อ"].data_validations.dataValidation if str(one.sqref).startswith("G")
    )
    where = rule.formula1.split("!")[1].replace("$", "")
    assert [cell.value for (cell,) in book[GUIDE][where]] == [
        "ยืนยันแล้ว",
        "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช.",
    ]


def test_codes_are_texts_and_no_text_is_a_formula() -> None:
    import io

    catalogue = replace(
        SMALL,
        groups=(("9.1", Words("=1+1", "+66")), ("10.10", Words("-", "@x"))),
        note=" \n =HYPERLINK(1) ",
    )
    book = load_workbook(io.BytesIO(catalogue_xlsx(catalogue)))
    page = book["ตัวชี้วัดย่อย"]
    for row in page.iter_rows(min_row=2, max_row=3):
        for cell in row:
            assert (cell.data_type, cell.number_format) == ("s", "@")
    assert page["A3"].value == "10.10"
    assert page["B2"].value == "=1+1"
    assert page["B2"].quotePrefix
    assert book["เกณฑ์"]["F2"].value == " \n =HYPERLINK(1) "


def test_a_text_too_long_for_excel_is_refused_and_not_cut() -> None:
    with pytest.raises(OitcheckError, match="ยาวเกิน"):
        catalogue_xlsx(replace(SMALL, note="ก" * 32_768))


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("เกณฑ์", "B2", None, "เกณฑ์: แถว 2: ปีงบประมาณ พ.ศ.: ไม่ได้ระบุ"),
        ("เกณฑ์", "B2", "สองพัน", "เกณฑ์: แถว 2: ปีงบประมาณ พ.ศ.: 'สองพัน' ไม่ใช่จำนวนเต็ม"),
        ("เกณฑ์", "B2", 2026, "เกณฑ์: แถว 2: ปีงบประมาณ พ.ศ.: 2026 ไม่ใช่ปีพุทธศักราช"),
        ("เกณฑ์", "D2", 1.5, "เกณฑ์: แถว 2: ฉบับแก้ไขที่: 1.5 เป็นตัวเลข"),
        ("ข้อ", "A2", "12", "ข้อ: แถว 2: ข้อ: '12' ไม่ใช่รหัสข้อ"),
        ("ข้อ", "A3", "O1", "ข้อ: แถว 3: ข้อ: O1 มีซ้ำสองแห่ง"),
        ("ข้อ", "B2", "9.9", "ข้อ: แถว 2: ตัวชี้วัดย่อย: ไม่มี '9.9' ใน แผ่นงาน ตัวชี้วัดย่อย"),
        ("ข้อ", "B2", 10.1, "ข้อ: แถว 2: ตัวชี้วัดย่อย: 10.1 เป็นตัวเลข"),
        ("ข้อ", "C2", None, "ข้อ: แถว 2: ชื่อข้อ: ไม่ได้ระบุ"),
        ("ข้อ", "E2", "ปีนี้\nปีก่อนหน้า", "ข้อ: แถว 2: ปีของข้อมูล: ไม่มีค่า 'ปีนี้'"),
        ("ข้อ", "F2", "=1+1", "ข้อ: แถว 2: ปีของข้อมูลตามแหล่งที่มา: เป็นสูตร"),
        ("ข้อ", "F2", datetime(2026, 1, 2), "ปีของข้อมูลตามแหล่งที่มา: Excel เปลี่ยนเป็นวันที่"),
        ("ข้อ", "G2", "ยืนยัน", "ข้อ: แถว 2: สถานะ: ไม่มีค่า 'ยืนยัน' (แก้เป็น ยืนยันแล้ว)"),
        ("ข้อ", "G2", "ยืนยันแล้ว\nยืนยันแล้ว", "ข้อ: แถว 2: สถานะ: มีหลายบรรทัด"),
        ("ข้อ", "I2", "S9", "ข้อ: แถว 2: แหล่งที่มา: ไม่มี S9 ใน แผ่นงาน แหล่งที่มา"),
        ("ข้อ", "K2", "curent", "ข้อ: แถว 2: ใช้เฉพาะการตรวจ: ไม่มีการตรวจ 'curent'"),
        ("องค์ประกอบ", "A2", "O9", "องค์ประกอบ: แถว 2: ข้อ: ไม่มี O9 ในแผ่นงาน ข้อ"),
        ("องค์ประกอบ", "B2", "โทร", "องค์ประกอบ: แถว 2: รหัสองค์ประกอบ: 'โทร' ไม่ใช่รหัส"),
        ("องค์ประกอบ", "B3", "phone", "องค์ประกอบ: แถว 3: รหัสองค์ประกอบ: phone มีซ้ำสองแห่ง"),
        ("องค์ประกอบ", "F3", None, "องค์ประกอบ: แถว 3: แหล่งที่มา: ยืนยันแล้วแต่ไม่มีแหล่งที่มา"),
        ("องค์ประกอบ", "I3", "อบต", "องค์ประกอบ: แถว 3: ประเภทหน่วยงาน: ไม่มีค่า 'อบต' (แก้เป็น อบต.)"),
        ("องค์ประกอบ", "K3", "ไม่", "องค์ประกอบ: แถว 3: เฉพาะกรณีที่มี: ไม่มีค่า 'ไม่'"),
        ("วิธีมองเห็น", "B2", "fax", "วิธีมองเห็น: แถว 2: รหัสองค์ประกอบ: ไม่มี O1 fax ในแผ่นงาน องค์ประกอบ"),
        ("วิธีมองเห็น", "C2", None, "วิธีมองเห็น: แถว 2: ไม่มีทั้ง คำที่ต้องพบ และ สิ่งที่มองหา"),
        ("วิธีมองเห็น", "E5", None, "วิธีมองเห็น: แถว 5: หัวคอลัมน์ของตาราง: ตารางต้องระบุหัวคอลัมน์"),
        ("แหล่งที่มา", "A3", "S1", "แหล่งที่มา: แถว 3: รหัสแหล่งที่มา: S1 มีซ้ำสองแถว"),
        ("แหล่งที่มา", "B2", None, "แหล่งที่มา: แถว 2: แหล่งที่มา: ไม่ได้ระบุ"),
        ("ตัวชี้วัดย่อย", "B2", None, "ตัวชี้วัดย่อย: แถว 2: ชื่อตัวชี้วัดย่อย: ไม่ได้ระบุ"),
        ("ข้อ", "C1", "ชื่อ ข้อ", "ข้อ: แถว 1: ชื่อ ข้อ: ไม่รู้จักหัวตารางนี้ (แก้เป็น ชื่อข้อ)"),
    ],
)
def test_a_bad_cell_is_named_with_its_mend(
    tmp_path: Path, sheet: str, cell: str, value: Any, told: str
) -> None:
    lines = complaints(tmp_path, put(sheet, cell, value))
    assert any(told in line for line in lines), lines
    for line in lines:
        assert line.startswith("เกณฑ์.xlsx: ")
        assert line.endswith(")"), line
        assert "\n" not in line


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["วิธีมองเห็น"]["C3"] = "โทรสาร"
        book["ข้อ"]["A3"] = "x"
        book["ข้อ"]["G2"] = "?"
        book["เกณฑ์"]["B2"] = 1

    lines = complaints(tmp_path, edit)
    places = [line.split(": ")[1:3] for line in lines]
    assert places[0] == ["เกณฑ์", "แถว 2"]
    assert places[1:3] == [["ข้อ", "แถว 2"], ["ข้อ", "แถว 3"]]
    assert places[3] == ["องค์ประกอบ", "แถว 4"], "its item is gone"
    assert places[4:] == [["วิธีมองเห็น", "แถว 3"], ["วิธีมองเห็น", "แถว 5"]]


def test_a_missing_sheet_and_a_missing_column_are_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["แหล่งที่มา"]
        book["ข้อ"].delete_cols(7)

    lines = complaints(tmp_path, edit)
    assert any("แหล่งที่มา: ไม่มีแผ่นงานนี้" in line for line in lines)
    assert any("ข้อ: แถว 1: สถานะ: ไม่มีหัวตารางนี้" in line for line in lines)


def test_columns_may_be_moved_rows_left_blank_and_sheets_added(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        page = book["ตัวชี้วัดย่อย"]
        page.move_range("A1:A3", cols=4)
        book["ข้อ"].insert_rows(2, 3)
        book["ข้อ"]["A9"] = "   "
        book.create_sheet("บันทึกของฉัน")["A1"] = "อะไรก็ได้"
        book.move_sheet("การยืนยัน", -5)

    found, told = read_catalogue(edited(tmp_path, edit))
    assert [str(one) for one in told if "แถว 9" not in str(one)] == []
    assert told, "a row of blanks is no item"
    found, told = read_catalogue(edited(tmp_path, lambda book: book["ข้อ"].insert_rows(3, 3)))
    assert told == ()
    assert found is not None
    assert bare(found) == SMALL


def test_what_people_type_is_taken_as_they_mean_it(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["เกณฑ์"]["B2"] = "๒๕๖๙"
        book["ข้อ"]["A2"] = " O1 "
        book["ข้อ"]["E2"] = "ปีงบประมาณนี้ \n\n covers-N\n"
        book["วิธีมองเห็น"]["D3"] = "โทร|โทรศัพท์ |  เบอร์โทร \n\nสำนัก"
        book["องค์ประกอบ"]["K2"] = True

    found, told = read_catalogue(edited(tmp_path, edit))
    assert told == ()
    assert found is not None
    item = found.indicators[0]
    assert (found.year, item.code, item.data_year) == (2569, "O1", ("N", "covers-N"))
    assert item.elements[0].see[1].phrases == (("โทร", "โทรศัพท์", "เบอร์โทร"), ("สำนัก",))
    assert item.elements[0].if_any


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "ว่าง"),
        (b"[catalogue]\nid = 1\n", "ไม่รองรับ"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04broken", "เสียหาย"),
        (None, "ไม่ใช่ไฟล์เกณฑ์"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_in_one_line(
    tmp_path: Path, body: bytes | None, told: str
) -> None:
    path = tmp_path / "x.xlsx"
    if body is None:
        Workbook().save(path)
    else:
        path.write_bytes(body)
    with pytest.raises(OitcheckError, match=told) as caught:
        read_catalogue(path)
    assert "\n" not in str(caught.value)
    with pytest.raises(OitcheckError, match="ไม่พบไฟล์"):
        read_catalogue(tmp_path / "none.xlsx")


def test_a_file_cut_short_is_refused_or_read_whole(tmp_path: Path) -> None:
    body = catalogue_xlsx(SMALL)
    path = tmp_path / "x.xlsx"
    for length in range(0, len(body), len(body) // 40):
        path.write_bytes(body[:length])
        with pytest.raises(OitcheckError):
            read_catalogue(path)
