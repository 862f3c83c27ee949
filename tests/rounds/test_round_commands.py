"""``oitcheck round``: what each command does, says, and refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typed_commands import Call

from oitcheck.pipeline.rounds import terms_of
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.workspace import Workspace

Rounds = Callable[[], dict[str, dict[str, Any]]]
pytestmark = pytest.mark.usefixtures("folder")


def test_the_plans_rounds_are_listed_before_anything_came(call: Call, rounds: Rounds) -> None:
    assert list(rounds()) == ["1", "2"]
    assert rounds()["1"]["deadline"] == {
        "at": "2026-05-05T17:00:00Z",
        "has_hour": False,
        "set": "plan",
    }
    said = call("round", "list")
    assert "วันครบกำหนดส่ง (ตามแผน): 5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา)" in said.out
    assert said.code == 0


def test_the_list_counts_agencies(call: Call, rounds: Rounds) -> None:
    call("import", "first.csv", "--received", "2569-05-04 10:00")
    call("import", "other.csv", "--received", "2569-05-07 10:00")
    assert {
        key: rounds()["1"][key] for key in ("agencies", "handed_in", "late", "changed", "carried")
    } == {"agencies": 2, "handed_in": 2, "late": 1, "changed": 1, "carried": 0}
    call("import", "one.csv", "--round", "2", "--received", "2569-06-01")
    second = rounds()["2"]
    assert (second["handed_in"], second["late"], second["changed"], second["carried"]) == (
        1,
        0,
        1,
        2,
    )
    assert second["last_run"] is None
    assert "ส่งแล้ว 1 จาก 2 หน่วยงาน  เปลี่ยนหรือถอนลิงก์ 1  ใช้ลิงก์เดิม 2" in call("round", "list").out


def test_a_round_of_its_own_name_with_a_deadline(call: Call, rounds: Rounds) -> None:
    made = call("round", "open", "ตรวจเฉพาะกิจ", "--deadline", "2569-07-10 16:30", "--json").json
    assert (made["made"], made["changes"]) == (True, ["opened", "deadline"])
    again = call("round", "open", "ตรวจเฉพาะกิจ", "--deadline", "2026-07-10 16:30")
    assert "ไม่มีอะไรเปลี่ยน" in again.out
    assert list(rounds()) == ["1", "2", "ตรวจเฉพาะกิจ"]
    assert rounds()["ตรวจเฉพาะกิจ"]["deadline"] == {
        "at": "2026-07-10T09:30:00Z",
        "has_hour": True,
        "set": "by-hand",
    }
    assert "(กำหนดเอง): 10 กรกฎาคม 2569 เวลา 16:30 น." in call("round", "list").out


def test_every_wish_asked_twice_changes_nothing_and_says_so(call: Call, rounds: Rounds) -> None:
    for words in (
        ["open", "1"],
        ["deadline", "1", "2569-05-10"],
        ["close", "1", "--why", "ครบแล้ว", "--by", "หัวหน้าคณะทำงาน"],
        ["freeze", "1"],
        ["open", "1", "--why", "ขยายเวลา"],
        ["deadline", "1", "--plan"],
    ):
        assert call("round", *words, "--json").json["changed"], words
        held = rounds()
        second = call("round", *words)
        assert second.code == 0
        assert "ไม่มีอะไรเปลี่ยน" in second.out, words
        assert not call("round", *words, "--json").json["changed"]
        assert rounds() == held


def test_the_hour_of_a_deadline_is_told_only_where_one_is_given(call: Call) -> None:
    assert "เวลา 00:00 น." in call("round", "deadline", "1", "2569-05-06 00:00").out
    by_day = call("round", "deadline", "1", "2569-05-05")
    assert "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา)" in by_day.out
    assert "ไม่มีอะไรเปลี่ยน" not in by_day.out


def test_thai_digits_and_the_buddhist_era_are_read(call: Call, rounds: Rounds) -> None:
    assert call("round", "deadline", "๑", "๒๕๖๙-๐๕-๑๐ ๑๖:๓๐").code == 0
    assert rounds()["1"]["deadline"]["at"] == "2026-05-10T09:30:00Z"


def test_a_day_that_is_over_or_far_away_is_remarked_on(call: Call) -> None:
    assert "ผ่านมาแล้ว" in call("round", "deadline", "1", "2569-01-05").err
    assert "หนึ่งปี" in call("round", "deadline", "1", "2596-05-05").err


def test_a_frozen_round_is_opened_only_with_a_reason_and_never_merely_closed(
    call: Call, rounds: Rounds
) -> None:
    call("round", "freeze", "1")
    assert "--why" in call("round", "open", "1").refusal
    assert "--why" in call("round", "open", "1", "--why", " ").refusal
    assert "round open 1" in call("round", "close", "1").refusal
    assert rounds()["1"]["state"] == "frozen"
    assert call("round", "open", "1", "--why", "ขยายเวลา").code == 0
    assert rounds()["1"]["state"] == "open"


def test_a_round_that_nobody_knows_is_named_with_those_that_are(call: Call, rounds: Rounds) -> None:
    for words in (["close", "3"], ["freeze", "3"], ["deadline", "3", "2569-05-05"]):
        said = call("round", *words).refusal
        assert "ครั้งที่ 3" in said
        assert "ที่มี: 1, 2" in said
        assert "oitcheck round open 3" in said
    assert list(rounds()) == ["1", "2"]


@pytest.mark.parametrize(
    "words", [["open", "1"], ["close", "1"], ["freeze", "1"], ["deadline", "1", "2569-05-10"]]
)
def test_who_did_it_is_kept_as_a_post_never_as_a_person(
    call: Call, rounds: Rounds, words: list[str]
) -> None:
    held = rounds()
    assert "ไม่ใช่ชื่อบุคคล" in call("round", *words, "--by", "นางสาวตัวอย่าง สมมุติ").refusal
    assert rounds() == held
    assert call("round", *words, "--by", " หัวหน้าคณะทำงาน ").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["deadline", "1"],
        ["deadline", "1", "2569-05-05", "--plan"],
        ["deadline", "1", "31 เมษายน"],
        ["deadline", "1", "2569-04-31"],
        ["deadline", "1", "2569-05-05 25:00"],
        ["deadline", "1", "2659-05-05"],
        ["open", "../x"],
        ["open", "ก", "--deadline", "พรุ่งนี้"],
        ["close", "1", "--by", "นายสมชาย ใจดี"],
        ["opn", "1"],
        ["open"],
    ],
)
def test_what_is_typed_wrong_is_one_line_and_changes_nothing(
    call: Call, rounds: Rounds, words: list[str]
) -> None:
    held = rounds()
    assert call("round", *words).refusal.startswith("oitcheck: ")
    assert rounds() == held


def test_round_alone_shows_its_commands(call: Call) -> None:
    said = call("round")
    assert (said.code, said.out) == (2, "")
    assert "freeze" in said.err


def test_a_workspace_without_a_plan_has_rounds_too(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    assert call("init", "ws", "--province", "น่าน", "--year", "2569").code == 0
    assert "ยังไม่มีการส่งลิงก์" in call("round", "list").out
    assert call("import", "../first.csv", "--received", "2569-09-01").code == 0
    assert "ไม่มีวันครบกำหนดส่ง" in call("round", "list").out
    assert call("round", "open", "itas", "--deadline", "2569-06-30 17:00").code == 0
    assert call("judge").code == call("report").code == 0
    assert call("template", "--round", "itas").code == 0
    assert "เวลา 17:00 น." in call("round", "list").out


def test_the_calendar_of_a_plan_says_nothing_about_a_checklists_round(folder: Path) -> None:
    place = Workspace(folder / "ws")
    plan = rules_of(place).plan
    with place.store() as store:
        assert terms_of(store, plan, "1").deadline is not None
        store.ensure_round("1", 2569, "checklist-samut-prakan-2567")
        assert terms_of(store, plan, "1").deadline is None
