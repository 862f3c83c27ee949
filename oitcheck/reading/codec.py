"""Documents and read failures as JSON text, exactly and back.

Keys are sorted and there is no white space, so the same Document is the same text everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from oitcheck.model import (
    Block,
    DateMention,
    Document,
    Field,
    Href,
    Member,
    Page,
    Quality,
    ReadFailure,
    Region,
    Table,
    Word,
)

_FORMAT = 2


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
        blocks=tuple(Block(b[0], b[1], Region(b[2]), b[3], b[4]) for b in value["blocks"]),
        pages=tuple(Page(*page) for page in value["pages"]),
        links=tuple(Href(k[0], k[1], k[2], Region(k[3]), k[4]) for k in value["links"]),
        tables=tuple(
            Table(tuple(tuple(row) for row in t[0]), t[1], t[2], t[3]) for t in value["tables"]
        ),
        dates=tuple(_date(mention) for mention in value["dates"]),
        markers=tuple(value["markers"]),
        quality=Quality(**value["quality"]),
        hidden=value["hidden"],
        words=tuple(Word(*word) for word in value["words"]),
        members=tuple(Member(*member) for member in value["members"]),
        fields=tuple(Field(*each) for each in value["fields"]),
        metadata=tuple((key, words) for key, words in value["metadata"]),
    )


def _date(given: list[Any]) -> DateMention:
    first, last, *rest = given
    return DateMention(date.fromisoformat(first), date.fromisoformat(last), *rest)


def _plain(given: Document | ReadFailure) -> dict[str, Any]:
    """Values as JSON: the three outer types by name, the many small ones as rows of fields."""
    if isinstance(given, ReadFailure):
        return _named(given)
    return _named(given) | {
        "blocks": [_BLOCK(block) for block in given.blocks],
        "pages": [_PAGE(page) for page in given.pages],
        "links": [_HREF(link) for link in given.links],
        "tables": [_TABLE(table) for table in given.tables],
        "dates": [
            (found.first.isoformat(), found.last.isoformat(), *_MENTION(found)[2:])
            for found in given.dates
        ],
        "quality": _named(given.quality),
        "words": [_WORD(word) for word in given.words],
        "members": [_MEMBER(member) for member in given.members],
        "fields": [_FIELD(each) for each in given.fields],
    }


def _named(given: Document | ReadFailure | Quality) -> dict[str, Any]:
    return {item.name: getattr(given, item.name) for item in fields(given)}


def _row(
    kind: type[Block | Page | Href | Table | DateMention | Word | Member | Field],
) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(item.name for item in fields(kind)))


_BLOCK, _PAGE, _HREF, _TABLE = _row(Block), _row(Page), _row(Href), _row(Table)
_MENTION, _WORD, _MEMBER, _FIELD = _row(DateMention), _row(Word), _row(Member), _row(Field)
