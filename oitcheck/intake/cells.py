"""The URLs of one cell: several in one, numbered, or hidden behind its text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from oitcheck import urls
from oitcheck.intake.grid import Cell
from oitcheck.urls import BadUrl

_WEB = re.compile(r"(?i:https?:[\\/]{1,2})")
_WWW = re.compile(r"(?<![A-Za-z0-9./=@?&#%_-])(?i:www\.)(?=\w)")
_NUMBERING = re.compile(
    r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]\s*(?=\S)(?![0-9])|[-•●▪*–—·o]\s+|ลิงก์ที่\s*[0-9๐-๙]+\s*[:.]?\s*)"
)
_EXTENSION = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|zip|rar|html?|php|aspx?|jsp|ods|odt|csv)$",
    re.IGNORECASE,
)
_BAD_LIKE = re.compile(
    r"^(?:[A-Za-z]:[\\/]|\\\\|file:|javascript:|vbscript:|data:|mailto:|ftp:|tel:|#"
    r"|\.{0,2}/|[a-z]{3,6}:/)",
    re.IGNORECASE,
)
_GLUE = re.compile(r"^(?:และ|หรือ|กับ|and|&)$", re.IGNORECASE)
_WITHDRAW = frozenset({"-", "–", "—", "−", "--", "ถอน", "ขอถอน", "ถอนลิงก์", "ยกเลิก"})
_NONE = re.compile(
    r"^(?:ยัง)?ไม่มี(?:ข้อมูล|ลิงก์|ลิงค์|url)?$|^n\s*/?\s*a$|^none$|^null$|^ไม่เกี่ยวข้อง$", re.IGNORECASE
)


@dataclass(slots=True)
class Found:
    """``good`` are (as given, normalised), ``bad`` (BadUrl code, text), in reading order.

    ``notes`` is what else the cell says. ``differs`` names hidden targets that disagree with the
    URL that the cell shows.
    """

    good: list[tuple[str, str]] = field(default_factory=list)
    bad: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)


def withdraws(text: str) -> bool:
    """Whether the cell takes the links back: a dash alone, or ถอน."""
    return "".join(text.split()) in _WITHDRAW


def says_none(text: str) -> bool:
    """Whether the cell says ไม่มี or the like instead of a link."""
    return bool(_NONE.match(text.strip(" .()-\t\n")))


def has_url(text: str) -> bool:
    """Whether a URL starts somewhere in the text (http, https or www)."""
    return bool(_WEB.search(text) or _WWW.search(text))


def read(cell: Cell) -> Found:
    """All URLs of the cell: those that its text shows, then those hidden behind it; each once."""
    found = Found()
    seen: set[str] = set()
    loose: list[str] = []
    for piece, is_url in _pieces(cell.text):
        if is_url:
            _take(piece, found, seen)
        elif not _take_bare(piece, found, seen):
            loose.append(piece)
    shown = set(seen)
    for text, href in cell.hrefs:
        _take_hidden(text, href, found, seen, shown)
    if found.good or found.bad:
        found.notes = [piece for piece in loose if not _GLUE.match(piece)] + found.notes
    else:
        for piece in loose:
            _take(piece, found, seen)
    return found


def _take(piece: str, found: Found, seen: set[str]) -> None:
    try:
        url = urls.normalise(piece)
    except BadUrl as trouble:
        found.bad.append((trouble.code, piece))
        return
    if url not in seen:
        seen.add(url)
        found.good.append((piece, url))


def _take_bare(piece: str, found: Found, seen: set[str]) -> bool:
    """A piece without http or www: hosts such as ``example.go.th/a``, and what is plainly bad."""
    tokens = [token for token in re.split(r"[\s,;|]+", piece) if token]
    taken = False
    if _BAD_LIKE.match(piece) or "@" in tokens[0]:
        _take(piece if _BAD_LIKE.match(piece) else tokens[0], found, seen)
        return True
    if all("." in token for token in tokens):
        for token in tokens:
            try:
                urls.normalise(token)
            except BadUrl:
                continue
            _take(token, found, seen)
            taken = True
    return taken


def _take_hidden(text: str, href: str, found: Found, seen: set[str], shown: set[str]) -> None:
    try:
        url = urls.normalise(href)
    except BadUrl as trouble:
        if not shown:
            found.bad.append((trouble.code, href))
        return
    if url in seen:
        return
    own = read(Cell(text)) if has_url(text) else None
    if own and own.good:
        if not any(_same_page(url, other) for _, other in own.good):
            found.differs.append(href)
        return
    seen.add(url)
    found.good.append((href, url))


def _same_page(one: str, other: str) -> bool:
    def bare(url: str) -> str:
        return url.split("://", 1)[1].rstrip("/").casefold()

    return bare(one) == bare(other) or bare(one).startswith(bare(other))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """(piece, whether it starts with http or www) in reading order, numbering taken off."""
    for line in re.split(r"[\r\n\v\f\u2028\u2029]+", text):
        plain = _NUMBERING.sub("", line).strip()
        if not plain:
            continue
        starts = _starts(plain)
        lead = plain[: starts[0]] if starts else plain
        lead = _NUMBERING.sub("", lead).strip(" ,;|:\t\u00a0")
        if lead and not re.fullmatch(r"\(?[0-9๐-๙]{1,2}[.)]?", lead):
            yield lead, False
        for start, end in itertools.pairwise([*starts, len(plain)]):
            yield from _segment(plain[start:end])


def _starts(line: str) -> list[int]:
    """Where URLs begin: not those inside another one's path or query (``?url=https://...``)."""
    found: list[int] = []
    for match in _WEB.finditer(line):
        before = line[match.start() - 1] if match.start() else " "
        if before not in "=/?&#%_~+-" or not found:
            found.append(match.start())
    for match in _WWW.finditer(line):
        if not any(start <= match.start() <= start + 10 for start in found):
            found.append(match.start())
    return sorted(found)


def _segment(text: str) -> Iterator[tuple[str, bool]]:
    """Split a URL from what is written behind it; a blank may belong to a file's name."""
    words = re.split(r"(\s+)", text)
    last = 0
    for index in range(0, len(words), 2):
        if _EXTENSION.search(words[index].rstrip(" ,;|)")):
            last = index
    url = "".join(words[: last + 1])
    rest = "".join(words[last + 1 :])
    url = url.rstrip(",;|\"'”“’‘>")
    for opening, closing in ("()", "[]"):
        while url.endswith(closing) and url.count(closing) > url.count(opening):
            url = url[:-1]
    yield url, True
    rest = re.sub(r"\s*(?:\(?[0-9๐-๙]{1,2}[.)])?\s*$", "", rest).strip(" ,;|\t\u00a0")
    if rest:
        yield rest, False
