"""What a document's content looks like: signs, each with the place that shows it.

Pure functions over a Document. A sign is no verdict: checks decide what it leads to. Words alone
prove little (a notice against gambling names gambling), so each sign rests on words together
with how little else there is, where links lead, or what the markup hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from oitcheck import urls
from oitcheck.model import Document, Href, Region, Where
from oitcheck.thai.digits import to_arabic
from oitcheck.thai.mask import mask_citizen_numbers

SHORT = 300
"""Visible characters of content below which a notice is all that a page says."""
BARE = 20
"""Letters and digits below which running content is no content (a telephone number has 9)."""
SCAN_CHARS_PER_PAGE = 30
GARBLED = 0.3
LEAST_CONFIDENCE = 0.5
"""Confidence from which on a mention counts as read."""
ROWS = 3
"""Rows from which on a table is one, and no notice in a frame."""
SNIPPET = 120

_INSTEAD = (
    "ไม่พบหน้า", "ไม่พบเพจ", "ไม่พบข้อมูล", "ไม่มีข้อมูล", "ไม่พบบทความ", "ไม่พบเนื้อหา", "ไม่พบไฟล์", "ไม่พบรายการ",
    "ไม่มีบทความ", "ไม่พบเรื่อง",
    "ขออภัย ไม่พบ", "หน้าที่คุณค้นหา", "หน้าที่ท่านค้นหา", "page not found", "not found",
    "not available now", "nothing found", "can't be found", "cannot be found", "does not exist",
    "no longer available", "error 404", "404 error", "domain is for sale", "buy this domain",
    "this domain", "just a moment", "checking your browser", "attention required",
    "nothing was found", "error establishing a database connection", "database error",
    "too many connections", "internal server error", "service unavailable",
    "bad gateway", "account suspended", "account has been suspended", "under maintenance",
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
_LOGINS = ("เข้าสู่ระบบ", "ลงชื่อเข้าใช้", "log in", "login", "sign in")
_GAMBLING = (
    "สล็อต", "บาคาร่า", "คาสิโน", "แทงบอล", "หวยออนไลน์", "แทงหวย", "พนันออนไลน์", "เว็บพนัน", "เว็บตรง",
    "เครดิตฟรี", "ยิงปลา", "เสือมังกร", "pgslot", "pg slot", "slotxo", "slot gacor", "slot online",
    "superslot", "ufabet", "betflik", "sbobet", "joker123", "judi online", "togel",
    "casino", "baccarat",
)  # fmt: skip
_NOISE = re.compile(
    r"^(?:(?:โพสต์|เผยแพร่|ลงประกาศ|อัปเดต|อัพเดท|ปรับปรุง|เขียน|สร้าง|แก้ไข|วันที่|posted|published|updated|"
    r"written|last).{0,40}|.{0,30}(?:เข้าชม|ผู้ชม|ผู้เข้าชม|เปิดอ่าน|จำนวนครั้ง|hits|views).{0,30}|"
    r"(?:หน้าแรก|หน้าหลัก|home)\s*[>›»/|].{0,100}|(?:แชร์|แบ่งปัน|share|พิมพ์|print|ย้อนกลับ|กลับ|back|ถัดไป|ก่อนหน้า|"
    r"next|prev|previous|รายละเอียด|ฮิต|hits|facebook|twitter|line|tweet|อ่านต่อ|อ่านเพิ่มเติม|ค้นหา|search)"
    r"(?:[\s|/:]+\w+){0,4})$",
    re.I,
)
_CRASH = re.compile(
    r"(?:fatal|parse) error\s*:[^\n]{0,300}? in [^\n]{1,200}|uncaught \w*exception|"
    r"server error in '[^'\n]*' application",
    re.I,
)
"""A program of the site that broke off and says so, in place of a page."""
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<!\d)0[\d\s-]{7,12}\d(?!\d)")
_LETTER = re.compile(r"[^\W_]")
_FRAMES = frozenset({"iframe", "frame", "embed", "object"})


@dataclass(frozen=True, slots=True)
class Sign:
    """``phrase``: the words that gave it away, as the document has them; ``count``: pages,
    pictures or links, where the sign counts something."""

    phrase: str
    where: Where
    count: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the content: ``start`` and ``end`` point into `Document.text`."""

    start: int
    end: int
    heading: int


def stretches(document: Document) -> tuple[Stretch, ...]:
    """The content of a document in reading order, without menu, header, footer, aside, ticker.

    A document without blocks (a PDF, a workbook) is content as a whole.
    """
    if not document.blocks:
        return (Stretch(0, len(document.text), 0),) if document.text else ()
    return tuple(
        Stretch(block.start, block.end, block.heading)
        for block in sorted(document.blocks, key=lambda block: (block.start, block.end))
        if block.region is Region.CONTENT
    )


