"""Thai dictionary order, with numbers in their natural order (O2 before O10).

The order of the Royal Institute's dictionary: a vowel written before its consonant counts after
it; tone marks, ็ and ์ count only where all else is equal.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from oitcheck.thai.normalise import normalise

Key: TypeAlias = tuple[tuple[tuple[int, int, str], ...], tuple[tuple[int, str], ...], str, str]

_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_SECONDARY = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e\u0e3a")
_PART = re.compile(r"[0-9]+|.", re.DOTALL)


def key(s: str) -> Key:
    """A sort key for ``sorted``: different texts have different keys."""
    text = normalise(s).text
    swapped = _LEADING.sub(r"\2\1", text.casefold())
    primary: list[tuple[int, int, str]] = []
    secondary: list[tuple[int, str]] = []
    for part in _PART.findall(swapped):
        if part in _SECONDARY:
            secondary.append((len(primary), part))
        elif "0" <= part[0] <= "9":
            digits = part.lstrip("0")
            primary.append((2, len(digits), digits))
        else:
            primary.append((_rank(part), 0, part))
    return tuple(primary), tuple(secondary), text, s


def _rank(character: str) -> int:
    if character.isspace():
        return 0
    if "\u0e01" <= character <= "\u0e45":
        return 4
    return 3 if character.isalpha() else 1
