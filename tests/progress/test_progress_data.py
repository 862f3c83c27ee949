"""Steps that the data fills: who handed in, what was found, how far ITAS is."""

from __future__ import annotations

from dataclasses import replace

from progress_samples import (
    CHIANGMAI,
    CHONBURI,
    SAMUTPRAKAN,
    SURIN,
    at,
    judgement,
    plan,
    reached,
    report,
    row,
)
from progress_samples import agencies as some

from oitcheck.model import ItasState, Outcome, Role
from oitcheck.plan import Terms, deadline_window, terms
from oitcheck.report.progress import NOTICE
from oitcheck.report.progress_data import Kept
from oitcheck.submissions import Came

MAY_6 = at("2026-05-07")
EIGHT = some(8)
FIRST, SECOND = (terms(name, plan(SURIN), ()) for name in "12")


def links(*who: int, day: str = "2026-05-04", holding: Terms = FIRST) -> dict[str, Came]:
    came = at(day, 12)
    return {EIGHT[n].id: Came(came, holding.lateness(came)) for n in who}


def test_a_collection_tells_how_many_of_how_many_and_names_few() -> None:
    came = {"1": links(0, 1, 2, 3, 4) | links(5, day="2026-05-06"), "2": {}}
    kept = Kept(MAY_6, EIGHT, handed_in=came)
    made = report(SURIN, kept, 12)
    assert row(made, "prepare").result == (
        "การส่งลิงก์ ครั้งที่ ๑ ณ วันที่ ๖ พฤษภาคม ๒๕๖๙ ส่งแล้ว ๖ จาก ๘ หน่วยงาน "
        "ในจำนวนนี้ส่งหลังวันครบกำหนดส่ง ๑ หน่วยงาน ได้แก่ อบต.สมมุติฉ "
        "ยังไม่ส่ง ๒ หน่วยงาน ได้แก่ อบต.สมมุติช, อบต.สมมุติซ",
    )
    assert row(made, "prepare").state == "doing"
    assert NOTICE not in made.below


def test_many_that_have_not_handed_in_are_counted_by_district() -> None:
    kept = Kept(MAY_6, EIGHT, handed_in={"1": links(0)})
    told = row(report(SURIN, kept), "prepare").result[0]
    assert told.endswith("ยังไม่ส่ง ๗ หน่วยงาน แยกเป็น อำเภอที่๐ ๒, อำเภอที่๑ ๒, อำเภอที่๒ ๓")


def test_the_second_collection_is_not_told_of_before_something_comes_of_it() -> None:
    kept = Kept(MAY_6, EIGHT, handed_in={"1": links(*range(8)), "2": {}})
    assert len(row(report(SURIN, kept), "prepare").result) == 1
    later = replace(kept, as_of=at("2026-06-06"))
    assert "ยังไม่ส่ง ๘" in row(report(SURIN, later), "prepare").result[1]


def test_a_deadline_that_the_office_moved_counts_instead_of_the_plans() -> None:
    moved = Terms("1", deadline=deadline_window(at("2026-05-08", 16, 30), True), by_hand=True)
    came = {"1": links(*range(7)) | links(7, day="2026-05-06", holding=moved)}
    kept = Kept(at("2026-05-09"), EIGHT, handed_in=came, terms={"1": moved})
    told = row(report(SURIN, kept), "prepare").result[0]
    assert "(วันครบกำหนดส่งเปลี่ยนเป็นวันที่ ๘ พฤษภาคม ๒๕๖๙ เวลา ๑๖.๓๐ น.)" in told
    assert "หลังวันครบกำหนด" not in told


def test_all_links_of_all_rounds_handed_in_and_time_over_is_done() -> None:
    came = {"1": links(*range(8)), "2": links(*range(8), day="2026-06-01", holding=SECOND)}
    kept = Kept(at("2026-06-11"), EIGHT, handed_in=came)
    made = row(report(SURIN, kept, 12), "prepare")
    assert (made.state, made.basis) == ("done", "data")
    still = row(report(SURIN, replace(kept, as_of=at("2026-06-07")), 12), "prepare")
    assert still.state == "doing"


def test_the_province_itself_hands_in_nothing_where_offices_supply_its_answer() -> None:
    province = some(1, "จังหวัด")
    offices = some(2, "ส่วนราชการ", Role.SUPPLIER)
    came = {"1": {one.id: Came(at("2026-05-01")) for one in offices}}
    told = row(report(SURIN, Kept(MAY_6, (*province, *offices), handed_in=came)), "prepare")
    assert told.result[0].endswith("ส่งแล้ว ๒ จาก ๒ หน่วยงาน")


