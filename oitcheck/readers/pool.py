"""Bodies to Documents in worker processes, with limits of time and memory for each body.

A worker that hangs, eats memory or dies is killed and replaced; its body becomes a ReadFailure
and the rest goes on. A body is loaded only when a worker is free for it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing.connection import Connection

import psutil

from oitcheck import reading
from oitcheck.model import ReadFailure
from oitcheck.readers.jobs import OWN_FAULTS, Cache, Job, OnDone, Outcome, Summary
from oitcheck.readers.tesseract import Tesseract
from oitcheck.readers.word import WordConverter
from oitcheck.readers.worker import READY, Limits, Read, serve

READER_KEY = reading.reader_key()
"""The key of what is read without an OCR engine."""
OCR_PAGES = reading.OCR_PAGES
_LOOK = 0.1
_START_SECONDS = 120.0
_START_ATTEMPTS = 3
_END_SECONDS = 5.0


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


_Said = tuple["_Worker", bytes | None]


class _Worker:
    """One process and what it is at. Threads speak and listen for this process: a worker that
    stands still in the middle of a body or of an answer must not hold up the others."""

    def __init__(self, read: Read, limits: Limits, key: str, extra: Mapping[str, object]) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._pipe: Connection = ours
        self.process = context.Process(
            target=serve, args=(theirs, read, key, limits, extra), daemon=True
        )
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.size = 0
        self.ready = False
        self.deadline = time.monotonic() + _START_SECONDS
        self._has_children = bool(extra)
        self._threads: list[threading.Thread] = []

    def listen(self, said: queue.SimpleQueue[_Said]) -> None:
        """Put what it says into ``said``, None when it is gone."""
        self._begin(self._listening, said)

    def give(self, job: Job, body: bytes, deadline: float) -> None:
        """Send a body; a worker that ends while it takes it is heard of by `listen`."""
        self.job, self.size, self.deadline = job, len(body), deadline
        self._threads = [each for each in self._threads if each.is_alive()]
        self._begin(self._sending, (job.sha256, job.media_type, job.name), body)

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listening(self, said: queue.SimpleQueue[_Said]) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                said.put((self, self._pipe.recv_bytes()))
        said.put((self, None))

    def _sending(self, head: object, body: bytes) -> None:
        with contextlib.suppress(OSError):
            self._pipe.send(head)
            self._pipe.send_bytes(body)

    @property
    def memory(self) -> int:
        """Resident bytes, with those of an OCR engine at work for it; 0 if the process is gone."""
        try:
            own = psutil.Process(self.process.pid)
            children = own.children(recursive=True) if self._has_children else []
            total = int(own.memory_info().rss)
        except psutil.Error:
            return 0
        for child in children:
            with contextlib.suppress(psutil.Error):
                total += int(child.memory_info().rss)
        return total

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
        for thread in self._threads:  # its end of the pipe is gone, so they come to theirs
            thread.join(timeout=_END_SECONDS)
        self._pipe.close()
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
        self._said: queue.SimpleQueue[_Said] = queue.SimpleQueue()
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
                limits = Limits(self._memory, self._timeout)
                worker = _Worker(self._read, limits, self.key, self._extra)
                worker.listen(self._said)
                self._workers.append(worker)
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
        worker.give(job, body, time.monotonic() + self._timeout)

    def _listen(self) -> None:
        """Take what the workers say, waiting for a moment if none does."""
        wait: float | None = _LOOK
        while True:
            try:
                worker, message = self._said.get(timeout=wait)
            except queue.Empty:
                return
            wait = 0.0
            if worker not in self._workers:
                continue  # its last words; it was given up before
            if message is None:
                self._ended(worker)
            elif message == READY and not worker.ready:
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

    def _ended(self, worker: _Worker) -> None:
        worker.process.join(timeout=_END_SECONDS)
        code = worker.process.exitcode
        if code is not None and code == -getattr(signal, "SIGXCPU", 0):
            self._lost(worker, "timeout", f"more than {self._timeout:g} s of processor time")
            return
        name = str(code)
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                name = signal.Signals(-code).name
        self._lost(worker, "crash", f"the worker ended with {name}")

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
        job, size = worker.job, worker.size
        self._drop(worker)
        if job is not None:
            detail = f"{detail}; a body of {size} bytes"
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
