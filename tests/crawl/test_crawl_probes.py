"""What is asked beside the pages: once per site, politely, and by the rules of robots.txt."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import Asked, Place, Servers, Web

from oitcheck.model import Capture, ProblemCode, Purpose, RunKind
from oitcheck.settings import Network
from oitcheck.store import Asked as Look
from oitcheck.store import open_store

probes = importlib.import_module("oitcheck.spiders.probes")

BROWSER = "Mozilla/5.0 (an ordinary browser)"


@dataclass
class Probed:
    web: Web
    place: Place
    agents: dict[str, list[str]]

    def of(self, purpose: Purpose, host: str) -> list[Capture]:
        return [c for c in self.place.of(purpose) if urlsplit(c.url).hostname == host]


@pytest.fixture(scope="module")
def probed(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probed]:
    web = Web()
    web.port = servers.start(web)
    agents: dict[str, list[str]] = {}

    def page(url: str, body: str = "<h1>ok</h1>", status: int = 200, **more: str) -> None:
        @web.on(url)
        def answer(asked: Asked) -> None:
            agents.setdefault(asked.host + asked.path, []).append(asked.header("User-Agent"))
            asked.send(body.encode(), status, **more)

    page("www.soft.go.th/*", "<h1>ไม่พบหน้านี้</h1>")
    page("www.soft.go.th/plan/2569/index.php?id=7")
    page("www.soft.go.th/robots.txt", "no rules here", 404)
    page("www.hard.go.th/a.php")
    for host in ("wall", "busy", "closed", "gone"):
        status = {"wall": 403, "busy": 503, "closed": 200, "gone": 404}[host]
        page(f"www.{host}.go.th/*", status=status)
    page("www.closed.go.th/robots.txt", "User-agent: *\nDisallow: /\n", kind="text/plain")
    page("www.later.go.th/*", "later", 429, Retry_After="86400")
    page("www.file.go.th/x.pdf", "%PDF-1.4", kind="application/pdf")
    folder = tmp_path_factory.mktemp("probed")
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(
            hosts={"*.go.th": f"127.0.0.1:{web.port}", "www.dead.go.th": "127.0.0.1:9"},
            second_agent=BROWSER,
            delay=0.0,
        )
        place.crawl(
            [
                "http://www.soft.go.th/plan/2569/index.php?id=7",
                *(f"http://www.soft.go.th/plan/{n}" for n in range(5)),
                "http://www.hard.go.th/a.php",
                *(f"http://www.wall.go.th/{n:02}" for n in range(25)),
                "http://www.busy.go.th/",
                "http://www.closed.go.th/secret",
                "http://www.gone.go.th/x",
                "http://www.later.go.th/",
                "http://www.file.go.th/x.pdf",
                "http://www.dead.go.th/",
                "http://10.0.0.1/inside",
            ]
        )
        yield Probed(web, place, agents)


def test_an_address_that_nobody_has_made_is_asked_once_per_site_beside_a_page(
    probed: Probed,
) -> None:
    (probe,) = probed.of(Purpose.SIBLING_PROBE, "www.soft.go.th")
    folder, _, name = probe.url.rpartition("/")
    assert folder in ("http://www.soft.go.th/plan", "http://www.soft.go.th/plan/2569")
    assert name.startswith("oitcheck-") and len(name.partition(".")[0]) == 29
    assert (probe.status, probe.attempt) == (200, 1)
    assert probed.place.body(probe) == "<h1>ไม่พบหน้านี้</h1>".encode()
    (other,) = probed.of(Purpose.SIBLING_PROBE, "www.hard.go.th")
    assert other.status == 404
    assert probed.place.body(other) == b"<h1>404</h1>"


@pytest.mark.parametrize("host", ["wall", "gone", "file", "dead", "later"])
def test_no_such_address_where_no_html_page_opened(probed: Probed, host: str) -> None:
    assert probed.of(Purpose.SIBLING_PROBE, f"www.{host}.go.th") == []


def test_a_browser_is_shown_one_good_page_of_each_site(probed: Probed) -> None:
    (second,) = probed.of(Purpose.SECOND_AGENT, "www.soft.go.th")
    key = second.url.removeprefix("http://")
    assert len(probed.agents[key]) == 2
    assert probed.agents[key][0].startswith("Mozilla/5.0 (compatible; oitcheck/")
    assert probed.agents[key][1] == BROWSER


def test_a_browser_asks_again_for_what_turned_the_program_away(probed: Probed) -> None:
    found = probed.of(Purpose.SECOND_AGENT, "www.wall.go.th")
    assert [c.url[-2:] for c in sorted(found, key=lambda c: c.url)] == [
        f"{n:02}" for n in range(10)
    ]
    assert {c.status for c in found} == {403}
    (busy,) = probed.of(Purpose.SECOND_AGENT, "www.busy.go.th")
    assert busy.status == 503
    assert [c.attempt for c in probed.of(Purpose.EVIDENCE, "www.busy.go.th")] == [1, 2, 3]


@pytest.mark.parametrize("host", ["gone", "dead", "later"])
def test_a_browser_does_not_ask_what_is_gone_dead_or_wants_to_be_left_alone(
    probed: Probed, host: str
) -> None:
    assert probed.of(Purpose.SECOND_AGENT, f"www.{host}.go.th") == []


def test_a_site_whose_robots_forbid_it_is_asked_nothing_more(probed: Probed) -> None:
    (page,) = probed.of(Purpose.EVIDENCE, "www.closed.go.th")
    assert page.status == 200
    assert [c.status for c in probed.of(Purpose.ROBOTS, "www.closed.go.th")] == [200]
    assert probed.of(Purpose.SIBLING_PROBE, "www.closed.go.th") == []
    assert probed.of(Purpose.SECOND_AGENT, "www.closed.go.th") == []
    assert probed.web.asked("www.closed.go.th/secret") == 1


def test_robots_is_asked_once_of_each_site_that_answered(probed: Probed) -> None:
    for host in ("soft", "hard", "wall", "busy", "closed", "gone", "file"):
        assert len(probed.of(Purpose.ROBOTS, f"www.{host}.go.th")) == 1, host
        assert probed.web.asked(f"www.{host}.go.th/robots.txt") == 1, host
    for host in ("dead", "later"):
        assert probed.of(Purpose.ROBOTS, f"www.{host}.go.th") == [], host


def test_a_blocked_address_is_asked_nothing(probed: Probed) -> None:
    (blocked,) = [c for c in probed.place.captures() if urlsplit(c.url).hostname == "10.0.0.1"]
    assert blocked.problem is not None
    assert blocked.problem.code is ProblemCode.BLOCKED_ADDRESS


def test_what_is_asked_beside_the_pages_is_not_counted_as_progress(web: Web, place: Place) -> None:
    web.page("www.a.go.th/*", "<h1>ok</h1>")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent=BROWSER)
    place.new_run([f"http://www.a.go.th/{n}" for n in range(3)])
    progress = place.fetch().progress
    assert (progress.done, progress.total, progress.answered, progress.again) == (3, 3, 3, 0)
    assert len(place.captures()) == 3 + 3


def test_a_watch_asks_nothing_beside_its_pages(web: Web, place: Place) -> None:
    web.page("www.a.go.th/*", "<h1>ok</h1>")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent=BROWSER)
    place.crawl(["http://www.a.go.th/"], RunKind.WATCH)
    assert [(c.purpose, c.status) for c in place.captures()] == [(Purpose.EVIDENCE, 200)]


def test_each_run_asks_for_another_address_and_no_second_agent_if_none_is_set(
    web: Web, place: Place
) -> None:
    web.page("www.a.go.th/", "<h1>ok</h1>")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent="")
    place.crawl(["http://www.a.go.th/"])
    (first,) = place.of(Purpose.SIBLING_PROBE)
    place.crawl(["http://www.a.go.th/"])
    (second,) = place.of(Purpose.SIBLING_PROBE)
    assert first.url != second.url
    assert place.of(Purpose.SECOND_AGENT) == []


def test_pages_that_come_into_a_run_later_bring_no_second_probe(web: Web, place: Place) -> None:
    web.page("www.a.go.th/*", "<h1>ok</h1>")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent=BROWSER)
    place.crawl(["http://www.a.go.th/m/1"])
    place.store.add_targets(place.run, ["http://www.a.go.th/a/1", "http://www.a.go.th/z/1"])
    assert place.fetch().state == "finished"
    assert [c.url for c in place.of(Purpose.SECOND_AGENT)] == ["http://www.a.go.th/m/1"]
    assert len(place.of(Purpose.SIBLING_PROBE)) == len(place.of(Purpose.ROBOTS)) == 1


def test_another_visitor_keeps_its_name_over_redirects(web: Web, place: Place) -> None:
    names: list[str] = []

    @web.on("www.a.go.th/there")
    def there(asked: Asked) -> None:
        names.append(asked.header("User-Agent"))
        asked.send(b"<h1>ok</h1>")

    web.page("www.a.go.th/", status=302, Location="/there")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent=BROWSER)
    place.crawl(["http://www.a.go.th/"])
    assert names[0].startswith("Mozilla/5.0 (compatible; oitcheck/") and names[1:] == [BROWSER]
    (second,) = place.of(Purpose.SECOND_AGENT)
    assert (second.url, second.final_url) == ("http://www.a.go.th/", "http://www.a.go.th/there")


@pytest.mark.parametrize(
    ("page", "ending"),
    [
        ("http://www.a.go.th/oit/page.php?id=7", ".php"),
        ("http://www.a.go.th/oit/page.HTML", ".HTML"),
        ("http://www.a.go.th/oit/page.aspx", ".aspx"),
        ("http://www.a.go.th/oit/2569.pdf", ""),
        ("http://www.a.go.th/oit/", ""),
        ("http://www.a.go.th/v1.2/oit", ""),
    ],
)
def test_the_address_has_the_ending_of_the_page_beside_it(page: str, ending: str) -> None:
    made = probes.nobodys(3, page)
    assert made.rpartition("/")[0] == page.rpartition("/")[0]
    assert made.partition("oitcheck-")[2][20:] == ending
    assert made == probes.nobodys(3, page)


def test_a_run_that_is_taken_up_again_asks_a_browser_for_no_more_than_ten_pages() -> None:
    site = "http://www.a.go.th"
    seen = [_asked(f"{site}/good", 200)] + [_asked(f"{site}/no{n:02}", 403) for n in range(15)]
    first = [v.url for v in _second(seen)]
    assert len(first) == 10
    assert first[0] == f"{site}/good"
    # killed after the good page and two others
    done = [replace(_asked(url, 200), purpose=Purpose.SECOND_AGENT) for url in first[:3]]
    assert [v.url for v in _second([*seen, *done])] == first[3:]


def _asked(url: str, status: int) -> Look:
    return Look(
        id=0, url=url, purpose=Purpose.EVIDENCE, status=status, good=status == 200,
        media_type="text/html", retry_after="",
    )  # fmt: skip


def _second(seen: list[Look]) -> list[Any]:
    sites = probes.Sites(1, Network(second_agent=BROWSER), seen)
    return [v for v in sites.probes(lambda _: True) if v.purpose is Purpose.SECOND_AGENT]
