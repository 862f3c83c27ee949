"""Servers that misbehave in every way that a fetch can meet: what is recorded, what it is called.

One crawl over all of them. Each row: the URL, the problem's code, the first word of its detail,
whether it may pass, the kind of trouble, and how many tries it got.
"""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from broken_certificates import DAY, mint, only_old, pem, serving
from conftest import Asked, Place, Servers, Web

from oitcheck import troubles
from oitcheck.model import Capture, ProblemCode
from oitcheck.store import open_store
from oitcheck.troubles import Kind

P, K = ProblemCode, Kind
Row = tuple[str, ProblemCode | None, str, bool, Kind | None, int]

ROWS: list[Row] = [
    ("http://www.unknown.invalid/", P.DNS, "EAI_NONAME", True, K.DNS, 1),
    ("http://www.refused.go.th/", P.REFUSED, "ConnectionRefusedError", True, K.REFUSED, 3),
    ("http://www.backlog.go.th/", P.TIMEOUT, "connect", True, K.TIMEOUT_CONNECT, 3),
    ("http://www.silent.go.th/", P.TIMEOUT, "read", True, K.TIMEOUT_READ, 3),
    ("http://www.stalled.go.th/", P.TIMEOUT, "read", True, K.TIMEOUT_READ, 3),
    ("http://www.drip.go.th/", P.TIMEOUT, "total", True, K.TIMEOUT_TOTAL, 3),
    ("http://www.header-drip.go.th/", P.TIMEOUT, "total", True, K.TIMEOUT_TOTAL, 3),
    ("http://www.reset.go.th/", P.RESET, "ConnectionLost", True, K.RESET, 3),
    ("http://www.no-reply.go.th/", P.EMPTY, "no", True, K.EMPTY_REPLY, 3),
    # Without TLS's own goodbye an end can't be told from a cut.
    ("https://www.no-reply.go.th/", P.RESET, "ConnectionLost", True, K.RESET, 3),
    ("http://www.half-header.go.th/", P.TRUNCATED, "inside", True, K.TRUNCATED, 3),
    ("http://www.empty.go.th/", P.EMPTY, "HTTP", True, K.EMPTY, 3),
    ("http://www.truncated.go.th/", P.TRUNCATED, "8", True, K.TRUNCATED, 3),
    ("http://www.half-chunk.go.th/", P.TRUNCATED, "7", True, K.TRUNCATED, 3),
    ("http://www.bad-chunk.go.th/", P.BAD_ENCODING, "transfer-encoding:", True, K.BAD_ENCODING, 3),
    ("http://www.no-coding.go.th/", P.BAD_ENCODING, "transfer-encoding:", True, K.BAD_ENCODING, 3),
    ("http://www.no-gzip.go.th/", P.BAD_ENCODING, "content-encoding:", True, K.BAD_ENCODING, 3),
    ("http://www.two-lengths.go.th/", P.PROTOCOL, "Content-Length", True, K.PROTOCOL, 3),
    ("http://www.ssh.go.th/", P.PROTOCOL, "ParseError", True, K.PROTOCOL, 3),
    ("http://www.header.go.th/", P.HEADER_TOO_LARGE, "bytes", False, K.HEADER_TOO_LARGE, 1),
    ("http://www.one-line.go.th/", P.HEADER_TOO_LARGE, "bytes", False, K.HEADER_TOO_LARGE, 1),
    ("http://www.many-lines.go.th/", P.HEADER_TOO_LARGE, "lines", False, K.HEADER_TOO_LARGE, 1),
    ("http://www.big.go.th/", P.TOO_LARGE, "announced", False, K.TOO_LARGE, 1),
    ("http://www.bomb.go.th/", P.TOO_LARGE, "ratio", False, K.BOMB, 1),
    ("http://www.site.go.th/400", P.HTTP_STATUS, "400", False, K.CLIENT_ERROR, 1),
    ("http://www.site.go.th/401", P.HTTP_STATUS, "401", False, K.LOGIN_REQUIRED, 1),
    ("http://www.site.go.th/403", P.HTTP_STATUS, "403", False, K.FORBIDDEN, 1),
    ("http://www.site.go.th/404", P.HTTP_STATUS, "404", False, K.NOT_FOUND, 1),
    ("http://www.site.go.th/500", P.HTTP_STATUS, "500", True, K.SERVER_ERROR, 3),
    ("http://www.site.go.th/503", P.HTTP_STATUS, "503", True, K.BUSY, 3),
    ("http://www.pause.go.th/", P.HTTP_STATUS, "429", True, K.RATE_LIMITED, 1),
    ("http://www.loop.go.th/", P.REDIRECT_LOOP, "2", False, K.REDIRECT_LOOP, 1),
    ("http://www.long.go.th/0", P.TOO_MANY_REDIRECTS, "10", False, K.TOO_MANY_REDIRECTS, 1),
    ("http://www.nowhere.go.th/", P.PROTOCOL, "redirect", False, K.REDIRECT_NOWHERE, 1),
    ("http://www.app.go.th/", P.BLOCKED_SCHEME, "intent", False, K.BLOCKED_SCHEME, 1),
    ("http://www.inside.go.th/", P.BLOCKED_ADDRESS, "literal", False, K.PRIVATE_ADDRESS, 1),
    ("http://www.away.go.th/", None, "", False, K.OTHER_SITE, 1),
    ("http://www.identity.go.th/", None, "", False, None, 1),
    ("https://www.good.go.th/", None, "", False, None, 1),
    ("https://www.expired.go.th/", None, "", False, K.TLS_EXPIRED, 1),
    ("https://www.early.go.th/", None, "", False, K.TLS_NOT_YET_VALID, 1),
    ("https://www.wrong.go.th/", None, "", False, K.TLS_WRONG_HOST, 1),
    ("https://www.self.go.th/", None, "", False, K.TLS_SELF_SIGNED, 1),
    ("https://www.alone.go.th/", None, "", False, K.TLS_MISSING_INTERMEDIATE, 1),
    ("https://www.stranger.go.th/", None, "", False, K.TLS_UNTRUSTED, 1),
    ("https://www.old.go.th/", None, "", False, K.TLS_OLD_PROTOCOL, 1),
    ("https://www.plain.go.th/", P.TLS, "", True, K.TLS_HANDSHAKE, 3),
    ("https://www.hang-up.go.th/", P.TLS, "closed", True, K.TLS_HANDSHAKE, 3),
    ("https://www.mute.go.th/", P.TIMEOUT, "connect", True, K.TIMEOUT_CONNECT, 3),
]


