"""Each shipped plan against its document: every date and hour stands in it, none is invented.

``plan_dates/*.tsv`` lists what each document prints, in reading order: the step (or the
checklist's document), the column, the expression, and its first and last moment in CE.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from plan_expressions import WEEKDAYS, in_document, meaning, plain, weekday

from oitcheck.checklist import parse_checklist
from oitcheck.pipeline.rules import shipped
from oitcheck.plan import BANGKOK, Plan, Step, Window, parse_plan

ROOT = Path(__file__).resolve().parents[2]
DATES = ROOT / "tests" / "rules" / "plan_dates"
DOCUMENTS = ROOT.parent / "shared" / "plans"
CHECKLIST = "checklist-samutprakan-2567"
DOCUMENT_OF = {
    "plan-samutprakan-2569": "000_12374f62fe047a79.txt",
    "plan-chiangmai-2567": "001_75334ef5751b24ff.txt",
    "plan-surin-2569": "002_dfa1ede2a1156407.txt",
    CHECKLIST: "003_e9f8508a35c76393.txt",
    "plan-chonburi-2566": "004_0f0c732bda3fde38.txt",
}
PLANS = sorted(set(DOCUMENT_OF) - {CHECKLIST})

Row = tuple[str, str, str, str]
"""Step, column (``text`` for what stands in a step's text), first, last."""


def source(name: str) -> str:
    return (ROOT / "indicators" / f"{name}.toml").read_text(encoding="utf-8")


def plan(name: str) -> Plan:
    return parse_plan(source(name), f"{name}.toml")


def steps(name: str) -> dict[str, Step]:
    return {step.id: step for step in plan(name).all_steps()}


def listed(name: str) -> list[dict[str, str]]:
    with (DATES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(window: Window | None) -> tuple[str, str]:
    """A window as the plan's TOML writes it, at the precision of its parts."""
    if window is None:
        return "", ""
    first = window.first.astimezone(BANGKOK) if window.first else None
    last = window.last.astimezone(BANGKOK) if window.last else None
    if window.has_hour:
        assert last is not None
        return (f"{first:%Y-%m-%d}" if first else ""), f"{last:%Y-%m-%dT%H:%M}"
    form = "%Y-%m" if window.precision == "month" else "%Y-%m-%d"
    inside = last - timedelta(microseconds=1) if last else None
    return (f"{first:{form}}" if first else ""), (f"{inside:{form}}" if inside else "")


def in_plan(name: str) -> list[Row]:
    """Every window of a plan's steps and parts, and every day of its records."""
    found: list[Row] = []
    for step in plan(name).steps:
        found += [(step.number, owner, *written(window)) for owner, window in step.windows()]
        for part in step.parts:
            found += [(step.number, "text", *written(window)) for _, window in part.windows()]
        for record in (*step.records, *(one for part in step.parts for one in part.records)):
            if record.date:
                found.append((step.number, "text", *2 * (record.date.isoformat(),)))
    return found


def in_checklist() -> list[Row]:
    found = parse_checklist(source(CHECKLIST), CHECKLIST)
    return [
        (one.code, "text", *2 * (f"{one.date:%Y-%m-%d}"[: 7 if one.precision == "month" else 10],))
        for one in found.exhibits()
        if one.date
    ]


def test_every_shipped_plan_and_checklist_is_held_against_a_document() -> None:
    assert shipped("plan-") == PLANS
    assert shipped("checklist-") == [CHECKLIST]
    assert sorted(file.stem for file in DATES.iterdir()) == sorted(DOCUMENT_OF)


@pytest.mark.parametrize("name", DOCUMENT_OF)
def test_every_date_and_hour_of_the_document_stands_in_the_plan_and_none_is_invented(
    name: str,
) -> None:
    found = in_checklist() if name == CHECKLIST else in_plan(name)
    rows = [(row["step"], row["column"], row["from"], row["to"]) for row in listed(name)]
    assert Counter(found) == Counter(rows)


@pytest.mark.parametrize("name", DOCUMENT_OF)
def test_each_expression_means_the_days_and_the_minute_beside_it(name: str) -> None:
    for row in listed(name):
        assert meaning(row["expression"]) == (row["from"], row["to"]), row


@pytest.mark.parametrize("name", DOCUMENT_OF)
@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents lie outside the project")
def test_the_document_prints_these_dates_and_hours_in_this_order_and_no_others(name: str) -> None:
    found, overlooked = in_document(DOCUMENTS / DOCUMENT_OF[name])
    rows = [(row["step"], row["column"], plain(row["expression"])) for row in listed(name)]
    assert found == rows
    assert overlooked == []


def test_each_printed_weekday_is_that_of_the_calendar() -> None:
    printed = [row for name in DOCUMENT_OF for row in listed(name) if weekday(row["expression"])]
    assert len(printed) == 7
    for row in printed:
        day = date.fromisoformat(row["to"][:10])
        assert WEEKDAYS[day.weekday()] == weekday(row["expression"]), row


@pytest.mark.parametrize("name", PLANS)
def test_windows_stand_only_in_the_columns_that_the_document_has(name: str) -> None:
    found = plan(name)
    used = {owner for step in found.all_steps() for owner, _ in step.windows()}
    assert used == set(found.columns)
    assert found.title and found.source and found.oddities
    assert str(found.year) in plain(found.title)


# Surin 2569


def last(step: Step, owner: str) -> datetime | None:
    window = dict(step.windows()).get(owner)  # type: ignore[call-overload]
    return window.last if window else None


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[arg-type, misc]


def test_surin_has_nineteen_steps_since_the_number_18_stands_twice() -> None:
    numbers = [step.number for step in plan("plan-surin-2569").steps]
    assert len(numbers) == 19
    assert [number for number, times in Counter(numbers).items() if times > 1] == ["๑๘"]
    odd = steps("plan-surin-2569")["improve"]
    assert written(odd.province) == ("2025-11-01", "")
    assert "๑๘" in odd.oddity and "2568" in odd.oddity


def test_surin_registers_by_20_march_and_itas_closes_on_the_31st_at_five() -> None:
    found = steps("plan-surin-2569")
    assert written(found["register"].province) == ("2026-03-02", "2026-03-20")
    assert written(found["register"].commission) == ("2026-03-02", "2026-03-31")
    assert written(found["register-close"].commission) == ("", "2026-03-31T17:00")


@pytest.mark.parametrize(("name", "after"), [("1", (2026, 5, 6)), ("2", (2026, 6, 6))])
def test_surins_two_collections_end_with_their_day_since_no_hour_is_given(
    name: str, after: tuple[int, ...]
) -> None:
    step = plan("plan-surin-2569").collection(name)
    assert step is not None and step.province is not None
    assert (step.id, step.kind) == (f"links-{name}", "collection")
    assert step.province.first is None
    assert step.province.last == local(*after)
    assert not step.province.has_hour


def test_surin_wants_answers_and_approval_by_10_june_before_itas_closes_at_five() -> None:
    found = steps("plan-surin-2569")
    assert [part.number for part in found["answer"].parts] == ["๑)", "๒)", ""]
    assert "ยื่นขออนุมัติ" in found["answer-enter"].text
    assert "อนุมัติ" in found["answer-approve"].text
    assert last(found["answer"], "province") == local(2026, 6, 11)
    cut_off = plan("plan-surin-2569").cut_off()
    assert cut_off is not None and cut_off.last == local(2026, 6, 30, 17, 0) and cut_off.has_hour


@pytest.mark.parametrize(
    ("closes", "step", "to"),
    [
        ("register", "๒", "2026-03-31T17:00"),
        ("iit", "๖", "2026-06-30T17:00"),
        ("eit", "๘", "2026-09-30T17:00"),
        ("oit", "๑๐", "2026-06-30T17:00"),
        ("check-1", "๑๒", "2026-07-31T17:00"),
        ("clarify", "๑๓", "2026-08-07T17:00"),
        ("check-2", "๑๕", "2026-08-21T17:00"),
    ],
)
def test_surin_gives_each_closing_of_itas_with_its_hour(closes: str, step: str, to: str) -> None:
    found = [
        (one.number, part)
        for one in plan("plan-surin-2569").steps
        for part in one.parts
        if part.closes == closes
    ]
    assert [number for number, _ in found] == [step]
    assert written(found[0][1].commission) == ("", to)


def test_surin_checks_itself_in_july_clarifies_in_august_and_is_checked_twice() -> None:
    found = steps("plan-surin-2569")
    assert written(found["self-check"].province) == ("2026-07-01", "2026-07-15")
    assert written(found["check-1"].commission) == ("2026-07-01", "2026-07-31")
    assert written(found["clarify"].province) == ("2026-08-01", "2026-08-07")
    assert written(found["clarify-province"].province) == ("", "2026-08-07T17:00")
    assert written(found["check-2"].commission) == ("2026-08-08", "2026-08-21")
    assert found["check-2"].province is None


def test_surins_iit_window_outlasts_its_closing_and_that_is_flagged() -> None:
    found = steps("plan-surin-2569")
    close, window = last(found["iit-close"], "commission"), last(found["iit"], "commission")
    assert close is not None and window is not None and close < window
    assert "30 มิถุนายน 2569" in found["iit"].oddity


def test_surins_footnote_cites_the_calendar_of_the_year_before() -> None:
    found = plan("plan-surin-2569")
    assert any("2568" in note for note in found.notes)
    assert any("ปฏิทินปีงบประมาณ พ.ศ. 2568" in oddity for oddity in found.oddities)


def test_surin_names_several_units_and_keeps_the_odd_spellings() -> None:
    found = steps("plan-surin-2569")
    assert found["register"].units == ("สนจ.สร.", "สถ.จ.สร.", "อปท. ทุกแห่ง")
    assert "สจ.จ.สร." in found["eit"].units and "สจ.จ.สร." in found["eit"].oddity
    assert "อบท. ทุกแห่ง" in found["improve"].units and "อบท." in found["improve"].oddity
    names = dict(plan("plan-surin-2569").unit_names)
    assert names["สนจ.สร."] == "สำนักงานจังหวัดสุรินทร์"
    assert "สจ.จ.สร." not in names


# Samut Prakan 2569


def test_samut_prakan_follows_two_tracks_up_from_two_days_to_the_same_end() -> None:
    found = steps("plan-samutprakan-2569")
    regional, bodies = found["follow-up-regional"], found["follow-up-local"]
    assert {regional.kind, bodies.kind} == {"follow-up"}
    assert written(regional.province) == ("2026-03-17", "2026-06-30")
    assert written(bodies.province) == ("2026-03-12", "2026-06-30")
    assert (regional.kinds, bodies.kinds) == (("ส่วนราชการ",), ("อปท.",))


def test_samut_prakan_has_twelve_steps_and_one_hour() -> None:
    found = plan("plan-samutprakan-2569")
    assert (len(found.steps), found.steps[0].number, found.steps[-1].number) == (12, "๑", "๑๒")
    hours = [s.id for s in found.all_steps() for _, window in s.windows() if window.has_hour]
    assert hours == ["itas-close"]
    assert last(steps(found.id)["itas-close"], "commission") == local(2026, 6, 30, 17, 0)


def test_samut_prakan_gives_some_windows_as_months_only() -> None:
    found = steps("plan-samutprakan-2569")
    assert written(found["assign"].province) == ("2026-03", "2026-03")
    assert written(found["calendar"].province) == ("2026-02", "2026-03")
    assert written(found["calendar"].commission) == ("2026-02-26", "2026-02-26")


def test_samut_prakan_clarifies_without_an_hour_and_says_so() -> None:
    step = steps("plan-samutprakan-2569")["clarify"]
    assert written(step.province) == ("2026-08-01", "2026-08-07")
    assert step.oddity


# Chiang Mai 2567


def test_chiang_mai_has_one_column_and_eighteen_steps_without_an_hour() -> None:
    found = plan("plan-chiangmai-2567")
    assert found.columns == ("window",)
    assert len(found.steps) == 18
    assert all(step.window and not step.window.has_hour for step in found.steps)


def test_chiang_mai_simulates_the_score_from_february_to_24_april() -> None:
    step = steps("plan-chiangmai-2567")["mock-score"]
    assert (step.number, step.kind) == ("๑๔", "mock-score")
    assert written(step.window) == ("2024-02-01", "2024-04-24")
    assert step.oddity


def test_chiang_mai_clarifies_or_confirms_the_score_from_6_to_18_june() -> None:
    step = steps("plan-chiangmai-2567")["clarify"]
    assert written(step.window) == ("2024-06-06", "2024-06-18")
    assert "ชี้แจง" in step.text and "ยืนยัน" in step.text


def test_chiang_mai_keeps_the_leap_day_and_a_month_without_days() -> None:
    found = steps("plan-chiangmai-2567")
    assert written(found["committee-order"].window) == ("2024-02-01", "2024-02-29")
    assert written(found["last-results"].window) == ("2023-09", "2023-09")


def test_chiang_mai_urges_surveys_on_after_they_have_ended_and_that_is_flagged() -> None:
    found = steps("plan-chiangmai-2567")
    assert written(found["surveys"].window) == ("2024-04-01", "2024-06-01")
    assert written(found["working-group-2"].window) == ("2024-06-01", "2024-06-30")
    assert "1 มิถุนายน 2567" in found["working-group-2"].oddity


# Chonburi 2566


def test_chonburi_reports_one_step_done_and_three_under_way() -> None:
    found = plan("plan-chonburi-2566")
    assert [(s.number, s.state) for s in found.steps] == [
        ("๑", "done"),
        ("๒", "doing"),
        ("๓", "doing"),
        ("๔", "doing"),
    ]
    assert "รอบ ๖ เดือน" in found.title


def test_chonburis_sub_steps_run_on_through_both_parts_of_eit() -> None:
    found = plan("plan-chonburi-2566")
    numbers = [[part.number for part in step.within if part.number] for step in found.steps]
    assert numbers == [
        ["๑)", "๒)", "๓)"],
        ["๑)", "๒)"],
        ["ส่วนที่ ๑", "๑)", "๒)", "ส่วนที่ ๒", "๓)"],
        ["๑)", "๒)", "๓)", "๔)"],
    ]
    second = steps("plan-chonburi-2566")["eit-2"]
    assert not second.state and second.oddity
    eit = {part.number: [one.number for one in part.parts] for part in found.steps[2].parts}
    assert eit == {"ส่วนที่ ๑": ["๑)", "๒)"], "ส่วนที่ ๒": ["๓)"], "": []}


def test_chonburi_keeps_the_order_with_its_number_and_the_meeting_with_its_day() -> None:
    order, meeting, checked = steps("plan-chonburi-2566")["answer"].records
    assert (order.document, order.number) == ("คำสั่งจังหวัดชลบุรี", "๒๒๓/๒๕๖๖")
    assert (order.date, meeting.date, checked.date) == (date(2023, 1, 16), date(2023, 2, 16), None)
    assert [len(step.records) for step in plan("plan-chonburi-2566").steps] == [3, 1, 1, 3]


def test_chonburi_ends_the_answers_to_both_surveys_on_30_june_in_the_results() -> None:
    found = steps("plan-chonburi-2566")
    for name in ("iit-answers", "eit-answers"):
        assert written(found[name].province) == ("", "2023-06-30")
        assert "ผลการดำเนินการ" in found[name].note
    assert written(found["answer"].commission) == ("2023-01-01", "2023-04-30")
