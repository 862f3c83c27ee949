"""How values stand in the database: instants, text, JSON, packed text."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Byte order on both databases: keys page the same way whatever locale the server was made with.
PLAIN_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def storable(text: str) -> str:
    """``text`` with NUL and lone surrogates shown as U+FFFD.

    PostgreSQL refuses the first and UTF-8 the second; both come from broken pages.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def instant_text(value: datetime) -> str:
    """RFC 3339 in UTC with Z and six digits, so that text order is time order.

    Raises `ValueError` for a naive datetime.
    """
    if value.tzinfo is None or value.utcoffset() is None:
        raise ValueError(f"{value!r} has no time zone; the store takes aware datetimes only")
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def url_key(url: str) -> str:
    """A key of fixed length for a URL: 32 hex digits of its sha256.

    PostgreSQL can't index a text of more than 2,704 bytes, and percent-encoded Thai URLs can be
    longer. Keys also mix the hosts, so a page of a thousand targets never holds only one site.
    """
    return hashlib.sha256(storable(url).encode()).hexdigest()[:32]


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as RFC 3339 text in UTC; a naive one raises `ValueError`."""

    impl = PLAIN_TEXT
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Words(TypeDecorator[str]):
    """Text from the outside, made storable (see `storable`)."""

    impl = PLAIN_TEXT
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """Lists and objects as compact JSON text; the same on both databases."""

    impl = PLAIN_TEXT
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        return None if value is None else json.loads(value)


class PackedText(TypeDecorator[str]):
    """Long text, deflated: documents and judgements shrink to a fifth."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        # surrogatepass: a text comes back as it was put, whatever a reader made of a broken file.
        return None if value is None else zlib.compress(value.encode("utf-8", "surrogatepass"), 3)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else zlib.decompress(value).decode("utf-8", "surrogatepass")
