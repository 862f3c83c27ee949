"""The command `contacts`, and what the pages of agencies say of who answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from oitcheck.cli.main import main
from oitcheck.pipeline.workspace import Workspace

REGISTRY = """รหัสหน่วยงาน,หน่วยงาน,ประเภท,อำเภอ
M01,เทศบาลเมืองตัวอย่าง,เทศบาลเมือง,เมืองสุรินทร์
T01,องค์การบริหารส่วนตำบลหนองแก,อบต.,สังขะ
"""
LIST = """รหัสหน่วยงาน,อำเภอ,ส่วนงาน,ข้อที่รับผิดชอบ,โทรศัพท์
M01,,กองคลัง,O11-O13,044-511111
M01,,สำนักปลัด,,044-511112
T01,,สำนักปลัด,,044-522222
,สังขะ,,,044-533333
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    place = tmp_path / "ws"
    Workspace.init(place, province="สุรินทร์", year=2569, plan="plan-surin-2569")

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["oitcheck", "-w", str(place), *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    (tmp_path / "registry.csv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert call("agencies", str(tmp_path / "registry.csv"))[0] == 0
    return call


def functions(run: Run, *options: str) -> list[tuple[str, str]]:
    code, out, _ = run("contacts", "--json", *options)
    assert code == 0
    return [(one["agency"], one["function"]) for one in json.loads(out)["contacts"]]


def test_a_list_is_kept_and_shown_by_district(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("contacts", str(tmp_path / "list.csv"))
    assert code == 0
    assert "บันทึกผู้ประสานงาน 4 รายการ ของ 2 หน่วยงาน และ 1 อำเภอ" in out
    assert functions(run) == [
        ("M01", "กองคลัง"),
        ("M01", "สำนักปลัด"),
        ("", "ผู้ประสานงานอำเภอ"),
        ("T01", "สำนักปลัด"),
    ]
    assert "กองคลัง (ข้อ O11-O13) โทร. 044-511111" in run("contacts")[1]


def test_who_answers_for_an_item_else_the_coordinator_of_the_agency(
    run: Run, tmp_path: Path
) -> None:
    run("contacts", str(tmp_path / "list.csv"))
    assert functions(run, "--item", "o๑๒") == [("M01", "กองคลัง"), ("T01", "สำนักปลัด")]
    assert functions(run, "--item", "O1", "--agency", "M01") == [("M01", "สำนักปลัด")]


def test_a_new_list_replaces_the_agencies_it_names_and_no_others(run: Run, tmp_path: Path) -> None:
    run("contacts", str(tmp_path / "list.csv"))
    (tmp_path / "new.csv").write_text("หน่วยงาน,ส่วนงาน\nM01,กองช่าง\n", encoding="utf-8")
    run("contacts", str(tmp_path / "new.csv"))
    assert functions(run) == [
        ("M01", "กองช่าง"),
        ("", "ผู้ประสานงานอำเภอ"),
        ("T01", "สำนักปลัด"),
    ]


def test_an_agency_with_a_refused_row_keeps_whom_it_had(run: Run, tmp_path: Path) -> None:
    run("contacts", str(tmp_path / "list.csv"))
    rows = "M01,กองช่าง,O13\nM01,กองคลัง,O99\nT01,กองคลัง,O14\n"
    (tmp_path / "new.csv").write_text(f"หน่วยงาน,ส่วนงาน,ข้อที่รับผิดชอบ\n{rows}", encoding="utf-8")
    code, out, err = run("contacts", str(tmp_path / "new.csv"))
    assert code == 0
    assert "บันทึกผู้ประสานงาน 1 รายการ ของ 1 หน่วยงาน" in out
    assert "คงรายชื่อเดิมไว้ “เทศบาลเมืองตัวอย่าง”" in err
    assert functions(run) == [
        ("M01", "กองคลัง"),
        ("M01", "สำนักปลัด"),
        ("", "ผู้ประสานงานอำเภอ"),
        ("T01", "กองคลัง"),
    ]


def test_agencies_without_anybody_are_named(run: Run) -> None:
    assert "ยังไม่ระบุผู้ประสานงาน 2 หน่วยงาน" in run("contacts")[1]


@pytest.mark.parametrize(
    "options", [("--item", "O99"), ("--agency", "X"), ("none.csv",)], ids=["item", "agency", "file"]
)
def test_the_users_mistakes_are_one_line(run: Run, options: tuple[str, ...]) -> None:
    code, out, err = run("contacts", *options)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_list_of_people_gives_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("หน่วยงาน,ส่วนงาน\nM01,นายตัวอย่าง สมมุติ\n", encoding="utf-8")
    code, _, err = run("contacts", str(file))
    assert code == 2
    assert "ระบุส่วนงานหรือตำแหน่ง ไม่ระบุชื่อบุคคล" in err
    assert "ตัวอย่าง สมมุติ" not in err


def test_the_form_is_written(run: Run, tmp_path: Path) -> None:
    assert run("contacts", "--template", str(tmp_path / "form.xlsx"))[0] == 0
    assert (tmp_path / "form.xlsx").exists()


@pytest.mark.parametrize("item", ["O12", "ข้อ O๑๒", "๑๒", "ข้อ 12", "o.12"])
def test_an_item_may_be_written_as_people_do(run: Run, tmp_path: Path, item: str) -> None:
    for name, text in (("r.csv", REGISTRY), ("c.csv", LIST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("agencies", str(tmp_path / "r.csv"))[0] == 0
    assert run("contacts", str(tmp_path / "c.csv"))[0] == 0
    code, out, err = run("contacts", "--item", item)
    assert (code, err) == (0, "")
    assert "กองคลัง" in out and "044-511112" not in out
    assert "รายงานสรุปผลการจัดซื้อจัดจ้าง" in run("explain", item)[1]
