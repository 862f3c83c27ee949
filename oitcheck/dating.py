"""Which years a piece of evidence speaks for, and how clearly it says so.

A fiscal year N runs from 1 October N-1 to 30 September N, so a day in October to December of N-1
speaks for both numbers. A mention is

- strong: a year, fiscal year, half, quarter or range in the title, a heading, a link's words, a
  document's file name, or at the beginning of a document;
- weak: a day or month in running content, or a year further down; the day of posting, which is
  not the data's own, and the day or month that a document gives as its own (signed on, report
  for the month of) have places of their own;
- a hint: an upload folder in an address, the agency's own note, the year of a law that running
  text cites (weak where a title, heading or link names the law: it may be the document's own).
  Hints decide nothing.

What stands in menu, header, footer, aside or ticker never counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from oitcheck import date_words as words
from oitcheck import signs
from oitcheck.model import DateMention, Document, Edge, Region, Where
from oitcheck.thai import dates as grammar
from oitcheck.thai.fiscal import fiscal_year

OPENING = 600
"""Visible and blank characters at the beginning of a document that say what it is."""
LEAST_CONFIDENCE = signs.LEAST_CONFIDENCE

_DOCUMENT_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|ods|odt|pptx?|csv|zip|rar|jpe?g|png)$", re.I)
_POSTED = re.compile(
    r"(?:^|[|•·/–-])\s*(?:เผยแพร่|โพสต์|โพสท์|ลงประกาศ|ลงข่าว|อัปเดต|อัพเดต|อัพเดท|ปรับปรุง|แก้ไข|สร้าง|เขียน|"
    r"posted|published|updated|modified|created)(?:เมื่อ|ล่าสุด|วันที่|ข้อมูล|\s|on|:)*\s*$",
    re.I,
)
_OWN_DAY = re.compile(
    r"(?:ประกาศ|ให้ไว้|สั่ง|ลงนาม|ทำ)\s*ณ\s*(?:วันที่\s*)?$|ประจำเดือน\s*$|"
    r"^(?!.*(?:ตาม|อ้างถึง|หนังสือ|ระเบียบ|มติ|พระราช)).*ลง\s?วันที่\s*$"
)
_PERIODS = frozenset({"year", "fiscal-year", "quarter", "half", "range"})


class Strength(IntEnum):
    HINT = 0
    WEAK = 1
    STRONG = 2


class Place(StrEnum):
    """Where a mention stands; in this order one is shown rather than another."""

    TITLE = "title"
    HEADING = "heading"
    ANCHOR = "anchor"
    FILE_NAME = "file-name"
    OPENING = "opening"
    DATED = "dated"
    TEXT = "text"
    POSTED = "posted"
    ADDRESS = "address"
    NOTE = "note"


_PLACES = tuple(Place)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of time: ``years`` (B.E.) are those that it may speak for.

    ``spans``: it is a range over several years. ``source`` is the URL whose evidence it belongs
    to, ``main`` says that this is the submitted link itself; ``document`` the sha256, or empty.
    ``tentative``: it may speak for a year, never against one: the year of the assessment
    ("ITA 2569"), whose data may be of another, or a bare number that ends a label.
    """

    years: frozenset[int]
    strength: Strength
    place: Place
    spans: bool
    raw: str
    source: str
    main: bool
    document: str
    where: Where
    tentative: bool = False

    @property
    def first(self) -> int:
        return min(self.years)

    @property
    def last(self) -> int:
        return max(self.years)


@dataclass(frozen=True, slots=True)
class Dating:
    """All mentions of a link's evidence, the clearest first."""

    mentions: tuple[Mention, ...]

    def strong(self, years: Iterable[int]) -> tuple[Mention, ...]:
        """Strong mentions of single years that may speak for any of ``years``."""
        return self._about(years, Strength.STRONG, spans=False)

    def weak(self, years: Iterable[int]) -> tuple[Mention, ...]:
        return self._about(years, Strength.WEAK, spans=False)

    def ranges(self, years: Iterable[int]) -> tuple[Mention, ...]:
        """Ranges over several years that contain any of ``years``."""
        wanted = frozenset(years)
        return tuple(
            m for m in self.mentions if m.spans and m.strength > Strength.HINT and m.years & wanted
        )

    def other(self, years: Iterable[int]) -> tuple[Mention, ...]:
        """Strong mentions, ranges too, that speak for none of ``years``."""
        wanted = frozenset(years)
        return tuple(
            m for m in self.mentions if m.strength is Strength.STRONG and not m.years & wanted
        )

    def _about(
        self, years: Iterable[int], strength: Strength, *, spans: bool
    ) -> tuple[Mention, ...]:
        wanted = frozenset(years)
        return tuple(
            m
            for m in self.mentions
            if m.strength is strength and m.spans is spans and m.years & wanted
        )


