"""The list as typed into ITAS against what was handed in: one agency, item by item.

Every URL of both sides falls into exactly one pair of exactly one class.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from oitcheck import urls
from oitcheck.model import Link
from oitcheck.thai.normalise import fold

Links = Mapping[str, Sequence[Link]]
"""An agency's links by indicator code."""


class Match(StrEnum):
    """`WRITTEN`: the same page, the address written differently. `MOVED`: the same page under
    another item. `MISSING`: handed in, not typed into ITAS. `EXTRA`: the other way round."""

    SAME = "same"
    WRITTEN = "written-differently"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"


class NoteMatch(StrEnum):
    """How the explanations of an item compare; `NONE`: neither side has one."""

    NONE = "none"
    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"


class Difference(StrEnum):
    """In what two spellings of the same page's address differ."""

    SCHEME = "scheme"
    WWW = "www"
    SLASH = "slash"
    FRAGMENT = "fragment"
    ENCODING = "encoding"


@dataclass(frozen=True, slots=True)
class Pair:
    """What was handed in and what was typed; one of them is None for MISSING and EXTRA.

    MOVED: the links' own ``indicator`` says where each stands. ``differs``: for WRITTEN and MOVED.
    """

    match: Match
    handed: Link | None
    typed: Link | None
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of an agency. A MOVED pair stands under the item that was handed in."""

    indicator: str
    pairs: tuple[Pair, ...]
    note: NoteMatch
    handed_note: str = ""
    typed_note: str = ""

    @property
    def differs(self) -> bool:
        """Whether a person has something to look at: an explanation more in ITAS is nothing."""
        return self.note in (NoteMatch.CHANGED, NoteMatch.MISSING) or any(
            pair.match not in (Match.SAME, Match.WRITTEN) for pair in self.pairs
        )


@dataclass(frozen=True, slots=True)
class Shift:
    """``count`` URLs stand ``by`` items further on in ITAS (negative: further up)."""

    by: int
    count: int


def compare(handed: Links, typed: Links) -> tuple[Item, ...]:
    """Items in the order of their numbers; those without a link on either side are left out."""
    pairs: dict[str, list[Pair]] = {}
    left: dict[str, tuple[list[Link], list[Link]]] = {}
    for code in sorted({*handed, *typed}, key=_order):
        ours, theirs = list(handed.get(code, ())), list(typed.get(code, ()))
        if not ours and not theirs:
            continue
        pairs[code] = _same(ours, theirs)
        left[code] = (ours, theirs)
    for pair in _moved(left):
        assert pair.handed is not None
        pairs[pair.handed.indicator].append(pair)
    for code, (ours, theirs) in left.items():
        pairs[code] += _rest(ours, theirs)
    return tuple(
        _item(code, pairs[code], handed.get(code, ()), typed.get(code, ())) for code in pairs
    )


def shift_of(items: Iterable[Item]) -> Shift | None:
    """Whether rows slipped: at least two URLs stand the same number of items away."""
    steps = Counter(
        _order(pair.typed.indicator)[0] - _order(pair.handed.indicator)[0]
        for item in items
        for pair in item.pairs
        if pair.match is Match.MOVED and pair.handed and pair.typed
    )
    by, count = max(steps.items(), key=lambda one: (one[1], -abs(one[0]), one[0]), default=(0, 0))
    return Shift(by, count) if count > 1 else None


def differences(one: Link, other: Link) -> tuple[Difference, ...]:
    """In what the addresses of two links to the same page differ; empty where in nothing."""
    first, second = _parts(one.url), _parts(other.url)
    found = []
    if first.scheme != second.scheme:
        found.append(Difference.SCHEME)
    if first.www != second.www:
        found.append(Difference.WWW)
    if first.slash != second.slash:
        found.append(Difference.SLASH)
    if _fragment(one.given) != _fragment(other.given):
        found.append(Difference.FRAGMENT)
    if first.rest != second.rest or one.given.isascii() != other.given.isascii():
        found.append(Difference.ENCODING)
    return tuple(found)


def _same(ours: list[Link], theirs: list[Link]) -> list[Pair]:
    """Pairs of the same page; what is paired is taken out of both lists."""
    found = []
    # what is written alike first, so that it isn't spent on a spelling of it
    for alike in (True, False):
        for link in list(ours):
            for other in theirs:
                if _page(link.url) != _page(other.url):
                    continue
                differs = differences(link, other)
                if alike and differs:
                    continue
                ours.remove(link)
                theirs.remove(other)
                match = Match.WRITTEN if differs else Match.SAME
                found.append(Pair(match, link, other, differs))
                break
    return found


def _moved(left: Mapping[str, tuple[list[Link], list[Link]]]) -> list[Pair]:
    """Pairs of the same page under different items, in the order of the items."""
    ours: dict[str, list[Link]] = defaultdict(list)
    theirs: dict[str, list[Link]] = defaultdict(list)
    for handed, typed in left.values():
        for link in handed:
            ours[_page(link.url)].append(link)
        for link in typed:
            theirs[_page(link.url)].append(link)
    found = []
    for page, links in ours.items():
        for link, other in zip(links, theirs.get(page, ()), strict=False):
            left[link.indicator][0].remove(link)
            left[other.indicator][1].remove(other)
            found.append(Pair(Match.MOVED, link, other, differences(link, other)))
    return found


def _rest(ours: Sequence[Link], theirs: Sequence[Link]) -> list[Pair]:
    """What is on both sides has changed, in the order of the lists; the others have no partner."""
    both = min(len(ours), len(theirs))
    return [
        *(Pair(Match.CHANGED, one, other) for one, other in zip(ours, theirs, strict=False)),
        *(Pair(Match.MISSING, link, None) for link in ours[both:]),
        *(Pair(Match.EXTRA, None, link) for link in theirs[both:]),
    ]


def _item(code: str, pairs: Iterable[Pair], ours: Sequence[Link], theirs: Sequence[Link]) -> Item:
    handed, typed = _note(ours), _note(theirs)
    if not handed or not typed:
        # an item that is not there at all has no explanation to compare
        only = not ours or not theirs or not (handed or typed)
        note = NoteMatch.NONE if only else NoteMatch.MISSING if handed else NoteMatch.EXTRA
    else:
        note = NoteMatch.SAME if _told(handed) == _told(typed) else NoteMatch.CHANGED
    ordered = sorted(pairs, key=lambda pair: list(Match).index(pair.match))
    return Item(code, tuple(ordered), note, " · ".join(handed), " · ".join(typed))


def _note(links: Iterable[Link]) -> tuple[str, ...]:
    """The explanations of an item's links, each said once."""
    parts = (part.strip() for link in links for part in link.note.split(" · "))
    return tuple(dict.fromkeys(part for part in parts if part))


