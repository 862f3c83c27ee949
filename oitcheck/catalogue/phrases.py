"""Finds the phrases of a rule in text as it was read, spelling slips of OCR and all.

Readers of scanned pages lose tone marks and the circle of ำ, double marks, put spaces and line
breaks into words, take แ for two เ. Thai and Arabic digits, capitals, dashes and quotes mean the
same to a reader of the page. A phrase is found in whatever spelling is equal but for these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from oitcheck.thai.normalise import normalise

Span: TypeAlias = tuple[int, int]
"""Where a phrase stands: code points of the original text, the end not included."""

_LOST = frozenset("\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_UPPER = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*")
_LONG = 8
"""Consonants that a phrase must have to be looked for without its upper vowels, too: without
them the short ones stand everywhere (ปี is ป)."""

# Of the same length, so that places stay known; what is lost is dropped.
_SAME = str.maketrans(
    dict.fromkeys(map(ord, _LOST), "")
    | {0xE33: "า", 0xE45: "า", 0x130: "i"}
    | dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFF0D], "-")
    | dict.fromkeys([0x2018, 0x2019, 0x201B, 0x2BC], "'")
    | dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB], '"')
)
_SPACE = re.compile(r"\s+")


class Folded:
    """A text made ready to be searched; worth keeping where many phrases are looked for in it."""

    def __init__(self, text: str) -> None:
        self.original = text
        self._normal = normalise(text)
        self._marked = _unmarked(self._normal.text)
        self._plain = _SPACE.sub(_gap, self._marked)
        self._plain_places: list[int] | None = None
        self._bare: str | None = None
        self._bare_places: list[int] = []

    def first(self, phrase: str) -> Span | None:
        """The first place where ``phrase`` stands in the text, in any of its spellings."""
        wanted = _SPACE.sub(_gap, _unmarked(normalise(phrase).text))
        if not wanted:
            return None
        at = _stands(self._plain, wanted)
        if at is not None:
            return self._span(self._places(), at, len(wanted))
        if sum("ก" <= letter <= "ฮ" for letter in wanted) < _LONG:
            return None
        if self._bare is None:
            self._bare = _without(self._plain, _UPPER)
        bare = _without(wanted, _UPPER)
        at = _stands(self._bare, bare)
        if at is None:
            return None
        if not self._bare_places:
            self._bare_places = [
                place
                for letter, place in zip(self._plain, self._places(), strict=True)
                if letter not in _UPPER
            ]
        return self._span(self._bare_places, at, len(bare))

    def _span(self, places: Sequence[int], at: int, length: int) -> Span:
        start, end = self._normal.span(places[at], places[at + length - 1] + 1)
        # the marks that were dropped belong to the last letter
        marks = _MARKS.match(self.original, end)
        return start, marks.end() if marks else end

    def _places(self) -> list[int]:
        """Where each character of the plain text stood in the normalised one."""
        if self._plain_places is None:
            kept = [at for at, letter in enumerate(self._normal.text) if letter not in _LOST]
            places: list[int] = []
            done = 0
            for space in _SPACE.finditer(self._marked):
                places += kept[done : space.start() + len(_gap(space))]
                done = space.end()
            self._plain_places = places + kept[done:]
        return self._plain_places


def find(phrases: Sequence[Sequence[str]], text: str | Folded) -> tuple[Span, ...] | None:
    """Where each group of ``phrases`` (`oitcheck.catalogue.Way.phrases`) is met, one `Span` each.

    A group is met by any one of its synonyms, the first one that is found; None where a group is
    not met. No groups ask for nothing: an empty tuple. A phrase that begins or ends with a Latin
    letter or a digit must stand as a word there. Linear in the length of ``text``.
    """
    folded = text if isinstance(text, Folded) else Folded(text)
    spans: list[Span] = []
    for synonyms in phrases:
        span = next((at for phrase in synonyms if (at := folded.first(phrase))), None)
        if span is None:
            return None
        spans.append(span)
    return tuple(spans)


def _unmarked(normal: str) -> str:
    return normal.translate(_SAME).lower()


def _without(text: str, letters: frozenset[str]) -> str:
    return text.translate(dict.fromkeys(map(ord, letters), ""))


def _gap(space: re.Match[str]) -> str:
    """White space parts Latin words and numbers; anywhere else a break may be the reader's."""
    before = space.string[space.start() - 1 : space.start()] if space.start() else ""
    return " " if _joined(before, space.string[space.end() : space.end() + 1]) else ""


def _stands(text: str, wanted: str) -> int | None:
    """The first place of ``wanted`` at which no Latin letter or digit of it goes on."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before = text[at - 1 : at] if at else ""
        if not _joined(before, wanted[0]) and not _joined(wanted[-1], text[end : end + 1]):
            return at
        at = text.find(wanted, at + 1)
    return None


def _joined(left: str, right: str) -> bool:
    """Whether two characters side by side belong to one Latin word or number."""
    return all(one.isalnum() and not "\u0e00" <= one <= "\u0e7f" for one in (left, right))
