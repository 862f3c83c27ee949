"""Compound files (OLE2), the containers of Word, Excel and PowerPoint before 2007: the names in
their directory, and whether a Word document in one is locked.
"""

from __future__ import annotations

import io
from typing import Any

from oitcheck.reading.unreadable import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NAME_BYTES = 64
_KINDS = frozenset((1, 2, 5))  # storage, stream, root
_LOCKED = 0x0100
_WORD_FLAGS = 10


def wide(word: str) -> bytes:
    """``word`` as compound files write names."""
    return word.encode("utf-16-le")


def names(body: bytes) -> frozenset[str]:
    """Names of the streams and storages, looked for wherever an entry can stand, so that a file
    with a broken chain of sectors still says what it is. Empty where none is found."""
    found = set()
    for start in range(0, len(body) - _ENTRY + 1, _ENTRY):
        size = body[start + _NAME_BYTES]
        if body[start + _NAME_BYTES + 2] not in _KINDS or not 4 <= size <= _NAME_BYTES or size % 2:
            continue
        name = body[start : start + size].decode("utf-16-le", errors="replace")
        if name[-1] == "\0" and "\0" not in name[:-1]:
            found.add(name[:-1])
    return frozenset(found)


def refuse_rounds(body: bytes) -> None:
    """Raise `Unreadable` broken where the chain of small sectors comes back to itself: xlrd follows
    it for ever (those of large ones it watches). What xlrd can't open is left to the caller."""
    try:
        document = _opened(body)
        chain, small = document.SSAT, document.min_size_std_stream
        starts = [one.first_SID for one in document.dirlist if one.tot_size < small]
    except Exception:  # the library raises whatever a broken container leads it to
        return
    ends = bytearray(len(chain))  # sectors from which the end is reached
    for place in starts:
        walked: list[int] = []
        while 0 <= place < len(chain) and not ends[place]:
            walked.append(place)
            if len(walked) > len(chain):
                raise Unreadable("broken", "a chain of sectors that comes back to itself")
            place = chain[place]
        for passed in walked:
            ends[passed] = 1


def _opened(body: bytes) -> Any:
    from xlrd.compdoc import CompDoc  # noqa: PLC0415 - only old Office files need it here

    return CompDoc(body, logfile=io.StringIO())


def word_stream(body: bytes) -> bytes | None:
    """The main stream of a Word document; None where there is none or the container can't be
    followed. Raises `Unreadable` encrypted for a document behind a password, and broken for a
    container without an end."""
    refuse_rounds(body)
    try:
        stream = _opened(body).get_named_stream("WordDocument")
    except Exception:  # the library raises whatever a broken container leads it to
        return None
    if stream is None:
        return None
    flags = int.from_bytes(stream[_WORD_FLAGS : _WORD_FLAGS + 2], "little")
    if flags & _LOCKED:
        raise Unreadable("encrypted", "Word document with a password")
    return bytes(stream)
