"""Complaints about rows, on the screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from oitcheck.cli.app import note
from oitcheck.intake import Problem


def show_problems(problems: Iterable[Problem]) -> None:
    for item in problems:
        note(str(item))


def as_json_rows(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    return [
        {
            "file": item.where.file,
            "sheet": item.where.sheet,
            "row": item.where.row,
            "code": item.code,
            "message": item.message_th,
            "hint": item.hint_th,
            "value": item.value,
        }
        for item in problems
    ]
