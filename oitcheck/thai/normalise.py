"""One form for every way of writing the same Thai text, with a map back to the original.

Sites, PDF producers and typists write ำ as two code points, put a space after it, double a mark,
put the tone before the vowel, type เ twice for แ, leave zero-width characters between words. None
of that changes what a reader sees, so none of it may change what a check finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from oitcheck.thai.digits import THAI

_UPPER = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"
_LOWER = "\u0e38\u0e39"
_TONE = "\u0e48-\u0e4b"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ZERO_WIDTH = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"

_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
# Fonts of old hold each mark in several places over its letter, and two letters without their foot,
# in the private use area; producers of PDFs leave these in the text. Windows: U+F700 to U+F71A.
# Macintosh, and the names of Adobe's glyph list (maihanakatleftthai ...): U+F884 to U+F89E, the
# tones thrice each (left, low, low and left). Both as in thai_pua_shape of HarfBuzz,
# src/hb-ot-shaper-thai.cc.
GLYPHS = {
    first + place: letter
    for first, letters in (
        (
            0xF700,
            f"ฐ\u0e34\u0e35\u0e36\u0e37{_TONES * 2}ญ\u0e31\u0e4d\u0e47{_TONES}\u0e38\u0e39\u0e3a",
        ),
        (
            0xF884,
            "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
            + "".join(tone * 3 for tone in _TONES)
            + "\u0e4dญ\u0e38\u0e39\u0e3aฐ",
        ),
    )
    for place, letter in enumerate(letters)
}
"""Private-use code points of Thai fonts of old, and the character that each one shows."""
# Characters of the same length: these, Thai digits, odd spaces.
_SAME_LENGTH = {
    chr(code): char
    for code, char in (
        GLYPHS
        | {ord(thai): str(value) for value, thai in enumerate(THAI)}
        | dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
    ).items()
}
_TO_REPLACE = re.compile(f"[{''.join(map(re.escape, _SAME_LENGTH))}]")

_Replace = Callable[[re.Match[str]], str]
_WRONG_ORDER = re.compile(f"([{_TONE}\u0e4c])([{_UPPER}{_LOWER}])")
_REPEATED = re.compile(f"([{_MARKS}]{{1,3}})\\1+")
# One after the other. The last of each three tells quickly whether there may be anything to do.
_PASSES: tuple[tuple[re.Pattern[str], _Replace, Callable[[str], object]], ...] = (
    (
        re.compile(f"[{_ZERO_WIDTH}]+"),
        lambda _: "",
        re.compile(f"[{_ZERO_WIDTH}]").search,
    ),
    (re.compile("เเ"), lambda _: "แ", lambda text: "เเ" in text),
    (_WRONG_ORDER, lambda m: m[2] + m[1], lambda text: any(map(_in_wrong_order, _rows(text)))),
    (_REPEATED, lambda m: m[1], lambda text: any(map(_with_repeats, _rows(text)))),
    (
        re.compile(f"\u0e4d([{_TONE}]?)\u0e32"),
        lambda m: m[1] + "\u0e33",
        lambda text: "\u0e4d" in text,
    ),
    (
        re.compile("\u0e33(?:\u0e33+| +(?=[ก-ฮเ-ไ])|\u0e32)"),
        lambda _: "\u0e33",
        re.compile("\u0e33[ \u0e32\u0e33]").search,
    ),
)
_ROWS = re.compile(f"[{_MARKS}][{_MARKS}]+")
_LONGEST_ROW = 8


def _rows(text: str) -> set[str]:
    """The rows of marks over and under a letter: a text has few kinds of them."""
    return set(_ROWS.findall(text))


def _in_wrong_order(row: str) -> bool:
    # No letter bears so many: looked at by the pass itself, not kept in memory.
    return len(row) > _LONGEST_ROW or _known_order(row)


def _with_repeats(row: str) -> bool:
    return len(row) > _LONGEST_ROW or _known_repeats(row)


@lru_cache(maxsize=1024)
def _known_order(row: str) -> bool:
    return _WRONG_ORDER.search(row) is not None


@lru_cache(maxsize=1024)
def _known_repeats(row: str) -> bool:
    return _REPEATED.search(row) is not None


# A stretch that no character can join from the left: what NFC does inside it stays inside it.
_STRETCH = re.compile("[\x00-\x7fก-\u0e30\u0e32\u0e33เ-ๆ]?[^\x00-\x7fก-\u0e30\u0e32\u0e33เ-ๆ]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` in the one form; ``to_original[i]`` is where its character i stood.

    ``to_original`` has ``len(text) + 1`` places, never falls, and ends with the length of the
    original text.
    """

    text: str
    to_original: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that ``text[start:end]`` came from."""
        return self.to_original[start], self.to_original[end]


def normalise(text: str) -> Normalised:
    """``text`` in NFC, ำ in one code point, marks once and in order, Arabic digits, plain spaces.

    Zero-width characters and the space that PDF readers put after ำ are dropped. Idempotent.
    Line breaks stay.
    """
    changed = text
    for odd in set(_TO_REPLACE.findall(text)):
        changed = changed.replace(odd, _SAME_LENGTH[odd])
    offsets: Sequence[int] = range(len(text) + 1)
    while True:
        before = changed
        if not unicodedata.is_normalized("NFC", changed):
            changed, offsets = _replace(
                changed, offsets, _STRETCH, lambda m: unicodedata.normalize("NFC", m[0])
            )
        for pattern, repl, due in _PASSES:
            if due(changed):
                changed, offsets = _replace(changed, offsets, pattern, repl)
        if changed == before:
            return Normalised(changed, offsets)


def fold(s: str) -> str:
    """``s`` as compared when words are looked for: normalised, caseless, one kind of dash and
    quote, white space as one space, none at the ends."""
    folded = normalise(s).text.casefold()
    folded = re.sub("[\u2010-\u2015\u2212\u00ad\uff0d]", "-", folded)
    folded = re.sub("[\u2018\u2019\u201b\u02bc]", "'", folded)
    folded = re.sub("[\u201c-\u201f\u00ab\u00bb]", '"', folded)
    return " ".join(normalise(folded).text.split())


def _replace(
    text: str, offsets: Sequence[int], pattern: re.Pattern[str], repl: _Replace
) -> tuple[str, Sequence[int]]:
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        new = repl(match)
        if new == match[0]:
            continue
        start, end = match.span()
        pieces += (text[done:start], new)
        places.extend(offsets[done:start])
        places.extend(offsets[min(start + i, end - 1)] for i in range(len(new)))
        done = end
    if not done:
        return text, offsets
    pieces.append(text[done:])
    places.extend(offsets[done:])
    return "".join(pieces), places
