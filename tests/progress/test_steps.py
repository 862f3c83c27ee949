"""Steps kept by hand: on the command line and in Excel, nothing lost, no personal data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from oitcheck.errors import OitcheckError
from oitcheck.model import StepNote
from oitcheck.pipeline.steps import (
    export_steps,
    find_step,
    import_steps,
    kept_steps,
    plan_of,
    set_step,
)
from oitcheck.pipeline.workspace import Workspace
from oitcheck.thai.people import person_title

NOW = datetime(2026, 4, 2, 3, 0, tzinfo=UTC)
BY = "หัวหน้าสำนักงานจังหวัด"
CITIZEN = "1-1017-00230-70-8"


def kept(workspace: Workspace) -> dict[str, StepNote]:
    with workspace.store() as store:
        return store.office.step_notes()


def keep(workspace: Workspace, step: str, **changes: Any) -> tuple[str, ...]:
    return set_step(workspace, step, changes, BY, NOW)[1]


def edited(path: Path, changes: dict[str, Any], row: int = 6) -> Path:
    """The exported sheet with cells of a row changed, by heading."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    columns = {cell.value: cell.column for cell in sheet[3]}
    for heading, value in changes.items():
        cell = sheet.cell(row, columns[heading])
        cell.number_format = "General"
        cell.value = value
    book.save(path)
    return path


@pytest.fixture
def sheet(workspace: Workspace, tmp_path: Path) -> Path:
    keep(workspace, "training", state="done", result="จัดแล้ว\n=ครบ", number="12/2569")
    keep(workspace, "answer", document="คำสั่ง", date=date(2026, 3, 3))
    path = tmp_path / "steps.xlsx"
    export_steps(workspace, path)
    return path


def test_what_is_not_named_stays_and_an_empty_value_empties(workspace: Workspace) -> None:
    keep(workspace, "training", state="done", result="จัดแล้ว", date=date(2026, 3, 3))
    keep(workspace, "๓", number="12/2569", result="")
    note = kept(workspace)["training"]
    assert (note.state, note.result, note.number, note.date) == (
        "done",
        "",
        "12/2569",
        date(2026, 3, 3),
    )
    assert note.by == BY
    keep(workspace, "training", date=None, state="อยู่ระหว่างดำเนินการ")
    assert (kept(workspace)["training"].date, kept(workspace)["training"].state) == (None, "doing")


def test_a_step_is_found_by_id_or_by_a_number_that_only_one_bears(workspace: Workspace) -> None:
    plan = plan_of(workspace)
    assert find_step(plan, "answer-approve").id == "answer-approve"
    assert {find_step(plan, given).id for given in ("3", "๓", "ข้อ ๓")} == {"training"}
    with pytest.raises(OitcheckError, match="publish, improve"):
        find_step(plan, "18")
    with pytest.raises(OitcheckError, match="ใกล้เคียงที่สุดคือ register"):
        find_step(plan, "regster")


def test_a_state_that_is_none_and_nothing_to_keep_are_told(workspace: Workspace) -> None:
    with pytest.raises(OitcheckError, match=r"done .*doing .*not-due"):
        keep(workspace, "training", state="finished")
    with pytest.raises(OitcheckError, match="ไม่ได้ระบุ"):
        keep(workspace, "training")
    assert not kept(workspace)


def test_a_citizen_number_is_refused_and_not_repeated(workspace: Workspace) -> None:
    for column in ("result", "document", "number"):
        with pytest.raises(OitcheckError) as told:
            keep(workspace, "training", **{column: f"เลข {CITIZEN}"})
        assert "00230" not in str(told.value)
    with pytest.raises(OitcheckError):
        set_step(workspace, "training", {"state": "done"}, CITIZEN, NOW)
    assert not kept(workspace)


def test_a_name_of_a_person_is_kept_with_a_remark(workspace: Workspace) -> None:
    remarks = keep(workspace, "training", result="นายสมมุติ สมมุติ เป็นประธาน")
    assert remarks == ("ดูเหมือนมีชื่อบุคคล (ผลการดำเนินการ): โปรดไม่ระบุชื่อบุคคล ใช้ชื่อตำแหน่งแทน",)
    assert kept(workspace)["training"].result


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("นางสาวสมมุติ ตัวอย่าง", True),
        ("โดย นาย สมมุติ ตัวอย่าง ปลัด", True),
        ("น.ส.สมมุติ ตัวอย่าง", True),
        ("นายอำเภอเมืองสุรินทร์ เป็นประธาน", False),
        ("นายกเทศมนตรี และปลัดเทศบาล", False),
        ("อำเภอนางรอง และ อำเภอสังขะ", False),
        ("ประชุมหัวหน้าส่วนราชการ ครั้งที่ 1", False),
    ],
)
def test_a_title_and_two_words_look_like_a_person_and_an_office_does_not(
    text: str, named: bool
) -> None:
    assert bool(person_title(text)) is named


