"""What an OCR engine gives: pieces of text, or its failure."""

from __future__ import annotations

from dataclasses import dataclass


class OcrFailed(Exception):
    """An engine that did not do its work on a page: our own fault, never the document's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word or letter that an engine saw: box in pixels, confidence 0 to 1, the line it is in
    (numbered from 0 down the page), and whether a space stands before it."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: int
    spaced: bool