def _told(parts: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(fold(part).split()).casefold() for part in parts)


@dataclass(frozen=True, slots=True)
class _Parts:
    scheme: str
    www: bool
    host: str
    rest: str
    slash: bool


_ESCAPED = re.compile("%[0-9A-F]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@lru_cache(maxsize=50_000)
def _parts(url: str) -> _Parts:
    scheme, _, after = url.partition("://")
    host, slash, rest = after.partition("/")
    path, mark, query = (slash + rest).partition("?")
    www = host.startswith("www.")
    plain = path.rstrip("/")
    query = mark + query if query else ""
    return _Parts(scheme, www, host.removeprefix("www."), plain + query, path != plain)


@lru_cache(maxsize=50_000)
def _page(url: str) -> str:
    """A key that all spellings of a page's address share (RFC 3986, 6.2.2, and www, slash)."""
    parts = _parts(url)
    return parts.host + _ESCAPED.sub(_unescaped, parts.rest)


def _unescaped(escaped: re.Match[str]) -> str:
    letter = chr(int(escaped[0][1:], 16))
    return letter if _UNRESERVED.fullmatch(letter) else escaped[0]


def _fragment(given: str) -> str:
    return urls.display(given.partition("#")[2].strip())


def _order(code: str) -> tuple[int, str]:
    digits = code.removeprefix("O")
    return (int(digits) if digits.isdecimal() else 10_000, code)
