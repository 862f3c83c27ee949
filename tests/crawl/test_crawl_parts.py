"""The parts that need no network: estimate, unpacking, names, pace, second tries, rules."""

from __future__ import annotations

import asyncio
import gzip
import importlib
import itertools
import re
import socket
import time
import zlib
from datetime import UTC, datetime
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcheck.crawl import estimate
from oitcheck.model import Agency, Capture, Problem, ProblemCode, Purpose
from oitcheck.settings import Network


def part(name: str) -> Any:
    return importlib.import_module(f"oitcheck.spiders.{name}")


def test_the_busiest_host_decides_the_estimate() -> None:
    urls = [f"http://www.a.go.th/{n}" for n in range(40)] + ["http://www.b.go.th/"] * 9
    guess = estimate(urls, Network(delay=1.0))
    assert (guess.urls, guess.hosts, guess.seconds) == (41, 2, 100)
    assert estimate(urls, Network(delay=3.0)).seconds == 300
    assert estimate([], Network()).seconds == 0


@settings(deadline=None)  # the first example imports Scrapy
@given(
    st.binary(max_size=4000), st.sampled_from(["gzip", "deflate", "raw", "br", "none"]), st.data()
)
def test_whatever_the_chunks_the_body_is_the_same(body: bytes, coding: str, data: Any) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": lambda: gzip.compress(body[:9]) + gzip.compress(body[9:]),
        "deflate": lambda: zlib.compress(body),
        "raw": lambda: raw.compress(body) + raw.flush(),
        "br": lambda: brotli.compress(body),
        "none": lambda: body,
    }[coding]()
    name = {"raw": "deflate", "none": ""}.get(coding, coding)
    unpacker = part("unpack").Unpacker([name], 10_000)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(packed)), max_size=4)))
    for first, last in zip([0, *cuts], [*cuts, len(packed)], strict=True):
        unpacker.feed(packed[first:last])
    assert unpacker.body() == body


def test_a_bomb_is_stopped_early_whatever_the_limit() -> None:
    unpack, seen = part("unpack"), part("seen")
    unpacker = unpack.Unpacker(["gzip"], 1_000_000_000)
    with pytest.raises(seen.Trouble, match="ratio") as caught:
        unpacker.feed(gzip.compress(b"\0" * 60_000_000))
    assert caught.value.problem.code is ProblemCode.TOO_LARGE
    assert unpacker.decoded < 20_000_000


def _names(answers: dict[str, list[str]], network: Network) -> tuple[Any, list[str]]:
    asked: list[str] = []

    async def lookup(name: str) -> list[str]:
        asked.append(name)
        if name not in answers:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return answers[name]

    return part("names").Names(network, lookup), asked


def test_a_name_is_looked_up_once_however_many_urls_it_has() -> None:
    names, asked = _names({"www.a.go.th": ["1.2.3.4"]}, Network(delay=0))
    trouble = part("seen").Trouble

    async def go() -> None:
        many = [names.endpoints("www.a.go.th", 80, False) for _ in range(45)]
        assert await asyncio.gather(*many) == [[("1.2.3.4", 80)]] * 45
        for _ in range(45):
            with pytest.raises(trouble, match="dns EAI_NONAME"):
                await names.endpoints("www.gone.go.th", 80, False)

    asyncio.run(go())
    assert asked == ["www.a.go.th", "www.gone.go.th", "www.gone.go.th"]


def test_of_a_name_with_inner_and_outer_addresses_only_the_outer_are_used() -> None:
    answers = {
        "www.mixed.go.th": ["127.0.0.1", "10.0.0.1", "1.2.3.4"],
        "www.in.go.th": ["10.0.0.1"],
    }
    names, _ = _names(answers, Network(delay=0))

    async def go() -> None:
        assert await names.endpoints("www.mixed.go.th", 443, True) == [("1.2.3.4", 443)]
        with pytest.raises(part("seen").Trouble, match=r"blocked-address dns private 10.0.0.1:80"):
            await names.endpoints("www.in.go.th", 80, False)

    asyncio.run(go())


def test_a_name_that_changes_its_answer_is_not_asked_again() -> None:
    answers = {"www.rebind.go.th": ["1.2.3.4"]}
    names, _ = _names(answers, Network(delay=0))

    async def go() -> None:
        first = await names.endpoints("www.rebind.go.th", 80, False)
        answers["www.rebind.go.th"] = ["127.0.0.1"]
        assert await names.endpoints("www.rebind.go.th", 80, False) == first

    asyncio.run(go())


def test_a_host_that_asks_for_ever_longer_pauses_cannot_hold_up_the_run() -> None:
    pace = part("pace").Pace(1, 0.0)
    assert pace.heed("a", 429, "9999") == 9999
    for _ in range(9):
        pace.heed("a", 503, "120")
    assert pace._held["a"] == 300
    assert pace.heed("b", 200, "60") == 0
    assert pace.heed("b", 429, "soon") == 0
    assert "b" not in pace._held
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    assert pace.heed("b", 429, date) == 0


