"""Strings that the grammar was not made on: nearly all right, and never another year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from oitcheck.thai import dates

HERE = Path(__file__).parent


class Case(NamedTuple):
    where: str
    text: str
    wanted: tuple[str, str, str]
    given: tuple[str, str, str]


def read_all() -> list[Case]:
    found = []
    for line in (HERE / "held_out.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            where, text, *wanted = line.split("\t")
            mentions = dates.ranked(dates.find(text, filename=where == "filename"))
            given = ("-", "-", "-")
            if mentions:
                top = mentions[0]
                given = (top.precision, top.first.isoformat(), top.last.isoformat())
            found.append(Case(where, text, (wanted[0], wanted[1], wanted[2]), given))
    return found


CASES = read_all()
WRONG = [case for case in CASES if case.given != case.wanted]


def another_year(case: Case) -> bool:
    """Whether a date is given where there is none, or one that shares no day with the truth."""
    if case.given[0] == "-":
        return False
    if case.wanted[0] == "-":
        return True
    first, last = (date.fromisoformat(day) for day in case.wanted[1:])
    start, end = (date.fromisoformat(day) for day in case.given[1:])
    return end < first or last < start


def test_there_are_several_hundred_of_them_and_none_twice() -> None:
    assert len({(case.where, case.text) for case in CASES}) == len(CASES) >= 300


def test_at_least_98_of_100_are_right() -> None:
    assert len(WRONG) <= 0.02 * len(CASES), WRONG


def test_none_is_read_as_another_year_and_no_number_as_a_date() -> None:
    assert [case for case in WRONG if another_year(case)] == []
