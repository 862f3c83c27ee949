"""The evidence folder: WARC files that only grow, and the only copy of every body."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from oitcheck.archive import records
from oitcheck.archive.records import BadRecord, Headers
from oitcheck.errors import OitcheckError
from oitcheck.model import BlobRef, Hop, Problem, RecordRef

ROLL_OVER = 1024 * 1024 * 1024
_NAME = re.compile(r"oit-(\d{5,})\.warc\.gz")
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
# Enough of a gzip member to hold a record's own headers.
_START = 64 * 1024


class Archive:
    """Appends records and reads bodies back. Reading needs no writer; there is one writer.

    ``held`` tells where a body with that sha256 stands already (`Store.blob`): it then becomes a
    revisit. ``sync_each`` False: nothing is safe, and no row may be written, before `sync`.
    A file that has reached ``roll_over`` bytes is followed by the next one.
    """

    def __init__(
        self,
        folder: Path,
        held: Callable[[str], BlobRef | None] | None = None,
        *,
        sync_each: bool = True,
        roll_over: int = ROLL_OVER,
    ) -> None:
        self._folder = folder
        self._held = held
        self._sync_each = sync_each
        self._roll_over = roll_over
        self._file: BinaryIO | None = None
        self._name = ""
        self._end = 0
        self._synced = 0
        self._fresh: dict[str, BlobRef] = {}
        self._foretold: Mapping[str, BlobRef | None] = {}

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append_response(
        self,
        url: str,
        status: int,
        headers: Headers,
        body: bytes,
        taken_at: datetime,
        ip: str = "",
        *,
        final_url: str = "",
        hops: Sequence[Hop] = (),
        media_type: str = "",
        reason: str = "",
        digest: str = "",
    ) -> BlobRef:
        """Store what a server answered: ``body`` is decoded, ``headers`` are as received.

        ``digest`` (``sha256:...``) is that of the body as it was received, where it differs.
        The record's address is ``final_url``; with ``hops`` a metadata record says how the
        fetch came there from ``url``. Raises `OitcheckError` when the disk is full.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        there = final_url or url
        http = records.http_head(status, reason, headers, len(body))
        named = _named(sha256, ip, digest)
        way = records.hop_fields(url, hops)
        first = records.metadata(there, taken_at, way, {}) if way else b""
        held = self._find(sha256)
        if held is not None:
            origin = self._head(held)
            record = records.revisit(there, taken_at, http, named, origin)
            return _with_record(held, self._append(first, record, taken_at))
        record = records.response(there, taken_at, http, body, named, media_type)
        at = self._append(first, record, taken_at)
        return self._keep(sha256, len(body), media_type, at, digest)

    def append_not_modified(
        self,
        url: str,
        status: int,
        headers: Headers,
        held: BlobRef,
        taken_at: datetime,
        ip: str = "",
        *,
        final_url: str = "",
        hops: Sequence[Hop] = (),
    ) -> BlobRef:
        """Store that the server, asked whether ``held`` had changed, answered that it had not.

        A revisit by WARC's profile server-not-modified that refers to the record of the body.
        Raises `OitcheckError` when the disk is full or that record is damaged.
        """
        there = final_url or url
        http = records.http_head(status, "", headers, 0)
        way = records.hop_fields(url, hops)
        first = records.metadata(there, taken_at, way, {}) if way else b""
        named = _named(held.sha256, ip, "")
        origin = self._head(held)
        record = records.revisit(there, taken_at, http, named, origin, records.NOT_MODIFIED)
        return _with_record(held, self._append(first, record, taken_at))

    def append_resource(
        self, url: str, media_type: str, body: bytes, taken_at: datetime, kind: str
    ) -> BlobRef:
        """Store what a browser made of ``url``: ``kind`` is dom, screenshot or pdf.

        Its address is ``urn:oitcheck:KIND:URL``, so that no reader takes it for the page.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        there = f"urn:oitcheck:{kind}:{url}"
        named = _named(sha256, "", "")
        held = self._find(sha256)
        if held is not None:
            record = records.revisit(there, taken_at, None, named, self._head(held))
            return _with_record(held, self._append(b"", record, taken_at))
        record = records.resource(there, taken_at, media_type, body, named)
        return self._keep(sha256, len(body), media_type, self._append(b"", record, taken_at), "")

    def append_failure(
        self,
        url: str,
        problem: Problem,
        taken_at: datetime,
        ip: str = "",
        *,
        status: int = 0,
        hops: Sequence[Hop] = (),
    ) -> RecordRef:
        """Store that a fetch brought no body, and why: a metadata record. Hand it to the store."""
        fields = [
            ("problem", problem.code.value),
            ("transient", "yes" if problem.transient else "no"),
            ("detail", problem.detail),
            ("status", str(status) if status else ""),
            *records.hop_fields(url, hops),
        ]
        told = [(name, value) for name, value in fields if value]
        named = {"WARC-IP-Address": ip}
        return self._append(b"", records.metadata(url, taken_at, told, named), taken_at)

    def sync(self) -> None:
        """Put everything appended so far safely on the disk."""
        if self._file is None or self._synced == self._end:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as trouble:
            # None of what was appended since the last sync can be relied on.
            self._take_back(self._synced)
            raise self._told(trouble) from trouble
        self._synced = self._end

    def close(self) -> None:
        """Sync and close; what comes later opens the file again."""
        if self._file is not None:
            try:
                self.sync()
            finally:
                if self._file is not None:
                    self._file.close()
                self._file = None

    def body(self, blob: BlobRef) -> bytes:
        """The decoded body. Raises `OitcheckError` where it is gone or not what was stored."""
        path = self._path(blob.file)
        try:
            with path.open("rb") as file:
                file.seek(blob.offset)
                member = file.read(blob.length)
            _, payload = records.parse(member, blob.size)
        except FileNotFoundError:
            raise OitcheckError(
                f"evidence/{blob.file} is missing", "unpack the last copy made with: oitcheck pack"
            ) from None
        except BadRecord as trouble:
            raise _damaged(blob, str(trouble)) from trouble
        if hashlib.sha256(payload).hexdigest() != blob.sha256:
            raise _damaged(blob, "its sha256 differs")
        return payload

    def cut(self, indexed_ends: Mapping[str, int]) -> int:
        """Take off the last file what the database doesn't know (`Store.indexed_ends`).

        That is what a crash leaves between a record and its row. Call it before the first
        append. A last file that is unknown as a whole is set aside under another name: it may
        belong to another database. Returns the number of bytes cut or set aside. Raises
        `OitcheckError` where the folder and the database don't belong together.
        """
        names = self._names()
        for name in (*indexed_ends, *names[:-1]):
            path = self._path(name)
            end = indexed_ends.get(name, 0)
            if not end or not path.is_file() or path.stat().st_size < end:
                raise OitcheckError(
                    f"evidence/{name} and the database don't belong together",
                    "unpack the last copy made with: oitcheck pack",
                )
        if not names:
            return 0
        path = self._path(names[-1])
        size, end = path.stat().st_size, indexed_ends.get(names[-1], 0)
        if size == end:
            return 0
        if end:
            os.truncate(path, end)
        else:
            path.rename(self._aside(path))
        return size - end

    def _append(self, first: bytes, record: bytes, at: datetime) -> RecordRef:
        """Write ``first`` and ``record`` behind the last one; where ``record`` stands."""
        file = self._open(at)
        start = self._end
        data = first + record
        try:
            _write(file, data)
        except OSError as trouble:
            self._take_back(start)
            raise self._told(trouble) from trouble
        self._end = start + len(data)
        if self._sync_each:
            self.sync()
        return RecordRef(self._name, start + len(first), len(record))

    def _open(self, at: datetime) -> BinaryIO:
        if self._file is not None and self._end < self._roll_over:
            return self._file
        self.close()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            names = self._names()
            number = _number(names[-1]) if names else 1
            if names and self._path(names[-1]).stat().st_size >= self._roll_over:
                number += 1
            self._name = f"oit-{number:05d}.warc.gz"
            self._file = self._path(self._name).open("ab", buffering=0)
            self._end = self._synced = os.fstat(self._file.fileno()).st_size
            if self._end == 0:
                head = records.warcinfo(self._name, at)
                _write(self._file, head)
                self._end = len(head)
                _sync_folder(self._folder)
        except OSError as trouble:
            self._take_back(0 if self._end == 0 else self._end)
            raise self._told(trouble) from trouble
        return self._file

    def _take_back(self, end: int) -> None:
        """Cut the file at ``end`` and let go of it; what the rest held is forgotten."""
        file, self._file = self._file, None
        self._fresh = {
            sha256: blob
            for sha256, blob in self._fresh.items()
            if blob.file != self._name or blob.offset + blob.length <= end
        }
        if file is not None:
            with file:
                file.truncate(end)

    def _told(self, trouble: OSError) -> OitcheckError:
        if trouble.errno in _FULL:
            return OitcheckError(
                f"{self._folder}: the disk is full", "free some space and start again"
            )
        words = trouble.strerror or str(trouble)
        return OitcheckError(f"{self._folder}: can't write evidence: {words}", "check the disk")

    def foretell(self, held: Mapping[str, BlobRef | None]) -> None:
        """What the index holds of bodies that are about to be appended, asked for all at once."""
        self._foretold = held

    def settled(self) -> None:
        """The index knows of everything that was appended: nothing need be remembered here. (What
        100,000 bodies leave in memory otherwise is more than the rest of a crawl.)"""
        self._fresh.clear()
        self._foretold = {}

    def _find(self, sha256: str) -> BlobRef | None:
        found = self._fresh.get(sha256)
        if found is not None:
            return found
        if sha256 in self._foretold:
            return self._foretold[sha256]
        return self._held(sha256) if self._held is not None else None

    def _keep(self, sha256: str, size: int, media_type: str, at: RecordRef, digest: str) -> BlobRef:
        blob = BlobRef(
            sha256, size, media_type, at.file, at.offset, at.length, digest or f"sha256:{sha256}"
        )
        self._fresh[sha256] = blob
        return blob

    def _head(self, blob: BlobRef) -> Mapping[str, str]:
        try:
            with self._path(blob.file).open("rb") as file:
                file.seek(blob.offset)
                return records.parse_head(file.read(min(blob.length, _START)))
        except (OSError, BadRecord) as trouble:
            raise _damaged(blob, str(trouble)) from trouble

    def _names(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        names = [path.name for path in self._folder.iterdir() if _NAME.fullmatch(path.name)]
        return sorted(names, key=_number)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise OitcheckError(f"evidence/{name}: no name of an evidence file", "database damaged")
        return self._folder / name

    def _aside(self, path: Path) -> Path:
        number = 1
        while (other := path.with_name(f"unindexed-{number:03d}-{path.name}")).exists():
            number += 1
        return other


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    assert found is not None
    return int(found[1])


def _named(sha256: str, ip: str, digest: str) -> dict[str, str]:
    return {
        "WARC-Payload-Digest": f"sha256:{sha256}",
        "WARC-IP-Address": ip,
        "X-Oitcheck-Received-Digest": digest,
    }


def _with_record(held: BlobRef, record: RecordRef) -> BlobRef:
    return BlobRef(
        held.sha256,
        held.size,
        held.media_type,
        held.file,
        held.offset,
        held.length,
        held.digest,
        record,
    )


def _damaged(blob: BlobRef, why: str) -> OitcheckError:
    return OitcheckError(
        f"evidence/{blob.file}: the body {blob.sha256[:12]} is damaged: {' '.join(why.split())}",
        "unpack the last copy made with: oitcheck pack",
    )


def _write(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` last; Windows does that by itself and can't open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
