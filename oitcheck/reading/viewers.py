"""Documents that a page shows in a viewer which a script builds, and viewers of other houses.

FlowPaper, PDFObject, pdf.js and the flip books of WordPress name their file in a script; Issuu,
AnyFlip and their like keep it to themselves, so that only a person can look into it.
"""

from __future__ import annotations

import re

from oitcheck.model import Href
from oitcheck.reading.html_tree import Node

_NAMED = re.compile(
    r"""PDFObject\.embed\(\s*["']([^"'\n]{1,2000})["']|"""
    r"""["']?\b(?:PDFFile|SwfFile|pdf_?url|pdf_?file|pdf_?source|pdf|DEFAULT_URL|source|file|url)["']?"""
    r"""\s*[:=]\s*(?:escape\(|encodeURI(?:Component)?\()?\s*["']([^"'\n]{1,2000}?\.(?:pdf|swf)[^"'\n]{0,200})["']""",
    re.I,
)
_MAY_NAME = re.compile(r"\.(?:pdf|swf)|PDFObject\.embed", re.I)
_ELSEWHERE = re.compile(
    r"(?:^|\.)(issuu\.com|anyflip\.com|fliphtml5\.com|pubhtml5\.com|heyzine\.com|flipsnack\.com|"
    r"flipbuilder\.com|scribd\.com|slideshare\.net|calameo\.com|yumpu\.com|canva\.com|publuu\.com)$"
)
_MAX_SCRIPT = 300_000
_MOST = 30
_PARAMS = frozenset(("src", "movie", "filename", "url", "data", "flashvars"))
_IN_PARAM = re.compile(r"(?:^|[&?=])([^&=?\s]{1,2000}\.(?:pdf|swf))(?:$|&)", re.I)


def opened_by_scripts(nodes: list[Node]) -> tuple[Href, ...]:
    """The files that scripts and ``<param>`` of a page hand to a viewer, as written, each once."""
    found: dict[str, Href] = {}
    for node in nodes:
        if node.tag == "script":
            text = node.inner
            if len(text) > _MAX_SCRIPT or not _MAY_NAME.search(text):
                continue
            hrefs = [match[1] or match[2] for match in _NAMED.finditer(text)]
        elif node.tag == "param" and node.attributes.get("name", "").lower() in _PARAMS:
            hrefs = _IN_PARAM.findall(node.attributes.get("value", "")[:_MAX_SCRIPT])
        else:
            continue
        for written in hrefs:
            href = written.replace("\\/", "/").strip()
            if href and len(found) < _MOST:
                found.setdefault(href, Href(href, "", region=node.region, kind="embed"))
    return tuple(found.values())


def house(host: str) -> str:
    """The foreign house whose viewer keeps its file to itself, by the host of a frame; or empty."""
    match = _ELSEWHERE.search(host)
    return match[1] if match else ""
