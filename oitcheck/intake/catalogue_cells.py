"""The texts of a catalogue as cells of a worksheet, and back; nothing is lost on the way.

Three manners of cell. A text stands as it is, line breaks and spaces too. A list has one entry a
line. A list of lists has one list a line, its entries parted by `` | ``. What would be taken for
something else is written with a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 32_767
"""Characters that a cell of Excel holds; a longer text is cut without a word."""

# XML has no such characters; _x000D_ is Excel's own way to write one, so that a text that only
# looks like it has to be told from it.
_UNSAFE = re.compile(
    "[\\\\\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_IN_LIST = re.compile(f"{_UNSAFE.pattern}|[\n|]")
_EDGE = re.compile(r"^\s+|\s+$")
_ESCAPE = re.compile(r"\\(?:(u[0-9a-fA-F]{4})|([\\nrs|]))")
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "|": "\\|"}
_LONG = {"\\": "\\", "n": "\n", "r": "\r", "s": " ", "|": "|"}
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def text_cell(text: str) -> str:
    return _UNSAFE.sub(_escaped, text)


def list_cell(entries: Sequence[str]) -> str:
    """One entry a line; spaces at the ends of an entry are written as a backslash and s."""
    return "\n".join(map(_entry, entries))


def lists_cell(lists: Sequence[Sequence[str]]) -> str:
    return "\n".join(" | ".join(map(_entry, entries)) for entries in lists)


def cell_text(cell: str) -> str:
    return _ESCAPE.sub(_meant, cell)


def cell_list(cell: str) -> list[str]:
    """Lines without anything are no entry."""
    return [cell_text(line.strip()) for line in cell.split("\n") if line.strip()]


def cell_lists(cell: str) -> list[list[str]]:
    found = []
    for line in cell.split("\n"):
        parts = _BAR.sub("\\1\n", line).split("\n")
        entries = [cell_text(part.strip()) for part in parts if part.strip()]
        if entries:
            found.append(entries)
    return found


def _entry(text: str) -> str:
    escaped = _IN_LIST.sub(_escaped, text)
    return _EDGE.sub(lambda space: "".join(map(_edge, space[0])), escaped)


def _escaped(character: re.Match[str]) -> str:
    return _SHORT.get(character[0]) or f"\\u{ord(character[0]):04x}"


def _edge(space: str) -> str:
    return "\\s" if space == " " else f"\\u{ord(space):04x}"


def _meant(escape: re.Match[str]) -> str:
    return chr(int(escape[1][1:], 16)) if escape[1] else _LONG[escape[2]]
