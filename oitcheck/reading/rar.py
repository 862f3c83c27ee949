"""RAR archives (versions 4 and 5): the list of their files by the headers; none is unpacked."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from oitcheck.model import Document, Member
from oitcheck.reading.archives import decoded
from oitcheck.reading.characters import mended
from oitcheck.reading.unreadable import Unreadable

_MARK_4, _MARK_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_MAX_LISTED = 2000
_MAX_BLOCKS = 20_000
_MAX_NAME = 300
_MAIN_4, _FILE_4, _END_4 = 0x73, 0x74, 0x7B
_LOCKED_HEADERS, _LOCKED, _LARGE, _UNICODE, _LONG = 0x80, 0x04, 0x100, 0x200, 0x8000
_FOLDER = 0xE0
_FILE_5, _LOCK_5, _END_5 = 2, 4, 5


def read_rar(body: bytes, *, sha256: str, reader: str) -> Document:
    """Names and sizes, no text. Raises `Unreadable` encrypted where the list itself is locked,
    unsupported where none can be had."""
    found: list[Member] = []
    try:
        for member in _version_5(body) if body.startswith(_MARK_5) else _version_4(body):
            found.append(member)
            if len(found) >= _MAX_LISTED:
                break
    except (struct.error, IndexError):
        pass  # cut off: what was found until there
    if not found:
        raise Unreadable("unsupported", "rar without a list of files")
    return Document(sha256, reader, "rar", members=tuple(found))


def _member(name: str, size: int, *, locked: bool = False) -> Member:
    shown = mended(name.replace("\\", "/")).replace("\n", " ")
    shown = shown.encode("utf-8", "replace").decode("utf-8")[:_MAX_NAME]
    return Member(shown, size, reason="encrypted" if locked else "unsupported")


def _version_4(body: bytes) -> Iterator[Member]:
    place = len(_MARK_4)
    for _ in range(_MAX_BLOCKS):
        kind, flags, size = struct.unpack_from("<BHH", body, place + 2)
        if kind == _MAIN_4 and flags & _LOCKED_HEADERS:
            raise Unreadable("encrypted", "rar with locked headers")
        if kind == _END_4 or size < 7:
            return
        data = struct.unpack_from("<L", body, place + 7)[0] if flags & _LONG else 0
        if kind == _FILE_4:
            packed, unpacked = struct.unpack_from("<LL", body, place + 7)
            (length,) = struct.unpack_from("<H", body, place + 26)
            at = place + 32
            if flags & _LARGE:
                high_packed, high = struct.unpack_from("<LL", body, at)
                packed, unpacked, at = packed + (high_packed << 32), unpacked + (high << 32), at + 8
            data = packed
            if flags & _FOLDER != _FOLDER:
                name = _name_4(body[at : at + length], unicode=bool(flags & _UNICODE))
                yield _member(name, unpacked, locked=bool(flags & _LOCKED))
        place += size + data


def _name_4(given: bytes, *, unicode: bool) -> str:
    plain, nul, coded = given.partition(b"\0")
    if unicode and nul:
        return _uncoded(plain, coded)
    return decoded(plain) or plain.decode("cp437")


def _uncoded(plain: bytes, coded: bytes) -> str:
    """Names of version 4 in UTF-16 are written as their difference from the plain name."""
    out = bytearray()
    high, place, flags, bits = coded[0] if coded else 0, 1, 0, 0
    while place < len(coded) and len(out) < 2 * _MAX_NAME:
        if not bits:
            flags, bits, place = coded[place], 8, place + 1
        bits -= 2
        how = flags >> bits & 3
        given = coded[place : place + 2] + b"\0\0"
        if how < 2:
            out += bytes((given[0], high if how else 0))
            place += 1
        elif how == 2:
            out += given[:2]
            place += 2
        else:
            moved = given[0] & 0x80
            place += 2 if moved else 1
            for _ in range((given[0] & 0x7F) + 2):
                at = len(out) // 2
                low = plain[at] if at < len(plain) else 0
                out += bytes(((low + given[1]) & 0xFF, high)) if moved else bytes((low, 0))
    return out.decode("utf-16-le", errors="replace")


def _version_5(body: bytes) -> Iterator[Member]:
    place = len(_MARK_5)
    for _ in range(_MAX_BLOCKS):
        size, start = _number(body, place + 4)
        kind, at = _number(body, start)
        flags, at = _number(body, at)
        if kind == _LOCK_5:
            raise Unreadable("encrypted", "rar with locked headers")
        if kind == _END_5 or not size:
            return
        if flags & 1:
            _, at = _number(body, at)
        data = 0
        if flags & 2:
            data, at = _number(body, at)
        if kind == _FILE_5:
            about, at = _number(body, at)
            unpacked, at = _number(body, at)
            _, at = _number(body, at)
            at += (4 if about & 2 else 0) + (4 if about & 4 else 0)
            _, at = _number(body, at)
            _, at = _number(body, at)
            length, at = _number(body, at)
            if not about & 1:
                name = body[at : at + min(length, 4 * _MAX_NAME)]
                yield _member(name.decode("utf-8", errors="replace"), unpacked)
        place = start + size + data


def _number(body: bytes, place: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place after it. Raises IndexError at the end."""
    value = 0
    for shift in range(0, 63, 7):
        byte = body[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, place
