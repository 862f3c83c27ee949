"""Which mentions of time are the page's own, by what `chosen_date` makes of them.

`dating` says for which years a mention may speak. Here each one is set beside the candidate that
`chosen_date` has at the same place, so that the clock of a site, a counter of visitors, a line of
copyright, a founding or a birthday decides nothing, a day under which something was put up is no
year of its data, and a finding can say why a date was taken or set aside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from oitcheck.catalogue import Words
from oitcheck.chosen_date import Candidate, Why, choose
from oitcheck.date_reasons import REASONS as OF_A_DATE
from oitcheck.dating import Dating, Mention, Place, Source, Strength
from oitcheck.model import Document

POSTS = 3
"""Different days of posting from which on a page is a list of posts; fewer say when the page was
made."""

COUNTER = "visitor-counter"
REASONS: Mapping[str, Words] = {
    **{str(why): words for why, words in OF_A_DATE.items()},
    COUNTER: Words("เป็นตัวนับผู้เข้าชมเว็บไซต์", "of a counter of visitors"),
}
"""What the codes of `Own.why` say."""

_RUNNING = frozenset({Place.HEADING, Place.OPENING, Place.DATED, Place.TEXT, Place.POSTED})
_KINDS = {
    Place.TITLE: ("title",),
    Place.FILE_NAME: ("file-name",),
    Place.ADDRESS: ("url",),
    Place.ANCHOR: ("label",),
} | dict.fromkeys(_RUNNING, ("text", "ocr"))
_NOT_ITS_OWN = frozenset({Why.TICKER, Why.COPYRIGHT, Why.FOUNDING, Why.BIRTH})
_POSTED = frozenset({Why.PUBLISHED, Why.UPDATED})
_GIVEN = frozenset({Why.AS_OF, Why.SIGNED})
# "ผู้เข้าชมวันนี้", "เริ่มนับ 1 มกราคม 2569", "ปีนี้ (2569) 4,120": a counter's lines.
_COUNTER = re.compile(
    r"ผู้(?:เข้า|เยี่ยม)?ชม|(?:สถิติ|จำนวน)(?:การ|ครั้งที่)?เข้าชม|เริ่มนับ|(?:วัน|เมื่อวาน|เดือน|ปี)นี้\s*\(|"
    r"\b(?:visitors?|visits|hits|counter)\b",
    re.I,
)
# The same words right before a date, where a cell or a line holds more than the counter.
_COUNTED = re.compile(
    r"(?:วัน|สัปดาห์|เดือน|ปี)นี้\s*\(\s*$|เริ่มนับ(?:สถิติ|ตั้งแต่|เมื่อ|วันที่|ณ|[\s:])*$|"
    r"ผู้(?:เข้า|เยี่ยม)ชม(?:เว็บไซต์|ทั้งหมด|วันนี้|เดือนนี้|ปีนี้|[\s:(])*$"
)
_SECONDS = re.compile(r"[ \t,]*(?:เวลา)?[ \t]*\d\d?[.:]\d\d[.:]\d\d(?!\d)")
_COUNTER_LINE = 80
"""Characters of the longest line that a counter has; a longer one is running text."""


@dataclass(frozen=True, slots=True)
class Own:
    """``dating``: the mentions, weighed anew. ``posts``: the page is a list of posts, whose days
    of posting speak for the year."""

    dating: Dating
    posts: bool
    _whys: dict[Mention, tuple[str, ...]]
    _best: Candidate | None

    def why(self, mention: Mention) -> tuple[str, ...]:
        """Codes of `REASONS`: why ``mention`` counts or does not, the weightiest first; where
        `chosen_date` has none (a link in the text, the column of a form), what its place says."""
        place = Why.LINK_LABEL if mention.place is Place.ANCHOR else Why.CONTENT
        return self._whys.get(mention) or (str(place),)

    def set_aside(self, years: Iterable[int]) -> tuple[str, tuple[str, ...]]:
        """A date that was seen and decided nothing, as written, with its reasons: one of the
        wanted years before THE date of the page; empty where there is neither."""
        wanted = frozenset(years)
        for mention in self.dating.mentions:
            if mention.years & wanted and mention.place in _RUNNING:
                return mention.raw, self.why(mention)
        if self._best is None:
            return "", ()
        return " ".join(self._best.mention.raw.split()), _codes(self._best)


def own_dates(seen: Dating, page: Source, attached: Sequence[Source], taken: date) -> Own:
    """``seen`` without what is not the evidence's own. ``taken``: the day of the capture in
    Thailand, which a page that shows today's date shows."""
    candidates: dict[tuple[str, bool, str, str], Candidate] = {}
    chosen = choose(page.document, url=page.url)
    for source, main in ((page, True), *((one, False) for one in attached)):
        label = source.edge.anchor if source.edge else ""
        found = chosen if main else choose(source.document, url=source.url, label=label)
        for each in reversed(found.candidates):
            m = each.mention
            place = str(m.start) if m.source in ("text", "ocr") else " ".join(m.raw.split())
            candidates[source.url, main, m.source, place] = each
    counters = _counters(page.document)
    found_whys: dict[Mention, tuple[str, ...]] = {}
    weighed = []
    posted: defaultdict[str, set[date]] = defaultdict(set)
    documents = {(one.url, one is page): one.document for one in (*attached, page)}
    for mention in seen.mentions:
        candidate = _of(mention, candidates)
        counted = mention.main and mention.where.offset in counters
        stamped = candidate is not None and _stamped(
            candidate, documents.get((mention.source, mention.main))
        )
        made, whys = _weighed(mention, candidate, taken, counted=counted, stamped=stamped)
        found_whys[made] = whys
        weighed.append(made)
        if made.place is Place.POSTED and candidate is not None:
            kind = next((why for why in whys if why in _POSTED), str(Why.PUBLISHED))
            posted[kind].add(candidate.mention.first)
    posts = any(len(days) >= POSTS for days in posted.values())
    best = chosen.best
    return Own(Dating(tuple(weighed)), posts, found_whys, best)


