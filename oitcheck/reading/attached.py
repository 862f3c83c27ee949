"""Which links of a page are documents that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from oitcheck import urls
from oitcheck.model import Document, Href, Region

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|ods|odt|odp|rtf|csv|zip|rar|7z)$", re.I)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|tiff?|webp|bmp)$", re.I)
_DOWNLOAD = re.compile(
    r"(?:download|getfile|get_file|openfile|viewfile|showfile|loadfile|readfile|attach\w*)\w*"
    r"\.(?:php|aspx?|jsp|do|cfm|ashx)\?|"
    r"[?&](?:download|wpdmdl|sdc_download|attachment|file_?id|file_?name|file|doc_?id)=[^&]|"
    r"[?&]task=[\w.]*download|"
    r"/(?:sdc_download|wpdm-download|getfile|getdoc|download_?file|downloadfile)/|"
    r"/downloads?/(?:[\w-]*/)*\d+",
    re.I,
)
_NO_DOCUMENT_FRAME = re.compile(
    r"youtube\.com|youtu\.be|facebook\.com|fb\.com|google\.[a-z.]+/maps|maps\.google|recaptcha|"
    r"googletagmanager|doubleclick|line\.me|twitter\.com|tiktok\.com|/plugins/(?:like|page)|"
    r"calendar\.google|forms\.gle|docs\.google\.com/forms|tmd\.go\.th|counter|histats",
    re.I,
)
_VIEWED = ("file", "url", "src", "pdf", "document", "doc")
_VIEWER = re.compile(r"viewer|view|gview|embed|flipbook|pdfjs|officeapps|reader", re.I)
_DRIVE_FILE = re.compile(r"/file/d/([\w-]{10,})")
_DRIVE_FOLDER = re.compile(r"/folders/([\w-]{10,})")
_GOOGLE_DOC = re.compile(r"/(document|spreadsheets|presentation)/d/([\w-]{10,})")
# What a link must have in it somewhere to be any of the above; most links of a page have none of
# it, and to make them absolute costs more than to read the page. What is encoded is looked at.
_PERHAPS = re.compile(
    r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|od[stp]|rtf|csv|zip|rar|7z|jpe?g|png|gif|tiff?|webp|bmp)|"
    r"download|wpdm|file|attach|getdoc|doc_?id|view|embed|flip|pdfjs|officeapps|reader|"
    r"/d/|[?&]id=|%",
    re.I,
)
_FRAMES = frozenset(("iframe", "frame", "embed", "object"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document of a page. ``url`` is normalised and is what to fetch (a viewer or Drive page
    is replaced by the file that it shows); ``href`` is the link as written; ``order`` counts
    from 0 in the order to fetch."""

    url: str
    href: str
    anchor: str
    context: str
    region: Region
    kind: str
    order: int


def attachments(
    document: Document, page_url: str, limit: int
) -> tuple[tuple[Attachment, ...], int]:
    """The documents that a page links to or shows, content first, and how many were left out.

    Pictures count only where the content links to them; a picture that stands on the page itself
    is part of the page. At most ``limit`` are given, each URL once. Links of a PDF don't count.
    """
    if document.media != "html":
        return (), 0
    base = _joined(page_url, document.base) if document.base else page_url
    found: dict[str, Href] = {}
    own = presented(page_url)
    if own is not None:
        found[own] = Href(page_url, document.title)
    ordered = sorted(document.links, key=lambda link: link.region is not Region.CONTENT)
    for link in ordered:
        url = _document_url(link, base)
        if url is not None and url != page_url and url not in found:
            found[url] = link
    taken = list(found.items())[:limit]
    result = tuple(
        Attachment(url, link.href, link.text, link.context, link.region, link.kind, order)
        for order, (url, link) in enumerate(taken)
    )
    return result, len(found) - len(result)


def _joined(page_url: str, base: str) -> str:
    try:
        return urljoin(page_url, base)
    except ValueError:
        return page_url


def _document_url(link: Href, base: str) -> str | None:
    if link.kind == "img" or not link.href or link.href.startswith("#"):
        return None
    framed = link.kind in _FRAMES
    if not framed and not _PERHAPS.search(link.href):
        return None
    url = urls.resolve(base, link.href)
    if url is None or (framed and _NO_DOCUMENT_FRAME.search(url)):
        return None
    try:
        shown = _shown(url, framed=framed)
        path = urlsplit(shown).path
    except ValueError:
        return None
    if framed or shown != url or _DOCUMENT.search(path):
        return shown
    if link.region is Region.CONTENT and _PICTURE.search(path):
        return shown
    return shown if _DOWNLOAD.search(shown) else None


def presented(page_url: str) -> str | None:
    """The file, or the list of files, that a file store's page about it leads to; None if it is
    no such page. A Drive folder's page is drawn by script; its embedded view is plain HTML."""
    try:
        parts = urlsplit(page_url)
        shown = _shown(page_url, framed=False)
    except ValueError:
        return None
    host = parts.hostname or ""
    if host == "drive.google.com" and (match := _DRIVE_FOLDER.search(parts.path)):
        return f"https://drive.google.com/embeddedfolderview?id={match[1]}"
    if host in ("www.dropbox.com", "dropbox.com") and re.match(r"/(?:s|scl/fi)/", parts.path):
        query = [(k, v) for k, v in parse_qsl(parts.query) if k not in ("dl", "raw")]
        return urls.normalise(parts._replace(query=urlencode([*query, ("dl", "1")])).geturl())
    if host not in ("drive.google.com", "docs.google.com") or shown == page_url:
        return None
    return shown


def _shown(url: str, *, framed: bool) -> str:
    """The file behind a viewer or Drive page; ``url`` itself if it is none."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    query = dict(parse_qsl(parts.query))
    if host == "drive.google.com":
        match = _DRIVE_FILE.search(parts.path)
        identity = match[1] if match else query.get("id", "")
        folder = "/folders/" in parts.path or parts.path.startswith("/embeddedfolderview")
        if identity and not folder:
            return f"https://drive.google.com/uc?export=download&id={quote(identity, safe='')}"
        return url
    if host == "docs.google.com" and (match := _GOOGLE_DOC.search(parts.path)):
        return f"https://docs.google.com/{match[1]}/d/{match[2]}/export?format=pdf"
    if framed or _VIEWER.search(f"{host}{parts.path}"):
        for name in _VIEWED:
            value = query.get(name, "")
            if "/" not in value and not _DOCUMENT.search(value):
                continue
            # A relative address in a viewer's query is relative to the viewer.
            target = urls.resolve(url, value)
            if target is not None and (framed or _DOCUMENT.search(urlsplit(target).path)):
                return target
    return url
