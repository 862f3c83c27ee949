"""The pool: every body gets an answer, whatever the others do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from hashlib import sha256
from pathlib import Path

import bad_readers
import psutil
import pytest

from oitcheck.model import Document, ReadFailure
from oitcheck.readers import (
    ALL_PAGES,
    READER_KEY,
    Job,
    Outcome,
    Tesseract,
    read_all,
    reader_key,
)
from oitcheck.readers.worker import READY, Limits, serve

MB = 1024 * 1024


class Memory:
    """A cache in a dict."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], Outcome] = {}

    def get(self, given: str, key: str) -> Outcome | None:
        return self.held.get((given, key))

    def put(self, given: str, key: str, outcome: Outcome) -> None:
        self.held[given, key] = outcome


def job(body: bytes, media_type: str = "text/plain", name: str = "") -> Job:
    return Job(sha256(body).hexdigest(), media_type, name, lambda: body)


def run(bodies: list[bytes], **named: object) -> tuple[dict[bytes, Outcome], Memory]:
    cache = Memory()
    jobs = [job(body) for body in bodies]
    by_sha = {j.sha256: body for j, body in zip(jobs, bodies, strict=True)}
    options: dict[str, object] = {"workers": 1, "timeout_seconds": 20, "memory_bytes": 700 * MB}
    read_all(jobs, cache, read=bad_readers.read, **(options | named))  # type: ignore[arg-type]
    return {by_sha[sha]: outcome for (sha, _), outcome in cache.held.items()}, cache


def reason(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, ReadFailure) else "read"


@pytest.mark.slow
def test_a_worker_that_dies_or_raises_costs_only_its_own_body() -> None:
    bodies = [b"exit", b"one", b"abort", b"raise", b"two"]
    found, _ = run(bodies)
    assert [reason(found[body]) for body in bodies] == ["crash", "read", "crash", "crash", "read"]
    failure = found[b"raise"]
    assert isinstance(failure, ReadFailure)
    assert "ZeroDivisionError" in failure.detail


@pytest.mark.slow
def test_a_body_that_hangs_is_given_up_at_the_limit_and_the_rest_is_read() -> None:
    started = time.monotonic()
    found, _ = run([b"hang", b"after"], timeout_seconds=4.0)
    assert reason(found[b"hang"]) == "timeout"
    assert reason(found[b"after"]) == "read"
    assert time.monotonic() - started < 30


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no process can be stopped there")
def test_a_worker_that_stands_still_while_it_takes_a_body_holds_up_nobody() -> None:
    large = b"large " * 2_000_000

    def later() -> bytes:
        time.sleep(1)
        return large

    jobs = [job(b"stop"), Job("1" * 64, "text/plain", "", later), job(b"two")]
    cache = Memory()
    read_all(jobs, cache, workers=1, timeout_seconds=4, read=bad_readers.read)
    outcomes = {sha: reason(outcome) for (sha, _), outcome in cache.held.items()}
    assert outcomes == {jobs[0].sha256: "read", "1" * 64: "timeout", jobs[2].sha256: "read"}
    held = cache.held["1" * 64, READER_KEY]
    assert isinstance(held, ReadFailure) and str(len(large)) in held.detail


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no limit of processor time there")
def test_a_body_that_goes_on_and_on_is_ended_by_the_system_when_nobody_watches() -> None:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    worker = multiprocessing.get_context("spawn").Process(
        target=serve, args=(theirs, bad_readers.read, "k", Limits(700 * MB, 1.0), {}), daemon=True
    )
    worker.start()
    assert ours.recv_bytes() == READY
    ours.send(("0" * 64, "text/plain", ""))
    ours.send_bytes(b"spin")
    worker.join(timeout=60)
    assert worker.exitcode == -signal.SIGXCPU


@pytest.mark.slow
def test_the_memory_of_an_engine_at_work_counts_too() -> None:
    engine = Tesseract("tesseract", "tha", "test")
    outcomes, _ = run([b"child", b"one"], engine=engine, timeout_seconds=60)
    assert reason(outcomes[b"child"]) == "memory"
    assert reason(outcomes[b"one"]) == "read"


@pytest.mark.slow
def test_how_a_worker_ended_is_told() -> None:
    outcomes, _ = run([b"abort"])
    held = outcomes[b"abort"]
    assert isinstance(held, ReadFailure)
    assert held.detail == "the worker ended with SIGABRT; a body of 5 bytes"


