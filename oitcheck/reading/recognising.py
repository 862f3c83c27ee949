"""Pages that are pictures, recognised, and their text put in its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from oitcheck.model import Block, DateMention, Document, Page, Word
from oitcheck.reading import quality, scans
from oitcheck.reading.glyphs import Picture
from oitcheck.reading.ocr import PageRead, Recognise, read_picture
from oitcheck.reading.pdf import loaded
from oitcheck.reading.seen import OcrFailed
from oitcheck.reading.unreadable import Unreadable
from oitcheck.thai import dates

DPI = 200
DATE_CHARS = 200_000
_MOST_PIXELS = 3600
_LEAST_PIXELS = 60
_SMALL = 1100
_HUGE = 120_000_000
_UNCHECKED = 0.85
"""The most that a date is believed that rests on the engine alone."""


def recognised(
    document: Document, body: bytes, engine: Recognise, budget: int = scans.PAGES
) -> Document:
    """``document`` with the text of its pages that are pictures, at most ``budget`` of them: the
    first two, the last, then in order. Markers: ``ocr-pages:N``, ``pages-not-read:N``."""
    if document.media == "image":
        return _image(document, body, engine)
    wanted = scans.wanted(document)
    if document.media != "pdf" or not wanted:
        return document
    chosen = scans.chosen(wanted, budget)
    found: dict[int, PageRead] = {}
    with _rendering(body) as render:
        for number in chosen:
            read = _read(render(number), engine)
            if read is not None:
                found[number] = read
    return _spliced(document, found, len(wanted) - len(found))


def _read(picture: Picture | None, engine: Recognise) -> PageRead | None:
    """None where a page can't be drawn or the engine fails: it stays unread."""
    if picture is None:
        return None
    try:
        return read_picture(picture, engine)
    except OcrFailed:
        return None


@contextmanager
def _rendering(body: bytes) -> Iterator[Callable[[int], Picture | None]]:
    """A function that draws a page of a PDF (number from 1) in grey at 200 dots an inch."""
    document, _ = loaded(body)

    def render(number: int) -> Picture | None:
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            return None
        try:
            wide, high = page.get_size()
            scale = min(DPI / 72, _MOST_PIXELS / max(1.0, wide, high))
            drawn = page.render(scale=scale, grayscale=True, may_draw_forms=True)
            return np.array(drawn.to_numpy()).reshape(drawn.height, drawn.width)
        except (pdfium.PdfiumError, ValueError):
            return None
        finally:
            page.close()

    try:
        yield render
    finally:
        document.close()


def picture_of(body: bytes) -> Picture | None:
    """The pixels of an image file, upright by its own note, grey, at a size to be read; None for
    drawings, icons and what is too large to open. Raises `Unreadable` (broken)."""
    if b"<svg" in body[:4096]:
        return None
    try:
        with Image.open(io.BytesIO(body)) as opened:
            if opened.width * opened.height > _HUGE or min(opened.size) < _LEAST_PIXELS:
                return None
            opened.draft("L", (_MOST_PIXELS, _MOST_PIXELS))
            image = ImageOps.exif_transpose(opened)
            if image.mode in ("RGBA", "LA", "P", "PA"):
                image = image.convert("RGBA")
                paper = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(paper, image)
            image = image.convert("L")
    except Image.DecompressionBombError:
        return None
    except (OSError, ValueError, SyntaxError, EOFError) as trouble:
        raise Unreadable("broken", str(trouble)[:200]) from None
    longest = max(image.size)
    scale = _MOST_PIXELS / longest if longest > _MOST_PIXELS else 2.0 if longest < _SMALL else 1.0
    if scale != 1.0:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(image)


def _image(document: Document, body: bytes, engine: Recognise) -> Document:
    picture = picture_of(body)
    if picture is None:
        return document
    page = Page(1, 0, 0, "", image_only=True, read="none")
    read = _read(picture, engine)
    found = {} if read is None else {1: read}
    return _spliced(replace(document, pages=(page,)), found, 1 - len(found))


def _spliced(document: Document, found: dict[int, PageRead], left: int) -> Document:
    """The text anew, page by page; what pointed into it points into the new one."""
    parts: list[str] = []
    pages: list[Page] = []
    words: list[Word] = []
    checked: list[tuple[int, int]] = []
    length = 0
    for page in document.pages:
        read = found.get(page.number)
        text = document.text[page.start : page.end] if read is None else read.text
        separator = "\n\n" if text and length else ""
        start = length + len(separator)
        parts.append(separator + text)
        length = start + len(text)
        if read is None:
            pages.append(replace(page, start=start, end=length))
            continue
        pages.append(replace(page, start=start, end=length, read="ocr"))
        checked.extend((start + first, start + last) for first, last in read.checked)
        words.extend(
            Word(
                start + first,
                start + last,
                page.number,
                seen.left,
                seen.top,
                seen.right - seen.left,
                seen.bottom - seen.top,
                round(seen.confidence, 2),
            )
            for first, last, seen in read.words
        )
    text = "".join(parts)
    pages = [replace(p, start=min(p.start, length), end=min(p.end, length)) for p in pages]
    markers = [*document.markers]
    if found:
        markers.append(f"ocr-pages:{len(found)}")
    if left:
        markers.append(f"pages-not-read:{left}")
    counted = quality.measure(text, image_pages=document.quality.image_pages)
    return replace(
        document,
        text=text,
        pages=tuple(pages),
        blocks=tuple(Block(p.start, p.end) for p in pages if p.end > p.start),
        words=tuple(words),
        dates=_dates(text, pages, checked),
        markers=tuple(markers),
        quality=replace(counted, images=document.quality.images),
    )


def _dates(text: str, pages: list[Page], checked: list[tuple[int, int]]) -> tuple[DateMention, ...]:
    """Dates of the text; those on recognised pages say so, and are sure only where the digit model
    vouches for their figures."""
    scanned = [(p.start, p.end) for p in pages if p.read == "ocr"]
    found = []
    for mention in dates.find(text[:DATE_CHARS]):
        if not any(start <= mention.start < end for start, end in scanned):
            found.append(mention)
            continue
        vouched = _vouched(text, mention, checked)
        sure = mention.confidence if vouched else min(mention.confidence, _UNCHECKED)
        found.append(replace(mention, source="ocr", confidence=sure))
    return scans.doubted(found, pages)


def _vouched(text: str, mention: DateMention, checked: list[tuple[int, int]]) -> bool:
    """Whether every figure of a mention lies in a stretch that the digit model vouches for."""
    return all(
        any(start <= place < end for start, end in checked)
        for place in range(mention.start, mention.end)
        if text[place].isdigit()
    )
