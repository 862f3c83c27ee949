"""The outage log of a link: table of stories, and laws for any captures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.model import Capture, Problem, ProblemCode, Purpose
from oitcheck.outages import EMPTY, Log, State, extended, log_of, looks_of

T0 = datetime(2026, 7, 1, tzinfo=UTC)
URL = "http://www.example.go.th/a"
KINDS = {
    "u": (200, None),  # up
    "n": (304, None),  # not modified since the look before
    "g": (404, None),  # gone
    "s": (503, None),  # out of order
    "d": (0, Problem(ProblemCode.DNS, True)),
    "t": (0, Problem(ProblemCode.TIMEOUT, True, "read 30")),
    "f": (403, None),  # the program is refused
    "l": (200, Problem(ProblemCode.TOO_LARGE, False)),
    "o": (0, Problem(ProblemCode.OTHER, True, "KeyError")),  # a bug of ours
    "p": (0, Problem(ProblemCode.BLOCKED_ADDRESS, False, "port 22")),  # our own settings
    "b": (0, Problem(ProblemCode.BLOCKED_ADDRESS, False, "literal 10.0.0.1")),
}


def capture(kind: str, run: int, hour: float, attempt: int = 1) -> Capture:
    status, problem = KINDS[kind]
    return Capture(
        id=run * 10 + attempt,
        run=run,
        url="http://10.0.0.1/a" if kind == "b" else URL,
        attempt=attempt,
        purpose=Purpose.EVIDENCE,
        taken_at=T0 + timedelta(hours=hour),
        status=status,
        problem=problem,
        sha256="ab" * 32 if kind == "u" else "",
        size=100 if kind == "u" else 0,
    )


def story(kinds: str) -> Log:
    """A letter a run, an hour apart."""
    return log_of(looks_of(capture(kind, run, run) for run, kind in enumerate(kinds)))


def told(log: Log) -> list[tuple[float, float, float | None, int, str]]:
    def hour(moment: datetime) -> float:
        return (moment - T0) / timedelta(hours=1)

    return [
        (
            hour(one.first_down),
            hour(one.last_down),
            hour(one.up_again) if one.up_again else None,
            one.looks,
            one.code,
        )
        for one in log.outages
    ]


@pytest.mark.parametrize(
    ("kinds", "outages", "state"),
    [
        ("uuu", [], State.OPEN),
        ("ugu", [(1, 1, 2, 1, "not-found")], State.OPEN),
        ("uggu", [(1, 2, 3, 2, "not-found")], State.OPEN),
        ("udts", [(1, 3, None, 3, "busy")], State.DOWN),
        ("ggugu", [(0, 1, 2, 2, "not-found"), (3, 3, 4, 1, "not-found")], State.OPEN),
        # refused, or too large: nobody knows, so no outage begins, goes on or ends
        ("ufu", [], State.OPEN),
        ("ul", [], State.UNSURE),
        ("ugfgu", [(1, 3, 4, 2, "not-found")], State.OPEN),
        ("ugf", [(1, 1, None, 1, "not-found")], State.UNSURE),
        # our own faults are no looks
        ("uop", [], State.OPEN),
        ("ugogu", [(1, 3, 4, 2, "not-found")], State.OPEN),
        ("ub", [(1, 1, None, 1, "private-address")], State.DOWN),
        ("ugn", [(1, 1, 2, 1, "not-found")], State.OPEN),
    ],
)
def test_a_story_gives_its_outages(
    kinds: str, outages: list[tuple[float, float, float | None, int, str]], state: State
) -> None:
    log = story(kinds)
    assert told(log) == outages
    assert log.now is not None and log.now.state is state


def test_a_second_try_of_the_same_run_decides() -> None:
    blip = [capture("u", 0, 0), capture("t", 1, 1), capture("u", 1, 1.01, attempt=2)]
    assert told(log_of(looks_of(blip))) == []
    down = [capture("u", 0, 0), capture("t", 1, 1), capture("g", 1, 1.01, attempt=2)]
    assert told(log_of(looks_of(down))) == [(1.01, 1.01, None, 1, "not-found")]


def test_what_fell_into_our_own_silence_blames_nobody() -> None:
    captures = [capture("u", 0, 0), capture("t", 1, 1), capture("u", 2, 2)]
    log = log_of(looks_of(captures, silent=lambda one: one.run == 1))
    assert log.outages == () and log.looks == 2


def test_not_modified_stands_for_the_body_that_was_seen_before() -> None:
    log = story("un")
    assert log.good is not None
    assert (log.good.run, log.good.sha256, log.good.size) == (1, "ab" * 32, 100)


def test_a_watch_leaves_what_was_judged() -> None:
    captures = [capture("u", 0, 0), capture("u", 1, 1)]
    log = log_of(looks_of(captures, watch_runs=frozenset({1})))
    assert log.judged is not None and log.judged.run == 0
    assert log.good is not None and log.good.run == 1


stories = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 500), st.integers(1, 2)),
    max_size=25,
).map(
    lambda parts: [
        capture(kind, run, hour + attempt / 100, attempt)
        for run, (kind, hour, attempt) in enumerate(parts)
    ]
)


@given(stories, st.randoms())
def test_the_order_of_captures_does_not_matter(captures: list[Capture], random: object) -> None:
    mixed = list(captures)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert log_of(looks_of(mixed)) == log_of(looks_of(captures))


@given(stories)
def test_outages_follow_each_other_and_only_the_last_may_be_open(captures: list[Capture]) -> None:
    looks = looks_of(captures)
    log = log_of(looks)
    for one in log.outages:
        assert one.first_down <= one.last_down
        assert one.up_again is None or one.last_down <= one.up_again
        assert one.looks >= 1
    for before, after in pairwise(log.outages):
        assert before.up_again is not None and before.up_again <= after.first_down
    assert sum(one.looks for one in log.outages) == sum(one.state is State.DOWN for one in looks)


@given(stories, st.integers(0, 25))
def test_going_on_from_a_kept_log_gives_the_log_of_all(captures: list[Capture], cut: int) -> None:
    looks = looks_of(captures)
    assert extended(extended(EMPTY, looks[:cut]), looks[cut:]) == log_of(looks)
