"""Builds WARC/1.1 records, each a gzip member of its own, and reads one back."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from oitcheck import __version__
from oitcheck.model import Hop

Headers = Iterable[tuple[str, str]]

# WARC 1.1, 6.7.2 and 6.7.3
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

# Readers undo these encodings when a header names them; the body that is stored has none left.
# The prefix is the one that pywb and browsertrix use for headers that replay must not act on.
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"
_NOT_A_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_BREAKS = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
# What deflates already gains nothing from the slow level.
_PACKED = re.compile(r"^(image/(?!svg)|video/|audio/|application/(pdf|zip|gzip|x-|vnd\.))")
# More than any head of a record: the crawler keeps headers below 64 KB.
_HEAD = 1024 * 1024


class BadRecord(Exception):
    """The bytes at that place are no whole record."""


class _Member:
    """What the WARC writer writes into: one gzip member, without a time, so bytes repeat."""

    def __init__(self, level: int) -> None:
        self._packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._parts.append(self._packer.compress(data))

    def flush(self) -> None:
        self._parts.append(self._packer.flush())

    def bytes(self) -> bytes:
        return b"".join(self._parts)


def warc_date(at: datetime) -> str:
    """RFC 3339 in UTC; raises `ValueError` for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def warcinfo(name: str, at: datetime) -> bytes:
    """The record that opens a file."""
    fields = {
        "software": f"oitcheck/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": "Bodies are stored decoded; X-Archive-Orig-* headers are as received.",
    }
    return _record("", "warcinfo", at, _fields(fields.items()), headers={"WARC-Filename": name})


def response(
    url: str,
    at: datetime,
    http: StatusAndHeaders,
    body: bytes,
    headers: Mapping[str, str],
    media_type: str,
) -> bytes:
    return _record(url, "response", at, body, headers=headers, http=http, level=_level(media_type))


def resource(
    url: str, at: datetime, media_type: str, body: bytes, headers: Mapping[str, str]
) -> bytes:
    return _record(
        url,
        "resource",
        at,
        body,
        headers=headers,
        content_type=media_type or "application/octet-stream",
        level=_level(media_type),
    )


def revisit(
    url: str,
    at: datetime,
    http: StatusAndHeaders | None,
    headers: Mapping[str, str],
    refers_to: Mapping[str, str],
    profile: str = SAME_BODY,
) -> bytes:
    """A fetch whose body is held already; ``refers_to`` are the headers of its record.

    ``profile``: the body came once more (`SAME_BODY`), or the server said that it would
    (`NOT_MODIFIED`).
    """
    all_headers = {
        **headers,
        "WARC-Profile": profile,
        "WARC-Refers-To": refers_to["WARC-Record-ID"],
        "WARC-Refers-To-Target-URI": refers_to["WARC-Target-URI"],
        "WARC-Refers-To-Date": refers_to["WARC-Date"],
    }
    return _record(url, "revisit", at, b"", headers=all_headers, http=http)


def metadata(
    url: str, at: datetime, fields: Iterable[tuple[str, str]], headers: Mapping[str, str]
) -> bytes:
    return _record(url, "metadata", at, _fields(fields), headers=headers)


def http_head(status: int, reason: str, headers: Headers, length: int) -> StatusAndHeaders:
    """Status line and headers as recorded, except those that describe an encoding now undone."""
    if not reason:
        try:
            reason = HTTPStatus(status).phrase
        except ValueError:
            reason = "Unknown"
    kept = []
    for name, value in headers:
        name = _NOT_A_TOKEN.sub("_", name) or "_"
        if name.lower() in _UNDONE:
            name = _ORIGINAL + name
        kept.append((name, one_line(value)))
    kept.append(("Content-Length", str(length)))
    reason = one_line(reason).encode("ascii", "replace").decode()
    return StatusAndHeaders(f"{status} {reason}", kept, protocol="HTTP/1.1")


def hop_fields(url: str, hops: Sequence[Hop]) -> list[tuple[str, str]]:
    """How the fetch came where it ended, in the words of the WARC standard's metadata."""
    if not hops:
        return []
    steps = [("hop", f"{hop.status} {hop.url} -> {hop.location}") for hop in hops]
    return [("via", url), ("hopsFromSeed", "R" * len(hops)), *steps]


def one_line(text: str) -> str:
    """``text`` without anything that could start another header."""
    return _BREAKS.sub(" ", text)


def parse(member: bytes, size: int) -> tuple[Mapping[str, str], bytes]:
    """WARC headers and payload of the record that ``member`` holds.

    ``size`` bounds the payload. Raises `BadRecord`.
    """
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        raw = unpacker.decompress(member, size + _HEAD)
    except zlib.error as trouble:
        raise BadRecord(str(trouble)) from None
    if not unpacker.eof:
        raise BadRecord("the record is cut off")
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(raw))))
        return dict(record.rec_headers.headers), record.content_stream().read()
    except (ArchiveLoadFailed, StopIteration, EOFError, ValueError) as trouble:
        raise BadRecord(str(trouble) or "no record") from None


def parse_head(start: bytes) -> Mapping[str, str]:
    """WARC headers of the record whose gzip member begins with ``start``. Raises `BadRecord`."""
    try:
        raw = zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(start, _HEAD)
    except zlib.error as trouble:
        raise BadRecord(str(trouble)) from None
    lines = raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
    if not lines[0].startswith("WARC/"):
        raise BadRecord("no record")
    return dict(line.split(": ", 1) for line in lines[1:] if ": " in line)


def _level(media_type: str) -> int:
    return 1 if _PACKED.match(media_type) else 6


def _fields(fields: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {one_line(value)}\r\n" for name, value in fields).encode()


def _record(
    url: str,
    kind: str,
    at: datetime,
    payload: bytes,
    *,
    headers: Mapping[str, str],
    http: StatusAndHeaders | None = None,
    content_type: str = "",
    level: int = 6,
) -> bytes:
    out = _Member(level)
    writer: Any = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    named = {name: one_line(value) for name, value in headers.items() if value}
    record = writer.create_warc_record(
        one_line(url),
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_content_type=one_line(content_type),
        warc_headers_dict={"WARC-Date": warc_date(at), **named},
        http_headers=http,
    )
    writer.write_record(record)
    return out.bytes()
