"""The catalogue commands as they are typed: what they say, what they write, what they refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from any_catalogue import SMALL_TEXT
from catalogue_calls import Call
from openpyxl import load_workbook

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.pipeline.rules import shipped, shipped_text
from oitcheck.pipeline.workspace import Workspace

ROLE = ("--source", "คู่มือ หน้า 45", "--by", "หัวหน้ากลุ่มงานยุทธศาสตร์")
COMMAND = Path(sys.executable).parent / "oitcheck"


def held(workspace: Workspace, name: str = "oit-2569") -> Catalogue:
    path = workspace.indicators / f"{name}.toml"
    return parse_catalogue(path.read_text(encoding="utf-8"), name)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "oitcheck.lock"
    }


def own(workspace: Workspace, text: str = SMALL_TEXT) -> Path:
    """The small catalogue as the workspace's own."""
    path = workspace.indicators / "oit-2569.toml"
    path.write_text(text, encoding="utf-8")
    return path


# ------------------------------------------------------------------ list, show


def test_list_shows_the_items_and_the_catalogues_there_are(
    call: Call, workspace: Workspace
) -> None:
    own(workspace)
    said = call("list")
    assert said.code == 0
    lines = said.out.splitlines()
    assert "oit-2569 ฉบับแก้ไขที่ 3" in lines[0]
    assert "ยืนยันแล้ว 1 จาก 2 ข้อ" in lines
    assert "  O1  ยังไม่ยืนยัน · 2 องค์ประกอบ ยืนยันแล้ว 1 · ข้อมูลการติดต่อ ประจำปี พ.ศ. 2569" in lines
    rest = lines[lines.index("เกณฑ์ที่มี:") :]
    assert [line.split()[0] for line in rest[1:]] == shipped("oit-")
    assert any("oit-2569 " in line and "indicators" in line for line in rest)
    assert any("oit-2566 " in line and "ที่มากับโปรแกรม" in line for line in rest)


def test_list_as_json_and_of_another_year(call: Call, workspace: Workspace) -> None:
    told = json.loads(call("list", "--year", "2568", "--json").out)
    assert (told["catalogue"]["id"], told["catalogue"]["file"]) == ("oit-2568", None)
    assert len(told["catalogue"]["items"]) == 28
    assert {one["name"] for one in told["catalogues"]} == set(shipped("oit-"))


def test_a_broken_catalogue_is_listed_with_its_trouble(call: Call, workspace: Workspace) -> None:
    (workspace.indicators / "oit-2570.toml").write_text("[catalogue]\nid = 1", encoding="utf-8")
    said = call("list")
    assert said.code == 0
    assert "oit-2570 ใช้ไม่ได้: " in said.out


def test_show_tells_each_element_in_words(call: Call, workspace: Workspace) -> None:
    own(workspace)
    said = call("show", "ข้อ ๑")
    assert said.code == 0
    for part in (
        "ข้อ O1: ข้อมูลการติดต่อ",
        "ปีของข้อมูล: ข้อมูลปี 2569/2568",
        "สถานะ: ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช.",
        "1. หมายเลขโทรศัพท์",
        "[phone] ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช.",
        "โปรแกรมมองหา: หมายเลขโทรศัพท์",
        "หรือ: คำว่า (“โทร” หรือ “โทรศัพท์”) และ “สำนัก”",
        "[staff] ยืนยันแล้ว · เฉพาะกรณีที่มี",
        "ปีของข้อมูล: ฉบับที่มีผลบังคับใช้อยู่ (ไม่กำหนดปี)",
        "ช่วงเวลา: หกเดือนแรก (1 ต.ค. ถึง 31 มี.ค.)",
        "เฉพาะหน่วยงานประเภท: อปท., จังหวัด",
        "รูปแบบไฟล์: PDF + Excel (.xlsx)",
        "โปรแกรมมองหา: บุคคลพร้อมตำแหน่งและรูปถ่าย “นายก” หรือ “รองนายก”",
        "แหล่งที่มา: คู่มือตัวอย่าง",
        "เจ้าหน้าที่ต้องดูเอง: แผนที่ตรงกับที่ตั้งจริง",
    ):
        assert part in said.out, part


