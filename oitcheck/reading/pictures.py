"""Pictures to Documents: nothing but their size."""

from __future__ import annotations

import io

from PIL import Image

from oitcheck.model import Document, Quality


def read_image(body: bytes, *, sha256: str, reader: str) -> Document:
    """Only the size of a picture, as the marker ``size:WIDTHxHEIGHT``; no text."""
    quality_of_one = Quality(images=1)
    if b"<svg" in body[:4096]:
        return Document(sha256, reader, "image", quality=quality_of_one)
    try:
        with Image.open(io.BytesIO(body)) as picture:
            size: tuple[str, ...] = (f"size:{picture.width}x{picture.height}",)
    except Image.DecompressionBombError:
        # Only the size in the header was looked at; a huge scan is no broken file.
        size = ()
    return Document(sha256, reader, "image", markers=size, quality=quality_of_one)
