"""Picks THE date of a page or document from all that it, its address and its link say.

First comes the day that it gives itself with a label (data as of; signed or announced; updated;
published), then the narrowest period of its title, a heading, the link's words or the file's name,
then what its matter begins with, then the rest of the matter. What the address and the file's
metadata say are hints: any date of the matter comes before them. The clock of a site, a copyright
line, the year of a cited law, a birthday, a founding, menus and side boxes are kept in the list
with their reason, and are never chosen.

Each date is weighed by what stands in a few hundred characters round it, so the time taken grows
with the length of the text, and the order in which dates, blocks or links are given is no matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from oitcheck import date_labels as labels
from oitcheck import date_words, signs
from oitcheck.model import DateMention, Document, Region
from oitcheck.thai import dates

OPENING = 600
"""Characters of the content at its beginning that say what it is."""

HEAD = 500
HEAD_LINES = 3
LONGEST_HEADING = 300
"""The first lines of a file that marks no headings are its heading: that many, of at most so many
characters, where more lines or a table follow."""
LONGEST_WINDOW = 92
"""Days of a span that is an event or a time to hand in rather than a period reported on."""


class Why(StrEnum):
    """Why a date stands where it stands in the ranking."""

    AS_OF = "labelled-as-of"
    SIGNED = "labelled-signed"
    UPDATED = "labelled-updated"
    PUBLISHED = "labelled-published"
    TITLE = "in-title"
    HEADING = "in-heading"
    OPENING = "in-opening"
    LINK_LABEL = "in-link-label"
    FILE_NAME = "in-file-name"
    CONTENT = "in-content"
    REPEATED = "repeated"
    ADDRESS = "in-address"
    METADATA = "metadata-hint"
    ASSESSMENT = "assessment-year"
    DOUBTFUL = "doubtful"
    UNLABELLED = "unlabelled-day"
    WINDOW = "span-of-days"
    DEADLINE = "deadline"
    CITED = "cited-document"
    CITED_PLAN = "cited-plan"
    LAW = "law-citation"
    MENU = "in-menu"
    FILED = "filed-under"
    FOUNDING = "founding"
    BIRTH = "birth"
    COPYRIGHT = "copyright-line"
    TICKER = "in-ticker"


WEIGHTS = {
    Why.AS_OF: 140,
    Why.SIGNED: 130,
    Why.UPDATED: 115,
    Why.PUBLISHED: 100,
    Why.TITLE: 60,
    Why.HEADING: 56,
    Why.OPENING: 46,
    Why.LINK_LABEL: 44,
    Why.FILE_NAME: 42,
    Why.CONTENT: 30,
    Why.ADDRESS: 8,
    Why.METADATA: 5,
    Why.REPEATED: 3,
    Why.DOUBTFUL: -10,
    Why.UNLABELLED: -10,
    Why.WINDOW: -12,
    Why.ASSESSMENT: -8,
    Why.DEADLINE: -25,
    Why.CITED: -30,
    Why.CITED_PLAN: -35,
    Why.LAW: -20,
}
_NEVER = frozenset(
    {Why.MENU, Why.FILED, Why.FOUNDING, Why.BIRTH, Why.COPYRIGHT, Why.TICKER},
)
_HINTS = frozenset({Why.ADDRESS, Why.METADATA})
_NAMES = frozenset({Why.TITLE, Why.HEADING, Why.LINK_LABEL, Why.FILE_NAME})
_LABELS = {
    labels.Label.AS_OF: Why.AS_OF,
    labels.Label.SIGNED: Why.SIGNED,
    labels.Label.DATED: Why.SIGNED,
    labels.Label.UPDATED: Why.UPDATED,
    labels.Label.PUBLISHED: Why.PUBLISHED,
    labels.Label.DEADLINE: Why.DEADLINE,
    labels.Label.CITED: Why.CITED,
    labels.Label.FOUNDING: Why.FOUNDING,
    labels.Label.BIRTH: Why.BIRTH,
    labels.Label.COPYRIGHT: Why.COPYRIGHT,
    labels.Label.CLOCK: Why.TICKER,
}
_OWN = frozenset({Why.AS_OF, Why.SIGNED, Why.UPDATED, Why.PUBLISHED})
# What a footer or header may say of the page itself.
_OF_THE_PAGE = frozenset({Why.AS_OF, Why.UPDATED})
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SOURCES = ("title", "text", "ocr", "label", "file-name", "url", "metadata")
_NARROWEST = ("day", "month", "quarter", "half", "fiscal-year", "year", "range")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date with its weight. ``mention.source`` says which text it was found in, and
    ``mention.start`` is a place in that text; ``reasons``: the one that weighs most comes first.
    ``usable``: it may be chosen."""

    mention: DateMention
    score: int
    reasons: tuple[Why, ...]
    usable: bool

    @property
    def main(self) -> Why:
        return self.reasons[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """All candidates, the best first; those that may not be chosen stand at the end."""

    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """THE date; None where nothing that was found may be the page's own date."""
        return next((each for each in self.candidates[:1] if each.usable), None)


def choose(document: Document | None, *, url: str = "", label: str = "") -> Choice:
    """Rank the dates of a document with those of its address and of the link that leads to it.

    ``document``: as read, or None where only the address and label are known. ``url``: the address
    it came from, or a file's name alone; ``label``: the words of the link. Pure; never raises for
    anything that they say (a broken address holds no dates).
    """
    found = list(_named(url, label))
    if document is not None:
        found += _of_title(document)
        found += _of_text(document)
        found += _of_metadata(document)
    weighed = [_candidate(mention, reasons) for mention, reasons in _repeated(found)]
    return Choice(tuple(sorted(weighed, key=_rank)))


_Found = tuple[DateMention, set[Why]]


def _named(url: str, label: str) -> Iterator[_Found]:
    for m in dates.find(label, source="label"):
        yield m, {Why.LINK_LABEL} | _words_round(m, label, Why.LINK_LABEL)
    try:
        name, rest = date_words.address(url)
    except ValueError:
        return
    for m in dates.find(name, filename=True, source="file-name"):
        yield m, {Why.FILE_NAME}
    for m in dates.find(rest, filename=True, source="url"):
        yield m, {Why.ADDRESS}


def _of_title(document: Document) -> Iterator[_Found]:
    # The title of a file is what it was made from, often last year's: a hint like its metadata.
    place = Why.TITLE if document.media == "html" else Why.METADATA
    for m in dates.find(document.title, source="title"):
        yield m, {place} | _words_round(m, document.title, Why.TITLE)


def _of_metadata(document: Document) -> Iterator[_Found]:
    for key, said in document.metadata:
        if key in ("created", "modified"):
            for m in dates.find(said, source="metadata"):
                yield m, {Why.METADATA}


def _of_text(document: Document) -> Iterator[_Found]:
    blocks = sorted(document.blocks, key=lambda block: (block.start, block.end))
    starts = [block.start for block in blocks]
    before = 0
    content: list[int] = []  # characters of content before each block
    for block in blocks:
        content.append(before)
        if block.region is Region.CONTENT:
            before += block.end - block.start
    head = _head(document)
    for m in document.dates:
        at = bisect_right(starts, m.start) - 1
        region = Region.CONTENT
        place = Why.CONTENT
        if at >= 0 and m.start < blocks[at].end:
            region = blocks[at].region
            opening = content[at] + m.start - blocks[at].start < OPENING
            place = Why.OPENING if opening else place
            place = Why.HEADING if blocks[at].heading else place
        elif not blocks and m.start < OPENING:
            place = Why.OPENING
        if m.start < head:
            place = Why.HEADING
        reasons = _words_round(m, document.text, place)
        if region is Region.CONTENT:
            reasons.add(place)
        elif region is Region.TICKER:
            reasons.add(Why.TICKER)
        elif region in (Region.ASIDE, Region.MENU) or not reasons & _OF_THE_PAGE:
            reasons.add(Why.MENU)
        yield m, reasons


def _head(document: Document) -> int:
    """Where the first lines end that are the heading of a file which marks none."""
    if document.media == "html" or any(block.heading for block in document.blocks):
        return 0
    for number, line in enumerate(_LINE.finditer(document.text, 0, HEAD)):
        if number == HEAD_LINES or "\t" in line[0] or len(line[0]) > LONGEST_HEADING:
            return line.start()
    return 0


def _words_round(m: DateMention, text: str, place: Why) -> set[Why]:
    """What the words before and after a mention say of it, where it stands in ``place``."""
    named = place in _NAMES
    before, after = date_words.around(text, m)
    line = before.rpartition("\n")[2]
    found: set[Why] = set()
    label = labels.of(m, before, after, named=named)
    if label is labels.Label.DATED and not named:
        # In running text, what is said to be dated is what is spoken of.
        found.add(Why.CITED)
    elif label is not None:
        found.add(_LABELS[label])
    elif labels.of_a_letter(m, text):
        found.add(Why.SIGNED)
    elif not named and m.precision == "day":
        found.add(Why.UNLABELLED)
    if date_words.FILED.search(line):
        found.add(Why.FILED)
    if date_words.of_a_law(m, line):
        found.add(Why.LAW)
    if date_words.spans_years(m) and date_words.CITED_PLAN.search(line):
        found.add(Why.CITED_PLAN)
    if date_words.ASSESSMENT.search(line + m.raw) and not found & _OWN:
        found.add(Why.ASSESSMENT)
    if m.confidence < signs.LEAST_CONFIDENCE and not (named and date_words.bare(m, before, after)):
        found.add(Why.DOUBTFUL)
    if not named and labels.window(m, LONGEST_WINDOW):
        found.add(Why.WINDOW)
    return found


def _repeated(found: list[_Found]) -> Iterator[_Found]:
    """Marks the days that two sources or places give, of those that may be chosen."""
    places: defaultdict[tuple[object, object], set[object]] = defaultdict(set)
    for m, reasons in found:
        if _usable(reasons):
            places[m.first, m.last].add((m.source, *sorted(reasons & _NAMES)))
    for m, reasons in found:
        again = _usable(reasons) and len(places[m.first, m.last]) > 1
        yield m, reasons | {Why.REPEATED} if again else reasons


def _usable(reasons: set[Why]) -> bool:
    """The year of a law counts only where it stands in the page's own name."""
    return not reasons & _NEVER and (Why.LAW not in reasons or bool(reasons & _NAMES))


def _candidate(m: DateMention, reasons: set[Why]) -> Candidate:
    usable = _usable(reasons)
    kinds = tuple(Why)

    def weight(why: Why) -> tuple[bool, int, int]:
        barred = why in _NEVER or (why is Why.LAW and not usable)
        return not barred, -abs(WEIGHTS.get(why, 0)), kinds.index(why)

    score = sum(WEIGHTS.get(why, 0) for why in reasons)
    return Candidate(m, score, tuple(sorted(reasons, key=weight)), usable)


def _rank(each: Candidate) -> tuple[object, ...]:
    m = each.mention
    return (
        not each.usable,
        bool(_HINTS & set(each.reasons)),
        -each.score,
        _NARROWEST.index(m.precision) if each.main in _NAMES else 0,
        _SOURCES.index(m.source),
        m.start,
        m.end,
        m.first,
        m.last,
        m.raw,
        each.reasons,
    )


def of_words(text: str, *, filename: bool = False) -> Choice:
    """The choice for words alone: a text, or a file's name."""
    if filename:
        named = dates.find(text, filename=True, source="file-name")
        return Choice(tuple(sorted((_candidate(m, {Why.FILE_NAME}) for m in named), key=_rank)))
    return choose(Document("", "", "text", text=text, dates=dates.find(text)))
