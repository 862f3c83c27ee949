"""What an element points at."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENED = re.compile(
    r"""(?:window\.open|location\.(?:assign|replace))\(\s*['"]([^'"]+)['"]|"""
    r"""location(?:\.href)?\s*=\s*['"]([^'"]+)['"]"""
)
_EMBEDDED = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?)(?:$|[?#])|(?:download|getfile|openfile)\w*\.(?:php|aspx?)\?", re.I
)
_EMBED_ATTRIBUTES = (
    "source",
    "data-source",
    "data-pdf",
    "data-pdf-url",
    "data-file",
    "data-url",
    "data-href",
    "data-link",
    "data-download",
    "data-download-url",
    "data-pdf-src",
    "data-flipbook-pdf",
)
_LINK_TAGS = frozenset(("a", "area", "iframe", "frame", "embed", "object", "img"))
_MAY_OPEN = frozenset(("onclick", *_EMBED_ATTRIBUTES))
_LAZY = ("data-src", "data-lazy-src", "data-original")
_ICON = 32
_MAX_HREF = 4000
_LINE_ENDS = dict.fromkeys(map(ord, "\t\r\n"))
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.I)


@dataclass(slots=True)
class Found:
    """A link: where to, its kind, its text, a spare text (alt), and what its onclick opens."""

    href: str
    kind: str
    text: str = ""
    spare: str = ""
    onclick: str = ""
    large: bool = True


def may_link(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element can be a link at all; asked for every element of a page, and most have
    nothing to do with links."""
    return tag in _LINK_TAGS or bool(attributes and not _MAY_OPEN.isdisjoint(attributes))


def of_element(attributes: dict[str, str], tag: str) -> Found | None:
    """The link that an element with these attributes is, or None."""
    if not may_link(tag, attributes):
        return None
    onclick = attributes.get("onclick", "")
    opened = _first_opened(onclick)
    if tag == "a":
        return _anchor(attributes.get("href", ""), attributes.get("title", ""), opened)
    if tag == "area":
        href = _clean(attributes.get("href", ""))
        return Found(href, "a", attributes.get("alt", "")) if href else None
    if tag in ("iframe", "frame", "embed"):
        source = _first(attributes, ("src", *_LAZY))
        return Found(source, tag, attributes.get("title", "")) if source else None
    if tag == "object":
        source = _clean(attributes.get("data", ""))
        return Found(source, tag, attributes.get("title", "")) if source else None
    if tag == "img":
        return _image(attributes)
    if opened:
        return Found(opened, "onclick", str(attributes.get("title") or attributes.get("value", "")))
    for name in _EMBED_ATTRIBUTES:
        value = _clean(attributes.get(name, ""))
        if value and _EMBEDDED.search(value):
            return Found(value, "embed")
    return None


def in_script(found: Found) -> tuple[str, ...]:
    """What a link opens by script beside its href."""
    return (found.onclick,) if found.onclick and found.onclick != found.href else ()


def refresh_target(content: str) -> str:
    """The address in the content of a meta refresh, empty if it only reloads."""
    match = _REFRESH.search(content)
    return _clean(match[1]) if match else ""


def _anchor(href: str, title: str, opened: str) -> Found | None:
    href = _clean(href)
    if href[:11].lower() == "javascript:":
        opened = _first_opened(href) or opened
        return Found(opened or href, "onclick" if opened else "a", spare=title)
    if not href and not opened:
        return None
    if not href or href == "#":
        return Found(opened or href, "onclick" if opened else "a", spare=title)
    return Found(href, "a", spare=title, onclick=opened)


def _image(attributes: dict[str, str]) -> Found | None:
    get = attributes.get
    source = _first(attributes, (*_LAZY, "src"))
    sizes = (get(name, "").removesuffix("px") for name in ("width", "height"))
    small = any(size.isdecimal() and len(size) < 6 and int(size) <= _ICON for size in sizes)
    if not source:
        return None
    return Found(source, "img", get("alt", "").strip(), large=not small)


def _first(attributes: dict[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        value = _clean(attributes.get(name, ""))
        if value and not value.lower().startswith(("data:", "about:")):
            return value
    return ""


def _first_opened(script: str) -> str:
    match = _OPENED.search(script) if script else None
    return _clean(match[1] or match[2]) if match else ""


def _clean(href: str) -> str:
    # White space inside an href is kept (file names have spaces); browsers drop line ends.
    if "\n" in href or "\r" in href or "\t" in href:
        href = href.translate(_LINE_ENDS)
    return href.strip()[:_MAX_HREF]
