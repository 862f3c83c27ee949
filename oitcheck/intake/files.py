"""From a path to its tables, whatever kind of file it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from oitcheck.intake import ods, plain, word, workbook, xls
from oitcheck.intake.containers import MAX_UNPACKED, Refused, kind
from oitcheck.intake.grid import Grid
from oitcheck.intake.problems import Problem, problem
from oitcheck.model import Origin

T = TypeVar("T")

_log = logging.getLogger(__name__)


def tables(path: Path, problems: list[Problem]) -> Iterator[Grid]:
    """The file's sheets or tables. Trouble is added to ``problems``; nothing is raised for it.

    A file that breaks in the middle has given its rows up to there.
    """
    where = Origin(path.name)
    suffix = path.suffix or "(ไม่มีนามสกุล)"
    try:
        if path.stat().st_size > MAX_UNPACKED:
            megabytes = path.stat().st_size // 1024 // 1024
            problems.append(problem("too-big", where, megabytes=megabytes))
            return
        body = path.read_bytes()
    except OSError:
        problems.append(problem("no-file", where, str(path)))
        return
    try:
        yield from guarded(_open(body, path, where, suffix, problems))
    except Refused as refused:
        problems.append(problem(refused.code, where, **refused.facts))


def guarded(items: Iterator[T]) -> Iterator[T]:
    """The items; what is raised on a damaged file becomes `Refused`.

    The reading libraries raise whatever their parser trips over (struct.error, KeyError,
    AssertionError ...), so there is no shorter list than all; the log has the traceback.
    """
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except Refused:
            raise
        except Exception:
            _log.info("reading a table broke off", exc_info=True)
            raise Refused("broken") from None
        yield item


def _open(
    body: bytes, path: Path, where: Origin, suffix: str, problems: list[Problem]
) -> Iterator[Grid]:
    found = kind(body, path.suffix)
    name = path.name
    if found == "xlsx":
        yield from workbook.grids(body, name)
    elif found == "xls":
        yield from xls.grids(body, name)
    elif found == "ods":
        yield from ods.grids(body, name)
    elif found == "docx":
        yield from _or_none(word.grids(body, name), where, problems)
    elif found == "html":
        yield from _html(body, name, where, suffix, problems)
    else:
        text, readable = plain.decode(body)
        if not readable:
            problems.append(problem("bad-characters", where, kept=True))
        if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
            problems.append(problem("text-inside", where, kept=True, suffix=suffix))
        yield plain.delimited(text, name)


def _or_none(grids: Iterator[Grid], where: Origin, problems: list[Problem]) -> Iterator[Grid]:
    seen = False
    for grid in grids:
        seen = True
        yield grid
    if not seen:
        problems.append(problem("no-table", where))


def _html(
    body: bytes, name: str, where: Origin, suffix: str, problems: list[Problem]
) -> Iterator[Grid]:
    renamed = suffix.lower() not in (".html", ".htm")
    grids = list(plain.tables(plain.decode(body)[0], name))
    if not grids:
        code = "html-without-table" if renamed else "no-table"
        problems.append(problem(code, where, suffix=suffix))
    elif renamed:
        problems.append(problem("html-inside", where, kept=True, suffix=suffix))
    yield from grids
