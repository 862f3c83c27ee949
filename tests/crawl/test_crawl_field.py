"""One crawl over sites that misbehave in every known way, and what was recorded of each."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from conftest import Asked, Place, Servers, Web

from oitcheck.model import Capture, ProblemCode, Purpose
from oitcheck.store import open_store

THAI = "http://www.thai.go.th/%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5?q=%E0%B9%96%E0%B9%99"
OLD = "<title>อบต.ตัวอย่าง</title><p>ปีงบประมาณ พ.ศ. ๒๕๖๙</p>".encode("cp874")


@dataclass
class Field:
    web: Web
    place: Place
    captures: dict[str, list[Capture]]
    seconds: float

    def all(self, url: str) -> list[Capture]:
        return self.captures.get(f"http://{url}", [])

    def last(self, url: str) -> Capture:
        return self.all(url)[-1]

    def problem(self, url: str) -> ProblemCode | None:
        problem = self.last(url).problem
        return problem.code if problem else None


def _define(web: Web) -> list[str]:
    web.page("www.ok.go.th/", "<h1>ok</h1>", X_Powered_By="PHP")
    web.page("www.old.go.th/", OLD)
    web.page(THAI.removeprefix("http://"), "<h1>ไทย</h1>")
    web.page("www.moved.go.th/", status=301, Location="/next")
    web.page("www.moved.go.th/next", status=302, Location="http://www.ok.go.th/#part")
    web.page("www.loop.go.th/", status=302, Location="/b")
    web.page("www.loop.go.th/b", status=302, Location="/")
    for step in range(14):
        web.page(f"www.long.go.th/{step}", status=302, Location=f"/{step + 1}")
    web.page("www.raw.go.th/", status=302, Location="/หน้าแรก".encode().decode("latin-1"))
    web.page("www.raw.go.th/%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2%E0%B9%81%E0%B8%A3%E0%B8%81", "raw")
    web.page("www.nowhere.go.th/", status=302)
    web.page("www.error.go.th/", "<h1>broken</h1>", status=500)
    web.page("www.wall.go.th/", "<h1>robot?</h1>", status=403)
    web.page("www.empty.go.th/", b"")
    web.page("www.big.go.th/", b"x" * 300_000)
    web.page("www.gzip.go.th/", gzip.compress(b"<h1>" + b"packed " * 900), Content_Encoding="gzip")
    web.page("www.deflate.go.th/", zlib.compress(b"deflated " * 50), Content_Encoding="deflate")
    raw = zlib.compressobj(wbits=-15)
    web.page(
        "www.raw-deflate.go.th/", raw.compress(b"raw") + raw.flush(), Content_Encoding="deflate"
    )
    web.page("www.brotli.go.th/", brotli.compress(b"brotli " * 99), Content_Encoding="br")
    web.page("www.bomb.go.th/", gzip.compress(b"\0" * 200_000_000, 1), Content_Encoding="gzip")
    web.page(
        "www.half-gzip.go.th/", gzip.compress(bytes(range(256)) * 9)[:-20], Content_Encoding="gzip"
    )
    web.page("www.truncated.go.th/", b"<h1>half", length=5000)
    flaky = ["www.flaky.go.th/", "www.reset-once.go.th/"]

    @web.on(flaky[0])
    def flaky_page(asked: Asked) -> None:
        asked.send(
            b"<h1>busy</h1>" if asked.times == 1 else b"<h1>up</h1>",
            500 if asked.times == 1 else 200,
        )

    @web.on(flaky[1])
    def reset_once(asked: Asked) -> None:
        asked.reset() if asked.times == 1 else asked.send(b"<h1>up</h1>")

    @web.on("www.reset.go.th/")
    def reset(asked: Asked) -> None:
        asked.reset()

    @web.on("www.slow.go.th/")
    def slow(asked: Asked) -> None:
        time.sleep(4)
        asked.send(b"late")

    @web.on("www.drip.go.th/")
    def drip(asked: Asked) -> None:
        asked.handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        for _ in range(30):
            asked.handler.wfile.write(b"x")
            asked.handler.wfile.flush()
            time.sleep(0.2)

    @web.on("www.nonsense.go.th/")
    def nonsense(asked: Asked) -> None:
        asked.raw(b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n")

    @web.on("www.bad-header.go.th/")
    def bad_header(asked: Asked) -> None:
        asked.raw(b"HTTP/1.1 200 OK\r\nthis is no header\r\nContent-Length: 4\r\n\r\ngood")

    @web.on("www.until-close.go.th/")
    def until_close(asked: Asked) -> None:
        asked.raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>to the end</h1>")

    @web.on("www.cookie.go.th/")
    def cookie(asked: Asked) -> None:
        if "seen=1" in asked.header("Cookie"):
            asked.send(b"<h1>with cookie</h1>")
        else:
            asked.send(status=302, Location="/", Set_Cookie="seen=1; Path=/")

    given = [f"{host}/" for host in dict.fromkeys(host for host, _ in web.pages)]
    given = [url for url in given if url not in ("www.long.go.th/", "www.thai.go.th/")]
    return [
        *(f"http://{url}" for url in given),
        "http://www.ok.go.th/missing",
        "http://www.long.go.th/0",
        THAI,
        "http://www.refused.go.th/",
        "http://www.unknown.invalid/",
    ]


@pytest.fixture(scope="module")
def field(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    web = Web()
    web.port = servers.start(web)
    folder = tmp_path_factory.mktemp("field")
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(
            hosts={"*.go.th": f"127.0.0.1:{web.port}", "www.refused.go.th": "127.0.0.1:9"},
            timeout=1.5,
            max_body=200_000,
            contact="it@example.go.th",
        )
        began = time.monotonic()
        captures = place.crawl(_define(web))
        yield Field(web, place, captures, time.monotonic() - began)


def test_an_answer_is_recorded_with_headers_address_and_time(field: Field) -> None:
    capture = field.last("www.ok.go.th/")
    assert (capture.status, capture.problem, capture.attempt) == (200, None, 1)
    assert ("X-Powered-By", "PHP") in capture.headers
    assert capture.ip == "127.0.0.1"
    assert capture.media_type == "text/html"
    assert 0 <= capture.elapsed_ms < 60_000
    assert field.place.body(capture) == b"<h1>ok</h1>"


def test_the_agent_names_itself_and_whom_to_write_to(field: Field) -> None:
    sent = field.web.headers[("www.ok.go.th", "/")]
    assert "oitcheck" in sent["User-Agent"]
    assert "(+it@example.go.th)" in sent["User-Agent"]
    assert sent["Accept-Language"].startswith("th")
    assert sent["Host"] == "www.ok.go.th"


def test_bytes_of_an_old_charset_are_kept_as_they_are(field: Field) -> None:
    assert field.place.body(field.last("www.old.go.th/")) == OLD


def test_thai_paths_and_queries_go_out_as_they_were_normalised(field: Field) -> None:
    assert field.captures[THAI][-1].status == 200
    assert field.web.asked(THAI.removeprefix("http://")) == 1


def test_every_hop_of_a_redirect_is_recorded_across_sites(field: Field) -> None:
    capture = field.last("www.moved.go.th/")
    assert [(hop.url, hop.status) for hop in capture.hops] == [
        ("http://www.moved.go.th/", 301),
        ("http://www.moved.go.th/next", 302),
    ]
    assert capture.hops[0].location == "/next"
    assert (capture.final_url, capture.status) == ("http://www.ok.go.th/", 200)
    assert field.place.body(capture) == b"<h1>ok</h1>"


def test_a_loop_is_told_from_a_long_chain(field: Field) -> None:
    assert field.problem("www.loop.go.th/") is ProblemCode.REDIRECT_LOOP
    assert len(field.last("www.loop.go.th/").hops) == 2
    assert field.problem("www.long.go.th/0") is ProblemCode.TOO_MANY_REDIRECTS
    assert len(field.last("www.long.go.th/0").hops) == 10


def test_a_page_that_tests_for_cookies_is_no_loop(field: Field) -> None:
    capture = field.last("www.cookie.go.th/")
    assert (capture.status, len(capture.hops), capture.problem) == (200, 1, None)
    assert field.place.body(capture) == b"<h1>with cookie</h1>"


def test_raw_thai_in_a_location_is_followed(field: Field) -> None:
    assert field.last("www.raw.go.th/").status == 200


def test_a_redirect_to_nowhere_is_a_lasting_problem(field: Field) -> None:
    problem = field.last("www.nowhere.go.th/").problem
    assert problem is not None
    assert (problem.code, problem.transient) == (ProblemCode.PROTOCOL, False)


@pytest.mark.parametrize(
    ("url", "status", "transient", "attempts"),
    [
        ("www.ok.go.th/missing", 404, False, 1),
        ("www.wall.go.th/", 403, False, 1),
        ("www.error.go.th/", 500, True, 3),
    ],
)
def test_error_pages_are_stored_and_only_passing_trouble_is_tried_again(
    field: Field, url: str, status: int, transient: bool, attempts: int
) -> None:
    found = field.all(url)
    assert [capture.attempt for capture in found] == list(range(1, attempts + 1))
    for capture in found:
        assert capture.status == status
        assert capture.problem is not None
        assert (capture.problem.code, capture.problem.transient) == (
            ProblemCode.HTTP_STATUS,
            transient,
        )
        assert capture.problem.detail == str(status)
        assert field.place.body(capture).startswith(b"<h1>")


@pytest.mark.parametrize("url", ["www.flaky.go.th/", "www.reset-once.go.th/"])
def test_what_passes_is_a_second_capture_beside_the_first(field: Field, url: str) -> None:
    first, second = field.all(url)
    assert (first.attempt, second.attempt) == (1, 2)
    assert first.problem is not None
    assert (second.status, second.problem) == (200, None)


@pytest.mark.parametrize(
    ("url", "code", "attempts"),
    [
        ("www.reset.go.th/", ProblemCode.RESET, 3),
        ("www.slow.go.th/", ProblemCode.TIMEOUT, 3),
        ("www.drip.go.th/", ProblemCode.TIMEOUT, 3),
        ("www.refused.go.th/", ProblemCode.REFUSED, 3),
        ("www.unknown.invalid/", ProblemCode.DNS, 1),
        ("www.nonsense.go.th/", ProblemCode.PROTOCOL, 3),
    ],
)
def test_no_answer_is_a_capture_too(
    field: Field, url: str, code: ProblemCode, attempts: int
) -> None:
    found = field.all(url)
    assert len(found) == attempts
    for capture in found:
        assert capture.problem is not None
        assert (capture.problem.code, capture.problem.transient) == (code, True)
        assert not capture.has_body
        assert not capture.answered
        assert field.place.store.record(capture.id) is not None


def test_silence_and_dripping_both_have_their_limit(field: Field) -> None:
    for url, limit in (("www.slow.go.th/", "read 1.125 s"), ("www.drip.go.th/", "total 1.5 s")):
        least = float(limit.split()[1]) * 1000 - 100
        for capture in field.all(url):
            assert capture.problem is not None
            assert capture.problem.detail == limit
            assert least <= capture.elapsed_ms < 3500


def test_a_broken_off_body_is_kept_and_says_so(field: Field) -> None:
    capture = field.last("www.truncated.go.th/")
    assert capture.problem is not None
    assert capture.problem.code is ProblemCode.TRUNCATED
    assert capture.problem.detail == "8 of 5000 bytes"
    assert field.place.body(capture) == b"<h1>half"
    assert field.problem("www.half-gzip.go.th/") is ProblemCode.TRUNCATED


def test_an_empty_answer_is_a_problem(field: Field) -> None:
    assert field.problem("www.empty.go.th/") is ProblemCode.EMPTY
    assert field.last("www.empty.go.th/").status == 200


@pytest.mark.parametrize("url", ["www.big.go.th/", "www.bomb.go.th/"])
def test_of_what_is_too_large_nothing_is_kept(field: Field, url: str) -> None:
    capture = field.last(url)
    assert field.problem(url) is ProblemCode.TOO_LARGE
    assert not capture.has_body
    assert len(field.all(url)) == 1


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("www.gzip.go.th/", b"<h1>" + b"packed " * 900),
        ("www.deflate.go.th/", b"deflated " * 50),
        ("www.raw-deflate.go.th/", b"raw"),
        ("www.brotli.go.th/", b"brotli " * 99),
        ("www.until-close.go.th/", b"<h1>to the end</h1>"),
        ("www.bad-header.go.th/", b"good"),
    ],
)
def test_what_browsers_can_read_is_read(field: Field, url: str, body: bytes) -> None:
    assert field.problem(url) is None
    assert field.place.body(field.last(url)) == body


def test_nothing_waits_for_the_worst(field: Field) -> None:
    assert field.seconds < 30


def test_logs_hold_no_query_strings_and_no_bodies(field: Field) -> None:
    log: Path = field.place.folder / "log" / f"crawl-{field.place.run}.log"
    text = log.read_text(encoding="utf-8")
    assert "q=" not in text
    assert "packed" not in text
    assert "Traceback" not in text


def test_captures_are_of_pages_and_robots_only(field: Field) -> None:
    purposes = {capture.purpose for found in field.captures.values() for capture in found}
    assert purposes == {Purpose.EVIDENCE, Purpose.ROBOTS}
