"""The one writer: a thread that turns what was seen into WARC records, then rows."""

from __future__ import annotations

import asyncio
import queue
import threading
from dataclasses import replace
from hashlib import sha256

from oitcheck.archive import Archive
from oitcheck.model import BlobRef, Capture
from oitcheck.store import NewCapture, Store

from .seen import Seen

_BATCH = 64
_QUEUE = 256


class Writer:
    """Takes `Seen` from the event loop and stores it: record, fsync, row (in this order).

    What has gathered while the disk was busy is one batch: one fsync, one transaction. The queue
    is bounded; `put` waits without blocking the loop. After an error nothing more is written and
    every `put` raises it.
    """

    def __init__(self, store: Store, archive: Archive, loop: asyncio.AbstractEventLoop) -> None:
        self._store = store
        self._archive = archive
        self._queue: queue.SimpleQueue[tuple[Seen, asyncio.Future[Capture]] | None] = (
            queue.SimpleQueue()
        )
        self._room = asyncio.Semaphore(_QUEUE)
        self._loop = loop
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def put(self, seen: Seen) -> Capture:
        """Wait until it is safe on the disk; the capture as stored."""
        async with self._room:
            done: asyncio.Future[Capture] = self._loop.create_future()
            self._queue.put((seen, done))
            return await done

    def close(self, seconds: float | None = None) -> None:
        """Write what is queued, then end the thread; blocks."""
        self._queue.put(None)
        self._thread.join(seconds)

    def _run(self) -> None:
        going = True
        while going:
            batch: list[tuple[Seen, asyncio.Future[Capture]]] = []
            entry = self._queue.get()
            while entry is not None:
                batch.append(entry)
                if len(batch) == _BATCH or self._queue.empty():
                    break
                entry = self._queue.get()
            going = entry is not None
            if batch:
                self._write(batch)

    def _write(self, batch: list[tuple[Seen, asyncio.Future[Capture]]]) -> None:
        try:
            if self._error is not None:
                raise self._error
            self._archive.foretell(self._held(batch))
            rows = [self._record(seen) for seen, _ in batch]
            self._archive.sync()
            ids = self._store.add_captures(rows)
            self._archive.settled()
            stored = [replace(row.capture, id=key) for row, key in zip(rows, ids, strict=True)]
        except BaseException as error:
            self._error = error
            for _, done in batch:
                self._tell(done, error)
            return
        for capture, (_, done) in zip(stored, batch, strict=True):
            self._tell(done, capture)

    def _held(self, batch: list[tuple[Seen, asyncio.Future[Capture]]]) -> dict[str, BlobRef | None]:
        """Where each body of the batch stands already, in one look-up instead of one for each."""
        names = {sha256(seen.body).hexdigest() for seen, _ in batch if seen.body is not None}
        return dict.fromkeys(names) | self._store.blobs(names)

    def _record(self, seen: Seen) -> NewCapture:
        capture = seen.capture
        if seen.body is None and capture.sha256:
            return self._not_modified(seen)
        if seen.body is None:
            assert capture.problem is not None
            record = self._archive.append_failure(
                capture.url,
                capture.problem,
                capture.taken_at,
                capture.ip,
                status=capture.status,
                hops=capture.hops,
            )
            return NewCapture(capture, None, seen.edges, record)
        blob = self._archive.append_response(
            capture.url,
            capture.status,
            capture.headers,
            seen.body,
            capture.taken_at,
            capture.ip,
            final_url=capture.final_url,
            hops=capture.hops,
            media_type=capture.media_type,
            digest=seen.digest,
        )
        capture = replace(capture, sha256=blob.sha256, size=blob.size)
        return NewCapture(capture, blob, seen.edges)

    def _not_modified(self, seen: Seen) -> NewCapture:
        """The server says that a body which is held still holds: a revisit, and the same body."""
        capture = seen.capture
        held = self._store.blob(capture.sha256)
        assert held is not None  # an earlier capture points to it
        blob = self._archive.append_not_modified(
            capture.url,
            capture.status,
            capture.headers,
            held,
            capture.taken_at,
            capture.ip,
            final_url=capture.final_url,
            hops=capture.hops,
        )
        return NewCapture(replace(capture, size=blob.size), blob, seen.edges)

    def _tell(self, done: asyncio.Future[Capture], result: Capture | BaseException) -> None:
        def tell() -> None:
            if done.done():
                return
            if isinstance(result, Capture):
                done.set_result(result)
            else:
                done.set_exception(result)

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(tell)
