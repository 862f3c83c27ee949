"""Bodies to Documents in worker processes with limits, cached by reader key."""

from oitcheck.readers.jobs import OWN_FAULTS, Cache, Job, OnDone, Outcome, Summary
from oitcheck.readers.pool import OCR_PAGES, READER_KEY, read_all, reader_key
from oitcheck.readers.tesseract import Tesseract
from oitcheck.readers.tesseract import find as find_engine
from oitcheck.readers.word import WordConverter, find_converter

ALL_PAGES = 100_000
"""A budget of pages to recognise that no document exceeds."""

__all__ = [
    "ALL_PAGES",
    "OCR_PAGES",
    "OWN_FAULTS",
    "READER_KEY",
    "Cache",
    "Job",
    "OnDone",
    "Outcome",
    "Summary",
    "Tesseract",
    "WordConverter",
    "find_converter",
    "find_engine",
    "read_all",
    "reader_key",
]
