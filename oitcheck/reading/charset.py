"""Bytes to text.

Thai pages lie about their charset in both directions, so neither the header nor the meta tag is
asked: what decodes as strict UTF-8 is UTF-8, everything else is cp874 (a superset of TIS-620).
UTF-16 is told by its mark, or by its bytes.
"""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Thai text in cp874 that is read as UTF-8 has hardly a valid sequence; a UTF-8 page that was cut
# off or has a slug cut in half has hardly an invalid one.
_DAMAGED_SHARE = 0.02
_DAMAGED_MIN_GOOD = 20


# Of UTF-16 without a mark one byte of two is 00 (Latin) or 0E (Thai), and the other hardly ever 00.
_WIDE_LOOKED_AT = 4096
_WIDE_HIGH = 0.9
_WIDE_LEAST = 8


def wide(body: bytes) -> str:
    """utf-16-le or utf-16-be for a body in UTF-16, by its mark or its bytes; empty for others."""
    for bom, name in _BOMS[1:]:
        if body.startswith(bom):
            return name
    looked = body[: min(len(body) // 2 * 2, _WIDE_LOOKED_AT)]
    if len(looked) < _WIDE_LEAST:
        return ""
    for name, high, low in (
        ("utf-16-le", looked[1::2], looked[::2]),
        ("utf-16-be", looked[::2], looked[1::2]),
    ):
        told = high.count(0) + high.count(0x0E)
        if told >= _WIDE_HIGH * len(high) and not low.count(0):
            return name
    return ""


def decode(body: bytes) -> tuple[str, str]:
    """The text and the name of its charset. NUL characters are dropped; never raises.

    Names: utf-8, utf-16-le, utf-16-be, cp874, and utf-8-damaged for UTF-8 in which a few
    sequences are broken (they become U+FFFD).
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _clean(body[len(bom) :].decode(name, errors="replace")), name
    name = wide(body)
    if name:
        return _clean(body.decode(name, errors="replace")), name
    try:
        return _clean(body.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    if good >= _DAMAGED_MIN_GOOD and bad <= good * _DAMAGED_SHARE + 1:
        return _clean(text), "utf-8-damaged"
    return _clean(body.decode("cp874", errors="replace")), "cp874"


def _clean(text: str) -> str:
    # A lone surrogate (UTF-16 cut in the middle) cannot be stored as UTF-8.
    return text.replace("\0", "").encode("utf-8", errors="replace").decode("utf-8")
