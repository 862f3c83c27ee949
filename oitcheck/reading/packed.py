"""Zipped formats: what may be opened at all, and their XML parts with bounds and without entities.

Sizes are those of the archive's directory; `zipfile` never unpacks more than they say.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import IO

from lxml import etree

from oitcheck.reading.unreadable import Unreadable

TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    KeyError,
    IndexError,
)
"""What `zipfile` raises over broken, locked and odd archives."""

MAX_UNZIPPED = 400 * 1024 * 1024
_MAX_RATIO = 200
_SMALL_UNZIPPED = 10 * 1024 * 1024
_MAX_ENTRIES = 20_000
# A tree takes about ten times the bytes of its XML.
_MAX_TREE = 60 * 1024 * 1024
_ODF_LOCK = b"encryption-data"
_ENTITY = tuple("<!ENTITY".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_PIECE = 1 << 20


def check(body: bytes) -> None:
    """Refuse archives that are broken, locked, or that unpack to much more than they should."""
    entries = entries_of(body)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted", "zip entries are locked")


def entries_of(body: bytes) -> list[zipfile.ZipInfo]:
    """The directory of an archive. Raises `Unreadable` broken, for bombs too."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
    except TROUBLES as trouble:
        raise Unreadable("broken", str(trouble)[:300]) from None
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    bomb = total > MAX_UNZIPPED or (total > _SMALL_UNZIPPED and total > packed * _MAX_RATIO)
    if bomb or len(entries) > _MAX_ENTRIES:
        raise Unreadable("broken", f"unpacks to {total} bytes, {total // packed} times its size")
    return entries


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """Raise `Unreadable` broken where an XML part defines entities: no office program writes them,
    and the parsers inside libraries would write them out."""
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        kept = b""
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                window = kept + piece
                if any(mark in window for mark in _ENTITY):
                    raise Unreadable("broken", f"{entry.filename[:100]} defines entities")
                kept = window[-16:]


def refuse_locked_odf(archive: zipfile.ZipFile) -> None:
    """Raise `Unreadable` encrypted for OpenDocument behind a password."""
    try:
        entry = archive.getinfo("META-INF/manifest.xml")
    except KeyError:
        return
    if entry.file_size <= _MAX_TREE and _ODF_LOCK in archive.read(entry):
        raise Unreadable("encrypted", "OpenDocument with a password")


def tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of an XML part, None where there is no such part. Raises `Unreadable`
    unsupported for parts that are too large to be held, and lxml's errors for broken ones."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > _MAX_TREE:
        raise Unreadable("unsupported", f"{name} has {entry.file_size} bytes")
    return etree.fromstring(archive.read(entry), _parser())


def events(
    stream: IO[bytes], tags: tuple[str, ...], when: tuple[str, ...]
) -> etree.iterparse[tuple[str, etree._Element]]:
    """Starts and ends of those elements as they come, for parts that are never held whole."""
    return etree.iterparse(
        stream, events=when, tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )


def forget(element: etree._Element) -> None:
    """Free an element that is done with, and its earlier siblings."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _parser() -> etree.XMLParser:
    # Comments and instructions split runs and carry no text.
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
