"""Differently built pages, each with the truth beside it: what needs no second look is right."""

from __future__ import annotations

import re
from pathlib import Path

import make_pages
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck import urls
from oitcheck.discovery import SURE, Row, discover, leads_on
from oitcheck.pipeline.rules import load_rules

FOLDER = Path(__file__).with_name("pages")
CATALOGUE = load_rules(None, 2569, "standard").catalogue
LISTS = sorted(path.stem for path in FOLDER.glob("*.tsv"))
NO_LISTS = sorted(path.stem for path in FOLDER.glob("no-list-*.html"))


def rows_of(name: str) -> tuple[Row, ...]:
    markup = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    host = re.search(r'class="logo">([^<]*)', markup)
    assert host is not None
    return discover(markup, f"https://{host[1]}/page", CATALOGUE)


def truth_of(name: str) -> set[tuple[str, str]]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {(item, urls.normalise(url)) for item, url in pairs}


def sure(rows: tuple[Row, ...]) -> set[tuple[str, str]]:
    return {(row.indicator, row.url) for row in rows if row.url and row.confidence > SURE}


def test_the_pages_are_what_their_maker_writes(tmp_path: Path) -> None:
    assert len(LISTS) >= 10
    for name, make in make_pages.PAGES.items():
        _, html, _ = make()
        assert (FOLDER / f"{name}.html").read_text(encoding="utf-8") == html
    for name, html in make_pages.adversaries().items():
        assert (FOLDER / f"no-list-{name}.html").read_text(encoding="utf-8") == html


@pytest.mark.parametrize("name", LISTS)
def test_every_row_that_needs_no_second_look_is_right(name: str) -> None:
    assert sure(rows_of(name)) - truth_of(name) == set()


def test_most_of_what_the_pages_list_needs_no_second_look() -> None:
    found = {name: len(sure(rows_of(name)) & truth_of(name)) for name in LISTS}
    there = {name: len(truth_of(name)) for name in LISTS}
    assert sum(found.values()) >= 0.95 * sum(there.values()), (found, there)


@pytest.mark.parametrize("name", NO_LISTS)
def test_a_page_that_holds_no_list_of_the_year_gives_nothing_sure(name: str) -> None:
    assert sure(rows_of(name)) == set()


@pytest.mark.parametrize("name", LISTS)
def test_every_row_says_why(name: str) -> None:
    for row in rows_of(name):
        assert row.reasons
        assert all(words.th and words.en for words in row.reasons)
        assert 0.0 <= row.confidence <= 0.98


def page(body: str, title: str = "OIT 2569") -> tuple[Row, ...]:
    markup = f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    return discover(markup, "https://www.a.go.th/oit", CATALOGUE)


def test_one_text_over_two_links_to_different_files_is_for_a_second_look() -> None:
    items = "".join(f'<li><a href="/o{n}">O{n}</a></li>' for n in range(3, 12))
    split = '<p><a href="/a.pdf">O1 โครงสร้างและ</a><a href="/b.pdf">อำนาจหน้าที่</a></p>'
    found = {row.url: row.confidence for row in page(f"{split}<ul>{items}</ul>")}
    assert found["https://www.a.go.th/b.pdf"] <= SURE


def test_an_item_that_leads_nowhere_is_told() -> None:
    body = (
        "<table><tr><td>O1 โครงสร้าง</td><td>-</td></tr>"
        "<tr><td>O2 ข้อมูลผู้บริหาร</td><td><a href='/2'>ดู</a></td></tr></table>"
    )
    (bare,) = [row for row in page(body) if not row.url]
    assert (bare.indicator, bare.confidence) == ("O1", 0.0)


def test_a_page_that_only_leads_to_the_list_says_where() -> None:
    markup = (
        "<main><a href='/ita/2568'>ITA 2568</a><a href='/ita/2569'>ITA 2569</a>"
        "<a href='/news'>ข่าว</a><a href='https://elsewhere.go.th/ita2569'>ITA 2569</a></main>"
    )
    assert leads_on(markup, "https://www.a.go.th/", 2569) == ("https://www.a.go.th/ita/2569",)


@given(st.text(max_size=400))
def test_no_markup_stops_it(markup: str) -> None:
    for row in discover(f"<p>O1 {markup}<a href='x'>O2</a>", "https://www.a.go.th/", CATALOGUE):
        assert 0.0 <= row.confidence <= 1.0


@pytest.mark.parametrize("name", ["table", "accordion", "headings-and-tabs"])
def test_blanks_and_the_order_of_attributes_change_nothing(name: str) -> None:
    markup = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    host = re.search(r'class="logo">([^<]*)', markup)
    assert host is not None
    spaced = re.sub(r">\s*<(/?(?:tr|td|li|div|ul|ol|table|h\d)\b)", ">\n   <\\1", markup)
    swapped = re.sub(r'<a ([\w-]+="[^"]*") ([\w-]+="[^"]*")>', r"<a \2 \1>", spaced)
    again = discover(swapped, f"https://{host[1]}/page", CATALOGUE)
    assert sure(again) == sure(rows_of(name))
