"""Bodies to Documents in worker processes, with limits of time and memory for each body.

A worker that hangs, eats memory or dies is killed and replaced; its body becomes a ReadFailure
and the rest goes on. A body is loaded only when a worker is free for it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from multiprocessing.connection import Connection, wait

import psutil

from oitcheck import reading
from oitcheck.model import ReadFailure
from oitcheck.readers.jobs import OWN_FAULTS, Cache, Job, OnDone, Outcome, Summary
from oitcheck.readers.tesseract import Tesseract
from oitcheck.readers.word import WordConverter
from oitcheck.readers.worker import READY, Read, serve

READER_KEY = reading.reader_key()
"""The key of what is read without an OCR engine."""
OCR_PAGES = reading.OCR_PAGES
_LOOK = 0.1
_START_SECONDS = 120.0
_START_ATTEMPTS = 3


def read_all(
    jobs: Iterable[Job],
    cache: Cache,
    *,
    workers: int = 2,
    timeout_seconds: float = 60.0,
    memory_bytes: int = 1024 * 1024 * 1024,
    on_done: OnDone | None = None,
    cancel: threading.Event | None = None,
    retry_own_faults: bool = False,
    read: Read = reading.read,
    engine: Tesseract | None = None,
    ocr_pages: int = OCR_PAGES,
    word: WordConverter | None = None,
) -> Summary:
    """Read every body that the cache does not hold, each sha256 once.

    ``timeout_seconds`` and ``memory_bytes`` (resident) hold for one body. ``on_done`` is called
    in this thread for every body, from the cache too. ``cancel`` ends the work at the next look
    (0.1 s); what was read until then stays in the cache. ``retry_own_faults`` reads again what
    failed by a limit or crash of ours. ``read`` must be importable by name in a new process.
    ``engine`` reads pages that are pictures, at most ``ocr_pages`` of a body; Documents are kept
    under `reader_key` of the two.
    Raises RuntimeError if no worker can be started.
    """
    extra: dict[str, object] = {}
    if engine is not None:
        extra |= {"engine": engine, "ocr_pages": ocr_pages}
    if word is not None:
        extra["convert"] = word
    key = reader_key(engine, ocr_pages, word)
    pool = _Pool(cache, workers, timeout_seconds, memory_bytes, on_done, read, key, extra)
    stop = cancel or threading.Event()
    wanted = _wanted(jobs, pool, retry_own_faults)
    try:
        pool.run(wanted, stop)
    finally:
        pool.close()
    return pool.summary


def reader_key(
    engine: Tesseract | None, ocr_pages: int = OCR_PAGES, word: WordConverter | None = None
) -> str:
    """The key under which Documents read with those programs are kept."""
    convert = "none" if word is None else word.key
    if engine is None:
        return reading.reader_key(convert=convert)
    return reading.reader_key(engine.key, ocr_pages, convert)


def _wanted(jobs: Iterable[Job], pool: _Pool, retry: bool) -> Iterator[Job]:
    """Jobs that the cache cannot answer."""
    seen: set[str] = set()
    for job in jobs:
        if job.sha256 in seen:
            continue
        seen.add(job.sha256)
        known = pool.cache.get(job.sha256, pool.key)
        again = retry and isinstance(known, ReadFailure) and known.reason in OWN_FAULTS
        if known is None or again:
            yield job
            continue
        pool.summary.cached += 1
        if pool.on_done is not None:
            pool.on_done(job, known)


class _Worker:
    """One process and what it is at."""

    def __init__(
        self, read: Read, memory_bytes: int, key: str, extra: Mapping[str, object]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.pipe: Connection = ours
        self.process = context.Process(
            target=serve, args=(theirs, read, key, memory_bytes, extra), daemon=True
        )
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.ready = False
        self.deadline = time.monotonic() + _START_SECONDS

    @property
    def memory(self) -> int:
        """Resident bytes, 0 if the process is gone."""
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _children(self) -> list[psutil.Process]:
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.Error:
            return []

    def kill(self) -> None:
        for child in self._children():  # an OCR engine that is at work for it
            with contextlib.suppress(psutil.Error):
                child.kill()
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.process.close()


class _Pool:
    def __init__(
        self,
        cache: Cache,
        workers: int,
        timeout_seconds: float,
        memory_bytes: int,
        on_done: OnDone | None,
        read: Read,
        key: str,
        extra: Mapping[str, object],
    ) -> None:
        self.cache = cache
        self.key = key
        self._extra = extra
        self.on_done = on_done
        self.summary = Summary()
        self._most = max(1, workers)
        self._timeout = timeout_seconds
        self._memory = memory_bytes
        self._read = read
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def run(self, jobs: Iterator[Job], stop: threading.Event) -> None:
        waiting: Job | None = next(jobs, None)
        while not stop.is_set():
            idle = next((w for w in self._workers if w.ready and w.job is None), None)
            while waiting is not None and idle is not None:
                self._give(idle, waiting)
                waiting = next(jobs, None)
                idle = next((w for w in self._workers if w.ready and w.job is None), None)
            busy = any(worker.job for worker in self._workers)
            if waiting is None and not busy:
                return
            starting = any(not worker.ready for worker in self._workers)
            if waiting is not None and not starting and len(self._workers) < self._most:
                self._workers.append(_Worker(self._read, self._memory, self.key, self._extra))
            self._listen()
            self._watch()
        self.summary.cancelled = True

    def close(self) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def _give(self, worker: _Worker, job: Job) -> None:
        try:
            body = job.load()
        except Exception as trouble:
            # The body could not be fetched from where it is kept: nothing was learned about it,
            # so it is reported but not remembered.
            detail = f"load: {type(trouble).__name__}: {trouble}"[:300]
            self._done(job, ReadFailure(job.sha256, self.key, "crash", detail), keep=False)
            return
        worker.job = job
        worker.deadline = time.monotonic() + self._timeout
        try:
            worker.pipe.send((job.sha256, job.media_type, job.name))
            worker.pipe.send_bytes(body)
        except OSError:
            self._lost(worker, "crash", "the worker ended while it took the body")

    def _listen(self) -> None:
        """Take what the workers say, waiting for a moment if none does."""
        speaking = wait([worker.pipe for worker in self._workers], timeout=_LOOK)
        for worker in [w for w in self._workers if w.pipe in speaking]:
            try:
                message = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                worker.process.join(timeout=5)
                self._lost(worker, "crash", f"the worker ended with {worker.process.exitcode}")
                continue
            if message == READY and not worker.ready:
                worker.ready = True
                self._failed_starts = 0
            elif worker.job is not None:
                job, worker.job = worker.job, None
                outcome = reading.codec.loads(message.decode("utf-8"))
                # Libraries leak and fragment: a worker that has grown is replaced.
                out_of_memory = isinstance(outcome, ReadFailure) and outcome.reason == "memory"
                if out_of_memory or worker.memory > self._memory // 2:
                    self._drop(worker)
                self._done(job, outcome)

    def _watch(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.job is None and worker.ready:
                continue
            if worker.job is not None and worker.memory > self._memory:
                limit = f"more than {self._memory // (1024 * 1024)} MB"
                self._lost(worker, "memory", limit)
            elif now > worker.deadline:
                self._lost(worker, "timeout", f"more than {self._timeout:g} s")

    def _lost(self, worker: _Worker, reason: str, detail: str) -> None:
        job = worker.job
        self._drop(worker)
        if job is not None:
            self._done(job, ReadFailure(job.sha256, self.key, reason, detail))
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _START_ATTEMPTS:
                raise RuntimeError(f"reader processes do not start: {detail}")

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.kill()

    def _done(self, job: Job, outcome: Outcome, *, keep: bool = True) -> None:
        if keep:
            self.cache.put(job.sha256, self.key, outcome)
        self.summary.add(outcome)
        if self.on_done is not None:
            self.on_done(job, outcome)
