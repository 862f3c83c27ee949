"""The proxy connects only where the settings allow, and nothing sent to it can stop it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from browser_web import Forbidden, Web, network, send
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from oitcheck.crawl import proxy as proxy_module
from oitcheck.crawl.proxy import CheckingProxy
from oitcheck.settings import Settings


@pytest.fixture
def proxy(settings: Settings) -> Iterator[CheckingProxy]:
    with CheckingProxy(settings.network) as running:
        yield running


def ask(proxy: CheckingProxy, data: bytes, *, half_close: bool = False) -> bytes:
    """What comes back until the proxy closes."""
    with socket.create_connection(("127.0.0.1", proxy.port), 10) as connection:
        got = b""
        with contextlib.suppress(ConnectionError):
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                got += chunk
        return got


def get(url: str) -> bytes:
    return f"GET {url} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n".encode()


@pytest.mark.parametrize("half_close", [False, True])
def test_an_allowed_request_comes_back_over_a_connection_that_then_closes(
    web: Web, proxy: CheckingProxy, half_close: bool
) -> None:
    web.pages = {"/": "สวัสดี"}
    got = ask(proxy, get(web.url("/?a=1")), half_close=half_close)
    assert got.startswith(b"HTTP/1.1 200") and got.endswith("สวัสดี".encode())
    assert b"Connection: close" in got and b"keep-alive" not in got
    assert web.asked == ["x /?a=1"]


def test_a_second_request_on_a_connection_never_reaches_the_first_server(
    web: Web, proxy: CheckingProxy
) -> None:
    def slow(handler: object) -> None:
        time.sleep(0.3)
        send(handler, "one", Connection="keep-alive")  # type: ignore[arg-type]

    web.pages = {"/one": slow}
    got = ask(proxy, get(web.url("/one")))
    assert got.lower().count(b"connection:") == 1 and b"Connection: close" in got


@pytest.mark.parametrize(
    ("request_line", "why"),
    [
        ("GET http://127.0.0.2:{port}/", "loopback"),
        ("CONNECT 127.0.0.2:{port}", "loopback"),
        ("CONNECT 127.0.0.2", "no port"),
        ("CONNECT [::1]:{port}", "loopback"),
        ("CONNECT [::ffff:127.0.0.2]:{port}", "loopback"),
        ("GET http://[::ffff:7f00:2]:{port}/", "loopback"),
        ("GET http://2130706434:{port}/", "loopback"),
        ("GET http://0x7f.2:{port}/", "loopback"),
        ("GET http://127.2:{port}/", "loopback"),
        ("GET http://169.254.169.254/latest/meta-data/", "metadata"),
        ("CONNECT 169.254.169.254:443", "metadata"),
        ("GET http://10.0.0.1/", "private"),
        ("GET http://0.0.0.0:{port}/", "unspecified"),
        ("CONNECT 8.8.8.8:22", "port"),
        ("CONNECT 8.8.8.8:0", "port"),
        ("CONNECT 8.8.8.8:99999", "no address"),
        ("CONNECT :443", "no host"),
        ("CONNECT [::1:443", "no address"),
        ("GET /path", "no host"),
        ("GET ftp://127.0.0.1/", "scheme"),
        ("GET file:///etc/passwd", "no host"),
        ("GET https://127.0.0.1/", "scheme"),
    ],
)
def test_what_the_settings_forbid_is_refused_and_remembered(
    proxy: CheckingProxy, forbidden: Forbidden, request_line: str, why: str
) -> None:
    line = request_line.format(port=forbidden.port)
    got = ask(proxy, f"{line} HTTP/1.1\r\n\r\n".encode())
    assert got.startswith(b"HTTP/1.1 403") if line.startswith("CONNECT") else got == b""
    assert list(proxy.refused) == [(line.split(" ")[1], why)]
    assert forbidden.hits == 0


def test_a_name_is_judged_by_what_it_resolves_to_and_asked_for_once(
    settings: Settings, forbidden: Forbidden, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second answer of the DNS, another one, would come too late."""
    real = socket.getaddrinfo
    answers = iter([["127.0.0.2"], ["127.0.0.2", "127.0.0.1"]])

    def resolve(host: str, port: int, *_: object, **__: object) -> list[Any]:
        if host != "rebinding.example.go.th":
            return real(host, port, *_, **__)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in next(answers)
        ]

    web.pages = {"/": "ok"}
    with CheckingProxy(settings.network) as proxy:
        monkeypatch.setattr(proxy_module.socket, "getaddrinfo", resolve)
        url = f"http://rebinding.example.go.th:{web.port}/"
        assert ask(proxy, get(url)) == b""
        assert ask(proxy, get(url)).startswith(b"HTTP/1.1 200")
    assert forbidden.hits == 0


