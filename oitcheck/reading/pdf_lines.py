"""The lines of a PDF page by where its letters stand, for pages on which pdfium puts its own breaks
and spaces into the middle of Thai words.

pdfium decides by the page whether writing runs across or down, and takes a sparse table of
LibreOffice Calc for the second: each letter that is drawn by itself becomes a line. After a tone
mark that a bold font sets to the left it sees a gap that the letter below fills ("ป้ องกัน").
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

# What no line of Thai begins with: vowels that follow a letter, marks above and below.
_BROKEN_LINE = re.compile("(?:^|\n)[ \t]*[ะาำๅัิ-ฺ็-๎]")
_LEAST_BROKEN = 2
_AFTER_MARK = re.compile("(?<=[ก-ฮ])[ัิ-ฺ็-๎]+( )(?=[ก-ฮะ-ไ])")
_COMBINING = re.compile("[ัำิ-ฺ็-๎\u0300-\u036f]")
_MOST_CHARS = 20_000
# In sizes of the font. Spaces are drawn 0.22 to 0.3 wide; vowels whose place is told apart from
# their letter leave 0.1.
_SPACE = 0.16
_NEW_PIECE = 1.5
_SAME_LINE = 0.4


def broken(text: str) -> bool:
    """Whether the lines of a page can't be those that it shows."""
    return len(_BROKEN_LINE.findall(text)) >= _LEAST_BROKEN


def closed(text: str, textpage: Any) -> str:
    """``text`` (the whole page, as pdfium gives it) without the spaces that pdfium made up behind a
    mark although the next letter stands right beside the one that bears it."""
    made_up = []
    for match in _AFTER_MARK.finditer(text):
        space = raw.FPDFText_GetCharIndexFromTextIndex(textpage, match.start(1))
        if space > 0 and raw.FPDFText_IsGenerated(textpage, space) == 1:
            letter = _placed(textpage, space - len(match[0]))
            after = _placed(textpage, space + 1)
            if letter is None or after is None:
                continue
            if abs(after.x - letter.right) < _SPACE * letter.size:
                made_up.append(match.start(1))
    for place in reversed(made_up):
        text = text[:place] + text[place + 1 :]
    return text


@dataclass(slots=True)
class _Char:
    """``x``, ``y``: where it begins on its line; ``right`` of the box around it; ``size`` of the
    font as it is shown. Points."""

    text: str
    x: float
    y: float
    right: float
    size: float


@dataclass(slots=True)
class _Piece:
    """Letters one behind the other, as they were drawn."""

    text: str
    left: float
    right: float
    y: float
    size: float


def by_place(textpage: Any) -> str | None:
    """The text of a page in lines from top to bottom, each from left to right. None for pages of
    more than 20,000 characters and for those whose writing does not run across."""
    count = raw.FPDFText_CountChars(textpage)
    if not 0 < count <= _MOST_CHARS:
        return None
    pieces: list[_Piece] = []
    down = across = 0
    before: _Char | None = None
    for index in range(count):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        char = _placed(textpage, index)
        if char is None:
            continue
        if before is not None:
            moved_x, moved_y = abs(char.x - before.x), abs(char.y - before.y)
            across += moved_x > moved_y
            down += moved_x < moved_y
        _add(pieces, char)
        before = char
    if down > across:
        return None
    return "\n".join(_lines(pieces))


def _placed(textpage: Any, index: int) -> _Char | None:
    code = raw.FPDFText_GetUnicode(textpage, index)
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    if not (0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000):
        return None
    if not raw.FPDFText_GetCharOrigin(textpage, index, x, y):
        return None
    if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
        return None
    size = raw.FPDFText_GetFontSize(textpage, index)
    if raw.FPDFText_GetMatrix(textpage, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return _Char(chr(code), x.value, y.value, box.right, max(1.0, size))


def _add(pieces: list[_Piece], char: _Char) -> None:
    """Put a letter behind the last piece, or begin a new one; marks stay with their letters."""
    last = pieces[-1] if pieces else None
    if last is not None and _COMBINING.match(char.text) and not last.text.endswith(" "):
        near = last.left - last.size <= char.x <= last.right + last.size
        if near and abs(char.y - last.y) < last.size:
            last.text += char.text
            if char.text == "ำ":
                last.right = max(last.right, char.right)
            return
    size = max(char.size, last.size) if last is not None else char.size
    goes_on = (
        last is not None
        and abs(char.y - last.y) < _SAME_LINE * size
        and -_SAME_LINE * size < char.x - last.right < _NEW_PIECE * size
    )
    if last is None or not goes_on:
        if char.text != " ":
            pieces.append(_Piece(char.text, char.x, char.right, char.y, char.size))
        return
    spaced = last.text.endswith(" ") or char.text == " "
    if char.x - last.right > _SPACE * size and not spaced:
        last.text += " "
    last.text += char.text
    last.right, last.size = max(last.right, char.right), size


def _lines(pieces: list[_Piece]) -> list[str]:
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        if lines:
            first = lines[-1][0]
            if abs(first.y - piece.y) < _SAME_LINE * min(first.size, piece.size):
                lines[-1].append(piece)
                continue
        lines.append([piece])
    told = []
    for line in lines:
        text, right = "", 0.0
        for piece in sorted(line, key=lambda one: one.left):
            # drawn by itself right behind the last one: a vowel in the middle of a word
            apart = piece.left - right > _SPACE * piece.size
            text += (" " if text and apart and not text.endswith(" ") else "") + piece.text
            right = max(right, piece.right)
        told.append(text)
    return told
