"""Spoilt input: no reader and no date finder raises, hangs, or points outside of its text."""

from __future__ import annotations

import contextlib
import importlib.util
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcheck import reading
from oitcheck.thai import dates, normalise

_TOOL = Path(__file__).parents[2] / "tools" / "fuzz_reading.py"
_THAI = st.text(
    st.sampled_from("กขคงพศมีนาเ.๐๑๒๓๔๕๖๗๘๙0123456789/-–() \n\t\u0e33\u0e4d\u0e48\u200b²"),
    max_size=80,
)
_TAGS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<table>",
                "<tr>",
                "<td>",
                "<td colspan='²'>",
                "</td>",
                "</tr>",
                "</table>",
                "<div hidden>",
                "</div>",
                "<a href='a.pdf'>",
                "</a>",
                "<p>",
                "<h1>",
                "</h1>",
                "<pre>",
                "<br>",
                "<details>",
                "<summary>",
                "</summary>",
                "</details>",
                "<a href='#t'>",
                "<div id='t' class='tab-pane'>",
                "<script>",
                "</script>",
                "<iframe src='x'>",
                "<img width='²' src='i.png'>",
                "<nav>",
                "<footer>",
                "<o:p>",
                "<body>",
                "<frameset>",
                "<select>",
                "<!--",
                "-->",
                "<svg>",
                '<x"y z>',
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=60,
)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_reading", _TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_spoilt_bodies_of_every_kind_break_nothing(seed: int) -> None:
    tool = _tool()
    for number, body in enumerate(islice(tool.bodies(seed), 60)):
        assert not tool.broken(body, slowest=30), (seed, number)


def test_the_fuzzer_finds_a_fault_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = _tool()

    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(tool.reading, "read", faulty)
    assert "planted" in tool.broken(b"<p>x</p>", slowest=30)


@given(_TAGS)
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_blocks_in_order_that_cover_the_text(parts: list[str]) -> None:
    document = reading.read("".join(parts).encode(), "html", sha256="0", reader="t")
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        last = block.end
    assert reading.codec.loads(reading.codec.dumps(document)) == document


@given(_THAI)
@settings(max_examples=300, deadline=None)
def test_any_thai_like_text_gives_dates_that_are_slices_of_it(text: str) -> None:
    for mention in dates.find(text):
        assert text[mention.start : mention.end] == mention.raw
        assert mention.first <= mention.last
    once = normalise.normalise(text)
    assert normalise.normalise(once.text).text == once.text
    assert list(once.to_original) == sorted(once.to_original)


@given(st.binary(max_size=600), st.sampled_from(("", "text/html", "application/pdf", "x")))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_named_and_read_or_refused(body: bytes, declared: str) -> None:
    media = reading.sniff(body, declared, "a.doc")
    try:
        reading.read(body, media, sha256="0", reader="t")
    except reading.Unreadable as trouble:
        assert trouble.reason in ("broken", "encrypted", "unsupported")


def test_twenty_megabytes_in_one_line_are_read() -> None:
    cell = f"<td>{'แผนปฏิบัติการ ' * 12}</td>"
    body = f"<table><tr>{cell * 45_000}</tr></table>".encode()
    assert len(body) > 20_000_000
    document = reading.read(body, "html", sha256="0", reader="t")
    assert document.text.startswith("แผนปฏิบัติการ แผน")


FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_a_fuzzer_found_once_breaks_nothing_now(path: Path) -> None:
    body = path.read_bytes()
    tool = _tool()
    assert not tool.broken(body, slowest=20)
    # under the name that it has, and as whatever else it may be taken for
    for media in (path.suffix[1:], "doc", "zip"):
        with contextlib.suppress(reading.Unreadable):
            reading.read(body, media, sha256="0", reader="t")
