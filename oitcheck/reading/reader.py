"""One body to one Document: the dispatch over media, and the key of what it depends on."""

from __future__ import annotations

from importlib.metadata import version

from oitcheck.model import Document
from oitcheck.reading.html import read_html
from oitcheck.reading.unreadable import Unreadable

VERSION = 1
PAGE_BUDGET = 200
_LIBRARIES = ("lxml", "pypdfium2", "openpyxl", "python-docx", "xlrd", "odfpy")


def read(
    body: bytes,
    media: str,
    *,
    sha256: str,
    reader: str,
    name: str = "",
    page_budget: int = PAGE_BUDGET,
) -> Document:
    """Read ``body`` as ``media`` (a word of `Document.media`, from `sniff`).

    ``page_budget``: the most pages of a PDF or rows (in thousands) of a workbook that are read.
    Raises `Unreadable` (encrypted, broken, unsupported) and nothing else of its own.
    """
    if media == "html":
        return read_html(body, sha256=sha256, reader=reader)
    raise Unreadable("unsupported", media)


def reader_key() -> str:
    """Names all that a Document depends on beside its bytes and type."""
    libraries = ";".join(f"{name}={version(name)}" for name in _LIBRARIES)
    return f"reading={VERSION};pages={PAGE_BUDGET};ocr=none;{libraries}"
