"""The page of one piece of evidence: what it is and what was read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oitcheck import __version__, urls
from oitcheck.chosen_date import Candidate, choose
from oitcheck.date_reasons import REASONS
from oitcheck.model import DateMention, Document, Href, ReadFailure, Region
from oitcheck.report import safe
from oitcheck.report.files import put
from oitcheck.report.pages import Pages
from oitcheck.report.showing_values import Evidence, ShowWords
from oitcheck.report.shown import (
    Dated,
    Grid,
    Leaf,
    Line,
    Piece,
    Shown,
    masked,
    masked_row,
    shown,
    text_of,
)
from oitcheck.report.words import Language
from oitcheck.thai.format import span

MOST_LINKS = 400
MOST_MEMBERS = 300
MOST_FIELDS = 300
MOST_HIDDEN = 6_000
_LONGEST = 300
_FIELD = 2_000
_DATED_CHARS = 200_000
_PERCENT = 100
_SHEETS = frozenset(("xlsx", "xls", "ods"))
_KILO = 1024
_UNDER = " › "
_DIGIT = re.compile(r"[0-9๐-๙]")
_BOXES = re.compile(r"(?<!\S)[0-9๐-๙x](?: \| [0-9๐-๙x]){4,}(?!\S)")
"""Digits one in a cell, as many as a number of a person has or the rest of one."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """``address``: where it leads, whole and masked; ``href``: the same to follow, or empty.
    ``context``: the headings above it and the rest of its row or paragraph; may be empty."""

    text: str
    address: str
    href: str
    region: Region
    kind: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows and the JSON holds; every text masked and in bounds. ``document``
    None: it could not be read, and ``failure`` says why. ``cut``: kind -> (shown, total)."""

    evidence: Evidence
    document: Document | None
    failure: ReadFailure | None
    name: str
    title: str
    text: Shown
    links: tuple[LinkView, ...]
    members: tuple[tuple[str, int, str, int, str], ...]
    fields: tuple[tuple[str, str, int], ...]
    metadata: tuple[tuple[str, str], ...]
    markers: tuple[str, ...]
    hidden: str
    chosen: Candidate | None
    cut: dict[str, tuple[int, int]]


def view_of(evidence: Evidence) -> View:
    """What there is to show of a body, or of the failure to read it."""
    outcome = evidence.outcome
    name = short(urls.display(evidence.name) if evidence.is_link else evidence.name)
    if isinstance(outcome, ReadFailure):
        empty = Shown((), (), (), {})
        return View(evidence, None, outcome, name, "", empty, (), (), (), (), (), "", None, {})
    text = shown(outcome)
    cut = dict(text.cut)
    for kind, total, most in (
        ("links", len(outcome.links), MOST_LINKS),
        ("members", len(outcome.members), MOST_MEMBERS),
        ("fields", len(outcome.fields), MOST_FIELDS),
        ("hidden", len(outcome.hidden), MOST_HIDDEN),
    ):
        if total > most:
            cut[kind] = most, total
    # pictures are the most and tell the least, and what is no content comes after what is
    links = sorted(outcome.links, key=lambda one: (one.region is not Region.CONTENT, _image(one)))
    base = _base(evidence, outcome)
    return View(
        evidence,
        outcome,
        None,
        name,
        short(outcome.title),
        text,
        tuple(_link(one, base) for one in links[:MOST_LINKS]),
        tuple(
            (short(one.name), one.size, one.media, one.page, one.reason)
            for one in outcome.members[:MOST_MEMBERS]
        ),
        tuple(
            (short(one.name), masked(one.value)[:_FIELD], one.page)
            for one in outcome.fields[:MOST_FIELDS]
        ),
        tuple((key, short(value)) for key, value in outcome.metadata),
        tuple(short(marker) for marker in outcome.markers),
        masked(outcome.hidden)[:MOST_HIDDEN],
        choose(outcome, url=evidence.final_url or evidence.name).best,
        cut,
    )


def write_show(view: View, path: Path, lang: Language) -> None:
    """The page as one file; the same bytes for the same view. Raises `OitcheckError`."""
    put(path, html(view, lang).encode("utf-8", errors="replace"), "oitcheck show")


