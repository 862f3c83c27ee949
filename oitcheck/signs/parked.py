"""A page that is not the agency's at all: the host's, the domain dealer's, the server's own."""

from __future__ import annotations

import re

from oitcheck.model import Document
from oitcheck.signs.text import SHORT, Sign, any_of, first_match, in_head, stretches, weight

# Found in title or heading, or anywhere on a page with little else.
_FOR_SALE = (
    "domain is for sale", "domain may be for sale", "domain name is for sale", "buy this domain",
    "this domain has expired", "this domain name has expired", "domain has expired",
    "domain is parked", "domain parking", "parked free", "parked domain", "is parked",
    "domain was recently registered", "the owner of this domain", "this domain is registered",
    "future home of something quite cool", "get this domain", "โดเมนนี้หมดอายุ", "โดเมนหมดอายุ",
    "โดเมนนี้ประกาศขาย", "ประกาศขายโดเมน", "โดเมนนี้ได้ถูกจดทะเบียนแล้ว", "ชื่อโดเมนหมดอายุ",
)  # fmt: skip
_SUSPENDED = (
    "account suspended", "account has been suspended", "website is suspended", "site suspended",
    "hosting suspended", "bandwidth limit exceeded", "website has been disabled",
    "เว็บไซต์นี้ถูกระงับ", "เว็บไซต์ถูกระงับ", "บัญชีถูกระงับ", "พื้นที่เว็บไซต์หมดอายุ", "โฮสติ้งหมดอายุ",
    "บัญชีนี้ถูกระงับ", "บัญชีผู้ใช้นี้ถูกระงับ", "โดเมนนี้ถูกระงับ", "โฮสติ้งถูกระงับ", "โฮสติ้งนี้ถูกระงับ",
    "เว็บไซต์ดังกล่าวถูกระงับ", "เว็บไซต์ของท่านถูกระงับ",
)  # fmt: skip
# Whole titles or headings of the pages that servers and panels come with.
_DEFAULT = re.compile(
    r"\s*(?:apache2? (?:\w+ )?(?:debian|ubuntu)?\s*default page.*|"
    r"apache2 \w+ default page.*|it works!?|"
    r"welcome to nginx!?.*|test page for (?:the )?(?:apache|nginx|http).*|http server test page.*|"
    r"iis ?\d* ?windows ?(?:server)?.*|iis\d+|welcome to (?:centos|xampp|openresty|caddy|iis).*|"
    r"default web ?site page|default plesk page|web server's default page|"
    r"domain default page|"
    r"(?:apache|directadmin|cpanel)[ -]?(?:is )?(?:functioning normally|default page).*|"
    r"success! the .* virtual host is working!?|"
    r"index of /?|เว็บไซต์นี้อยู่ระหว่างการติดตั้ง)\s*",
    re.I,
)


def parked(document: Document) -> Sign | None:
    """Whether the page belongs to whoever sells the name or runs the machine; ``Sign.kind`` is
    ``for-sale``, ``suspended`` or ``default-page``.

    A page with content of its own is none of these, whatever words it has.
    """
    if document.media != "html":
        return None
    light = weight(document) < 2 * SHORT
    for kind, phrases in (("suspended", _SUSPENDED), ("for-sale", _FOR_SALE)):
        found = light and (
            in_head(document, phrases)
            or (
                weight(document) < SHORT
                and first_match(document, any_of(phrases), stretches(document))
            )
        )
        if found:
            return Sign(found.phrase, found.where, kind=kind)
    heads = [document.title, *(document.text[p.start : p.end] for p in stretches(document))]
    for head in heads[:6] if weight(document) < 10 * SHORT else ():
        if _DEFAULT.fullmatch(" ".join(head.split())[:120]):
            found = in_head(document, (" ".join(head.split())[:120],))
            if found:
                return Sign(found.phrase, found.where, kind="default-page")
    return None
