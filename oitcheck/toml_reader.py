"""Typed reading of TOML data files: every complaint names file, line, key and the mend.

A reader notes what is wrong and goes on, so that one look at a file shows all of it; nothing is
handed out before `Reader.done` has found no complaint.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oitcheck.errors import OitcheckError

Path = tuple[str | int, ...]
"""Where a value stands: ``("indicator", 3, "element", 0, "status")``, positions from 0."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]',
    re.S,
)
_HEADER = re.compile(r"[ \t]*(\[\[?)([^\]\n]+)\]")
_KEY = re.compile(r'[ \t]*((?:"[^"\n]*"|\'[^\'\n]*\'|[\w-]+)(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*=')
_PART = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^.\s]+)')
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong in a file; ``line`` counts from 1 (0: no line to point at)."""

    where: str
    line: int
    key: str
    trouble: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: {self.trouble}" + (f" ({self.hint})" if self.hint else "")

    @property
    def place(self) -> str:
        return f"{self.where}{f':{self.line}' if self.line else ''}: {self.key}"


class BadData(OitcheckError):
    """A data file that can't be used; ``complaints`` has all of what is wrong, at least one."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        first = min(complaints, key=lambda one: one.line or 10**9)
        more = f" และอีก {len(complaints) - 1} แห่ง" if len(complaints) > 1 else ""
        super().__init__(f"{first.place}: {first.trouble}{more}", first.hint)
        self.complaints = tuple(sorted(complaints, key=lambda one: (one.line, one.key)))


class Reader:
    """Parses the text of a data file; ``where`` names it in complaints.

    Raises `BadData` at once for a text that is no TOML.
    """

    def __init__(self, text: str, where: str) -> None:
        self.where = where
        self._complaints: list[Complaint] = []
        self._lines: Mapping[Path, int] | None = None
        self._text = text
        try:
            self.data: Mapping[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as trouble:
            raise BadData([_syntax(where, str(trouble))]) from None

    def complain(self, path: Path, key: str, trouble: str, hint: str = "") -> None:
        """Note a complaint at ``path`` (or the nearest place around it that has a line)."""
        if self._lines is None:
            self._lines = lines_of(self._text)
        line = next(
            (self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 0
        )
        self._complaints.append(Complaint(self.where, line, key, trouble, hint))

    def root(self) -> Table:
        return Table(self, self.data, (), "")

    def done(self) -> None:
        """Raises `BadData` when anything was complained of."""
        if self._complaints:
            raise BadData(self._complaints)


class Table:
    """A table of the file. A getter that finds something wrong complains and returns what is
    neutral (``""``, 0, an empty tuple), so that reading goes on."""

    def __init__(self, reader: Reader, values: Mapping[str, Any], path: Path, name: str) -> None:
        self.reader = reader
        self.values = values
        self.path = path
        self.name = name

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def complain(self, key: str, trouble: str, hint: str = "") -> None:
        path = (*self.path, key) if key else self.path
        self.reader.complain(path, f"{self.name}{key}".rstrip(": ."), trouble, hint)

    def known(self, keys: Collection[str]) -> None:
        """Complain of every key that is none of ``keys``, with the nearest known one."""
        for key in self.values:
            if key not in keys:
                near = difflib.get_close_matches(key, list(keys), n=1)
                self.complain(
                    key,
                    f"ไม่รู้จักคีย์นี้{f' {near[0]}?' if near else ''}",
                    f"แก้เป็น {near[0]}" if near else f"ใช้ได้: {', '.join(sorted(keys))}",
                )

    def text(self, key: str, default: str | None = None) -> str:
        """A text; a missing one is ``default``, or a complaint where there is none."""
        value = self.values.get(key, default)
        if isinstance(value, str) and (value.strip() or value == default):
            return value
        trouble = "ต้องเป็นข้อความ" if key in self.values else "ไม่ได้ระบุ"
        self.complain(key, trouble, f'เช่น {key} = "..."')
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a missing one is empty."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(part, str) and part for part in value):
            return tuple(value)
        self.complain(key, "ต้องเป็นรายการข้อความ", f'เช่น {key} = ["...", "..."]')
        return ()

    def text_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts, none of them empty; a missing one is empty."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(
            isinstance(inner, list)
            and inner
            and all(isinstance(part, str) and part.strip() for part in inner)
            for inner in value
        ):
            return tuple(tuple(inner) for inner in value)
        self.complain(key, "ต้องเป็นรายการของรายการข้อความ", f'เช่น {key} = [["...", "..."], ["..."]]')
        return ()

    def number(self, key: str, default: int | None = None) -> int:
        value = self.values.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        trouble = "ต้องเป็นจำนวนเต็ม" if key in self.values else "ไม่ได้ระบุ"
        self.complain(key, trouble, f"เช่น {key} = 2569" if key == "year" else f"เช่น {key} = 1")
        return 0

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if isinstance(value, bool):
            return value
        self.complain(key, "ต้องเป็น true หรือ false", f"เช่น {key} = true")
        return False

    def one_of(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value and value not in choices:
            self.complain(key, *_no_choice(value, choices))
        return value

    def some_of(self, key: str, choices: Sequence[str]) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            if value not in choices:
                self.complain(key, *_no_choice(value, choices))
        return values

    def table(self, key: str, *, required: bool = False) -> Table:
        """A table; a missing one is empty."""
        value = self.values.get(key)
        if not isinstance(value, Mapping):
            if required or value is not None:
                self.complain(key, "ต้องเป็นตาราง", f"เช่น [{self._dotted(key)}]")
            value = {}
        return Table(self.reader, value, (*self.path, key), f"{self.name}{key}.")

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of a list of tables, in order; a missing list is empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, Mapping) for part in value):
            self.complain(key, "ต้องเป็นรายการของตาราง", f"เช่น [[{self._dotted(key)}]]")
            return
        for position, part in enumerate(value):
            name = f"{self.name}{key} {position + 1}: "
            yield Table(self.reader, part, (*self.path, key, position), name)

    def named(self, name: str) -> Table:
        """The same table under a name that people know, such as ``O12: ``."""
        return Table(self.reader, self.values, self.path, name)

    def _dotted(self, key: str) -> str:
        return ".".join([*(part for part in self.path if isinstance(part, str)), key])