def test_show_and_explain_say_the_same(call: Call, workspace: Workspace) -> None:
    own(workspace)
    shown = call("show", "O12", "--lang", "en").out
    explained = subprocess.run(
        [COMMAND, "explain", "O12", "--lang", "en"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert shown == explained
    assert "a table with the columns (“ลำดับ” or “ที่”) and “วงเงิน”" in shown
    assert "Data year: a range of years that covers 2569" in shown


def test_show_as_json_has_every_fact_and_the_trail(call: Call, workspace: Workspace) -> None:
    own(workspace)
    assert call("confirm", "O1", "phone", *ROLE).code == 0
    told = json.loads(call("show", "O1", "--json").out)
    assert told["years"] == "ข้อมูลปี 2569/2568"
    assert [one["id"] for one in told["elements"]] == ["phone", "staff"]
    assert told["elements"][0]["confirmed"] is True
    assert told["elements"][1]["years"].startswith("ฉบับที่มีผล")
    (line,) = told["confirmations"]
    assert (line["element"], line["by"]) == ("phone", "หัวหน้ากลุ่มงานยุทธศาสตร์")
    assert told["changed_since_confirmed"] == []


# ------------------------------------------------------------------ check

FAULTS: dict[str, tuple[str, str, str]] = {
    "an unknown check": ('checks = ["reachable", "current"]', 'checks = ["curent"]', "checks"),
    "a duplicate code": ('code = "O12"', 'code = "O1"', "code"),
    "a group that doesn't exist": ('group = "10.10"', 'group = "9.7"', "group"),
    "a missing year": ("year = 2569\n", "", "year"),
    "an unknown key": ('period = "first-half"', 'perriod = "first-half"', "perriod"),
    "a status that is none": ('id = "phone"\n', 'id = "phone"\nif_any = "yes"\n', "if_any"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_check_names_line_key_and_mend(call: Call, workspace: Workspace, fault: str) -> None:
    old, new, key = FAULTS[fault]
    assert old in SMALL_TEXT
    path = own(workspace, SMALL_TEXT.replace(old, new, 1))
    said = call("check", path)
    assert said.code == 2
    (line,) = said.out.strip().splitlines()
    place, number, rest = line.split(":", 2)
    assert place == str(path)
    assert int(number) > 0
    assert key in rest
    assert line.endswith(")")
    assert "1 แห่ง" in said.err
    # and nothing that works with it takes it half
    for words in (["list"], ["show", "O1"], ["confirm", "O1", *ROLE], ["export", "x.xlsx"]):
        assert f"{path.name}:{number}: " in call(*words).refused()
    assert not Path("x.xlsx").exists()


def test_check_tells_all_at_once(call: Call, workspace: Workspace) -> None:
    text = SMALL_TEXT
    for old, new, _ in (FAULTS["an unknown check"], FAULTS["an unknown key"]):
        text = text.replace(old, new, 1)
    said = call("check", own(workspace, text))
    assert len(said.out.strip().splitlines()) == 2
    assert "2 แห่ง" in said.err
    told = json.loads(call("check", own(workspace, text), "--json").out)
    assert len(told["complaints"]) == 2


def test_check_remarks_and_is_content(call: Call, workspace: Workspace) -> None:
    said = call("check", own(workspace, SMALL_TEXT.replace("revision = 3", "revision = 1")))
    assert said.code == 0
    assert "catalogue.revision: ยังเป็น 1" in said.out
    assert said.out.splitlines()[-1].endswith("ยืนยันแล้ว 1 จาก 2 ข้อ")
    elsewhere = Path("mine.toml")
    elsewhere.write_text(SMALL_TEXT, encoding="utf-8")
    assert "oit-2569.toml" in call("check", elsewhere).out


@pytest.mark.parametrize("name", shipped("oit-"))
def test_the_shipped_catalogues_have_no_fault(call: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(shipped_text(name), encoding="utf-8")
    said = call("check", path)
    assert said.code == 0, said.out


def test_a_catalogue_under_the_name_of_another_year_is_refused(
    call: Call, workspace: Workspace
) -> None:
    own(workspace, shipped_text("oit-2568"))
    assert "ไม่ตรงกับชื่อไฟล์" in call("list").refused()


# ------------------------------------------------------------------ new


def test_new_writes_a_draft_into_the_workspace_and_never_over_it(
    call: Call, workspace: Workspace
) -> None:
    said = call("new", "--from", "oit-2568", "--year", "2570")
    assert said.code == 0
    made = held(workspace, "oit-2570")
    assert (made.year, made.revision, len(made.indicators)) == (2570, 1, 28)
    assert not any(item.confirmed for item in made.indicators)
    before = files(workspace.indicators)
    assert "มีไฟล์นี้อยู่แล้ว" in call("new", "--from", "oit-2568", "--year", "2570").refused()
    assert files(workspace.indicators) == before
    assert "ยืนยันแล้ว 0 จาก 28 ข้อ" in call("list", "--year", "2570").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "oit-2560", "--year", "2570"), "ไม่มีเกณฑ์ oit-2560"),
        (("--from", "oit-2568", "--year", "2027"), "--year 2570"),
        (("--from", "oit-2568", "--year", "2568"), "อยู่แล้ว"),
        (("--from", "oit-2568", "--year", "2570", "--track", "../../x"), "ชื่อไฟล์ไม่ได้"),
        (("--from", "oit-2568", "--year", "2570", "--out", "no/where.toml"), "ไม่มีโฟลเดอร์"),
        (("--from", "oit-2568"), "--year"),
        (("--from", "../oit-2568", "--year", "2570"), "ไม่มีเกณฑ์"),
    ],
)
def test_new_refuses_in_one_line(
    call: Call, workspace: Workspace, words: tuple[str, ...], told: str
) -> None:
    before = files(workspace.root)
    assert told in call("new", *words).refused()
    assert files(workspace.root) == before


def test_new_needs_no_workspace_where_a_file_is_named(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "--from", "oit-2569", "--year", "2570", "--out", "d.toml").code == 0
    assert call("check", "d.toml").code == 0
    assert "oitcheck" in call("new", "--from", "oit-2569", "--year", "2570").refused()


# ------------------------------------------------------------------ export, import


def excel(path: Path, edit: Callable[[Any], None]) -> None:
    book = load_workbook(path)
    edit(book)
    book.save(path)


def test_out_to_excel_edited_and_back(call: Call, workspace: Workspace) -> None:
    own(workspace)
    assert call("export", "c.xlsx").code == 0
    assert "มีไฟล์นี้อยู่แล้ว" in call("export", "c.xlsx").refused()
    before = files(workspace.indicators)
    assert "ไม่มีอะไรเปลี่ยน" in call("import", "c.xlsx").out
    assert files(workspace.indicators) == before

    excel(Path("c.xlsx"), lambda book: book["ข้อ"].__setitem__("C2", "ชื่อใหม่"))
    said = call("import", "c.xlsx")
    assert said.code == 0
    made = held(workspace)
    assert (made.revision, made.indicators[0].name.th) == (4, "ชื่อใหม่")
    assert "ฉบับแก้ไขที่ 3 แต่เกณฑ์ปัจจุบันเป็นฉบับแก้ไขที่ 4" in call("import", "c.xlsx").refused()


def test_a_status_changed_in_excel_goes_to_the_audit_trail(
    call: Call, workspace: Workspace
) -> None:
    own(workspace)
    call("export", "c.xlsx")

    def confirm(book: Any) -> None:
        book["ข้อ"]["G2"] = "ยืนยันแล้ว"
        book["ข้อ"]["G3"] = "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช."

    excel(Path("c.xlsx"), confirm)
    before = files(workspace.indicators)
    assert "O1, O12" in call("import", "c.xlsx").refused()
    assert "ไม่ใช่ชื่อบุคคล" in call("import", "c.xlsx", "--source", "ก", "--by", "นาย ก").refused()
    assert files(workspace.indicators) == before
    assert call("import", "c.xlsx", *ROLE).code == 0
    made = held(workspace)
    assert [item.confirmed for item in made.indicators] == [True, False]
    assert [(one.code, one.action, one.before) for one in made.confirmations] == [
        ("O1", "confirm", "unverified"),
        ("O12", "withdraw", "confirmed"),
    ]


def test_the_audit_trail_is_not_edited_in_excel(call: Call, workspace: Workspace) -> None:
    own(workspace)
    call("confirm", "O1", *ROLE)
    call("export", "c.xlsx")
    assert "ไม่มีอะไรเปลี่ยน" in call("import", "c.xlsx").out, "the trail comes back as it was"
    excel(Path("c.xlsx"), lambda book: book["การยืนยัน"].__setitem__("E2", "ผู้อื่น"))
    assert "แผ่นงาน การยืนยัน ถูกแก้ไข" in call("import", "c.xlsx").refused()


def test_a_bad_row_is_named_and_nothing_is_loaded(call: Call, workspace: Workspace) -> None:
    own(workspace)
    call("export", "c.xlsx")

    def spoil(book: Any) -> None:
        book["ข้อ"]["B2"] = "9.9"
        book["องค์ประกอบ"]["H3"] = "ครึ่งปี"

    excel(Path("c.xlsx"), spoil)
    before = files(workspace.indicators)
    said = call("import", "c.xlsx")
    assert said.code == 2
    lines = said.err.strip().splitlines()
    assert lines[0].startswith("c.xlsx: ข้อ: แถว 2: ตัวชี้วัดย่อย: ")
    assert lines[1].startswith("c.xlsx: องค์ประกอบ: แถว 3: ช่วงเวลา: ")
    assert "2 แห่ง" in lines[2]
    assert files(workspace.indicators) == before
    assert call("check", "c.xlsx").code == 2


def test_an_excel_file_of_another_year_is_refused(call: Call, workspace: Workspace) -> None:
    call("export", "oit-2568", "c.xlsx")
    line = call("import", "c.xlsx").refused()
    assert "ปี 2568 แต่โฟลเดอร์งานนี้เป็นปี 2569" in line
    assert call("import", "c.xlsx", "--out", "oit-2568.toml").code == 0
    same = parse_catalogue(Path("oit-2568.toml").read_text(encoding="utf-8"), "x")
    assert same.revision == parse_catalogue(shipped_text("oit-2568"), "x").revision


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("import", "none.xlsx"), "ไม่พบไฟล์"),
        (("import", "list.csv"), "ไม่รองรับ"),
        (("export", "c.csv"), ".xlsx"),
        (("export", "oit-2560", "c.xlsx"), "ไม่มีเกณฑ์ oit-2560"),
        (("export", "no/c.xlsx"), "ไม่มีโฟลเดอร์"),
        (("check", "none.toml"), "ไม่พบไฟล์"),
        (("show", "O99"), "มีข้อ O1 ถึง O26"),
        (("show", "current"), "ไม่ใช่รหัสข้อ"),
        (("list", "--year", "2560"), "ไม่มีเกณฑ์ oit-2560"),
        (("list", "--year", "2026"), "2569"),
        (("list", "--track", "none"), "ไม่มีเกณฑ์ oit-2569-none"),
        (("confirm", "O99", *ROLE), "มีข้อ O1 ถึง O26"),
        (("confirm", "O1", "no-such", *ROLE), "ไม่มีองค์ประกอบ no-such"),
        (("confirm", "O1", "--by", "ปลัด"), "--source"),
        (("confirm", "O1", "--source", "คู่มือ"), "--by"),
        (("confirm", "O1", "--source", "คู่มือ", "--by", "นางสาว ก"), "ไม่ใช่ชื่อบุคคล"),
        (("confirm", "O1", "x", "--elements", *ROLE), "--elements"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    call: Call, workspace: Workspace, words: tuple[str, ...], told: str
) -> None:
    Path("list.csv").write_text("ข้อ,ลิงก์\n", encoding="utf-8")
    before = files(workspace.root)
    assert told in call(*words).refused()
    assert files(workspace.root) == before


