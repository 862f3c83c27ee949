"""What a run has asked, what was asked to compare, and what an earlier run holds of a URL."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import NOON, body, failed, later, page, run_of

from oitcheck.model import Capture, Purpose, RunKind
from oitcheck.store import Store

A, B = "https://a.go.th/x", "https://b.go.th/x"
ETAG = ("ETag", '"v1"')
SINCE = ("last-modified", "Tue, 05 May 2026 02:00:00 GMT")


def _add(store: Store, run: int, name: str, *headers: tuple[str, str], **more: object) -> Capture:
    seen = replace(page(run, A, sha256=name * 64), headers=headers, **more)  # type: ignore[arg-type]
    key = store.add_capture(seen, body(name))
    return replace(seen, id=key)


def test_the_newest_good_body_of_an_earlier_run_is_held_with_its_validators(store: Store) -> None:
    first = run_of(store)
    _add(store, first, "a", ETAG)
    newest = _add(store, store.create_run("1", RunKind.AGAIN, later(1)), "b", ETAG, SINCE)
    third = store.create_run("1", RunKind.AGAIN, later(2))
    held = store.looking.held(third, [A, B])
    assert held.keys() == {A}
    assert (held[A].sha256, held[A].final_url) == ("b" * 64, newest.final_url)
    assert (held[A].etag, held[A].last_modified) == (ETAG[1], SINCE[1])


@pytest.mark.parametrize(
    "more",
    [
        {"problem": failed(1, A).problem},
        {"purpose": Purpose.SIBLING_PROBE},
        {"purpose": Purpose.SECOND_AGENT},
        {"url": B},
    ],
    ids=["trouble", "probe", "other visitor", "other address"],
)
def test_nothing_else_is_held(store: Store, more: dict[str, object]) -> None:
    _add(store, run_of(store), "a", ETAG, **more)
    assert store.looking.held(store.create_run("1", RunKind.AGAIN, later(1)), [A]) == {}


def test_a_run_holds_nothing_of_itself_of_later_ones_or_of_a_watch(store: Store) -> None:
    first = run_of(store)
    _add(store, first, "a", ETAG)
    assert store.looking.held(first, [A]) == {}
    watch = store.create_run("1", RunKind.WATCH, later(1))
    _add(store, watch, "b", ETAG)
    third = store.create_run("1", RunKind.AGAIN, later(2))
    assert store.looking.held(third, [A])[A].sha256 == "a" * 64


def test_a_body_without_validators_is_not_held(store: Store) -> None:
    first = run_of(store)
    _add(store, first, "a")
    assert store.looking.held(store.create_run("1", RunKind.AGAIN, later(1)), [A]) == {}


def test_validators_outlive_a_304_without_them_but_no_other_body_and_no_other_address(
    store: Store,
) -> None:
    first = run_of(store)
    _add(store, first, "a", ETAG)
    _add(store, store.create_run("1", RunKind.AGAIN, later(1)), "a", status=304)
    third = store.create_run("1", RunKind.AGAIN, later(2))
    assert store.looking.held(third, [A])[A].etag == ETAG[1]
    _add(store, third, "a", status=200, final_url=A + "/elsewhere")
    fourth = store.create_run("1", RunKind.AGAIN, later(3))
    assert store.looking.held(fourth, [A]) == {}
    _add(store, fourth, "b")
    assert store.looking.held(store.create_run("1", RunKind.AGAIN, later(4)), [A]) == {}


def test_what_a_run_has_asked_comes_in_order_and_without_weight(store: Store) -> None:
    run = run_of(store)
    other = store.create_run("1", RunKind.AGAIN, NOON)
    for number in range(1100):
        store.add_capture(page(run if number % 2 else other, f"http://h/{number}"))
    store.add_capture(
        replace(failed(run, B), status=429, headers=(("Retry-After", "9"),), purpose=Purpose.ROBOTS)
    )
    asked = list(store.looking.asked(run))
    assert len(asked) == 551
    assert [one.id for one in asked] == sorted(one.id for one in asked)
    assert {(one.good, one.status, one.retry_after) for one in asked[:-1]} == {(True, 200, "")}
    last = asked[-1]
    assert (last.url, last.purpose, last.good, last.retry_after) == (B, Purpose.ROBOTS, False, "9")


def test_captures_for_a_purpose_leave_watches_and_later_ones_out(store: Store) -> None:
    run = run_of(store)
    watch = store.create_run("1", RunKind.WATCH, NOON)
    probe = replace(page(run, A), purpose=Purpose.SECOND_AGENT)
    for seen in (probe, page(run, A), replace(probe, run=watch), replace(probe, url=B)):
        store.add_capture(seen)
    store.add_capture(replace(probe, url=A + "/late", taken_at=later(9)))
    looking = store.looking
    wanted = (Purpose.SECOND_AGENT,)
    assert [c.url for c in looking.captures_for(wanted, "1", later(1))] == [A, B]
    assert [c.url for c in looking.captures_for(wanted, "1", None, [B, A + "/none"])] == [B]
    assert looking.captures_for(wanted, "2") == ()
    assert looking.captures_for(wanted, "1", None, []) == ()
