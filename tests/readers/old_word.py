"""Word 97 files as small as they can be, for the tests: header, two streams, one piece of text,
fifteen empty styles."""

from __future__ import annotations

import struct

_END, _NONE, _OF_TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def old_word(text: str, *, locked: bool = False) -> bytes:
    """A document of ``text``, a paragraph a line; ``locked``: it says that it is encrypted."""
    letters = text.replace("\n", "\r").encode("utf-16-le")
    head = bytearray(0x400)
    struct.pack_into("<HHHH", head, 0, 0xA5EC, 0xC1, 0, 0x041E)
    struct.pack_into("<HH", head, 0x0A, 0x1300 if locked else 0x1200, 0xBF)
    struct.pack_into("<II", head, 0x18, 0x400, 0x400 + len(letters))
    struct.pack_into("<H", head, 0x20, 14)
    struct.pack_into("<H", head, 0x3E, 22)
    struct.pack_into("<I", head, 0x40, 0x400 + len(letters))
    struct.pack_into("<I", head, 0x4C, len(letters) // 2)
    struct.pack_into("<H", head, 0x98, 0x5D)
    pieces = struct.pack("<II", 0, len(letters) // 2) + struct.pack("<HIH", 0, 0x400, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, 0x1A2, 0, len(table))
    # without a list of styles (here fifteen empty ones) antiword reads where nothing is
    styles = struct.pack("<10H", 18, 15, 10, 1, 0x5B, 15, 0, 0, 0, 0) + bytes(30)
    struct.pack_into("<II", head, 0xA2, len(table), len(styles))
    table += styles
    return _compound([("1Table", table), ("WordDocument", bytes(head) + letters)])


def _compound(streams: list[tuple[str, bytes]]) -> bytes:
    """An OLE file: header, one sector of the allocation table, one of the folder, the streams."""
    chain, data = [_OF_TABLE, _END], b""
    folder = _entry("Root Entry", 5, _END, 0, child=1)
    for number, (name, body) in enumerate(streams, 1):
        padded = body.ljust(4096, b"\0") + b"\0" * (-max(4096, len(body)) % _SECTOR)
        first, count = len(chain), len(padded) // _SECTOR
        chain += [first + place + 1 for place in range(count - 1)] + [_END]
        data += padded
        after = number + 1 if number < len(streams) else _NONE
        folder += _entry(name, 2, first, len(padded), right=after)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _NONE) * 108
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    return head + table + folder.ljust(_SECTOR, b"\0") + data


def _entry(
    name: str, kind: int, first: int, size: int, right: int = _NONE, child: int = _NONE
) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    told = struct.pack("<HBBIII", len(raw), kind, 1, _NONE, right, child)
    return raw.ljust(64, b"\0") + told + bytes(36) + struct.pack("<IQ", first, size)
