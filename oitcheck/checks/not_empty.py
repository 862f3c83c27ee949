"""Is there something to read behind the link?

Means: the page shows content of its own (text, a table, or documents that it links to), or the
file opens and has text. Menus, headers, footers, tickers and hidden elements are no content.
Why: an item needs the facts themselves on the page; a heading or a "coming soon" shows none.
Not judged: whether the content belongs to the item, of which year it is (`current`), and error
pages (`reachable` has spoken already). A scan has no text that a program can read, and a page
that says "not found" may still be right: both go to a person.
"""

from __future__ import annotations

from oitcheck import signs
from oitcheck.catalogue import Words
from oitcheck.checks import instead, unread
from oitcheck.checks.evidence import ERROR_STATUS, Attachment, Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, PROVINCE_LOOKS, Meta, Reason
from oitcheck.model import (
    Capture,
    Document,
    Fact,
    Finding,
    Outcome,
    Over,
    ProblemCode,
    ReadFailure,
    Scope,
)
from oitcheck.signs import Sign

META = Meta(
    id="not-empty",
    version=6,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"captures", "documents"}),
    title=Words("มีเนื้อหาให้อ่าน", "There is content"),
    means=Words(
        "เมื่อเปิดลิงก์แล้วพบเนื้อหาของเรื่องนั้น หรือไฟล์เอกสารที่เปิดอ่านได้ ไม่ใช่หน้าว่างหรือมีเพียงหัวข้อ",
        "The link shows content or documents that open, and not an empty page or a bare heading.",
    ),
    why=Words(
        "ผู้ประเมินพิจารณาจากข้อมูลที่เปิดอ่านได้จริง และแต่ละ{item}ต้องแสดงองค์ประกอบด้านข้อมูลให้ครบ",
        "Assessors go by what they can read, and every {item} must show all its elements.",
    ),
    reasons={
        "content": Reason(
            Outcome.PASS, Words("พบเนื้อหาในลิงก์นี้", "The link has content."), NOTHING, "nobody"
        ),
        "attachments": Reason(
            Outcome.PASS,
            Words(
                "หน้านี้มีเอกสารแนบที่เปิดอ่านได้ {files} ไฟล์",
                "The page has documents that open: {files}.",
            ),
            NOTHING,
            "nobody",
        ),
        "no-text": Reason(
            Outcome.FAIL,
            Words(
                "เปิดลิงก์แล้วไม่พบเนื้อหาหรือเอกสารที่เปิดอ่านได้ มีเพียงส่วนประกอบทั่วไปของเว็บไซต์",
                "The page has no content and no document that opens, only the site's frame.",
            ),
            Words(
                "เผยแพร่ข้อมูลของ{item}นี้ในหน้านี้ แล้วตรวจสอบว่าเปิดเห็นเนื้อหา",
                "Publish this {item}'s data on the page and check that it shows.",
            ),
            "unit",
            brief=Words("เปิดลิงก์แล้วไม่พบเนื้อหาหรือเอกสาร", "The page has no content or documents."),
        ),
        "heading-only": Reason(
            Outcome.FAIL,
            Words(
                'พบเพียงหัวข้อ "{heading}" แต่ไม่มีเนื้อหาหรือเอกสารแนบที่เปิดอ่านได้',
                'Only the heading "{heading}" was found, without content or documents that open.',
            ),
            Words(
                "เพิ่มเนื้อหาหรือแนบเอกสารของ{item}นี้ใต้หัวข้อดังกล่าว",
                "Put this {item}'s content or documents under that heading.",
            ),
            "unit",
            brief=Words("พบเพียงหัวข้อ ไม่มีเนื้อหา", "Only a heading, without content."),
        ),
        "broken-file": Reason(
            Outcome.FAIL,
            Words(
                "ดาวน์โหลดไฟล์ได้ แต่ไฟล์เสียหาย เปิดอ่านไม่ได้",
                "The file downloads but is damaged and does not open.",
            ),
            Words(
                "นำไฟล์ที่เปิดอ่านได้ขึ้นเว็บไซต์ใหม่แทนไฟล์เดิม",
                "Upload a file that opens in place of this one.",
            ),
            "agency",
            brief=Words("ไฟล์เสียหาย เปิดอ่านไม่ได้", "The file is damaged."),
        ),
        "scan": Reason(
            Outcome.REVIEW,
            Words(
                "ข้อมูลเป็นภาพหรือไฟล์สแกน ({pages} หน้า) โปรแกรมอ่านข้อความไม่ได้ เจ้าหน้าที่จะเปิดดู",
                "A picture or a scan ({pages} pages) without text; a person will look.",
            ),
            Words(
                "แนบไฟล์ต้นฉบับที่คัดลอกข้อความได้ (เช่น PDF จากโปรแกรมพิมพ์เอกสาร) เพิ่มเติม",
                "Add the original file whose text can be copied (such as a PDF made by the "
                "word processor).",
            ),
            "unit",
        ),
        **instead.REASONS,
        **unread.REASONS,
        "encrypted": Reason(
            Outcome.REVIEW,
            Words(
                "ไฟล์ตั้งรหัสผ่านไว้ ประชาชนทั่วไปอาจเปิดอ่านไม่ได้",
                "The file is locked with a password; the public may not be able to read it.",
            ),
            Words("เผยแพร่ไฟล์ที่ไม่มีรหัสผ่านแทน", "Publish the file without a password instead."),
            "agency",
        ),
        "unsupported": Reason(
            Outcome.REVIEW,
            Words(
                "โปรแกรมอ่านเนื้อหาของไฟล์หรือหน้านี้ไม่ได้ (ประเภท {media}) เจ้าหน้าที่จะเปิดดู",
                "The program can't read this kind of file or page ({media}); a person will look.",
            ),
            PROVINCE_LOOKS,
            "province",
        ),
        "no-browser": Reason(
            Outcome.ERROR,
            Words(
                "หน้านี้แสดงเนื้อหาด้วยสคริปต์ แต่โปรแกรมยังไม่ได้เปิดด้วยเบราว์เซอร์ จึงยังไม่มีผลตรวจ",
                "The page is drawn by scripts and was not opened in a browser yet; no result.",
            ),
            Words("ยังไม่ต้องแก้ไข จังหวัดจะตรวจซ้ำ", "Nothing to mend; the province checks again."),
            "province",
        ),
        "unreadable": Reason(
            Outcome.ERROR,
            Words(
                "โปรแกรมอ่านเอกสารนี้ไม่สำเร็จ จึงยังไม่มีผลตรวจ",
                "The program could not read this document; no result.",
            ),
            Words("ยังไม่ต้องแก้ไข จังหวัดจะตรวจซ้ำ", "Nothing to mend; the province checks again."),
            "province",
        ),
        "not-fetched": Reason(
            Outcome.SKIP,
            Words(
                "ยังไม่มีหน้าเว็บไซต์ให้ตรวจเนื้อหา เนื่องจากเปิดลิงก์ไม่ได้",
                "There is no page to look at, because the link did not open.",
            ),
            NOTHING,
            "nobody",
        ),
    },
)


