"""`status` at the moments around the deadlines, and who has handed in."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from province_office import AGENCIES, Called, hand_in, move_deadline, office

from oitcheck.cli.moments import as_of_time, moment_to_look_at
from oitcheck.errors import OitcheckError
from oitcheck.model import Agency, Entry, StepNote
from oitcheck.pipeline.standing import standing
from oitcheck.pipeline.standing_json import as_dict
from oitcheck.pipeline.standing_words import lines
from oitcheck.pipeline.workspace import Workspace

PLANS = {
    "surin": ("plan-surin-2569", 2569),
    "samutprakan": ("plan-samutprakan-2569", 2569),
    "chiangmai": ("plan-chiangmai-2567", 2567),
    "chonburi": ("plan-chonburi-2566", 2566),
    "months": ("plan-months-2569", 2569),
}
MONTHS = """[plan]
id = "plan-months-2569"
province = "ตัวอย่าง"
year = 2569
[[step]]
id = "register"
kind = "register"
text = "ลงทะเบียน"
province = { from = "2026-02", to = "2026-02" }
[[step]]
id = "year-end"
kind = "prepare"
text = "ก่อนสิ้นปี"
province = { from = "2025-12-01", to = "2025-12-31T17:00" }
"""
OIT = "ระบบ ITAS ปิดการตอบและอนุมัติข้อมูลแบบวัด OIT"
FIRST = "ส่งลิงก์ (URL) ตามแบบตรวจ OIT ให้จังหวัด ครั้งที่ 1"


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    root = tmp_path_factory.mktemp("offices")
    made = {}
    for name, (plan, year) in PLANS.items():
        made[name] = office(root / name, plan, year, AGENCIES)
    (made["months"].indicators / "plan-months-2569.toml").write_text(MONTHS, encoding="utf-8")
    return made


def said(place: Workspace, at: str, **options: bool) -> list[str]:
    return lines(standing(place, moment_to_look_at(at)), **options)


def line_of(shown: list[str], text: str) -> str:
    return next((line.strip() for line in shown if f": {text} [" in line), "")


@pytest.mark.parametrize(
    ("plan", "at", "text", "begins"),
    [
        # an hour is given: 30 June, 17:00
        ("surin", "2026-06-29 23:59", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. เหลือ 1 วัน (1 วันทำการ):"),
        ("surin", "2026-06-30 00:00", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. วันนี้ เหลือ 17 ชั่วโมง:"),
        ("surin", "2026-06-30 14:45", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. วันนี้ เหลือ 2 ชั่วโมง 15 นาที:"),
        ("surin", "2026-06-30 16:59", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. วันนี้ เหลือ 1 นาที:"),
        ("surin", "2026-06-30 16:59:30", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. วันนี้ เหลือ ไม่ถึง 1 นาที:"),
        ("surin", "2026-06-30 17:00", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. พ้นกำหนดแล้ว ไม่ถึง 1 นาที:"),
        ("surin", "2026-06-30 17:01", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. พ้นกำหนดแล้ว 1 นาที:"),
        ("surin", "2026-07-01 00:00", OIT, ""),
        # the same minutes typed as UTC and with a year of the Buddhist Era
        ("surin", "2026-06-30T09:59Z", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. วันนี้ เหลือ 1 นาที:"),
        ("surin", "2569-06-30 16:59", OIT, "30 มิถุนายน 2569 เวลา 17:00 น. วันนี้ เหลือ 1 นาที:"),
        # no hour is given: 5 May, until its end
        (
            "surin",
            "2026-05-04 09:00",
            FIRST,
            "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) เหลือ 1 วัน (1 วันทำการ):",
        ),
        ("surin", "2026-05-05 00:00", FIRST, "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) วันนี้:"),
        ("surin", "2026-05-05 23:59", FIRST, "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) วันนี้:"),
        ("surin", "2026-05-05", FIRST, "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) วันนี้:"),
        ("surin", "2026-05-06 00:00", FIRST, "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) พ้นกำหนดแล้ว 1 วัน:"),
        ("surin", "2026-05-08 09:00", FIRST, "5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) พ้นกำหนดแล้ว 3 วัน:"),
        # the next collection is over as well: the first is no news any more
        ("surin", "2026-06-06 09:00", FIRST, ""),
        # clarification
        (
            "surin",
            "2026-08-07 16:59",
            "ระบบ ITAS ปิดรับการขอชี้แจงเพิ่มเติมแบบวัด OIT",
            "7 สิงหาคม 2569 เวลา 17:00 น. วันนี้ เหลือ 1 นาที:",
        ),
        (
            "samutprakan",
            "2026-08-07 17:01",
            "ขอชี้แจงเพิ่มเติมแบบวัด OIT",
            "7 สิงหาคม 2569 (ไม่ได้กำหนดเวลา) วันนี้:",
        ),
        # one column: who set it is not known
        (
            "chiangmai",
            "2024-06-17 12:00",
            "ชี้แจงหรือยืนยันผลคะแนนแบบวัด OIT",
            "18 มิถุนายน 2567 (ไม่ได้กำหนดเวลา) เหลือ 1 วัน (1 วันทำการ):",
        ),
        (
            "chonburi",
            "2023-04-28 12:00",
            "การเก็บข้อมูลแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
            "30 เมษายน 2566 (ไม่ได้กำหนดเวลา) เหลือ 2 วัน (0 วันทำการ):",
        ),
        # a month, and the turn of the year
        ("months", "2026-02-27 12:00", "ลงทะเบียน", "ภายในเดือนกุมภาพันธ์ 2569 เหลือ 1 วัน (0 วันทำการ):"),
        ("months", "2026-02-28 23:59", "ลงทะเบียน", "ภายในเดือนกุมภาพันธ์ 2569 วันนี้:"),
        ("months", "2026-03-01 00:00", "ลงทะเบียน", ""),
        ("months", "2025-12-31 16:00", "ก่อนสิ้นปี", "31 ธันวาคม 2568 เวลา 17:00 น. วันนี้ เหลือ 1 ชั่วโมง:"),
        ("months", "2026-01-01 00:00", "ก่อนสิ้นปี", ""),
    ],
)
def test_around_a_deadline(
    offices: dict[str, Workspace], plan: str, at: str, text: str, begins: str
) -> None:
    shown = line_of(said(offices[plan], at, whole=True), text)
    assert shown.startswith(begins) and bool(shown) == bool(begins), shown


def test_a_new_year_begins_with_confirming_the_rules(offices: dict[str, Workspace]) -> None:
    shown = said(offices["surin"], "2025-10-01 09:00")
    assert shown[0] == "ยืนยันเกณฑ์จากคู่มือ ป.ป.ช.: ยืนยันแล้ว 0 จาก 26 ข้อ"
    assert 'oitcheck catalogue confirm O1 --source "คู่มือ หน้า ..." --by ตำแหน่ง' in shown[2]


def test_two_confirmed_items_are_counted_and_the_next_one_is_named(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569")
    text = (Path(__file__).parents[2] / "indicators" / "oit-2569.toml").read_text(encoding="utf-8")
    head, first, second, *others = text.split("[[indicator]]\n")
    changed = [
        part.replace('status = "unverified"', 'status = "confirmed"', 1) for part in (first, second)
    ]
    (place.indicators / "oit-2569.toml").write_text(
        "[[indicator]]\n".join((head, *changed, *others)), encoding="utf-8"
    )
    shown = said(place, "2025-10-01")
    assert shown[0] == "ยืนยันเกณฑ์จากคู่มือ ป.ป.ช.: ยืนยันแล้ว 2 จาก 26 ข้อ"
    assert "catalogue confirm O3 " in "\n".join(shown)


def test_before_the_plan_begins_and_after_everything(offices: dict[str, Workspace]) -> None:
    before = said(offices["surin"], "2025-10-01 09:00")
    assert "กำลังดำเนินการ:" not in before
    assert line_of(before, FIRST).startswith("5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) เหลือ 216 วัน")
    after = said(offices["surin"], "2026-12-01 09:00")
    assert "ไม่มีกำหนดถัดไปในแผน" in after
    running = after[after.index("กำลังดำเนินการ:") + 1]
    assert "ขั้นตอนที่ ๑๘" in running and "ตั้งแต่ 1 พฤศจิกายน 2568 เป็นต้นไป" in running
    long_after = said(offices["chonburi"], "2026-12-01 09:00")
    assert "ไม่มีกำหนดถัดไปในแผน" in long_after and "กำลังดำเนินการ:" not in long_after


def test_a_deadline_on_a_day_off_says_so(offices: dict[str, Workspace]) -> None:
    shown = line_of(
        said(offices["chiangmai"], "2024-05-31 09:00"), "เก็บรวบรวมข้อมูลแบบวัด IIT และแบบวัด EIT ส่วนที่ ๑"
    )
    assert "เหลือ 1 วัน (0 วันทำการ)" in shown and "ตรงกับวันหยุด: วันเสาร์" in shown
    assert "วันศุกร์ที่ 1 พฤษภาคม 2569 เวลา 09:00 น." in said(offices["surin"], "2026-05-01 09:00")


@pytest.fixture(scope="module")
def surin(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = office(tmp_path_factory.mktemp("surin") / "ws", "plan-surin-2569", 2569, AGENCIES)
    came = {
        "s1": "2026-05-04 10:00",
        "a1": "2026-05-05 23:59",
        "a2": "2026-05-06 08:00",
        "a3": "2026-05-04 10:00",
        "p": "2026-05-09 08:00",
    }
    hand_in(place, "1", came)
    hand_in(place, "1", {"a3": "2026-05-05 09:00"}, url="")
    return place


def test_handed_in_late_and_missing_are_told_apart(surin: Workspace) -> None:
    shown = "\n".join(said(surin, "2026-05-08 09:00"))
    assert "ครั้งที่ 1: ส่งแล้ว 2 จาก 4 หน่วยรับการประเมิน, 1 จาก 2 หน่วยงานเจ้าของข้อมูล" in shown
    assert "ส่งหลังกำหนด 1 หน่วยงาน: เทศบาลตำบลสระขุด (ช้า 1 วัน)" in shown
    assert "ยังไม่ส่ง 3 หน่วยงาน แยกตามอำเภอ:" in shown
    assert "อำเภอปราสาท 2: หน่วยงานที่ไม่บอกประเภท, องค์การบริหารส่วนตำบลเชื้อเพลิง" in shown
    assert "ไม่ผ่าน" not in shown


def test_what_has_not_come_yet_at_that_moment_is_missing(surin: Workspace) -> None:
    (first, second) = standing(surin, moment_to_look_at("2026-05-05 23:58")).rounds
    assert {agency.id for agency in first.missing} == {"a1", "a2", "a3", "x", "s2"}
    assert first.late == ()
    assert second.name == "2" and not second.begun


def test_the_province_is_waited_for_only_where_no_offices_supply_its_answer(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569", 2569, AGENCIES)
    alone = office(tmp_path / "alone", "plan-surin-2569", 2569, (AGENCIES[0], *AGENCIES[3:]))
    at = moment_to_look_at("2026-05-08")
    waited = [{one.id for one in standing(p, at).rounds[0].missing} for p in (place, alone)]
    assert ["p" in one for one in waited] == [False, True]
    hand_in(place, "1", {"p": "2026-05-07 10:00"})
    assert "p" in {one.agency.id for one in standing(place, at).rounds[0].late}


def test_a_list_of_which_a_part_was_taken_back_still_counts_as_handed_in(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569", 2569, AGENCIES)
    hand_in(place, "1", {"a1": "2026-05-04 10:00"})
    with place.store() as store:
        (held,) = store.submissions(("1",))
        other = held.entries[0].links[0]
    with place.store() as store:
        store.add_submission(
            replace(
                held,
                received_at=as_of_time("2026-05-04 11:00"),
                entries=(Entry("O2", (replace(other, indicator="O2"),)),),
            )
        )
        store.add_submission(
            replace(
                held, received_at=as_of_time("2026-05-04 12:00"), entries=(Entry("O2", (), True),)
            )
        )
    first = standing(place, moment_to_look_at("2026-05-05")).rounds[0]
    assert "a1" not in {agency.id for agency in first.missing}


def test_the_day_that_the_office_set_decides_who_is_late(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569", 2569, AGENCIES)
    hand_in(place, "1", {"a1": "2026-05-06 08:00", "a2": "2026-05-08 13:05"})
    assert len(standing(place, moment_to_look_at("2026-05-08 13:30")).rounds[0].late) == 2
    move_deadline(place, "1", "2026-05-05 12:00", as_of_time("2026-05-08 12:00"), True)
    shown = "\n".join(said(place, "2026-05-08 13:30"))
    assert "ส่งหลังกำหนด 1 หน่วยงาน: เทศบาลตำบลสระขุด (ช้า 1 ชั่วโมง 5 นาที)" in shown
    assert "8 พฤษภาคม 2569 เวลา 12:00 น. พ้นกำหนดแล้ว 1 ชั่วโมง 30 นาที" in shown
    assert "จังหวัดกำหนดใหม่ เดิมตามแผน 5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา)" in shown
    early = "\n".join(said(place, "2026-05-05 11:00"))
    assert "จังหวัดกำหนดใหม่" not in early


def test_suppliers_type_nothing_into_itas(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569", 2569, AGENCIES)
    hand_in(place, "itas", {"a1": "2026-06-20 10:00"})
    found = standing(place, moment_to_look_at("2026-06-21"))
    assert [one.name for one in found.rounds] == ["1", "2", "itas"]
    assert len(found.rounds[-1].entries) == 5


def test_samut_prakan_follows_two_tracks(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-samutprakan-2569", 2569, AGENCIES)
    none = "\n".join(said(place, "2026-03-20 09:00"))
    assert "กลุ่ม ส่วนราชการ (ติดตามผล ตามขั้นตอนที่ ๙ 17 มีนาคม - 30 มิถุนายน 2569): 2 หน่วยงาน" in none
    assert "กลุ่ม อปท. (ติดตามผล ตามขั้นตอนที่ ๑๐ 12 มีนาคม - 30 มิถุนายน 2569): 3 หน่วยงาน" in none
    assert "กลุ่ม ไม่ระบุประเภท: 1 หน่วยงาน" in none
    hand_in(place, "ตรวจก่อน", {"a1": "2026-05-04 10:00", "s1": "2026-05-04 10:00"})
    found = as_dict(standing(place, moment_to_look_at("2026-05-05")))
    (one,) = found["rounds"]
    sent = {group["group"]: (group["handed_in"], group["agencies"]) for group in one["groups"]}
    assert sent == {
        "ส่วนราชการ": (1, 2),
        "อปท.": (1, 3),
        "ไม่อยู่ในกลุ่มที่แผนติดตาม": (0, 0),
        "ไม่ระบุประเภท": (0, 1),
    }
    running = {item["step"] for item in found["running"]}
    assert {"follow-up-regional", "follow-up-local"} <= running
    early = as_dict(standing(place, moment_to_look_at("2026-03-16 12:00")))
    assert "follow-up-regional" not in {item["step"] for item in early["running"]}


def test_without_follow_up_tracks_the_catalogues_tracks_make_the_groups(tmp_path: Path) -> None:
    agencies = (*AGENCIES, replace(AGENCIES[3], id="v", code="V1", name="วิทยาลัย", track="ovec"))
    place = office(tmp_path / "ws", "plan-surin-2569", 2569, agencies)
    found = standing(place, moment_to_look_at("2026-05-01"))
    assert [(one.title, len(one.agencies)) for one in found.groups] == [
        ("ovec", 1),
        ("standard", 7),
    ]
    assert [one.track for one in found.confirmed] == ["standard", "ovec"]
    assert lines(found)[0].startswith("ยืนยันเกณฑ์จากคู่มือ ป.ป.ช.: ")


def test_long_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    many = tuple(Agency(f"m{n}", f"M{n}", f"อบต. ที่ {n}", "อบต.", "เมือง") for n in range(12))
    place = office(tmp_path / "ws", "plan-surin-2569", 2569, many)
    hand_in(place, "1", {"m0": "2026-05-04 10:00"})
    shown = said(place, "2026-05-08 09:00")
    assert "    อำเภอเมือง 11: อบต. ที่ 1, อบต. ที่ 2, อบต. ที่ 3, อบต. ที่ 4, อบต. ที่ 5 และอีก 6" in shown
    assert shown[-1] == "แสดงเพียงบางส่วน ดูทั้งหมดด้วย: oitcheck status --all"
    whole = said(place, "2026-05-08 09:00", whole=True)
    assert "      อบต. ที่ 11" in whole and "--all" not in whole[-1]


def test_a_step_that_the_office_has_noted_as_done_says_so(tmp_path: Path) -> None:
    place = office(tmp_path / "ws", "plan-surin-2569")
    with place.store() as store:
        store.office.add_step_note(StepNote("links-1", as_of_time("2026-05-02 10:00"), "done"))
    assert "เสร็จเรียบร้อยแล้ว" in line_of(said(place, "2026-05-03"), FIRST)
    assert "เสร็จเรียบร้อยแล้ว" not in line_of(said(place, "2026-05-01"), FIRST)


def test_oddities_are_told_only_when_asked_for(offices: dict[str, Workspace]) -> None:
    text = "เลขข้อ ๑๘ มีสองข้อ"
    assert text not in "\n".join(said(offices["surin"], "2026-05-01"))
    assert text in "\n".join(said(offices["surin"], "2026-05-01", oddities=True))


def test_one_district_and_one_round(surin: Workspace) -> None:
    found = standing(surin, moment_to_look_at("2026-05-08"), "1", "อำเภอปราสาท")
    assert [one.name for one in found.rounds] == ["1"]
    assert {entry.agency.district for entry in found.rounds[0].entries} == {"ปราสาท"}
    with pytest.raises(OitcheckError, match="ใกล้เคียงที่สุดคือ ปราสาท"):
        standing(surin, moment_to_look_at("2026-05-08"), district="ปราสาด")
    with pytest.raises(OitcheckError, match="ที่มี: 1, 2"):
        standing(surin, moment_to_look_at("2026-05-08"), "3")


def test_a_workspace_without_a_plan_says_how_to_get_one(tmp_path: Path) -> None:
    shown = "\n".join(said(office(tmp_path / "ws", ""), "2026-05-08"))
    assert "ยังไม่มีแผนของจังหวัด" in shown and 'plan = "plan-surin-2569"' in shown
    assert "oitcheck agencies FILE" in shown


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "oitcheck", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_prints_lines_or_json_with_the_keys_that_scripts_know(surin: Workspace) -> None:
    done = run("-w", surin.root, "status", "--now", "2026-06-30 16:59", "--json")
    facts = json.loads(done.stdout)
    assert {"year", "confirmed", "items", "basis", "due", "rounds"} <= facts.keys()
    due = next(item for item in facts["due"] if item["step"] == "itas-close")
    assert due["last"] == "2026-06-30T17:00:00+07:00"
    assert (due["has_hour"], due["days"], due["minutes"]) == (True, 0, 1)
    assert due["set_by"] == ["commission"]
    first = facts["rounds"][0]
    assert (first["round"], first["handed_in"], first["missing"]) == ("1", 4, ["X1", "A3", "S2"])
    assert [(one["agency"], one["days"]) for one in first["late"]] == [("A2", 1), ("P1", 4)]
    district = next(one for one in first["districts"] if one["district"] == "ปราสาท")
    assert (district["agencies"], district["handed_in"]) == (2, 0)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--now", "พรุ่งนี้"), "--now"),
        (("--now", "2026-02-30"), "--now"),
        (("--district", "ชุมพลบุรีย์"), "ใกล้เคียงที่สุดคือ ชุมพลบุรี"),
        (("--round", "9"), "ที่มี: 1, 2"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(
    surin: Workspace, arguments: tuple[str, ...], told: str, called: Called
) -> None:
    code, complaint = called("-w", surin.root, "status", *arguments)
    assert code == 2
    assert told in complaint and complaint.count("\n") == 1
