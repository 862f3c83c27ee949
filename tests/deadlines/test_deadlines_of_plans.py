"""What the plans make due: every end once, with who set it, and an hour only where one is given."""

from __future__ import annotations

from datetime import datetime

import pytest

from oitcheck.pipeline.rules import load_rules
from oitcheck.plan import BANGKOK, Plan, Window, deadlines_of, parse_plan
from oitcheck.plan.against_time import against_time
from oitcheck.plan.wording import end_text, owner_text, window_text

HEAD = '[plan]\nid = "p"\nprovince = "x"\nyear = 2569\n'

SURIN = """\
20 มีนาคม 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๒ | register
31 มีนาคม 2569 เวลา 17:00 น. | สำนักงาน ป.ป.ช. กำหนด | ๒ | register-close
5 พฤษภาคม 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๙ ครั้งที่ ๑ | links-1
5 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๙ ครั้งที่ ๒ | links-2
10 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๙ | prepare
10 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๑๐ | answer
15 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๗ | stakeholders
30 มิถุนายน 2569 เวลา 17:00 น. | สำนักงาน ป.ป.ช. กำหนด | ๖ | iit-close
30 มิถุนายน 2569 เวลา 17:00 น. | สำนักงาน ป.ป.ช. กำหนด | ๑๐ | itas-close
30 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | สำนักงาน ป.ป.ช. กำหนด | ๙ | prepare
15 กรกฎาคม 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๑๑ | self-check
31 กรกฎาคม 2569 เวลา 17:00 น. | สำนักงาน ป.ป.ช. กำหนด | ๑๒ | check-1-close
7 สิงหาคม 2569 เวลา 17:00 น. | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๑๓ | clarify-close
7 สิงหาคม 2569 เวลา 17:00 น. | จังหวัดกำหนด | ๑๔ | clarify-province
21 สิงหาคม 2569 เวลา 17:00 น. | สำนักงาน ป.ป.ช. กำหนด | ๑๕ | check-2-close
30 กันยายน 2569 เวลา 17:00 น. | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๘ | eit-close
"""
SAMUT_PRAKAN = """\
31 มีนาคม 2569 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๕ | register
30 มิถุนายน 2569 เวลา 17:00 น. | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๘ | itas-close
30 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๙ | follow-up-regional
30 มิถุนายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดกำหนด | ๑๐ | follow-up-local
7 สิงหาคม 2569 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๑๑ | clarify
30 กันยายน 2569 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๗ | surveys
"""
CHIANG_MAI = """\
31 มกราคม 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๓ | register
31 มกราคม 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๔ | iit-count
31 มกราคม 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๕ | iit-enter
31 มีนาคม 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๑๑ | prepare
24 เมษายน 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๑๔ | mock-score
30 เมษายน 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๑๕ | answer
1 มิถุนายน 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๑๓ | surveys
18 มิถุนายน 2567 (ไม่ได้กำหนดเวลา) | ตามแผน | ๑๗ | clarify
"""
CHONBURI = """\
31 มกราคม 2566 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๑ | register
30 เมษายน 2566 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๔ | answer
30 มิถุนายน 2566 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๒ | iit
30 มิถุนายน 2566 (ไม่ได้กำหนดเวลา) | จังหวัดและสำนักงาน ป.ป.ช. กำหนด | ๓ | eit
"""


def plan_of(step: str) -> Plan:
    return parse_plan(HEAD + step, "plan.toml")


def a_step(windows: str, kind: str = "answer") -> str:
    return f'[[step]]\nid = "a"\nkind = "{kind}"\ntext = "งาน"\n{windows}\n'


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[arg-type, misc]


def listed(plan: Plan) -> list[str]:
    return [
        f"{end_text(one.window)} | {owner_text(one.owners)} | {one.number} | {one.step.id}"
        for one in deadlines_of(plan)
    ]


@pytest.mark.parametrize(
    ("year", "name", "expected"),
    [
        (2569, "plan-surin-2569", SURIN),
        (2569, "plan-samutprakan-2569", SAMUT_PRAKAN),
        (2567, "plan-chiangmai-2567", CHIANG_MAI),
        (2566, "plan-chonburi-2566", CHONBURI),
    ],
)
def test_the_deadlines_of_each_document(year: int, name: str, expected: str) -> None:
    plan = load_rules(None, year, plan=name).plan
    assert plan is not None
    assert listed(plan) == expected.splitlines()


def test_what_has_an_open_end_or_is_no_duty_is_no_deadline() -> None:
    for step in (
        a_step('province = { from = "2025-11-01" }'),
        a_step('commission = { to = "2026-10-31" }', kind="publish"),
        a_step('province = { to = "2026-03-31" }', kind="meeting"),
    ):
        assert deadlines_of(plan_of(step)) == ()


