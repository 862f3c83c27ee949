"""Read: every body that a judgement may rest on becomes a Document, once per reader key."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from oitcheck.archive import Archive
from oitcheck.model import BlobRef, Capture, Document, Purpose, ReadFailure, RenditionKind
from oitcheck.pipeline.workspace import Workspace
from oitcheck.readers import READER_KEY, Job, Summary, read_all
from oitcheck.reading import codec
from oitcheck.store import Store

TIMEOUT_SECONDS = 60.0
MEMORY_BYTES = 1536 * 1024 * 1024
_BATCH = 50
_READ_FOR = (Purpose.EVIDENCE, Purpose.ATTACHMENT, Purpose.ROBOTS)
# What a site shows where there is nothing, and to whom it turns away, is told by its error pages.
_READ_WHATEVER_THE_STATUS = (Purpose.SIBLING_PROBE, Purpose.SECOND_AGENT)


class StoredDocuments:
    """The readers' cache, kept in the store as text; what is put is stored in batches.

    A batch that is lost in a crash is read again: no evidence is in it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, str] = {}

    def get(self, sha256: str, key: str) -> Document | ReadFailure | None:
        text = self._store.document(sha256, key)
        return None if text is None else codec.loads(text)

    def put(self, sha256: str, key: str, document: Document | ReadFailure) -> None:
        self._waiting[sha256] = codec.dumps(document)
        if len(self._waiting) >= _BATCH:
            self.flush(key)

    def flush(self, key: str) -> None:
        """Store what is still waiting; to be called at the end."""
        if self._waiting:
            self._store.put_documents(key, self._waiting)
            self._waiting = {}


def read_round(
    workspace: Workspace,
    store: Store,
    round_name: str,
    on_done: Callable[[int, int], None] = lambda done, of: None,
) -> Summary:
    """Read what has not been read yet of all bodies that the round's captures hold."""
    archive = workspace.archive()
    jobs = list(_jobs(store, archive, readable(store, round_name)))
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        on_done(done, len(jobs))

    documents = StoredDocuments(store)
    try:
        return read_all(
            jobs,
            documents,
            workers=_workers(),
            timeout_seconds=TIMEOUT_SECONDS,
            memory_bytes=MEMORY_BYTES,
            on_done=count,
        )
    finally:
        documents.flush(READER_KEY)


class _Kept:
    """The readers' cache in memory, in front of the store: what is read now is not stored."""

    def __init__(self, store: Store) -> None:
        self.documents: dict[str, Document | ReadFailure] = {}
        self._stored = StoredDocuments(store)

    def get(self, sha256: str, key: str) -> Document | ReadFailure | None:
        found = self.documents.get(sha256) or self._stored.get(sha256, key)
        if found is not None:
            self.documents[sha256] = found
        return found

    def put(self, sha256: str, key: str, document: Document | ReadFailure) -> None:
        self.documents[sha256] = document


def read_bodies(
    workspace: Workspace, store: Store, bodies: Iterable[tuple[str, str, str]]
) -> dict[str, Document | ReadFailure]:
    """What there is to read in ``bodies`` (sha256, media type as declared, address), by sha256.

    Nothing is stored: a page with a clock would leave a Document at every look.
    """
    archive = workspace.archive()
    kept = _Kept(store)
    jobs = [
        Job(sha256, media_type, name_in(address), _loader(archive, blob))
        for sha256, media_type, address in bodies
        if kept.get(sha256, READER_KEY) is None and (blob := store.blob(sha256)) is not None
    ]
    if jobs:
        read_all(
            jobs,
            kept,
            workers=_workers(),
            timeout_seconds=TIMEOUT_SECONDS,
            memory_bytes=MEMORY_BYTES,
        )
    return kept.documents


def readable(store: Store, round_name: str) -> Iterator[tuple[str, str, str]]:
    """(sha256, media type as declared, name) of every body that can be evidence."""
    seen: set[str] = set()
    captures = [
        capture
        for capture in store.captures(round_name, watched=False)
        if capture.has_body
        and (
            capture.purpose in _READ_WHATEVER_THE_STATUS
            or (capture.purpose in _READ_FOR and capture.status < 400)
        )
    ]
    for capture in captures:
        if capture.sha256 not in seen:
            seen.add(capture.sha256)
            yield capture.sha256, capture.media_type, name_of(capture)
    for rendition in store.renditions(capture.id for capture in captures):
        if rendition.kind is RenditionKind.DOM and rendition.sha256 not in seen:
            seen.add(rendition.sha256)
            yield rendition.sha256, rendition.media_type, "page.html"


def name_of(capture: Capture) -> str:
    """The last part of the address, which may carry the file's extension."""
    return name_in(capture.final_url or capture.url)


def name_in(address: str) -> str:
    return address.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def _workers() -> int:
    return max(1, min(4, os.cpu_count() or 1))


def _jobs(store: Store, archive: Archive, bodies: Iterable[tuple[str, str, str]]) -> Iterator[Job]:
    held = store.documents_held(READER_KEY)
    for sha256, media_type, name in bodies:
        blob = None if sha256 in held else store.blob(sha256)
        if blob is not None:
            yield Job(sha256, media_type, name, _loader(archive, blob))


def _loader(archive: Archive, blob: BlobRef) -> Callable[[], bytes]:
    return lambda: archive.body(blob)
