"""How far an agency has got, and whether that is in time with the plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.itas import (
    Progress,
    Timeliness,
    before,
    doubts,
    goals_of,
    progress,
    timing,
)
from oitcheck.model import ItasEvent, ItasState
from oitcheck.plan import BANGKOK, Plan, parse_plan

ADMIN, APPROVER, ANSWERED, SENT, APPROVED = ItasState
NOTED = datetime(2026, 8, 1, tzinfo=UTC)
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def plan(name: str = "plan-surin-2569") -> Plan:
    text = files("oitcheck.indicators").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parse_plan(text, name)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def event(
    state: ItasState, at: str | datetime, *, undone: bool = False, dated: bool = True
) -> ItasEvent:
    when = local(at) if isinstance(at, str) else at
    return ItasEvent("a", state, when, NOTED if dated else when, undone=undone)


def stands(*events: ItasEvent, now: datetime = NOW) -> Progress:
    return progress(events, now).get("a", Progress())


def test_a_later_state_implies_those_before_it_without_a_day_of_their_own() -> None:
    found = stands(event(APPROVED, "2026-06-09"))
    assert [one.state for one in found.held] == list(ItasState)
    assert found.furthest and found.furthest.implied_by is None
    assert {one.state: one.implied_by for one in found.implied} == dict.fromkeys(
        (ADMIN, APPROVER, ANSWERED, SENT), APPROVED
    )
    assert not any(one.dated for one in found.implied)


def test_sending_does_not_need_a_registered_approver() -> None:
    assert stands(event(SENT, "2026-06-09")).missing == (APPROVER, APPROVED)


def test_what_was_undone_or_lies_ahead_does_not_hold() -> None:
    assert (
        stands(event(ANSWERED, "2026-06-01"), event(ANSWERED, "2026-06-02", undone=True)).held == ()
    )
    assert stands(event(ANSWERED, "2026-06-09"), now=local("2026-06-08")).furthest is None


def test_a_corrected_day_is_the_one_that_holds() -> None:
    found = stands(event(ANSWERED, "2026-06-12"), event(ANSWERED, "2026-06-09"))
    held = found.of(ANSWERED)
    assert held and held.at == local("2026-06-09")


@given(st.lists(st.tuples(st.sampled_from(list(ItasState)), st.booleans()), max_size=12))
def test_whatever_holds_is_closed_under_what_it_implies(told: list[tuple[ItasState, bool]]) -> None:
    found = stands(*(event(state, "2026-06-01", undone=undone) for state, undone in told))
    held = {one.state for one in found.held}
    assert all(before(state) <= held for state in held)
    assert held.isdisjoint(found.missing)
    assert held | set(found.missing) == set(ItasState)


@pytest.mark.parametrize(
    ("now", "timeliness", "days"),
    [
        ("2026-03-01T08:00", Timeliness.AHEAD, 101),
        ("2026-06-10T23:59", Timeliness.AHEAD, 0),
        ("2026-06-11T00:00", Timeliness.LATE, 1),
        ("2026-06-12T09:00", Timeliness.LATE, 2),
        ("2026-06-30T16:59", Timeliness.LATE, 20),
        ("2026-06-30T17:00", Timeliness.LATE, 20),
        ("2026-06-30T17:01", Timeliness.CLOSED, 0),
    ],
)
def test_surin_answers_and_approval_around_the_days(
    now: str, timeliness: Timeliness, days: int
) -> None:
    _, answer = goals_of(plan())
    found = timing(stands(event(ANSWERED, "2026-02-01")), answer, local(now))
    assert (found.timeliness, found.days) == (timeliness, days)
    assert found.missing == (SENT, APPROVED)


@pytest.mark.parametrize(
    ("day", "timeliness", "days"),
    [
        ("2026-03-20", Timeliness.IN_TIME, 0),
        ("2026-03-20T23:59", Timeliness.IN_TIME, 0),
        ("2026-03-21", Timeliness.LATE, 1),
        ("2026-03-31T16:00", Timeliness.LATE, 11),
    ],
)
def test_surin_registration_is_judged_by_the_day_it_was_done(
    day: str, timeliness: Timeliness, days: int
) -> None:
    register, _ = goals_of(plan())
    of = stands(event(ADMIN, "2026-03-05"), event(APPROVER, day))
    found = timing(of, register, NOW)
    assert (found.timeliness, found.days, found.done) == (timeliness, days, True)


def test_surin_registration_closes_at_its_hour() -> None:
    register, _ = goals_of(plan())
    assert register.of_province and register.closes and register.closes.has_hour
    of = stands(event(ADMIN, "2026-03-05"))
    assert timing(of, register, local("2026-03-31T17:00")).timeliness is Timeliness.LATE
    assert timing(of, register, local("2026-03-31T17:01")).timeliness is Timeliness.CLOSED


def test_done_on_an_unknown_day_is_never_called_late() -> None:
    register, answer = goals_of(plan())
    known_after = stands(event(APPROVED, "2026-06-12", dated=False))
    assert timing(known_after, answer, NOW).timeliness is Timeliness.UNDATED
    assert timing(known_after, register, NOW).timeliness is Timeliness.UNDATED
    known_before = stands(event(APPROVED, "2026-06-10", dated=False))
    assert timing(known_before, answer, NOW).timeliness is Timeliness.IN_TIME


def test_a_plan_of_one_column_has_a_day_that_is_not_the_provinces() -> None:
    register, answer = goals_of(plan("plan-chiangmai-2567"))
    assert (register.of_province, answer.of_province) == (False, False)
    assert answer.due and answer.due.last_day and answer.due.last_day.isoformat() == "2024-04-30"


def test_without_a_plan_nobody_is_late() -> None:
    for goal in goals_of(None):
        assert timing(Progress(), goal, NOW).timeliness is Timeliness.NO_DEADLINE


def test_days_that_can_not_be_are_doubted() -> None:
    of = stands(
        event(ANSWERED, "2026-06-09"), event(SENT, "2026-06-08"), event(APPROVED, "2026-07-01")
    )
    closes = {APPROVED: local("2026-06-30T17:00")}
    assert {(one.kind, one.earlier.state, one.later.state) for one in doubts(of, closes)} == {
        ("order", ANSWERED, SENT),
        ("closed", APPROVED, APPROVED),
    }


def test_hours_of_one_day_are_no_doubt() -> None:
    # a day without an hour is kept as its beginning
    of = stands(event(ANSWERED, "2026-06-09T15:00"), event(APPROVED, "2026-06-09"))
    assert doubts(of, {}) == ()


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(0, 400))
def test_as_time_goes_by_an_open_goal_never_gets_better(start: datetime, hours: int) -> None:
    order = [Timeliness.AHEAD, Timeliness.LATE, Timeliness.CLOSED]
    first = start.replace(tzinfo=BANGKOK)
    for goal in goals_of(plan()):
        now = timing(Progress(), goal, first).timeliness
        then = timing(Progress(), goal, first + timedelta(hours=hours)).timeliness
        assert order.index(now) <= order.index(then)
