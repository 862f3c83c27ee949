"""Rich Text Format: paragraphs, tables, links. One pass over the bytes, no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from oitcheck.reading.lines import MAX_COLUMNS, Lines
from oitcheck.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from oitcheck.model import Document

_MAX_DEPTH = 2000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # control word and number
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z'])"  # control symbol
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)"
    rb"|\\'"  # half of a coded byte
)
_BREAKS = frozenset((b"par", b"page", b"sect", b"column", b"softpage"))
_SAID = {
    b"tab": "\t",
    b"line": "\n",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
# Destinations that hold no words of the text; what begins with \* is one too, but for these.
_SKIPPED = frozenset(
    (
        *(b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"objdata", b"filetbl"),
        *(b"listtable", b"revtbl", b"sp", b"shprslt", b"nonshppict", b"xe", b"tc", b"rxe"),
        *(b"bkmkstart", b"bkmkend", b"atnid", b"atnauthor", b"themedata", b"fldtype"),
    )
)
_STARRED = frozenset((b"shpinst", b"shppict", b"fldinst", b"nesttableprops"))
_EDGES = frozenset(
    f"{name}{side}".encode() for name in ("header", "footer") for side in ("", "l", "r", "f")
)
_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_LATIN = "cp1252"
_THAI = re.compile(rb"\\(?:ansicpg874|fcharset222|cpg874|d?e?f?lang(?:fe|np|fenp)?1054)\b")
_PAGES = {874: "cp874", 65001: "utf-8", 936: "gbk", 950: "big5", 10000: "mac_roman"}


@dataclass(slots=True)
class _State:
    """What holds until the end of a group. ``into``: "" for the text, else fonts, code, edge or
    nowhere."""

    into: str = ""
    font: int = -1
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    level: int = 1


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def read_rtf(body: bytes, *, sha256: str, reader: str) -> Document:
    """The text in its order; tables row by row; headers and footers at the end; hidden and
    deleted text, pictures and objects left out.

    A file that breaks off is read as far as it goes. Raises `Unreadable` broken for groups nested
    more than 2000 deep, and for a file that holds nothing but the start.
    """
    start = body.find(b"{\\rtf")
    if start < 0 or len(body) - start < len(b"{\\rtf1}"):
        raise Unreadable("broken", "no RTF")
    return _Reader(body[start:]).read(sha256, reader)


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self._lines = Lines()
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        # Word marks Thai text with fonts of whatever charset once a file says that it is Thai.
        self._default = "cp874" if _THAI.search(body) else _LATIN
        self._bytes = bytearray()  # in one charset, not decoded yet
        self._said: list[str] = []
        self._code: list[str] = []
        self._edge: list[str] = []
        self._cell: list[str] = []
        self._table = _Table()
        self._waiting: list[tuple[str, int]] = []
        self._links: list[tuple[str, str]] = []
        self._to_skip = 0
        self._starred = False
        self._pictures = 0

    def read(self, sha256: str, reader: str) -> Document:
        place, size = 0, len(self._body)
        while place < size:
            match = _TOKEN.match(self._body, place)
            if match is None:  # a line break of the file, or a lone backslash at its end
                place += 1
                continue
            place = match.end()
            word, number, coded, symbol, brace, plain = match.groups()
            if word == b"bin":
                self._starred = False
                place += max(0, int(number or 0))
            elif word:
                self._word(word, int(number) if number else None)
            elif brace == b"{":
                self._open()
            elif brace:
                if not self._stack:
                    break
                self._close()
            elif plain:
                self._raw(plain)
            elif coded:
                self._raw(bytes((int(coded, 16),)), one=True)
            elif symbol == b"*":
                self._starred = True
            elif symbol:
                self._symbol(symbol)
        self._end_paragraph()
        self._end_table()
        self._lines.beside(_joined("".join(self._edge)).split("\n"))
        return self._lines.document(sha256, reader, "rtf", images=self._pictures)

    def _open(self) -> None:
        self._flush()
        self._starred = False
        self._to_skip = 0
        if len(self._stack) >= _MAX_DEPTH:
            raise Unreadable("broken", f"groups more than {_MAX_DEPTH} deep")
        self._stack.append(self._state)
        self._state = replace(self._state)

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        before, self._state = self._state, self._stack.pop()
        if before.into == "code" and self._state.into != "code":
            link = _LINK.search(_joined("".join(self._code)))
            self._code.clear()
            if link:
                self._waiting.append((link[1], len(self._said)))
        elif before.into == "result" and self._state.into != "result" and self._waiting:
            href, at = self._waiting.pop()
            self._links.append((href, _joined("".join(self._said[at:]))))
        elif before.into == "edge" and self._state.into != "edge":
            self._edge.append("\n")

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._starred = self._starred, False
        state = self._state
        if word == b"u":
            self._unicode(number or 0)
            return
        self._flush()
        self._to_skip = 0
        if word == b"pict" and state.into in ("", "result"):
            self._pictures += 1
        if (starred and word not in _STARRED) or word in _SKIPPED:
            state.into = "nowhere"
        elif state.into == "nowhere":
            return
        elif word == b"fonttbl":
            state.into = "fonts"
        elif state.into == "fonts":
            self._font(word, number)
        elif word == b"fldinst":
            state.into = "code"
        elif word == b"fldrslt" and state.into == "":
            state.into = "result"
        elif word in _EDGES:
            state.into = "edge"
        else:
            self._formatting(word, number)

    def _font(self, word: bytes, number: int | None) -> None:
        if word == b"f":
            self._state.font = number or 0
        elif word == b"fcharset" and number in _CHARSETS:
            self._fonts[self._state.font] = _CHARSETS[number]
        elif word == b"cpg" and number:
            self._fonts[self._state.font] = _PAGES.get(number, f"cp{number}")

    def _formatting(self, word: bytes, number: int | None) -> None:
        state = self._state
        if word == b"f":
            state.font = number or 0
        elif word == b"uc":
            state.skip = max(0, min(number or 0, 100))
        elif word == b"ansicpg" and number:
            if self._default == _LATIN:
                self._default = _PAGES.get(number, f"cp{number}")
        elif word == b"plain":
            state.hidden = state.deleted = False
        elif word == b"v":
            state.hidden = number != 0
        elif word == b"deleted":
            state.deleted = number != 0
        elif word == b"pard":
            state.in_table, state.level = False, 1
        elif word == b"intbl":
            state.in_table = True
        elif word == b"itap":
            state.level = 1 if number is None else number
            state.in_table = state.level > 0
        elif word in _SAID:
            self._say(_SAID[word])
        elif word in _BREAKS:
            self._end_paragraph()
        elif word == b"nestcell":
            self._say(" ")
        elif word == b"cell":
            self._end_cell()
        elif word == b"row":
            self._end_row()

    def _symbol(self, symbol: bytes) -> None:
        self._starred = False
        self._flush()
        if symbol in (b"\n", b"\r"):
            self._end_paragraph()
        elif symbol in _SYMBOLS and not self._skipped():
            self._say(_SYMBOLS[symbol])

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number & 0xFFFF if number < 0 else number
        if code <= 0x10FFFF:
            self._say(chr(code))
        self._to_skip = self._state.skip

    def _skipped(self) -> bool:
        if self._to_skip:
            self._to_skip -= 1
            return True
        return False

    def _raw(self, given: bytes, *, one: bool = False) -> None:
        """Bytes of the text, less those that stand for the Unicode character before them."""
        self._starred = False
        passed = min(self._to_skip, len(given))
        self._to_skip -= passed
        if self._state.into not in ("nowhere", "fonts") and (not one or not passed):
            self._bytes += given[passed:]

    def _flush(self) -> None:
        if self._bytes:
            charset = self._fonts.get(self._state.font, self._default)
            given, self._bytes = bytes(self._bytes), bytearray()
            try:
                self._say(given.decode(charset, errors="replace"))
            except LookupError:
                self._say(given.decode(_LATIN, errors="replace"))

    def _say(self, text: str) -> None:
        state = self._state
        if state.into in ("nowhere", "fonts") or state.hidden or state.deleted:
            return
        if state.into == "code":
            self._code.append(text)
        elif state.into == "edge":
            self._edge.append(text)
        else:
            self._said.append(text)

    def _paragraph(self) -> str:
        self._flush()
        text = _joined("".join(self._said))
        self._said.clear()
        self._waiting = [(href, 0) for href, _ in self._waiting]
        return text

    def _give_links(self, context: str) -> None:
        for href, text in self._links:
            self._lines.link(href, text, context)
        self._links.clear()

    def _end_paragraph(self) -> None:
        if self._state.into == "edge":
            self._edge.append("\n")
            return
        if self._state.into not in ("", "result"):
            return
        text = self._paragraph()
        if self._state.in_table:
            self._cell.append(text)
            return
        self._end_table()
        self._lines.add(text)
        self._give_links(text)

    def _end_cell(self) -> None:
        self._cell.append(self._paragraph())
        if len(self._table.cells) < MAX_COLUMNS:
            self._table.cells.append(" ".join(self._cell))
        self._cell.clear()

    def _end_row(self) -> None:
        if self._table.cells:
            self._table.rows.append(self._table.cells)
            self._table.cells = []

    def _end_table(self) -> None:
        """Give the rows so far; words of a cell that was never closed are a paragraph."""
        self._end_row()
        if self._table.rows:
            rows, self._table = self._table.rows, _Table()
            self._lines.table(rows)
            self._give_links(" ".join(rows[-1]))
        for text in self._cell:
            self._lines.add(text)
        self._cell.clear()


def _joined(text: str) -> str:
    """Characters beyond the first plane are written as two surrogates; a lone one is none."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
