"""File stores and social media: what stands at an address there, and whether the public sees it.

No service promises its error pages, so a state rests on several traits, and what none of them
tells is ``unknown``. Sure: status 401, a redirect to the service's own login, status 404 or 410
of a file's address. Fairly sure: the words of the service's notices in title or heading, in Thai
or English (seen in the field); they must begin it, since files and forms are named after requests
for access as well. An empty folder: a list of Drive that holds no link. Never told from a status
200 alone: a Drive page is drawn by script, so a public file is known by what its download gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from oitcheck.model import Capture, Document, Href
from oitcheck.signs.hosts import SHORTENERS, named
from oitcheck.signs.text import any_of
from oitcheck.signs.walls import door

State = Literal["public", "permission-needed", "deleted", "empty-folder", "unknown"]

_PROVIDERS: tuple[tuple[str, str, str, str], ...] = (
    (
        "drive.google.com",
        r"/(?:drive/(?:u/\d+/)?)?folders/|/embeddedfolderview",
        "Google Drive",
        "folder",
    ),
    ("drive.google.com", r"/(?:file/d/|open|uc)", "Google Drive", "file"),
    ("docs.google.com", r"/document/", "Google Docs", "document"),
    ("docs.google.com", r"/spreadsheets/", "Google Sheets", "sheet"),
    ("docs.google.com", r"/presentation/", "Google Slides", "document"),
    ("docs.google.com", r"/forms/", "Google Forms", "form"),
    ("forms.gle", r"/", "Google Forms", "form"),
    ("sites.google.com", r"/", "Google Sites", "site"),
    ("1drv.ms", r"/f/", "OneDrive", "folder"),
    ("1drv.ms", r"/", "OneDrive", "file"),
    ("onedrive.live.com", r"/", "OneDrive", "file"),
    ("sharepoint.com", r"/:f:/", "SharePoint", "folder"),
    ("sharepoint.com", r"/", "SharePoint", "file"),
    ("dropbox.com", r"/(?:sh|scl/fo)/", "Dropbox", "folder"),
    ("dropbox.com", r"/", "Dropbox", "file"),
    ("mediafire.com", r"/folder/", "MediaFire", "folder"),
    ("mediafire.com", r"/", "MediaFire", "file"),
    ("facebook.com", r"/(?:watch|reel|[^/]+/videos)\b", "Facebook", "video"),
    (
        "facebook.com",
        r"/(?:[^/]+/(?:posts|photos)|permalink|photo|story|share|groups)\b",
        "Facebook",
        "post",
    ),
    ("facebook.com", r"/", "Facebook", "page"),
    ("fb.watch", r"/", "Facebook", "video"),
    ("youtube.com", r"/(?:@|channel/|c/|user/)", "YouTube", "page"),
    ("youtube.com", r"/", "YouTube", "video"),
    ("youtu.be", r"/", "YouTube", "video"),
    ("lin.ee", r"/", "LINE", "profile"),
    ("line.me", r"/", "LINE", "profile"),
)
_CLOSED = (
    "you need access", "you need permission", "request access", "access denied", "access required",
    "this video is private", "private video", "sign in to continue to google", "restricted link",
    "you don't have access", "you do not have access", "sign in to your account",
    "this folder is private", "คุณต้องมีสิทธิ์เข้าถึง", "ขอสิทธิ์เข้าถึง", "ขอสิทธิ์การเข้าถึง", "ต้องมีสิทธิ์เข้าถึง",
    "คุณต้องได้รับอนุญาต", "คุณไม่มีสิทธิ์เข้าถึง", "วิดีโอนี้เป็นวิดีโอส่วนตัว", "วิดีโอส่วนตัว",
)  # fmt: skip
_GONE = (
    "the file you have requested does not exist", "file you requested does not exist",
    "page not found", "this item might not exist", "is no longer available", "file not found",
    "we can't find what you're looking for", "this content isn't available",
    "invalid or deleted file",
    "this page isn't available", "the link you followed may be broken", "video unavailable",
    "this video isn't available", "this video has been removed", "file has been deleted",
    "in the trash", "this form is no longer accepting responses", "ไม่มีไฟล์ที่คุณขอ", "ไม่มีไฟล์ที่คุณร้องขอ",
    "ไฟล์ที่คุณขอไม่มีอยู่", "ไม่พบหน้านี้", "ไม่พบหน้าเว็บ", "เนื้อหานี้ไม่พร้อมใช้งาน", "ไม่สามารถแสดงเนื้อหานี้ได้",
    "วิดีโอไม่พร้อมใช้งาน", "วิดีโอนี้ไม่มีให้บริการแล้ว", "อยู่ในถังขยะ",
)  # fmt: skip
_ITEM = re.compile(
    r"/(?:file/d|folders|document/d|spreadsheets/d|presentation/d|drawings/d|open\?id|forms/d)[/=]?"
)
_SERVICE = (
    r"google\s*(?:drive|docs|sheets|slides|forms|ไดรฟ์|เอกสาร|ชีต|สไลด์|ฟอร์ม)|"
    r"onedrive|sharepoint|dropbox"
)
_SERVICE_BEFORE = re.compile(
    rf"^(?:(?:{_SERVICE})\s*[-–—:|]\s*)?(?:(?:sorry|ขออภัย)[,.!]?\s*)?", re.I
)
_SERVICE_AFTER = re.compile(rf"[\s.!]*(?:[-–—:|]\s*(?:{_SERVICE})\s*)?", re.I)
# Also how the title of a form or a manual begins.
_ASKS = re.compile(r"request access|ขอสิทธิ์(?:การ)?เข้าถึง|private video|วิดีโอส่วนตัว", re.I)
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png)\b", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at an address of a service. ``kind``: file, folder, document, sheet, form,
    site, video, page, post, profile, short-link. ``words``: the notice that told its state."""

    service: str
    kind: str
    state: State
    words: str = ""