def html(view: View, lang: Language) -> str:
    """The page, whole in itself and without a script; every text is escaped."""
    said = ShowWords(lang)
    words = said.words
    evidence, document = view.evidence, view.document
    pages = document.pages if document else ()
    common = {"judgement": {"tool_version": __version__}, "as_of": "", "round_title": view.name}
    return Pages(words, said.moments, common).show(
        view=view,
        evidence=evidence,
        document=document,
        size=_size(evidence.size, said),
        taken=said.moments.instant(evidence.taken_at) if evidence.taken_at else "",
        sources=_sources(view, said),
        media=said.known("media", evidence.media) or evidence.media,
        failure=said.known("failure", view.failure.reason) if view.failure else "",
        failure_detail=masked(safe.line(view.failure.detail)) if view.failure else "",
        markers=[said.marker(marker) for marker in view.markers],
        metadata=[(said.known("meta", k) or k, said.stored(v)) for k, v in view.metadata],
        members=[
            (name, f"{size:,}", _member(said, media, page, reason))
            for name, size, media, page, reason in view.members
        ],
        dates=[
            _date_view(one, said, _unit(evidence.media, bool(pages))) for one in view.text.dates
        ],
        chosen=_chosen(view.chosen, said) if view.chosen else None,
        tips={one.number: _tip(one, said) for one in view.text.dates},
        leaf_title=lambda leaf: _leaf_title(leaf, view, said),
        counted=lambda stretch: words("show.lines", count=_lines(stretch.parts)),
        opening=lambda stretch: _opening(stretch.parts),
        cuts=_cuts(view, said),
        dated_chars=f"{_DATED_CHARS:,}" if document and len(document.text) > _DATED_CHARS else "",
        words_for=lambda section, key: said.known(section, key) or key,
        hidden_in=_hidden_in,
        trouble=evidence.trouble.in_language(lang) if evidence.trouble else "",
        is_sheets=evidence.media in _SHEETS,
    )


def short(text: str) -> str:
    """Masked, on one line, of a length that a table bears."""
    line = safe.line(masked(text))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _image(link: Href) -> bool:
    return link.kind == "img"


def _base(evidence: Evidence, document: Document) -> str:
    page = evidence.final_url
    if not document.base:
        return page
    return urls.resolve(page, document.base) or page if page else document.base


def _link(link: Href, base: str) -> LinkView:
    url = (urls.resolve(base, link.href) if base else None) or link.href
    # An address that only its page completes is read by people as well.
    address = safe.line(urls.display(url))
    hidden = masked(address)
    whole = not _hidden_in(url)
    return LinkView(
        short(link.text),
        short(hidden),
        safe.href(url) if whole else "",
        link.region,
        link.kind,
        _context(link),
    )


def _context(link: Href) -> str:
    """The headings and the words of the row round a link, its cells parted by a bar."""
    parts = []
    for part in link.context.split(_UNDER):
        cells = [cell.strip() for cell in masked_row(part.split("\t"))]
        row = " | ".join(filter(None, cells))
        # A context is cut, and a cut number is still a person's.
        parts.append(_BOXES.sub(lambda run: _DIGIT.sub("x", run[0]), row))
    return short(_UNDER.join(filter(None, parts)))


def _hidden_in(url: str) -> str:
    """The address with numbers masked, empty where it has none: one that has is not put into the
    page, not even to be followed."""
    address = safe.shown(url)
    hidden = masked(address)
    return hidden if hidden != address or masked(url) != safe.text(url) else ""


def _size(size: int, said: ShowWords) -> str:
    exact = said.words("show.bytes", count=f"{size:,}")
    if size < _KILO:
        return exact
    value, unit = (size / _KILO, "KB") if size < _KILO * _KILO else (size / _KILO / _KILO, "MB")
    return f"{value:.1f} {unit} ({exact})"


def _sources(view: View, said: ShowWords) -> list[str]:
    """Where the text comes from, a phrase for each kind of page."""
    document = view.document
    if document is None:
        return []
    if not document.pages or document.media not in ("pdf", "image"):
        if not document.text:
            return [said.words("source.nothing")]
        key = "drawn" if view.evidence.drawn else "html" if document.media == "html" else "file"
        return [said.words(f"source.{key}")]
    blank = sum(page.blank for page in document.pages)
    counts = [(key, _read_as(document, key)) for key in ("text", "ocr", "none")]
    counts.append(("blank", blank))
    return [said.words(f"source.{key}", count=count) for key, count in counts if count]


