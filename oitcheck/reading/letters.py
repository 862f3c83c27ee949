"""Word files of before 2007 (doc): read by a program that is given from outside."""

from __future__ import annotations

from itertools import groupby
from typing import Protocol

from oitcheck.model import Document
from oitcheck.reading import compound
from oitcheck.reading.lines import Lines
from oitcheck.reading.unreadable import Unreadable


class ConvertFailed(Exception):
    """A program that did not do its work on a file: our own fault, never the file's."""


class Convert(Protocol):
    """A program that knows Word's old format. ``key`` names it with its version."""

    @property
    def key(self) -> str: ...

    def text(self, body: bytes) -> str:
        """The text of a document, a paragraph a line. Raises `ConvertFailed`."""
        ...


def read_doc(body: bytes, *, sha256: str, reader: str, convert: Convert | None) -> Document:
    """The paragraphs of a Word document, and its tables where the program writes rows (antiword
    does; of LibreOffice each cell is a line). Raises `Unreadable` encrypted, or unsupported where
    it is no Word document or there is no program; and `ConvertFailed`."""
    if compound.word_stream(body) is None:
        raise Unreadable("unsupported", "no Word document")
    if convert is None:
        raise Unreadable("unsupported", "no program for Word documents")
    lines = Lines()
    for is_row, group in groupby(convert.text(body).splitlines(), _is_row):
        if is_row:
            lines.table([line.strip()[1:-1].split("|") for line in group])
        else:
            for line in group:
                lines.add(line)
    return lines.document(sha256, reader, "doc")


def _is_row(line: str) -> bool:
    """Whether it is a row of a table as antiword writes it: |cell|cell|."""
    line = line.strip()
    return line.startswith("|") and line.endswith("|") and line.count("|") > 2
