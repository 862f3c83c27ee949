from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import AGENCY, NOON, body, entry, failed, handed_in, later, page, prepared, run_of

from oitcheck.model import Decision, Outcome, RecordRef, Rendition, RenditionKind
from oitcheck.store import Store
from oitcheck.store.columns import PackedText, instant_text

A = "https://a.go.th/x"


def test_renditions_come_back_with_their_bodies_known(store: Store) -> None:
    run = run_of(store)
    key = store.add_capture(page(run, A, sha256="a" * 64), body("a"))
    other = store.add_capture(failed(run, A, attempt=2))
    shot = Rendition(key, RenditionKind.SCREENSHOT, "b" * 64, "image/png", later(1), A)
    store.add_rendition(shot, body("b", 5000))
    dom = Rendition(key, RenditionKind.DOM, "a" * 64, "text/html", later(1), A)
    store.add_rendition(dom, record=RecordRef("oit-00001.warc.gz", 6000, 10))
    nothing = Rendition(other, RenditionKind.DOM, "", "", later(2), detail="หมดเวลา")
    store.add_rendition(nothing)
    assert store.renditions([other, key]) == (shot, dom, nothing)
    assert store.renditions([]) == ()
    assert store.blob("b" * 64) == body("b", 5000)
    assert store.indexed_ends() == {"oit-00001.warc.gz": 6010}


def test_documents_are_a_cache_by_body_and_reader(store: Store) -> None:
    assert store.document("a" * 64, "r1") is None
    store.put_document("a" * 64, "r1", '{"text": "ก\ud800"}')
    store.put_document("a" * 64, "r2", "two")
    store.put_document("a" * 64, "r1", "newer")
    assert store.document("a" * 64, "r1") == "newer"
    assert store.document("a" * 64, "r2") == "two"


def test_inputs_are_known_by_the_sha256_of_their_text(store: Store) -> None:
    text = "[catalogue]\nname = 'เกณฑ์'\n"
    assert store.put_input(text) == hashlib.sha256(text.encode()).hexdigest()
    assert store.input(store.put_input(text)) == text
    with pytest.raises(KeyError):
        store.input("0" * 64)


def test_a_judgement_is_kept_once(store: Store) -> None:
    prepared(store, ("1", "2"))
    for hours in (1, 2):
        store.add_judgement("1", NOON, "a" * 64, '{"as_of": "ก"}', later(hours))
    store.add_judgement("1", later(1), "b" * 64, "{}", later(3))
    first, second = store.judgements("1")
    assert (first.as_of, first.sha256, first.text, first.made_at) == (
        NOON,
        "a" * 64,
        '{"as_of": "ก"}',
        later(1),
    )
    assert second.as_of == later(1)
    assert store.judgements("2") == ()


def test_decisions_stand_beside_each_other_in_order_of_time(store: Store) -> None:
    prepared(store)
    second = Decision(Outcome.PASS, "reviewer", "2026-06-02T09:00:00Z", "มีเอกสารแล้ว")
    first = Decision(Outcome.FAIL, "reviewer", "2026-06-01T16:00:00+07:00", "ไม่พบ")
    store.add_decision("1", AGENCY.id, "O12", second)
    store.add_decision("1", AGENCY.id, "O12", first)
    found = store.decisions("1")
    assert [item.decision for item in found] == [replace(first, at="2026-06-01T09:00:00Z"), second]
    assert [(item.agency, item.indicator) for item in found] == [(AGENCY.id, "O12")] * 2
    assert len(store.decisions("1", later(24 * 27.5))) == 1


def test_a_decision_of_nobody_knows_when_is_refused(store: Store) -> None:
    prepared(store)
    with pytest.raises(ValueError, match="time zone"):
        store.add_decision("1", AGENCY.id, "O1", Decision(Outcome.PASS, "r", "2026-06-01", "?"))


def test_the_last_event_is_the_latest_of_submission_capture_and_decision(store: Store) -> None:
    run = run_of(store)
    prepared(store, ("2",))
    assert store.last_event("1") is None
    store.add_submission(handed_in(entry("O1", A), at=later(2)))
    assert store.last_event("1") == later(2)
    store.add_capture(failed(run, A, at=later(5)))
    assert store.last_event("1") == later(5)
    store.add_decision(
        "1", AGENCY.id, "O1", Decision(Outcome.PASS, "r", "2026-06-01T00:00:00Z", "")
    )
    assert store.last_event("1") == later(24 * 27 - 5)
    assert store.last_event("2") is None


@given(st.text(st.characters()))
def test_packed_text_comes_back_to_the_letter(text: str) -> None:
    column = PackedText()
    packed = column.process_bind_param(text, None)  # type: ignore[arg-type]
    assert column.process_result_value(packed, None) == text  # type: ignore[arg-type]


@settings(max_examples=200)
@given(
    st.datetimes(timezones=st.timezones()),
    st.datetimes(timezones=st.timezones()),
)
def test_order_of_stored_instants_is_order_of_time(first, second) -> None:  # type: ignore[no-untyped-def]
    try:
        texts = instant_text(first), instant_text(second)
    except OverflowError:
        return
    assert (texts[0] < texts[1]) == (first < second) or first.tzinfo is second.tzinfo
