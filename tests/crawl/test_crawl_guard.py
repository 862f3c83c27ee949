"""No way into the inside: by literal, by DNS, by redirect, by attachment, by scheme or by port."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import Place, Servers, Web

from oitcheck.model import Capture, ProblemCode
from oitcheck.store import open_store

HOME = "127.0.0.9"


@dataclass
class Guarded:
    web: Web
    inside: Web
    place: Place
    captures: dict[str, list[Capture]]

    def one(self, url: str) -> Capture:
        (capture,) = self.captures[url]
        return capture


TARGETS = {
    "http://www.to-ssh.go.th/": "http://127.0.0.1:22/",
    "http://www.to-metadata.go.th/": "http://169.254.169.254/latest/meta-data/",
    "http://www.to-decimal.go.th/": "http://2130706433/",
    "http://www.to-localhost.go.th/": "http://localhost/",
    "http://www.to-six.go.th/": "http://[::ffff:127.0.0.1]/",
}
SCHEMES = {
    "http://www.to-file.go.th/": "file:///etc/passwd",
    "http://www.to-ftp.go.th/": "ftp://127.0.0.1/x",
    "http://www.to-script.go.th/": "javascript:alert(1)",
    "http://www.to-data.go.th/": "data:text/html,hello",
}


@pytest.fixture(scope="module")
def guarded(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    try:
        socket.create_server((HOME, 0)).close()
    except OSError:
        pytest.skip(f"{HOME} is no address of this machine")
    web, inside = Web(), Web()
    web.port = servers.start(web, HOME)
    inside.port = servers.start(inside, "127.0.0.1")
    inside.page("127.0.0.1/*", "secret")
    for url, target in (TARGETS | SCHEMES).items():
        host = url.removeprefix("http://")
        web.page(host, "<p>moved</p>", status=302, Location=target)
    web.page(
        "www.page.go.th/",
        "<h1>ok</h1>"
        '<a href="file:///etc/passwd.pdf">a</a><a href="data:application/pdf,x">b</a>'
        f'<a href="http://127.0.0.1:{inside.port}/secret.pdf">c</a>'
        '<a href="ftp://127.0.0.1/x.pdf">d</a><iframe src="http://localhost/e.pdf"></iframe>'
        "<a href=\"javascript:open('f.pdf')\">f</a>",
    )
    folder = tmp_path_factory.mktemp("guard")
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(
            hosts={"*.go.th": f"{HOME}:{web.port}"}, allow_private=[f"{HOME}/32"], timeout=3.0
        )
        literals = [
            f"http://127.0.0.1:{inside.port}/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://0x7f000001/",
            "http://8.8.8.8:22/",
            f"http://localhost:{inside.port}/",
        ]
        captures = place.crawl([*TARGETS, *SCHEMES, *literals, "http://www.page.go.th/"])
        yield Guarded(web, inside, place, captures)


@pytest.mark.parametrize("url", TARGETS)
def test_a_redirect_inside_is_recorded_and_not_followed(guarded: Guarded, url: str) -> None:
    capture = guarded.one(url)
    assert capture.problem is not None
    assert (capture.problem.code, capture.problem.transient) == (ProblemCode.BLOCKED_ADDRESS, False)
    assert capture.status == 302
    assert capture.hops[0].location == TARGETS[url]
    assert not capture.has_body
    kind = "dns" if "localhost" in url else "literal"
    assert capture.problem.detail.startswith(f"{kind} ")


@pytest.mark.parametrize("url", SCHEMES)
def test_a_redirect_to_another_scheme_is_recorded_and_not_followed(
    guarded: Guarded, url: str
) -> None:
    capture = guarded.one(url)
    assert capture.problem is not None
    assert capture.problem.code is ProblemCode.BLOCKED_SCHEME
    assert capture.problem.detail == SCHEMES[url].split(":", 1)[0]
    assert capture.hops[0].location == SCHEMES[url]
    assert (capture.status, capture.has_body) == (302, False)


def test_literal_addresses_are_refused_in_every_spelling(guarded: Guarded) -> None:
    for url in ("http://10.0.0.1/", "http://[::1]/", "http://0x7f000001/"):
        problem = guarded.one(url).problem
        assert problem is not None
        assert problem.code is ProblemCode.BLOCKED_ADDRESS
        assert problem.detail.startswith("literal ")


def test_a_name_that_resolves_inside_is_refused_after_resolution(guarded: Guarded) -> None:
    problem = guarded.one(f"http://localhost:{guarded.inside.port}/").problem
    assert problem is not None
    assert problem.code is ProblemCode.BLOCKED_ADDRESS
    assert problem.detail.startswith("dns loopback ")


def test_a_port_that_is_no_web_port_is_refused(guarded: Guarded) -> None:
    problem = guarded.one("http://8.8.8.8:22/").problem
    assert problem is not None
    assert problem.detail == "port 8.8.8.8:22"


def test_attachments_are_guarded_like_pages(guarded: Guarded) -> None:
    urls = {url for url in guarded.captures if url.endswith(".pdf")}
    assert urls == {f"http://127.0.0.1:{guarded.inside.port}/secret.pdf", "http://localhost/e.pdf"}
    for url in urls:
        for capture in guarded.captures[url]:
            assert capture.problem is not None
            assert capture.problem.code is ProblemCode.BLOCKED_ADDRESS


def test_nothing_inside_was_ever_asked(guarded: Guarded) -> None:
    assert guarded.inside.seen == []
