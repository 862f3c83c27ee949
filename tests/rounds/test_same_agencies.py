"""Status, the list of rounds, the progress report and the gap report name the same agencies."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typed_commands import HEAD, Call

NAMES = {
    "A1": "เทศบาลตำบลในเวลา",
    "A2": "เทศบาลตำบลตอนเที่ยงคืน",
    "A3": "เทศบาลตำบลแก้ทีหลัง",
    "A4": "เทศบาลตำบลส่งซ้ำ",
    "A5": "เทศบาลตำบลถอนหมด",
    "A6": "เทศบาลตำบลถอนบางข้อ",
    "A7": "เทศบาลตำบลยังไม่ส่ง",
}
NOW = datetime(2026, 8, 20, 3, tzinfo=UTC)


def send(call: Call, folder: Path, at: str, *rows: str, round_name: str = "1") -> None:
    """``rows``: ``A1 O1 a`` for a link, ``A1 O1 -`` to take it back."""
    lines = []
    for row in rows:
        code, item, page = row.split()
        url = page if page == "-" else f"https://www.{code.lower()}.go.th/{page}"
        lines.append(f"{code},{NAMES[code]},{item},{url}\n")
    (folder / "sent.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    said = call("import", "sent.csv", "--round", round_name, "--received", at)
    assert said.code == 0, said


def told(call: Call, folder: Path, round_name: str = "1") -> dict[str, tuple[set[str], set[str]]]:
    """Who is late and who has handed in nothing, by each that says so."""
    assert call("judge", "--round", round_name).code == 0
    assert call("report", "--round", round_name).code == 0
    assert call("progress", "--months", "12").code == 0
    found = {}
    status = next(
        one for one in call("status", "--json").json["rounds"] if one["round"] == round_name
    )
    found["status"] = ({one["agency"] for one in status["late"]}, set(status["missing"]))
    page = (folder / "ws" / "out" / f"round-{round_name}" / "judgement.json").read_bytes()
    items = {
        agency["code"]: [verdict["findings"][0] for verdict in agency["verdicts"]]
        for agency in json.loads(page)["agencies"]
    }
    given = ("new", "changed", "unchanged")
    found["gaps"] = (
        {code for code, of in items.items() if any("late_minutes" in one["facts"] for one in of)},
        {
            code
            for code, of in items.items()
            if all(one["facts"].get("change") not in given for one in of)
        },
    )
    rows = call("progress", "--months", "12", "--json").json["rows"]
    said = next(
        text
        for row in rows
        if row["id"] == "prepare"
        for text in row["result"]
        if f"ครั้งที่ {'๐๑๒'[int(round_name)]} " in text and "ส่งแล้ว" in text
    )
    late, _, missing = said.partition("ยังไม่ส่ง")
    late = late.partition("หลังวันครบกำหนดส่ง")[2]
    found["progress"] = (named(late), named(missing))
    return found


def named(text: str) -> set[str]:
    return {code for code, name in NAMES.items() if re.search(f"{name}(?!\\S*[ก-ฮ])", text)}


def counts(call: Call, round_name: str = "1") -> tuple[int, int]:
    """Late, and without a link in the round: what the list of rounds says."""
    rounds = call("round", "list", "--json").json["rounds"]
    one = next(one for one in rounds if one["round"] == round_name)
    return one["late"], one["agencies"] - one["handed_in"]


def it_is(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("planning", "progress", "rounds", "setting_up"):
        monkeypatch.setattr(f"oitcheck.cli.{module}.now", lambda: moment)


@pytest.fixture
def filled(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    it_is(NOW, monkeypatch)
    registry = "".join(f"{code},{name},เทศบาลตำบล,เมือง\n" for code, name in NAMES.items())
    (folder / "registry.csv").write_text(
        f"รหัสหน่วยงาน,หน่วยงาน,ประเภท,อำเภอ\n{registry}", encoding="utf-8"
    )
    assert call("agencies", "registry.csv").code == 0
    send(call, folder, "2569-05-05 23:59", "A1 O1 a", "A1 O2 b")
    send(call, folder, "2569-05-06 00:00", "A2 O1 a")
    send(call, folder, "2569-05-04 10:00", "A3 O1 a", "A4 O1 a", "A5 O1 a", "A6 O1 a", "A6 O2 b")
    send(call, folder, "2569-05-07 10:00", "A3 O1 other", "A4 O1 a", "A5 O1 -", "A6 O2 -")
    return folder


def test_late_in_time_and_missing(call: Call, filled: Path) -> None:
    expected = ({"A2", "A3"}, {"A5", "A7"})
    assert told(call, filled) == dict.fromkeys(("status", "gaps", "progress"), expected)
    assert counts(call) == (2, 2)


def test_a_deadline_that_was_moved(call: Call, filled: Path) -> None:
    assert call("round", "deadline", "1", "2569-05-06 16:30").code == 0
    expected = ({"A3"}, {"A5", "A7"})
    assert told(call, filled) == dict.fromkeys(("status", "gaps", "progress"), expected)
    assert counts(call) == (1, 2)


def test_what_is_carried_over_is_missing_in_the_later_round_and_never_late(
    call: Call, filled: Path
) -> None:
    send(call, filled, "2569-06-05 23:59", "A1 O1 a", "A7 O1 a", round_name="2")
    send(call, filled, "2569-06-06 00:00", "A3 O1 other", round_name="2")
    expected = ({"A3"}, {"A2", "A4", "A5", "A6"})
    assert told(call, filled, "2") == dict.fromkeys(("status", "gaps", "progress"), expected)
    assert counts(call, "2") == (1, 4)


def test_a_frozen_round_rests_on_what_was_held_then(
    call: Call, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(call, filled, "2569-06-04 10:00", "A1 O1 a", "A2 O1 a", round_name="2")
    assert call("round", "freeze", "2").code == 0
    it_is(NOW.replace(hour=4), monkeypatch)
    send(call, filled, "2569-05-04 11:00", "A7 O1 a")
    expected = (set[str](), set(NAMES) - {"A1", "A2"})
    assert told(call, filled, "2") == dict.fromkeys(("status", "gaps", "progress"), expected)
    assert counts(call, "2") == (0, 5)


def test_what_came_after_the_round_was_closed(
    call: Call, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(datetime(2026, 5, 3, 3, tzinfo=UTC), monkeypatch)
    assert call("round", "close", "1").code == 0
    it_is(NOW, monkeypatch)
    expected = ({"A1", "A2", "A3", "A4", "A6"}, {"A5", "A7"})
    assert told(call, filled) == dict.fromkeys(("status", "gaps", "progress"), expected)
    assert counts(call) == (5, 2)
