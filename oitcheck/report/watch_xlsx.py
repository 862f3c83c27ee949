"""watch.xlsx: how the links stand, their outages, and all that was told."""

from __future__ import annotations

from collections.abc import Sequence

from oitcheck.report import safe
from oitcheck.report.watch_values import LinkView, WatchReport, standing_name
from oitcheck.report.watch_view import SHADES, WatchView
from oitcheck.report.watch_words import WatchWords
from oitcheck.report.words import ReportWords
from oitcheck.report.xlsx import Cell, Sheet, Style, pack

_FONT = "Tahoma"  # shows Thai on every Windows and Office
_STYLES = {
    "text": Style(wrap=True),
    "flat": Style(),
    "link": Style(ink="0B5394", underline=True),
    "notice": Style(italic=True, line=False),
    "head": Style(ink="FFFFFF", fill="1D3A5F", bold=True, wrap=True),
    "fail": Style(ink="8C1D18", fill="FDE8E6", bold=True, wrap=True),
    "review": Style(ink="6B4300", fill="FFF3D1", bold=True, wrap=True),
    "pass": Style(ink="1B5E20", fill="E3F3E6", bold=True, wrap=True),
}
_WHOSE = (("code", 14), ("agency", 34), ("district", 16), ("items", 12), ("link", 50))


def workbook(report: WatchReport, view: WatchView, said: WatchWords) -> bytes:
    """Three sheets; the same report gives the same bytes."""
    words = said.words
    notice = f"{words('document.notice')} | {words('document.as_of', when=view.at)}"
    sheets = (
        _sheet(words, "now", notice, (("state", 26), ("seen", 60), ("since", 26), ("looks", 16))),
        _sheet(
            words,
            "log",
            notice,
            (("first_down", 26), ("last_down", 26), ("up_again", 26), ("looks", 16), ("seen", 40)),
        ),
        _sheet(words, "history", notice, (("told_at", 26), ("seen", 60))),
    )
    now, log, history = sheets
    instant = said.moments.instant
    for link in report.links:
        name, standing = standing_name(link.standing), link.standing
        now.rows += _rows(
            link,
            Cell(words(f"watch.{name}"), SHADES[name]),
            Cell("; ".join(said.seen(standing)), "text"),
            Cell(instant(standing.since), "text"),
            Cell(link.log.current.looks if link.log.current else 0, "flat"),
        )
        for one in link.log.outages:
            up_again = instant(one.up_again) if one.up_again else words("watch.not_yet")
            log.rows += _rows(
                link,
                Cell(instant(one.first_down), "text"),
                Cell(instant(one.last_down), "text"),
                Cell(up_again, "text" if one.up_again else "fail"),
                Cell(one.looks, "flat"),
                Cell(said.trouble(one.code), "text"),
            )
    links = {link.url: link for link in report.links}
    for url, at, change in report.history:
        if url in links:
            told = (Cell(instant(at), "text"), Cell(said.change(change), "text"))
            history.rows += _rows(links[url], *told)
    return pack(sheets, _STYLES, _FONT, words("watch.title"), report.at)


def _sheet(words: ReportWords, name: str, notice: str, columns: Sequence[tuple[str, int]]) -> Sheet:
    heads = [*_WHOSE, *columns]
    sheet = Sheet(words(f"watch.sheet_{name}"), [width for _, width in heads], head=3, frozen=2)
    sheet.rows += [
        [Cell(notice, "notice")],
        [],
        [Cell(words(f"watch.{key}"), "head") for key, _ in heads],
    ]
    return sheet


def _rows(link: LinkView, *cells: Cell) -> list[list[Cell]]:
    """The same for every agency that has handed the link in."""
    return [
        [
            Cell(safe.line(place.code), "flat"),
            Cell(safe.line(place.name), "text"),
            Cell(safe.line(place.district), "text"),
            Cell(", ".join(place.indicators), "text"),
            Cell(safe.shown(link.url), "link", safe.href(link.url)),
            *cells,
        ]
        for place in link.places
    ]
