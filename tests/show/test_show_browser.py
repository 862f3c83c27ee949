"""The page in a real browser: nothing wider than the window, and a date leads to its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from oitcheck import reading
from oitcheck.model import Document, Member
from oitcheck.report.showing import view_of, write_show
from oitcheck.report.showing_values import Evidence

EXECUTABLE = os.environ.get("OITCHECK_BROWSER_EXECUTABLE") or shutil.which(
    "chromium-headless-shell"
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not EXECUTABLE, reason="no chromium-headless-shell"),
]
LONG = "ก" * 300 + "x" * 300
HARD = f"""<title>{LONG}</title><body><nav><a href="/{LONG}">{LONG}</a> <b>ปี 2560</b></nav>
<main><h1>{LONG}</h1><p>{LONG} ลงวันที่ 5 พ.ค. 2569</p>
<table><tr>{"<th>หัวข้อ" * 30}<tr>{f"<td>{LONG[:200]} 15 ม.ค. 2569" * 30}</table></main>
<footer>{"ท้าย<br>" * 90} ปรับปรุงเมื่อ 3 มี.ค. 2569</footer>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=EXECUTABLE, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    read = reading.read(HARD.encode(), "html", sha256="0" * 64, reader="r")
    document = Document(
        read.sha256, "r", "html", read.title, read.text, "", read.blocks, (), read.links,
        read.tables, read.dates, (f"generator:{LONG}",), read.quality, LONG * 9, (),
        (Member(LONG, 9),), (), (("producer", LONG),),
    )  # fmt: skip
    name = f"https://www.example.go.th/{LONG}"
    evidence = Evidence(name, "html", 9, "0" * 64, document, True, name, ((302, name),))
    made = tmp_path_factory.mktemp("show") / "page.html"
    write_show(view_of(evidence), made, "th")
    return made


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, path: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    frame = "document.querySelector('.grid-frame')"
    assert page.evaluate(f"{frame}.scrollWidth > {frame}.clientWidth"), "the table rolls by itself"
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_date_of_the_list_leads_to_its_place_also_in_a_folded_part(
    browser: Browser, path: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    assert page.locator("details.other[open]").count() == 0
    page.locator(".date-list li.outside a").last.click()
    expect(page.locator("details.other[open] .dated:target")).to_be_in_viewport()
    page.close()
