"""Characters that no text should have, put right before anything counts offsets."""

from __future__ import annotations

import re

from oitcheck.thai.normalise import GLYPHS

_TABLE: dict[int, str | None] = dict(GLYPHS)
_LETTERS = dict(_TABLE)
_TABLE.update(dict.fromkeys([*range(9), *range(14, 32), 0x7F, 0xFFFE, 0xFFFF]))
_TABLE.update({0x0B: "\n", 0x0C: "\n"})

_ODD = re.compile(f"[{''.join(re.escape(chr(code)) for code in _TABLE)}]")

_APART = re.compile(r"(?<=[ก-ฺ็-๎])\s{1,2}([ัิ-ฺ็-๎]+)(?:\s{1,2}(?=[ก-ฮะ-ไ]))?")
_SPACES = re.compile(r"[^\S\n\t]+")
_AROUND_BREAK = re.compile(r"[ \t]*\n *")
_BREAKS = re.compile(r"\n{3,}")


def mended(text: str) -> str:
    """Private-use Thai glyphs to letters and marks; NUL and other controls dropped."""
    return text.translate(_TABLE) if _ODD.search(text) else text


def lettered(text: str) -> str:
    """Private-use Thai glyphs to letters and marks, controls kept."""
    return text.translate(_LETTERS)


def joined(text: str) -> str:
    """Marks back on their letters: readers of PDFs take the gap around a mark that was moved, and
    drawn by itself, for spaces and even for the ends of lines."""
    return _APART.sub(r"\1", text)


def tidy(text: str) -> str:
    """`mended`, with all kinds of spaces folded, lines kept, at most one empty line in a row."""
    text = mended(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text))
    return _BREAKS.sub("\n\n", text).strip()


_DOUBLED = re.compile("([ก-ฮ][\u0e31\u0e34-\u0e39][\u0e48-\u0e4b])([ก-ฮ])\\1(?!\\2)")


def undoubled(text: str) -> str:
    """Text of a PDF by Skia (the prints of Chromium), which gives a letter with two marks once more
    behind its syllable: ทั้งทั้นี้ is ทั้งนี้. No Thai word has that shape; ทั้งทั้ง stays."""
    return _DOUBLED.sub(r"\1\2", text)