@dataclass
class Field:
    web: Web
    place: Place
    captures: dict[str, list[Capture]]

    def times(self, host: str) -> list[float]:
        return [when for when, asked, _ in self.web.seen if asked == host]


def _pages(web: Web) -> None:
    for status in (400, 401, 403, 404, 500, 503):
        web.page(f"www.site.go.th/{status}", f"<h1>{status}</h1>", status=status)
    web.page("www.pause.go.th/", "slow down", status=429, Retry_After="86400")
    web.page("www.empty.go.th/", b"")
    web.page("www.truncated.go.th/", b"<h1>half", length=5000)
    web.page("www.no-gzip.go.th/", "<h1>plain text</h1>", Content_Encoding="gzip")
    web.page("www.big.go.th/", b"x", length=40_000_000)
    web.page("www.bomb.go.th/", gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip")
    web.page("www.loop.go.th/", status=302, Location="/b")
    web.page("www.loop.go.th/b", status=302, Location="/")
    for step in range(12):
        web.page(f"www.long.go.th/{step}", status=302, Location=f"/{step + 1}")
    web.page("www.nowhere.go.th/", status=302)
    web.page("www.app.go.th/", status=302, Location="intent://open")
    web.page("www.inside.go.th/", status=302, Location="http://10.1.2.3/")
    web.page("www.away.go.th/", status=302, Location="http://www.other.co.th/")
    web.page("www.other.co.th/", "<h1>other</h1>")

    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n4\r\ngood\r\n"
    for host, answer in {
        "half-header": b"HTTP/1.1 200 OK\r\nContent-Ty",
        "half-chunk": chunked + b"9\r\nbro",
        "bad-chunk": chunked + b"this is no size\r\n",
        "no-coding": head + b"Transfer-Encoding: rot13\r\n\r\nubyn",
        "identity": head + b"Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\ngood",
        "two-lengths": head + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nfour5",
        "ssh": b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n",
        "one-line": head + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n",
        "many-lines": head + b"".join(b"X-%d: 1\r\n" % n for n in range(600)) + b"\r\n",
    }.items():
        web.on(f"www.{host}.go.th/")(lambda asked, answer=answer: asked.raw(answer))  # type: ignore[misc]

    @web.on("www.reset.go.th/")
    def reset(asked: Asked) -> None:
        asked.reset()

    @web.on("www.no-reply.go.th/")
    def no_reply(asked: Asked) -> None:
        asked.handler.close_connection = True

    @web.on("www.silent.go.th/")
    def silent(asked: Asked) -> None:
        time.sleep(4)

    @web.on("www.stalled.go.th/")
    def stalled(asked: Asked) -> None:
        asked.raw(head + b"Content-Length: 100\r\n\r\nhalf")
        time.sleep(4)

    @web.on("www.drip.go.th/")
    def drip(asked: Asked) -> None:
        asked.raw(head + b"Content-Length: 100\r\n\r\n")
        _drip(asked, b"x")

    @web.on("www.header-drip.go.th/")
    def header_drip(asked: Asked) -> None:
        asked.raw(head)
        _drip(asked, b"X-Drip: x\r\n")

    @web.on("www.header.go.th/")
    def endless_header(asked: Asked) -> None:
        asked.raw(head)
        while True:  # until the other side has had enough
            asked.raw(b"X-Endless: " + b"x" * 1000 + b"\r\n")

    @web.on("www.once.go.th/")
    def once(asked: Asked) -> None:
        if asked.times == 1:
            asked.send(b"slow down", 429, Retry_After="1")
        else:
            asked.send(b"<h1>here you are</h1>")


def _drip(asked: Asked, drop: bytes) -> None:
    for _ in range(20):
        asked.raw(drop)
        time.sleep(0.15)


def _listen(stack: ExitStack, backlog: int = 16) -> socket.socket:
    server = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0), backlog=backlog)))
    server.settimeout(30)
    return server


