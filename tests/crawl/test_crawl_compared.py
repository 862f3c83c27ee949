"""From a real crawl to what a check is given: probes with what was read of them, robots.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Asked, Place, Servers, Web

from oitcheck.catalogue import Catalogue, Indicator, Words
from oitcheck.checks import robots
from oitcheck.checks.evidence import Context, LinkEvidence, Probe
from oitcheck.model import (
    Agency,
    Answer,
    AnswerStatus,
    Capture,
    Document,
    Link,
    Origin,
    Problem,
    ProblemCode,
    Purpose,
    RunKind,
)
from oitcheck.pipeline.evidence import EvidenceLoader, silence
from oitcheck.pipeline.reading import read_round, reader_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.store import open_store

BROWSER = "Mozilla/5.0 (an ordinary browser)"
NOON = datetime(2026, 5, 5, 5, tzinfo=UTC)
ITEM = Indicator("O1", "9.1", Words("โครงสร้าง"), ("N",), True)
CATALOGUE = Catalogue(
    "oit-2569", 2569, "standard", 1, True, "c" * 64, (("9.1", Words("ข้อมูล")),), (), (ITEM,)
)
AGENCY = Agency("a1", "5001", "เทศบาล")

Load = Callable[[list[str]], list[LinkEvidence]]


def _loader(place: Place) -> Load:
    def load(urls: list[str]) -> list[LinkEvidence]:
        links = tuple(
            Link("a1", "O1", url, url, "", Origin("แบบ.xlsx", "O", n), n)
            for n, url in enumerate(urls)
        )
        answer = Answer("a1", "O1", AnswerStatus.GIVEN, links, "1", 1, NOON)
        loader = EvidenceLoader(
            place.store,
            "1",
            datetime.now(UTC),
            CATALOGUE,
            {("a1", "O1"): answer},
            reader_of(Workspace(place.folder)),
            {},
        )
        (agency,) = loader.agencies([AGENCY])
        return list(agency.indicators[0].links)

    return load


@contextmanager
def _place(folder: Path, web: Web) -> Iterator[Place]:
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent=BROWSER)
        yield place


def _text(probe: Probe | None) -> str:
    assert probe is not None
    assert isinstance(probe.document, Document)
    return probe.document.text


@pytest.fixture(scope="module")
def seen(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, LinkEvidence], Place, Load]]:
    web = Web()
    web.port = servers.start(web)

    @web.on("www.a.go.th/*")
    def cloaked(asked: Asked) -> None:
        other = asked.header("User-Agent") == BROWSER
        asked.send(f"<h1>{'สล็อตเว็บตรง' if other else 'แผนงานประจำปี'}</h1>".encode())

    @web.on("www.b.go.th/*")
    def wall(asked: Asked) -> None:
        other = asked.header("User-Agent") == BROWSER
        asked.send("<h1>ข่าว</h1>".encode() if other else b"<h1>no</h1>", 200 if other else 403)

    web.page("www.c.go.th/page", "<h1>ข้อมูล</h1>")
    web.page("www.c.go.th/*", "<h1>ไม่พบหน้านี้ ที่ท่านต้องการ</h1>", status=404)
    rules = "User-agent: *\n\nDisallow: /open-data/\nAllow: /open-data/index\n"
    web.page("www.d.go.th/robots.txt", rules, kind="text/plain")
    web.page("www.d.go.th/*", "<h1>ข้อมูล</h1>")
    names = ("a.go.th/1", "b.go.th/1", "c.go.th/page", "d.go.th/open-data/1", "d.go.th/other")
    urls = [f"http://www.{name}" for name in (*names, "d.go.th/open-data/index")]
    with _place(tmp_path_factory.mktemp("compared"), web) as place:
        place.crawl(urls)
        read_round(Workspace(place.folder), place.store, "1")
        load = _loader(place)
        links = {link.link.url.partition("www.")[2]: link for link in load(urls)}
        yield links, place, load


Seen = tuple[dict[str, LinkEvidence], Place, Load]


def test_a_check_is_given_what_the_site_shows_where_there_is_nothing(seen: Seen) -> None:
    links, _, _ = seen
    assert links["a.go.th/1"].sibling is not None
    assert "แผนงานประจำปี" in _text(links["a.go.th/1"].sibling)
    assert "ไม่พบหน้านี้" in _text(links["c.go.th/page"].sibling), "an error page is read as well"
    assert links["b.go.th/1"].sibling is None
    siblings = {link.sibling.capture.url for link in links.values() if link.sibling}
    assert len(siblings) == 3, "one per site, for all its pages"


def test_a_check_is_given_what_another_visitor_sees(seen: Seen) -> None:
    links, _, _ = seen
    assert "สล็อต" in _text(links["a.go.th/1"].second)
    assert "แผนงาน" in links["a.go.th/1"].document.text  # type: ignore[union-attr]
    walled = links["b.go.th/1"]
    assert (walled.document, walled.newest and walled.newest.status) == (None, 403)
    assert "ข่าว" in _text(walled.second)


def test_probes_are_no_attempts_of_the_link(seen: Seen) -> None:
    links, _, _ = seen
    for link in links.values():
        assert [capture.purpose for capture in link.captures] == [Purpose.EVIDENCE]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("d.go.th/open-data/1", "conflict"),
        ("d.go.th/open-data/index", "allowed"),
        ("d.go.th/other", "allowed"),
        ("c.go.th/page", "allowed"),
        ("b.go.th/1", "allowed"),
    ],
)
def test_a_page_that_robots_closes_is_fetched_once_and_told(
    seen: Seen, page: str, reason: str
) -> None:
    links, place, _ = seen
    context = Context(2569, CATALOGUE, ITEM, AGENCY, NOON)
    (finding,) = robots.check(links[page], context)
    assert finding.reason == reason
    asked = place.store.capture(finding.capture or 0)
    assert asked is not None and asked.purpose is Purpose.ROBOTS
    if reason == "conflict":
        assert links[page].second is None
        assert isinstance(links[page].document, Document)


def test_a_later_run_is_compared_with_its_own_probes_and_a_watch_with_none(
    web: Web, tmp_path: Path
) -> None:
    web.page("www.a.go.th/*", "<h1>ข้อมูล</h1>")
    url = "http://www.a.go.th/1"
    with _place(tmp_path, web) as place:
        load = _loader(place)
        found: list[LinkEvidence] = []
        for _ in range(2):
            place.crawl([url])
            found += load([url])
        last = found[-1]
        assert last.sibling is not None and last.second is not None
        assert last.run_facts.robots is not None
        of_run = (last.sibling.capture, last.second.capture, last.run_facts.robots.capture)
        assert {capture.run for capture in of_run} == {place.run}
        watch = place.store.create_run("1", RunKind.WATCH, datetime.now(UTC))
        for purpose in (Purpose.EVIDENCE, *Purpose):
            at = datetime.now(UTC)
            for attempt in (1, 2):
                capture = Capture(0, watch, url, attempt, purpose, at, status=500)
                if (purpose, attempt) not in {
                    (c.purpose, c.attempt) for c in place.store.captures("1") if c.run == watch
                }:
                    place.store.add_capture(capture)
        assert load([url]) == [last]


def _capture(purpose: Purpose, minutes: float, *, answered: bool, run: int = 1) -> Capture:
    problem = None if answered else Problem(ProblemCode.TIMEOUT, True, "connect 20")
    at = NOON + timedelta(minutes=minutes)
    status = 200 if answered else 0
    return Capture(0, run, f"http://a/{minutes}", 1, purpose, at, status=status, problem=problem)


@pytest.mark.parametrize("purpose", [Purpose.SIBLING_PROBE, Purpose.SECOND_AGENT, Purpose.ROBOTS])
def test_silence_is_ended_by_a_probe_that_answers_and_never_made_by_one(purpose: Purpose) -> None:
    pages = [
        _capture(Purpose.EVIDENCE, 0, answered=True),
        _capture(Purpose.EVIDENCE, 6, answered=False),
        _capture(Purpose.EVIDENCE, 12, answered=True),
    ]
    assert silence(pages).windows == ((pages[1].taken_at, pages[1].taken_at),)
    assert silence([*pages, _capture(purpose, 6, answered=True)]).windows == ()
    late = _capture(purpose, 40, answered=False)
    assert silence([*pages, late]) == silence(pages)
    assert silence([replace(late, run=2)]).runs == frozenset()