def test_what_was_judged_is_counted_without_what_does_not_apply_and_carries_the_notice() -> None:
    outcomes = {
        "O1": Outcome.PASS,
        "O2": Outcome.FAIL,
        "O3": Outcome.REVIEW,
        "O4": Outcome.ERROR,
        "O5": Outcome.SKIP,
    }
    found = judgement(at("2026-05-06", 9), [(one, outcomes) for one in EIGHT[:3]])
    kept = Kept(MAY_6, EIGHT, handed_in={"1": links(0)}, judgements={"1": found})
    made = report(SURIN, kept)
    assert row(made, "prepare").result[1] == (
        "๒. ผลการตรวจเบื้องต้น (การส่งลิงก์ ครั้งที่ ๑) ณ วันที่ ๖ พฤษภาคม ๒๕๖๙ "
        "๓ หน่วยงาน ๑๒ ข้อ: ครบถ้วน ๓ ข้อ ต้องแก้ไข ๓ ข้อ รอเจ้าหน้าที่ตรวจสอบ ๓ ข้อ "
        "ระบบตรวจไม่สำเร็จ ๓ ข้อ (มิใช่ข้อบกพร่องของหน่วยงาน)"
    )
    assert made.below.count(NOTICE) == 1


def test_mock_scoring_tells_counts_and_promises_no_score() -> None:
    found = judgement(at("2024-03-01"), [(EIGHT[0], {"O1": Outcome.PASS})], "mock")
    kept = Kept(at("2024-04-01"), EIGHT, judgements={"mock": found})
    told = row(report(CHIANGMAI, kept), "mock-score")
    assert "ครบถ้วน ๑ ข้อ" in told.result[0] and "คะแนน" not in told.result[0]
    early = judgement(at("2024-01-10"), [(EIGHT[0], {"O1": Outcome.PASS})], "mock")
    assert not row(
        report(CHIANGMAI, replace(kept, judgements={"mock": early})), "mock-score"
    ).result


def test_each_follow_up_counts_the_agencies_of_its_own_kind() -> None:
    offices, locals_ = some(2, "ส่วนราชการ", Role.SUPPLIER), some(3)
    found = judgement(
        at("2026-03-20"), [(one, {"O1": Outcome.FAIL}) for one in (*offices, *locals_)]
    )
    made = report(
        SAMUTPRAKAN, Kept(at("2026-04-01"), (*offices, *locals_), judgements={"1": found})
    )
    assert "๒ หน่วยงาน ๒ ข้อ" in row(made, "follow-up-regional").result[0]
    assert "๓ หน่วยงาน ๓ ข้อ" in row(made, "follow-up-local").result[0]


def test_answers_and_approval_come_from_itas() -> None:
    moment = at("2026-06-01")
    events = [
        *reached(ItasState.APPROVED, moment, *EIGHT[:4]),
        *reached(ItasState.ANSWERED, moment, *EIGHT[4:6]),
        *reached(ItasState.SENT, moment, EIGHT[6]),
        *reached(ItasState.SENT, moment, EIGHT[6], undone=True),
    ]
    kept = Kept(at("2026-06-11"), EIGHT, itas=tuple(events))
    made = report(SURIN, kept, 12)
    assert row(made, "answer").result == (
        "ในระบบ ITAS ณ วันที่ ๑๐ มิถุนายน ๒๕๖๙ ตอบแล้ว ๖ จาก ๘ หน่วยรับการประเมิน "
        "ยื่นขออนุมัติแล้ว ๔ หน่วยรับการประเมิน ผู้บริหารอนุมัติแล้ว ๔ หน่วยรับการประเมิน "
        "ยังไม่อนุมัติ ๔ หน่วยงาน ได้แก่ อบต.สมมุติฉ, อบต.สมมุติช, อบต.สมมุติจ, อบต.สมมุติซ",
    )
    assert (
        row(made, "register")
        .result[0]
        .startswith("ในระบบ ITAS ณ วันที่ ๑๐ มิถุนายน ๒๕๖๙ ผู้ดูแลระบบ (Admin) ลงทะเบียนแล้ว ๖ จาก ๘")
    )
    assert row(made, "answer").state == "doing"
    early = reached(ItasState.APPROVED, at("2026-05-01"), *EIGHT)
    every = Kept(at("2026-05-02"), EIGHT, itas=tuple(early))
    assert row(report(SURIN, every, 12), "answer").state == "done"
    assert row(report(SURIN, every, 12), "register").state == "done"


def test_surveys_meetings_and_the_commissions_checks_are_never_filled_from_data() -> None:
    found = judgement(at("2023-03-01"), [(EIGHT[0], {"O1": Outcome.PASS})])
    kept = Kept(at("2023-04-01"), EIGHT, judgements={"1": found})
    made = report(CHONBURI, kept)
    assert [any("ผลการตรวจเบื้องต้น" in line for line in one.result) for one in made.rows] == [
        False,
        False,
        False,
        True,
    ]
