"""watch.html of a province: what is grouped, what is escaped, how it looks in a real browser."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from test_link_changes import LOGIN, T0, look, seen
from watched_web import GOOD

from oitcheck.catalogue import ITEM
from oitcheck.model import Contact
from oitcheck.outages import Change, Fault, Kind, Look, State, changes, log_of, stand
from oitcheck.report.watch import write_watch
from oitcheck.report.watch_values import LinkView, Place, Told, WatchReport
from oitcheck.report.watch_view import view_of
from oitcheck.report.watch_words import WatchWords
from oitcheck.report.words import Language
from oitcheck.troubles import Kind as TroubleKind

AT = T0 + timedelta(hours=100)
EVIL = '<script>alert(1)</script>"\u202e'
LONG = "https://www.nine.go.th/" + "a" * 300 + "/" + "%E0%B8%81" * 120


def link(url: str, name: str, items: str, story: str, now: str = GOOD) -> LinkView:
    """``story``: ``0u 30d 33u`` - at these hours up, down (``d`` dns, ``t`` timeout), refused."""
    codes = {"u": "", "d": "dns", "t": "timeout-read", "r": "forbidden"}
    states = {"u": State.OPEN, "d": State.DOWN, "t": State.DOWN, "r": State.UNSURE}
    looks: list[Look] = []
    for word in story.split():
        hour, kind = int(word[:-1]), word[-1]
        base = look(b"x", hour)
        looks.append(replace(base, state=states[kind], code=codes[kind], final_url=url))
    log = log_of(looks)
    place = Place(name, name, name, "เมือง", tuple(items.split()))
    return LinkView(url, (place,), log, stand(log, seen(GOOD), seen(now, 99), None))


def report(*links: LinkView) -> WatchReport:
    told: list[Told] = [
        (one.url, AT, change)
        for one in links
        for change in changes(replace(one.standing, state=State.OPEN, faults=()), one.standing)
    ]
    return WatchReport(
        province="สุรินทร์",
        year=2569,
        round="1",
        at=AT,
        window=((datetime(2026, 6, 30, 17, tzinfo=UTC), datetime(2026, 7, 31, 17, tzinfo=UTC)),),
        passes=57,
        tool_version="1.0",
        links=links,
        changes=tuple(told),
        history=(*told, (links[0].url, T0, Change(Kind.TITLE, T0, "", EVIL, "ข"))),
        contacts=(Contact("อบต.หนึ่ง", "กองคลัง", indicators=("O2",), telephone="044-000000"),),
        item=ITEM,
    )


SITE_DOWN = [
    link(f"http://www.one.go.th/o{number}", "อบต.หนึ่ง", f"O{number}", "0u 70d 100t")
    for number in range(1, 27)
]
OTHERS = [
    link("http://www.two.go.th/news", "เทศบาลตำบลสอง", "O6", "0u 100u", LOGIN),
    link("http://www.two.go.th/x", EVIL, "O7", "0u 100r"),
    link("http://www.two.go.th/y", "เทศบาลตำบลสอง", "O8", "0u 30d 33u 40t 60u 100u"),
    link(LONG, "ก" * 200, "O1", "0u 99d 100d"),
]
REPORT = report(*SITE_DOWN, *OTHERS)


def test_a_site_that_takes_all_its_links_along_is_told_once() -> None:
    view = view_of(REPORT, WatchWords("th", ITEM))
    of_site = [row for row in view.rows if row.host == "www.one.go.th"]
    assert len(of_site) == 1 and len(of_site[0].urls) == 26 and view.wrong == 29
    (concerned,) = of_site[0].concerned
    assert concerned.codes.startswith("O1, O2, O3") and concerned.codes.endswith("O26")
    assert concerned.reach == ("กองคลัง โทร.\N{NO-BREAK SPACE}044-000000",)
    assert len([one for one in view.news if one.host == "www.one.go.th"]) == 1
    message = next(one.text for one in view.messages if one.agency == "อบต.หนึ่ง")
    assert message.count("เปิดไม่ได้") == 1 and message.count("http://www.one.go.th/") == 26


def test_bars_stay_within_the_line() -> None:
    view = view_of(REPORT, WatchWords("th", ITEM))
    for down in view.downs:
        for bar in down.bars:
            assert 0 <= bar.start <= 100 and bar.length > 0 and bar.start + bar.length <= 100.7


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_same_report_gives_the_same_bytes_and_nothing_of_others_runs(
    tmp_path: Path, lang: Language
) -> None:
    first = write_watch(REPORT, tmp_path / "a", lang)
    second = write_watch(REPORT, tmp_path / "b", lang)
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in second]
    page = first[0].read_text(encoding="utf-8")
    assert "<script" not in page and "\u202e" not in page
    assert re.search(r'lang="(th|en)"', page)[1] == lang  # type: ignore[index]


BROWSER = os.environ.get("OITCHECK_BROWSER_EXECUTABLE") or shutil.which("chromium-headless-shell")


@pytest.mark.browser
@pytest.mark.skipif(not BROWSER, reason="no chromium-headless-shell")
def test_nothing_is_wider_than_the_window_of_a_phone_or_a_desk(tmp_path: Path) -> None:
    path = write_watch(REPORT, tmp_path, "th")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        for width in (390, 1280):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_trouble_fault_and_change_has_its_words(lang: Language) -> None:
    said = WatchWords(lang, ITEM)
    general = said.trouble("no such code")
    assert general not in {said.trouble(kind) for kind in TroubleKind}
    assert all(said.fault(fault, "2569", "2026-07-10T00:00:00Z") for fault in Fault)
    for kind in Kind:
        detail = Fault.SMALLER if kind in (Kind.FAULT, Kind.MENDED) else "dns"
        assert said.change(Change(kind, AT, detail, "1", "2"))
