"""Mock scores: the published arithmetic, what an item is worth, and the laws of the interval."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcheck.catalogue import Catalogue, Indicator, Words, parse_catalogue
from oitcheck.model import AgencyVerdicts, Decision, Finding, Judgement, Outcome, Verdict
from oitcheck.score import (
    FEWEST_DECIDED,
    AgencyScore,
    Interval,
    assumed,
    item_weights,
    oit_of,
    ranked,
    rounded,
    score_round,
    share,
    spread,
    total,
)

YES, NO = Interval.exactly(100), Interval.exactly(0)


def shown(value: Fraction) -> str:
    return str(rounded(value))


# --- the arithmetic -------------------------------------------------------------------------------


def test_the_published_results_of_2564_come_out() -> None:
    """Figures of the published tables of that year: two indicators, and OIT's share of ITA."""
    nine, ten = Interval.exactly(Fraction("93.50")), YES
    assert shown(share(oit_of([nine, ten])).likely) == "38.70"

    two_groups = [("10.1", YES)] * 7 + [("10.1", NO)] + [("10.2", YES)] * 2
    found = total(two_groups)
    assert found is not None
    assert [shown(part.points.likely) for part in found.groups] == ["87.50", "100.00"]
    assert [shown(part.points.likely) for part in found.indicators] == ["93.75"]

    others = [(f"9.{group}", YES) for group in (2, 3, 4, 5) for _ in range(4)]
    one_lost = total([("9.1", YES)] * 8 + [("9.1", NO)] + others)
    assert one_lost is not None
    assert shown(one_lost.indicators[0].points.likely) == "97.78"


def test_only_the_structure_of_the_published_year_is_not_assumed() -> None:
    assert not assumed(2564)
    assert all(assumed(year) for year in (2565, 2566, 2567, 2568, 2569, 2570))


# ITA points that one failed item costs, as FACTS has them
WORTH = {
    2566: "9.1 0.40 9.2 0.50 9.3 1.00 9.4 1.00 9.5 1.00 10.1 1.25 10.2 2.00",
    2567: "9.1 0.67 9.2 0.57 9.3 1.00 9.4 1.00 9.5 1.00 10.1 1.25 10.2 5.00",
    2568: "9.1 1.00 9.2 0.57 9.3 2.00 9.4 1.33 9.5 1.00 10.1 1.67 10.2 5.00",
}


@pytest.mark.parametrize("year", WORTH)
def test_what_an_item_of_each_group_is_worth_in_the_shipped_catalogues(year: int) -> None:
    words = WORTH[year].split()
    found = item_weights(item.group for item in shipped(year).indicators)
    assert {group: shown(points) for group, points in found.items()} == dict(
        zip(words[::2], words[1::2], strict=True)
    )


def test_halves_are_rounded_up_and_only_at_the_edge() -> None:
    assert rounded(Fraction(1, 8) / 25) == Decimal("0.01")
    assert rounded(Fraction(100)) == Decimal("100.00")
    third = total([("9.1", YES), ("9.1", NO), ("9.1", NO)])
    assert third is not None
    assert third.oit.likely == Fraction(100, 3)


# --- agencies -------------------------------------------------------------------------------------

GROUPS = ("9.1", "9.1", "9.2", "9.2", "9.2", "9.3", "9.4", "9.5", "10.1", "10.1", "10.2", "10.2")
SMALL = Catalogue(
    "small", 2569, "standard", 1, True, "c" * 64, (), (),
    tuple(
        Indicator(f"O{n}", group, Words(f"ข้อ {n}"), ("N",), True)
        for n, group in enumerate(GROUPS, start=1)
    ),
)  # fmt: skip
CODES = tuple(item.code for item in SMALL.indicators)
LETTERS = {
    "p": Outcome.PASS, "f": Outcome.FAIL, "r": Outcome.REVIEW, "e": Outcome.ERROR,
    "s": Outcome.SKIP, "u": Outcome.REVIEW,
}  # fmt: skip


def shipped(year: int) -> Catalogue:
    name = f"oit-{year}.toml"
    text = files("oitcheck.indicators").joinpath(name).read_text(encoding="utf-8")
    return parse_catalogue(text, name)


def verdict(code: str, letter: str, decided: str = "") -> Verdict:
    """``u``: not handed in yet, the deadline ahead."""
    outcome = LETTERS[letter]
    reason = "not-yet" if letter == "u" else "given"
    own = Finding("submitted", 1, outcome if letter == "u" else Outcome.PASS, reason)
    ruling = Decision(LETTERS[decided], "ผู้ตรวจ", "2026-05-06T00:00:00Z", "") if decided else None
    return Verdict(code, outcome, "none" if letter == "u" else "given", ruling, (own,), ())


