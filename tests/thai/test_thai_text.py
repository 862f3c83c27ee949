"""Normalising, sorting, masking, the fiscal year and how dates are shown."""

from __future__ import annotations

import random
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.model.document import DateMention
from oitcheck.thai import digits, fiscal, mask, sorting
from oitcheck.thai import format as written
from oitcheck.thai.normalise import fold, normalise

THAI = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from(
            " \n\u200b\u00a0\u0e4d\u0e32\u0e33เe\u0301\u0327\uac00\u11a8\u0bc6\u0bbe\uf70a"
        ),
        st.characters(),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("สํานักงาน", "สำนักงาน"),
        ("สำ นักงาน", "สำนักงาน"),
        ("สํา  นักงาน", "สำนักงาน"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("ทีี่", "ที่"),
        ("ที่่", "ที่"),
        ("ก่ี", "กี่"),
        ("กี่ี่", "กี่"),
        ("เเผน", "แผน"),
        ("ปี\u200b๒๕๖๘", "ปี2568"),
        ("ปี\u00a02568", "ปี 2568"),
        ("ท\uf702\uf70a", "ที่"),
        ("ท\uf886\uf88b", "ที่"),
        ("ส\uf899านักงาน ว\uf884นท\uf886\uf88a", "สำนักงาน วันที่"),
        ("จำ 5", "จำ 5"),
        ("จำ\nนวน", "จำ\nนวน"),
        ("cafe\u0301", "café"),
    ],
)
def test_one_form_for_every_way_of_writing(given_text: str, wanted: str) -> None:
    assert normalise(given_text).text == wanted


@given(THAI)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
    assert unicodedata.is_normalized("NFC", once)


@given(THAI)
def test_the_map_back_never_falls_and_covers_the_text(text: str) -> None:
    found = normalise(text)
    places = list(found.to_original)
    assert len(places) == len(found.text) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert all(0 <= place < len(text) for place in places[:-1])


def test_a_word_is_found_where_it_stood() -> None:
    text = "\u200bงานของสํา นักงาน\u200b๒๕๖๙"
    found = normalise(text)
    start = found.text.index("สำนักงาน")
    first, last = found.span(start, start + len("สำนักงาน"))
    assert text[first:last].rstrip("\u200b") == "สํา นักงาน"


def test_fold_makes_spellings_of_a_word_equal() -> None:
    assert fold("  No\u00a0Gift   POLICY – ๒๕๖๙ ") == "no gift policy - 2569"
    assert fold("สํานัก งาน") == fold("สำนัก  งาน")


@given(THAI)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_dictionary_order_swaps_leading_vowels_and_counts_tones_last() -> None:
    wanted = ["กก", "กา", "กาง", "ก้าง", "เก", "เกาะ", "แก", "ไก่", "ขา", "ข้า", "เขา", "ฮา"]
    for seed in range(5):
        shuffled = random.Random(seed).sample(wanted, len(wanted))
        assert sorted(shuffled, key=sorting.key) == wanted


def test_numbers_sort_by_value() -> None:
    wanted = ["O1", "O2", "O10", "O10-2", "O10-10"]
    assert sorted(["O10-10", "O2", "O10", "O10-2", "O1"], key=sorting.key) == wanted
    assert sorting.key("ข้อ ๒") < sorting.key("ข้อ 10")


@given(THAI, THAI)
def test_keys_order_all_texts_and_tell_them_apart(one: str, other: str) -> None:
    a, b = sorting.key(one), sorting.key(other)
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a == b) == (one == other)


def test_a_number_of_thousands_of_digits_still_sorts() -> None:
    assert sorting.key("9" * 5000) < sorting.key("1" + "0" * 5000)