def test_the_sheet_comes_back_with_nothing_lost_and_nothing_kept_twice(
    workspace: Workspace, sheet: Path
) -> None:
    before = kept(workspace)
    assert import_steps(workspace, sheet, "อื่น", NOW).stored == 0
    assert kept(workspace) == before
    other = Workspace.init(
        sheet.parent / "other", province="สุรินทร์", year=2569, plan="plan-surin-2569"
    )
    assert import_steps(other, sheet, BY, NOW).stored == 2
    assert kept(other) == before


def test_the_sheet_has_every_step_and_part_and_a_drop_down_in_thai(
    workspace: Workspace, sheet: Path
) -> None:
    read = load_workbook(sheet).active
    assert read is not None
    ids = [read.cell(row, 1).value for row in range(4, read.max_row + 1)]
    assert ids == [one.step.id for one in kept_steps(workspace)]
    (choice,) = read.data_validations.dataValidation
    assert choice.formula1 == '"เสร็จเรียบร้อยแล้ว,อยู่ระหว่างดำเนินการ,ยังไม่ถึงกำหนด"'
    assert read.cell(5, 5).value == "วันที่ ๒ - ๒๐ มีนาคม ๒๕๖๙"


@pytest.mark.parametrize(
    "given",
    [
        "16 มกราคม 2569",
        "๑๖ ม.ค. ๒๕๖๙",
        "2026-01-16",
        datetime(2026, 1, 16),
        datetime(2569, 1, 16),
    ],
)
def test_dates_are_read_as_officials_and_excel_write_them(
    workspace: Workspace, sheet: Path, given: object
) -> None:
    import_steps(workspace, edited(sheet, {"ลงวันที่": given}, row=7), BY, NOW)
    step = kept_steps(workspace)[3].step.id
    assert kept(workspace)[step].date == date(2026, 1, 16)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"รหัส": "registr"}, "ใกล้เคียงที่สุดคือ register"),
        ({"รหัส": "register"}, "ซ้ำกับแถว 5"),
        ({"รหัส": None, "ผลการดำเนินการ": "ทำแล้ว"}, "ไม่มีรหัสขั้นตอน"),
        ({"สถานะ": "เสร็จ"}, "เสร็จเรียบร้อยแล้ว, อยู่ระหว่างดำเนินการ"),
        ({"ลงวันที่": "31 เมษายน 2569"}, "อ่านวันที่ไม่ได้"),
        ({"เลขที่": datetime(2026, 1, 16)}, "เลขที่ถูกเปลี่ยนเป็นวันที่"),
        ({"ผลการดำเนินการ": f"เลข {CITIZEN}"}, "เลขประจำตัวประชาชน"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_loaded(
    workspace: Workspace, sheet: Path, changes: dict[str, Any], told: str
) -> None:
    before = kept(workspace)
    edited(sheet, {"ผลการดำเนินการ": "ดีแล้ว"}, row=4)
    done = import_steps(workspace, edited(sheet, changes), BY, NOW)
    (line,) = [str(one) for one in done.problems]
    assert line.startswith("steps.xlsx:ขั้นตอน:6: ") and told in line and "00230" not in line
    assert done.stored == 0 and kept(workspace) == before


def test_a_column_that_is_gone_changes_nothing_and_an_emptied_cell_empties(
    workspace: Workspace, sheet: Path
) -> None:
    book = load_workbook(sheet)
    read = book.active
    assert read is not None
    heads = [cell.value for cell in read[3]]
    row = next(cell.row for cell in read["A"] if cell.value == "training")
    read.cell(row, heads.index("เลขที่") + 1).value = None
    read.delete_cols(heads.index("ผลการดำเนินการ") + 1)
    book.save(sheet)
    assert import_steps(workspace, sheet, BY, NOW).stored == 1
    note = kept(workspace)["training"]
    assert (note.result, note.number) == ("จัดแล้ว\n=ครบ", "")


def test_another_sheet_is_told_which_headings_it_lacks(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["ลำดับ", "ชื่อ"])
    book.save(tmp_path / "x.xlsx")
    (problem,) = import_steps(workspace, tmp_path / "x.xlsx", BY, NOW).problems
    assert "รหัส สถานะ" in str(problem) and not problem.kept


def test_only_an_xlsx_is_written(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(OitcheckError, match=r"steps\.xlsx"):
        export_steps(workspace, tmp_path / "steps.xls")
