"""PDFs that lost their end: the pages that are still there are put under a new tree."""

from __future__ import annotations

import re

_MOST_PAGES = 5000
# The dictionary of a page, up to 4,000 bytes of it, not past the end of its object.
_PAGE = re.compile(
    rb"(?<!\d)(\d{1,8}) (\d{1,5}) obj\b(?:(?!endobj|stream).){0,4000}?/Type\s*/Page(?![A-Za-z])",
    re.S,
)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8}) \d{1,5} obj\b")


def rebuilt(body: bytes) -> bytes | None:
    """``body`` with a catalogue of the pages found in it, in the order of the file; None where
    there are none. Pages inside compressed objects are not found."""
    found = dict.fromkeys((int(match[1]), int(match[2])) for match in _PAGE.finditer(body))
    if not found:
        return None
    kids = [*found][:_MOST_PAGES]
    first = 1 + max(int(number) for number in _OBJECT.findall(body))
    listed = " ".join(f"{number} {generation} R" for number, generation in kids)
    end = (
        f"\nendstream\nendobj\n{first} 0 obj\n<</Type /Pages /Count {len(kids)} /Kids [{listed}]>>"
        f"\nendobj\n{first + 1} 0 obj\n<</Type /Catalog /Pages {first} 0 R>>\nendobj\n"
        f"trailer\n<</Size {first + 2} /Root {first + 1} 0 R>>\nstartxref\n0\n%%EOF\n"
    )
    return body + end.encode()
