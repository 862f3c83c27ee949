"""Which submission holds for which indicator."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oitcheck.model import Agency, Entry, Link, Origin, Role, Submission
from oitcheck.submissions import carries_from, chain, provinces_of, resolve, with_suppliers

START = datetime(2026, 5, 1, tzinfo=UTC)


def entry(agency: str, indicator: str, *names: str) -> Entry:
    links = tuple(
        Link(agency, indicator, f"https://{agency}.go.th/{name}", name, "", Origin("f"), order)
        for order, name in enumerate(names)
    )
    return Entry(indicator, links, withdrawn=not links)


def submission(
    agency: str, round_name: str, version: int, day: int, *entries: Entry, whole: bool = False
) -> Submission:
    at = START + timedelta(days=day)
    return Submission(agency, round_name, version, at, at, whole, entries)


def words(found: dict[tuple[str, str], object]) -> dict[str, tuple[str, list[str]]]:
    return {
        indicator: (str(answer.status), [link.given for link in answer.links])  # type: ignore[attr-defined]
        for (_, indicator), answer in sorted(found.items())
    }


def test_the_newest_wins_and_the_rest_carries_over() -> None:
    first = submission("a", "1", 1, 0, entry("a", "O1", "x"), entry("a", "O2", "y"))
    second = submission("a", "1", 2, 1, entry("a", "O2", "z"))
    assert words(resolve(["1"], [first, second], None)) == {
        "O1": ("carried", ["x"]),
        "O2": ("given", ["z"]),
    }


def test_an_earlier_round_carries_over_until_the_agency_repeats_it() -> None:
    first = submission("a", "1", 1, 0, entry("a", "O1", "x"), entry("a", "O2", "y"))
    second = submission("a", "2", 1, 30, entry("a", "O1", "x"))
    found = resolve(["1", "2"], [first, second], None)
    assert words(found) == {"O1": ("given", ["x"]), "O2": ("carried", ["y"])}
    assert found["a", "O2"].round == "1"
    assert found["a", "O2"].received_at == first.received_at


def test_a_late_mending_of_round_one_does_not_beat_round_two() -> None:
    second = submission("a", "2", 1, 30, entry("a", "O1", "new"))
    late = submission("a", "1", 2, 40, entry("a", "O1", "late"))
    assert words(resolve(["1", "2"], [late, second], None)) == {"O1": ("given", ["new"])}


def test_withdrawn_stays_withdrawn_until_given_again() -> None:
    first = submission("a", "1", 1, 0, entry("a", "O1", "x"))
    back = submission("a", "1", 2, 1, entry("a", "O1"))
    other = submission("a", "1", 3, 2, entry("a", "O2", "y"))
    again = submission("a", "1", 4, 3, entry("a", "O1", "z"))
    assert words(resolve(["1"], [first, back, other], None))["O1"] == ("withdrawn", [])
    assert words(resolve(["1"], [first, back, other, again], None))["O1"] == ("given", ["z"])


def test_a_whole_list_takes_back_what_it_does_not_name() -> None:
    first = submission("a", "1", 1, 0, entry("a", "O1", "x"), entry("a", "O2", "y"))
    whole = submission("a", "2", 1, 30, entry("a", "O1", "z"), whole=True)
    assert words(resolve(["1", "2"], [first, whole], None)) == {
        "O1": ("given", ["z"]),
        "O2": ("withdrawn", []),
    }


def test_what_came_after_the_instant_does_not_count() -> None:
    first = submission("a", "1", 1, 0, entry("a", "O1", "x"))
    second = submission("a", "1", 2, 5, entry("a", "O1", "y"))
    as_of = START + timedelta(days=1)
    assert words(resolve(["1"], [first, second], as_of)) == {"O1": ("given", ["x"])}
    assert words(resolve(["1"], [first, second], second.received_at))["O1"][1] == ["y"]


def test_rounds_with_a_name_stand_alone() -> None:
    known = ["itas", "10", "2", "1", "เฉพาะกิจ"]
    assert carries_from("2", known) == ("1",)
    assert carries_from("10", known) == ("1", "2")
    assert carries_from("itas", known) == ()
    assert carries_from("เฉพาะกิจ", known) == ()
    assert chain("2", known) == ("1", "2")


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["O1", "O2", "O3"]),
        st.lists(st.sampled_from("xyz"), unique=True, max_size=2),
    ),
    max_size=3,
    unique_by=lambda pair: pair[0],
)
HISTORY = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("12"), ENTRIES, st.booleans()), max_size=8
)


def build(history: list[tuple[str, str, list[tuple[str, list[str]]], bool]]) -> list[Submission]:
    return [
        submission(
            agency, round_name, day, day, *(entry(agency, i, *n) for i, n in entries), whole=whole
        )
        for day, (agency, round_name, entries, whole) in enumerate(history, start=1)
    ]


@given(HISTORY)
def test_the_same_submission_again_changes_nothing(history: list) -> None:  # type: ignore[type-arg]
    held = build(history)
    answers = resolve(["1", "2"], held, None)
    assert resolve(["1", "2"], [*held, *held], None) == answers
    for one in held:
        newest = [s for s in held if (s.agency, s.round) == (one.agency, one.round)][-1]
        repeated = replace(newest, version=99, received_at=newest.received_at + timedelta(hours=1))
        assert words(resolve(["1", "2"], [*held, repeated], None)) == words(answers)


@given(HISTORY, st.randoms())
def test_other_agencies_and_their_order_do_not_matter(history: list, random) -> None:  # type: ignore[type-arg,no-untyped-def]
    held = build(history)
    shuffled = list(held)
    random.shuffle(shuffled)
    answers = resolve(["1", "2"], held, None)
    assert resolve(["1", "2"], shuffled, None) == answers
    alone = resolve(["1", "2"], [one for one in held if one.agency == "a"], None)
    assert alone == {key: answer for key, answer in answers.items() if key[0] == "a"}


PROVINCE = Agency("p", "1000", "จังหวัดตัวอย่าง", kind="จังหวัด")
TOWN = Agency("t", "5001", "เทศบาลตัวอย่าง", kind="เทศบาลตำบล")
FARMING = Agency("f", "9002", "สำนักงานเกษตรจังหวัด", kind="ส่วนราชการ", role=Role.SUPPLIER)
HEALTH = Agency("h", "9010", "สำนักงานสาธารณสุขจังหวัด", kind="ส่วนราชการ", role=Role.SUPPLIER)
REGISTRY = (TOWN, HEALTH, PROVINCE, FARMING)


def at(agency: str, indicator: str, *urls: str) -> Entry:
    """An entry with whole URLs: several agencies can hand in the same one."""
    links = tuple(
        Link(agency, indicator, url, url, "", Origin("f"), order) for order, url in enumerate(urls)
    )
    return Entry(indicator, links)


def test_the_province_answers_with_its_own_links_and_then_its_suppliers_by_code() -> None:
    held = [
        submission("h", "1", 1, 0, at("h", "O1", "u:h1", "u:own"), at("h", "O3", "u:h3")),
        submission("p", "1", 1, 1, at("p", "O1", "u:own"), at("p", "O2", "u:p2")),
        submission("f", "1", 1, 2, at("f", "O1", "u:f1", "u:h1")),
        submission("t", "1", 1, 3, at("t", "O1", "u:t1")),
    ]
    answers = resolve(["1"], held, None)
    fed = with_suppliers(answers, REGISTRY)
    first = fed["p", "O1"]
    assert [(link.url, link.agency) for link in first.links] == [
        ("u:own", "p"),
        ("u:f1", "f"),
        ("u:h1", "f"),
    ]
    assert [link.order for link in first.links] == [0, 1, 2]
    assert first.suppliers == ("f", "h")
    assert fed["p", "O2"] == answers["p", "O2"]
    assert fed["p", "O3"].suppliers == ("h",)
    assert (fed["p", "O3"].agency, str(fed["p", "O3"].status)) == ("p", "given")
    assert {key: fed[key] for key in answers if key[0] != "p"} == {
        key: answer for key, answer in answers.items() if key[0] != "p"
    }


def test_what_a_supplier_took_back_feeds_nobody_and_carried_links_stay_carried() -> None:
    first = submission("f", "1", 1, 0, at("f", "O1", "u:f1"), at("f", "O2", "u:f2"))
    second = submission("f", "2", 1, 30, entry("f", "O1"))
    fed = with_suppliers(resolve(["1", "2"], [first, second], None), REGISTRY)
    assert ("p", "O1") not in fed
    assert str(fed["p", "O2"].status) == "carried"
    assert fed["p", "O2"].round == "1"


def test_without_one_province_nobody_is_fed() -> None:
    answers = resolve(["1"], [submission("f", "1", 1, 0, at("f", "O1", "u:f1"))], None)
    several = (*REGISTRY, Agency("q", "1001", "จังหวัดอื่น", kind="จังหวัด"))
    assert len(provinces_of(several)) == 2
    assert with_suppliers(answers, several) == answers
    assert with_suppliers(answers, (TOWN, FARMING)) == answers
    assert provinces_of([Agency("b", "2", "อบจ.", kind="องค์การบริหารส่วนจังหวัด")]) == ()


@given(HISTORY, st.randoms())
def test_feeding_twice_or_in_another_order_changes_nothing(history: list, random) -> None:  # type: ignore[type-arg,no-untyped-def]
    registry = [
        Agency("a", "1", "จังหวัด", kind="จังหวัด"),
        Agency("b", "2", "สำนักงาน", role=Role.SUPPLIER),
    ]
    answers = resolve(["1", "2"], build(history), None)
    fed = with_suppliers(answers, registry)
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    random.shuffle(registry)
    assert with_suppliers(dict(shuffled), registry) == fed
    assert words(with_suppliers(fed, registry)) == words(fed)
    for answer in fed.values():
        assert len({link.url for link in answer.links}) == len(answer.links)
