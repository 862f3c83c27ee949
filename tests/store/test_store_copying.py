from __future__ import annotations

from pathlib import Path

import pytest
from samples import AGENCY, NOON, body, edge, entry, failed, handed_in, later, page, run_of

from oitcheck.errors import OitcheckError
from oitcheck.model import Decision, Outcome
from oitcheck.store import NewCapture, Store, open_store


def test_a_copy_holds_all_that_the_store_holds(store: Store, tmp_path: Path) -> None:
    run = run_of(store)
    urls = [f"https://a.go.th/{n}" for n in range(1200)]
    store.add_targets(run, urls)
    store.add_captures(
        [NewCapture(failed(run, url), edges=(edge(url, url + "/d"),)) for url in urls[:1100]]
    )
    store.add_capture(page(run, urls[1100], sha256="a" * 64), body("a"))
    store.add_submission(handed_in(entry("O1", *urls[:3]), entry("O2", withdrawn=True)))
    store.put_document("a" * 64, "r1", "ข้อความ")
    store.put_input("ข้อมูล")
    store.add_judgement("1", NOON, "b" * 64, "{}", later(1))
    ruling = Decision(Outcome.PASS, "r", "2026-06-01T00:00:00Z", "")
    store.add_decision("1", AGENCY.id, "O1", ruling)
    path = tmp_path / "copy.db"
    store.copy_to(path)
    assert [item.name for item in tmp_path.glob("copy.db*")] == ["copy.db"]
    with open_store(path) as copy:
        assert copy.agencies() == store.agencies()
        assert copy.agency_names() == store.agency_names()
        assert copy.rounds() == store.rounds()
        assert copy.submissions(["1"]) == store.submissions(["1"])
        assert copy.runs("1") == store.runs("1")
        assert list(copy.captures("1")) == list(store.captures("1"))
        assert list(copy.edges("1")) == list(store.edges("1"))
        assert copy.pending(run) == store.pending(run)
        assert copy.blob("a" * 64) == body("a")
        assert copy.document("a" * 64, "r1") == "ข้อความ"
        assert copy.judgements("1") == store.judgements("1")
        assert copy.decisions("1") == store.decisions("1")
        assert copy.indexed_ends() == store.indexed_ends()
        assert copy.last_event("1") == store.last_event("1")


def test_a_copy_goes_on_growing(store: Store, tmp_path: Path) -> None:
    run = run_of(store)
    first = store.add_capture(failed(run, "https://a.go.th/"))
    store.copy_to(tmp_path / "copy.db")
    with open_store(tmp_path / "copy.db") as copy:
        assert copy.add_capture(failed(run, "https://b.go.th/")) == first + 1
        assert copy.add_submission(handed_in(entry("O1", "http://a/"))) is not None


def test_a_copy_never_writes_over_a_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "there.db"
    path.write_bytes(b"mine")
    with pytest.raises(OitcheckError, match="there already"):
        store.copy_to(path)
    assert path.read_bytes() == b"mine"
