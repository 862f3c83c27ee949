"""The commands from the outside: files, remarks, exit codes, the day that the report tells of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from progress_samples import agencies, at, judgement
from progress_samples import plan as plan_of_name

from oitcheck.cli.main import _run
from oitcheck.errors import OitcheckError
from oitcheck.judge import to_json_bytes
from oitcheck.model import (
    Entry,
    Link,
    Origin,
    Outcome,
    RoundChange,
    RoundEvent,
    StepNote,
    Submission,
)
from oitcheck.pipeline.progress import make_progress
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report.progress import period_end

APRIL = datetime(2026, 4, 5, 3, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 20, 3, 0, tzinfo=UTC)
EIGHT = agencies(8)


def oitcheck(monkeypatch: pytest.MonkeyPatch, workspace: Workspace, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["oitcheck", "-w", str(workspace.root), *arguments])
    return _run()


def submission(agency: str, moment: datetime, round_name: str = "1") -> Submission:
    url = "https://www.example.go.th/"
    link = Link(agency, "O1", url, url, "", Origin("o.xlsx"), 0)
    return Submission(agency, round_name, 0, moment, moment, False, (Entry("O1", (link,)),))


def filled(workspace: Workspace) -> None:
    found = judgement(at("2026-05-06", 9), [(one, {"O1": Outcome.PASS}) for one in EIGHT])
    later = judgement(at("2026-05-20", 9), [(one, {"O1": Outcome.FAIL}) for one in EIGHT])
    with workspace.store() as store:
        store.put_agencies(EIGHT, MARCH)
        store.ensure_round("1", 2569)
        for one in EIGHT[:6]:
            store.add_submission(submission(one.id, at("2026-05-04", 12)))
        store.add_submission(submission(EIGHT[6].id, at("2026-05-06", 12)))
        store.office.add_round_event(
            RoundEvent("1", RoundChange.DEADLINE, at("2026-05-10"), deadline=at("2026-05-09"))
        )
        for made in (found, later):
            text = to_json_bytes(made).decode()
            store.add_judgement("1", datetime.fromisoformat(made.as_of), made.as_of, text, MARCH)


def test_the_default_day_is_now_but_not_after_the_end_of_the_half_year(
    workspace: Workspace,
) -> None:
    assert make_progress(workspace, 6, None, None, MARCH).report.as_of == MARCH
    assert make_progress(workspace, 6, None, None, APRIL).report.as_of == period_end(2569, 6)
    assert make_progress(workspace, 12, None, None, APRIL).report.as_of == APRIL
    given = at("2026-04-03")
    assert make_progress(workspace, 6, given, None, APRIL).report.as_of == given


def test_notes_written_after_the_half_year_count_unless_a_day_is_asked_for(
    workspace: Workspace,
) -> None:
    with workspace.store() as store:
        store.office.add_step_note(StepNote("training", APRIL, "done", "จัดแล้ว"))
    made = make_progress(workspace, 6, None, None, APRIL)
    assert next(row for row in made.report.rows if row.id == "training").state == "done"
    assert made.after == ("๓ (training)",)
    asked = make_progress(workspace, 6, at("2026-04-01"), None, APRIL)
    assert next(row for row in asked.report.rows if row.id == "training").state == "doing"
    assert asked.left_out == ("๓ (training)",)
    assert any("ไม่ใช้ข้อความที่บันทึกหลังวันที่ 31 มีนาคม 2569" in line for line in asked.remarks())


def test_the_store_fills_the_steps_as_of_the_day(workspace: Workspace) -> None:
    filled(workspace)

    def told(moment: datetime) -> tuple[str, ...]:
        made = make_progress(workspace, 12, moment, None, APRIL)
        return next(row for row in made.report.rows if row.id == "prepare").result

    assert "ส่งแล้ว ๖ จาก ๘ หน่วยงาน ยังไม่ส่ง ๒ หน่วยงาน" in told(at("2026-05-06"))[0]
    assert "ส่งหลังวันครบกำหนดส่ง ๑ หน่วยงาน" in told(at("2026-05-07"))[0]
    assert "ครบถ้วน ๘ ข้อ" in told(at("2026-05-07"))[1]
    moved = told(at("2026-05-21"))
    assert "เปลี่ยนเป็นวันที่ ๘ พฤษภาคม ๒๕๖๙)" in moved[0] and "หลังวันครบกำหนด" not in moved[0]
    assert "ต้องแก้ไข ๘ ข้อ" in moved[1]


def test_the_command_writes_three_files_and_names_what_is_lacking(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oitcheck(monkeypatch, workspace, "progress", "--as-of", "2569-03-31") == 0
    told = capsys.readouterr()
    names = {path.name for path in workspace.out.iterdir()}
    assert names == {"progress-6.docx", "progress-6.xlsx", "progress-6.html"}
    assert "ข้อ ๑, ๒, ๓, ๔ (บันทึกด้วย: oitcheck step set" in told.err
    assert "อยู่ระหว่างดำเนินการ 11 ข้อ" in told.out


def test_the_same_workspace_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    filled(workspace)
    first = make_progress(workspace, 12, at("2026-05-21"), tmp_path / "a", APRIL)
    again = make_progress(workspace, 12, at("2026-05-21"), tmp_path / "b", MARCH)
    assert [path.read_bytes() for path in first.files] == [
        path.read_bytes() for path in again.files
    ]


def test_json_tells_rows_and_what_each_state_rests_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = ("step", "set", "3", "--state", "done", "--by", "ผู้ตรวจ", "--date", "3 มีนาคม 2569")
    assert oitcheck(monkeypatch, workspace, *kept) == 0
    capsys.readouterr()
    assert oitcheck(monkeypatch, workspace, "progress", "--months", "12", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in told["rows"]}
    assert (rows["training"]["state"], rows["training"]["basis"]) == ("done", "kept")
    assert told["months"] == 12 and told["as_of"].endswith("Z")
    assert len(rows) == len(plan_of_name("plan-surin-2569").steps)


def test_mistakes_of_the_keyboard_end_with_2_and_say_what_to_do(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert oitcheck(monkeypatch, workspace, "progress", "--months", "9") == 2
    assert "6 หรือ 12" in capsys.readouterr().err
    assert (
        oitcheck(monkeypatch, workspace, "step", "set", "3", "--by", "ผู้ตรวจ", "--date", "เมื่อวาน")
        == 2
    )
    assert oitcheck(monkeypatch, workspace, "step", "set", "3", "--state", "done") == 2
    assert "--by" in capsys.readouterr().err
    missing = str(tmp_path / "no.xlsx")
    assert oitcheck(monkeypatch, workspace, "step", "import", missing, "--by", "ผู้ตรวจ") == 2
    assert capsys.readouterr().err.count("\n") == 1
    bare = Workspace.init(tmp_path / "bare", province="ตัวอย่าง", year=2569)
    assert oitcheck(monkeypatch, bare, "progress") == 2
    assert "plan-surin-2569" in capsys.readouterr().err


def test_a_sheet_goes_out_and_comes_back_on_the_command_line(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = str(tmp_path / "ขั้นตอน.xlsx")
    assert oitcheck(monkeypatch, workspace, "step", "export", file) == 0
    assert oitcheck(monkeypatch, workspace, "step", "import", file, "--by", "ผู้ตรวจ") == 0
    assert "ไม่มีอะไรเปลี่ยน" in capsys.readouterr().out
    assert oitcheck(monkeypatch, workspace, "step", "list") == 0
    assert "๓  training" in capsys.readouterr().out


def test_a_workspace_without_a_plan_is_told_which_there_are(tmp_path: Path) -> None:
    bare = Workspace.init(tmp_path / "bare", province="ตัวอย่าง", year=2569)
    with pytest.raises(OitcheckError, match="plan-chonburi-2566"):
        make_progress(bare, 6, None, None, APRIL)