def test_addresses_are_spaced_across_hosts() -> None:
    pace = part("pace").Pace(4, 0.05)

    async def one(host: str) -> float:
        async with pace.turn(host, "1.2.3.4"):
            return time.monotonic()

    async def go() -> list[float]:
        return sorted(await asyncio.gather(*(one(f"h{n}") for n in range(6))))

    times = asyncio.run(go())
    assert times[-1] - times[0] >= 0.24


def _capture(
    code: ProblemCode | None, attempt: int = 1, transient: bool = True, **more: Any
) -> Capture:
    problem = Problem(code, transient) if code else None
    purpose = more.get("purpose", Purpose.EVIDENCE)
    return Capture(0, 1, "http://a.go.th/", attempt, purpose, datetime.now(UTC), problem=problem)


@pytest.mark.parametrize(
    ("capture", "again"),
    [
        (_capture(None), False),
        (_capture(ProblemCode.TIMEOUT), True),
        (_capture(ProblemCode.TIMEOUT, attempt=3), False),
        (_capture(ProblemCode.DNS), False),
        (_capture(ProblemCode.HTTP_STATUS, transient=False), False),
        (_capture(ProblemCode.RESET, purpose=Purpose.CANARY), False),
        (_capture(ProblemCode.RESET, purpose=Purpose.ATTACHMENT), True),
    ],
)
def test_second_tries(capture: Capture, again: bool) -> None:
    pause = part("outcome").pause_before_next(capture, 1.0)
    assert (pause is not None) == again
    assert pause is None or 5 <= pause <= 6
    assert part("outcome").pause_before_next(capture, 1.0, 121.0) is None


def test_pauses_grow_and_what_a_server_asked_for_comes_on_top() -> None:
    pause_before_next = part("outcome").pause_before_next
    first, second = (_capture(ProblemCode.TIMEOUT, attempt=n) for n in (1, 2))
    assert pause_before_next(second, 1.0) > 2 * pause_before_next(first, 1.0)
    assert pause_before_next(second, 60.0) == 30
    assert pause_before_next(first, 1.0, 40.0) == 40 + pause_before_next(first, 1.0)


def test_canaries_are_few_and_first_those_that_did_not_fail() -> None:
    agencies = [Agency(str(n), str(n), "x", hosts=(f"www.s{n}.go.th",)) for n in range(9)]
    failed = {"www.s0.go.th", "www.s1.go.th"}
    chosen = part("canaries").choose(Network(), agencies, failed)
    assert chosen == [f"http://www.s{n}.go.th/" for n in range(2, 7)]
    given = Network(canaries=tuple(f"https://c{n}.th" for n in range(9)))
    assert len(part("canaries").choose(given, agencies, failed)) == 5


def test_silence_is_noticed_and_asked_about_once() -> None:
    silence = part("canaries").Silence()
    assert not silence.whole_run()
    silence.note(_capture(ProblemCode.BLOCKED_ADDRESS))
    assert not silence.whole_run()
    silence.note(_capture(ProblemCode.TIMEOUT))
    assert silence.whole_run()
    assert not silence.whole_run()
    assert not silence.window()


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/a b", "http://www.a.go.th/a%20b"),
        ("?q=1", "http://www.a.go.th/x/y?q=1"),
        ("//www.b.go.th", "http://www.b.go.th/"),
        ("HTTPS://WWW.B.GO.TH:443/#top", "https://www.b.go.th/"),
        ("file:///etc/passwd", ProblemCode.BLOCKED_SCHEME),
        ("data:text/html,x", ProblemCode.BLOCKED_SCHEME),
        ("", ProblemCode.PROTOCOL),
        ("http://[::1", ProblemCode.PROTOCOL),
        ("http://u:p@b.go.th/", ProblemCode.PROTOCOL),
    ],
)
def test_where_a_redirect_leads(location: str, expected: str | ProblemCode) -> None:
    target = part("middlewares")._target("http://www.a.go.th/x/y", location)
    assert (target.code if isinstance(target, Problem) else target) == expected


def test_every_way_out_but_http_is_switched_off() -> None:
    handlers = part("settings").DOWNLOAD_HANDLERS
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}
    from scrapy.settings import default_settings

    assert set(default_settings.DOWNLOAD_HANDLERS_BASE) <= set(handlers)


def test_every_scrapy_setting_has_its_reason() -> None:
    from pathlib import Path

    lines = Path(part("settings").__file__).read_text(encoding="utf-8").splitlines()
    for above, line in itertools.pairwise(lines):
        if re.match(r"[A-Z][A-Z_]+\b.* = ", line) and not line.startswith("BOT_NAME"):
            assert above.startswith("#"), line