def _no_choice(value: str, choices: Sequence[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(value, choices, n=1)
    return (
        f"ไม่มีค่า {value!r}",
        f"แก้เป็น {near[0]}" if near else f"เลือกจาก {', '.join(choices)}",
    )


def _syntax(where: str, said: str) -> Complaint:
    place = _TOML_PLACE.search(said)
    line = int(place[1]) if place and place[1] else 0
    plain = _TOML_PLACE.sub("", said)
    return Complaint(where, line, "TOML", f"อ่านไม่ได้: {plain}", "แก้เครื่องหมายคำพูดหรือวงเล็บที่ขาด")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and table inside a list, by its path."""
    found: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    here: Path = ()
    for line, statement, starts in _statements(text):
        header = _HEADER.match(statement)
        if header:
            parts = _names(header[2]) or [header[2]]
            here = _resolve(parts[:-1], counts)
            if header[1] == "[[":
                found.setdefault((*here, parts[-1]), line)
                counts[(*here, parts[-1])] += 1
                here = (*here, parts[-1], counts[(*here, parts[-1])] - 1)
            else:
                here = (*here, parts[-1])
            found.setdefault(here, line)
            continue
        key = _KEY.match(statement)
        if key:
            path = (*here, *_names(key[1]))
            found.setdefault(path, line)
            for position, start in enumerate(starts):
                found[(*path, position)] = start
    return found


def _statements(text: str) -> Iterator[tuple[int, str, list[int]]]:
    """Each statement: its line, its first line's text, and the lines where the inline tables that
    stand directly in its list begin."""
    line = begun = 1
    start = depth = 0
    tables: list[int] = []
    for token in _TOKEN.finditer(text + "\n"):
        mark = token[0]
        if mark in "[{":
            if mark == "{" and depth == 1:
                tables.append(line)
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif mark == "\n":
            line += 1
            if depth <= 0:
                yield begun, text[start : token.start()], tables
                start, begun, depth, tables = token.end(), line, 0, []
        else:
            line += mark.count("\n")


def _resolve(parts: Sequence[str], counts: Mapping[Path, int]) -> Path:
    """The path of a header's parents: a list of tables means its newest one."""
    path: Path = ()
    for part in parts:
        path = (*path, part)
        if counts.get(path):
            path = (*path, counts[path] - 1)
    return path


def _names(dotted: str) -> list[str]:
    return [a or b or c for a, b, c in _PART.findall(dotted)]
