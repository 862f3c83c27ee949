from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import AGENCY, entry, handed_in, later, prepared

from oitcheck.model import Entry, Submission
from oitcheck.store import Store, open_store


def test_a_submission_comes_back_as_handed_in_with_its_version(store: Store) -> None:
    prepared(store)
    given_in = handed_in(entry("O1", "http://a/", "http://a/ข้อมูล"), entry("O2", withdrawn=True))
    assert store.add_submission(given_in) == replace(given_in, version=1)
    assert store.submissions(["1"]) == (replace(given_in, version=1),)


def test_the_same_list_again_changes_nothing_whatever_its_file_is_called(store: Store) -> None:
    prepared(store)
    store.add_submission(handed_in(entry("O1", "http://a/")))
    assert store.add_submission(handed_in(entry("O1", "http://a/"), at=later(1))) is None
    again = handed_in(entry("O1", "http://a/", file="copy of o.xlsx"), at=later(2))
    assert store.add_submission(again) is None
    assert len(store.submissions(["1"])) == 1


def test_a_part_that_is_handed_in_again_is_compared_with_what_carries_over(store: Store) -> None:
    prepared(store)
    store.add_submission(handed_in(entry("O1", "http://a/"), entry("O2", "http://b/")))
    assert store.add_submission(handed_in(entry("O1", "http://new/"), at=later(1))) is not None
    assert store.add_submission(handed_in(entry("O2", "http://b/"), at=later(2))) is None
    back = store.add_submission(handed_in(entry("O1", "http://a/"), at=later(3)))
    assert back is not None
    assert back.version == 3


def test_order_of_links_and_note_and_withdrawal_count_as_change(store: Store) -> None:
    prepared(store)
    first = handed_in(entry("O1", "http://a/", "http://b/"))
    assert store.add_submission(first)
    assert store.add_submission(handed_in(entry("O1", "http://b/", "http://a/"), at=later(1)))
    noted = entry("O1", "http://b/", "http://a/")
    noted = replace(noted, links=tuple(replace(part, note="แท็บ 2") for part in noted.links))
    assert store.add_submission(handed_in(noted, at=later(2)))
    assert store.add_submission(handed_in(entry("O1", withdrawn=True), at=later(3)))
    assert store.add_submission(handed_in(entry("O1", withdrawn=True), at=later(4))) is None


def test_a_whole_list_that_leaves_an_item_out_is_a_change(store: Store) -> None:
    prepared(store)
    store.add_submission(handed_in(entry("O1", "http://a/"), entry("O2", "http://b/")))
    only_one = handed_in(entry("O1", "http://a/"), at=later(1), whole=True)
    assert store.add_submission(only_one) is not None
    assert store.add_submission(replace(only_one, received_at=later(2))) is None


def test_a_list_that_came_earlier_counts_from_the_day_it_came(store: Store) -> None:
    prepared(store)
    store.add_submission(handed_in(entry("O1", "http://new/"), at=later(10)))
    late_import = store.add_submission(handed_in(entry("O1", "http://old/"), at=later(1)))
    assert late_import is not None
    assert late_import.version == 2
    assert [item.version for item in store.submissions(["1"])] == [2, 1]
    assert [item.version for item in store.submissions(["1"], later(5))] == [2]
    assert store.add_submission(handed_in(entry("O1", "http://old/"), at=later(2))) is None


def test_submissions_come_in_the_order_of_the_rounds_given(store: Store) -> None:
    prepared(store, ("1", "2"))
    store.add_submission(handed_in(entry("O1", "http://a/"), at=later(5)))
    store.add_submission(handed_in(entry("O1", "http://a/"), at=later(1), round_name="2"))
    assert [item.round for item in store.submissions(["1", "2"])] == ["1", "2"]
    assert [item.round for item in store.submissions(["2", "1"])] == ["2", "1"]
    assert store.submissions(["none"]) == ()


def test_a_naive_time_is_refused(store: Store) -> None:
    prepared(store)
    with pytest.raises(ValueError, match="time zone"):
        store.add_submission(handed_in(entry("O1", "http://a/"), at=datetime(2026, 5, 5)))


def test_thousands_of_links_come_back_whole(store: Store) -> None:
    prepared(store)
    many = handed_in(
        *(entry(f"O{n}", *(f"http://a/{n}/{k}" for k in range(5))) for n in range(900))
    )
    stored = store.add_submission(many)
    assert store.submissions(["1"]) == (stored,)


_ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["O1", "O2", "O3"]),
        st.lists(st.sampled_from(["http://a/", "http://b/"]), max_size=2),
    ),
    max_size=3,
    unique_by=lambda item: item[0],
)
_HISTORY = st.lists(st.tuples(_ENTRIES, st.integers(0, 4), st.booleans()), max_size=6)


def _holds(past: tuple[Submission, ...]) -> dict[str, tuple[str, ...]]:
    holding: dict[str, tuple[str, ...]] = {}
    for item in past:
        if item.whole:
            holding = dict.fromkeys(holding, ())
        for part in item.entries:
            holding[part.indicator] = tuple(link.url for link in part.links)
    return holding


@settings(max_examples=20, deadline=None)
@given(_HISTORY)
def test_what_was_refused_as_no_change_would_have_changed_no_day(
    history: list[tuple[list[tuple[str, list[str]]], int, bool]],
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "oitcheck.db") as store,
    ):
        prepared(store)
        for entries, hours, whole in history:
            parts: list[Entry] = [entry(k, *urls, withdrawn=not urls) for k, urls in entries]
            item = handed_in(*parts, at=later(hours), whole=whole)
            before = store.submissions(["1"])
            stored = store.add_submission(item)
            if stored is None:
                for day in range(5):
                    known = [past for past in before if past.received_at <= later(day)]
                    with_it = sorted(
                        [*known, *([replace(item, version=99)] if hours <= day else [])],
                        key=lambda past: (past.received_at, past.version),
                    )
                    assert _holds(tuple(known)) == _holds(tuple(with_it))
            else:
                assert stored.agency == AGENCY.id
                assert store.add_submission(item) is None