@dataclass(frozen=True, slots=True)
class Source:
    """One document with what leads to it: its address, and the link of the page (attachments)."""

    url: str
    document: Document | None
    edge: Edge | None = None


def date_evidence(page: Source, attachments: Sequence[Source] = (), note: str = "") -> Dating:
    """The years that a page and the documents it links to speak for."""
    found: list[Mention] = list(_of_source(page, main=True))
    for attachment in attachments:
        found.extend(_of_source(attachment, main=False))
    found.extend(
        _mention(m, Strength.HINT, Place.NOTE, page.url, True, "", Where(snippet=note[:120]))
        for m in grammar.find(note)
    )
    unique = dict.fromkeys(mention for mention in found if mention.years)
    return Dating(tuple(sorted(unique, key=_rank)))


def stated(url: str, anchor: str) -> tuple[Mention, ...]:
    """What a link to a document says of its year by its words and file name alone."""
    edge = Edge(parent="", child=url, href=url, anchor=anchor, context="", order=0)
    return tuple(_of_source(Source(url, None, edge), main=False))


def address_years(url: str) -> frozenset[int]:
    """The Buddhist years that an address names: any date in its last part, and years alone in
    what stands before it and in the query (a day or month there is when something was put)."""
    name, folders = words.address(url)
    alone = [m for m in grammar.find(folders, filename=True) if m.precision in _PERIODS]
    named = (*grammar.find(name, filename=True), *alone)
    return frozenset(year for mention in named for year in years_of(mention))


def years_of(mention: DateMention) -> frozenset[int]:
    """The Buddhist years that a mention may speak for.

    A range over more than a year speaks for every year in it, by the calendar, or by the fiscal
    year where it runs from October to September. Anything shorter speaks for the fiscal year it
    lies in and for its own number: which of the two was meant is never held against anybody.
    """
    first, last = mention.first, mention.last
    if mention.precision == "year":
        return frozenset({_calendar(last)})
    if mention.precision == "fiscal-year":
        return frozenset({fiscal_year(last)})
    if words.spans_years(mention):
        if (first.month, last.month) == (10, 9):
            return frozenset(range(fiscal_year(first), fiscal_year(last) + 1))
        return frozenset(range(_calendar(first), _calendar(last) + 1))
    calendar = {_calendar(first), _calendar(last)}
    fiscal = {fiscal_year(first), fiscal_year(last)}
    if len(fiscal) == 1 and len(calendar) == 2:
        return frozenset(fiscal)
    if len(calendar) == 1 and (last - first).days > 300:
        return frozenset(calendar)
    return frozenset(calendar | fiscal)


def _calendar(day: date) -> int:
    return day.year + 543


def _of_source(source: Source, *, main: bool) -> Iterator[Mention]:
    name, folders = words.address(source.url)
    sha = source.document.sha256 if source.document else ""
    named = Strength.STRONG if _DOCUMENT_NAME.search(name) else Strength.WEAK
    for m in grammar.find(name, filename=True):
        strength = _strength(m, named)
        yield _mention(
            m, strength, Place.FILE_NAME, source.url, main, sha, Where(snippet=name[:120])
        )
    for m in grammar.find(folders, filename=True):
        where = Where(snippet=folders[-120:])
        yield _mention(m, Strength.HINT, Place.ADDRESS, source.url, main, sha, where)
    if source.edge is not None:
        anchor = source.edge.anchor
        for m in grammar.find(anchor):
            strength = _labelled(m, anchor)
            where = Where(snippet=anchor[:120])
            doubt = _tentative(m, anchor)
            yield _mention(m, strength, Place.ANCHOR, source.url, main, sha, where, tentative=doubt)
    if source.document is not None:
        yield from _of_document(source.document, source.url, main)


