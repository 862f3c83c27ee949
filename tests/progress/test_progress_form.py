"""The form to the letter, and what each row of it rests on."""

from __future__ import annotations

from datetime import date

import pytest
from progress_samples import CHIANGMAI, CHONBURI, SAMUTPRAKAN, SURIN, at, plan, report, row

from oitcheck.model import StepNote
from oitcheck.report.progress import HEADINGS, period_end, reference, title
from oitcheck.report.progress_data import Kept

TITLE = (
    "รายงานข้อมูลการดำเนินการตามแผนการขับเคลื่อนเพื่อพัฒนาและยกระดับการประเมิน ITA "
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ (รอบ ๖ เดือน) ของจังหวัดชลบุรี"
)
END_OF_MARCH = at("2026-04-01")


def test_title_and_headings_stand_to_the_letter() -> None:
    assert title(2566, 6, "ชลบุรี") == title(2566, 6, "จังหวัดชลบุรี") == TITLE
    assert title(2566, 12, "ชลบุรี") == TITLE.replace("๖ เดือน", "๑๒ เดือน")
    assert HEADINGS == (
        "ลำดับที่",
        "ช่วงระยะเวลา (สำนักงาน ป.ป.ช.)",
        "ช่วงระยะเวลา (จังหวัด)",
        "ขั้นตอน",
        "ผลการดำเนินการ",
        "หมายเหตุ",
    )
    assert plan(CHONBURI).title == TITLE


def test_half_and_whole_year_end_with_march_and_september() -> None:
    assert period_end(2569, 6) == at("2026-04-01")
    assert period_end(2569, 12) == at("2026-10-01")


def test_a_plan_that_is_a_report_keeps_its_own_states_and_records() -> None:
    made = report(CHONBURI, Kept(period_end(2566, 6)))
    assert [one.number for one in made.rows] == ["๑", "๒", "๓", "๔"]
    assert [one.state_words for one in made.rows] == [
        "เสร็จเรียบร้อยแล้ว",
        "อยู่ระหว่างดำเนินการ",
        "อยู่ระหว่างดำเนินการ",
        "อยู่ระหว่างดำเนินการ",
    ]
    order = row(made, "answer").result
    assert "คำสั่งจังหวัดชลบุรีที่ ๒๒๓/๒๕๖๖ ลงวันที่ ๑๖ มกราคม ๒๕๖๖" in order[0]
    assert order[1].endswith("เมื่อวันที่ ๑๖ กุมภาพันธ์ ๒๕๖๖")
    assert [line[:2] for line in order] == ["๑.", "๒.", "๓."]
    assert row(made, "register").province == "วันที่ ๑ - ๓๑ มกราคม ๒๕๖๖"
    assert not made.lacking


def test_parts_stand_under_their_step_with_the_windows_of_their_own() -> None:
    made = report(SURIN, Kept(END_OF_MARCH))
    links = row(made, "prepare").step
    assert links[-2].endswith("ครั้งที่ ๑ ภายในวันที่ ๕ พฤษภาคม ๒๕๖๙")
    assert links[-1].endswith("ครั้งที่ ๒ ภายในวันที่ ๕ มิถุนายน ๒๕๖๙")
    answers = row(made, "answer").step
    assert answers[1].startswith("๑) ") and answers[2].startswith("๒) ")
    assert answers[3] == (
        "- ระบบ ITAS ปิดการตอบและอนุมัติข้อมูลแบบวัด OIT ในวันที่ ๓๐ มิถุนายน ๒๕๖๙ เวลา ๑๗.๐๐ น."
    )
    assert "รอบที่ ๑ ในวันที่" in row(made, "check-1").step[1]


def test_every_plan_lists_all_its_steps_in_its_own_order_with_thai_digits() -> None:
    for name in (CHONBURI, SURIN, CHIANGMAI, SAMUTPRAKAN):
        made = report(name, Kept(period_end(plan(name).year, 6)))
        assert [one.id for one in made.rows] == [step.id for step in plan(name).steps]
        texts = [
            text
            for one in made.rows
            for text in (one.number, one.commission, one.province, *one.step, *one.result)
        ]
        assert not [text for text in texts if any("0" <= letter <= "9" for letter in text)], name


def test_a_plan_with_one_column_fills_the_provinces_and_says_so() -> None:
    made = report(CHIANGMAI, Kept(period_end(2567, 6)))
    assert {one.commission for one in made.rows} == {"-"}
    assert row(made, "register").province == "วันที่ ๑ - ๓๑ มกราคม ๒๕๖๗"
    assert "ช่องเดียว" in made.below[-1]


