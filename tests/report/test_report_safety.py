"""Nothing that a link list or a website says gets into a page as markup, address or CSS."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import report_sample as sample
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from oitcheck.model import Judgement
from oitcheck.report import safe, write

PAYLOADS = [
    "\"><script>alert('x')</script>",
    "'</style></title><img src=x onerror=alert(1)><base href=//evil.example>",
    "javascript:alert(1)//",
    " java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'http://www.example.go.th/" onmouseover="alert(1)',
    "http://user@evil.example/",
    "abc\u202ehtg.og\u202c\u2066x\u2069\u200f\u061c\x00\x1b\x7f\x85\ufeff\u2028",
    "{{ 7*7 }}{% raw %}</textarea><!-- --><svg onload=alert(1)>",
    '\\22 ; } body { display: none } "; content: url(//evil.example)',
    "https://www.example.go.th/%E2%80%AE%3Cscript%3E%00%0A",
]
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
BAR = re.compile(r"left: \d{1,3}\.\d\d%(?:; width: \d{1,3}\.\d\d%)?")
"""Where the bar of a score begins and ends: figures of our own arithmetic."""
WHERE = re.compile(r"https?://|#|agencies/[\w-]+\.html|(?:findings\.xlsx|score\.html)$")
TAGS = set(
    re.findall(
        r"\w+",
        "html head meta title style body a div header main section footer nav article p h1 h2 h3"
        " ul ol li dl dt dd span b i u small bdi code details summary figure figcaption"
        " blockquote img br table caption thead tbody tr th td",
    )
)
# What the program itself looks things up by, in the variant that reaches every branch.
KEPT = {"check", "reason", "indicator", "answer", "catalogue_id", "role"}


def fill(value: Any, text: str, keep: set[str], counter: Any, name: str = "") -> Any:
    """``value`` with ``text`` in every string, numbered where the model asks for difference."""
    if isinstance(value, Enum | datetime) or name in keep | {"as_of"}:
        return value
    if isinstance(value, str):
        return f"{text}{next(counter)}" if name in ("id", "code", "indicator", "sha256") else text
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: fill(getattr(value, field.name), text, keep, counter, field.name)
            for field in dataclasses.fields(value)
        }
        return type(value)(**changes)
    if isinstance(value, Mapping):
        return {
            (key if "check" in keep else f"{text}{key}"): fill(item, text, keep, counter)
            for key, item in value.items()
        }
    if isinstance(value, tuple | list):
        return type(value)(fill(item, text, keep, counter) for item in value)
    return value


def report(judgement: Judgement, out: Path) -> list[Path]:
    written = write(
        judgement,
        out,
        plan=sample.plan(),
        catalogues=[sample.catalogue()],
        texts=lambda _: judgement.province,
    )
    return list(written.paths)


def small() -> Judgement:
    whole = sample.sample()
    kept = {"6320105", "S320001", "5320501"}
    return dataclasses.replace(
        whole,
        agencies=tuple(
            dataclasses.replace(one, verdicts=one.verdicts[-12:])
            for one in whole.agencies
            if one.code in kept
        ),
        findings=whole.agencies[0].verdicts[0].findings,
    )


@pytest.mark.parametrize("keep", [set(), KEPT], ids=["every-string", "known-words-kept"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_string_of_a_judgement_becomes_markup(
    payload: str, keep: set[str], tmp_path: Path
) -> None:
    judgement = fill(small(), payload, keep, itertools.count())
    for path in report(judgement, tmp_path):
        assert path.resolve().is_relative_to(tmp_path.resolve())
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,60}\.(html|xlsx)", path.name)
        if path.suffix == ".html":
            check_page(path.read_text(encoding="utf-8"))
        else:
            check_workbook(path)


def check_page(text: str) -> None:
    assert not HIDDEN.search(text)
    assert text.count("<style>") == text.lower().count("</style") == 1
    page = html.document_fromstring(text)
    links = [element for element in page.iter() if isinstance(element.tag, str)]
    assert {element.tag for element in links} <= TAGS
    for element in links:
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in ("srcdoc", "action", "formaction", "background")
            if name == "style":
                assert BAR.fullmatch(value), value
            if name == "src":
                assert value.startswith("data:image/jpeg;base64,")
            if name == "href":
                assert re.match(
                    r"https?://|#|agencies/[\w-]+\.html|findings\.xlsx$|score\.html$", value
                )
                if value.startswith("http"):
                    assert set(element.get("rel", "").split()) == {
                        "noopener",
                        "noreferrer",
                        "nofollow",
                    }
    css = page.findtext(".//style") or ""
    assert "evil.example" not in css
    assert css.count("{") == css.count("}")


def check_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    assert not HIDDEN.search(cell.value)
                if cell.hyperlink:
                    assert re.match(r"https?://", cell.hyperlink.target)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "http://",
        "http:///x",
        "https://user:pw@host.go.th/",
        "http://a b",
        'http://a.th/"x',
        "http://a.th/\u202e",
        "http://[::1",
        "ftp://a.th/x",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert safe.href(url) == ""


@given(st.text())
def test_text_keeps_no_hidden_character(value: str) -> None:
    assert not HIDDEN.search(safe.text(value))
    assert safe.text(safe.text(value)) == safe.text(value)


@given(st.text())
def test_a_css_string_can_not_end_itself(value: str) -> None:
    inside = safe.css_string(value)
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]{1,6} )*", inside)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=8, unique_by=lambda pair: pair[1]))
def test_file_names_are_short_ascii_and_unique_without_capitals(
    names: list[tuple[str, str]],
) -> None:
    taken: set[str] = set()
    made = [safe.file_name(name, identity, taken) for name, identity in names]
    assert len({name.casefold() for name in made}) == len(made)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name) for name in made)
    reserved: Callable[[str], Any] = re.compile(r"(?i)con|nul|aux|prn|com\d|lpt\d").fullmatch
    assert not any(reserved(name) for name in made)
