"""Complaints about a data file point at the line where the key stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oitcheck.toml_reader import BadData, Reader, lines_of

TEXT = '''# a remark with [brackets] and "quotes"
[head]
id = "x" # [[not.a.header]]
note = """
[not] = "a header"
"""
"9.1" = { th = "a", en = "b" }

[[item]]
code = "O1"
list = [
  "a]",
  "b",
]

[[item]]
code = "O2"

  [[item.part]]
  id = "p"
  see = [
    { phrases = [["a", "b"]] },
    # { none = 1 },
    { detector = "x" },
  ]
[[item.part]]
id = "q"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("head",), 2),
        (("head", "id"), 3),
        (("head", "note"), 4),
        (("head", "9.1"), 7),
        (("item", 0), 9),
        (("item", 0, "code"), 10),
        (("item", 0, "list"), 11),
        (("item", 1), 16),
        (("item", 1, "part", 0, "id"), 20),
        (("item", 1, "part", 0, "see"), 21),
        (("item", 1, "part", 0, "see", 0), 22),
        (("item", 1, "part", 0, "see", 1), 24),
        (("item", 1, "part", 1, "id"), 27),
    ],
)
def test_the_line_of_every_key_is_found(path: tuple[str | int, ...], line: int) -> None:
    assert lines_of(TEXT)[path] == line


def test_no_header_or_key_is_taken_out_of_a_text_or_a_remark() -> None:
    assert {path[0] for path in lines_of(TEXT)} == {"head", "item"}


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_lines() -> None:
    reader = Reader(TEXT, "x.toml")
    for table in reader.root().tables("item"):
        table.known(("code",))
        table.number("code")
    with pytest.raises(BadData) as caught:
        reader.done()
    assert [one.line for one in caught.value.complaints] == [10, 11, 17, 19]
    assert str(caught.value).startswith("x.toml:10: item 1: code: ")
    assert "และอีก 3 แห่ง" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_text_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(BadData) as caught:
        Reader('[a]\nb = "c\n', "x.toml")
    assert caught.value.complaints[0].line == 2


@example("[.]")
@given(st.text(alphabet="[]{}=\"'#.\n ab", max_size=60))
def test_no_text_breaks_the_search_for_lines(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())
