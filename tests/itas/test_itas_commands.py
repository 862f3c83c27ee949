"""The commands of the group `itas`, on a workspace of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import oitcheck.cli.itas as commands
from oitcheck.cli.main import main
from oitcheck.pipeline.workspace import Workspace

NOW = datetime(2026, 6, 12, 2, 0, tzinfo=UTC)
REGISTRY = """รหัสหน่วยงาน,หน่วยงาน,ประเภท,อำเภอ,บทบาท
P01,จังหวัดสุรินทร์,จังหวัด,เมืองสุรินทร์,
M01,เทศบาลเมืองตัวอย่าง,เทศบาลเมือง,เมืองสุรินทร์,
T01,องค์การบริหารส่วนตำบลหนองแก,อบต.,สังขะ,
S01,สำนักงานคลังจังหวัดสุรินทร์,ส่วนราชการ,เมืองสุรินทร์,หน่วยงานเจ้าของข้อมูล
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a fresh workspace with the clock at NOW; (exit code, stdout, stderr)."""
    place = tmp_path / "ws"
    Workspace.init(place, province="สุรินทร์", year=2569, plan="plan-surin-2569")
    monkeypatch.setattr(commands, "now", lambda: NOW)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["oitcheck", "-w", str(place), *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    registry = tmp_path / "registry.csv"
    registry.write_text(REGISTRY, encoding="utf-8")
    assert call("agencies", str(registry))[0] == 0
    return call


def text_file(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def shown(run: Run, *options: str) -> Any:
    code, out, _ = run("itas", "show", "--json", *options)
    assert code == 0
    return json.loads(out)


def of(found: Any, code: str) -> Any:
    return next(one for one in found["agencies"] if one["code"] == code)


def test_a_state_set_by_hand_is_shown_against_the_plan(run: Run) -> None:
    assert run("itas", "set", "T01", "อนุมัติแล้ว", "--at", "2569-06-09")[0] == 0
    found = of(shown(run), "T01")
    assert found["furthest"] == "approved"
    assert found["timing"]["answer"] == {"timeliness": "in-time", "days": 0, "missing": []}
    assert found["timing"]["register"]["timeliness"] == "undated"
    assert found["states"]["admin-registered"]["implied_by"] == "approved"


def test_suppliers_are_left_out_and_that_is_said_once(run: Run) -> None:
    found = shown(run)
    assert [one["code"] for one in found["agencies"]] == ["P01", "M01", "T01"]
    assert found["suppliers_left_out"] == 1
    _, out, _ = run("itas", "show")
    assert out.count("หน่วยงานเจ้าของข้อมูล") == 1
    assert "หน่วยรับการประเมิน 3 หน่วยงาน" in out.splitlines()[1]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2569-06-10", "ตอบและอนุมัติ: ยังไม่ถึงกำหนด (ครบกำหนดวันนี้)"),
        ("2569-06-11", "ตอบและอนุมัติ: เกินกำหนดของจังหวัด 1 วัน"),
        ("2569-06-30 17:00", "ตอบและอนุมัติ: เกินกำหนดของจังหวัด 20 วัน"),
        ("2569-06-30 17:01", "ตอบและอนุมัติ: ระบบปิดแล้ว"),
        ("2569-03-20", "ลงทะเบียน: ยังไม่ถึงกำหนด (ครบกำหนดวันนี้)"),
        ("2569-03-31 17:01", "ลงทะเบียน: ระบบปิดแล้ว"),
    ],
)
def test_what_is_missing_is_said_against_the_day(run: Run, now: str, words: str) -> None:
    _, out, _ = run("itas", "show", "--now", now, "--district", "อ.สังขะ")
    assert words in out
    assert "เทศบาลเมืองตัวอย่าง" not in out
    assert "20 มีนาคม 2569 (ไม่ได้กำหนดเวลา), ระบบ ITAS ปิด 31 มีนาคม 2569 เวลา 17:00 น." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("อบต.หนองแกะ", "อนุมัติแล้ว"), "ใกล้เคียงกับ องค์การบริหารส่วนตำบลหนองแก"),
        (("T01", "เสร็จ"), "ลงทะเบียน Admin"),
        (("T01", "ยังไม่อนุมัติ"), "--undo"),
        (("S01", "อนุมัติแล้ว"), "หน่วยงานเจ้าของข้อมูล"),
        (("T01", "อนุมัติแล้ว", "--at", "2569-07-01"), "อยู่ในอนาคต"),
        (("T01", "อนุมัติแล้ว", "--at", "2568-06-09"), "อยู่ก่อนปีงบประมาณ"),
        (("T01", "อนุมัติแล้ว", "--by", "นายตัวอย่าง"), "ไม่ใช่ชื่อบุคคล"),
        (("T01", "อนุมัติแล้ว", "--undo"), "ไม่มีอะไรให้ยกเลิก"),
    ],
)
def test_what_can_not_be_meant_is_refused_in_one_line(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = run("itas", "set", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_undoing_takes_a_state_back_and_what_it_implied(run: Run) -> None:
    run("itas", "set", "T01", "ตอบแล้ว", "--at", "2569-06-01")
    run("itas", "set", "T01", "อนุมัติแล้ว", "--at", "2569-06-09")
    assert run("itas", "set", "T01", "อนุมัติแล้ว", "--undo")[0] == 0
    assert of(shown(run), "T01")["furthest"] == "answered"


def test_importing_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = text_file(
        tmp_path / "st.csv", "หน่วยงาน,ตอบแล้ว,อนุมัติแล้ว\nM01,5 มิ.ย. 2569,✓\nT01,แล้ว,ยัง\nX,✓,✓\n"
    )
    code, out, err = run("itas", "import", file)
    assert code == 0
    assert "บันทึกใหม่ 3 สถานะ" in out
    assert "st.csv:4" in err
    first = shown(run)
    assert "บันทึกใหม่ 0 สถานะ" in run("itas", "import", file)[1]
    assert shown(run) == first


def test_the_day_of_the_list_is_given_once_and_may_be_mended(run: Run, tmp_path: Path) -> None:
    file = text_file(tmp_path / "st.csv", "หน่วยงาน,อนุมัติแล้ว\nM01,✓\n")
    run("itas", "import", file)
    assert of(shown(run), "M01")["timing"]["answer"]["timeliness"] == "undated"
    assert "บันทึกใหม่ 1 สถานะ" in run("itas", "import", file, "--at", "2569-06-10")[1]
    assert of(shown(run), "M01")["timing"]["answer"]["timeliness"] == "in-time"
    assert "บันทึกใหม่ 0 สถานะ" in run("itas", "import", file, "--at", "2569-06-11")[1]


def test_not_yet_in_a_list_does_not_take_back_what_is_noted(run: Run, tmp_path: Path) -> None:
    run("itas", "set", "M01", "อนุมัติแล้ว", "--at", "2569-06-09")
    file = text_file(tmp_path / "st.csv", "หน่วยงาน,อนุมัติแล้ว\nM01,ยัง\n")
    _, _, err = run("itas", "import", file)
    assert "oitcheck itas set M01" in err and "--undo" in err
    assert of(shown(run), "M01")["furthest"] == "approved"


def test_an_old_list_does_not_bring_back_what_was_taken_back_by_hand(
    run: Run, tmp_path: Path
) -> None:
    file = text_file(tmp_path / "st.csv", "หน่วยงาน,อนุมัติแล้ว\nM01,9 มิ.ย. 2569\n")
    run("itas", "import", file)
    run("itas", "set", "M01", "อนุมัติแล้ว", "--undo")
    _, out, err = run("itas", "import", file)
    assert "บันทึกใหม่ 0 สถานะ" in out
    assert "ถูกยกเลิกด้วยมือ" in err


def test_nothing_to_import_is_the_users_mistake(run: Run, tmp_path: Path) -> None:
    file = text_file(tmp_path / "st.csv", "หน่วยงาน,อนุมัติแล้ว\nX01,✓\n")
    assert run("itas", "import", file)[0] == 2
    assert run("itas", "import", str(tmp_path / "none.csv"))[0] == 2


def test_the_form_is_written_for_all_assessed_agencies(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("itas", "template", str(tmp_path / "form.xlsx"))
    assert code == 0
    assert "3 หน่วยงาน" in out
    assert (tmp_path / "form.xlsx").exists()


@pytest.fixture
def lists(run: Run, tmp_path: Path) -> Run:
    head = "รหัสหน่วยงาน,ข้อ,URL,คำอธิบาย\n"
    one = "M01,O1,https://www.mu.example.go.th/1,เมนู 1\nM01,O2,https://www.mu.example.go.th/2,\n"
    two = "M01,O2,https://www.mu.example.go.th/22,\nS01,O3,https://klang.example.go.th/x,\n"
    itas = (
        "M01,O1,http://mu.example.go.th/1/,เมนู 2\nM01,O2,https://www.mu.example.go.th/2,\n"
        "P01,O3,https://klang.example.go.th/x,\n"
    )
    for name, rows in (("1", one), ("2", two), ("itas", itas)):
        file = text_file(tmp_path / f"{name}.csv", head + rows)
        assert run("import", file, "--round", name)[0] == 0
    return run


def test_the_newest_numbered_round_with_what_it_carries_over_is_compared(lists: Run) -> None:
    code, out, _ = lists("itas", "compare", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["against"] == "2"
    assert found["counts"] == {
        "same": 1,
        "written-differently": 1,
        "moved": 0,
        "changed": 1,
        "missing": 0,
        "extra": 0,
    }
    (item,) = of(found, "P01")["items"]
    assert item["pairs"][0]["handed"]["supplier"] == "s01"


def test_an_earlier_round_can_be_named(lists: Run) -> None:
    found = json.loads(lists("itas", "compare", "--against", "๑", "--json")[1])
    assert found["counts"]["changed"] == 0


def test_the_screen_shows_counts_and_then_only_what_differs(lists: Run) -> None:
    _, out, _ = lists("itas", "compare")
    assert "เหมือนกัน (เขียนต่างกัน) 1" in out
    assert "O2 เปลี่ยน: ส่งจังหวัด https://www.mu.example.go.th/22 → ITAS" in out
    assert "O1 คำอธิบายต่างกัน: ส่งจังหวัด “เมนู 1” → ITAS “เมนู 2”" in out
    assert "P01" not in out
    _, one, _ = lists("itas", "compare", "--agency", "M01")
    assert "ต่างกันที่ http/https, www., / ท้าย" in one


def test_the_comparison_as_a_clean_table(lists: Run, tmp_path: Path) -> None:
    path = tmp_path / "out" / "compare.xlsx"
    assert lists("itas", "compare", "--out", str(path))[0] == 0
    book = load_workbook(path)
    rows = list(book["รายการ"].iter_rows(min_row=2, values_only=True))
    head = list(rows[0])
    assert len(set(head)) == len(head)
    result = {(row[0], row[3]): row[5] for row in rows[1:]}
    assert result == {
        ("P01", "O3"): "เหมือนกัน",
        ("M01", "O1"): "เหมือนกัน (เขียนต่างกัน)",
        ("M01", "O2"): "เปลี่ยน",
    }
    assert book["สรุป"].max_row == 5


@pytest.mark.parametrize(
    "options", [("--against", "itas"), ("--against", "9"), ("--agency", "S01")]
)
def test_what_can_not_be_compared(lists: Run, options: tuple[str, str]) -> None:
    code, out, err = lists("itas", "compare", *options)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_without_the_list_of_itas_it_is_said_how_to_get_it(run: Run) -> None:
    code, _, err = run("itas", "compare")
    assert code == 2
    assert "--round itas" in err
