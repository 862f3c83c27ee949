"""One body to one Document: the dispatch over media, and the key of what it depends on."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from oitcheck.model import Document
from oitcheck.reading import scans
from oitcheck.reading.html import read_html
from oitcheck.reading.pdf import read_pdf
from oitcheck.reading.unreadable import Unreadable
from oitcheck.thai import dates

if TYPE_CHECKING:
    from oitcheck.reading.ocr import Recognise

VERSION = 6
PAGE_BUDGET = 200
DATE_CHARS = 200_000
_LIBRARIES = ("lxml", "pypdfium2", "openpyxl", "python-docx", "xlrd", "odfpy", "pillow")
_ZIPPED = frozenset(("xlsx", "ods", "docx", "pptx"))
_OLE = b"\xd0\xcf\x11\xe0"
_MAX_UNZIPPED = 400 * 1024 * 1024
_MAX_RATIO = 200
_SMALL_UNZIPPED = 10 * 1024 * 1024
_MAX_ENTRIES = 20_000


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
) -> Document:
    """Read ``body`` as ``media`` (a word of `Document.media`, from `sniff`).

    ``page_budget``: the most pages of a PDF, slides, or rows of a workbook in units of 250 that
    are read; a marker tells what was left out. Pages that are pictures, and pictures, are read by
    ``engine``, at most ``ocr_pages`` of a document; without one they stay unread. Dates are looked
    for in the first 200,000 characters. Raises `Unreadable` (encrypted, broken, unsupported) and
    nothing else.
    """
    if media == "html":
        document = read_html(body, sha256=sha256, reader=reader)
    elif media == "pdf":
        document = read_pdf(body, sha256=sha256, reader=reader, page_budget=page_budget)
    else:
        document = _by_library(body, media, sha256, reader, name, page_budget)
    if media in ("pdf", "image"):
        if engine is None:
            document = scans.unread(document)
        elif media == "image" or any(page.read == "none" for page in document.pages):
            # numpy comes in only with the first scan
            from oitcheck.reading.recognising import recognised  # noqa: PLC0415

            document = recognised(document, body, engine, ocr_pages)
    if not document.text or document.words:
        return document
    found = dates.find(document.text[:DATE_CHARS])
    return replace(document, dates=scans.doubted(found, document.pages))


def reader_key(engine: str = "none", ocr_pages: int = scans.PAGES) -> str:
    """Names all that a Document depends on beside its bytes and type; ``engine`` is the key of
    the OCR engine."""
    libraries = ";".join(f"{name}={version(name)}" for name in _LIBRARIES)
    ocr = engine if engine == "none" else f"{engine}/{ocr_pages}"
    return f"reading={VERSION};dates={dates.VERSION};pages={PAGE_BUDGET};ocr={ocr};{libraries}"


def _by_library(
    body: bytes, media: str, sha256: str, reader: str, name: str, page_budget: int
) -> Document:
    # Libraries of office formats take longer to import than ten pages to read, and most bodies
    # are pages: they come in with the first body that needs them.
    from oitcheck.reading import sheets, texts  # noqa: PLC0415

    if media == "text":
        return texts.read_text(body, sha256=sha256, reader=reader, name=name)
    if media in _ZIPPED:
        if body.startswith(_OLE):
            raise Unreadable("encrypted", media)
        _check_zip(body)
    try:
        if media == "xlsx":
            return sheets.read_xlsx(body, sha256=sha256, reader=reader, page_budget=page_budget)
        if media == "xls":
            return sheets.read_xls(body, sha256=sha256, reader=reader, page_budget=page_budget)
        if media == "ods":
            return sheets.read_ods(body, sha256=sha256, reader=reader, page_budget=page_budget)
        if media == "docx":
            return texts.read_docx(body, sha256=sha256, reader=reader)
        if media == "pptx":
            return texts.read_pptx(body, sha256=sha256, reader=reader, page_budget=page_budget)
        if media == "image":
            return texts.read_image(body, sha256=sha256, reader=reader)
    except (Unreadable, MemoryError):
        raise
    except Exception as trouble:
        # The libraries of these formats raise whatever a broken file leads them to (KeyError,
        # struct.error, AssertionError ...): the file is at fault, and is data.
        raise Unreadable("broken", f"{type(trouble).__name__}: {trouble}"[:300]) from trouble
    raise Unreadable("unsupported", media)


def _check_zip(body: bytes) -> None:
    """Refuse archives that are broken, locked, or that unpack to much more than they should."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as trouble:
        raise Unreadable("broken", str(trouble)) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted", "zip entries are locked")
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    bomb = total > _MAX_UNZIPPED or (total > _SMALL_UNZIPPED and total > packed * _MAX_RATIO)
    if bomb or len(entries) > _MAX_ENTRIES:
        raise Unreadable("broken", f"unpacks to {total} bytes, {total // packed} times its size")
