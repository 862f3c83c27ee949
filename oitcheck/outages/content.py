"""What a link showed when it opened, and how that differs from its last good state.

A page with a clock, a counter or a banner differs at every look, so bodies are not compared byte
by byte. What counts as a change for the worse is said in `Fault`; beyond that the text is held to
have changed when more than a tenth of its lines are others, numbers not counted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from oitcheck import signs, urls
from oitcheck.model import Document, ReadFailure
from oitcheck.outages.looks import Look
from oitcheck.thai.digits import to_arabic

SAME = 0.9
"""Share of lines, out of those of either text, from which on two texts are the same."""
HALF = 0.5
LEAST_CHARS = 200
"""Visible characters of content below which a smaller page says nothing."""
SOON = timedelta(days=14)
_SKETCH = 48
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(25[4-9]\d|20[0-5]\d)(?!\d)")
_BUDDHIST = 543


class Fault(StrEnum):
    """How a link that opens is worse than, or needs a look beside, its last good state.

    ``login-wall``, ``not-found``, ``placeholder``: the content gave way to a login, to words such
    as "not found", to "coming soon". ``to-home``: it is passed on to the home page. ``other-site``:
    it is passed on to another organisation's site. ``smaller``: less than half of the text (of a
    file: of its bytes) is left. ``year-gone``: the newest year that the text named is named no
    more. ``kind``: a page in place of a file, or the other way. ``certificate``: no browser trusts
    it any more. ``expires``: it ends within 14 days. ``unreadable``: the file no longer opens.
    """

    LOGIN_WALL = "login-wall"
    NOT_FOUND = "not-found"
    PLACEHOLDER = "placeholder"
    TO_HOME = "to-home"
    OTHER_SITE = "other-site"
    SMALLER = "smaller"
    YEAR_GONE = "year-gone"
    KIND = "kind"
    UNREADABLE = "unreadable"
    CERTIFICATE = "certificate"
    EXPIRES = "expires"


WORSE = frozenset(Fault) - {Fault.KIND, Fault.EXPIRES}
"""What is worse by itself; the rest is for a person to look at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What there was at one look. ``chars``: visible characters of content (0: unknown).
    ``years``: years B.E. that the content names. ``sketch``: hashes of its lines, numbers masked,
    at most 48 of them. ``signs``: of `Fault`, seen in the text alone. ``read``: there is a text.
    """

    at: datetime
    capture: int
    sha256: str
    size: int
    final_url: str
    media: str = ""
    title: str = ""
    chars: int = 0
    years: tuple[int, ...] = ()
    sketch: tuple[str, ...] = ()
    signs: tuple[Fault, ...] = ()
    read: bool = False
    verify_code: int = -1
    not_after: str = ""


def shown(look: Look, document: Document | ReadFailure | None) -> Shown:
    """What ``look`` showed; ``document`` is what was read of its body, if it could be."""
    base = {
        "at": look.at,
        "capture": look.capture,
        "sha256": look.sha256,
        "size": look.size,
        "final_url": look.final_url,
        "verify_code": look.verify_code,
        "not_after": look.not_after,
    }
    if document is None:
        return Shown(**base)  # type: ignore[arg-type]
    if isinstance(document, ReadFailure):
        broken = (Fault.UNREADABLE,) if document.reason in ("broken", "encrypted") else ()
        return Shown(**base, signs=broken)  # type: ignore[arg-type]
    lines = tuple(_lines(document))
    text = "\n".join(lines)
    found = (
        (Fault.LOGIN_WALL, signs.login_wall(document)),
        (Fault.NOT_FOUND, signs.soft_404(document)),
        (Fault.PLACEHOLDER, signs.placeholder(document)),
    )
    return Shown(
        **base,  # type: ignore[arg-type]
        media=document.media,
        title=" ".join(document.title.split()),
        chars=len("".join(text.split())),
        years=tuple(sorted({_buddhist(int(year)) for year in _YEAR.findall(text)})),
        sketch=_sketch(lines),
        signs=tuple(fault for fault, sign in found if sign is not None),
        read=True,
    )


def faults(good: Shown, now: Shown) -> tuple[Fault, ...]:
    """How ``now`` is worse than ``good``, in the order of `Fault`."""
    seen = set(now.signs) - set(good.signs)
    if _goes_home(now) and not _goes_home(good):
        seen.add(Fault.TO_HOME)
    elif _site(now.final_url) != _site(good.final_url):
        seen.add(Fault.OTHER_SITE)
    if good.read and now.read and not seen:
        # another page altogether is less of everything; that needs no saying
        seen |= _in_text(good, now)
    if now.verify_code > 0 and good.verify_code <= 0:
        seen.add(Fault.CERTIFICATE)
    if expires_soon(now):
        seen.add(Fault.EXPIRES)
    return tuple(fault for fault in Fault if fault in seen)


def text_changed(good: Shown, now: Shown) -> bool:
    """Whether the content is another, for better or worse."""
    if good.sha256 == now.sha256:
        return False
    if not (good.read and now.read) or not (good.sketch or now.sketch):
        # nothing to compare but the bytes; those of pages differ for any reason
        return good.media != "html" and now.media != "html" and bool(good.sha256 and now.sha256)
    # Of two sets, the smallest hashes of both together tell how many they share (MinHash).
    mine, other = set(good.sketch), set(now.sketch)
    smallest = sorted(mine | other)[:_SKETCH]
    return sum(one in mine and one in other for one in smallest) < SAME * len(smallest)


def expires_soon(now: Shown) -> bool:
    """Whether the certificate, good at that look, ends within 14 days of it."""
    if now.verify_code != 0 or not now.not_after:
        return False
    return datetime.fromisoformat(now.not_after) - now.at <= SOON


def _in_text(good: Shown, now: Shown) -> set[Fault]:
    found = set()
    if (good.media == "html") != (now.media == "html"):
        found.add(Fault.KIND)
    if good.chars >= LEAST_CHARS and now.chars < HALF * good.chars:
        found.add(Fault.SMALLER)
    if good.years and good.years[-1] not in now.years:
        found.add(Fault.YEAR_GONE)
    return found


def _lines(document: Document) -> Iterator[str]:
    """The content's lines in Arabic digits, each with single spaces."""
    for part in signs.stretches(document):
        for line in document.text[part.start : part.end].splitlines():
            words = " ".join(to_arabic(line).split())
            if words:
                yield words


def _sketch(lines: tuple[str, ...]) -> tuple[str, ...]:
    hashes = {
        hashlib.sha256(_DIGITS.sub("0", line).encode("utf-8", "replace")).hexdigest()[:10]
        for line in lines
    }
    return tuple(sorted(hashes)[:_SKETCH])


def _buddhist(year: int) -> int:
    return year if year >= 2400 else year + _BUDDHIST


def _goes_home(one: Shown) -> bool:
    return urls.is_home(one.final_url)


def _site(url: str) -> str:
    return urls.registrable(urls.host(url))
