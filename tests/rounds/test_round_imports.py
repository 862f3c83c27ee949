"""Imports into open, closed and frozen rounds; two at once, and one that is cut short."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typed_commands import Call

from oitcheck.pipeline.handing_in import import_files
from oitcheck.pipeline.workspace import Workspace

Rounds = Callable[[], dict[str, dict[str, Any]]]
Submitted = Callable[..., dict[str, Any]]


def test_a_frozen_round_takes_nothing_and_says_what_to_do(
    call: Call, folder: Path, rounds: Rounds, submitted: Submitted
) -> None:
    call("import", "first.csv", "--received", "2569-05-04")
    call("round", "freeze", "1")
    for words in (["other.csv"], ["other.csv", "--received", "2569-05-01"], ["first.csv"]):
        said = call("import", *words).refusal
        assert 'oitcheck round open 1 --why "' in said
    assert rounds()["1"]["changed"] == 0
    assert submitted()["A1 O1"]["reason"] == "given"
    assert call("report").code == 0
    assert call("import", "other.csv", "--round", "2").code == 0
    assert call("import", "other.csv", "--round", "พิเศษ").code == 0


def test_a_closed_round_takes_it_and_marks_it_late(
    call: Call, folder: Path, submitted: Submitted
) -> None:
    call("import", "first.csv")
    call("round", "open", "พิเศษ")
    call("import", "one.csv", "--round", "พิเศษ")
    call("round", "close", "พิเศษ")
    # in time is what came in time, whenever it is typed in
    done = call("import", "first.csv", "--round", "พิเศษ", "--received", "2569-05-01", "--json").json
    assert (done["stored"], done["late"]) == (2, 0)
    late = call("import", "other.csv", "--round", "พิเศษ", "--received", "2600-05-01")
    assert "ปิดรับลิงก์แล้ว" in late.out
    assert "ส่งหลังกำหนด 1 หน่วยงาน" in late.out
    ws = Workspace(folder / "ws")
    with ws.store() as store:
        assert len(store.submissions(["พิเศษ"])) == 4


def test_late_is_told_in_the_judgement_and_a_moved_day_forgives(
    call: Call, folder: Path, submitted: Submitted
) -> None:
    call("import", "first.csv", "--received", "2569-05-04")
    call("import", "other.csv", "--received", "2569-05-07 10:00")
    found = submitted("1", "--as-of", "2569-05-31")
    assert (found["A1 O1"]["outcome"], found["A1 O1"]["reason"]) == ("pass", "late")
    facts = found["A1 O1"]["facts"]
    assert (facts["late_days"], facts["late_minutes"]) == (2, 34 * 60)
    assert (facts["change"], facts["change_in_round"]) == ("new", "changed")
    assert facts["received_at"] == "2026-05-07T03:00:00Z"
    assert found["A1 O2"]["facts"]["received_at"] < facts["received_at"]
    assert (found["A1 O2"]["reason"], found["A2 O1"]["reason"]) == ("carried", "given")
    assert call("round", "deadline", "1", "2569-05-08").code == 0
    assert submitted()["A1 O1"]["reason"] == "given"
    # what the office did afterwards is not known by an earlier instant
    assert submitted("1", "--as-of", "2569-05-31")["A1 O1"]["reason"] == "late"


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        ("2569-05-05", "given"),
        ("2569-05-05 23:59", "given"),
        ("2569-05-06 00:00", "late"),
    ],
)
def test_a_day_without_an_hour_ends_at_midnight(
    call: Call, folder: Path, submitted: Submitted, received: str, reason: str
) -> None:
    call("import", "one.csv", "--received", received)
    assert submitted("1", "--as-of", "2569-05-31")["A1 O1"]["reason"] == reason


def test_what_is_missing_is_not_yet_until_the_deadline_and_a_gap_after_it(
    call: Call, folder: Path, submitted: Submitted
) -> None:
    call("import", "first.csv", "--received", "2569-05-01")
    call("import", "back.csv", "--received", "2569-05-02")
    early, late = (
        submitted("1", "--as-of", "2569-05-05 23:59"),
        submitted("1", "--as-of", "2569-05-06 00:00"),
    )
    assert (early["A1 O3"]["outcome"], early["A1 O3"]["reason"]) == ("review", "not-yet")
    assert (early["A2 O1"]["outcome"], early["A2 O1"]["reason"]) == ("review", "withdrawn-in-time")
    assert (late["A1 O3"]["outcome"], late["A1 O3"]["reason"]) == ("fail", "none")
    assert (late["A2 O1"]["outcome"], late["A2 O1"]["reason"]) == ("fail", "withdrawn")
    assert late["A1 O3"]["facts"]["change"] == "missing"


def test_not_handed_in_is_counted_apart_and_makes_no_strict_run_fail(
    call: Call, folder: Path
) -> None:
    call("import", "back.csv", "--received", "2569-05-01")
    said = call("judge", "--as-of", "2569-05-31", "--strict")
    assert said.code == 0
    assert "ยังไม่ส่ง 26" in said.out
    assert "ต้องแก้ไข" not in said.out
    facts = call("judge", "--as-of", "2569-05-31", "--json").json
    assert (facts["unsent"], facts["verdicts"]["fail"]) == (26, 26)


def test_the_second_round_tells_confirmed_changed_and_carried_apart(
    call: Call, folder: Path, submitted: Submitted
) -> None:
    call("import", "first.csv", "--received", "2569-05-04")
    call("import", "one.csv", "--round", "2", "--received", "2569-06-04")
    found = submitted("2", "--as-of", "2569-06-30")
    changes = {key: one["facts"].get("change") for key, one in found.items()}
    assert (changes["A1 O1"], changes["A1 O2"]) == ("unchanged", "carried")
    assert (changes["A2 O1"], changes["A2 O2"]) == ("carried", "missing")
    assert found["A1 O1"]["reason"] == "given"
    call("import", "other.csv", "--round", "2", "--received", "2569-06-05")
    assert submitted("2", "--as-of", "2569-06-30")["A1 O1"]["facts"]["change"] == "changed"


def test_a_frozen_round_rests_on_what_was_there_even_when_the_earlier_round_goes_on(
    call: Call, folder: Path, submitted: Submitted
) -> None:
    ws = Workspace(folder / "ws")

    def imported(file: str, name: str, received: datetime, now: datetime) -> None:
        with ws.lock():
            import_files(ws, [folder / file], name, received_at=received, whole=False, now=now)

    came = datetime(2026, 5, 4, 3, tzinfo=UTC)
    imported("first.csv", "1", came, came)
    imported("back.csv", "2", datetime(2026, 6, 4, tzinfo=UTC), datetime(2026, 6, 4, tzinfo=UTC))
    call("round", "freeze", "2")
    before = submitted("2")
    tomorrow = datetime(2026, 11, 26, tzinfo=UTC)
    imported("other.csv", "1", came.replace(day=5), tomorrow)
    assert submitted("1")["A1 O1"]["facts"]["change_in_round"] == "changed"
    assert submitted("2") == before
    call("round", "open", "2", "--why", "ขยายเวลา")
    after = submitted("2")
    assert after["A1 O1"]["facts"]["change"] == "carried"
    assert after["A1 O1"] == before["A1 O1"]
    with ws.store() as store:
        assert len(store.submissions(["1", "2"])) == 4


def test_while_another_program_works_nothing_is_done_to_a_round(
    call: Call, folder: Path, rounds: Rounds
) -> None:
    held = rounds()
    with Workspace(folder / "ws").lock():
        for words in (
            ["round", "open", "x"],
            ["round", "close", "1"],
            ["round", "freeze", "1"],
            ["round", "deadline", "1", "2569-05-05"],
            ["import", "first.csv"],
        ):
            assert "กำลังทำงานกับโฟลเดอร์นี้" in call(*words).refusal
        assert rounds() == held


def oitcheck(*words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "oitcheck", "-w", "ws", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_two_imports_and_a_freeze_at_once_leave_one_of_the_possible_states(
    call: Call, folder: Path, rounds: Rounds
) -> None:
    call("import", "first.csv", "--received", "2569-05-04")
    running = [oitcheck("import", f"{name}.csv") for name in ("other", "back")]
    running.append(oitcheck("round", "freeze", "1"))
    ends = []
    for child in running:
        _, err = child.communicate(timeout=120)
        ends.append(child.returncode)
        assert child.returncode in (0, 2), err
        assert "Traceback" not in err
        assert len(err.strip().splitlines()) == (1 if child.returncode else 0), err
    with Workspace(folder / "ws").store() as store:
        assert len(store.submissions(["1"])) == 2 + ends[:2].count(0)
    assert rounds()["1"]["state"] == ("open" if ends[2] else "frozen")


CUT_SHORT = """
import os, sys
from oitcheck.store import Store
add, done = Store.add_submission, []
def once(self, submission):
    if done:
        os._exit(9)
    done.append(1)
    return add(self, submission)
Store.add_submission = once
from oitcheck.cli.main import main
sys.argv = ["oitcheck", "-w", "ws", "import", "first.csv", "--received", "2569-05-04"]
main()
"""


def test_an_import_that_was_killed_is_made_whole_by_the_next(
    call: Call, folder: Path, rounds: Rounds
) -> None:
    killed = subprocess.run([sys.executable, "-c", CUT_SHORT], check=False, env=dict(os.environ))
    assert killed.returncode == 9
    assert rounds()["1"]["handed_in"] == 1
    again = call("import", "first.csv", "--received", "2569-05-04", "--json").json
    assert (again["stored"], again["unchanged"]) == (1, 1)
    assert rounds()["1"]["handed_in"] == 2
