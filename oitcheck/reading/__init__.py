"""Bytes to Documents: pure, no network, no clock. `read` is the door."""

from oitcheck.reading import codec
from oitcheck.reading.attached import Attachment, attachments
from oitcheck.reading.reader import PAGE_BUDGET, read, reader_key
from oitcheck.reading.scans import PAGES as OCR_PAGES
from oitcheck.reading.sniffing import sniff
from oitcheck.reading.unreadable import Unreadable

__all__ = [
    "OCR_PAGES",
    "PAGE_BUDGET",
    "Attachment",
    "Unreadable",
    "attachments",
    "codec",
    "read",
    "reader_key",
    "sniff",
]
