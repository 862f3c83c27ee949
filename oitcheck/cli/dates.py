"""What ``oitcheck dates`` does: reads dates from a text or, line by line, from standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO

import typer

from oitcheck import chosen_date
from oitcheck.chosen_date import Choice
from oitcheck.cli.app import JsonOption, app
from oitcheck.date_reasons import REASONS
from oitcheck.model.document import DateMention
from oitcheck.thai import dates
from oitcheck.thai.format import PRECISIONS, mention

_BOM = b"\xef\xbb\xbf"
_NONE = "ไม่พบวันที่"
_NOT_ITS_OWN = "ไม่มีวันที่ที่ถือเป็นวันที่ของข้อความนี้ได้"


@app.command("dates")
def _dates(
    text: Annotated[str, typer.Argument(help="ข้อความ หรือ - เพื่ออ่านทีละบรรทัด / text or -")],
    filename: Annotated[bool, typer.Option("--filename", help="ข้อความเป็นชื่อไฟล์")] = False,
    as_json: JsonOption = False,
    why: Annotated[
        bool, typer.Option("--why", help="บอกวันที่ที่เลือก พร้อมเหตุผล / the choice and why")
    ] = False,
) -> None:
    """อ่านวันที่แบบไทย / Read Thai dates."""
    run(text, filename, as_json, sys.stdin.buffer, sys.stdout.buffer, why=why)


def run(
    text: str | None,
    filename: bool,
    as_json: bool,
    stdin: BinaryIO,
    stdout: BinaryIO,
    *,
    why: bool = False,
) -> None:
    """Write the dates of ``text``, or of every line of ``stdin`` where it is None or ``-``.

    ``as_json``: one JSON list a text, also for an empty line, the best candidate first; without
    it one Thai line a candidate. Both ends are UTF-8, whatever the console; bytes that are none
    read as U+FFFD. ``filename``: the texts are names of files. ``why``: the choice of THE date
    instead, each candidate with its reasons; as JSON an object a text, ``{"dates": [the list as
    without it], "choice": [...]}``.
    """
    texts = _lines(stdin) if text is None or text == "-" else iter((text,))
    for given in texts:
        found = dates.ranked(dates.find(given, filename=filename))
        if why:
            choice = chosen_date.of_words(given, filename=filename)
            line = _why_json(found, choice) if as_json else _why(choice)
        else:
            line = json.dumps(_rows(found), ensure_ascii=False) if as_json else _readable(found)
        stdout.write(_encoded(line))
        stdout.flush()


def _lines(stdin: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(stdin):
        if number == 0:
            line = line.removeprefix(_BOM)
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")


def _rows(found: Iterable[DateMention]) -> list[dict[str, object]]:
    return [
        {
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "precision": each.precision,
            "calendar": each.calendar,
            "script": each.script,
            "start": each.start,
            "end": each.end,
            "raw": each.raw,
            "confidence": each.confidence,
        }
        for each in found
    ]


def _why_json(found: tuple[DateMention, ...], choice: Choice) -> str:
    ranking = [
        row
        | {
            "source": each.mention.source,
            "usable": each.usable,
            "score": each.score,
            "reasons": [str(reason) for reason in each.reasons],
        }
        for each in choice.candidates
        for row in _rows((each.mention,))
    ]
    return json.dumps({"dates": _rows(found), "choice": ranking}, ensure_ascii=False)


def _why(choice: Choice) -> str:
    """A line for each candidate: the chosen one marked, its words as written, its reasons."""
    if not choice.candidates:
        return _NONE
    lines = [] if choice.best else [_NOT_ITS_OWN]
    for each in choice.candidates:
        mark = "✓" if each is choice.best else "•" if each.usable else "✗"
        reasons = ", ".join(REASONS[reason].th for reason in each.reasons)
        raw = " ".join(each.mention.raw.split())
        lines.append(f"{mark} {mention(each.mention)}  \u201c{raw}\u201d: {reasons}")
    return "\n".join(lines)


def _readable(found: tuple[DateMention, ...]) -> str:
    if not found:
        return _NONE
    return "\n".join(f"{mention(each)}  ({PRECISIONS[each.precision]})" for each in found)


def _encoded(line: str) -> bytes:
    return (line + "\n").encode("utf-8", errors="replace")
