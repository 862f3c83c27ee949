"""Read: every body that a judgement may rest on becomes a Document, once per reader key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from oitcheck.archive import Archive
from oitcheck.model import BlobRef, Capture, Document, Purpose, ReadFailure, RenditionKind
from oitcheck.pipeline.workspace import Workspace
from oitcheck.readers import (
    ALL_PAGES,
    OCR_PAGES,
    Job,
    Summary,
    Tesseract,
    WordConverter,
    find_converter,
    find_engine,
    read_all,
)
from oitcheck.readers import reader_key as key_of
from oitcheck.reading import codec
from oitcheck.store import Store

TIMEOUT_SECONDS = 60.0
OCR_SECONDS = 240.0
"""The limit for a body where pages may have to be recognised, a few seconds each."""
MEMORY_BYTES = 1536 * 1024 * 1024
_BATCH = 50
_READ_FOR = (Purpose.EVIDENCE, Purpose.ATTACHMENT, Purpose.ROBOTS)
# What a site shows where there is nothing, and to whom it turns away, is told by its error pages.
_READ_WHATEVER_THE_STATUS = (Purpose.SIBLING_PROBE, Purpose.SECOND_AGENT)


@dataclass(frozen=True, slots=True)
class Reader:
    """How this workspace reads: its OCR engine or None, and the key of what is read so."""

    engine: Tesseract | None
    word: WordConverter | None = None

    @property
    def key(self) -> str:
        return key_of(self.engine, OCR_PAGES, self.word)

    @property
    def keys(self) -> tuple[str, ...]:
        """Where Documents are looked for, the more complete ones first."""
        return (key_of(self.engine, ALL_PAGES, self.word), self.key) if self.engine else (self.key,)


def reader_of(workspace: Workspace) -> Reader:
    """The reader of a workspace by its settings and by what this machine has."""
    ocr = workspace.settings().ocr
    return Reader(find_engine(ocr.executable, ocr.languages), find_converter())


def stored_text(store: Store, reader: Reader, sha256: str) -> str | None:
    """The newest stored text of a Document or failure of a body; None: not read yet."""
    found = (store.document(sha256, key) for key in reader.keys)
    return next((text for text in found if text is not None), None)


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
    *,
    every_page: bool = False,
) -> Summary:
    """Read what has not been read yet of all bodies that the round's captures hold.

    ``every_page``: recognise also the pages of scans that are left out otherwise.
    """
    archive = workspace.archive()
    reader = reader_of(workspace)
    pages = ALL_PAGES if every_page and reader.engine else OCR_PAGES
    key = key_of(reader.engine, pages, reader.word)
    bodies = list(readable(store, round_name))
    if pages == ALL_PAGES:
        bodies = [body for body in bodies if _partly_read(store, reader, body[0])]
    jobs = list(_jobs(store, archive, bodies, key))
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
            timeout_seconds=_seconds(reader, pages),
            memory_bytes=MEMORY_BYTES,
            on_done=count,
            engine=reader.engine,
            ocr_pages=pages,
            word=reader.word,
        )
    finally:
        documents.flush(key)


def _partly_read(store: Store, reader: Reader, sha256: str) -> bool:
    """Whether pages of a body are pictures that nobody has read."""
    text = stored_text(store, reader, sha256)
    found = codec.loads(text) if text else None
    return isinstance(found, Document) and any(page.read == "none" for page in found.pages)


def _seconds(reader: Reader, pages: int) -> float:
    if reader.engine is None:
        return TIMEOUT_SECONDS
    return OCR_SECONDS * max(1, pages // OCR_PAGES)


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
    reader = reader_of(workspace)
    kept = _Kept(store)
    jobs = [
        Job(sha256, media_type, name_in(address), _loader(archive, blob))
        for sha256, media_type, address in bodies
        if kept.get(sha256, reader.key) is None and (blob := store.blob(sha256)) is not None
    ]
    if jobs:
        read_all(
            jobs,
            kept,
            workers=_workers(),
            timeout_seconds=_seconds(reader, OCR_PAGES),
            memory_bytes=MEMORY_BYTES,
            engine=reader.engine,
            word=reader.word,
        )
    return kept.documents


class _Held:
    """The readers' cache of one body that is stored nowhere."""

    outcome: Document | ReadFailure | None = None

    def get(self, sha256: str, key: str) -> Document | ReadFailure | None:
        return self.outcome

    def put(self, sha256: str, key: str, document: Document | ReadFailure) -> None:
        self.outcome = document


def read_one(reader: Reader, body: bytes, media_type: str, name: str) -> Document | ReadFailure:
    """What there is to read in one body that nobody keeps, with the limits of all others.

    ``media_type`` as declared, empty for a file; ``name`` may carry the file's extension.
    """
    held = _Held()
    read_all(
        [Job(hashlib.sha256(body).hexdigest(), media_type, name, lambda: body)],
        held,
        workers=1,
        timeout_seconds=_seconds(reader, OCR_PAGES),
        memory_bytes=MEMORY_BYTES,
        engine=reader.engine,
        word=reader.word,
    )
    assert held.outcome is not None, "every job has an outcome"
    return held.outcome


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


def _jobs(
    store: Store, archive: Archive, bodies: Iterable[tuple[str, str, str]], key: str
) -> Iterator[Job]:
    held = store.documents_held(key)
    for sha256, media_type, name in bodies:
        blob = None if sha256 in held else store.blob(sha256)
        if blob is not None:
            yield Job(sha256, media_type, name, _loader(archive, blob))


def _loader(archive: Archive, blob: BlobRef) -> Callable[[], bytes]:
    return lambda: archive.body(blob)