def place(document: Document, start: int, end: int) -> Where:
    """The place in `Document.text`, with a snippet around it; citizen numbers are masked."""
    first = max(0, start - (SNIPPET - min(SNIPPET, end - start)) // 2)
    snippet = " ".join(document.text[first : first + SNIPPET].split())
    page = next((p.number for p in document.pages if p.start <= start < max(p.end, p.start + 1)), 0)
    return Where(page=page, offset=start, snippet=mask_citizen_numbers(snippet))


def in_title(document: Document) -> Where:
    return Where(snippet=mask_citizen_numbers(" ".join(document.title.split())[:SNIPPET]))


def content_chars(document: Document) -> int:
    """Visible characters of the content, white space not counted."""
    return sum(
        len("".join(document.text[part.start : part.end].split())) for part in stretches(document)
    )


def weight(document: Document) -> int:
    """Letters and digits of the running content: without headings and repeats of them, dates of
    posting, counters, crumbs and buttons."""
    heads = {_flat(document.text[p.start : p.end]) for p in stretches(document) if p.heading}
    title = _flat(document.title)
    total = 0
    for part in stretches(document):
        if part.heading:
            continue
        for line in document.text[part.start : part.end].splitlines():
            flat = _flat(line)
            if flat and flat not in heads and flat not in title and not _NOISE.match(line.strip()):
                total += len(_LETTER.findall(line))
    return total


def headings(document: Document) -> tuple[Stretch, ...]:
    """The content's headings, in reading order."""
    return tuple(part for part in stretches(document) if part.heading)


def soft_404(document: Document) -> Sign | None:
    """A page that answers 200 and says that there is nothing, that the domain is for sale, or
    that it first looks at the browser. Hidden elements are no text and don't count."""
    if document.media != "html":
        return None
    head = _in_head(document, _INSTEAD)
    if head is None and re.match(r"\s*404\b", document.title):
        head = Sign("404", in_title(document))
    head = head or _first(document, _CRASH, stretches(document))
    if head and weight(document) < 2 * SHORT:
        return head
    return _only_words(document, (*_INSTEAD, *_CLOSED))


def placeholder(document: Document) -> Sign | None:
    """A notice that the content is still to come, with next to nothing beside it.

    The same words in a row of a table are the state of a project.
    """
    found = _only_words(document, _PLACEHOLDERS)
    if found is not None and not _in_row(document, found.where.offset):
        return found
    return _dummy(document)


def _in_row(document: Document, offset: int) -> bool:
    return any(
        table.start <= offset < table.end and len(table.rows) >= ROWS for table in document.tables
    )


def _dummy(document: Document) -> Sign | None:
    """The dummy text of a page builder, where no running Thai text stands beside it."""
    found = _first(document, _pattern(("lorem ipsum",)), stretches(document))
    running = (document.text[p.start : p.end] for p in stretches(document) if not p.heading)
    thai = sum(1 for text in running for sign in text if "\u0e01" <= sign <= "\u0e2e")
    return found if thai < BARE else None


def login_wall(document: Document) -> Sign | None:
    """A page that asks for a login and shows little else."""
    if document.media != "html" or content_chars(document) >= SHORT:
        return None
    head = _in_head(document, _LOGINS)
    if head or "form-password" in document.markers:
        return head or _only_words(document, _LOGINS)
    return None


def script_shell(document: Document) -> bool:
    """Whether the page as sent has no content because a script is to fill it in."""
    if document.media != "html" or weight(document) >= BARE:
        return False
    if any(
        marker in ("noscript-warning", "meta-refresh") or marker.startswith("empty-root:")
        for marker in document.markers
    ):
        return True
    return document.quality.scripts > 0 and document.quality.chars < 80


def frames(document: Document) -> bool:
    """Whether what the page shows stands in a frame, or is drawn: another document."""
    return not {"frameset", "drawn"}.isdisjoint(document.markers) or any(
        link.kind in _FRAMES and link.region is Region.CONTENT for link in document.links
    )


def leads(document: Document) -> bool:
    """Whether the content holds a link to somewhere, a telephone number or an e-mail address:
    little, and for some items it is all that they ask for."""
    linked = any(
        link.region is Region.CONTENT
        and link.kind in ("a", "onclick")
        and link.text
        and not link.href.startswith(("#", "javascript:"))
        and not _NOISE.match(link.text)
        for link in document.links
    )
    return linked or any(
        _CONTACT.search(document.text[p.start : p.end]) for p in stretches(document)
    )


def scan(document: Document) -> Sign | None:
    """A picture, or pages that are pictures: nothing that can be read without OCR."""
    count = document.quality.image_pages
    if document.media == "image":
        count = max(1, count)
    elif not count or content_chars(document) >= SCAN_CHARS_PER_PAGE * max(
        count, len(document.pages)
    ):
        return None
    return Sign("", place(document, 0, 0), count)


def pictures(document: Document) -> Sign | None:
    """A web page whose content is pictures only."""
    if document.media != "html" or not document.quality.images or weight(document) >= BARE:
        return None
    return Sign("", place(document, 0, 0), document.quality.images)


def unreadable_text(document: Document) -> bool:
    """Whether the text is there but no letters (fonts without a map to characters)."""
    return document.quality.garbled >= GARBLED


def heading_only(document: Document) -> Sign | None:
    """A heading, or a line that repeats the title, and nothing under it."""
    parts = stretches(document)
    if document.media != "html" or weight(document) >= BARE:
        return None
    heads = [part for part in parts if part.heading] or list(parts)
    for part in heads:
        words = " ".join(document.text[part.start : part.end].split())
        if _LETTER.search(words):
            words = mask_citizen_numbers(words[:SNIPPET])
            return Sign(words, place(document, part.start, part.end))
    return None


def numbered(document: Document, years: Iterable[int]) -> bool:
    """Whether the number of one of ``years`` (B.E. or C.E.) stands in the content where it was
    not read as a date: 15/2569, "No Gift Policy 2569". It proves nothing and forbids a blame."""
    wanted = "|".join(str(number) for year in years for number in (year, year - 543))
    pattern = re.compile(rf"(?<![\d,.-])(?:{wanted})(?![\d,])")
    read = [(m.start, m.end) for m in document.dates if m.confidence >= LEAST_CONFIDENCE]
    text = to_arabic(document.text)
    return any(
        not any(start <= found.start() < end for start, end in read)
        for part in stretches(document)
        for found in pattern.finditer(text, part.start, part.end)
    )


def home_page(url: str, final_url: str = "") -> bool:
    """Whether a link leads to a site's home page, at once or by being passed on to it."""
    return urls.is_home(url) or bool(final_url and urls.is_home(final_url))


def spam(document: Document, page_url: str) -> Sign | None:
    """Gambling advertisements: their words in links to foreign sites, or beside hidden links.

    The words alone prove nothing: rules of conduct and warnings name gambling too.
    """
    own = urls.registrable(urls.host(page_url))
    pattern = _pattern(_GAMBLING)
    foreign = [
        link
        for link in document.links
        if pattern.search(_of_link(link)) and _foreign(link, document.base or page_url, own)
    ]
    hidden = sum(
        int(marker.partition(":")[2])
        for marker in document.markers
        if marker[:13] == "hidden-links:"
    )
    if len(foreign) < 2 and hidden < 3:
        return None
    for link in foreign:
        match = pattern.search(_of_link(link))
        if match:
            at = document.text.find(link.text) if link.text else -1
            where = place(document, at, at + len(link.text)) if at >= 0 else Where(snippet=match[0])
            return Sign(match[0], where, len(foreign))
    concealed = next((m[13:] for m in document.markers if m[:13] == "hidden-words:"), "")
    match = (
        pattern.search(document.title) or pattern.search(document.text) or pattern.search(concealed)
    )
    if match is None:
        return None
    if match.string is concealed:
        return Sign(match[0], Where(snippet=match[0]), hidden)
    inside = match.string is document.text
    where = place(document, match.start(), match.end()) if inside else in_title(document)
    return Sign(match[0], where, hidden)


def _foreign(link: Href, base: str, own: str) -> bool:
    target = urls.resolve(base, link.href)
    if target is None:
        return False
    registered = urls.registrable(urls.host(target))
    return registered != own and not registered.endswith((".go.th", ".ac.th", ".mi.th"))


def _of_link(link: Href) -> str:
    return f"{link.text} {link.href}"


def _in_head(document: Document, phrases: tuple[str, ...]) -> Sign | None:
    pattern = _pattern(phrases)
    match = pattern.search(document.title)
    if match:
        return Sign(match[0], in_title(document))
    return _first(document, pattern, headings(document))


def _only_words(document: Document, phrases: tuple[str, ...]) -> Sign | None:
    """The phrase, where the whole content is short and says little besides."""
    if content_chars(document) >= SHORT:
        return None
    found = _first(document, _pattern(phrases), stretches(document))
    if found is None:
        return None
    rest = weight(document) - len(_LETTER.findall(found.phrase))
    return found if rest < 4 * BARE else None


def _first(document: Document, pattern: re.Pattern[str], parts: Iterable[Stretch]) -> Sign | None:
    for match in _matches(document, pattern, parts):
        return Sign(match[0], place(document, match.start(), match.end()))
    return None


def _matches(
    document: Document, pattern: re.Pattern[str], parts: Iterable[Stretch]
) -> Iterator[re.Match[str]]:
    for part in parts:
        yield from pattern.finditer(document.text, part.start, part.end)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, however its blanks and its ำ are typed (ำ, or nikhahit and า)."""
    return re.compile(
        "|".join(
            re.escape(phrase)
            .replace("\\ ", r"\s*")
            .replace("'", "['\u2019\u02bc]")
            .replace("ำ", "(?:ำ|\u0e4d\\s?\u0e32)")
            for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        ),
        re.I,
    )


def _flat(text: str) -> str:
    return "".join(_LETTER.findall(text)).lower()
