"""Screenshots small enough to travel inside a page."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

from PIL import Image

MAX_BYTES = 60_000
_WIDTH = 640
_TALLEST = 1.25  # height to width: the top of a page tells it apart, its foot does not
_QUALITIES = (80, 70, 60, 50, 40, 30, 20)
_MAX_PIXELS = 120_000_000


def shrink(image: bytes) -> bytes | None:
    """The top of ``image`` as a JPEG of at most `MAX_BYTES`; None if it is no readable image."""
    try:
        with Image.open(io.BytesIO(image)) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                return None
            tall = min(opened.height, int(opened.width * _TALLEST) + 1)
            picture = opened.crop((0, 0, opened.width, tall)).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    for width in (_WIDTH, 480, 320, 160):
        if picture.width > width:
            height = max(1, round(picture.height * width / picture.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
    return None


class PictureBook:
    """Hands out the pictures of one page as data URIs: each capture once, ``limit`` in all."""

    def __init__(self, load: Callable[[int], bytes | None], limit: int = 30) -> None:
        self._load = load
        self._left = limit
        self._seen: set[int] = set()

    def take(self, capture: int | None) -> str:
        """The picture of ``capture``; empty if there is none, or the page has shown it already."""
        if capture is None or capture in self._seen or self._left <= 0:
            return ""
        self._seen.add(capture)
        image = self._load(capture)
        small = shrink(image) if image else None
        if small is None:
            return ""
        self._left -= 1
        return "data:image/jpeg;base64," + base64.b64encode(small).decode("ascii")
