"""Pages that are pictures: which of them are recognised, and how the others are told of."""

from __future__ import annotations

from dataclasses import replace

from oitcheck.model import Document

PAGES = 8
"""The most pages of a document that are recognised when nobody asks for more."""


def wanted(document: Document) -> list[int]:
    """Numbers of the pages whose text is still to be had from a picture."""
    return [page.number for page in document.pages if page.read == "none"]


def chosen(numbers: list[int], budget: int) -> list[int]:
    """At most ``budget`` of ``numbers``: the first two, the last, then in order."""
    first = list(dict.fromkeys([*numbers[:2], *numbers[-1:], *numbers]))
    return sorted(first[: max(0, budget)])


def unread(document: Document) -> Document:
    """``document`` as it is without an engine: its marker says how many pages stay unread."""
    count = len(wanted(document)) or int(document.media == "image")
    if not count:
        return document
    return replace(document, markers=(*document.markers, f"pages-not-read:{count}"))