def test_what_begins_after_the_half_year_is_listed_as_not_yet_due() -> None:
    made = report(SURIN, Kept(END_OF_MARCH))
    assert len(made.rows) == 19
    assert row(made, "self-check").state_words == "ยังไม่ถึงกำหนด"
    assert row(made, "clarify-province").state_words == "ยังไม่ถึงกำหนด"


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at("2026-03-02"), "not-due"),  # 24:00 of the day before it begins
        (at("2026-03-02", 0, 1), "doing"),
        (at("2026-03-21"), "doing"),
    ],
)
def test_the_calendar_tells_where_nothing_is_kept(moment: object, state: str) -> None:
    assert row(report(SURIN, Kept(moment)), "register").state == state  # type: ignore[arg-type]


def test_a_step_that_is_over_without_a_word_is_doing_and_named_as_lacking() -> None:
    made = report(SURIN, Kept(END_OF_MARCH))
    assert [one.id for one in made.lacking] == [
        "review-results",
        "register",
        "training",
        "briefing",
    ]
    assert {one.state_words for one in made.lacking} == {"อยู่ระหว่างดำเนินการ"}
    assert not row(made, "publicity").lacking


def test_what_the_office_keeps_wins_over_plan_and_calendar() -> None:
    notes = {
        "training": StepNote("training", END_OF_MARCH, "done", "จัดแล้ว 1 ครั้ง"),
        "self-check": StepNote("self-check", END_OF_MARCH, "doing"),
        "answer": StepNote(
            "answer",
            END_OF_MARCH,
            result="แต่งตั้งคณะทำงาน",
            document="คำสั่งจังหวัดสุรินทร์",
            number="12/2569",
            date=date(2026, 3, 3),
        ),
        "answer-enter": StepNote("answer-enter", END_OF_MARCH, "done"),
    }
    made = report(SURIN, Kept(END_OF_MARCH, notes=notes))
    assert row(made, "training").result == ("จัดแล้ว ๑ ครั้ง",)
    assert row(made, "training").state == "done"
    assert row(made, "self-check").state == "doing"
    told = row(made, "answer").result
    assert told[0] == ("แต่งตั้งคณะทำงาน ตามคำสั่งจังหวัดสุรินทร์ที่ ๑๒/๒๕๖๙ ลงวันที่ ๓ มีนาคม ๒๕๖๙")
    assert told[1] == "๑) เสร็จเรียบร้อยแล้ว"
    chonburi = {"answer": StepNote("answer", END_OF_MARCH, "done", "ครบแล้ว")}
    other = row(report(CHONBURI, Kept(END_OF_MARCH, notes=chonburi)), "answer")
    assert (other.state, other.result) == ("done", ("ครบแล้ว",))


def test_lines_that_somebody_numbered_are_not_numbered_again() -> None:
    notes = {"training": StepNote("training", END_OF_MARCH, "done", "๑. เปิด\n๒. ปิด")}
    made = report(SURIN, Kept(END_OF_MARCH, notes=notes))
    assert row(made, "training").result == ("๑. เปิด", "๒. ปิด")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (
            ("คำสั่งจังหวัดชลบุรี", "223/2566", date(2023, 1, 16)),
            "คำสั่งจังหวัดชลบุรีที่ 223/2566 ลงวันที่ 16 มกราคม 2566",
        ),
        (("หนังสือ", "ที่ ชบ 0017/1", None), "หนังสือที่ ชบ 0017/1"),
        (("", "223/2566", None), "ที่ 223/2566"),
        (("ประกาศจังหวัด", "", date(2023, 1, 16)), "ประกาศจังหวัด ลงวันที่ 16 มกราคม 2566"),
        (("การประชุม", "", date(2023, 1, 16)), "การประชุม เมื่อวันที่ 16 มกราคม 2566"),
        (("", "", date(2023, 1, 16)), "เมื่อวันที่ 16 มกราคม 2566"),
        (("Memo", "5", None), "Memo ที่ 5"),
    ],
)
def test_a_document_is_named_as_letters_name_it(
    parts: tuple[str, str, date | None], words: str
) -> None:
    assert reference(*parts) == words


def test_what_xml_cannot_hold_is_gone_from_every_text() -> None:
    notes = {"training": StepNote("training", END_OF_MARCH, "done", "ก\x00\x0b\ufffe\u202eข")}
    assert row(report(SURIN, Kept(END_OF_MARCH, notes=notes)), "training").result == ("กข",)
