"""What of a link's documents could not be read, and the reasons of `not-empty` for it.

A file that is locked, damaged or read in part, letters that make no sense and a viewer of another
house each go to a person with their own reason: none of them is an empty page.
"""

from __future__ import annotations

from oitcheck import signs, urls
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Attachment, LinkEvidence
from oitcheck.checks.meta import Reason
from oitcheck.model import Capture, Document, Fact, Outcome, ReadFailure

_WHOLE_FILE = Words(
    "เปิดไฟล์นี้ดู หากเปิดไม่ได้ครบทุกหน้าให้นำไฟล์ฉบับสมบูรณ์ขึ้นเว็บไซต์ใหม่แทนไฟล์เดิม",
    "Open the file; if not all of its pages show, upload the whole file in its place.",
)

REASONS: dict[str, Reason] = {
    "foreign-viewer": Reason(
        Outcome.REVIEW,
        Words(
            "หน้านี้แสดงเอกสารผ่านโปรแกรมของ {viewer} ซึ่งไม่ให้ไฟล์ โปรแกรมจึงอ่านข้อมูลไม่ได้ "
            "เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "The page shows its document in a viewer of {viewer}, which gives no file, so nothing "
            "could be read; a person will look.",
        ),
        Words(
            "นำไฟล์เอกสาร (เช่น PDF) ขึ้นเว็บไซต์ของหน่วยงานเอง แล้วใส่ลิงก์ไฟล์นั้นไว้ในหน้านี้",
            "Put the document itself (such as a PDF) on the agency's own website and link to it "
            "from this page.",
        ),
        "agency",
        brief=Words("แสดงเอกสารผ่านเว็บไซต์อื่นเท่านั้น", "The document is shown by another website only."),
    ),
    "damaged-file": Reason(
        Outcome.REVIEW,
        Words(
            "ไฟล์ไม่สมบูรณ์ ส่วนท้ายของไฟล์ขาดหาย โปรแกรมอ่านได้เท่าที่เหลือ เจ้าหน้าที่จะเปิดดู",
            "The file is damaged: its end is missing, and only what is left was read; a person "
            "will look.",
        ),
        _WHOLE_FILE,
        "agency",
        brief=Words("ไฟล์ไม่สมบูรณ์ ส่วนท้ายขาดหาย", "The file's end is missing."),
    ),
    "pages-unreadable": Reason(
        Outcome.REVIEW,
        Words(
            "เปิด {pages} หน้าจาก {of} หน้าของไฟล์นี้ไม่ได้ เจ้าหน้าที่จะเปิดดู",
            "{pages} of the {of} pages of the file do not open; a person will look.",
        ),
        _WHOLE_FILE,
        "agency",
        brief=Words("เปิดไฟล์ได้ไม่ครบทุกหน้า", "Not all pages of the file open."),
    ),
    "unreadable-letters": Reason(
        Outcome.REVIEW,
        Words(
            "ตัวอักษรในไฟล์ {pages} หน้าอ่านไม่ได้ความ และยังไม่ได้อ่านจากภาพ เจ้าหน้าที่จะเปิดดู",
            "The letters on {pages} pages of the file make no sense and were not read from a "
            "picture; a person will look.",
        ),
        Words(
            "แนบไฟล์ต้นฉบับที่คัดลอกข้อความได้ (เช่น PDF จากโปรแกรมพิมพ์เอกสาร) เพิ่มเติม",
            "Add the original file whose text can be copied (such as a PDF made by the word "
            "processor).",
        ),
        "unit",
        brief=Words("ตัวอักษรในไฟล์อ่านไม่ได้ความ", "The letters of the file make no sense."),
    ),
    "broken-attachment": Reason(
        Outcome.REVIEW,
        Words(
            "เอกสารแนบของหน้านี้เสียหาย เปิดอ่านไม่ได้ {files} ไฟล์ เจ้าหน้าที่จะเปิดดู",
            "Documents of this page are damaged and do not open: {files}; a person will look.",
        ),
        Words(
            "นำไฟล์ที่เปิดอ่านได้ขึ้นเว็บไซต์ใหม่แทนไฟล์เดิม",
            "Upload a file that opens in place of this one.",
        ),
        "agency",
        brief=Words("เอกสารแนบเสียหาย เปิดอ่านไม่ได้", "A document of the page is damaged."),
    ),
}

LITTLE = signs.SHORT
"""Visible characters of content below which a page with a foreign viewer says only what stands in
that viewer: a heading, a line that leads to it."""


def behind_a_viewer(document: Document) -> bool:
    """Whether a foreign viewer shows all that a page has to show."""
    return bool(signs.foreign_viewer(document)) and signs.content_chars(document) < LITTLE


def of_house(attachment: Attachment, house: str) -> bool:
    """Whether what hangs on a page is the viewer itself, whose own words are no document."""
    host = urls.host(attachment.edge.child)
    return bool(house) and (host == house or host.endswith(f".{house}"))


def faulty(
    subject: LinkEvidence, document: Document, facts: dict[str, Fact]
) -> tuple[str, Capture | None]:
    """Why a file of the evidence can't be read as a whole though it was fetched as a whole, and its
    capture; empty: all files are as they should be."""
    whole = _whole(subject.content_capture)
    files: list[tuple[Document | ReadFailure, Capture | None]] = []
    if whole:
        files.append((document, subject.content_capture))
    files += [
        (a.document, a.capture) for a in subject.own_attachments if a.document and _whole(a.capture)
    ]
    for read, capture in files:
        if isinstance(read, Document) and signs.file_damaged(read):
            return "damaged-file", capture
        if isinstance(read, Document) and (lost := signs.pages_lost(read)):
            facts |= {"pages": lost, "of": len(read.pages)}
            return "pages-unreadable", capture
    for reason, told in (("encrypted", "encrypted"), ("broken", "broken-attachment")):
        failed = [
            capture
            for read, capture in files
            if isinstance(read, ReadFailure) and read.reason == reason
        ]
        if failed:
            facts["files"] = len(failed)
            return told, failed[0]
    return "", None


def _whole(capture: Capture | None) -> bool:
    """What came in part is our limit or the line's fault: `reachable` speaks of it."""
    return capture is not None and capture.problem is None