def _of(
    mention: Mention, candidates: dict[tuple[str, bool, str, str], Candidate]
) -> Candidate | None:
    place = str(mention.where.offset) if mention.place in _RUNNING else mention.raw
    for kind in _KINDS.get(mention.place, ()):
        found = candidates.get((mention.source, mention.main, kind, place))
        if found is not None:
            return found
    return None


def _weighed(
    mention: Mention, candidate: Candidate | None, taken: date, *, counted: bool, stamped: bool
) -> tuple[Mention, tuple[str, ...]]:
    if candidate is None or mention.place not in _RUNNING:
        return mention, _codes(candidate) if candidate else ()
    reasons = frozenset(candidate.reasons)
    if reasons & _NOT_ITS_OWN:
        return replace(mention, strength=Strength.HINT), _codes(candidate)
    m = candidate.mention
    today = m.precision == "day" and m.first == taken and Why.SIGNED not in reasons
    if today or counted:
        why = COUNTER if counted else str(Why.TICKER)
        return replace(mention, strength=Strength.HINT), (why,)
    if m.precision == "day" and mention.strength is Strength.WEAK:
        if reasons & _GIVEN:
            return replace(mention, place=Place.DATED), _codes(candidate)
        if stamped or (reasons & _POSTED and Why.CITED not in reasons):
            return replace(mention, place=Place.POSTED), _codes(candidate)
    return mention, _codes(candidate)


def _stamped(candidate: Candidate, document: Document | None) -> bool:
    """Whether the time to the second follows a day: a clock's, or that of a post."""
    m = candidate.mention
    if document is None or m.source != "text" or m.precision != "day":
        return False
    return bool(_SECONDS.match(document.text, m.end))


def _codes(candidate: Candidate) -> tuple[str, ...]:
    return tuple(str(why) for why in candidate.reasons)


def _counters(document: Document | None) -> frozenset[int]:
    """Where the dates stand that are in the lines of a counter of visitors; a heading is none."""
    if document is None or document.media != "html":
        return frozenset()
    headings = {block.start for block in document.blocks if block.heading}
    text = document.text
    found = set()
    for m in document.dates:
        if _COUNTED.search(text, max(0, m.start - _COUNTER_LINE), m.start):
            found.add(m.start)
            continue
        # No further than a counter's line is long: a page may be one line of megabytes.
        start = text.rfind("\n", max(0, m.start - _COUNTER_LINE), m.start) + 1
        end = text.find("\n", m.end, m.end + _COUNTER_LINE)
        end = end if end >= 0 else min(len(text), m.end + _COUNTER_LINE)
        whole = start > 0 or m.start < _COUNTER_LINE
        if not whole or end - start > _COUNTER_LINE or start in headings:
            continue
        if _COUNTER.search(text, start, end):
            found.add(m.start)
    return frozenset(found)
