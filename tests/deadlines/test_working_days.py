"""Working days of government offices, counted by hand against the calendar of 2569."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oitcheck.errors import OitcheckError
from oitcheck.pipeline.days_off import DaysOff, days_off
from oitcheck.plan.working_days import working_days
from oitcheck.settings import Calendar, load, parse


@pytest.fixture(scope="module")
def off() -> DaysOff:
    return days_off(range(2023, 2028), Calendar())


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        ((4, 10), (4, 17), 2),  # from Friday over 13, 14, 15 April: Thursday and Friday
        ((4, 3), (4, 10), 4),  # 6 April is วันจักรี
        ((4, 30), (5, 5), 2),  # 1 May is worked, 4 May is not
        ((5, 29), (6, 5), 3),  # 1 June for วันวิสาขบูชา (a Sunday), 3 June: 2, 4 and 5 June
        ((5, 12), (5, 14), 1),  # วันพืชมงคล on 13 May
        ((7, 27), (7, 31), 1),  # 28, 29 and 30 July
        ((5, 5), (5, 5), 0),
        ((5, 8), (5, 5), 0),
    ],
)
def test_working_days_of_2569(
    off: DaysOff, after: tuple[int, int], until: tuple[int, int], days: int
) -> None:
    assert off.between(date(2026, *after), date(2026, *until)) == days


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ((2025, 10, 13), True),
        ((2026, 1, 2), True),  # a special holiday
        ((2026, 5, 1), False),  # Labour Day is none of the government's
        ((2027, 5, 3), False),  # nor is the day in lieu of it
        ((2026, 12, 7), True),  # in lieu of 5 December, a Saturday
        ((2026, 5, 2), True),
        ((2024, 12, 30), True),
        ((2023, 1, 3), True),
    ],
)
def test_when_government_offices_are_closed(
    off: DaysOff, day: tuple[int, int, int], closed: bool
) -> None:
    assert bool(off.free(date(*day))) is closed


def test_the_counting_knows_no_calendar_but_the_one_it_is_given() -> None:
    monday, friday = date(2026, 3, 9), date(2026, 3, 13)
    assert working_days(monday, friday, set()) == 4
    assert working_days(monday, friday, {date(2026, 3, 10)}) == 3
    assert working_days(monday, date(2026, 3, 15), set(), {date(2026, 3, 14)}) == 5


def test_the_office_adds_holidays_that_came_later_and_takes_others_back() -> None:
    found = days_off([2026], Calendar(holidays=("2026-06-04",), workdays=("2026-06-03",)))
    assert found.free(date(2026, 6, 4)) == "วันหยุดราชการเพิ่มเติม"
    assert found.free(date(2026, 6, 3)) == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('holidays = ["2569-06-04"]', '"2026-06-04"'),
        ('holidays = ["4 มิ.ย. 2569"]', "ไม่ใช่วันที่"),
        ('holidays = ["20260604"]', "ไม่ใช่วันที่"),
        ('holidays = ["2026-06-31"]', "ไม่ใช่วันที่"),
        ('holiday = ["2026-06-04"]', "did you mean holidays?"),
        ('holidays = ["2026-06-04"]\nworkdays = ["2026-06-04"]', "อยู่ทั้งใน holidays และ workdays"),
    ],
)
def test_wrong_days_in_the_settings_are_told_with_the_mend(line: str, told: str) -> None:
    with pytest.raises(OitcheckError) as caught:
        parse(f"[calendar]\n{line}\n")
    assert told in str(caught.value)


def test_the_days_may_come_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "oitcheck.toml").write_text("", encoding="utf-8")
    found = load(tmp_path, {"OITCHECK_CALENDAR_HOLIDAYS": "2026-06-04, 2026-06-05"})
    assert found.calendar.holidays == ("2026-06-04", "2026-06-05")