def _of_document(document: Document, url: str, main: bool) -> Iterator[Mention]:
    sha = document.sha256
    for m in grammar.find(document.title):
        # A file's title is what the file was made from, often last year's.
        best = Strength.STRONG if document.media == "html" else Strength.WEAK
        strength = min(best, _labelled(m, document.title))
        yield _mention(
            m,
            strength,
            Place.TITLE,
            url,
            main,
            sha,
            signs.in_title(document),
            tentative=_tentative(m, document.title),
        )
    for link in document.links:
        if link.region is Region.CONTENT and link.text:
            for m in grammar.find(link.text):
                strength = _labelled(m, link.text)
                where = Where(snippet=link.text[:120])
                doubt = _tentative(m, link.text)
                yield _mention(m, strength, Place.ANCHOR, url, main, sha, where, tentative=doubt)
    parts = signs.stretches(document)
    before = 0
    offsets: list[int] = []
    for part in parts:
        offsets.append(before - part.start)
        before += part.end - part.start
    starts = [part.start for part in parts]
    for m in document.dates:
        at = bisect_right(starts, m.start) - 1
        if at >= 0 and m.start < parts[at].end:
            opening = offsets[at] + m.start < OPENING
            heading = parts[at].heading > 0
            yield _in_text(document, m, url, main, heading=heading, opening=opening)


def _in_text(
    document: Document, m: DateMention, url: str, main: bool, *, heading: bool, opening: bool
) -> Mention:
    strength = _strength(m, Strength.STRONG if heading or opening else Strength.WEAK)
    before = document.text[max(0, m.start - words.LAW_REACH) : m.start].rpartition("\n")[2]
    if words.of_a_law(m, before):
        strength = min(strength, Strength.WEAK if heading else Strength.HINT)
    if words.FILED.search(before) or (
        words.spans_years(m) and not heading and words.CITED_PLAN.search(before)
    ):
        strength = Strength.HINT
    place = Place.HEADING if heading else Place.OPENING if opening else Place.TEXT
    if m.precision == "day" and _POSTED.search(before[-60:]):
        place = Place.POSTED
    elif m.precision in ("day", "month") and _OWN_DAY.search(before + words.leading(m)):
        place = Place.DATED
    where = signs.place(document, m.start, m.end)
    doubt = bool(words.ASSESSMENT.search(before + m.raw))
    if heading and words.bare(m, *words.around(document.text, m)):
        strength, doubt = Strength.STRONG, True
    return _mention(m, strength, place, url, main, document.sha256, where, tentative=doubt)


def _strength(m: DateMention, best: Strength) -> Strength:
    """A day or month is weak wherever it stands, a doubtful reading is a hint."""
    if m.confidence < LEAST_CONFIDENCE:
        return Strength.HINT
    return best if m.precision in _PERIODS else min(best, Strength.WEAK)


def _labelled(m: DateMention, label: str) -> Strength:
    """Strength of a mention in a title or a link's words; the year of a law named there is weak:
    it may be the document's own, but never speaks against it."""
    if words.bare(m, label[: m.start], label[m.end :]):
        return Strength.STRONG
    strength = _strength(m, Strength.STRONG)
    return min(strength, Strength.WEAK) if words.of_a_law(m, label[: m.start]) else strength


def _tentative(m: DateMention, label: str) -> bool:
    return words.bare(m, label[: m.start], label[m.end :]) or bool(
        words.ASSESSMENT.search(label[: m.end])
    )


def _mention(
    m: DateMention,
    strength: Strength,
    place: Place,
    source: str,
    main: bool,
    document: str,
    where: Where,
    *,
    tentative: bool = False,
) -> Mention:
    return Mention(
        years=years_of(m),
        strength=strength,
        place=place,
        spans=words.spans_years(m),
        raw=" ".join(m.raw.split()),
        source=source,
        main=main,
        document=document,
        where=where,
        tentative=tentative,
    )


def _rank(mention: Mention) -> tuple[int, int, bool, str, int, int, str, str]:
    return (
        -mention.strength,
        _PLACES.index(mention.place),
        not mention.main,
        mention.source,
        mention.where.page,
        mention.where.offset,
        mention.raw,
        ",".join(str(year) for year in sorted(mention.years)),
    )
