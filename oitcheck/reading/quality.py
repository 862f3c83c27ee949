"""Counts over a text, and the assembly of a Document from its parts."""

from __future__ import annotations

import re

from oitcheck.model import Block, Quality, Region

_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
# Replacement character, controls, private use areas.
_NEVER_READ = re.compile(
    "[\ufffd\\x00-\\x1f\\x7f-\\x9f\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)


def visible(text: str) -> int:
    """Characters of ``text`` without white space and zero-width characters."""
    return len(_SPACE.sub("", text))


def garbled(text: str) -> float:
    """Share of the visible characters that no reader could read, 0 to 1."""
    shown = _SPACE.sub("", text)
    if not shown:
        return 0.0
    return round(len(_NEVER_READ.findall(shown)) / len(shown), 4)


def measure(
    text: str,
    blocks: tuple[Block, ...] = (),
    *,
    images: int = 0,
    image_pages: int = 0,
    scripts: int = 0,
    charset: str = "",
) -> Quality:
    """The counts of a text; without ``blocks`` all of it is content."""
    chars = visible(text)
    content = chars
    if blocks:
        content = sum(visible(text[b.start : b.end]) for b in blocks if b.region is Region.CONTENT)
    return Quality(
        chars=chars,
        content_chars=content,
        images=images,
        image_pages=image_pages,
        scripts=scripts,
        garbled=garbled(text),
        charset=charset,
    )
