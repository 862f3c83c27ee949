"""What was read from one body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "year", "fiscal-year", "range"]
Source = Literal["text", "title", "label", "url", "file-name", "metadata", "ocr"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text gives it. ``first`` and ``last`` are the days it spans, both inclusive.

    ``start`` and ``end`` are code points into the text that was searched; ``raw`` is that slice.
    ``confidence`` is 0 to 1. ``source`` says which text that was: of the document's own, `text` or
    (recognised in a picture) `ocr`; `label`: the words of the link that leads to it.
    """

    first: date
    last: date
    precision: Precision
    calendar: Literal["be", "ce"] | None
    script: Literal["thai", "arabic"] | None
    start: int
    end: int
    raw: str
    confidence: float
    source: Source = "text"


class Region(StrEnum):
    """Which part of a page a stretch of text belongs to."""

    CONTENT = "content"
    MENU = "menu"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"
    TICKER = "ticker"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `Document.text`; ``heading`` is 1 to 6, 0 for running text.

    ``xpath`` leads to the element of an HTML page that the stretch begins in; empty elsewhere.
    """

    start: int
    end: int
    region: Region = Region.CONTENT
    heading: int = 0
    xpath: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF, a sheet of a workbook, a slide, a file in an archive: number from 1,
    stretch of the text, its name.

    ``image_only``: it shows a picture and no text of its own, whether or not OCR read it.
    ``blank``: nothing is drawn on it. ``read``: where its text comes from; ``none``: it has not
    been read (it needs OCR, and there was no engine or no budget for it; a text layer that can't be
    what the page shows stands in the text all the same).
    """

    number: int
    start: int
    end: int
    label: str = ""
    image_only: bool = False
    blank: bool = False
    read: Literal["text", "ocr", "none"] = "text"


@dataclass(frozen=True, slots=True)
class Href:
    """A link as written. ``kind``: a, iframe, frame, img, embed, object, meta-refresh, onclick."""

    href: str
    text: str
    context: str = ""
    region: Region = Region.CONTENT
    kind: str = "a"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts. ``start`` and ``end`` point into `Document.text`."""

    rows: tuple[tuple[str, ...], ...]
    start: int = 0
    end: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word that OCR read: its stretch of `Document.text`, the number of its page, its box in
    pixels of the upright page at 200 dots an inch (or of the upright picture), and how sure the
    engine is, 0 to 1."""

    start: int
    end: int
    page: int
    left: int
    top: int
    width: int
    height: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive, or attached to a PDF. ``size`` in bytes as the archive gives it.

    ``page``: number of the `Page` that holds its text, 0 where it was not read; ``reason`` says
    why not: a word of `ReadFailure.reason`, `too-large`, `too-many`, `nested`, or empty.
    """

    name: str
    size: int
    media: str = ""
    page: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a PDF form with what is filled in; ``page`` from 1."""

    name: str
    value: str
    page: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts that tell whether a document can be judged by its text.

    ``content_chars``: visible characters outside menu, header, footer, aside and ticker, white
    space not counted. ``images`` counts pictures in the content. ``image_pages`` counts PDF
    pages with no text but with a picture. ``garbled`` is the share (0 to 1) of characters that
    no reader could read (U+FFFD, private use, control).
    """

    chars: int = 0
    content_chars: int = 0
    images: int = 0
    image_pages: int = 0
    scripts: int = 0
    garbled: float = 0.0
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Text and structure of one body. Depends only on its bytes, type and the reader key.

    ``media``: the sniffed type, one of html, pdf, xlsx, xls, ods, odt, docx, pptx, rtf, doc, image,
    text, zip, rar, other. ``base`` is the href of the page's <base>, empty if there is none.
    ``markers`` are things of the markup that signs rest on, such as ``form-password``,
    ``noscript``, ``hidden-links:12``. ``hidden``: text of a page that a visitor doesn't see.
    ``words``: what OCR read. ``metadata``: what a file says of itself (title, producer, created,
    modified: ISO where it is a date), never a person's name.
    """

    sha256: str
    reader: str
    media: str
    title: str = ""
    text: str = ""
    base: str = ""
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    links: tuple[Href, ...] = ()
    tables: tuple[Table, ...] = ()
    dates: tuple[DateMention, ...] = ()
    markers: tuple[str, ...] = ()
    quality: Quality = Quality()
    hidden: str = ""
    words: tuple[Word, ...] = ()
    members: tuple[Member, ...] = ()
    fields: tuple[Field, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """Why a body could not be read: our own limit or fault, or a broken or locked file.

    ``reason``: timeout, memory, crash (ours: outcome error), encrypted, broken, unsupported.
    """

    sha256: str
    reader: str
    reason: str
    detail: str = ""
