"""Plain text, and tables written as text (CSV): their content tells them, not their name."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from oitcheck.model import Block, Document, Table
from oitcheck.reading import charset, quality
from oitcheck.reading.characters import tidy
from oitcheck.reading.lines import MAX_CELL, MAX_CHARS, MAX_COLUMNS, cell_text

_DELIMITERS = ("\t", ";", "|", ",")
_NAMES = (".csv", ".tsv")
_SEP = re.compile(r"sep=([;,|\t:])\r?\n", re.I)
_MAX_ROWS = 50_000
_LOOKED_AT = 50
_LOOKED_AT_CHARS = 200_000
_ALIKE = 0.8
_LONG_CELL = 80
# Programs and data have delimiters in every line and are no tables.
_CODE = re.compile(r"\s*(?:[{\[<]|/\*|//|#!|(?:var|function|import|const|let)\b|[\w.#-]+\s*\{)")


def read_text(body: bytes, *, sha256: str, reader: str, name: str) -> Document:
    """The text; where its lines are rows of cells, or its name says so, a table too. Of text beyond
    5,000,000 characters the marker ``text-left-out`` tells."""
    decoded, used = charset.decode(body)
    cut = len(decoded) > MAX_CHARS
    decoded = decoded[:MAX_CHARS]
    text = tidy(decoded)
    rows = _rows(decoded, named=name.lower().split("?")[0].endswith(_NAMES)) if text else []
    return Document(
        sha256,
        reader,
        "text",
        text=text,
        blocks=(Block(0, len(text)),) if text else (),
        tables=(Table(tuple(rows), 0, len(text)),) if rows else (),
        markers=("text-left-out",) if cut else (),
        quality=quality.measure(text, charset=used),
    )


def has_rows(head: bytes) -> bool:
    """Whether the beginning of a body shows lines that are rows of cells."""
    text, _ = charset.decode(head)
    whole = text[: text.rfind("\n") + 1] or text  # the last line may be cut off
    return bool(_SEP.match(whole.lstrip("\ufeff")) or _delimiter(whole))


def _rows(text: str, *, named: bool) -> list[tuple[str, ...]]:
    text = text.lstrip("\ufeff")
    said = _SEP.match(text)
    if said:
        return list(_parsed(text[said.end() :], said[1]))
    delimiter = _delimiter(text[:_LOOKED_AT_CHARS])
    if not delimiter and named:
        first = text.lstrip().split("\n", 1)[0]
        delimiter = max(_DELIMITERS, key=first.count)
    return list(_parsed(text, delimiter)) if delimiter else []


def _delimiter(text: str) -> str:
    """What parts the cells of a text whose lines are rows; empty for any other text."""
    if _CODE.match(text):
        return ""
    best, most = "", 0
    for delimiter in _DELIMITERS:
        rows = [row for row, _ in zip(_parsed(text, delimiter), range(_LOOKED_AT), strict=False)]
        rows = [row for row in rows if any(row)]
        if len(rows) < 2:
            continue
        columns, times = Counter(map(len, rows)).most_common(1)[0]
        # A comma stands in every sentence: prose has long pieces and a different number each line.
        least = 3 if delimiter == "," and len(rows) < 4 else 2
        longest = sum(len(cell) > _LONG_CELL for row in rows for cell in row)
        if columns < least or times < _ALIKE * len(rows) or longest > len(rows) // 2:
            continue
        if times * columns > most:
            best, most = delimiter, times * columns
    return best


def _parsed(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Rows that show something. A quote that is never closed ends the table."""
    source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row, _ in zip(source, range(_MAX_ROWS), strict=False):
            cells = tuple(cell_text(cell[:MAX_CELL]) for cell in row[:MAX_COLUMNS])
            if any(cells):
                yield cells
    except csv.Error:
        return
