"""What ``oitcheck dates`` does: reads dates from a text or, line by line, from standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import typer

from oitcheck.cli.app import JsonOption, app
from oitcheck.model.document import DateMention
from oitcheck.thai import dates
from oitcheck.thai.format import PRECISIONS, mention

_BOM = b"\xef\xbb\xbf"
_NONE = "ไม่พบวันที่"


@app.command("dates")
def _dates(
    text: Annotated[str, typer.Argument(help="ข้อความ หรือ - เพื่ออ่านทีละบรรทัด / text or -")],
    filename: Annotated[bool, typer.Option("--filename", help="ข้อความเป็นชื่อไฟล์")] = False,
    as_json: JsonOption = False,
) -> None:
    """อ่านวันที่แบบไทย / Read Thai dates."""
    run(text, filename, as_json, sys.stdin.buffer, sys.stdout.buffer)


def run(text: str | None, filename: bool, as_json: bool, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Write the dates of ``text``, or of every line of ``stdin`` where it is None or ``-``.

    ``as_json``: one JSON list a text, also for an empty line, the best candidate first; without
    it one Thai line a candidate. Both ends are UTF-8, whatever the console; bytes that are none
    read as U+FFFD. ``filename``: the texts are names of files.
    """
    texts = _lines(stdin) if text is None or text == "-" else iter((text,))
    for given in texts:
        found = dates.ranked(dates.find(given, filename=filename))
        stdout.write(_encoded(_json(found) if as_json else _readable(found)))
        stdout.flush()


def _lines(stdin: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(stdin):
        if number == 0:
            line = line.removeprefix(_BOM)
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")


def _json(found: tuple[DateMention, ...]) -> str:
    return json.dumps(
        [
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
        ],
        ensure_ascii=False,
    )


def _readable(found: tuple[DateMention, ...]) -> str:
    if not found:
        return _NONE
    return "\n".join(f"{mention(each)}  ({PRECISIONS[each.precision]})" for each in found)


def _encoded(line: str) -> bytes:
    return (line + "\n").encode("utf-8", errors="replace")
