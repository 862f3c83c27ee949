"""What was typed into ITAS against what was handed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck import urls
from oitcheck.itas import Difference, Item, Match, NoteMatch, Shift, compare, shift_of
from oitcheck.model import Link, Origin

HOST = "https://www.example.go.th"


def link(code: str, given: str, note: str = "", order: int = 0) -> Link:
    return Link(
        "a", code, urls.normalise(given), given, note, Origin("f.csv", row=order + 2), order
    )


def links(*told: tuple[str, str] | tuple[str, str, str]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for order, one in enumerate(told):
        found.setdefault(one[0], []).append(link(one[0], *one[1:], order=order))
    return found


def matches(items: tuple[Item, ...]) -> list[tuple[str, Match]]:
    return [(item.indicator, pair.match) for item in items for pair in item.pairs]


def test_each_class() -> None:
    handed = links(
        ("O1", f"{HOST}/a"), ("O2", f"{HOST}/b"), ("O3", f"{HOST}/c"), ("O4", f"{HOST}/d")
    )
    typed = links(
        ("O1", f"{HOST}/a"), ("O2", f"{HOST}/bb"), ("O4", f"{HOST}/d/"), ("O10", f"{HOST}/e")
    )
    assert matches(compare(handed, typed)) == [
        ("O1", Match.SAME),
        ("O2", Match.CHANGED),
        ("O3", Match.MISSING),
        ("O4", Match.WRITTEN),
        ("O10", Match.EXTRA),
    ]


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (f"{HOST}/a", "http://www.example.go.th/a", (Difference.SCHEME,)),
        (f"{HOST}/a", "https://example.go.th/a", (Difference.WWW,)),
        (f"{HOST}/a", f"{HOST}/a/", (Difference.SLASH,)),
        (f"{HOST}/a#top", f"{HOST}/a", (Difference.FRAGMENT,)),
        (f"{HOST}/ไทย", f"{HOST}/%E0%B9%84%E0%B8%97%E0%B8%A2", (Difference.ENCODING,)),
        (f"{HOST}/%41%2d1", f"{HOST}/A-1", (Difference.ENCODING,)),
        ("example.go.th/a/", f"{HOST}/a", (Difference.SCHEME, Difference.WWW, Difference.SLASH)),
    ],
)
def test_the_same_page_written_differently(
    one: str, other: str, differs: tuple[Difference, ...]
) -> None:
    (item,) = compare(links(("O1", one)), links(("O1", other)))
    assert [(pair.match, pair.differs) for pair in item.pairs] == [(Match.WRITTEN, differs)]
    assert not item.differs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{HOST}/a?page=1", f"{HOST}/a?page=2"),
        (f"{HOST}/A", f"{HOST}/a"),
        (f"{HOST}/a%2Fb", f"{HOST}/a/b"),
        ("https://www2.example.go.th/a", f"{HOST}/a"),
    ],
)
def test_other_pages_are_not_taken_for_spellings(one: str, other: str) -> None:
    assert matches(compare(links(("O1", one)), links(("O1", other)))) == [("O1", Match.CHANGED)]


def test_what_is_written_alike_is_paired_before_its_spellings() -> None:
    handed = links(("O1", f"{HOST}/a/"), ("O1", f"{HOST}/a"))
    typed = links(("O1", f"{HOST}/a"))
    assert matches(compare(handed, typed)) == [("O1", Match.SAME), ("O1", Match.MISSING)]


def test_rows_that_slipped_by_one_are_seen_as_moved_and_as_a_shift() -> None:
    handed = links(*((f"O{n}", f"{HOST}/{n}") for n in range(9, 14)))
    typed = links(*((f"O{n + 1}", f"{HOST}/{n}") for n in range(9, 14)))
    items = compare(handed, typed)
    assert Counter(match for _, match in matches(items)) == {Match.MOVED: 5}
    assert shift_of(items) == Shift(1, 5)
    assert shift_of(compare(typed, handed)) == Shift(-1, 5)


def test_one_page_for_two_items_is_not_moved_where_it_stands_in_its_place() -> None:
    handed = links(("O1", f"{HOST}/a"), ("O2", f"{HOST}/a"))
    typed = links(("O1", f"{HOST}/a"))
    items = compare(handed, typed)
    assert matches(items) == [("O1", Match.SAME), ("O2", Match.MISSING)]
    assert shift_of(items) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("เมนูหลัก", "เมนูหลัก", NoteMatch.SAME),
        ("คํานํา หน้า ๑", "คำนำหน้า 1", NoteMatch.SAME),
        ("เมนูหลัก", "เมนูรอง", NoteMatch.CHANGED),
        ("เมนูหลัก", "", NoteMatch.MISSING),
        ("", "เมนูหลัก", NoteMatch.EXTRA),
        ("", "", NoteMatch.NONE),
    ],
)
def test_explanations_are_compared_too(ours: str, theirs: str, found: NoteMatch) -> None:
    (item,) = compare(links(("O1", HOST, ours)), links(("O1", HOST, theirs)))
    assert item.note is found
    assert item.differs is (found in (NoteMatch.CHANGED, NoteMatch.MISSING))


def test_an_item_that_is_missing_has_no_explanation_to_miss() -> None:
    (item,) = compare(links(("O1", HOST, "เมนูหลัก")), {})
    assert item.note is NoteMatch.NONE


_GIVEN = st.sampled_from(
    [
        f"{HOST}/a", f"{HOST}/a/", "http://www.example.go.th/a", "https://example.go.th/a",
        f"{HOST}/a#x", f"{HOST}/ไทย", f"{HOST}/%E0%B9%84%E0%B8%97%E0%B8%A2", f"{HOST}/b?c=1",
        f"{HOST}/b?c=2", f"{HOST}/c", f"{HOST}/d", HOST,
    ]
)  # fmt: skip
_LISTS = st.lists(
    st.tuples(
        st.sampled_from([f"O{n}" for n in range(1, 5)]), _GIVEN, st.sampled_from(["", "ก", "ข"])
    ),
    max_size=14,
).map(lambda told: links(*told))
_OPPOSITE = {Match.MISSING: Match.EXTRA, Match.EXTRA: Match.MISSING}


@given(_LISTS)
def test_a_list_is_the_same_as_itself(one: dict[str, list[Link]]) -> None:
    items = compare(one, one)
    assert {match for _, match in matches(items)} <= {Match.SAME}
    assert {item.note for item in items} <= {NoteMatch.SAME, NoteMatch.NONE}


@given(_LISTS, _LISTS)
def test_swapping_the_sides_swaps_missing_and_extra(
    one: dict[str, list[Link]], other: dict[str, list[Link]]
) -> None:
    there = Counter(match for _, match in matches(compare(one, other)))
    back = Counter(_OPPOSITE.get(match, match) for _, match in matches(compare(other, one)))
    assert there == back


@given(_LISTS, _LISTS)
def test_every_url_of_both_sides_is_in_exactly_one_class(
    one: dict[str, list[Link]], other: dict[str, list[Link]]
) -> None:
    pairs = [pair for item in compare(one, other) for pair in item.pairs]
    ours = Counter(pair.handed for pair in pairs if pair.handed)
    theirs = Counter(pair.typed for pair in pairs if pair.typed)
    assert ours == Counter(link for found in one.values() for link in found)
    assert theirs == Counter(link for found in other.values() for link in found)
    for pair in pairs:
        assert (pair.handed is None) == (pair.match is Match.EXTRA)
        assert (pair.typed is None) == (pair.match is Match.MISSING)


@given(_LISTS, _LISTS)
def test_the_order_of_a_list_changes_no_count(
    one: dict[str, list[Link]], other: dict[str, list[Link]]
) -> None:
    turned = {
        code: [replace(link, order=place) for place, link in enumerate(reversed(found))]
        for code, found in reversed(one.items())
    }
    assert Counter(m for _, m in matches(compare(one, other))) == Counter(
        m for _, m in matches(compare(turned, other))
    )