def _answering(stack: ExitStack, answer: Callable[[socket.socket], None]) -> int:
    """A port whose every connection is given to ``answer``."""
    server = _listen(stack)
    taken: list[socket.socket] = []
    stack.callback(lambda: [one.close() for one in taken])

    def serve() -> None:
        while True:
            try:
                one, _ = server.accept()
            except OSError:
                return
            taken.append(one)
            answer(one)

    threading.Thread(target=serve, daemon=True).start()
    return int(server.getsockname()[1])


def _full(stack: ExitStack) -> int:
    """A port whose queue is full: nobody is let in, and nobody is told so."""
    server = _listen(stack, backlog=0)
    for _ in range(3):
        waiting = stack.enter_context(closing(socket.socket()))
        waiting.setblocking(False)
        waiting.connect_ex(server.getsockname())
    return int(server.getsockname()[1])


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _secure(folder: Path, servers: Servers, web: Web) -> dict[str, int]:
    """Ports of the https servers by host; the trusted root is written to ``root.pem``."""
    root = mint("Test Root", ca=True)
    (folder / "root.pem").write_bytes(pem(root))
    middle = mint("Test Intermediate", root, ca=True)
    unknown = mint("Unknown Root", ca=True)
    unknown_middle = mint("Unknown Intermediate", unknown, ca=True)

    def leaf(host: str, *, issuer: object = middle, **more: object) -> object:
        return mint(host, issuer, [more.pop("names", host)], **more)  # type: ignore[arg-type, list-item]

    past, future = (-90 * DAY, -DAY), (DAY, 90 * DAY)
    given = {
        "www.good.go.th": (leaf("www.good.go.th"), middle),
        "www.no-reply.go.th": (leaf("www.no-reply.go.th"), middle),
        "www.expired.go.th": (leaf("www.expired.go.th", valid=past), middle),
        "www.early.go.th": (leaf("www.early.go.th", valid=future), middle),
        "www.wrong.go.th": (leaf("www.wrong.go.th", names="www.else.go.th"), middle),
        "www.self.go.th": (leaf("www.self.go.th", issuer=None),),
        "www.alone.go.th": (leaf("www.alone.go.th"),),
        "www.stranger.go.th": (leaf("www.stranger.go.th", issuer=unknown_middle), unknown_middle),
        "www.old.go.th": (leaf("www.old.go.th"), middle),
    }
    ports = {}
    for host, chain in given.items():
        context = serving(folder, *chain)  # type: ignore[arg-type]
        if host != "www.no-reply.go.th":
            web.page(f"{host}/", f"<h1>{host}</h1>")
        old = host == "www.old.go.th"
        ports[host] = servers.start(web, context=only_old(context) if old else context)
    return ports