def test_the_next_address_of_a_name_is_tried_when_one_does_not_answer(
    settings: Settings, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *_: object, **__: object) -> list[Any]:
        if host != "two.example.go.th":
            return real(host, port, *_, **__)
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 1, 0, 0)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.3", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
        ]

    web.pages = {"/": "ok"}
    given = network(settings, allow_private=("127.0.0.0/8", "::1/128")).network
    with CheckingProxy(given) as proxy:
        monkeypatch.setattr(proxy_module.socket, "getaddrinfo", resolve)
        assert ask(proxy, get(f"http://two.example.go.th:{web.port}/")).endswith(b"ok")


def test_localhost_by_name_is_loopback(settings: Settings, forbidden: Forbidden) -> None:
    with CheckingProxy(network(settings, allow_private=()).network) as proxy:
        assert ask(proxy, get(f"http://localhost:{forbidden.port}/")) == b""
        assert proxy.refused[0][1] == "loopback"


def test_every_shape_of_an_answer_gets_through(web: Web, proxy: CheckingProxy) -> None:
    bodies = {
        "/early": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\nlate",
        "/old": b"no head at all, late",
        "/feeds": b"HTTP/1.1 200 OK\nServer: odd\n\nlate",
        "/wide": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\nlate",
        "/empty": b"",
    }

    def raw(data: bytes):
        def page(handler) -> None:
            handler.wfile.write(data)
            handler.close_connection = True

        return page

    web.pages = {path: raw(data) for path, data in bodies.items()}
    for path, data in bodies.items():
        got = ask(proxy, get(web.url(path)))
        assert got.endswith(b"late") or got == data, path
    assert b"103" not in ask(proxy, get(web.url("/early")))


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200))
def test_no_garbage_stops_it(proxy: CheckingProxy, data: bytes) -> None:
    for garbage in (data, b"CONNECT " + data + b" HTTP/1.1", b"GET http://" + data):
        got = ask(proxy, garbage.replace(b"\n", b"") + b"\r\n\r\n", half_close=True)
        assert got == b"" or got.startswith((b"HTTP/1.1 403", b"HTTP/1.1 502"))


def test_a_huge_head_and_a_cut_off_one_end_only_themselves(web: Web, proxy: CheckingProxy) -> None:
    web.pages = {"/": "ok"}
    assert ask(proxy, b"GET http://x/ HTTP/1.1\r\nX: " + b"a" * 200_000) == b""
    assert ask(proxy, b"GET http://", half_close=True) == b""
    assert ask(proxy, get(web.url("/"))).endswith(b"ok")


def test_a_dead_server_is_no_answer_and_a_broken_map_neither(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    given = network(settings, hosts={"odd.go.th": "nowhere"}).network
    with CheckingProxy(given) as proxy:
        assert ask(proxy, get(f"http://127.0.0.1:{free}/")) == b""
        assert ask(proxy, get("http://odd.go.th/")) == b""
        assert ask(proxy, get(f"http://{'a' * 70}.go.th/")) == b""


def test_connections_are_bounded_and_slow_clients_hold_up_nobody(
    web: Web, proxy: CheckingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy_module, "_CONNECTIONS", 10)
    web.pages = {"/": "ok"}
    with contextlib.ExitStack() as stack:
        for place in range(10):
            if place == 9:
                assert ask(proxy, get(web.url("/"))).endswith(b"ok")
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", proxy.port)))
            slow.sendall(b"GET http")
        wait_for_open(proxy, 10)
        assert ask(proxy, get(web.url("/"))) == b""
    wait_for_open(proxy, 0)
    assert ask(proxy, get(web.url("/"))).endswith(b"ok")


def wait_for_open(proxy: CheckingProxy, wanted: int) -> None:
    until = time.monotonic() + 10
    while proxy._open != wanted and time.monotonic() < until:
        time.sleep(0.01)


def test_its_end_cuts_what_is_still_open_at_once(web: Web, settings: Settings) -> None:
    started = threading.active_count()
    with CheckingProxy(settings.network) as proxy:
        hanging = socket.create_connection(("127.0.0.1", proxy.port))
        hanging.sendall(f"CONNECT 127.0.0.1:{web.port} HTTP/1.1\r\n\r\n".encode())
        assert hanging.recv(100).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
    assert time.monotonic() - began < 3
    assert hanging.recv(1) == b""
    hanging.close()
    assert threading.active_count() <= started + 1  # the web's own thread for that connection
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port))