# ------------------------------------------------------------------ confirm


def test_the_first_confirmation_makes_the_workspaces_own_copy(
    call: Call, workspace: Workspace
) -> None:
    said = call("confirm", "o12", *ROLE)
    assert said.code == 0
    assert "ยืนยันแล้ว: O12 (คู่มือ หน้า 45)" in said.out
    assert "ยืนยันแล้ว 1 จาก 26 ข้อ" in said.out
    made = held(workspace)
    shipped_one = parse_catalogue(shipped_text("oit-2569"), "x")
    assert made.revision == shipped_one.revision + 1
    assert made.indicator("O12").confirmed  # type: ignore[union-attr]
    assert not any(one.confirmed for one in made.indicator("O12").elements)  # type: ignore[union-attr]
    before = files(workspace.indicators)
    again = call("confirm", "O12", *ROLE)
    assert again.code == 0
    assert "ไม่มีอะไรเปลี่ยน" in again.out
    assert files(workspace.indicators) == before
    back = call("confirm", "O12", "--withdraw", *ROLE)
    assert "ถอนการยืนยันแล้ว: O12" in back.out
    assert "ยืนยันแล้ว 0 จาก 26 ข้อ" in back.out
    assert "ไม่มีอะไรเปลี่ยน" in call("confirm", "O12", "--withdraw", *ROLE).out


