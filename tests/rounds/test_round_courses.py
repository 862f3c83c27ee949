"""New, changed, unchanged, carried, withdrawn, missing; and what is late: examples and laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oitcheck.model import AnswerChange as C
from oitcheck.model import AnswerStatus, Course, Entry, Link, Origin, Submission
from oitcheck.plan import Terms, Window
from oitcheck.submissions import Came, courses, handed_in, resolve

START = datetime(2026, 5, 1, 3, tzinfo=UTC)
NO_END = Terms("1")


def until(day: int, name: str = "1") -> Terms:
    return Terms(name, deadline=Window(None, START + timedelta(days=day, hours=1), "minute", True))


def entry(indicator: str, *names: str, note: str = "") -> Entry:
    links = tuple(
        Link("a", indicator, f"https://a.go.th/{name}", name, note, Origin("f"), order)
        for order, name in enumerate(names)
    )
    return Entry(indicator, links, withdrawn=not links)


def sent(round_name: str, day: int, *entries: Entry, whole: bool = False) -> Submission:
    at = START + timedelta(days=day)
    return Submission("a", round_name, day, at, at, whole, entries)


def found(
    *submissions: Submission, terms: Terms = NO_END, chain: tuple[str, ...] = ("1",)
) -> dict[str, Course]:
    return {key[1]: course for key, course in courses(chain, submissions, None, terms).items()}


def test_in_the_first_round_everything_is_new() -> None:
    assert found(sent("1", 0, entry("O1", "x"))) == {"O1": Course(C.NEW, C.NEW, START)}


def test_a_list_that_repeats_the_earlier_round_confirms_it() -> None:
    first = sent("1", 0, entry("O1", "x"), entry("O2", "y"), entry("O3", "z"))
    second = sent("2", 30, entry("O1", "x"), entry("O2", "new"))
    got = found(first, second, chain=("1", "2"))
    assert {code: course.change for code, course in got.items()} == {
        "O1": C.UNCHANGED,
        "O2": C.CHANGED,
        "O3": C.CARRIED,
    }
    assert got["O3"].since is None
    assert got["O1"].since == second.received_at


def test_taken_back_and_given_again_are_told_apart() -> None:
    first = sent("1", 0, entry("O1", "x"), entry("O2", "y"))
    back = sent("2", 30, entry("O1"), entry("O3", "z"))
    assert found(first, back, chain=("1", "2"))["O1"] == Course(
        C.WITHDRAWN, C.WITHDRAWN, back.received_at
    )
    again = sent("2", 31, entry("O1", "x"))
    assert found(first, back, again, chain=("1", "2"))["O1"].change is C.UNCHANGED
    whole = sent("2", 32, entry("O3", "z"), whole=True)
    got = found(first, back, again, whole, chain=("1", "2"))
    assert (got["O1"].change, got["O2"].change) == (C.WITHDRAWN, C.WITHDRAWN)
    assert (got["O3"].change, got["O3"].change_in_round) == (C.NEW, C.UNCHANGED)


def test_what_was_taken_back_before_this_round_stays_so() -> None:
    first, back = sent("1", 0, entry("O1", "x")), sent("1", 1, entry("O1"))
    got = found(first, back, sent("2", 30, entry("O2", "y")), chain=("1", "2"))
    assert got["O1"] == Course(C.WITHDRAWN, C.WITHDRAWN)


def test_within_a_round_it_is_told_against_what_held_there_before() -> None:
    first, second = sent("1", 0, entry("O1", "x"), entry("O2", "y")), sent("1", 1, entry("O1", "z"))
    got = found(first, second)
    assert (got["O1"].change, got["O1"].change_in_round) == (C.NEW, C.CHANGED)
    assert got["O2"] == Course(C.NEW, C.NEW, START)


def test_a_note_is_a_change_and_the_order_or_spelling_is_none() -> None:
    first = sent("1", 0, entry("O1", "x", "y"), entry("O2", "x"))
    turned = sent("1", 1, entry("O1", "y", "x"), entry("O2", "x", note="หน้า 3"))
    got = found(first, turned)
    assert got["O1"].change_in_round is C.UNCHANGED
    assert got["O2"].change_in_round is C.CHANGED
    shouted = replace(first.entries[1].links[0], given=" HTTPS://A.go.th/x ")
    spelt = sent("1", 1, Entry("O2", (shouted,)))
    assert found(first, spelt)["O2"].change_in_round is C.UNCHANGED


def test_only_the_item_that_came_late_is_late() -> None:
    first = sent("1", 0, entry("O1", "x"), entry("O2", "y"))
    late = sent("1", 3, entry("O1", "x"), entry("O2", "z"), entry("O3", "new"))
    got = found(first, late, terms=until(1))
    assert got["O1"].late is None
    assert got["O2"].late is not None
    assert (got["O3"].late, got["O2"].late.days) == (got["O2"].late, 2)
    assert got["O1"].since == first.received_at


def test_a_list_repeated_after_the_deadline_makes_nothing_late() -> None:
    first = sent("1", 0, entry("O1", "x"))
    assert found(first, sent("1", 9, entry("O1", "x")), terms=until(1)) == {
        "O1": Course(C.NEW, C.UNCHANGED, START)
    }


def test_back_to_what_was_there_in_time_is_in_time() -> None:
    first, other = sent("1", 0, entry("O1", "x")), sent("1", 5, entry("O1", "y"))
    back = sent("1", 6, entry("O1", "x"))
    assert found(first, other, terms=until(1))["O1"].late is not None
    assert found(first, other, back, terms=until(1))["O1"].late is None
    replaced = sent("1", 1, entry("O1", "y"))
    assert found(first, replaced, back, terms=until(2))["O1"].late is not None


def test_taking_back_and_carrying_over_are_never_late() -> None:
    first = sent("1", 0, entry("O1", "x"), entry("O2", "y"))
    back = sent("2", 40, entry("O1"))
    got = found(first, back, terms=until(30, "2"), chain=("1", "2"))
    assert (got["O1"].late, got["O2"].late) == (None, None)


def test_confirming_after_the_second_deadline_is_late() -> None:
    first, second = sent("1", 0, entry("O1", "x")), sent("2", 40, entry("O1", "x"))
    got = found(first, second, terms=until(30, "2"), chain=("1", "2"))["O1"]
    assert (got.change, got.late and got.late.days) == (C.UNCHANGED, 10)


def test_handing_in_takes_a_link() -> None:
    lists = (sent("1", 0, entry("O1", "x")), sent("2", 30, entry("O1")))

    def who(*given: Submission, chain: tuple[str, ...] = ("1", "2")) -> set[str]:
        return set(handed_in(courses(chain, given, None, Terms(chain[-1]))))

    assert who(*lists, chain=("1",)) == {"a"}
    assert who(*lists) == set()
    assert who(*lists, sent("2", 31, entry("O1", "x"))) == {"a"}
    assert who(*lists, sent("2", 31, entry("O1", "x")), sent("2", 32, entry("O1"))) == set()


def test_an_agency_is_as_late_as_the_latest_of_its_items() -> None:
    lists = (
        sent("1", 20, entry("O1", "x"), entry("O2", "y"), entry("O3", "z")),
        sent("1", 31, entry("O1", "other")),
        sent("1", 33, entry("O3", "other")),
    )
    came = handed_in(courses(("1",), lists, None, until(30)))["a"]
    assert (came.at, came.late and came.late.days) == (lists[2].received_at, 3)
    assert handed_in(courses(("1",), lists[:1], None, until(30)))["a"] == Came(lists[0].received_at)


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["O1", "O2", "O3"]),
        st.lists(st.sampled_from("xyz"), unique=True, max_size=2),
    ),
    max_size=3,
    unique_by=lambda pair: pair[0],
)
LISTS = st.lists(st.tuples(st.sampled_from("12"), ENTRIES, st.booleans()), max_size=7).map(
    lambda history: [
        sent(name, day, *(entry(code, *names) for code, names in entries), whole=whole)
        for day, (name, entries, whole) in enumerate(history, start=1)
    ]
)
ENDS = st.integers(0, 8).map(lambda day: until(day, "2"))
CHAIN = ("1", "2")


def told(lists: list[Submission], terms: Terms) -> dict[tuple[str, str], Course]:
    return courses(CHAIN, lists, None, terms)


@given(LISTS, ENDS)
def test_there_is_a_course_for_every_answer_and_they_agree(
    lists: list[Submission], terms: Terms
) -> None:
    answers, got = resolve(CHAIN, lists, None), told(lists, terms)
    assert answers.keys() == got.keys()
    for key, answer in answers.items():
        course = got[key]
        assert (course.change is C.WITHDRAWN) == (answer.status is AnswerStatus.WITHDRAWN)
        if answer.status is AnswerStatus.GIVEN:
            assert course.change in (C.NEW, C.CHANGED, C.UNCHANGED)
        if course.change is C.CARRIED:
            assert answer.status is AnswerStatus.CARRIED
            assert answer.round == "1"
        assert course.change is not C.MISSING


@given(LISTS, ENDS)
def test_late_is_what_the_round_did_not_hold_in_time(lists: list[Submission], terms: Terms) -> None:
    assert terms.end is not None

    def held(key: tuple[str, str], until: datetime | None) -> object:
        answer = resolve(CHAIN, lists, until).get(key)
        in_round = answer is not None and answer.round == "2"
        return frozenset(link.url for link in answer.links) if answer and in_round else None

    for key, course in told(lists, terms).items():
        now = held(key, None)
        assert (course.late is not None) == bool(now and now != held(key, terms.end))
        if course.late:
            assert course.since is not None
            assert course.since > terms.end


@given(LISTS, ENDS)
def test_a_repeated_list_makes_nothing_late_and_nothing_new(
    lists: list[Submission], terms: Terms
) -> None:
    own = [one for one in lists if one.round == "2"]
    if not own:
        return
    repeated = replace(own[-1], received_at=START + timedelta(days=90), version=99)
    before, after = told(lists, terms), told([*lists, repeated], terms)
    for key, course in before.items():
        assert (after[key].change, after[key].late, after[key].since) == (
            course.change,
            course.late,
            course.since,
        )


@given(LISTS, ENDS)
def test_giving_all_that_holds_once_more_confirms_all(
    lists: list[Submission], terms: Terms
) -> None:
    answers = resolve(CHAIN, lists, None)
    entries = tuple(
        Entry(key[1], answer.links) for key, answer in sorted(answers.items()) if answer.links
    )
    confirmed = told([*lists, replace(sent("2", 90, *entries), version=99)], terms)
    for key, course in told(lists, terms).items():
        if course.change is C.CARRIED:
            assert confirmed[key].change is C.UNCHANGED
        else:
            assert confirmed[key].change is course.change


@given(LISTS, ENDS)
def test_a_list_that_does_not_name_an_item_leaves_its_course(
    lists: list[Submission], terms: Terms
) -> None:
    more = replace(sent("2", 90, entry("O9", "x")), version=99)
    after = told([*lists, more], terms)
    assert {key: after[key] for key in told(lists, terms)} == told(lists, terms)


@given(LISTS, ENDS, st.randoms())
def test_the_order_of_arrival_in_the_program_does_not_matter(
    lists: list[Submission],
    terms: Terms,
    random: object,
) -> None:
    shuffled = list(lists)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(shuffled, terms) == told(lists, terms)