def _read_as(document: Document, key: str) -> int:
    return sum(page.read == key and not page.blank for page in document.pages)


def _member(said: ShowWords, media: str, page: int, reason: str) -> str:
    if reason:
        known = said.known("member", reason)
        return known or said.words("member.other", reason=reason)
    kind = said.known("media", media) or media
    read = said.words("member.read", page=page) if page else ""
    return ", ".join(part for part in (kind, read) if part)


def _days(mention: DateMention, said: ShowWords) -> str:
    first, last = mention.first, mention.last
    if said.words.lang == "th":
        return span(first, last)
    if first == last:
        return said.moments.date(first)
    return f"{said.moments.date(first)} – {said.moments.date(last)}"


def _qualities(one: Dated, said: ShowWords) -> list[str]:
    mention, words = one.mention, said.words
    parts = [
        words(f"precision.{mention.precision}"),
        words(f"calendar.{mention.calendar or 'none'}"),
        words("show.sure", percent=round(mention.confidence * _PERCENT)),
    ]
    return [*parts, words("show.by_ocr")] if mention.source == "ocr" else parts


def _tip(one: Dated, said: ShowWords) -> str:
    return " | ".join([_days(one.mention, said), *_qualities(one, said)])


def _unit(media: str, paged: bool) -> str:
    """What a `Page` of such a document is called; empty where there are none."""
    kinds = {"pdf": "page", "pptx": "page", "image": "page"} | dict.fromkeys(_SHEETS, "sheet")
    return kinds.get(media, "part") if paged else ""


def _date_view(one: Dated, said: ShowWords, unit: str) -> dict[str, Any]:
    where = []
    if unit and one.page:
        where.append(said.words(f"show.on_{unit}", page=one.page))
    if one.region is not Region.CONTENT:
        region = said.words(f"region.{one.region}")
        where.append(said.words("show.date_outside", region=region))
    if not one.marked:
        where.append(said.words("show.date_not_shown"))
    return {
        "number": one.number,
        "raw": one.raw,
        "span": _days(one.mention, said),
        "qualities": _qualities(one, said),
        "where": where,
        "outside": one.region is not Region.CONTENT,
        "marked": one.marked,
    }


def _chosen(best: Candidate, said: ShowWords) -> dict[str, str]:
    return {
        "span": _days(best.mention, said),
        "raw": short(best.mention.raw),
        "reasons": ", ".join(REASONS[why].in_language(said.words.lang) for why in best.reasons),
    }


def _leaf_title(leaf: Leaf, view: View, said: ShowWords) -> str:
    page = leaf.page
    if page is None:
        return ""
    if view.evidence.media in _SHEETS:
        return said.words("show.sheet", label=leaf.label or page.number)
    if leaf.label and leaf.label != str(page.number):
        return said.words("show.part", number=page.number, label=leaf.label)
    return said.words("show.page", number=page.number)


def _lines(parts: tuple[Line | Grid, ...]) -> int:
    return sum(len(part.rows) if isinstance(part, Grid) else 1 for part in parts)


def _opening(parts: tuple[Line | Grid, ...]) -> str:
    """The first words of what is folded away."""
    cells: list[tuple[Piece, ...]] = []
    for part in parts[:4]:
        cells += part.rows[0] if isinstance(part, Grid) and part.rows else ()
        cells += [part.pieces] if isinstance(part, Line) else []
    words = " | ".join(" ".join(text_of(cell).split()) for cell in cells)
    return words if len(words) <= 80 else words[:79] + "…"


def _cuts(view: View, said: ShowWords) -> dict[str, str]:
    told = {}
    for kind, (part, total) in view.cut.items():
        values = {"shown": f"{part:,}", "total": f"{total:,}"}
        if kind == "text":
            told[kind] = said.words("show.cut_text", **values)
        elif kind == "dates":
            told["dates_marked"] = said.words("show.cut_dates_marked", **values)
            told[kind] = said.words("show.cut", what=said.words("show.cut_dates"), **values)
        else:
            told[kind] = said.words("show.cut", what=said.words(f"show.cut_{kind}"), **values)
    return told
