"""What a PDF holds beside the text of its pages: files, what it says of itself, blank pages."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from oitcheck.model import Member
from oitcheck.reading.characters import mended

_MAX_MEMBERS = 200
_MAX_NAME = 300
_TINY = 0.25
_DRAWN = 4
_FAINT = 12
# D:20250315101500+07'00' (ISO 32000, 7.9.4); the author is a person and stays out.
_WHEN = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_SAID = {
    "Title": "title",
    "Producer": "producer",
    "Creator": "creator",
    "CreationDate": "created",
    "ModDate": "modified",
}


def metadata(document: Any) -> tuple[tuple[str, str], ...]:
    """Title, programs and dates as ISO (local time of the writer, no zone); hints, no proof."""
    found = []
    for key, name in _SAID.items():
        try:
            words = " ".join(mended(document.get_metadata_value(key)).split())[:_MAX_NAME]
        except (UnicodeDecodeError, pdfium.PdfiumError):
            continue
        if name in ("created", "modified"):
            words = _iso(words)
        if words:
            found.append((name, words))
    return tuple(found)


def _iso(words: str) -> str:
    match = _WHEN.match(words)
    if not match:
        return ""
    year, month, day, hour, minute, _ = match.groups()
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    day_of = "-".join(part for part in (year, month, day) if part)
    return f"{day_of}T{hour}:{minute}" if day and hour and minute else day_of


def members(document: Any) -> tuple[Member, ...]:
    """Files attached to a PDF, by name and size; they are not read."""
    found = []
    try:
        for index in range(min(document.count_attachments(), _MAX_MEMBERS)):
            attached = document.get_attachment(index)
            name = mended(attached.get_name())[:_MAX_NAME]
            size = ctypes.c_ulong()
            raw.FPDFAttachment_GetFile(attached, None, 0, size)
            found.append(Member(name, int(size.value), reason="nested"))
    except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
        pass  # a damaged tree of names: what was found until there
    return tuple(found)


def blank(page: Any) -> bool:
    """Whether nothing is drawn on a page, by drawing it small: hardly a pixel differs from the
    others. A page that can't be drawn is not called blank."""
    try:
        wide, high = page.get_size()
        scale = min(_TINY, 400 / max(1.0, wide, high))
        counts = page.render(scale=scale, grayscale=True).to_pil().histogram()
    except (pdfium.PdfiumError, ValueError):
        return False
    paper = max((shade for shade, count in enumerate(counts) if count), default=0)
    return int(sum(counts[: max(0, paper - _FAINT)])) <= _DRAWN