def agency(name: str, letters: str, role: str = "assessed") -> AgencyVerdicts:
    verdicts = tuple(verdict(code, letter) for code, letter in zip(CODES, letters, strict=True))
    return AgencyVerdicts(name, name, name, role, "", "", "small", "c" * 64, (), verdicts)


def judged(*agencies: AgencyVerdicts) -> Judgement:
    return Judgement("x", 2569, "1", "2026-05-06T00:00:00Z", "0", {}, (), agencies)


def scores(*agencies: AgencyVerdicts, **assumptions: set[str]) -> tuple[AgencyScore, ...]:
    return score_round(judged(*agencies), {"small": SMALL}, **assumptions)


def one(letters: str, **assumptions: set[str]) -> AgencyScore:
    (found,) = scores(agency("a", letters), **assumptions)
    return found


def test_an_interval_goes_from_all_open_items_lost_to_all_of_them_good() -> None:
    found = one("ppppppppppfr")
    assert [part.code for part in found.total.groups] == [
        "9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2",
    ]  # fmt: skip
    assert [part.code for part in found.total.indicators] == ["9", "10"]
    assert (shown(found.oit.low), shown(found.oit.high)) == ("75.00", "87.50")
    assert found.rate == Fraction(10, 11)
    assert shown(found.oit.likely) == shown(75 + Fraction(100, 8) * Fraction(10, 11))
    assert found.ita_share.likely == found.oit.likely * 2 / 5


def test_review_error_and_unsent_are_worth_the_same_and_never_simply_0() -> None:
    review, error, unsent = (one("ppppppppppf" + letter) for letter in "reu")
    assert review.total == error.total == unsent.total
    assert unsent.oit.low < unsent.oit.likely
    assert [gap.stand for found in (review, error, unsent) for gap in found.open] == [
        "review",
        "error",
        "unsent",
    ]


def test_an_agency_of_which_little_is_decided_takes_the_rate_of_the_province() -> None:
    little = "p" * (FEWEST_DECIDED - 1) + "rrr"
    enough = "p" * FEWEST_DECIDED + "rr"
    poor = agency("b", "ffffffffffff")
    first, other = scores(agency("a", little), poor)
    assert (first.rate_of, first.rate) == ("province", Fraction(9, 9 + 12))
    assert other.rate_of == "agency"
    assert scores(agency("a", enough), poor)[0].rate_of == "agency"
    nothing = one("uuuuuuuuuuuu")
    assert (nothing.rate_of, shown(nothing.oit.likely)) == ("half", "50.00")


def test_what_does_not_apply_leaves_the_mean_and_an_empty_group_leaves_its_indicator() -> None:
    found = one("pfpppspppppp")
    assert "9.3" not in [part.code for part in found.total.groups]
    assert found.total.indicators[0].points.likely == Fraction(350, 4)
    assert found.items == 11
    assert scores(agency("a", "ssssssssssss")) == ()


def test_a_decision_counts_in_place_of_the_outcome() -> None:
    base = agency("a", "pppppppppppr")
    for letter, points in (("p", "100.00"), ("f", "87.50")):
        ruled = (*base.verdicts[:-1], verdict("O12", "r", decided=letter))
        changed = AgencyVerdicts("a", "a", "a", "assessed", "", "", "small", "c", (), ruled)
        (found,) = scores(changed)
        assert found.oit.settled
        assert shown(found.oit.likely) == points


def test_suppliers_have_no_score_and_no_say_in_the_rate() -> None:
    found = scores(agency("s", "ffffffffffff", "supplier"), agency("a", "pppprrrrrrrr"))
    assert [score.agency for score in found] == ["a"]
    assert found[0].rate == 1


def test_gaps_come_by_the_points_that_they_bring_and_then_by_item() -> None:
    found = one("ffprppppffff")
    assert [gap.indicator for gap in found.gaps] == ["O9", "O10", "O11", "O12", "O1", "O2"]
    assert [shown(gap.points) for gap in found.gaps] == ["5.00"] * 4 + ["2.00"] * 2
    assert [(gap.indicator, shown(gap.points)) for gap in found.open] == [("O4", "1.33")]
    mended = one("ppprppppffff")
    assert mended.ita_share.low - found.ita_share.low == sum(
        gap.points for gap in found.gaps if gap.indicator in ("O1", "O2")
    )


