"""Documents of a page: one level, once each, by robots.txt, never what is a target already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import Place, Servers, Web

from oitcheck.model import Capture, Edge, ProblemCode, Purpose
from oitcheck.store import open_store

PDF = b"%PDF-1.4 not much"


@dataclass
class Linked:
    web: Web
    place: Place
    captures: dict[str, list[Capture]]
    edges: list[Edge]

    def of(self, url: str) -> list[tuple[Purpose, int]]:
        return [(c.purpose, c.status) for c in self.captures.get(f"http://{url}", [])]


@pytest.fixture(scope="module")
def linked(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    web = Web()
    web.port = servers.start(web)
    link = '<p><a href="{}">เอกสาร</a></p>'
    web.page(
        "www.a.go.th/",
        "<html><body><h1>แผน</h1>"
        + link.format("plan.pdf")
        + link.format("/files/%E0%B8%81.pdf")
        + link.format("http://files.b.go.th/shared.pdf")
        + link.format("target.pdf")
        + link.format("secret/closed.pdf")
        + link.format("next.html")
        + "</body></html>",
    )
    web.page("www.a.go.th/two", link.format("http://files.b.go.th/shared.pdf"))
    web.page("www.a.go.th/moved", status=302, Location="http://www.c.go.th/folder/page")
    web.page("www.c.go.th/folder/page", link.format("near.pdf"))
    web.page("www.c.go.th/folder/near.pdf", PDF, kind="application/pdf")
    web.page("www.a.go.th/many", "".join(link.format(f"many-{n}.pdf") for n in range(9)))
    web.page("www.a.go.th/gone", link.format("never.pdf"), status=404)
    web.page("www.a.go.th/html.pdf", link.format("third-level.pdf"))
    web.page("www.a.go.th/three", link.format("html.pdf"))
    web.page("www.a.go.th/*", PDF, kind="application/pdf")
    web.page("www.a.go.th/robots.txt", "User-agent: *\nDisallow: /secret/\n", kind="text/plain")
    web.page("files.b.go.th/shared.pdf", PDF + b" shared", kind="application/pdf")
    web.page("files.b.go.th/robots.txt", "", status=500)
    web.page("www.a.go.th/secret/page", "<h1>handed in</h1>")
    folder = tmp_path_factory.mktemp("linked")
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, attachments_per_page=6)
        paths = ("", "two", "three", "moved", "many", "gone", "target.pdf", "secret/page")
        captures = place.crawl([f"http://www.a.go.th/{path}" for path in paths])
        edges = [edge for run, edge in store.edges("1") if run == place.run]
        yield Linked(web, place, captures, edges)


def test_documents_are_fetched_and_tied_to_their_page(linked: Linked) -> None:
    assert linked.of("www.a.go.th/plan.pdf") == [(Purpose.ATTACHMENT, 200)]
    assert linked.of("www.a.go.th/files/%E0%B8%81.pdf") == [(Purpose.ATTACHMENT, 200)]
    edge = next(edge for edge in linked.edges if edge.child.endswith("/plan.pdf"))
    assert edge.parent == "http://www.a.go.th/"
    assert (edge.href, edge.anchor) == ("plan.pdf", "เอกสาร")


def test_a_document_of_two_pages_is_fetched_once(linked: Linked) -> None:
    assert linked.web.asked("files.b.go.th/shared.pdf") == 1
    parents = {edge.parent for edge in linked.edges if edge.child.endswith("shared.pdf")}
    assert parents == {"http://www.a.go.th/", "http://www.a.go.th/two"}


def test_what_is_a_target_is_not_fetched_again_as_an_attachment(linked: Linked) -> None:
    assert linked.of("www.a.go.th/target.pdf") == [(Purpose.EVIDENCE, 200)]
    assert linked.web.asked("www.a.go.th/target.pdf") == 1


def test_relative_links_count_from_where_the_redirect_ended(linked: Linked) -> None:
    assert linked.of("www.c.go.th/folder/near.pdf") == [(Purpose.ATTACHMENT, 200)]
    edge = next(edge for edge in linked.edges if edge.child.endswith("near.pdf"))
    assert edge.parent == "http://www.a.go.th/moved"


def test_there_is_one_level_only(linked: Linked) -> None:
    assert linked.of("www.a.go.th/html.pdf") == [(Purpose.ATTACHMENT, 200)]
    assert linked.of("www.a.go.th/third-level.pdf") == []
    assert linked.of("www.a.go.th/next.html") == []


def test_error_pages_have_no_documents(linked: Linked) -> None:
    assert linked.of("www.a.go.th/never.pdf") == []


def test_what_is_beyond_the_limit_is_counted(linked: Linked) -> None:
    (page,) = linked.captures["http://www.a.go.th/many"]
    assert page.left_out == 3
    assert sum(edge.parent.endswith("/many") for edge in linked.edges) == 6
    assert linked.captures["http://www.a.go.th/two"][0].left_out == 0


def test_robots_is_asked_once_per_site_and_kept(linked: Linked) -> None:
    for host in ("www.a.go.th", "files.b.go.th", "www.c.go.th"):
        assert linked.web.asked(f"{host}/robots.txt") == 1
    assert linked.of("www.a.go.th/robots.txt") == [(Purpose.ROBOTS, 200)]


def test_robots_closes_documents_and_not_what_was_handed_in(linked: Linked) -> None:
    (closed,) = linked.captures["http://www.a.go.th/secret/closed.pdf"]
    assert closed.problem is not None
    assert (closed.problem.code, closed.problem.transient) == (ProblemCode.ROBOTS, False)
    assert linked.web.asked("www.a.go.th/secret/closed.pdf") == 0
    assert linked.of("www.a.go.th/secret/page") == [(Purpose.EVIDENCE, 200)]


def test_a_broken_robots_file_closes_nothing(linked: Linked) -> None:
    assert linked.of("files.b.go.th/shared.pdf") == [(Purpose.ATTACHMENT, 200)]


def test_robots_can_be_left_aside_by_the_settings(web: Web, place: Place) -> None:
    web.page("www.a.go.th/", '<a href="closed.pdf">x</a>')
    web.page("www.a.go.th/robots.txt", "User-agent: *\nDisallow: /\n")
    web.page("www.a.go.th/closed.pdf", PDF, kind="application/pdf")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, respect_robots=False)
    captures = place.crawl(["http://www.a.go.th/"])
    assert captures["http://www.a.go.th/closed.pdf"][0].status == 200
    assert web.asked("www.a.go.th/robots.txt") == 0