def place_of(url: str) -> tuple[str, str] | None:
    """The service and the kind of thing that an address names, or None: an ordinary website."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    for name, path, service, kind in _PROVIDERS:
        if named(host, {name: name}) and re.match(path, parts.path or "/"):
            return service, kind
    return ("short link", "short-link") if host.removeprefix("www.") in SHORTENERS else None


def look(
    url: str,
    capture: Capture | None,
    document: Document | None,
    behind: Sequence[tuple[Capture | None, Document | None]] = (),
) -> Place | None:
    """What a visitor finds at an address of a service; None for an ordinary website.

    ``document``: of the page, drawn if it was; ``behind``: capture and document of what the page
    only presents (a file's download, a folder's list).
    """
    named_here = place_of(url)
    if named_here is None and capture is not None and capture.final_url:
        named_here = place_of(capture.final_url)
    if named_here is None:
        return None
    service, kind = named_here
    if kind == "short-link" and capture is not None and capture.answered:
        behind_link = place_of(capture.final_url)
        if behind_link is None:
            return None
        service, kind = behind_link
    state, words = _state(kind, capture, document, behind)
    return Place(service, kind, state, words)


def _state(
    kind: str,
    capture: Capture | None,
    document: Document | None,
    behind: Sequence[tuple[Capture | None, Document | None]],
) -> tuple[State, str]:
    if capture is None or not capture.answered:
        return "unknown", ""
    told = _told(capture, document)
    if told is not None:
        return told
    for seen, shown in behind:
        if seen is None or not seen.answered:
            continue
        told = _told(seen, shown)
        if told is not None:
            return told
        if kind == "folder" and shown is not None and shown.media == "html":
            return _folder(seen, shown), ""
        if seen.status < 400 and shown is not None:
            return "public", ""
    drawn_by_script = kind in ("file", "folder", "document", "sheet", "post", "page", "video")
    return ("unknown" if drawn_by_script or capture.status >= 400 else "public"), ""


def _told(capture: Capture, document: Document | None) -> tuple[State, str] | None:
    """What an answer says by its status, where it ended, or its words."""
    service = door(capture.final_url) if capture.final_url else ""
    if service:
        return "permission-needed", service
    if capture.status == 401:
        return "permission-needed", "HTTP 401"
    if capture.status in (404, 410):
        return "deleted", f"HTTP {capture.status}"
    if document is None or document.media != "html" or capture.status >= 500:
        return None
    heads = [document.title]
    heads += [document.text[b.start : b.end] for b in document.blocks if b.heading]
    for head in heads:
        words = _closed(head)
        if words:
            return "permission-needed", words
    for head in heads:
        match = any_of(_GONE).search(head)
        if match:
            return "deleted", match[0]
    return None


def _closed(head: str) -> str:
    """The notice that a title or heading is, or empty: "Request access" is one, and "Request access
    to information.pdf - Google Drive" is the name of a file."""
    bare = _SERVICE_BEFORE.sub("", " ".join(head.split()))
    match = any_of(_CLOSED).match(bare)
    if match is None:
        return ""
    rest = bare[match.end() :]
    if _SERVICE_AFTER.fullmatch(rest):
        return match[0]
    return "" if _ASKS.fullmatch(match[0]) or _FILE_NAME.search(rest) else match[0]


def _folder(seen: Capture, shown: Document) -> State:
    """What the list of a folder tells. A page that is no list (a limit on visits, a new kind of
    page) tells nothing, however few links it has."""
    if seen.status >= 400:
        return "unknown"
    if any(map(_an_item, shown.links)):
        return "public"
    return "empty-folder" if "file-list" in shown.markers and not shown.links else "unknown"


def _an_item(link: Href) -> bool:
    return bool(_ITEM.search(link.href))
