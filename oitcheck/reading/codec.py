"""Documents and read failures as JSON text, exactly and back.

Keys are sorted and there is no white space, so the same Document is the same text everywhere.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from oitcheck.model import (
    Block,
    DateMention,
    Document,
    Href,
    Page,
    Quality,
    ReadFailure,
    Region,
    Table,
)

_FORMAT = 1


def dumps(given: Document | ReadFailure) -> str:
    """JSON text of a Document or ReadFailure; one line, sorted keys, Thai as it is."""
    kind = "document" if isinstance(given, Document) else "failure"
    body = {"format": _FORMAT, "kind": kind, "value": _plain(given)}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(text: str) -> Document | ReadFailure:
    """The value that `dumps` wrote. Raises ValueError for anything else."""
    body = json.loads(text)
    if not isinstance(body, dict) or body.get("format") != _FORMAT:
        raise ValueError("not a stored document of this format")
    value: dict[str, Any] = body["value"]
    if body["kind"] == "failure":
        return ReadFailure(**value)
    if body["kind"] != "document":
        raise ValueError(f"unknown kind {body['kind']!r}")
    return Document(
        sha256=value["sha256"],
        reader=value["reader"],
        media=value["media"],
        title=value["title"],
        text=value["text"],
        base=value["base"],
        blocks=tuple(Block(b[0], b[1], Region(b[2]), b[3]) for b in value["blocks"]),
        pages=tuple(Page(*page) for page in value["pages"]),
        links=tuple(Href(k[0], k[1], k[2], Region(k[3]), k[4]) for k in value["links"]),
        tables=tuple(
            Table(tuple(tuple(row) for row in t[0]), t[1], t[2], t[3]) for t in value["tables"]
        ),
        dates=tuple(_date(mention) for mention in value["dates"]),
        markers=tuple(value["markers"]),
        quality=Quality(**value["quality"]),
    )


def _date(given: list[Any]) -> DateMention:
    first, last, *rest = given
    return DateMention(date.fromisoformat(first), date.fromisoformat(last), *rest)


def _plain(given: Any) -> Any:
    """Values as JSON: the three outer types by name, the many small ones as rows of fields."""
    if isinstance(given, Document | ReadFailure | Quality):
        return {item.name: _plain(getattr(given, item.name)) for item in fields(given)}
    if is_dataclass(given):
        return [_plain(getattr(given, item.name)) for item in fields(given)]
    if isinstance(given, tuple):
        return [_plain(part) for part in given]
    if isinstance(given, date):
        return given.isoformat()
    return given