_OF_FAILURE = {"encrypted": "encrypted", "broken": "broken-file", "unsupported": "unsupported"}
_NO_TEXT_MEDIA = frozenset({"zip", "rar", "other", "doc"})
RECOGNISED = 40
"""Letters that OCR must have read before a scan counts as content; a stain gives fewer."""


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    del context
    newest = subject.newest
    capture = subject.content_capture
    facts: dict[str, Fact] = {"url": subject.link.url}
    if newest is not None and newest.status >= ERROR_STATUS:
        return (META.finding("not-fetched", facts=facts),)
    if capture is None:
        empty = newest is not None and 0 < newest.status < ERROR_STATUS
        sent_nothing = empty and newest is not None and _sent_nothing(newest)
        reason = "no-text" if sent_nothing else "not-fetched"
        return (META.finding(reason, capture=newest.id if newest else None, facts=facts),)
    failure = subject.document
    if isinstance(failure, ReadFailure) and subject.rendered is None:
        reason = _OF_FAILURE.get(failure.reason, "unreadable")
        facts |= {
            "media": capture.media_type,
            "detail": f"{failure.reason} {failure.detail}".strip(),
        }
        return (META.finding(reason, capture=capture.id, document=failure.sha256, facts=facts),)
    document = subject.page
    if document is None:
        return (META.finding("unreadable", capture=capture.id, facts=facts),)
    reason, sign = _judged(subject, document, facts)
    if reason in ("content", "attachments", "no-text", "heading-only"):
        fault, of = unread.faulty(subject, document, facts)
        if fault == "broken-attachment" and reason not in ("content", "attachments"):
            fault = "broken-file"
        if of is not None:
            facts["media"] = of.media_type
            return (META.finding(fault, capture=of.id, document=of.sha256, facts=facts),)
    return (
        META.finding(
            reason,
            capture=capture.id,
            document=document.sha256,
            where=sign.where if sign else None,
            facts=facts,
        ),
    )


