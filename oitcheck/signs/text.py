"""The text of a document as signs see it: its content, how much it weighs, where words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from oitcheck.model import Document, Page, Region, Where
from oitcheck.thai.mask import mask_citizen_numbers

SHORT = 300
"""Visible characters of content below which a notice is all that a page says."""
BARE = 20
"""Letters and digits below which running content is no content (a telephone number has 9)."""
SNIPPET = 120

NOISE = re.compile(
    r"^(?:(?:โพสต์|เผยแพร่|ลงประกาศ|อัปเดต|อัพเดท|ปรับปรุง|เขียน|สร้าง|แก้ไข|วันที่|posted|published|updated|"
    r"written|last).{0,40}|.{0,30}(?:เข้าชม|ผู้ชม|ผู้เข้าชม|เปิดอ่าน|จำนวนครั้ง|hits|views).{0,30}|"
    r"(?:หน้าแรก|หน้าหลัก|home)\s*[>›»/|].{0,100}|(?:แชร์|แบ่งปัน|share|พิมพ์|print|ย้อนกลับ|กลับ|back|ถัดไป|ก่อนหน้า|"
    r"next|prev|previous|รายละเอียด|ฮิต|hits|facebook|twitter|line|tweet|อ่านต่อ|อ่านเพิ่มเติม|ค้นหา|search)"
    r"(?:[\s|/:]+\w+){0,4})$",
    re.I,
)
LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Sign:
    """``phrase``: the words that gave it away, as the document has them; ``count``: pages,
    pictures or links, where the sign counts something; ``kind``: which of several things that
    one function looks for."""

    phrase: str
    where: Where
    count: int = 0
    kind: str = ""


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
    return Where(
        page=_page(document.pages, start), offset=start, snippet=mask_citizen_numbers(snippet)
    )


def _page(pages: Sequence[Page], place: int) -> int:
    """Number of the page that a place of the text stands on; 0 between pages. Pages come in the
    order of the text; where blank ones begin at the same place, it is the one with text."""
    at = bisect_right(pages, place, key=lambda page: page.start) - 1
    if at < 0 or place >= max(pages[at].end, pages[at].start + 1):
        return 0
    return pages[at].number


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
    heads = {letters_of(document.text[p.start : p.end]) for p in stretches(document) if p.heading}
    title = letters_of(document.title)
    total = 0
    for part in stretches(document):
        if part.heading:
            continue
        for line in document.text[part.start : part.end].splitlines():
            flat = letters_of(line)
            if flat and flat not in heads and flat not in title and not NOISE.match(line.strip()):
                total += len(LETTER.findall(line))
    return total


def headings(document: Document) -> tuple[Stretch, ...]:
    """The content's headings, in reading order."""
    return tuple(part for part in stretches(document) if part.heading)


def in_head(document: Document, phrases: tuple[str, ...]) -> Sign | None:
    words = any_of(phrases)
    match = words.search(document.title)
    if match:
        return Sign(match[0], in_title(document))
    return first_match(document, words, headings(document))


def only_words(document: Document, phrases: tuple[str, ...]) -> Sign | None:
    """The phrase, where the whole content is short and says little besides."""
    if content_chars(document) >= SHORT:
        return None
    found = first_match(document, any_of(phrases), stretches(document))
    if found is None:
        return None
    rest = weight(document) - len(LETTER.findall(found.phrase))
    return found if rest < 4 * BARE else None


def first_match(
    document: Document, pattern: re.Pattern[str], parts: Iterable[Stretch]
) -> Sign | None:
    for match in matches(document, pattern, parts):
        return Sign(match[0], place(document, match.start(), match.end()))
    return None


def matches(
    document: Document, pattern: re.Pattern[str], parts: Iterable[Stretch]
) -> Iterator[re.Match[str]]:
    for part in parts:
        yield from pattern.finditer(document.text, part.start, part.end)


@cache
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
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


def letters_of(text: str) -> str:
    return "".join(LETTER.findall(text)).lower()
