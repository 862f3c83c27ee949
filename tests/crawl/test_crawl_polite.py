"""Pauses: per host, per address, and those that a server asks for."""

from __future__ import annotations

import itertools
import time

import pytest
from conftest import Asked, Place, Web


def _gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(sorted(times))]


def test_hosts_and_their_shared_address_are_spared(web: Web, place: Place) -> None:
    for host in ("a", "b", "c"):
        web.page(f"www.{host}.go.th/*", "<h1>ok</h1>")
    place.configure(
        hosts={"*.go.th": f"127.0.0.1:{web.port}"},
        delay=0.4,
        delay_per_address=0.15,
        concurrency_per_host=1,
    )
    place.crawl([f"http://www.{host}.go.th/{n}" for host in "abc" for n in range(3)])
    assert len(web.seen) == 9 + 3 + 3  # robots.txt, and an address that nobody has made
    times = [when for when, _, _ in web.seen]
    assert max(times) - min(times) > 14 * 0.15 - 0.1  # when they arrive, not when they are sent
    assert min(_gaps(times)) > 0.03
    for host in "abc":
        assert min(_gaps([t for t, name, _ in web.seen if name == f"www.{host}.go.th"])) > 0.3


def test_a_host_gets_no_more_requests_at_a_time_than_allowed(web: Web, place: Place) -> None:
    at_once: list[int] = [0, 0]

    @web.on("www.a.go.th/*")
    def count(asked: Asked) -> None:
        at_once[0] += 1
        at_once[1] = max(at_once)
        time.sleep(0.05)
        at_once[0] -= 1
        asked.send(b"<h1>ok</h1>")

    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, concurrency_per_host=2)
    place.crawl([f"http://www.a.go.th/{n}" for n in range(20)])
    assert at_once[1] == 2


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_heeded_and_the_answer_recorded(web: Web, place: Place, status: int) -> None:
    @web.on("www.a.go.th/*")
    def busy(asked: Asked) -> None:
        if len(web.seen) == 1:
            asked.send(b"slow down", status, Retry_After="2")
        else:
            asked.send(b"<h1>ok</h1>")

    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, concurrency_per_host=1)
    urls = [f"http://www.a.go.th/{n}" for n in range(3)]
    captures = place.crawl(urls)
    # the other pages of the host wait as well, not only the one that was turned away
    assert _gaps([when for when, _, _ in web.seen])[0] > 1.9
    statuses = sorted(tuple(c.status for c in captures[url]) for url in urls)
    assert statuses == sorted([(200,), (200,), (status, 200)])


def test_a_pause_holds_robots_documents_and_probes_of_that_host_only(
    web: Web, place: Place
) -> None:
    @web.on("www.a.go.th/*")
    def page(asked: Asked) -> None:
        asked.send(b'<h1>ok</h1><a href="x.pdf">x</a>')

    @web.on("www.a.go.th/robots.txt")
    def busy(asked: Asked) -> None:
        asked.send(b"slow down", 503, Retry_After="2")

    web.page("www.b.go.th/*", '<h1>ok</h1><a href="x.pdf">x</a>')
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, second_agent="Browser")
    place.crawl(["http://www.a.go.th/", "http://www.b.go.th/"])
    times = {host: [t for t, name, _ in web.seen if name == host] for _, host, _ in web.seen}
    first, robots, *others = times["www.a.go.th"]
    assert len(others) == 3
    assert min(others) - robots > 1.9
    assert max(times["www.b.go.th"][:4]) - first < 1.9


def test_a_longer_pause_than_a_run_can_make_is_left_to_a_later_run(web: Web, place: Place) -> None:
    web.page("www.a.go.th/", "slow down", status=429, Retry_After="86400")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    captures = place.crawl(["http://www.a.go.th/"])
    assert [c.status for c in captures["http://www.a.go.th/"]] == [429]


def test_one_url_is_fetched_once_however_often_it_was_handed_in(web: Web, place: Place) -> None:
    web.page("www.a.go.th/", "<h1>ok</h1>")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    place.crawl(["http://www.a.go.th/"] * 40)
    assert web.asked("www.a.go.th/") == 1


def test_a_host_that_never_answers_costs_each_url_little(web: Web, place: Place) -> None:
    place.configure(hosts={"www.dead.go.th": "127.0.0.1:9"}, concurrency_per_host=1)
    captures = place.crawl([f"http://www.dead.go.th/{n}" for n in range(12)])
    attempts = [len(found) for found in captures.values()]
    assert len(attempts) == 12
    assert sum(attempts) <= 12 + 3