def _sent_nothing(capture: Capture) -> bool:
    """An answer of zero bytes; anything that broke off half-way is not the page's emptiness."""
    return capture.problem is None or (
        capture.problem.code is ProblemCode.EMPTY and not capture.problem.transient
    )


def _judged(
    subject: LinkEvidence, document: Document, facts: dict[str, Fact]
) -> tuple[str, Sign | None]:
    facts |= {
        "media": document.media,
        "chars": signs.content_chars(document),
        "files": len(subject.own_attachments),
        "left_out": subject.run_facts.left_out,
    }
    viewer = signs.foreign_viewer(document)
    readable = [
        a.document
        for a in subject.own_attachments
        if _has_text(a.document) and not unread.of_house(a, viewer)
    ]
    found = instead.found(subject, document, alone=not readable)
    if found:
        reason, sign = found
        facts |= {"phrase": sign.phrase, "count": sign.count}
        return reason, sign
    if not readable and unread.behind_a_viewer(document):
        facts["viewer"] = viewer
        return "foreign-viewer", None
    if _has_text(document):
        return "content", None
    if readable:
        facts["files"] = len(readable)
        return "attachments", None
    return _without_text(subject, document, facts)


def _without_text(
    subject: LinkEvidence, document: Document, facts: dict[str, Fact]
) -> tuple[str, Sign | None]:
    """No words anywhere: is it our lack (no browser, no OCR), or is there really nothing?"""
    if signs.script_shell(document) and subject.rendered is None:
        return "no-browser", None
    pictured = signs.scan(document) or signs.pictures(document)
    scans = [
        sign
        for a in subject.own_attachments
        if isinstance(a.document, Document) and (sign := signs.scan(a.document))
    ]
    if pictured or scans:
        sign = pictured or scans[0]
        facts["pages"] = pictured.count if pictured else sum(found.count for found in scans)
        return "scan", pictured
    files = [document, *(a.document for a in subject.own_attachments)]
    lost = sum(signs.wrong_letters(one) for one in files if isinstance(one, Document))
    if lost:
        facts["pages"] = lost
        return "unreadable-letters", None
    for attachment in subject.own_attachments:
        reason = _unsure(attachment, facts)
        if reason:
            return reason, None
    if subject.run_facts.left_out:
        return "unreadable", None
    if signs.unreadable_text(document) or document.media in _NO_TEXT_MEDIA:
        return "unsupported", None
    if signs.frames(document):
        facts["media"] = "frame"
        return "unsupported", None
    if not subject.own_attachments and document.media == "html" and signs.leads(document):
        facts["media"] = "link"
        return "unsupported", None
    heading = signs.heading_only(document)
    if heading:
        facts["heading"] = heading.phrase
        return "heading-only", heading
    return "no-text", None


def _unsure(attachment: Attachment, facts: dict[str, Fact]) -> str:
    """Why a document of the page may hold content all the same; empty if it surely doesn't."""
    document, capture = attachment.document, attachment.capture
    if isinstance(document, ReadFailure):
        if document.reason == "broken":
            return ""
        facts["media"] = capture.media_type if capture else ""
        return _OF_FAILURE.get(document.reason, "unreadable")
    if isinstance(document, Document):
        if signs.unreadable_text(document) or document.media in _NO_TEXT_MEDIA:
            facts["media"] = document.media
            return "unsupported"
        return ""
    if capture is not None and capture.status in (404, 410):
        return ""
    return "unreadable"


def _has_text(document: Document | ReadFailure | None) -> bool:
    if not isinstance(document, Document) or signs.unreadable_text(document):
        return False
    if signs.scan(document):
        return signs.recognised_chars(document) >= RECOGNISED
    if signs.wrong_letters(document):
        return False
    if document.media == "html":
        return signs.weight(document) >= signs.BARE
    return signs.content_chars(document) > 0
