"""Counts over a text, and the assembly of a Document from its parts."""

from __future__ import annotations

import re

from oitcheck.model import Block, Quality, Region

_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
# Replacement character, controls that are no white space, private use areas.
_NEVER_READ = re.compile(
    "[\ufffd\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\ue000-\uf8ff\U000f0000-\U000ffffd"
    "\U00100000-\U0010fffd]"
)


def visible(text: str) -> int:
    """Characters of ``text`` without white space and zero-width characters."""
    shown = "".join(text.split())
    return len(shown) - sum(map(shown.count, _NO_WIDTH))


def garbled(text: str) -> float:
    """Share of the visible characters that no reader could read, 0 to 1."""
    shown = visible(text)
    return round(len(_NEVER_READ.findall(text)) / shown, 4) if shown else 0.0


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
        of_content = (text[b.start : b.end] for b in blocks if b.region is Region.CONTENT)
        content = visible("".join(of_content))
    return Quality(
        chars=chars,
        content_chars=content,
        images=images,
        image_pages=image_pages,
        scripts=scripts,
        garbled=garbled(text),
        charset=charset,
    )
