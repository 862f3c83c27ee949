"""Builds in which the year, or the end of the list, is easily mistaken: what needs no second look
is right, and the wanted year's list is found whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from oitcheck.discovery import SURE, Row, discover
from oitcheck.pipeline.rules import load_rules

CATALOGUE = load_rules(None, 2569, "standard").catalogue
NOW = {one.code: one.name.th for one in CATALOGUE.indicators}
BEFORE = {one.code: one.name.th for one in load_rules(None, 2568, "standard").catalogue.indicators}
TRUTH = {(code, f"https://www.a.go.th/69/{code}") for code in NOW}


def each(shape: str, year: int = 69) -> str:
    """The list of a year; ``shape`` with {code}, {name} and {url} for each item."""
    names = NOW if year == 69 else BEFORE
    return "".join(
        shape.format(code=code, name=name, url=f"/{year}/{code}") for code, name in names.items()
    )


ITEM = "<li>{code} <a href='{url}'>{name}</a></li>"
LINK = "<p><a href='{url}'>{code} {name}</a></p>"


def builds() -> Iterator[tuple[str, str]]:
    yield (
        "two lists under headings",
        f"<h2>ITA 2569</h2><ul>{each(ITEM)}</ul><h2>ITA 2568</h2><ul>{each(ITEM, 68)}</ul>",
    )
    yield (
        "headings that say only the year",
        f"<h1>การประเมิน ITA</h1><h2>ปี 2568</h2><ul>{each(ITEM, 68)}</ul>"
        f"<h2>ปีงบประมาณ พ.ศ. ๒๕๖๙</h2><ul>{each(ITEM)}</ul>",
    )
    yield (
        "tabs that say only the year",
        "<ul class='nav nav-tabs'><li><a data-toggle='tab' href='#y69'>ปี 2569</a></li>"
        "<li><a data-toggle='tab' href='#y68'>ปี 2568</a></li></ul>"
        f"<div class='tab-pane' id='y69'>{each(LINK)}</div>"
        f"<div class='tab-pane' id='y68'>{each(LINK, 68)}</div>",
    )
    yield (
        "a column for each year",
        "<table><tr><th>ข้อ</th><th>ปี 2568</th><th>ปี 2569</th></tr>"
        + each(
            "<tr><td>{code} {name}</td><td><a href='/68/{code}'>ดู</a></td>"
            "<td><a href='{url}'>ดู</a></td></tr>"
        )
        + "</table>",
    )
    yield (
        "a column for each year after a wide cell",
        "<table><tr><th colspan='2'>ข้อ</th><th>2569</th><th>2568</th></tr>"
        + each(
            "<tr><td>{code}</td><td>{name}</td><td><a href='{url}'>ดู</a></td>"
            "<td><a href='/68/{code}'>ดู</a></td></tr>"
        )
        + "</table>",
    )
    yield (
        "a menu that is the list",
        "<h1>ITA 2569</h1><div class='sidebar'><ul class='menu'>"
        + each("<li class='menu-item'><a href='{url}'>{code} {name}</a></li>")
        + "</ul></div><p>ข่าวประชาสัมพันธ์</p>",
    )
    yield (
        "the site's links after the list",
        "<h1>OIT ปี 2569</h1>"
        + each("<p>{code} {name}</p><p><a href='{url}'>ดาวน์โหลด</a></p>")
        + "<p><a href='/contact'>ติดต่อเรา</a></p><p><a href='/news/1'>ข่าวเด่น</a></p>",
    )
    yield (
        "a cell with a name that speaks of integrity",
        "<h1>OIT 2569</h1><table>"
        + each(
            "<tr><td>{code}</td><td>{name}</td><td><a href='{url}'><img src='i.png'></a></td></tr>"
        )
        + "</table>",
    )


def rows(body: str) -> tuple[Row, ...]:
    return discover(f"<title>OIT</title><main>{body}</main>", "https://www.a.go.th/oit", CATALOGUE)


def sure(body: str) -> set[tuple[str, str]]:
    return {(row.indicator, row.url) for row in rows(body) if row.url and row.confidence > SURE}


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in builds()])
def test_the_wanted_years_list_is_found_whole_and_nothing_else(body: str) -> None:
    assert sure(body) == TRUTH


@pytest.mark.parametrize("title", ["", "<h1>ITA 2569</h1>"])
def test_a_list_with_another_years_codes_is_for_a_second_look(title: str) -> None:
    """Even under a heading that says this year, as when a page was copied."""
    body = f"{title}<ul>{each(LINK, 68)}</ul>"
    assert sure(body) == set()
    said = [words.en for row in rows(body) for words in row.reasons]
    assert any("another year's list" in words for words in said)


def test_pictures_that_stand_over_their_codes_are_for_a_second_look() -> None:
    picture = "<p><a href='{url}'><img src='i.png'></a></p><p>{code} {name}</p>"
    assert sure(f"<h1>ITA 2569</h1>{each(picture)}") == set()


@pytest.mark.parametrize(("of_list", "of_files"), [(2569, 2568), (2568, 2569)])
def test_a_year_over_the_files_of_one_item_heads_no_list(of_list: int, of_files: int) -> None:
    items = each("<h3>{code} {name}</h3><p><a href='{url}'>ดู</a></p>")
    files = f"<h4>ปี {of_files}</h4><p><a href='/plan.pdf'>ดู</a></p>"
    begin = items.index("<h3>O6 ")
    found = sure(f"<h1>ITA {of_list}</h1>{items[:begin]}{files}{items[begin:]}")
    wanted = TRUTH if of_list == 2569 else set()
    assert found - {("O5", "https://www.a.go.th/plan.pdf")} == wanted


def test_a_link_that_names_its_year_answers_for_itself() -> None:
    both = (
        "<tr><td>{code} {name}</td><td><a href='/old/{code}'>ปี 2565</a> "
        "<a href='{url}'>ปี 2569</a></td></tr>"
    )
    found = sure(f"<h1>ITA 2569</h1><table>{each(both)}</table>")
    assert not {url for _, url in found if "/old/" in url} - {
        f"https://www.a.go.th/old/{one.code}"
        for one in CATALOGUE.indicators
        if "covers-N" in one.data_year
    }
