"""A later run asks only for what has changed; what has not is the same evidence again."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Asked, Place, Web
from warcio.archiveiterator import ArchiveIterator

from oitcheck.model import Capture, ProblemCode, Purpose, RunKind
from oitcheck.pipeline.reading import readable

PAGE = '<h1>แผน</h1><a href="plan.pdf">แผน</a>'
PDF = b"%PDF-1.4 plan"
MODIFIED = "Tue, 05 May 2026 02:00:00 GMT"


def _run(place: Place, kind: RunKind, urls: list[str]) -> dict[str, Capture]:
    """The newest capture of each page and document of a run."""
    return {url: found[-1] for url, found in place.crawl(urls, kind).items()}


def _site(web: Web) -> list[str]:
    """Pages with validators: `new` changes at every look, `tag` and `date` never do."""

    def held(url: str, body: bytes, kind: str, etag: str = "", modified: str = "") -> None:
        @web.on(url)
        def answer(asked: Asked) -> None:
            same = (etag and asked.header("If-None-Match") == etag) or (
                modified and asked.header("If-Modified-Since") == modified
            )
            more = {"ETag": etag} if etag else {"Last_Modified": modified}
            if same:
                asked.send(b"", 304, kind, **({} if modified else more))
            else:
                asked.send(body, 200, kind, **more)

    held("www.a.go.th/tag", PAGE.encode(), "text/html", etag='"v1-gzip"')
    held("www.a.go.th/date", PAGE.encode(), "text/html", modified=MODIFIED)
    held("www.a.go.th/plan.pdf", PDF, "application/pdf", etag='W/"p"')
    held("www.a.go.th/there", b"<h1>there</h1>", "text/html", etag='"t"')
    web.page("www.a.go.th/moved", status=302, Location="/there", ETag='"t"')
    web.page("www.a.go.th/none", "<h1>no validator</h1>")
    web.page("www.a.go.th/sick", "<h1>sorry</h1>", status=500, ETag='"sick"')

    @web.on("www.a.go.th/new")
    def new(asked: Asked) -> None:
        asked.send(f"<h1>{asked.times}</h1>".encode(), ETag=f'"{asked.times}"')

    names = ("tag", "date", "moved", "none", "sick", "new")
    return [f"http://www.a.go.th/{name}" for name in names]


def test_what_has_not_changed_is_the_same_evidence_again(web: Web, place: Place) -> None:
    urls = _site(web)
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    first = _run(place, RunKind.FIRST, urls)
    for attempt in (2, 3):  # a 304 without validators is no end of asking so
        again = _run(place, RunKind.AGAIN, urls)
        assert again.keys() == first.keys()
        for name in ("tag", "date", "plan.pdf", "moved"):
            url = f"http://www.a.go.th/{name}"
            seen = again[url]
            assert (seen.status, seen.problem, seen.attempt) == (304, None, 1), (name, attempt)
            assert (seen.sha256, seen.size) == (first[url].sha256, first[url].size)
            assert seen.media_type == first[url].media_type
            assert seen.final_url == first[url].final_url
            assert place.body(seen) == place.body(first[url])
        for name, status in (("none", 200), ("sick", 500), ("new", 200)):
            assert again[f"http://www.a.go.th/{name}"].status == status
        assert again["http://www.a.go.th/new"].sha256 != first["http://www.a.go.th/new"].sha256
        edges = [edge for run, edge in place.store.edges("1") if run == place.run]
        assert {edge.parent[-4:] for edge in edges} == {"/tag", "date"}
        assert {edge.child for edge in edges} == {"http://www.a.go.th/plan.pdf"}
    assert web.headers["www.a.go.th", "/new"]["If-None-Match"] == '"2"'
    for path in ("/moved", "/none", "/sick"):
        assert not {"If-None-Match", "If-Modified-Since"} & web.headers["www.a.go.th", path].keys()
    assert "If-None-Match" not in web.headers["www.a.go.th", "/robots.txt"]
    bodies = {sha256 for sha256, _, _ in readable(place.store, "1")}
    assert first["http://www.a.go.th/tag"].sha256 in bodies


def test_a_304_leaves_a_revisit_record_that_names_the_body(web: Web, place: Place) -> None:
    urls = _site(web)
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    _run(place, RunKind.FIRST, urls)
    seen = _run(place, RunKind.AGAIN, urls)["http://www.a.go.th/moved"]
    record = place.store.record(seen.id)
    assert record is not None
    path = Path(place.folder / "evidence" / record.file)
    with path.open("rb") as file:
        file.seek(record.offset)
        found = next(iter(ArchiveIterator(file)))
        header = found.rec_headers.get_header
        assert found.rec_type == "revisit"
        assert header("WARC-Profile").endswith("/revisit/server-not-modified")
        assert header("WARC-Target-URI") == "http://www.a.go.th/there"
        assert header("WARC-Refers-To-Target-URI") == "http://www.a.go.th/there"
        assert header("WARC-Payload-Digest") == f"sha256:{seen.sha256}"
        assert found.http_headers.get_statuscode() == "304"


@pytest.mark.parametrize("kind", [RunKind.FRESH, RunKind.FREEZE])
def test_fresh_and_freeze_ask_unconditionally(web: Web, place: Place, kind: RunKind) -> None:
    urls = _site(web)
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    _run(place, RunKind.FIRST, urls)
    again = _run(place, kind, urls)
    assert {c.status for c in again.values()} == {200, 404, 500}
    for headers in web.headers.values():
        assert not {"If-None-Match", "If-Modified-Since"} & headers.keys()


def test_a_304_that_nobody_asked_for_is_trouble(web: Web, place: Place) -> None:
    web.page("www.a.go.th/", status=304, ETag='"x"')
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    found = place.crawl(["http://www.a.go.th/"])["http://www.a.go.th/"]
    assert [c.attempt for c in found] == [1, 2, 3]
    for capture in found:
        assert capture.problem is not None
        assert (capture.problem.code, capture.problem.transient) == (ProblemCode.EMPTY, True)
        assert (capture.status, capture.sha256) == (304, "")


def test_a_server_that_stumbles_over_the_condition_is_asked_plainly(web: Web, place: Place) -> None:
    @web.on("www.a.go.th/")
    def odd(asked: Asked) -> None:
        if asked.header("If-None-Match"):
            asked.send(b"no", 412)
        else:
            asked.send(b"<h1>ok</h1>", ETag='"x"')

    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    _run(place, RunKind.FIRST, ["http://www.a.go.th/"])
    _run(place, RunKind.AGAIN, ["http://www.a.go.th/"])
    (found,) = place.by_url()["http://www.a.go.th/"]
    assert (found.status, found.problem, found.attempt) == (200, None, 1)


def test_what_was_a_document_and_is_now_handed_in_gives_its_own_documents(
    web: Web, place: Place
) -> None:
    web.page("www.a.go.th/", '<a href="list.pdf">list</a>')

    @web.on("www.a.go.th/list.pdf")
    def page(asked: Asked) -> None:
        same = asked.header("If-None-Match") == '"l"'
        asked.send(b"" if same else PAGE.encode(), 304 if same else 200, ETag='"l"')

    web.page("www.a.go.th/plan.pdf", PDF, kind="application/pdf")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    first = _run(place, RunKind.FIRST, ["http://www.a.go.th/"])
    assert first["http://www.a.go.th/list.pdf"].purpose is Purpose.ATTACHMENT
    again = _run(place, RunKind.AGAIN, ["http://www.a.go.th/list.pdf"])
    page_again = again["http://www.a.go.th/list.pdf"]
    assert (page_again.purpose, page_again.status) == (Purpose.EVIDENCE, 304)
    assert again["http://www.a.go.th/plan.pdf"].status == 200


def test_what_another_address_gave_is_not_asked_by_its_validators(web: Web, place: Place) -> None:
    @web.on("www.a.go.th/")
    def moving(asked: Asked) -> None:
        if asked.times == 1:
            asked.send(b"<h1>here</h1>", ETag='"h"')
        else:
            asked.send(b"", 302, Location="/there")

    @web.on("www.a.go.th/there")
    def there(asked: Asked) -> None:
        asked.send(b"<h1>there</h1>", 304 if asked.header("If-None-Match") else 200, ETag='"h"')

    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    _run(place, RunKind.FIRST, ["http://www.a.go.th/"])
    again = _run(place, RunKind.AGAIN, ["http://www.a.go.th/"])["http://www.a.go.th/"]
    assert (again.status, again.final_url) == (200, "http://www.a.go.th/there")
    assert place.body(again) == b"<h1>there</h1>"