@pytest.fixture(scope="module")
def field(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    web = Web()
    web.port = servers.start(web)
    _pages(web)
    folder = tmp_path_factory.mktemp("transport")
    with ExitStack() as stack, open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        secure = _secure(folder, servers, web) | {
            "www.plain.go.th": web.port,
            "www.hang-up.go.th": _answering(stack, lambda one: one.close()),
            "www.mute.go.th": _answering(stack, lambda _: None),
        }
        place.configure(
            hosts={
                "*.go.th": f"127.0.0.1:{web.port}",
                "*.co.th": f"127.0.0.1:{web.port}",
                "www.refused.go.th": f"127.0.0.1:{_free()}",
                "www.backlog.go.th": f"127.0.0.1:{_full(stack)}",
            },
            hosts_tls={host: f"127.0.0.1:{port}" for host, port in secure.items()},
            ca_bundle=(folder / "root.pem").as_posix(),
            delay=0.02,
            timeout=2.0,
            max_body=30_000_000,
        )
        urls = [row[0] for row in ROWS]
        yield Field(web, place, place.crawl([*urls, "http://www.once.go.th/"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_fault_is_recorded_as_what_it_is(field: Field, row: Row) -> None:
    url, code, word, transient, kind, tries = row
    found = field.captures[url]
    assert [capture.attempt for capture in found] == list(range(1, tries + 1))
    for capture in found:
        problem = capture.problem
        assert (problem.code if problem else None) is code, problem
        assert troubles.kind_of(capture) is kind, (problem, capture.tls)
        if problem is not None:
            assert problem.transient is transient
            assert problem.detail.startswith(word), problem.detail
        trouble = troubles.of(capture)
        if problem is not None and problem.code is not P.HTTP_STATUS and trouble is not None:
            assert trouble.transient is transient, "the words and the record agree"


def test_an_insecure_page_is_read_all_the_same(field: Field) -> None:
    insecure = [row[0] for row in ROWS if row[1] is None and row[0].startswith("https")]
    assert len(insecure) == 8
    for url in insecure:
        (capture,) = field.captures[url]
        assert field.place.body(capture).startswith(b"<h1>www.")
    (old,) = field.captures["https://www.old.go.th/"]
    assert old.tls is not None
    assert (old.tls.version, old.tls.verify_code) == ("TLSv1.1", 0)
    assert old.tls.cipher


def test_of_a_body_that_breaks_what_came_is_kept_and_of_nothing_nothing(field: Field) -> None:
    def bodies(host: str) -> set[bytes | None]:
        found = field.captures[f"http://www.{host}.go.th/"]
        return {field.place.body(one) if one.has_body else None for one in found}

    assert bodies("bad-chunk") == {b"good"}
    assert bodies("half-chunk") == {b"goodbro"}
    assert bodies("truncated") == {b"<h1>half"}
    assert bodies("no-gzip") == bodies("empty") == bodies("no-reply") == {None}


def test_pauses_between_tries_grow(field: Field) -> None:
    first, second, third = field.times("www.reset.go.th")
    assert second - first >= 0.02 * 5
    assert third - second >= 0.02 * 15


def test_a_pause_that_a_server_asks_for_is_kept_and_what_is_too_long_is_left(field: Field) -> None:
    busy, opened = field.captures["http://www.once.go.th/"]
    assert (busy.status, opened.status) == (429, 200)
    assert ("Retry-After", "1") in busy.headers
    first, second = field.times("www.once.go.th")[:2]
    assert second - first >= 1
    (left,) = field.captures["http://www.pause.go.th/"]
    assert ("Retry-After", "86400") in left.headers
    assert len(field.times("www.pause.go.th")) == 1


def test_the_log_holds_no_traceback(field: Field) -> None:
    log = (field.place.folder / "log" / f"crawl-{field.place.run}.log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "Unhandled" not in log
