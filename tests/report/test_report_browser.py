"""Pages in a real browser: nothing wider than the window, readable contrast, A4 paper."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import report_sample as sample
from playwright.sync_api import Browser, sync_playwright

from oitcheck.report import write

EXECUTABLE = os.environ.get("OITCHECK_BROWSER_EXECUTABLE") or shutil.which(
    "chromium-headless-shell"
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not EXECUTABLE, reason="no chromium-headless-shell"),
]
LONG = "ก" * 300 + "x" * 300
LONG_URL = "https://www.example.go.th/" + "a" * 400 + "/" + "%E0%B8%81" * 200


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=EXECUTABLE, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with unbroken words and addresses of hundreds of letters in one agency."""
    make = sample.Maker()
    wrong = sample.finding("current", "wrong-year", facts={"found": "2567", "wanted": LONG})
    gone = sample.finding("reachable", "gone", facts={"host": LONG, "url": LONG_URL, "status": 404})
    verdicts = [
        sample.verdict("O1", [make.told(LONG_URL, wrong, note=LONG)]),
        sample.verdict("O2", [make.told(LONG_URL, gone)]),
        sample.verdict("O3", [make.good(LONG_URL)]),
    ]
    long = replace(sample.agency("9999999", LONG, LONG, verdicts), catalogue_sha256="f" * 64)
    whole = sample.sample()
    judgement = replace(whole, agencies=(*whole.agencies, long))
    return write(
        judgement,
        tmp_path_factory.mktemp("browser"),
        plan=sample.plan(),
        catalogues=[sample.catalogue(confirmed=False)],
        screenshots=lambda capture: sample.screenshot(capture) if capture % 9 == 0 else None,
        texts=sample.text_of,
    ).folder


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "score.html",
        "agencies/9999999.html",
        "agencies/6320105.html",
        "agencies/5320701.html",
    ],
)
def test_no_page_scrolls_sideways(browser: Browser, folder: Path, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((folder / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = page.evaluate("document.documentElement.scrollWidth")
    inner = page.evaluate("window.innerWidth")
    page.close()
    assert wide <= inner == width
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


_CONTRAST = """() => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const parse = s => (s.match(/[\\d.]+/g) || []).map(Number);
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.getClientRects().length) continue;
    let back = e, colour = [0, 0, 0, 0];
    while (back && (colour = parse(getComputedStyle(back).backgroundColor), colour[3] === 0))
      back = back.parentElement;
    if (!back) colour = [255, 255, 255];
    const a = light(parse(getComputedStyle(e).color)), b = light(colour);
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(e.className + ': ' + e.textContent.trim().slice(0, 40) + ' ' + ratio);
  }
  return bad;
}"""


@pytest.mark.parametrize(
    "name", ["index.html", "score.html", "agencies/6320105.html", "agencies/5320501.html"]
)
def test_all_text_has_the_contrast_of_wcag_aa(browser: Browser, folder: Path, name: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((folder / name).as_uri())
    bad = page.evaluate(_CONTRAST)
    page.close()
    assert bad == []


def test_the_first_thing_to_mend_is_on_the_first_screen_of_a_telephone(
    browser: Browser, folder: Path
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((folder / "agencies/6320105.html").as_uri())
    box = page.locator(".start").bounding_box()
    page.close()
    assert box is not None
    assert box["y"] + box["height"] <= 1.1 * 844


@pytest.mark.parametrize("name", ["agencies/6320105.html", "score.html"])
def test_a_page_prints_on_a4(browser: Browser, folder: Path, name: str) -> None:
    page = browser.new_page()
    page.goto((folder / name).as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = {box.strip() for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", paper)}
    assert len(boxes) == 1
    _, _, width, height = (float(part) for part in boxes.pop().split())
    assert abs(width - 595) < 2
    assert abs(height - 842) < 2
