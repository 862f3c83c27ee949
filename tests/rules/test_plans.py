"""The plan of Surin 2569 as its document gives it, and the loader's precision."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from oitcheck.errors import OitcheckError
from oitcheck.pipeline.rules import load_rules
from oitcheck.plan import BANGKOK, Plan, parse_plan

HEAD = '[plan]\nid = "p"\nprovince = "x"\nyear = 2569\n'
DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "plans" / "002_dfa1ede2a1156407.txt"
MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"


def surin() -> Plan:
    plan = load_rules(None, 2569, plan="plan-surin-2569").plan
    assert plan is not None
    return plan


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[arg-type, misc]


def test_the_two_collections_end_with_their_day_since_no_hour_is_given() -> None:
    for name, last in (("1", local(2026, 5, 6)), ("2", local(2026, 6, 6))):
        step = surin().collection(name)
        assert step is not None and step.province is not None
        assert step.province.last == last
        assert not step.province.has_hour


def test_the_system_closes_at_five_and_the_answers_are_due_before() -> None:
    steps = {step.id: step for step in surin().steps}
    close = steps["itas-close"].commission
    assert close is not None and close.last == local(2026, 6, 30, 17, 0) and close.has_hour
    answer = steps["answer"].province
    assert answer is not None and answer.last == local(2026, 6, 11) and not answer.has_hour
    clarify = steps["clarify"].commission
    assert clarify is not None and clarify.last == local(2026, 8, 7, 17, 0)


def test_oddities_of_the_document_are_kept_and_noted() -> None:
    steps = surin().steps
    assert [step.number for step in steps].count("๑๘") == 2
    odd = next(step for step in steps if step.id == "improve")
    assert odd.province is not None and odd.province.last is None
    assert "๑๘" in odd.note


@pytest.mark.skipif(not DOCUMENT.is_file(), reason="the document lies outside the project")
def test_no_day_is_invented() -> None:
    document = DOCUMENT.read_text(encoding="utf-8").translate(
        str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    )
    known = set()
    for first, last, month, year in re.findall(
        rf"(?:(\d{{1,2}}) - )?(\d{{1,2}}) ({'|'.join(MONTHS.split())}) (\d{{4}})", document
    ):
        for day in filter(None, (first, last)):
            known.add((int(year) - 543, MONTHS.split().index(month) + 1, int(day)))
    for step in surin().steps:
        for window in (step.commission, step.province):
            for moment in (window.first, window.last) if window else ():
                if moment is None:
                    continue
                day = moment.date()
                ends = window.last == moment and not window.has_hour
                day = day - timedelta(days=1) if ends else day
                assert (day.year, day.month, day.day) in known, f"{step.id}: {day}"


@pytest.mark.parametrize(
    ("window", "first", "last", "precision", "has_hour"),
    [
        ('{ to = "2026-06-30T17:00" }', None, (2026, 6, 30, 17, 0), "minute", True),
        ('{ to = "2026-05-05" }', None, (2026, 5, 6), "day", False),
        ('{ from = "2026-03", to = "2026-03" }', (2026, 3, 1), (2026, 4, 1), "month", False),
        ('{ from = "2026-12", to = "2026-12" }', (2026, 12, 1), (2027, 1, 1), "month", False),
        ('{ from = "2025-11-01" }', (2025, 11, 1), None, "day", False),
    ],
)
def test_windows_keep_the_precision_that_the_source_gives(
    window: str,
    first: tuple[int, ...] | None,
    last: tuple[int, ...] | None,
    precision: str,
    has_hour: bool,
) -> None:
    step = f'[[step]]\nid = "a"\nkind = "other"\ntext = "x"\nprovince = {window}\n'
    found = parse_plan(HEAD + step, "plan.toml").steps[0].province
    assert found is not None
    assert found.first == (local(*first) if first else None)
    assert found.last == (local(*last) if last else None)
    assert (found.precision, found.has_hour) == (precision, has_hour)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ('id = "a"\nkind = "party"\ntext = "x"', "kind"),
        ('id = "a"\nkind = "other"', "text"),
        ('id = "a"\nkind = "other"\ntext = "x"\nunit = ["y"]', "units?"),
        ('id = "a"\nkind = "other"\ntext = "x"\nprovince = { to = "5 May" }', "province.to"),
        ('id = "a"\nkind = "other"\ntext = "x"\nprovince = { to = "2026-02-30" }', "province.to"),
        (
            'id = "a"\nkind = "other"\ntext = "x"\nprovince = { from = "2026-05", to = "2026-04" }',
            "สิ้นสุดก่อนเริ่ม",
        ),
        ('kind = "other"\ntext = "x"', "id"),
    ],
)
def test_a_broken_plan_is_refused_in_one_line_with_its_key(step: str, told: str) -> None:
    with pytest.raises(OitcheckError) as caught:
        parse_plan(f"{HEAD}[[step]]\n{step}\n", "plan.toml")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
