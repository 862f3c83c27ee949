"""One body to one Document: the dispatch over media, and the key of what it depends on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from oitcheck.model import Document
from oitcheck.reading import compound, packed, scans
from oitcheck.reading.html import read_html
from oitcheck.reading.pdf import read_pdf
from oitcheck.reading.unreadable import Unreadable
from oitcheck.thai import dates

if TYPE_CHECKING:
    from oitcheck.reading.letters import Convert
    from oitcheck.reading.ocr import Recognise

VERSION = 8
PAGE_BUDGET = 200
DATE_CHARS = 200_000
_LIBRARIES = ("lxml", "pypdfium2", "openpyxl", "xlrd", "pillow")
_ZIPPED = frozenset(("xlsx", "ods", "odt", "docx", "pptx"))


def read(
    body: bytes,
    media: str,
    *,
    sha256: str,
    reader: str,
    name: str = "",
    page_budget: int = PAGE_BUDGET,
    engine: Recognise | None = None,
    ocr_pages: int = scans.PAGES,
    convert: Convert | None = None,
) -> Document:
    """Read ``body`` as ``media`` (a word of `Document.media`, from `sniff`).

    ``page_budget``: the most pages of a PDF, slides, or rows of a workbook in units of 250 that
    are read; a marker tells what was left out. Pages that are pictures, and pictures, are read by
    ``engine``, at most ``ocr_pages`` of a document or of all files of an archive; without one they
    stay unread. Dates are looked
    for in the first 200,000 characters. ``convert`` reads Word files of before 2007; without one
    they are unsupported. Raises `Unreadable` (encrypted, broken, unsupported), `ConvertFailed`
    where that program failed, and nothing else.
    """
    if media == "html":
        document = read_html(body, sha256=sha256, reader=reader)
    elif media == "pdf":
        document = read_pdf(body, sha256=sha256, reader=reader, page_budget=page_budget)
    elif media == "doc":
        from oitcheck.reading.letters import read_doc

        document = read_doc(body, sha256=sha256, reader=reader, convert=convert)
    elif media == "zip":
        document = _archive(body, sha256, reader, page_budget, engine, ocr_pages)
    else:
        document = _by_library(body, media, sha256, reader, name, page_budget)
    if media in ("pdf", "image"):
        if engine is None:
            document = scans.unread(document)
        elif media == "image" or any(page.read == "none" for page in document.pages):
            # numpy comes in only with the first scan
            from oitcheck.reading.recognising import recognised

            document = recognised(document, body, engine, ocr_pages)
    if not document.text or (document.words and media != "zip"):
        return document
    found = dates.find(document.text[:DATE_CHARS])
    if document.dates:
        # Those of recognised files in an archive: only their own reading knows how sure they are.
        found = scans.beside(document.dates, found, document.pages)
    return replace(document, dates=scans.doubted(found, document.pages))


def reader_key(engine: str = "none", ocr_pages: int = scans.PAGES, convert: str = "none") -> str:
    """Names all that a Document depends on beside its bytes and type; ``engine`` is the key of
    the OCR engine."""
    libraries = ";".join(f"{name}={version(name)}" for name in _LIBRARIES)
    ocr = engine if engine == "none" else f"{engine}/{ocr_pages}"
    ours = f"reading={VERSION};dates={dates.VERSION};pages={PAGE_BUDGET}"
    return f"{ours};ocr={ocr};doc={convert};{libraries}"


def _archive(
    body: bytes,
    sha256: str,
    reader: str,
    page_budget: int,
    engine: Recognise | None,
    ocr_pages: int,
) -> Document:
    from oitcheck.reading.archives import read_zip

    left = ocr_pages

    def inner(given: bytes, media: str, name: str) -> Document:
        nonlocal left
        # The budget is the archive's: a file takes half of what is left, so that one long scan
        # leaves something for the files after it.
        share = (left + 1) // 2
        document = read(
            given,
            media,
            sha256="",
            reader="",
            name=name,
            page_budget=page_budget,
            engine=engine if share else None,
            ocr_pages=share,
        )
        left -= sum(page.read == "ocr" for page in document.pages)
        return document

    return read_zip(body, sha256=sha256, reader=reader, read=inner)


def _by_library(
    body: bytes, media: str, sha256: str, reader: str, name: str, page_budget: int
) -> Document:
    if media == "text":
        from oitcheck.reading import plain

        return plain.read_text(body, sha256=sha256, reader=reader, name=name)
    if media in _ZIPPED:
        if body.startswith(compound.MAGIC):
            raise Unreadable("encrypted", media)
        packed.check(body)
    try:
        if media in _ZIPPED:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                packed.refuse_entities(archive)
        reading, budgeted = _library(media)
        if budgeted:
            return reading(body, sha256=sha256, reader=reader, page_budget=page_budget)
        return reading(body, sha256=sha256, reader=reader)
    except (Unreadable, MemoryError):
        raise
    except Exception as trouble:
        # The libraries of these formats raise whatever a broken file leads them to (KeyError,
        # struct.error, AssertionError ...): the file is at fault, and is data.
        raise Unreadable("broken", f"{type(trouble).__name__}: {trouble}"[:300]) from trouble


def _library(media: str) -> tuple[Callable[..., Document], bool]:
    """The reader of a format, and whether it takes a budget of pages."""
    # Libraries of office formats take longer to import than ten pages to read, and most bodies
    # are pages: they come in with the first body that needs them.
    # ruff: noqa: PLC0415
    if media in ("xlsx", "xls"):
        from oitcheck.reading import sheets

        return (sheets.read_xlsx if media == "xlsx" else sheets.read_xls), True
    if media == "ods":
        from oitcheck.reading.ods import read_ods

        return read_ods, True
    if media == "odt":
        from oitcheck.reading.odt import read_odt

        return read_odt, False
    if media == "docx":
        from oitcheck.reading.word import read_docx

        return read_docx, False
    if media == "pptx":
        from oitcheck.reading.slides import read_pptx

        return read_pptx, True
    if media == "rar":
        from oitcheck.reading.rar import read_rar

        return read_rar, False
    if media == "rtf":
        from oitcheck.reading.rtf import read_rtf

        return read_rtf, False
    if media == "image":
        from oitcheck.reading.pictures import read_image

        return read_image, False
    raise Unreadable("unsupported", media)
