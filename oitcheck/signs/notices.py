"""A page that has, in place of its content, a notice that there is none, or what every address
of the site has: a missing page, one to come."""

from __future__ import annotations

import re

from oitcheck.model import Document, Region
from oitcheck.signs.text import (
    BARE,
    LETTER,
    SHORT,
    Sign,
    any_of,
    first_match,
    in_head,
    in_title,
    only_words,
    place,
    stretches,
    weight,
)

ROWS = 3
"""Rows from which on a table is one, and no notice in a frame."""

_INSTEAD = (
    "ไม่พบหน้า", "ไม่พบเพจ", "ไม่พบข้อมูล", "ไม่มีข้อมูล", "ไม่พบบทความ", "ไม่พบเนื้อหา", "ไม่พบไฟล์", "ไม่พบรายการ",
    "ไม่มีบทความ", "ไม่พบเรื่อง",
    "ขออภัย ไม่พบ", "หน้าที่คุณค้นหา", "หน้าที่ท่านค้นหา", "page not found", "not found",
    "not available now", "nothing found", "can't be found", "cannot be found", "does not exist",
    "no longer available", "error 404", "404 error", "nothing was found",
    "error establishing a database connection", "database error",
    "too many connections", "internal server error", "service unavailable",
    "bad gateway", "under maintenance",
    "scheduled maintenance", "ปิดปรับปรุง เว็บไซต์", "เว็บไซต์ ปิดปรับปรุง", "ข้อมูลถูกลบ",
)  # fmt: skip
# A closed site opens again: a person looks. In a heading it may be about the waterworks.
_CLOSED = ("ปิด ปรับปรุง",)
_PLACEHOLDERS = (
    "อยู่ระหว่าง ดำเนินการ", "อยู่ระหว่าง การ ดำเนินการ", "อยู่ระหว่าง ปรับปรุง", "อยู่ระหว่าง การ ปรับปรุง",
    "อยู่ระหว่าง จัดทำ", "อยู่ระหว่าง การ จัดทำ", "อยู่ในระหว่าง", "กำลัง ปรับปรุง", "กำลัง จัดทำ", "กำลัง ดำเนินการ",
    "รอ ข้อมูล", "รอ การ ปรับปรุง", "เร็ว ๆ นี้", "coming soon", "under construction",
    "lorem ipsum", "hello world!", "ยังไม่มี ข้อมูล",
)  # fmt: skip
_CRASH = re.compile(
    r"(?:fatal|parse) error\s*:[^\n]{0,300}? in [^\n]{1,200}|uncaught \w*exception|"
    r"server error in '[^'\n]*' application",
    re.I,
)
"""A program of the site that broke off and says so, in place of a page."""


def soft_404(document: Document) -> Sign | None:
    """A page that answers 200 and says that there is nothing, that the domain is for sale, or
    that it first looks at the browser. Hidden elements are no text and don't count."""
    if document.media != "html":
        return None
    head = in_head(document, _INSTEAD)
    if head is None and re.match(r"\s*404\b", document.title):
        head = Sign("404", in_title(document))
    head = head or first_match(document, _CRASH, stretches(document))
    if head and weight(document) < 2 * SHORT:
        return head
    return only_words(document, (*_INSTEAD, *_CLOSED))


def placeholder(document: Document) -> Sign | None:
    """A notice that the content is still to come, with next to nothing beside it.

    The same words in a row of a table are the state of a project.
    """
    found = only_words(document, _PLACEHOLDERS)
    if found is not None and not _in_row(document, found.where.offset):
        return found
    return _dummy(document)


def _in_row(document: Document, offset: int) -> bool:
    return any(
        table.start <= offset < table.end and len(table.rows) >= ROWS for table in document.tables
    )


def _dummy(document: Document) -> Sign | None:
    """The dummy text of a page builder, where no running Thai text stands beside it."""
    found = first_match(document, any_of(("lorem ipsum",)), stretches(document))
    running = (document.text[p.start : p.end] for p in stretches(document) if not p.heading)
    thai = sum(1 for text in running for sign in text if "\u0e01" <= sign <= "\u0e2e")
    return found if thai < BARE else None


def any_address(document: Document, sibling: Document) -> Sign | None:
    """A page that says nothing, and leads nowhere, that an address which nobody can have made
    does not say and lead to as well: the site shows it for any address.

    Numbers don't count as a difference (clocks, counters, the address itself). A page without
    content as sent tells nothing: scripts may still fill it in for the right address.
    """
    if document.media != "html" or sibling.media != "html" or weight(document) < BARE:
        return None
    also = {_line(line) for line in sibling.text.splitlines()}
    own = 0
    for part in stretches(document):
        for line in document.text[part.start : part.end].splitlines():
            if _line(line) not in also:
                own += len(LETTER.findall(line))
    if own >= BARE:
        return None
    there = {link.href for link in sibling.links}
    leads = any(
        link.region is Region.CONTENT and link.href not in there and not link.href.startswith("#")
        for link in document.links
    )
    if leads:
        return None
    start = next((p.start for p in stretches(document)), 0)
    head = next((p for p in stretches(document) if p.heading), None)
    words = document.text[head.start : head.end] if head else document.title
    return Sign(" ".join(words.split()), place(document, head.start if head else start, start))


def _line(line: str) -> str:
    return "".join(sign for sign in line if not sign.isdigit() and not sign.isspace())
