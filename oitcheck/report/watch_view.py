"""The values that watch.html is made of: rows in the order of urgency, bars, messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from oitcheck import urls
from oitcheck.judge import natural
from oitcheck.outages import Change, Kind, Outage
from oitcheck.plan import BANGKOK
from oitcheck.report import safe
from oitcheck.report.directory import Directory
from oitcheck.report.moments import local_day
from oitcheck.report.standing import Item, State
from oitcheck.report.watch_values import LinkView, Place, Told, WatchReport, standing_name
from oitcheck.report.watch_words import WatchWords
from oitcheck.thai.sorting import key as thai_key

SHADES: Mapping[str, State] = {
    "down": "fail",
    "worse": "fail",
    "unsure": "review",
    "look": "review",
    "fine": "pass",
}
"""The colour of the house for each standing."""
_URGENT = tuple(SHADES)
_SHOWN = 200
_LEAST_BAR = 0.6  # per cent: narrower, and nobody sees it


@dataclass(frozen=True, slots=True)
class Concerned:
    """An agency with its items, and who answers for them there."""

    name: str
    codes: str
    reach: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Links of one site that are not as they should be, for the same reason: a site that goes down
    takes all its links along. ``shade`` colours, ``word`` names their standing. ``since``: the
    earliest of them."""

    host: str
    urls: tuple[str, ...]
    concerned: tuple[Concerned, ...]
    shade: State
    word: str
    seen: tuple[str, ...]
    fix: str
    since: str
    lasted: str
    looks: str
    technical: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """The same change to links of one site. ``shade`` ``skip``: neither good nor bad."""

    host: str
    urls: tuple[str, ...]
    concerned: tuple[Concerned, ...]
    shade: State
    what: str
    at: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of an outage on a line from 0 to 100."""

    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Down:
    """What the log knows of a link: a line for each outage, newest first, and the bars."""

    url: str
    concerned: tuple[Concerned, ...]
    lines: tuple[tuple[str, str, str, str], ...]
    bars: tuple[Bar, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Message:
    agency: str
    text: str


@dataclass(frozen=True, slots=True)
class WatchView:
    """``wrong``: how many links the ``rows`` stand for."""

    at: str
    window: tuple[str, ...]
    tiles: tuple[tuple[str, State, int], ...]
    news: tuple[News, ...]
    rows: tuple[Row, ...]
    wrong: int
    messages: tuple[Message, ...]
    downs: tuple[Down, ...]
    first: str
    last: str
    history: tuple[News, ...]
    history_count: int


def view_of(report: WatchReport, said: WatchWords) -> WatchView:
    return _Viewer(report, said).view()


class _Viewer:
    def __init__(self, report: WatchReport, said: WatchWords) -> None:
        self._report = report
        self._said = said
        self._words, self._moments = said.words, said.moments
        self._links = {link.url: link for link in report.links}
        self._first = min(
            [report.window[0][0]]
            + [one.first_down for link in report.links for one in link.log.outages]
        )

    def view(self) -> WatchView:
        report = self._report
        wrong = sorted(
            (link for link in report.links if standing_name(link.standing) != "fine"),
            key=lambda link: (
                _URGENT.index(standing_name(link.standing)),
                link.standing.since,
                natural(link.url),
            ),
        )
        counts = report.counts
        return WatchView(
            at=self._moments.instant(report.at),
            window=tuple(self._span(first, last) for first, last in report.window),
            tiles=tuple(
                (self._words(f"watch.{name}"), shade, counts[name])
                for name, shade in SHADES.items()
                if counts[name] or name != "look"
            ),
            news=self._news(report.changes),
            rows=tuple(map(self._row, self._alike(wrong))),
            wrong=len(wrong),
            messages=tuple(self._messages(wrong)),
            downs=tuple(self._down(link) for link in self._were_down()),
            first=self._begins(self._first),
            last=self._moments.instant(report.at),
            history=self._news(report.history[:_SHOWN]),
            history_count=len(report.history),
        )

    def _span(self, first: datetime, last: datetime) -> str:
        whole_days = all(one.astimezone(BANGKOK).time() == time() for one in (first, last))
        if whole_days:
            days = (first.astimezone(BANGKOK).date(), local_day(last))
            begin, end = (self._moments.date(day) for day in days)
        else:
            begin, end = self._begins(first), self._moments.instant(last)
        return self._words("watch.span", first=begin, last=end)

    def _begins(self, moment: datetime) -> str:
        """A beginning at 00:00 is just that; `instant` calls it the 24:00 of the day before."""
        return self._moments.instant(moment + timedelta(microseconds=1))

    def _concerned(self, links: Iterable[LinkView], reach: bool = False) -> tuple[Concerned, ...]:
        """Every agency once, with all items for which it has handed one of ``links`` in."""
        of_agency: dict[str, Place] = {}
        for link in links:
            for place in link.places:
                held = of_agency.get(place.agency)
                codes = (*held.indicators, *place.indicators) if held else place.indicators
                merged = tuple(sorted(set(codes), key=natural))
                of_agency[place.agency] = replace(place, indicators=merged)
        return tuple(
            Concerned(
                safe.line(place.name),
                ", ".join(place.indicators),
                self._reach(place) if reach else (),
            )
            for place in of_agency.values()
        )

    def _alike(self, links: Iterable[LinkView]) -> list[list[LinkView]]:
        """Links of one site with the same to be said of them, in the order of the first."""
        found: dict[tuple[object, ...], list[LinkView]] = defaultdict(list)
        for link in links:
            standing = link.standing
            key = (urls.host(link.url), standing.state, self._said.seen(standing))
            found[key].append(link)
        return list(found.values())

    def _reach(self, place: Place) -> tuple[str, ...]:
        directory = Directory(self._report.contacts, place.agency, place.district, self._words)
        items = [_item(code) for code in place.indicators]
        own = tuple(one.reach for one in directory.answering(items))
        return own or directory.coordinators

    def _row(self, links: list[LinkView]) -> Row:
        first = min(links, key=lambda link: link.standing.since)
        standing, name = first.standing, standing_name(first.standing)
        looks = max(link.log.current.looks if link.log.current else 0 for link in links)
        newest = max(link.standing.at for link in links)
        return Row(
            host=urls.host(first.url),
            urls=tuple(link.url for link in links),
            concerned=self._concerned(links, reach=True),
            shade=SHADES[name],
            word=self._words(f"watch.{name}"),
            seen=self._said.in_row(standing),
            fix=self._said.fix(standing),
            since=self._moments.instant(standing.since),
            lasted=self._said.span((newest - standing.since).total_seconds())
            if newest > standing.since
            else "",
            looks=self._words("watch.looks_count", count=looks) if looks else "",
            technical=tuple(dict.fromkeys(map(_technical, links))),
        )

    def _news(self, told: Iterable[Told]) -> tuple[News, ...]:
        found: dict[tuple[object, ...], list[tuple[str, Change]]] = defaultdict(list)
        for url, at, change in told:
            key = (at, urls.host(url), change.kind, self._said.change(change))
            found[key].append((url, change))
        return tuple(
            News(
                host=urls.host(same[0][0]),
                urls=tuple(url for url, _ in same),
                concerned=self._concerned(
                    self._links[url] for url, _ in same if url in self._links
                ),
                shade=_shade(same[0][1].kind, same[0][1].worse),
                what=self._said.change(same[0][1]),
                at=self._moments.instant(min(change.at for _, change in same)),
            )
            for same in found.values()
        )

    def _were_down(self) -> list[LinkView]:
        found = [link for link in self._report.links if link.log.outages]
        return sorted(
            found, key=lambda link: (link.log.current is None, -_seconds(link, self._report.at))
        )

    def _down(self, link: LinkView) -> Down:
        whole = max((self._report.at - self._first).total_seconds(), 1.0)
        bars = []
        for one in link.log.outages:
            end = one.up_again or self._report.at
            start = (one.first_down - self._first).total_seconds() / whole * 100
            length = max((end - one.first_down).total_seconds() / whole * 100, _LEAST_BAR)
            bars.append(Bar(round(min(start, 100 - _LEAST_BAR), 2), round(length, 2)))
        return Down(
            link.url,
            self._concerned([link]),
            tuple(self._line(one) for one in reversed(link.log.outages)),
            tuple(bars),
            self._said.span(_seconds(link, self._report.at)),
        )

    def _line(self, one: Outage) -> tuple[str, str, str, str]:
        return (
            self._said.outage(one),
            self._said.lasted(one, self._report.at),
            self._words("watch.looks_count", count=one.looks),
            self._said.trouble(one.code),
        )

    def _messages(self, wrong: Iterable[LinkView]) -> Iterable[Message]:
        """A text to copy for every agency with something to mend, the longest list first."""
        of_agency: dict[str, list[LinkView]] = defaultdict(list)
        names: dict[str, str] = {}
        for link in wrong:
            for place in link.places if link.standing.worse else ():
                of_agency[place.agency].append(link)
                names[place.agency] = safe.line(place.name)
        for agency, links in sorted(
            of_agency.items(), key=lambda one: (-len(one[1]), thai_key(names[one[0]]))
        ):
            yield Message(names[agency], self._message(agency, names[agency], links))

    def _message(self, agency: str, name: str, links: list[LinkView]) -> str:
        when = self._moments.instant(self._report.at)
        lines = [
            self._words("message.greeting", agency=name),
            self._words("message.opening", year=self._report.year, when=when),
        ]
        for number, same in enumerate(self._alike(links), start=1):
            seen = "; ".join(self._said.seen(same[0].standing))
            begun = [link.log.current.first_down for link in same if link.log.current]
            if begun:
                since = self._moments.instant(min(begun))
                seen += f" ({self._words('watch.since')} {since})"
            codes = {
                code
                for link in same
                for place in link.places
                if place.agency == agency
                for code in place.indicators
            }
            lines.append(
                self._words(
                    "message.line",
                    number=number,
                    item=self._words.item,
                    codes=", ".join(sorted(codes, key=natural)),
                    seen=seen,
                )
            )
            lines += [f"   {safe.line(link.url)}" for link in same]
        lines += ["", self._words("message.ask"), self._words("message.closing")]
        return "\n".join(lines)


def _shade(kind: Kind, worse: bool) -> State:
    if worse:
        return "fail"
    if kind in (Kind.UP_AGAIN, Kind.MENDED):
        return "pass"
    return "review" if kind in (Kind.UNSURE, Kind.FAULT) else "skip"


def _seconds(link: LinkView, at: datetime) -> float:
    return sum(
        ((one.up_again or max(at, one.last_down)) - one.first_down).total_seconds()
        for one in link.log.outages
    )


def _technical(link: LinkView) -> str:
    standing = link.standing
    parts = [standing.code] if standing.code else [str(fault) for fault in standing.faults]
    if standing.shown and standing.shown.final_url not in ("", link.url):
        parts.append(safe.shown(standing.shown.final_url))
    if standing.good:
        parts.append(f"sha256 {standing.good.sha256[:16]}")
    return " | ".join(parts)


def _item(code: str) -> Item:
    return Item(code, "", "", 0, code, provisional=False)
