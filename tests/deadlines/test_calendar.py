"""The plan as a table and as an iCalendar file that calendar programs take in."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from province_office import Called, move_deadline, office

from oitcheck.cli.moments import as_of_time, moment_to_look_at
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.plan_calendar import plan_calendar, table
from oitcheck.pipeline.plan_events import calendar_file
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import BANGKOK

ALARMS = (timedelta(days=7), timedelta(days=1), timedelta(hours=2))
EARLY = "2025-10-01 09:00"


@pytest.fixture(scope="module")
def surin(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return office(tmp_path_factory.mktemp("calendar") / "ws", "plan-surin-2569")


def exported(place: Workspace, at: str = EARLY, alarms: tuple[timedelta, ...] = ALARMS) -> bytes:
    return calendar_file(plan_calendar(place, moment_to_look_at(at)), alarms)[0]


def events(content: bytes) -> dict[str, Event]:
    found = Calendar.from_ical(content)
    return {str(event["UID"]): event for event in found.walk("VEVENT")}


def triggers(event: Event) -> list[timedelta]:
    return [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]


def test_the_table_shows_every_step_with_parts_below_it(surin: Workspace) -> None:
    shown = table(plan_calendar(surin, moment_to_look_at("2026-05-08 09:00")))
    assert shown[0].startswith("แผนการดำเนินงานการประเมิน ITA")
    first = next(line for line in shown if "ให้จังหวัด ครั้งที่ 1" in line)
    assert [part.strip() for part in first.split("  ") if part.strip()] == [
        "ครั้งที่ ๑",
        "ภายใน 5 พฤษภาคม 2569",
        "จังหวัดกำหนด",
        "ผ่านแล้ว",
        "ส่งลิงก์",
        "ส่งลิงก์ (URL) ตามแบบตรวจ OIT ให้จังหวัด ครั้งที่ 1 [ทุกส่วนราชการ, อปท. ทุกแห่ง]",
    ]
    states = "\n".join(shown)
    assert "อีก 28 วัน" in states and "กำลังดำเนินการ" in states
    assert sum(line.startswith("๑๘ ") for line in shown) == 2
    assert "ข้อสังเกต" not in states
    whole = "\n".join(table(plan_calendar(surin, moment_to_look_at("2026-05-08")), whole=True))
    assert "ข้อสังเกต: ใช้เลขข้อ ๑๘ ซ้ำ" in whole and "…" not in whole


def test_days_and_kinds_narrow_the_table(surin: Workspace) -> None:
    at = moment_to_look_at("2026-05-08")
    august = plan_calendar(surin, at, first=date(2026, 8, 22), last=date(2026, 8, 31))
    shown = [row.step.id for row in august.rows if not row.parent]
    assert shown == ["publicity", "iit", "eit", "quality", "improve"]
    kinds = plan_calendar(surin, at, kinds=("collection",))
    assert [row.step.id for row in kinds.rows] == ["links-1", "links-2"]
    assert [one.step.id for one in kinds.dues] == ["links-1", "links-2"]


def test_windows_last_whole_days_and_deadlines_with_an_hour_are_at_that_hour(
    surin: Workspace,
) -> None:
    found = events(exported(surin))
    window = found["plan-surin-2569.register.province@oitcheck"]
    assert (window["DTSTART"].dt, window["DTEND"].dt) == (date(2026, 3, 2), date(2026, 3, 21))
    day = found["plan-surin-2569.links-1.province.due@oitcheck"]
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2026, 5, 5), date(2026, 5, 6))
    assert "ไม่ได้กำหนดเวลา" in day["DESCRIPTION"] and "จังหวัดกำหนด" in day["SUMMARY"]
    close = found["plan-surin-2569.itas-close.commission.due@oitcheck"]
    assert close["DTSTART"].dt == datetime(2026, 6, 30, 17, tzinfo=BANGKOK)
    assert "DTEND" not in close
    opened = found["plan-surin-2569.improve.province@oitcheck"]
    assert (opened["DTSTART"].dt, opened["DTEND"].dt) == (date(2025, 11, 1), date(2025, 11, 2))
    assert "เป็นต้นไป" in opened["DESCRIPTION"] and "ใช้เลขข้อ ๑๘ ซ้ำ" in opened["DESCRIPTION"]


def test_a_month_lasts_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    found = events(exported(office(tmp_path / "ws", "plan-samutprakan-2569")))
    month = found["plan-samutprakan-2569.calendar.province@oitcheck"]
    assert (month["DTSTART"].dt, month["DTEND"].dt) == (date(2026, 2, 1), date(2026, 4, 1))
    both = found["plan-samutprakan-2569.register.province@oitcheck"]
    assert "จังหวัดและสำนักงาน ป.ป.ช. กำหนด" in both["SUMMARY"]
    assert "plan-samutprakan-2569.register.commission@oitcheck" not in found


@pytest.mark.parametrize(
    ("plan", "year"), [("plan-chiangmai-2567", 2567), ("plan-chonburi-2566", 2566)]
)
def test_the_other_plans_become_calendars_too(tmp_path: Path, plan: str, year: int) -> None:
    place = office(tmp_path / "ws", plan, year)
    found = events(exported(place, f"{year - 544}-10-01"))
    assert len(found) >= 8
    assert all(uid.startswith(f"{plan}.") for uid in found)


def test_alarms_ring_days_before_in_the_morning_and_hours_before_an_hour(surin: Workspace) -> None:
    found = events(exported(surin))
    day = found["plan-surin-2569.links-1.province.due@oitcheck"]
    start = datetime(2026, 5, 5, tzinfo=BANGKOK)
    assert [start + trigger for trigger in triggers(day)] == [
        datetime(2026, 4, 28, 8, 30, tzinfo=BANGKOK),
        datetime(2026, 5, 4, 8, 30, tzinfo=BANGKOK),
    ]
    close = found["plan-surin-2569.itas-close.commission.due@oitcheck"]
    assert triggers(close) == [-one for one in ALARMS]
    assert triggers(found["plan-surin-2569.answer.province@oitcheck"]) == []


def test_alarms_that_would_have_rung_already_are_left_out(surin: Workspace) -> None:
    found = events(exported(surin, "2026-06-29 18:00"))
    close = found["plan-surin-2569.itas-close.commission.due@oitcheck"]
    assert triggers(close) == [-timedelta(hours=2)]
    assert triggers(found["plan-surin-2569.links-1.province.due@oitcheck"]) == []
    assert triggers(events(exported(surin, alarms=()))[str(close["UID"])]) == []


def test_lines_are_folded_at_75_octets_between_characters(surin: Workspace) -> None:
    content = exported(surin)
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    assert "จัดทำและรวบรวมข้อมูล OIT" in content.replace(b"\r\n ", b"").decode("utf-8")
    for needed in (b"METHOD:PUBLISH", b"X-WR-CALNAME:ITA", b"VERSION:2.0", b"PRODID:-//oitcheck"):
        assert needed in content


def test_the_same_input_gives_the_same_bytes(surin: Workspace) -> None:
    assert exported(surin) == exported(surin)


def test_a_moved_date_updates_the_event_and_makes_no_second_one(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569")
    before = events(exported(place, "2026-04-01 09:00"))
    move_deadline(place, "1", "2026-04-02 09:00", as_of_time("2026-05-08 16:30"), True)
    after = events(exported(place, "2026-04-03 09:00"))
    assert before.keys() == after.keys()
    uid = "plan-surin-2569.links-1.province.due@oitcheck"
    assert after[uid]["DTSTART"].dt == datetime(2026, 5, 8, 16, 30, tzinfo=BANGKOK)
    assert "จังหวัดกำหนดใหม่" in after[uid]["SUMMARY"]
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert after[uid]["DTSTAMP"].dt > before[uid]["DTSTAMP"].dt
    shown = table(plan_calendar(place, as_of_time("2026-04-03 09:00")))
    row = next(line for line in shown if "ให้จังหวัด ครั้งที่ 1" in line)
    assert "ภายใน 8 พฤษภาคม 2569 เวลา 16:30 น." in row


def test_without_a_plan_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OitcheckError, match="plan-surin-2569"):
        plan_calendar(office(tmp_path / "ws", ""), moment_to_look_at(EARLY))


def run(place: Workspace, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "oitcheck", "-w", str(place.root), "calendar", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_writes_a_file_and_says_how_much(surin: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "แผน.ics"
    done = run(surin, "--ics", path, "--now", EARLY, "--kinds", "ส่งลิงก์,close", "--json")
    facts = json.loads(done.stdout)
    assert facts["events"] == len(events(path.read_bytes())) == 9
    assert {step["kind"] for step in facts["steps"]} == {"collection", "close"}
    first = next(step for step in facts["steps"] if step["step"] == "links-1")
    assert (first["place"], first["days"], first["part_of"]) == ("ahead", 216, "prepare")
    assert first["windows"][0]["text"] == "ภายใน 5 พฤษภาคม 2569"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--ics", "no-such-folder/x.ics"), "ไม่มีโฟลเดอร์"),
        (("--kinds", "colection"), "ใกล้เคียงที่สุดคือ collection"),
        (("--alarm", "soon"), "--alarm 7d,1d,2h"),
        (("--from", "2026-08-01", "--to", "2026-07-01"), "--to มาก่อน --from"),
        (("--from", "1 สิงหาคม"), "--from"),
        (("--now", "x"), "--now"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(
    surin: Workspace, arguments: tuple[str, ...], told: str, called: Called
) -> None:
    code, complaint = called("-w", surin.root, "calendar", *arguments)
    assert code == 2
    assert told in complaint and complaint.count("\n") == 1