def citizen_number(first: int, rest: int) -> str:
    head = f"{first}{rest:011d}"
    return next(head + str(check) for check in range(10) if mask.valid(head + str(check)))


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("เลข 1101700230708 ครับ", "เลข 1xxxxxxxxxxxx ครับ"),
        ("1-1017-00230-70-8", "1-xxxx-xxxxx-xx-x"),
        ("1 1017 00230 70 8", "1 xxxx xxxxx xx x"),
        ("๑๑๐๑๗๐๐๒๓๐๗๐๘", "๑xxxxxxxxxxxx"),
        ("1 1 0 1 7 0 0 2 3 0 7 0 8", "1 x x x x x x x x x x x x"),
        ("1101700230709", "1101700230709"),
        ("0994000160551", "0994000160551"),
        ("11017002307081", "11017002307081"),
        ("โทร. 0-4451-2039", "โทร. 0-4451-2039"),
        ("1 2 3 4 5 6 7 8 9 10 11", "1 2 3 4 5 6 7 8 9 10 11"),
    ],
)
def test_only_valid_citizen_numbers_are_masked(given_text: str, wanted: str) -> None:
    assert mask.mask_citizen_numbers(given_text) == wanted


@given(
    st.lists(
        st.one_of(
            st.text("0123456789 -ก", max_size=6),
            st.builds(citizen_number, st.integers(1, 8), st.integers(0, 10**11 - 1)),
        ),
        max_size=6,
    ).map("".join)
)
def test_no_valid_number_is_left_and_nothing_moves(text: str) -> None:
    masked = mask.mask_citizen_numbers(text)
    assert len(masked) == len(text)
    assert mask.mask_citizen_numbers(masked) == masked
    for run in re.findall("(?<![0-9])[0-9]{13}(?![0-9])", masked):
        assert not mask.valid(run)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_day_lies_in_its_fiscal_year_and_years_join_without_a_gap(day: date) -> None:
    year = fiscal.fiscal_year(day)
    first, last = fiscal.fiscal_span(year)
    assert first <= day <= last
    assert fiscal.fiscal_span(year + 1)[0] == last + timedelta(days=1)
    assert (first.month, first.day, last.month, last.day) == (10, 1, 9, 30)
    quarters = [fiscal.quarter_span(year, quarter) for quarter in (1, 2, 3, 4)]
    assert (quarters[0][0], quarters[3][1]) == (first, last)
    assert (quarters[1][1], quarters[2][0]) == (
        fiscal.half_span(year, 1)[1],
        fiscal.half_span(year, 2)[0],
    )


def test_a_fifth_quarter_and_a_third_half_are_refused() -> None:
    with pytest.raises(ValueError, match="quarters"):
        fiscal.quarter_span(2569, 5)
    with pytest.raises(ValueError, match="halves"):
        fiscal.half_span(2569, 3)


def test_digits_change_script_and_keep_their_places() -> None:
    assert digits.to_arabic("ปี ๒๕๖๙") == "ปี 2569"
    assert digits.to_thai("ปี 2569") == "ปี ๒๕๖๙"
    assert digits.script("ปี") is None


def test_times_are_shown_in_bangkok() -> None:
    assert written.datetime_text(datetime(2026, 5, 5, 8, 30, tzinfo=UTC)) == (
        "5 พ.ค. 2569 เวลา 15:30 น."
    )
    assert written.datetime_text(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)) == (
        "1 ม.ค. 2569 เวลา 00:00 น."
    )
    with pytest.raises(ValueError, match="time zone"):
        written.datetime_text(datetime(2026, 5, 5))


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (date(2026, 8, 1), date(2026, 8, 1), "1 สิงหาคม 2569"),
        (date(2026, 8, 1), date(2026, 8, 7), "1 - 7 สิงหาคม 2569"),
        (date(2026, 3, 2), date(2026, 6, 10), "2 มีนาคม - 10 มิถุนายน 2569"),
        (date(2025, 10, 1), date(2026, 3, 31), "1 ตุลาคม 2568 - 31 มีนาคม 2569"),
    ],
)
def test_spans_say_only_what_differs(first: date, last: date, wanted: str) -> None:
    assert written.span(first, last) == wanted


def test_every_precision_has_its_words() -> None:
    first, last = date(2025, 10, 1), date(2026, 9, 30)
    shown = {
        precision: written.mention(
            DateMention(first, last, precision, "be", "arabic", 0, 4, "2569", 1.0)
        )
        for precision in written.PRECISIONS
    }
    assert shown["fiscal-year"] == "ปีงบประมาณ 2569"
    assert shown["month"] == "ตุลาคม 2568"
    assert shown["year"] == "ปี 2568"
    assert shown["half"] == "1 ตุลาคม 2568 - 30 กันยายน 2569"