def test_a_body_that_eats_memory_is_stopped_at_the_limit() -> None:
    found, _ = run([b"eat", b"after"], memory_bytes=300 * MB)
    assert reason(found[b"eat"]) == "memory"
    assert reason(found[b"after"]) == "read"


def test_what_the_cache_holds_is_not_loaded_and_not_read_again() -> None:
    cache = Memory()
    first = read_all([job(b"a"), job(b"b"), job(b"a")], cache, workers=1)
    assert (first.read, first.cached) == (2, 0)

    def refuse() -> bytes:
        raise AssertionError("loaded")

    seen: list[str] = []
    again = read_all(
        [Job(sha256(b"a").hexdigest(), "text/plain", "", refuse)],
        cache,
        on_done=lambda job, outcome: seen.append(reason(outcome)),
    )
    assert (again.read, again.cached, seen) == (0, 1, ["read"])


def test_our_own_faults_are_tried_again_only_on_request() -> None:
    cache = Memory()
    sha = sha256(b"fine").hexdigest()
    cache.put(sha, READER_KEY, ReadFailure(sha, READER_KEY, "timeout"))
    assert read_all([job(b"fine")], cache, workers=1).cached == 1
    assert read_all([job(b"fine")], cache, workers=1, retry_own_faults=True).read == 1
    assert reason(cache.held[sha, READER_KEY]) == "read"


def test_a_body_that_cannot_be_loaded_is_reported_but_not_remembered() -> None:
    def broken() -> bytes:
        raise OSError("record is damaged")

    cache = Memory()
    summary = read_all([Job("0" * 64, "text/plain", "", broken), job(b"fine")], cache, workers=1)
    assert summary.failures == {"crash": 1}
    assert [reason(outcome) for outcome in cache.held.values()] == ["read"]


def test_cancelling_keeps_what_was_read_and_leaves_no_process() -> None:
    cache, cancel = Memory(), threading.Event()
    bodies = [b"quick", *(b"slow %d" % number for number in range(50))]
    before = set(psutil.Process().children())
    summary = read_all(
        [job(body) for body in bodies],
        cache,
        workers=2,
        on_done=lambda job, outcome: cancel.set(),
        cancel=cancel,
        read=bad_readers.read,
    )
    assert summary.cancelled
    assert 1 <= len(cache.held) < 10
    left = set(psutil.Process().children()) - before
    assert not [child for child in left if "spawn_main" in " ".join(child.cmdline())]


@pytest.mark.slow
def test_bodies_are_loaded_one_for_each_free_worker() -> None:
    loaded: list[int] = []
    done: list[str] = []
    most = 0

    def loader(number: int) -> Job:
        body = b"slow %d" % number

        def load() -> bytes:
            nonlocal most
            loaded.append(number)
            most = max(most, len(loaded) - len(done))
            return body

        return Job(sha256(body).hexdigest(), "text/plain", "", load)

    read_all(
        (loader(number) for number in range(6)),
        Memory(),
        workers=2,
        on_done=lambda job, outcome: done.append(job.sha256),
        read=bad_readers.read,
    )
    assert len(done) == 6
    assert most <= 2


def test_a_worker_gives_the_same_document_as_reading_in_this_process() -> None:
    from oitcheck import reading

    body = "<h1>แผน</h1><p>ปีงบประมาณ 2569</p>".encode()
    given = job(body, "text/html")
    cache = Memory()
    read_all([given], cache, workers=1)
    here = reading.read(body, "html", sha256=given.sha256, reader=READER_KEY)
    assert cache.held[given.sha256, READER_KEY] == here
    assert isinstance(here, Document)


def test_what_an_engine_takes_part_in_is_kept_under_a_key_of_its_own(tmp_path: Path) -> None:
    engine = Tesseract(str(tmp_path / "none"), "tha", "tesseract-0:tha:000")
    cache = Memory()
    given = job(b"plain text", "text/plain")
    read_all([given], cache, workers=1, engine=engine)
    read_all([given], cache, workers=1)
    kept = {key for _, key in cache.held}
    assert kept == {reader_key(engine), READER_KEY}
    assert read_all([given], cache, workers=1, engine=engine, ocr_pages=ALL_PAGES).cached == 0
    assert "ocr=tesseract-0:tha:000/8;" in reader_key(engine)


def test_no_worker_that_starts_is_an_error_and_not_an_endless_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from oitcheck.readers import pool

    monkeypatch.setattr(pool, "_START_SECONDS", -1.0)
    with pytest.raises(RuntimeError, match="do not start"):
        read_all([job(b"x")], Memory(), workers=1)
