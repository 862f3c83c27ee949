"""The first page of a PDF as a small picture."""

from __future__ import annotations

import io

import pypdfium2 as pdfium

from oitcheck.reading.pdf import loaded
from oitcheck.reading.unreadable import Unreadable

MOST_PIXELS = 2000
_LEAST_PIXELS = 16


def thumbnail(body: bytes, width_px: int) -> bytes:
    """A PNG of the first page, ``width_px`` wide (16 to 2,000) and at most twice as high: of a
    longer page it is as much narrower. Raises `Unreadable` (encrypted, broken)."""
    wanted = max(_LEAST_PIXELS, min(width_px, MOST_PIXELS))
    document, _ = loaded(body)
    try:
        if not len(document):
            raise Unreadable("broken", "no pages")
        page = document[0]
        wide, high = page.get_size()
        if not wide > 0 or not high > 0:
            raise Unreadable("broken", "a page without a size")
        scale = min(wanted / wide, 2 * wanted / high)
        if min(wide, high) * scale < 1:
            raise Unreadable("broken", "a page that is a line")
        out = io.BytesIO()
        page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(out, "PNG")
        return out.getvalue()
    except (pdfium.PdfiumError, ValueError) as trouble:
        raise Unreadable("broken", str(trouble)) from None
    finally:
        document.close()
