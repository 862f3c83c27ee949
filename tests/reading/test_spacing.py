"""White between lines is cut down before the engine reads, and places are given back."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.reading.seen import Seen
from oitcheck.reading.spacing import tightened


def test_blank_rows_between_lines_are_cut_down_and_nothing_that_is_drawn() -> None:
    page = np.full((300, 50), 255, np.uint8)
    page[20:40, 5:30] = 0
    page[200:220, 5:30] = 0
    tight = tightened(page, page < 128, 20.0)
    assert len(tight.picture) == 20 + 10 + 20 + 10 + 10
    assert (tight.picture == 0).sum() == (page == 0).sum()


def test_a_page_without_glyphs_stays_as_it_is() -> None:
    page = np.full((300, 50), 255, np.uint8)
    assert tightened(page, page < 128, 0.0).picture.shape == page.shape


@given(st.lists(st.booleans(), min_size=1, max_size=120), st.data())
def test_a_word_is_given_back_at_the_rows_where_it_stood(
    rows: list[bool], data: st.DataObject
) -> None:
    page = np.where(np.array(rows)[:, None], 0, 255).astype(np.uint8).repeat(8, 1)
    tight = tightened(page, page < 128, 6.0)
    top = data.draw(st.integers(0, len(tight.rows) - 1))
    bottom = data.draw(st.integers(top + 1, len(tight.rows)))
    back = tight.back(Seen("ก", 0, top, 8, bottom, 1.0, 0, False))
    assert 0 <= back.top < back.bottom <= len(rows)
    inside = set(range(back.top, back.bottom))
    assert set(tight.rows[top:bottom]) <= inside
    assert {place for place in inside if rows[place]} <= set(tight.rows[top:bottom])
