"""What may stand in a report: text without invisible tricks, addresses that are safe to follow.

Everything that a judgement holds came from link lists and websites that nobody vouches for.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from oitcheck import urls

# C0 and C1 controls except tab and line feed, the marks that turn the direction of writing,
# line and paragraph separators, BOM, interlinear and tag characters, noncharacters, surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>`\\]+", re.IGNORECASE)
_MAX_HREF = 4000
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)


def text(value: str) -> str:
    """``value`` without control characters, direction marks and what XML can't hold."""
    return _UNWANTED.sub("", value)


def line(value: str) -> str:
    """Like `text`, on one line with single spaces."""
    return " ".join(text(value).split())


def href(url: str) -> str:
    """``url`` if a browser may follow it: http or https with a host and no login; else empty."""
    if len(url) > _MAX_HREF or _UNWANTED.search(url) or not _WEB_ADDRESS.fullmatch(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.hostname and "@" not in parts.netloc else ""


def shown(url: str) -> str:
    """``url`` for people to read, percent-encoded Thai decoded."""
    return line(urls.display(url)) if href(url) else line(url)


def css_string(value: str) -> str:
    """``value`` as the inside of a CSS string: all that is neither letter nor digit escaped."""
    return "".join(
        char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in line(value)
    )


def file_name(name: str, identity: str, taken: set[str]) -> str:
    """A short ASCII file name (no suffix) from ``name`` that is not in ``taken`` yet.

    Where letters had to go, or the name is taken on a file system that knows no capitals, some
    digits of the sha256 of ``identity`` make it unique.
    """
    clean = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:40]
    if not clean or clean != name or _RESERVED.fullmatch(clean) or clean.casefold() in taken:
        digits = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:10]
        clean = f"{clean}-{digits}".lstrip("-")
    taken.add(clean.casefold())
    return clean
