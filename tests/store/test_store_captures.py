from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from samples import AGENCY, NOON, body, edge, failed, later, page, run_of

from oitcheck.model import Purpose, RecordRef, RunKind
from oitcheck.store import NewCapture, Store
from oitcheck.store.columns import url_key

A, B, C = "https://a.go.th/x", "https://b.go.th/x", "https://c.go.th/x"


def test_a_capture_comes_back_as_it_was_seen(store: Store) -> None:
    run = run_of(store)
    seen = page(run, A, sha256="a" * 64)
    key = store.add_capture(seen, body("a"))
    assert list(store.captures("1")) == [replace(seen, id=key)]
    assert store.capture(key) == replace(seen, id=key)
    assert store.blob("a" * 64) == body("a")
    assert store.record(key) == RecordRef("oit-00001.warc.gz", 379, 300)


def test_a_failure_comes_back_with_its_problem_and_its_record(store: Store) -> None:
    run = run_of(store)
    record = RecordRef("oit-00001.warc.gz", 900, 250)
    key = store.add_capture(failed(run, A), record=record)
    (found,) = store.captures("1")
    assert found == replace(failed(run, A), id=key)
    assert store.record(key) == record


def test_the_same_fetch_can_be_stored_once_only_and_nothing_of_the_batch_stays(
    store: Store,
) -> None:
    run = run_of(store)
    store.add_capture(failed(run, A))
    with pytest.raises(ValueError, match="can't be stored"):
        store.add_captures([NewCapture(failed(run, B)), NewCapture(failed(run, A))])
    assert [item.url for item in store.captures("1")] == [A]
    store.add_capture(failed(run, A, attempt=2))
    store.add_capture(replace(failed(run, A), purpose=Purpose.SECOND_AGENT))


def test_a_capture_of_a_body_that_nobody_has_stored_is_refused(store: Store) -> None:
    run = run_of(store)
    with pytest.raises(ValueError, match="can't be stored"):
        store.add_capture(page(run, A, sha256="d" * 64))
    with pytest.raises(ValueError, match="another body"):
        store.add_capture(page(run, A, sha256="d" * 64), body("e"))


def test_a_body_at_two_addresses_is_held_once_and_each_fetch_knows_its_record(
    store: Store,
) -> None:
    run = run_of(store)
    revisit = RecordRef("oit-00001.warc.gz", 2000, 200)
    first = store.add_capture(page(run, A, sha256="a" * 64), body("a"))
    second = store.add_capture(page(run, B, sha256="a" * 64), replace(body("a"), record=revisit))
    assert store.record(first) == RecordRef("oit-00001.warc.gz", 379, 300)
    assert store.record(second) == revisit
    assert store.indexed_ends() == {"oit-00001.warc.gz": 2200}


def test_indexed_ends_name_the_last_known_byte_of_each_file(store: Store) -> None:
    run = run_of(store)
    assert store.indexed_ends() == {}
    store.add_capture(page(run, A, sha256="a" * 64), body("a"))
    store.add_capture(page(run, B, sha256="b" * 64), body("b", 0, "oit-00002.warc.gz"))
    store.add_capture(failed(run, C), record=RecordRef("oit-00002.warc.gz", 300, 44))
    assert store.indexed_ends() == {"oit-00001.warc.gz": 679, "oit-00002.warc.gz": 344}


def test_ids_follow_the_order_of_the_batch(store: Store) -> None:
    run = run_of(store)
    urls = [f"https://{n}.go.th/" for n in range(500)]
    ids = store.add_captures([NewCapture(failed(run, url)) for url in urls])
    assert [store.capture(key).url for key in ids] == urls  # type: ignore[union-attr]
    assert store.add_captures([]) == []


def test_pending_pages_through_every_target_without_a_capture_once(store: Store) -> None:
    run = run_of(store)
    urls = [f"https://h{n % 7}.go.th/{n}" for n in range(100)]
    store.add_targets(run, urls)
    store.add_targets(run, urls[:10])
    assert store.target_count(run) == 100
    store.add_captures([NewCapture(failed(run, url)) for url in urls[:30]])
    found: list[str] = []
    while part := store.pending(run, after=found[-1] if found else "", limit=9):
        found += part
    assert sorted(found) == sorted(urls[30:])
    assert found == store.pending(run)
    assert store.pending(run, Purpose.CANARY) == []


def test_pending_looks_at_run_and_purpose(store: Store) -> None:
    run = run_of(store)
    other = store.create_run("1", RunKind.AGAIN, later(1))
    store.add_targets(run, [A])
    store.add_targets(other, [A])
    store.add_capture(replace(failed(run, A), purpose=Purpose.CANARY))
    assert store.pending(run) == [A]
    store.add_capture(failed(run, A))
    assert store.pending(run) == []
    assert store.pending(other) == [A]


def test_twelve_thousand_targets_go_in_and_out(store: Store) -> None:
    run = run_of(store)
    urls = [f"https://h{n % 200}.go.th/{n}" for n in range(12_000)]
    store.add_targets(run, iter(urls))
    assert sorted(store.pending(run, limit=20_000)) == sorted(urls)


def test_a_page_of_targets_mixes_the_hosts(store: Store) -> None:
    run = run_of(store)
    store.add_targets(run, [f"https://h{n // 100}.go.th/{n}" for n in range(1000)])
    assert len({url.split("/")[2] for url in store.pending(run, limit=100)}) == 10