def test_what_if_stands_beside_and_leaves_the_rate_of_open_items_alone() -> None:
    before = one("ffprppppffff")
    after = one("ffprppppffff", mended={"O9", "O4"})
    assert after.rate == before.rate
    assert shown(after.ita_share.high - before.ita_share.high) == "5.00"
    assert "O9" not in [gap.indicator for gap in after.gaps]
    worse = one("ffprppppffff", broken={"O3"})
    assert worse.oit.high < before.oit.high
    assert one("pppppppppppp", mended={"O99"}) == one("pppppppppppp")
    skipped = one("sppppppppppp", broken={"O1"})
    assert skipped.oit.likely == 100


def test_an_agency_of_an_unknown_catalogue_has_no_score() -> None:
    assert score_round(judged(agency("a", "pppppppppppp")), {}) == ()


# --- laws -----------------------------------------------------------------------------------------

ITEMS = st.text("pfreus", min_size=len(CODES), max_size=len(CODES))
APPLIES = ITEMS.filter(lambda letters: set(letters) != {"s"})


@given(APPLIES, st.lists(ITEMS, max_size=2))
def test_low_likely_and_high_never_cross(letters: str, others: list[str]) -> None:
    found = scores(agency("a", letters), *(agency(f"b{n}", o) for n, o in enumerate(others)))[0]
    whole = found.total
    parts = [*whole.groups, *whole.indicators]
    for interval in [whole.oit, *(part.points for part in parts)]:
        assert 0 <= interval.low <= interval.likely <= interval.high <= 100
    assert whole.ita.high <= 40


@given(APPLIES, st.sampled_from(CODES))
def test_mending_an_item_never_lowers_and_breaking_one_never_raises(
    letters: str, code: str
) -> None:
    before = one(letters).oit
    mended = one(letters, mended={code}).oit
    broken = one(letters, broken={code}).oit
    for name in ("low", "likely", "high"):
        assert getattr(broken, name) <= getattr(before, name) <= getattr(mended, name)


@given(APPLIES, st.randoms(use_true_random=False))
def test_the_order_of_items_and_agencies_does_not_matter(
    letters: str, chance: random.Random
) -> None:
    first, other = agency("a", letters), agency("b", "ppffpfpfprrr")
    mixed = AgencyVerdicts(
        "a", "a", "a", "assessed", "", "", "small", "c" * 64, (),
        tuple(chance.sample(first.verdicts, len(first.verdicts))),
    )  # fmt: skip
    assert set(scores(other, mixed)) == set(scores(first, other))


@given(st.text("pfs", min_size=len(CODES), max_size=len(CODES)))
def test_without_open_items_the_three_are_one(letters: str) -> None:
    for found in scores(agency("a", letters)):
        assert found.oit.low == found.oit.likely == found.oit.high
        assert not found.open


@given(APPLIES)
def test_the_points_of_all_gaps_are_what_is_missing_to_the_full_share(letters: str) -> None:
    found = one(letters)
    missing = 40 - found.ita_share.low
    assert sum(gap.points for gap in (*found.gaps, *found.open)) == missing


# --- the province ---------------------------------------------------------------------------------


def test_the_spread_names_quartiles_and_counts_every_agency_in_one_band() -> None:
    rows = ["pppppppppppp", "pppppppppppf", "ppppppppppff", "ffffffffffff", "fppppppppppp"]
    found = spread(scores(*(agency(f"a{n}", row) for n, row in enumerate(rows))))
    assert found is not None
    points = (found.lowest, found.first_quartile, found.median, found.third_quartile, found.highest)
    assert [shown(value) for value in points] == ["0.00", "75.00", "87.50", "95.00", "100.00"]
    assert [(band.start, band.end, band.agencies) for band in found.bands] == [
        (95, 100, 2),
        (85, 95, 1),
        (75, 85, 1),
        (50, 75, 0),
        (0, 50, 1),
    ]
    assert spread(()) is None


def test_equal_scores_share_a_place() -> None:
    rows = {"a": "pppppppppppf", "b": "pppppppppppp", "c": "ppppppppppfp", "d": "ffffffffffff"}
    found = ranked(scores(*(agency(name, row) for name, row in rows.items())))
    assert [(place, score.agency) for place, score in found] == [
        (1, "b"),
        (2, "a"),
        (2, "c"),
        (4, "d"),
    ]


@settings(max_examples=30)
@given(st.lists(APPLIES, min_size=1, max_size=8))
def test_quartiles_are_in_order_and_bands_count_all(rows: list[str]) -> None:
    found = spread(scores(*(agency(f"a{n}", row) for n, row in enumerate(rows))))
    assert found is not None
    points = [found.lowest, found.first_quartile, found.median, found.third_quartile, found.highest]
    assert points == sorted(points)
    assert sum(band.agencies for band in found.bands) == found.agencies == len(rows)
