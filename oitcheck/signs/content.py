"""What the content of a document is made of: text, pictures, headings, ways to somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oitcheck import urls
from oitcheck.model import Document, Region
from oitcheck.signs.text import (
    BARE,
    LETTER,
    NOISE,
    SNIPPET,
    Sign,
    content_chars,
    place,
    stretches,
    weight,
)
from oitcheck.thai.digits import to_arabic
from oitcheck.thai.mask import mask_citizen_numbers

SCAN_CHARS_PER_PAGE = 30
GARBLED = 0.3
LEAST_CONFIDENCE = 0.5
"""Confidence from which on a mention counts as read."""

_FRAMES = frozenset({"iframe", "frame", "embed", "object"})
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<!\d)0[\d\s-]{7,12}\d(?!\d)")


def leads(document: Document) -> bool:
    """Whether the content holds a link to somewhere, a telephone number or an e-mail address:
    little, and for some items it is all that they ask for."""
    linked = any(
        link.region is Region.CONTENT
        and link.kind in ("a", "onclick")
        and link.text
        and not link.href.startswith(("#", "javascript:"))
        and not NOISE.match(link.text)
        for link in document.links
    )
    return linked or any(
        _CONTACT.search(document.text[p.start : p.end]) for p in stretches(document)
    )


def scan(document: Document) -> Sign | None:
    """A picture, or pages that are pictures: nothing that can be read without OCR.

    What OCR has read of it speaks for a document, never against it: it stays a scan.
    """
    count = document.quality.image_pages
    if document.media == "image":
        count = max(1, count)
    elif not count or content_chars(document) - recognised_chars(
        document
    ) >= SCAN_CHARS_PER_PAGE * max(count, len(document.pages)):
        return None
    return Sign("", place(document, 0, 0), count)


def recognised_chars(document: Document) -> int:
    """Letters and figures on the pages that OCR read."""
    return sum(
        sum(char.isalnum() for char in document.text[page.start : page.end])
        for page in document.pages
        if page.read == "ocr"
    )


def pages_not_read(document: Document) -> int:
    """Pages whose text nobody has: pictures that were not recognised, letters that can't be right,
    pages that do not load, pages beyond the budget of reading."""
    unread = sum(page.read == "none" for page in document.pages)
    return unread + pages_lost(document) + _counted(document, "pages-left-out")


def pages_lost(document: Document) -> int:
    """Pages of a file that do not load."""
    return _counted(document, "pages-unreadable")


def file_damaged(document: Document) -> bool:
    """Whether the end of a file is missing, and what was read are the pages left in the rest."""
    return "file-damaged" in document.markers


def wrong_letters(document: Document) -> int:
    """Pages with a text that can't be what they show, where that is all that a file has: nothing
    of it was read, neither as text nor from a picture."""
    unread = [page for page in document.pages if page.read == "none" and not page.blank]
    if any(page.read != "none" and page.end > page.start for page in document.pages):
        return 0
    return sum(not page.image_only for page in unread)


def foreign_viewer(document: Document) -> str:
    """The house (issuu.com) in whose viewer the content of a page shows a document, or empty: it
    gives no file. A viewer in a side box or footer shows something else."""
    house = _named(document, "foreign-viewer")
    shown = any(
        link.region is Region.CONTENT and link.kind in _FRAMES and house in link.href.lower()
        for link in document.links
    )
    return house if house and shown else ""


def _counted(document: Document, marker: str) -> int:
    value = _named(document, marker)
    return int(value) if value.isdecimal() else 0


def _named(document: Document, marker: str) -> str:
    start = f"{marker}:"
    return next((one[len(start) :] for one in document.markers if one.startswith(start)), "")


def pictures(document: Document) -> Sign | None:
    """A web page whose content is pictures only."""
    if document.media != "html" or not document.quality.images or weight(document) >= BARE:
        return None
    return Sign("", place(document, 0, 0), document.quality.images)


def unreadable_text(document: Document) -> bool:
    """Whether the text is there but no letters (fonts without a map to characters)."""
    return document.quality.garbled >= GARBLED


def heading_only(document: Document) -> Sign | None:
    """A heading, or a line that repeats the title, and nothing under it."""
    parts = stretches(document)
    if document.media != "html" or weight(document) >= BARE:
        return None
    heads = [part for part in parts if part.heading] or list(parts)
    for part in heads:
        words = " ".join(document.text[part.start : part.end].split())
        if LETTER.search(words):
            words = mask_citizen_numbers(words[:SNIPPET])
            return Sign(words, place(document, part.start, part.end))
    return None


def numbered(document: Document, years: Iterable[int]) -> bool:
    """Whether the number of one of ``years`` (B.E. or C.E.) stands in the content where it was
    not read as a date: 15/2569, "No Gift Policy 2569". It proves nothing and forbids a blame."""
    wanted = "|".join(str(number) for year in years for number in (year, year - 543))
    pattern = re.compile(rf"(?<![\d,.-])(?:{wanted})(?![\d,])")
    read = [(m.start, m.end) for m in document.dates if m.confidence >= LEAST_CONFIDENCE]
    text = to_arabic(document.text)
    return any(
        not any(start <= found.start() < end for start, end in read)
        for part in stretches(document)
        for found in pattern.finditer(text, part.start, part.end)
    )


def home_page(url: str, final_url: str = "") -> bool:
    """Whether a link leads to a site's home page, at once or by being passed on to it."""
    return urls.is_home(url) or bool(final_url and urls.is_home(final_url))
