"""Columns of Thai text line up by what is seen, not by code points."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oitcheck.thai.columns import left, right, table, width

WORDS = st.text(st.sampled_from("กขคงเแโ ิ ี ่ ้ ์ ็ ำ ะ า 09–A"), max_size=12)


def test_marks_above_and_below_take_no_width() -> None:
    assert width("ที่") == 1
    assert width("กำ") == 2
    assert width("ข้อค้นพบ") == 6
    assert width("OIT") == 3
    assert left("ที่", 3) + "|" == "ที่  |"
    assert right("ที่", 3) == "  ที่"
    assert left("ยาวกว่า", 2) == "ยาวกว่า"


def test_a_table_puts_numbers_to_the_right_and_ends_no_line_in_spaces() -> None:
    assert table([["ตำบลที่", "1"], ["ก", "22"]], [False, True]) == [
        "ตำบลที่   1",
        "ก      22",
    ]
    assert table([], [False]) == []


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_the_next_column_begins_at_the_same_place_in_every_line(names: list[str]) -> None:
    lines = table([[name, "|"] for name in names], [False, False])
    assert len({width(line[: line.rindex("|")]) for line in lines}) == 1