def test_its_elements_are_confirmed_where_that_is_asked_for_and_listed(
    call: Call, workspace: Workspace
) -> None:
    own(workspace)
    told = json.loads(call("confirm", "O1", "--elements", "--json", *ROLE).out)
    assert told["rules"] == ["O1", "O1 phone", "O1 staff"]
    assert (told["revision"], told["confirmed"], told["items"]) == (4, 2, 2)
    assert all(one.confirmed for one in held(workspace).indicators[0].elements)


def test_what_is_confirmed_holds_in_the_workspaces_rules_until_it_is_withdrawn(
    call: Call, workspace: Workspace
) -> None:
    from oitcheck.pipeline.rules import rules_of

    call("confirm", "O4", *ROLE)
    assert rules_of(workspace).catalogue.indicator("O4").confirmed  # type: ignore[union-attr]
    call("confirm", "O4", "--withdraw", *ROLE)
    assert not rules_of(workspace).catalogue.indicator("O4").confirmed  # type: ignore[union-attr]


def test_another_process_in_the_workspace_is_waited_for(call: Call, workspace: Workspace) -> None:
    own(workspace)
    before = files(workspace.root)
    call("export", "c.xlsx")
    with workspace.lock():
        for words in (
            ("confirm", "O1", *ROLE),
            ("new", "--from", "oit-2568", "--year", "2570"),
            ("import", "c.xlsx"),
        ):
            assert "กำลังทำงาน" in call(*words).refused()
    Path("c.xlsx").unlink()
    assert files(workspace.root) == before


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "O1", *ROLE),
        ("new", "--from", "oit-2568", "--year", "2570"),
        ("export", "c.xlsx"),
        ("import", "kept.xlsx"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("fault", ["disk", "ctrl-c"])
def test_what_breaks_half_way_leaves_what_was_there(
    call: Call,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    fault: str,
) -> None:
    own(workspace)
    call("export", "kept.xlsx")
    excel(Path("kept.xlsx"), lambda book: book["ข้อ"].__setitem__("C2", "ชื่อใหม่"))
    before = files(workspace.root)

    def broken(handle: int) -> None:
        if fault == "disk":
            raise PermissionError(13, "Permission denied", "c.xlsx")
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", broken)
    said = call(*words)
    assert said.code == (2 if fault == "disk" else 130)
    assert len(said.err.strip().splitlines()) == 1
    assert files(workspace.root) == before


# ------------------------------------------------------------------ the installed command


def typed(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *words], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


def test_the_installed_command_knows_the_group(tmp_path: Path) -> None:
    bare = typed("catalogue", cwd=tmp_path)
    assert bare.returncode == 2
    for name in ("list", "show", "check", "new", "export", "import", "confirm"):
        assert f"\n  {name} " in bare.stderr
    assert "catalogue" in typed("--help", cwd=tmp_path).stdout
    wrong = typed("catalogue", "shwo", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "show" in wrong.stderr
    assert len(wrong.stderr.strip().splitlines()) == 1


def test_the_installed_command_works_without_a_workspace(tmp_path: Path) -> None:
    shown = typed("catalogue", "show", "O12", "--year", "2568", cwd=tmp_path)
    assert shown.returncode == 0
    assert "ข้อ O12: " in shown.stdout
    refused = typed("catalogue", "confirm", "O1", *ROLE, cwd=tmp_path)
    assert refused.returncode == 2
    assert "init" in refused.stderr
