"""Until when a round's links are in time: plan, office, closing, freezing, to the minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.model import Lateness, RoundChange, RoundEvent, RoundState
from oitcheck.plan import BANGKOK, Plan, Terms, Window, deadline_window, parse_plan, terms

MAY_5 = datetime(2026, 5, 6, tzinfo=BANGKOK)  # 24:00 of 5 May
AT_1630 = datetime(2026, 5, 5, 16, 30, tzinfo=BANGKOK)
MINUTE = timedelta(minutes=1)


def local(day: int, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, second, tzinfo=BANGKOK)


def event(change: RoundChange, day: int, deadline: datetime | None = None, **more: bool) -> object:
    return RoundEvent("1", change, local(day), deadline=deadline, **more)  # type: ignore[arg-type]


def held(*events: object, plan: Plan | None = None, as_of: datetime | None = None) -> Terms:
    return terms("1", plan, events, as_of)  # type: ignore[arg-type]


def plan_of(step: str) -> Plan:
    text = '[plan]\nid = "p"\nprovince = "x"\nyear = 2569\n[[step]]\nid = "a"\ntext = "x"\n'
    return parse_plan(text + step, "p")


SURIN = parse_plan(
    files("oitcheck.indicators").joinpath("plan-surin-2569.toml").read_text("utf-8"), "surin"
)


def test_by_hand_beats_the_plan_and_the_plan_beats_nothing() -> None:
    by_hand = event(RoundChange.DEADLINE, 1, AT_1630, has_hour=True)
    back = event(RoundChange.DEADLINE, 2, None)
    assert held() == Terms("1")
    assert held(plan=SURIN).deadline == Window(None, MAY_5, "day", False)
    assert not held(plan=SURIN).by_hand
    moved = held(by_hand, plan=SURIN)
    assert (moved.deadline, moved.by_hand) == (Window(None, AT_1630, "minute", True), True)
    assert held(by_hand, back, plan=SURIN) == held(plan=SURIN)
    assert held(by_hand, back).deadline is None


@pytest.mark.parametrize(
    ("columns", "day"),
    [
        ('commission = { to = "2026-05-04" }\nprovince = { to = "2026-05-05" }', 5),
        ('commission = { to = "2026-05-04" }', 4),
        ('province = { from = "2026-05-01" }\ncommission = { to = "2026-05-04" }', 4),
        ('window = { to = "2026-05-07" }', 7),
    ],
)
def test_the_province_column_comes_first_and_a_single_column_counts_too(
    columns: str, day: int
) -> None:
    window = held(plan=plan_of(f'kind = "collection"\nround = "1"\n{columns}\n')).deadline
    assert window is not None
    assert window.last_day == local(day).date()


def test_a_plan_that_collects_nothing_and_a_round_of_its_own_name_have_no_deadline() -> None:
    without = plan_of('kind = "answer"\nprovince = { to = "2026-06-10" }\n')
    assert held(plan=without) == Terms("1")
    for name in ("itas", "ตรวจเฉพาะกิจ", "3"):
        assert terms(name, SURIN, ()) == Terms(name)
        assert terms(name, SURIN, ()).lateness(local(30)) is None


def test_every_shipped_plan_answers_for_every_round() -> None:
    for path in files("oitcheck.indicators").iterdir():
        if path.name.startswith("plan-"):
            plan = parse_plan(path.read_text("utf-8"), path.name)
            for name in ("1", "2", "itas", "x"):
                window = terms(name, plan, ()).deadline
                assert window is None or window.last is not None


@pytest.mark.parametrize(
    ("came", "late"),
    [
        (local(5, 23, 59), None),
        (local(5, 23, 59, 59), None),
        (local(6, 0, 0), Lateness(1, 1, "deadline")),
        (local(6, 0, 1), Lateness(1, 1, "deadline")),
        (local(7, 23, 59), Lateness(2 * 24 * 60 - 1, 2, "deadline")),
    ],
)
def test_a_day_without_an_hour_lasts_until_its_midnight(
    came: datetime, late: Lateness | None
) -> None:
    by_day = Terms("1", deadline=Window(None, MAY_5, "day", False))
    assert by_day.lateness(came) == late
    assert by_day.lateness(came.astimezone(UTC)) == late


@pytest.mark.parametrize(
    ("came", "late"),
    [
        (local(5, 16, 29), None),
        (local(5, 16, 30), None),
        (local(5, 16, 30, 1), Lateness(1, 0, "deadline")),
        (local(5, 16, 31), Lateness(1, 0, "deadline")),
        (local(5, 23, 59), Lateness(449, 0, "deadline")),
        (local(6, 0, 0), Lateness(450, 1, "deadline")),
    ],
)
def test_an_hour_lets_in_what_comes_on_its_stroke(came: datetime, late: Lateness | None) -> None:
    by_hour = Terms("1", deadline=Window(None, AT_1630, "minute", True))
    assert by_hour.lateness(came) == late


def test_only_what_was_done_by_the_as_of_counts() -> None:
    events = (
        event(RoundChange.DEADLINE, 6, local(10), has_hour=True),
        event(RoundChange.CLOSED, 12),
        event(RoundChange.FROZEN, 14),
    )
    early, later = held(*events, plan=SURIN, as_of=local(5)), held(*events, plan=SURIN)
    assert early == held(plan=SURIN)
    assert early.lateness(local(7)) is not None
    # the day was moved for everybody: what came in between is forgiven
    assert later.lateness(local(7)) is None
    assert later.state is RoundState.FROZEN
    assert (later.closed_at, later.frozen_at) == (local(12), local(14))
    assert held(*events, plan=SURIN, as_of=local(13)).frozen_at is None
    assert held(*events, plan=SURIN, as_of=local(12)).state is RoundState.CLOSED


def test_a_round_closed_before_its_deadline_takes_late_ones_only() -> None:
    closed = held(event(RoundChange.CLOSED, 3), plan=SURIN)
    assert closed.end == local(3)
    assert closed.lateness(local(2)) is None
    assert closed.lateness(local(3)) is None
    assert closed.lateness(local(4)) == Lateness(24 * 60, 1, "closing")
    assert closed.lateness(local(7)) == Lateness(36 * 60, 2, "deadline")


def test_opening_again_forgives_the_closing_and_not_the_deadline() -> None:
    events = (event(RoundChange.CLOSED, 3), event(RoundChange.OPENED, 8))
    again = held(*events, plan=SURIN)
    assert (again.state, again.closed_at, again.frozen_at) == (RoundState.OPEN, None, None)
    assert again.lateness(local(4)) is None
    assert again.lateness(local(7)) is not None
    closed_again = held(*events, event(RoundChange.CLOSED, 9))
    assert closed_again.closed_at == local(9)


def test_another_rounds_events_say_nothing() -> None:
    other = RoundEvent("2", RoundChange.FROZEN, local(1))
    assert held(other) == Terms("1")


MOMENTS = st.datetimes(datetime(2026, 4, 1), datetime(2026, 7, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=BANGKOK)
)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(list(RoundChange)), MOMENTS, st.one_of(st.none(), MOMENTS), st.booleans()
    ),
    max_size=6,
).map(
    lambda given: tuple(
        RoundEvent("1", change, at, deadline=deadline, has_hour=hour)
        for change, at, deadline, hour in sorted(given, key=lambda one: one[1])
    )
)


@given(EVENTS, MOMENTS, MOMENTS)
def test_later_is_never_less_late(
    events: tuple[RoundEvent, ...], one: datetime, other: datetime
) -> None:
    first, second = sorted((one, other))
    holding = terms("1", SURIN, events)
    early, late = holding.lateness(first), holding.lateness(second)
    assert early is None or late is not None
    if early and late and early.after == late.after:
        assert (early.minutes, early.days) <= (late.minutes, late.days)
    if early:
        assert early.minutes >= 1
    if holding.end is not None:
        assert holding.lateness(holding.end - MINUTE) is None
        assert holding.lateness(holding.end + MINUTE) is not None


@given(EVENTS, MOMENTS)
def test_the_terms_of_an_instant_do_not_change_afterwards(
    events: tuple[RoundEvent, ...], as_of: datetime
) -> None:
    then = tuple(event for event in events if event.at <= as_of)
    assert terms("1", SURIN, events, as_of) == terms("1", SURIN, then)


def test_no_day_is_no_window() -> None:
    assert deadline_window(None, True) is None
