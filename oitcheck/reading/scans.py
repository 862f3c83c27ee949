"""Pages that are pictures, or whose text can't be right: which of them are recognised, and how the
others are told of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from oitcheck.model import DateMention, Document, Page

PAGES = 8
"""The most pages of a document that are recognised when nobody asks for more."""
_DOUBTED = 0.4
"""The most that a date is believed that stands in a text layer which can't be right."""


def wanted(document: Document) -> list[int]:
    """Numbers of the pages whose text is still to be had from a picture."""
    return [page.number for page in document.pages if page.read == "none"]


def chosen(numbers: list[int], budget: int) -> list[int]:
    """At most ``budget`` of ``numbers``: the first two, the last, then in order."""
    first = list(dict.fromkeys([*numbers[:2], *numbers[-1:], *numbers]))
    return sorted(first[: max(0, budget)])


def doubted(mentions: Iterable[DateMention], pages: Iterable[Page]) -> tuple[DateMention, ...]:
    """``mentions``, with those on pages that nobody has read less sure than any that counts: the
    figures of a wrong text layer may be wrong as its letters are."""
    unread = [(page.start, page.end) for page in pages if page.read == "none"]
    return tuple(
        replace(mention, confidence=min(mention.confidence, _DOUBTED))
        if any(start <= mention.start < end for start, end in unread)
        else mention
        for mention in mentions
    )


def beside(
    recognised: Iterable[DateMention], found: Iterable[DateMention], pages: Iterable[Page]
) -> tuple[DateMention, ...]:
    """``found`` with the mentions on recognised pages exchanged for ``recognised``, in order."""
    scanned = [(page.start, page.end) for page in pages if page.read == "ocr"]
    others = [
        mention
        for mention in found
        if not any(start <= mention.start < end for start, end in scanned)
    ]
    return tuple(sorted((*recognised, *others), key=lambda each: (each.start, each.end)))


def unread(document: Document) -> Document:
    """``document`` as it is without an engine: its marker says how many pages stay unread."""
    count = len(wanted(document)) or int(document.media == "image")
    if not count:
        return document
    return replace(document, markers=(*document.markers, f"pages-not-read:{count}"))