def test_a_month_is_said_as_a_month_and_ends_with_its_last_day() -> None:
    (one,) = deadlines_of(plan_of(a_step('province = { from = "2026-02", to = "2026-02" }')))
    assert end_text(one.window) == "ภายในเดือนกุมภาพันธ์ 2569"
    assert one.day.isoformat() == "2026-02-28"


def test_a_day_at_the_end_of_a_window_that_begins_with_a_month_stays_a_day() -> None:
    (one,) = deadlines_of(plan_of(a_step('province = { from = "2026-02", to = "2026-03-15" }')))
    assert end_text(one.window) == "15 มีนาคม 2569 (ไม่ได้กำหนดเวลา)"


def test_the_systems_hour_holds_for_a_column_that_only_names_the_day() -> None:
    step = a_step('commission = { to = "2026-08-07T17:00" }\nprovince = { to = "2026-08-07" }')
    (one,) = deadlines_of(plan_of(step))
    assert one.window.has_hour
    assert set(one.owners) == {"commission", "province"}


def test_an_hour_of_the_province_does_not_become_the_commissions() -> None:
    step = a_step('province = { to = "2026-08-07T12:00" }\ncommission = { to = "2026-08-07" }')
    first, second = deadlines_of(plan_of(step))
    assert (first.owners, first.window.has_hour) == (("province",), True)
    assert (second.owners, second.window.has_hour) == (("commission",), False)


def test_the_day_that_the_office_sets_replaces_the_plans_and_that_is_kept() -> None:
    step = a_step('round = "1"\nprovince = { to = "2026-05-05" }', kind="collection")
    moved = Window(None, local(2026, 5, 8, 12), "minute", True)
    (one,) = deadlines_of(plan_of(step), {"1": moved})
    assert (one.window, one.moved) == (moved, True)
    assert one.planned is not None and end_text(one.planned).startswith("5 พฤษภาคม 2569")
    (alone,) = deadlines_of(None, {"เพิ่มเติม": moved})
    assert alone.step.round == "เพิ่มเติม" and alone.planned is None


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ('{ from = "2026-03-02", to = "2026-03-20" }', "2 - 20 มีนาคม 2569"),
        ('{ from = "2026-03-02", to = "2026-09-10" }', "2 มีนาคม - 10 กันยายน 2569"),
        ('{ from = "2025-12-01", to = "2026-01-15" }', "1 ธันวาคม 2568 - 15 มกราคม 2569"),
        ('{ from = "2025-11-26", to = "2025-11-26" }', "26 พฤศจิกายน 2568"),
        ('{ to = "2026-05-05" }', "ภายใน 5 พฤษภาคม 2569"),
        ('{ to = "2026-06-30T17:00" }', "ภายใน 30 มิถุนายน 2569 เวลา 17:00 น."),
        (
            '{ from = "2026-03-02", to = "2026-03-31T17:00" }',
            "2 - 31 มีนาคม 2569 เวลา 17:00 น.",
        ),
        ('{ from = "2026-02", to = "2026-03" }', "เดือนกุมภาพันธ์ - มีนาคม 2569"),
        ('{ from = "2025-12", to = "2026-01" }', "เดือนธันวาคม 2568 - มกราคม 2569"),
        ('{ from = "2026-03", to = "2026-03" }', "เดือนมีนาคม 2569"),
        ('{ to = "2026-03" }', "ภายในเดือนมีนาคม 2569"),
        ('{ from = "2025-11-01" }', "ตั้งแต่ 1 พฤศจิกายน 2568 เป็นต้นไป"),
        (
            '{ from = "2026-03-02T08:30", to = "2026-03-02T17:00" }',
            "2 มีนาคม 2569 เวลา 08:30 น. - 2 มีนาคม 2569 เวลา 17:00 น.",
        ),
        ('{ from = "2025-11" }', "ตั้งแต่ เดือนพฤศจิกายน 2568 เป็นต้นไป"),
    ],
)
def test_windows_are_said_at_the_precision_of_the_source(window: str, said: str) -> None:
    (step,) = plan_of(a_step(f"province = {window}")).steps
    assert step.province is not None
    assert window_text(step.province) == said


@pytest.mark.parametrize(
    ("at", "place", "days"),
    [
        ((2026, 3, 1, 23, 59), "ahead", 1),
        ((2026, 3, 2, 0, 0), "running", 0),
        ((2026, 6, 30, 16, 59), "running", 0),
        ((2026, 6, 30, 17, 0), "over", 0),
    ],
)
def test_a_step_is_over_when_the_system_inside_it_closes(
    at: tuple[int, ...], place: str, days: int
) -> None:
    plan = load_rules(None, 2569, plan="plan-samutprakan-2569").plan
    assert plan is not None
    step = next(step for step in plan.steps if step.id == "answer")
    found = against_time(step, None, local(*at))
    assert (found.place, found.days) == (place, days)
