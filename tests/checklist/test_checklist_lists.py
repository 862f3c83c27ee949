"""How people write exhibits in their lists, and what is told about what is none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from oitcheck.catalogue import Catalogue, catalogue_of
from oitcheck.intake import Intake, read_files
from oitcheck.model import Agency
from oitcheck.pipeline.rules import load_checklist

NOW = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
PROVINCE = Agency("p1", "P1", "จังหวัดตัวอย่าง", "จังหวัด", hosts=("www.province.go.th",))
URL = "http://www.province.go.th/a"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(load_checklist(None, "checklist-samutprakan-2567")[0])


class Reads:
    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue

    def rows(self, *rows: tuple[object, object, object]) -> Intake:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (("เลขเอกสาร", "เอกสารประกอบ", "ลิงก์"), *rows):
            sheet.append(row)
        sheet.insert_rows(1)
        sheet["A1"] = "หน่วยงาน: จังหวัดตัวอย่าง"
        path = self._folder / "list.xlsx"
        book.save(path)
        return read_files(
            [path],
            catalogue=self._catalogue,
            agencies=[PROVINCE],
            round="หลักฐาน",
            received_at=None,
            now=NOW,
            whole=False,
        )

    def codes(self, *rows: tuple[object, object, object]) -> list[str]:
        found = self.rows(*rows)
        return [entry.indicator for one in found.submissions for entry in one.entries]


@pytest.fixture
def reads(tmp_path: Path, catalogue: Catalogue) -> Reads:
    return Reads(tmp_path, catalogue)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("1.1", "1.1"), (1.1, "1.1"), ("๑.๑", "1.1"), ("ข้อ 1.1", "1.1"), ("เอกสาร ๑.๑", "1.1"),
        ("เอกสารที่ 5.6", "5.6"), ("(4.7)", "4.7"), ("4.0", "4.0"), ("๔.๐", "4.0"), ("4 . 1", "4.1"),
        ("2.7)", "2.7"), ("2.7.", "2.7"), ("1.1 บันทึกข้อความ", "1.1"), ("1.1บันทึกข้อความ", "1.1"),
        ("3-x", "3-x"), ("3-X", "3-x"), ("๓-x", "3-x"), ("3\N{EN DASH}x", "3-x"),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(reads: Reads, given: object, code: str) -> None:
    assert reads.codes((given, None, URL)) == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("คำรับรองการปฏิบัติราชการและการประเมินผลการปฏิบัติราชการ ITA", "3-x"),
        ("คำรับรองการปฏิบัติราชการ และการประเมินผลการปฏิบัติราชการ ITA", "3-x"),
        ("คำสั่งแต่งตั้งคณะทำงาน ITA จังหวัดสมุทรปราการ", "2.1"),
        ("2.4 ภาพประกอบการประชุม 24 พ.ย. 2566", "2.4"),
        ("บันทึกข้อความ", "5.3"),
    ],
)
def test_a_name_alone_is_enough_where_it_is_one_exhibits(
    reads: Reads, name: str, code: str
) -> None:
    assert reads.codes((None, name, URL)) == [code]


@pytest.mark.parametrize(
    ("number", "name", "told", "hint"),
    [
        (None, "รายงานการประชุม 17 ม.ค. 2567", "item-shared", "4.2, 5.5"),
        ("2.2-2.5", None, "item-several", "หนึ่งเอกสาร"),
        ("2.2, 2.3", None, "item-several", "หนึ่งเอกสาร"),
        ("6.1", None, "item-unknown", "1.1 ถึง 5.6"),
        ("1.10", None, "item-unknown", "1.1 ถึง 5.6"),
        ("3.1", None, "item-criterion", "เกณฑ์ 3.1 ของระดับ 3 ไม่ใช่เอกสาร"),
        ("เกณฑ์ 3.2", None, "item-unreadable", "1.1"),
        (None, "การมอบหมายหน่วยงานประสานและบูรณาการ ITA", "item-criterion", "ระดับ 3"),
        (4, None, "item-rounded", "4.0"),
        (17, None, "item-unreadable", "เช่น 1.1"),
        (None, "คำรับรองการปฏิบัติราชการ", "item-near", "3-x"),
        (None, "เรื่องอื่นโดยสิ้นเชิง", "item-missing", "เลขเอกสาร"),
    ],
)
def test_what_is_no_exhibit_is_not_taken_for_one(
    reads: Reads, number: object, name: str | None, told: str, hint: str
) -> None:
    found = reads.rows(("2.7", None, URL), (number, name, f"{URL}/2"))
    (problem,) = found.problems
    assert problem.code == told and not problem.kept
    assert hint in str(problem)
    assert "{" not in str(problem) and "ข้อ " not in str(problem)
    (entry,) = found.submissions[0].entries
    assert (entry.indicator, len(entry.links)) == ("2.7", 1), "it isn't added to the row above"


def test_a_number_with_the_criterions_name_is_the_exhibit_and_a_notice(reads: Reads) -> None:
    name = "4.1 จัดทำแนวทางและมาตรการยกระดับผลการประเมิน ITA ของส่วนราชการระดับจังหวัดและ อปท. ในพื้นที่"
    for row in (("4.1", name, URL), (None, name, URL), ("4.1", "หนังสือเชิญประชุม 17 ม.ค. 2567", URL)):
        assert reads.codes(row) == ["4.1"]
    (notice,) = reads.rows(("4.1", name, URL)).problems
    assert notice.code == "item-criterion-name" and notice.kept
    assert "หนังสือเชิญประชุม 17 ม.ค. 2567" in str(notice)


def test_criteria_between_the_exhibits_as_the_form_prints_them_are_passed_over(
    reads: Reads,
) -> None:
    found = reads.rows(
        ("3.1", "การจัดทำคำรับรอง", None),
        (None, "คำรับรองการปฏิบัติราชการและการประเมินผลการปฏิบัติราชการ ITA", URL),
        (None, None, f"{URL}/2"),
    )
    assert found.problems == ()
    (entry,) = found.submissions[0].entries
    assert (entry.indicator, len(entry.links)) == ("3-x", 2)


def test_a_name_of_another_exhibit_beside_a_number_is_noticed(reads: Reads) -> None:
    (notice,) = reads.rows(("2.2", "รายงานการประชุม 17 ม.ค. 2567", URL)).problems
    assert notice.code == "item-differs"
    assert "4.2, 5.5" in str(notice)


def test_entries_stand_in_the_checklists_order(reads: Reads) -> None:
    rows = [(code, None, f"{URL}/{code}") for code in ("5.1", "4.0", "3-x", "2.7", "1.1")]
    assert reads.codes(*rows) == ["1.1", "2.7", "3-x", "4.0", "5.1"]
