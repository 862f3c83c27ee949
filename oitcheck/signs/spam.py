"""Advertisements that were put into a website by somebody who broke in.

The words alone prove nothing: rules of conduct and warnings name gambling too. Each rule rests on
the words together with where links lead, what the markup hides, whom the page is shown to, or a
language that the agency does not write.
"""

from __future__ import annotations

import re
import unicodedata

from oitcheck import urls
from oitcheck.model import Document, Href, Region, Where
from oitcheck.signs.hosts import service
from oitcheck.signs.text import LETTER, Sign, any_of, in_title, place, stretches

GAMBLING = (
    "สล็อต", "บาคาร่า", "คาสิโน", "แทงบอล", "หวยออนไลน์", "แทงหวย", "พนันออนไลน์", "เว็บพนัน", "เว็บตรง",
    "เครดิตฟรี", "ยิงปลา", "เสือมังกร", "pgslot", "pg slot", "slotxo", "slot gacor", "slot online",
    "superslot", "ufabet", "betflik", "sbobet", "joker123", "judi online", "togel",
    "casino", "baccarat", "situs slot", "slot88", "maxwin",
    "娱乐城", "博彩", "百家乐", "카지노", "바카라",
)  # fmt: skip
PHARMA = (
    "viagra", "cialis", "levitra", "sildenafil", "tadalafil", "no prescription", "online pharmacy",
    "buy xanax", "tramadol", "phentermine", "ยาปลุกเซ็กส์", "ยาเสียสาว",
)  # fmt: skip
# Whole words where they are Latin: "cialis" also stands in specialist, commercialise, socialism.
_PHARMA = re.compile(rf"(?<![a-z])(?:{any_of(PHARMA).pattern})(?![a-z])", re.I)
_KINDS = (("gambling", any_of(GAMBLING)), ("pharma", _PHARMA))
# A link with these words tells of gambling and does not sell it.
_TOLD_OF = re.compile(
    r"เตือนภัย|จับกุม|ตำรวจ|ปราบปราม|ทลาย|ต่อต้าน|หยุด\s*พนัน|โทษ(?:ภัย)?\s*ของ|พิษภัย|พ\.ร\.บ\.|พระราชบัญญัติ|"
    r"stop\s*gambling"
)
_FEW = 2
"""Links to foreign sites from which on it is no chance."""
_HIDDEN = 3
# Scripts that no Thai agency writes its own pages in.
_FOREIGN_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "ARABIC")
_DOORWAY = 200
"""Letters of the content from which on its language can be told."""


def spam(document: Document, page_url: str, second: Document | None = None) -> Sign | None:
    """Advertisements for gambling or drugs, and pages in a language that leads buyers elsewhere.

    ``second`` is the same address as another visitor sees it. ``Sign.kind``: ``gambling``,
    ``pharma``, ``doorway``, or ``cloaked`` where only one of the two visitors is shown it.
    """
    found = _on_page(document, page_url)
    if found is not None or second is None:
        return found
    shown = _on_page(second, page_url) or _in_title_alone(second, document)
    return None if shown is None else Sign(shown.phrase, shown.where, shown.count, "cloaked")


def _on_page(document: Document, page_url: str) -> Sign | None:
    if document.media != "html":
        return None
    own = urls.registrable(urls.host(page_url))
    base = document.base or page_url
    for kind, words in _KINDS:
        found = _advertised(document, base, own, words)
        if found is not None:
            return Sign(found.phrase, found.where, found.count, kind)
    return _doorway(document, base, own)


def _advertised(document: Document, base: str, own: str, pattern: re.Pattern[str]) -> Sign | None:
    """The words in links to foreign sites, or beside hidden links."""
    foreign = [
        link
        for link in document.links
        if pattern.search(_of_link(link))
        and not _TOLD_OF.search(link.text)
        and _foreign(link, base, own)
    ]
    hidden = sum(
        int(marker.partition(":")[2])
        for marker in document.markers
        if marker[:13] == "hidden-links:"
    )
    if len(foreign) < _FEW and hidden < _HIDDEN:
        return None
    for link in foreign:
        match = pattern.search(_of_link(link))
        if match:
            at = document.text.find(link.text) if link.text else -1
            where = place(document, at, at + len(link.text)) if at >= 0 else Where(snippet=match[0])
            return Sign(match[0], where, len(foreign))
    concealed = next((m[13:] for m in document.markers if m[:13] == "hidden-words:"), "")
    match = (
        pattern.search(document.title)
        or pattern.search(document.text)
        or pattern.search(concealed)
        or pattern.search(document.hidden)
    )
    if match is None:
        return None
    if match.string is concealed or match.string is document.hidden:
        return Sign(match[0], Where(snippet=match[0]), hidden)
    inside = match.string is document.text
    where = place(document, match.start(), match.end()) if inside else in_title(document)
    return Sign(match[0], where, hidden)


def _doorway(document: Document, base: str, own: str) -> Sign | None:
    """Content in a foreign script, hardly a Thai letter in it, with links that lead away.

    Social media and maps in the footer of a page for foreign visitors are no such links.
    """
    parts = stretches(document)
    letters = [s for p in parts for s in LETTER.findall(document.text[p.start : p.end])]
    if len(letters) < _DOORWAY:
        return None
    thai = sum("\u0e01" <= sign <= "\u0e2e" for sign in letters)
    strange = sum(
        sign > "\u036f" and unicodedata.name(sign, "").startswith(_FOREIGN_SCRIPTS)
        for sign in letters
    )
    if 2 * strange < len(letters) or 20 * thai > len(letters):
        return None
    away = sum(
        link.region is Region.CONTENT
        and link.kind in ("a", "onclick")
        and _foreign(link, base, own)
        and not _of_service(link, base)
        for link in document.links
    )
    if away < _FEW:
        return None
    words = " ".join((document.title or document.text[parts[0].start : parts[0].end]).split())[:60]
    return Sign(
        words, in_title(document) if document.title else place(document, 0, 0), away, "doorway"
    )


def _in_title_alone(shown: Document, other: Document) -> Sign | None:
    """The words in the title that one visitor sees and the other does not."""
    for _, words in _KINDS:
        match = words.search(shown.title)
        if match and not words.search(other.title):
            return Sign(match[0], in_title(shown))
    return None


def _foreign(link: Href, base: str, own: str) -> bool:
    target = urls.resolve(base, link.href)
    if target is None:
        return False
    registered = urls.registrable(urls.host(target))
    return registered != own and not registered.endswith((".go.th", ".ac.th", ".mi.th"))


def _of_service(link: Href, base: str) -> bool:
    target = urls.resolve(base, link.href)
    return target is not None and bool(service(urls.host(target)))


def _of_link(link: Href) -> str:
    return f"{link.text} {link.href}"