def test_urls_longer_than_an_index_of_postgresql_takes_are_stored(store: Store) -> None:
    import random

    noise = random.Random(1)
    run = run_of(store)
    long = "https://a.go.th/" + "".join(f"%{noise.randrange(256):02X}" for _ in range(4000))
    store.add_targets(run, [long])
    store.add_capture(failed(run, long), edges=[edge(long, long + "1")])
    assert store.pending(run) == []
    assert [item.url for item in store.captures_of([long], "1")] == [long]


def test_attachments_are_pending_until_they_are_captured_for_any_purpose(store: Store) -> None:
    run = run_of(store)
    store.add_capture(failed(run, A), edges=[edge(A, A + "/1.pdf"), edge(A, A + "/2.pdf", 1)])
    store.add_capture(failed(run, B), edges=[edge(B, A + "/1.pdf")])
    children = store.pending_attachments(run)
    assert sorted(children) == [A + "/1.pdf", A + "/2.pdf"]
    assert store.pending_attachments(run, children[0]) == children[1:]
    store.add_capture(replace(failed(run, A + "/1.pdf"), purpose=Purpose.ATTACHMENT))
    assert store.pending_attachments(run) == [A + "/2.pdf"]


def test_edges_come_by_capture_and_place_and_the_first_sight_of_one_stays(store: Store) -> None:
    run = run_of(store)
    seen = [edge(A, A + "/2.pdf", 0), edge(A, A + "/1.pdf", 1)]
    store.add_capture(failed(run, A), edges=seen)
    again = [replace(seen[0], order=5), edge(A, A + "/3.pdf", 6)]
    store.add_capture(failed(run, A, attempt=2, at=later(2)), edges=again)
    store.add_capture(failed(run, B), edges=[edge(B, B + "/1.pdf")])
    assert list(store.edges("1", [A])) == [(run, seen[0]), (run, seen[1]), (run, again[1])]
    assert len(list(store.edges("1"))) == 4
    assert len(list(store.edges("1", until=later(1)))) == 3
    assert list(store.edges("1", [])) == []
    assert list(store.edges("2")) == []


def test_edges_of_more_parents_than_a_statement_takes_are_found(store: Store) -> None:
    run = run_of(store)
    urls = [f"https://a.go.th/{n}" for n in range(1200)]
    store.add_captures(
        [NewCapture(failed(run, url), edges=(edge(url, url + "/d.pdf"),)) for url in urls]
    )
    assert [item.parent for _, item in store.edges("1", set(urls[1:]))] == urls[1:]


def test_captures_are_those_of_the_round_by_then(store: Store) -> None:
    run = run_of(store)
    store.ensure_round("2", 2569)
    other = store.create_run("2", RunKind.FIRST, NOON)
    for n in range(700):
        store.add_capture(failed(run, f"https://a.go.th/{n}", at=later(n)))
    store.add_capture(failed(other, A))
    assert len(list(store.captures("1"))) == 700
    assert len(list(store.captures("1", later(9)))) == 10
    assert [item.run for item in store.captures("2")] == [other]
    wanted = [f"https://a.go.th/{n}" for n in (600, 5, 5)]
    assert [item.url[-3:] for item in store.captures_of(wanted, "1")] == ["h/5", "600"]
    assert len(store.captures_of(wanted, "1", later(9))) == 1


def test_runs_start_and_end(store: Store) -> None:
    run = run_of(store)
    again = store.create_run("1", RunKind.AGAIN, later(3))
    assert store.run(run).finished_at is None
    store.finish_run(run, later(2))
    assert store.run(run).finished_at == later(2)
    assert [item.id for item in store.runs("1")] == [run, again]
    assert [item.id for item in store.runs("1", later(1))] == [run]
    with pytest.raises(KeyError):
        store.run(99)


def test_text_of_broken_pages_is_stored_readably(store: Store) -> None:
    run = run_of(store)
    odd = replace(
        page(run, A),
        headers=(("X", "a\x00b\ud800"),),
        ip="\x00",
        final_url="http://\udfff/",
    )
    key = store.add_capture(odd, edges=[replace(edge(A, B), anchor="\x00ไทย\udc80")])
    found = store.capture(key)
    assert found is not None
    assert found.headers == (("X", "a\x00b\ufffd"),)
    assert found.final_url == "http://\ufffd/"
    ((_, stored),) = store.edges("1")
    assert stored.anchor == "\ufffdไทย\ufffd"


def test_naive_times_are_refused_everywhere(store: Store) -> None:
    naive = datetime(2026, 5, 5)
    run = run_of(store)
    for call in (
        lambda: store.create_run("1", RunKind.FIRST, naive),
        lambda: store.finish_run(run, naive),
        lambda: store.add_capture(failed(run, A, at=naive)),
        lambda: list(store.captures("1", naive)),
        lambda: store.put_agencies([replace(AGENCY, name="ใหม่")], naive),
    ):
        with pytest.raises(ValueError, match="time zone"):
            call()


def test_keys_of_urls_never_change() -> None:
    assert url_key("https://a.go.th/") == "da89fd4bc23d51053fff4a4fa7d8461f"
    assert len(url_key("x" * 9000)) == 32
