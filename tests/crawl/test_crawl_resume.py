"""Killed and started again it fetches only what is missing; nobody's network blames anybody."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Asked, Place, Web

from oitcheck.archive import Archive
from oitcheck.crawl import Progress, fetch
from oitcheck.model import Agency, ProblemCode, Purpose, RunKind
from oitcheck.store import open_store


def _site(web: Web) -> list[str]:
    """Thirty pages that take their time, with documents, second tries and rules of robots."""
    flaky = {3, 11, 17}
    for number in range(30):

        def page(asked: Asked, number: int = number) -> None:
            time.sleep(0.05)
            if number in flaky:  # always: a kill must not change what the site says
                asked.send(b"busy", 500)
            else:
                links = f'<a href="doc-{number % 8}.pdf">a</a><a href="own-{number}.pdf">b</a>'
                asked.send(f"<h1>{number}</h1>{links}".encode())

        web.on(f"www.a.go.th/{number}")(page)

    @web.on("www.a.go.th/*")
    def document(asked: Asked) -> None:
        time.sleep(0.03)
        asked.send(b"%PDF-1.4 " + asked.path.encode(), kind="application/pdf")

    web.page("www.a.go.th/robots.txt", "User-agent: *\nDisallow: /doc-5.pdf\n")

    @web.on("www.b.go.th/*")
    def for_browsers(asked: Asked) -> None:
        time.sleep(0.05)
        asked.send(b"<h1>ok</h1>", 200 if asked.header("User-Agent") == "Browser" else 403)

    urls = [f"http://www.a.go.th/{number}" for number in range(30)]
    return urls + [f"http://www.b.go.th/b-{number}" for number in range(4)]


def _configure(place: Place, web: Web) -> None:
    place.configure(
        hosts={"*.go.th": f"127.0.0.1:{web.port}"}, concurrency_per_host=2, second_agent="Browser"
    )


@pytest.mark.slow
@pytest.mark.parametrize("asked", [12, 38, 44, 62])
def test_killed_and_started_again_equals_an_undisturbed_run(
    web: Web, place: Place, tmp_path: Path, asked: int
) -> None:
    urls = _site(web)
    _configure(place, web)
    place.crawl(urls)
    undisturbed = place.outcome()
    documents, robots, siblings, second_looks = 27 + 8, 2, 1, 1 + 4
    assert len(undisturbed) == 30 + 3 + 3 + 4 + documents + robots + siblings + second_looks

    for key in web.counts:
        web.counts[key] = 0
    (tmp_path / "other").mkdir()
    with open_store(tmp_path / "other" / "oitcheck.db") as store:
        other = Place(tmp_path / "other", store)
        _configure(other, web)
        other.new_run(urls)
        web.seen.clear()
        command = [sys.executable, "-m", "oitcheck.spiders", str(other.folder), str(other.run)]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        web.watch = lambda: child.kill() if len(web.seen) == asked else None
        assert child.wait(60) != 0
        web.watch = lambda: None
        done = {(c.url, c.purpose, c.attempt) for c in other.captures()}
        assert 0 < len(done) < len(undisturbed)
        asked_before = len(web.seen)
        assert other.fetch().state == "finished"
        assert other.outcome() == undisturbed
        again = [path for _, _, path in web.seen[asked_before:]]
        fetched_whole = {url.rpartition(".th")[2] for url, _, attempt in done if attempt == 3}
        assert not fetched_whole & set(again)
        # what was under way when it was killed is asked for twice, nothing else
        assert len(again) <= len(undisturbed) - len(done) + 8
        for capture in other.captures():
            if capture.sha256:
                assert other.body(capture)


def _held(web: Web) -> list[str]:
    """Pages and documents that have not changed since, slowly told."""

    @web.on("www.a.go.th/*")
    def held(asked: Asked) -> None:
        time.sleep(0.03)
        tag = f'"{asked.path}"'
        if asked.header("If-None-Match") == tag:
            asked.send(b"", 304, ETag=tag)
        elif asked.path.endswith(".pdf"):
            asked.send(b"%PDF-1.4 " + asked.path.encode(), kind="application/pdf", ETag=tag)
        else:
            asked.send(f'<a href="doc{asked.path[1:]}.pdf">x</a>'.encode(), ETag=tag)

    web.page("www.a.go.th/robots.txt", "", status=404)
    return [f"http://www.a.go.th/{number}" for number in range(12)]


@pytest.mark.slow
@pytest.mark.parametrize("asked", [6, 13, 20])
def test_killed_while_nothing_has_changed_it_goes_on_with_the_same_documents(
    web: Web, place: Place, asked: int
) -> None:
    urls = _held(web)
    _configure(place, web)
    place.crawl(urls)
    first = place.outcome()
    place.new_run(urls, RunKind.AGAIN)
    web.seen.clear()
    command = [sys.executable, "-m", "oitcheck.spiders", str(place.folder), str(place.run)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    web.watch = lambda: child.kill() if len(web.seen) == asked else None
    assert child.wait(60) != 0
    web.watch = lambda: None
    done = {c.url for c in place.captures()}
    asked_before = len(web.seen)
    assert place.fetch().state == "finished"
    again = {f"http://www.a.go.th{path}" for _, _, path in web.seen[asked_before:]}
    assert not {url for url in done if url in again} - set(urls[:1]), "the page that is probed"
    bodies = {(url, purpose): sha256 for url, purpose, _, _, sha256 in first}
    for capture in place.captures():
        if capture.purpose in (Purpose.EVIDENCE, Purpose.ATTACHMENT):
            assert (capture.status, capture.attempt) == (304, 1)
            assert capture.sha256 == bodies.pop((capture.url, capture.purpose))
            assert place.body(capture)
            assert place.store.record(capture.id)
    assert not [key for key in bodies if key[1] in (Purpose.EVIDENCE, Purpose.ATTACHMENT)]
    edges = [(run, edge) for run, edge in place.store.edges("1")]
    assert {edge for run, edge in edges if run == place.run} == {edge for _, edge in edges}
    assert len(edges) == 2 * 12


def test_a_finished_run_asks_for_nothing_more(web: Web, place: Place) -> None:
    web.page("www.a.go.th/", '<a href="x.pdf">x</a>')
    web.page("www.a.go.th/x.pdf", b"%PDF-1.4", kind="application/pdf")
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    place.crawl(["http://www.a.go.th/"])
    before = len(web.seen)
    assert place.fetch().state == "finished"
    assert len(web.seen) == before


def test_the_child_ends_when_its_parent_does(web: Web, place: Place) -> None:
    @web.on("www.a.go.th/*")
    def slow(asked: Asked) -> None:
        time.sleep(0.3)
        asked.send(b"<h1>ok</h1>")

    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, concurrency_per_host=1)
    place.new_run([f"http://www.a.go.th/{n}" for n in range(200)])
    code = (
        "import sys; from pathlib import Path; from oitcheck.crawl import fetch;"
        "fetch(Path(sys.argv[1]), int(sys.argv[2]))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(place.folder), str(place.run)])
    while len(place.captures()) < 2:
        assert parent.poll() is None
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    time.sleep(2)
    quiet = len(web.seen)
    time.sleep(1.5)
    assert len(web.seen) == quiet
    assert quiet < 60


def test_ctrl_c_keeps_what_was_fetched_and_is_raised_again(web: Web, place: Place) -> None:
    @web.on("www.a.go.th/*")
    def slow(asked: Asked) -> None:
        time.sleep(0.1)
        asked.send(b"<h1>ok</h1>")

    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"}, concurrency_per_host=1)
    place.new_run([f"http://www.a.go.th/{n}" for n in range(200)])

    def stop(progress: Progress) -> None:
        if progress.done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(place.folder, place.run, stop)
    assert 3 <= len(place.captures()) < 200
    assert Archive(place.folder / "evidence").cut(place.store.indexed_ends()) == 0


def test_a_child_that_crashes_is_a_clear_result(web: Web, place: Place) -> None:
    place.configure()
    place.new_run(["http://www.a.go.th/"])
    place.run += 77
    result = place.fetch()
    assert result.state == "failed"
    assert "status 1" in result.message


def test_progress_is_told_while_it_goes_on(web: Web, place: Place) -> None:
    web.page("www.a.go.th/*", '<a href="x.pdf">x</a>')
    place.configure(hosts={"*.go.th": f"127.0.0.1:{web.port}"})
    place.new_run([f"http://www.a.go.th/{n}" for n in range(5)])
    told: list[Progress] = []
    result = fetch(place.folder, place.run, told.append)
    assert result.progress == told[-1]
    assert (told[-1].phase, told[-1].done, told[-1].total) == ("done", 6, 6)
    assert told[0].total == 5


@pytest.mark.slow
def test_without_a_network_it_ends_soon_and_asks_canaries_once(place: Place) -> None:
    urls = [f"http://www.one-host.invalid/{n}" for n in range(45)]
    urls += [f"http://www.host-{n}.invalid/" for n in range(5)]
    sites = [f"www.site-{n}.invalid" for n in range(9)]
    place.store.put_agencies(
        [Agency(f"a{n}", str(n), "x", hosts=(s,)) for n, s in enumerate(sites)]
    )
    place.configure(delay=1.0, delay_per_address=0.25, concurrency_per_host=1)
    began = time.monotonic()
    captures = place.crawl(urls)
    assert time.monotonic() - began < 30
    canaries = [c for found in captures.values() for c in found if c.purpose is Purpose.CANARY]
    assert len(canaries) == 5
    for url in urls:
        (capture,) = captures[url]
        assert capture.problem is not None
        assert (capture.problem.code, capture.answered) == (ProblemCode.DNS, False)


def test_canaries_of_the_settings_are_asked_when_all_servers_are_down(
    web: Web, place: Place
) -> None:
    web.page("canary.go.th/", "<h1>alive</h1>")
    place.configure(
        hosts={"canary.go.th": f"127.0.0.1:{web.port}", "*.down.go.th": "127.0.0.1:9"},
        canaries=["http://canary.go.th"],
    )
    captures = place.crawl(["http://www.down.go.th/"])
    (canary,) = captures["http://canary.go.th/"]
    assert (canary.purpose, canary.status) == (Purpose.CANARY, 200)


def test_no_canary_where_anything_answers(web: Web, place: Place) -> None:
    web.page("www.a.go.th/", "<h1>ok</h1>")
    place.configure(
        hosts={"www.a.go.th": f"127.0.0.1:{web.port}", "*.down.go.th": "127.0.0.1:9"},
        canaries=["http://www.a.go.th/canary"],
    )
    place.crawl(["http://www.a.go.th/", "http://www.down.go.th/"])
    assert web.asked("www.a.go.th/canary") == 0


def test_a_child_that_complains_without_end_is_heard_and_ends(
    web: Web, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where its log can't be written, which it tells on its standard error for each line."""

    web.page("www.a.go.th/ita", "<h1>ข้อมูล O1</h1>")
    _configure(place, web)
    monkeypatch.setenv("PYTHONVERBOSE", "1")  # a megabyte of complaints; a pipe holds 64 KB
    captures = place.crawl(["http://www.a.go.th/ita"])
    assert captures["http://www.a.go.th/ita"][0].status == 200
