"""Every spelling of an inside address, handed in, behind a redirect and behind a page's link."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pytest
from conftest import Place, Servers, Web
from ssrf_vectors import INSIDE, SCHEMES, spellings

from oitcheck import urls
from oitcheck.model import Capture, ProblemCode
from oitcheck.store import open_store

HOME = "127.0.0.9"
REFUSED = {
    ProblemCode.BLOCKED_ADDRESS,
    ProblemCode.BLOCKED_SCHEME,
    ProblemCode.DNS,  # a name that is no address anywhere: nothing to connect to
    ProblemCode.PROTOCOL,  # a redirect to what is no address at all
}


@dataclass
class Sent:
    inside: Web
    vectors: dict[str, str]
    captures: dict[str, list[Capture]]


@pytest.fixture(scope="module")
def sent(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    try:
        socket.create_server((HOME, 0)).close()
    except OSError:
        pytest.skip(f"{HOME} is no address of this machine")
    web, inside = Web(), Web()
    web.port = servers.start(web, HOME)
    inside.port = servers.start(inside, "127.0.0.1")
    vectors = spellings("127.0.0.1", inside.port) | INSIDE | SCHEMES
    for name, target in vectors.items():
        location = target.translate({ord("\n"): "%0a", ord("\t"): "%09"})
        header = location.encode().decode("latin-1")  # as servers send what is no ASCII
        web.page(f"to-{name}.go.th/", "moved", status=302, Location=header)
    links = "".join(
        f'<a href="{escape(target)}#x.pdf">{name}</a><a href="{escape(target)}/x.pdf">{name}</a>'
        f'<iframe src="{escape(target)}"></iframe>'
        for name, target in vectors.items()
    )
    web.page("www.page.go.th/", f"<h1>ok</h1><main>{links}</main>")
    folder = tmp_path_factory.mktemp("ssrf")
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(
            hosts={"*.go.th": f"{HOME}:{web.port}"},
            allow_private=[f"{HOME}/32"],
            timeout=5.0,
            attachments_per_page=500,
        )
        targets = [f"http://to-{name}.go.th/" for name in vectors] + ["http://www.page.go.th/"]
        for target in vectors.values():
            try:
                targets.append(urls.normalise(target))
            except urls.BadUrl:
                continue
        captures = place.crawl(list(dict.fromkeys(targets)))
        yield Sent(inside, vectors, captures)


def kept_outside(capture: Capture) -> bool:
    """Refused before any connection, or meant for the outside after all: browsers read what comes
    after a backslash as the path of the host before it, and so does the crawl."""
    if capture.problem is not None and capture.problem.code in REFUSED:
        return not capture.has_body
    return capture.ip == HOME


NAMES = [*spellings("127.0.0.1", 1), *INSIDE, *SCHEMES]


def test_there_are_more_than_sixty_ways() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_handed_in_it_is_refused_before_any_connection(name: str, sent: Sent) -> None:
    try:
        url = urls.normalise(sent.vectors[name])
    except urls.BadUrl:
        return  # the list that names it is told so, and it never gets as far as the crawl
    for capture in sent.captures[url]:
        assert kept_outside(capture), capture


@pytest.mark.parametrize("name", NAMES)
def test_behind_a_redirect_it_is_recorded_and_not_followed(name: str, sent: Sent) -> None:
    for capture in sent.captures[f"http://to-{name}.go.th/"]:
        assert kept_outside(capture), capture


def test_no_link_of_a_page_gets_through(sent: Sent) -> None:
    page = {f"http://to-{name}.go.th/" for name in sent.vectors} | {"http://www.page.go.th/"}
    linked = {url: found for url, found in sent.captures.items() if url not in page}
    assert len(linked) > 60
    for found in linked.values():
        for capture in found:
            assert kept_outside(capture), capture


def test_nothing_inside_was_ever_reached(sent: Sent) -> None:
    assert sent.captures
    assert sent.inside.seen == []
