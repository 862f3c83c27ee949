"""What stands between a visitor and the page: a login, or a test whether one is a machine."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from oitcheck.model import Capture, Document, Where
from oitcheck.signs.text import (
    SHORT,
    Sign,
    any_of,
    content_chars,
    first_match,
    in_head,
    in_title,
    only_words,
    stretches,
    weight,
)

_LOGINS = ("เข้าสู่ระบบ", "ลงชื่อเข้าใช้", "log in", "login", "sign in")
# Hosts (their subdomains too) and paths at which a service asks for a login.
_DOORS: tuple[tuple[str, str, str], ...] = (
    ("facebook.com", r"/(?:login|checkpoint|recover|r\.php)(?:[/.]|$)", "Facebook"),
    ("messenger.com", r"/", "Messenger"),
    ("access.line.me", r"/", "LINE"),
    ("account.line.biz", r"/login", "LINE"),
    ("accounts.google.com", r"/", "Google"),
    ("login.microsoftonline.com", r"/", "Microsoft"),
    ("login.live.com", r"/", "Microsoft"),
    ("instagram.com", r"/accounts/login", "Instagram"),
    ("x.com", r"/(?:i/flow/)?login", "X"),
    ("twitter.com", r"/(?:i/flow/)?login", "X"),
    ("tiktok.com", r"/login", "TikTok"),
    ("dropbox.com", r"/login", "Dropbox"),
)
# Title, heading or the few words of pages that services put before a site to keep machines out.
_TESTS = (
    "just a moment...", "attention required! | cloudflare",
    "checking your browser before accessing",
    "checking if the site connection is secure", "verifying you are human", "verify you are human",
    "verify you are not a robot", "performing security verification", "are you a robot",
    "please enable js and disable any ad blocker", "enable javascript and cookies to continue",
    "ddos protection by", "ddos-guard", "sucuri website firewall", "access denied - sucuri",
    "request unsuccessful. incapsula incident id", "incapsula incident id", "imperva",
    "pardon our interruption", "one moment, please...", "bot verification",
    "unusual traffic from your computer network", "human verification", "captcha challenge",
    "ยืนยันว่าคุณไม่ใช่บอท", "ยืนยันว่าคุณเป็นมนุษย์", "ยืนยันว่าคุณไม่ใช่โปรแกรมอัตโนมัติ", "ฉันไม่ใช่โปรแกรมอัตโนมัติ",
    "กำลังตรวจสอบเบราว์เซอร์", "กรุณายืนยันตัวตนว่าไม่ใช่โรบอท",
)  # fmt: skip
_REFUSES_MACHINES = 999
"""LinkedIn's own status, copied by others, for a visitor that it takes for a machine."""


def door(url: str) -> str:
    """The service whose login stands at an address, or empty."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    for name, path, service in _DOORS:
        if (host == name or host.endswith("." + name)) and re.match(path, parts.path or "/"):
            return service
    return ""


def login_wall(document: Document, url: str = "") -> Sign | None:
    """A page that asks for a login and shows little else. ``url``: where the fetch ended."""
    if document.media != "html":
        return None
    service = door(url) if url else ""
    if service:
        return Sign(service, in_title(document), kind="service")
    if content_chars(document) >= SHORT:
        return None
    head = in_head(document, _LOGINS)
    if head or "form-password" in document.markers:
        return head or only_words(document, _LOGINS)
    return None


def bot_wall(capture: Capture | None, document: Document | None) -> Sign | None:
    """A test whether the visitor is a machine, in place of the page. It says nothing about what
    people see. A captcha beside content (a contact form) is none.

    Sure: the header ``cf-mitigated`` (Cloudflare sets it on every challenge), status 999. The
    words count where little else stands on the page. A firewall's script counts on a page that has
    no title, no text and nothing for a script to fill: pages behind the firewall carry it too.
    """
    if capture is not None:
        for name, value in capture.headers:
            if name.lower() == "cf-mitigated":
                return Sign("Cloudflare", Where(snippet=f"cf-mitigated: {value}"[:80]))
        if capture.status == _REFUSES_MACHINES:
            return Sign("HTTP 999", Where(snippet="HTTP 999"))
    if document is None or document.media != "html" or weight(document) >= 2 * SHORT:
        return None
    if _bare_test(document):
        return Sign("Imperva", Where(snippet="_Incapsula_Resource"))
    head = in_head(document, _TESTS)
    if head is not None:
        return head
    if content_chars(document) >= SHORT:
        return None
    return first_match(document, any_of(_TESTS), stretches(document))


def _bare_test(document: Document) -> bool:
    """Nothing on the page but the script of Imperva's test."""
    return (
        "machine-test:Imperva" in document.markers
        and not document.title.strip()
        and not document.text.strip()
        and not any(marker.startswith("empty-root:") for marker in document.markers)
    )
