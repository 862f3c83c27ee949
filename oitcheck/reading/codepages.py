"""Thai that a PDF gives in the letters of another code page, put back where that is sure.

Fonts of before Unicode hold Thai in the places of Western letters, and files name those letters:
``»ÃÐ¡ÒÈ`` (Windows), ``ª√–°“»`` (Macintosh), U+F0BB ... (symbol fonts), and ``à¸›`` where UTF-8 was
taken for bytes of one letter each.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from oitcheck.reading.plausible import bad_share, bits

_LEAST = 6
_MOST_BAD = 0.04
_MOST_BITS = 5.7
_PLAIN = re.compile("[\\x00-\\x7f\u0e00-\u0e7f]*")
_THAI = re.compile("[ก-ฮ]")

# Where Thai fonts for Windows and for the Macintosh keep their moved marks (low, left).
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_WINDOWS = dict(zip(range(0x80, 0x85), "ฐ\u0e34\u0e35\u0e36\u0e37", strict=True))
_WINDOWS |= dict(zip(range(0x86, 0x91), _TONES * 2 + "ญ", strict=True))
_WINDOWS |= dict(zip(range(0x98, 0xA0), "\u0e31\u0e4d\u0e47" + _TONES, strict=True))
_WINDOWS |= {0xFC: "\u0e38", 0xFD: "\u0e39", 0xFE: "\u0e3a"}
_MACINTOSH = dict(zip(range(0x83, 0x8D), _TONES * 2, strict=True))
_MACINTOSH |= {0x8F: "\u0e4d", 0x92: "\u0e31", 0x93: "\u0e47"}
_MACINTOSH |= dict(zip(range(0x94, 0x9D), "\u0e34\u0e35\u0e36\u0e37" + _TONES, strict=True))


def _thai(places: dict[int, str]) -> dict[int, str]:
    """Byte to Thai character, the moved marks among them."""
    both = {byte: bytes([byte]).decode("cp874", "ignore") for byte in range(0xA1, 0xFC)}
    return {byte: char for byte, char in (both | places).items() if char}


def _table(codec: str, places: dict[int, str]) -> dict[str, str]:
    table = {}
    for byte, thai in _thai(places).items():
        for western in {bytes([byte]).decode(codec, "ignore"), chr(byte)[: codec != "mac_roman"]}:
            if western:
                table[western] = thai
    return table


_TABLES = (
    _table("cp1252", _WINDOWS),
    _table("mac_roman", _MACINTOSH),
    {chr(0xF000 + byte): thai for byte, thai in _thai(_WINDOWS).items()},
)
_RUNS = tuple(re.compile(f"[{''.join(map(re.escape, table))}]+") for table in _TABLES)
_OF_UTF8 = {
    bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xC0)
}
_OF_UTF8 |= {chr(byte): byte for byte in range(0x80, 0xC0)}
_UTF8 = re.compile(f"(?:à[¸¹][{''.join(map(re.escape, _OF_UTF8))}])+")


def restored(text: str) -> str:
    """``text`` with its Thai put back, or as it is where that would be no plausible Thai."""
    if _PLAIN.fullmatch(text):
        return text
    if "à¸" in text:
        text = _UTF8.sub(_from_utf8, text)
    own = len(_THAI.findall(text))
    best, found = text, 0
    for table, run in zip(_TABLES, _RUNS, strict=True):
        long = "\n".join(each for each in run.findall(text) if len(each) > 2)
        thai = "".join(table.get(char, char) for char in long)
        if len(long) < _LEAST or len(long) <= found or not _likely(thai):
            continue
        # Beside Thai of its own a page may have a lone sign of the West: a degree, a quote.
        least = 2 if own > len(long) else 1
        changed = run.sub(_by(table, least), text)
        best, found = changed, len(long)
    return best


def _likely(thai: str) -> bool:
    return bad_share(thai) <= _MOST_BAD and bits(thai) <= _MOST_BITS


def _by(table: dict[str, str], least: int) -> Callable[[re.Match[str]], str]:
    def put(match: re.Match[str]) -> str:
        run = match[0]
        return "".join(table[char] for char in run) if len(run) >= least else run

    return put


def _from_utf8(match: re.Match[str]) -> str:
    held = bytes(_OF_UTF8.get(char, ord(char) & 0xFF) for char in match[0])
    return held.decode("utf-8", "replace")
