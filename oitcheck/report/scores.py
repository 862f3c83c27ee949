"""What the pages say about mock scores: figures as text, and the marks that stand with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oitcheck.catalogue import Catalogue
from oitcheck.model import AgencyVerdicts, Judgement
from oitcheck.report import safe
from oitcheck.report.province import by_district
from oitcheck.report.standing import Item, State
from oitcheck.report.words import ReportWords
from oitcheck.score import (
    FEWEST_DECIDED,
    FULL,
    ITA_SHARE,
    AgencyScore,
    Gap,
    Interval,
    Part,
    assumed,
    rounded,
    spread,
)

_FIRST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """An interval as text with two places; ``start`` and ``length`` place its bar, in per cent."""

    low: str
    likely: str
    high: str
    settled: bool
    start: str
    length: str
    at: str


@dataclass(frozen=True, slots=True)
class Line:
    """A group or an indicator."""

    code: str
    name: str
    items: int
    points: Figures


@dataclass(frozen=True, slots=True)
class Worth:
    """An item and the ITA points that it would bring."""

    item: Item
    state: State
    points: str


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency's mock score. ``rate``: in words, how its open items were counted; empty where
    none is open."""

    oit: Figures
    ita: Figures
    indicators: tuple[Line, ...]
    groups: tuple[Line, ...]
    gaps: tuple[Worth, ...]
    open: tuple[Worth, ...]
    rate: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An agency in the province's table. ``first``: what to mend first, in words."""

    name: str
    page: str
    oit: Figures
    ita: Figures
    first: str
    open: int


@dataclass(frozen=True, slots=True)
class ProvinceView:
    """``spread``: (what, points) from the lowest to the highest; ``bands``: (range, agencies)."""

    agencies: int
    spread: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, int], ...]
    districts: tuple[tuple[str, tuple[ScoreRow, ...]], ...]
    marks: tuple[str, ...]


def points(value: Fraction) -> str:
    """``93.75``"""
    return str(rounded(value))


def span(interval: Interval) -> str:
    """``75.00–87.50``, or one figure where nothing is open."""
    if interval.settled:
        return points(interval.low)
    return f"{points(interval.low)}–{points(interval.high)}"


def marks(year: int, catalogues: Iterable[Catalogue], words: ReportWords) -> tuple[str, ...]:
    """What must stand wherever a mock score does, besides its title and the province's notice."""
    said = []
    if assumed(year):
        said.append(words("score.assumed"))
    if any(not catalogue.confirmed for catalogue in catalogues):
        said.append(words("document.provisional_catalogue", year=year))
    return tuple(said)


def rule(words: ReportWords) -> tuple[str, ...]:
    """How the points add up and what an open item counts, in sentences."""
    keys = ("rule_items", "rule_means", "rule_ends", "rule_likely")
    return tuple(words(f"score.{key}", fewest=FEWEST_DECIDED) for key in keys)


def spread_words(
    scores: Sequence[AgencyScore], words: ReportWords
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]]:
    """The spread of likely OIT as (what, points), and its bands as (range, agencies)."""
    found = spread(scores)
    if found is None:
        return (), ()
    values = (
        ("lowest", found.lowest),
        ("first_quartile", found.first_quartile),
        ("median", found.median),
        ("third_quartile", found.third_quartile),
        ("highest", found.highest),
    )
    bands = tuple(
        (
            words("score.band", start=band.start, end=band.end)
            if band.end < FULL
            else words("score.band_top", start=band.start),
            band.agencies,
        )
        for band in found.bands
    )
    return tuple((words(f"score.{key}"), points(value)) for key, value in values), bands


def rate_words(score: AgencyScore, words: ReportWords) -> str:
    """What an open item of the agency counts, and why; empty where none is open."""
    if not score.open:
        return ""
    key = f"score.rate_{score.rate_of}"
    return words(
        key, percent=points(score.rate * 100), decided=score.decided, fewest=FEWEST_DECIDED
    )


def first_gaps(score: AgencyScore, words: ReportWords) -> str:
    """The items whose mending brings most, in words; empty where nothing is to be mended."""
    if not score.gaps:
        return ""
    best = score.gaps[0].points
    codes = [gap.indicator for gap in score.gaps if gap.points == best]
    shown = ", ".join(codes[:_FIRST_GAPS])
    if len(codes) > _FIRST_GAPS:
        shown += " " + words("fix.more_items", count=len(codes) - _FIRST_GAPS)
    key = "score.first_one" if len(codes) == 1 else "score.first_several"
    return words(key, codes=shown, points=points(best))


def agency_view(
    score: AgencyScore,
    year: int,
    items: Mapping[str, Item],
    catalogue: Catalogue,
    words: ReportWords,
) -> AgencyView:
    names = {code: name.in_language(words.lang) for code, name in catalogue.groups}
    return AgencyView(
        oit=_figures(score.oit, FULL),
        ita=_figures(score.ita_share, ITA_SHARE),
        indicators=tuple(_line(part, "") for part in score.total.indicators),
        groups=tuple(_line(part, names.get(part.code, "")) for part in score.total.groups),
        gaps=tuple(_worth(gap, items) for gap in score.gaps),
        open=tuple(_worth(gap, items) for gap in score.open),
        rate=rate_words(score, words),
        marks=marks(year, [catalogue], words),
    )


def province_view(
    judgement: Judgement,
    scores: Sequence[AgencyScore],
    pages: Mapping[str, str],
    catalogues: Mapping[str, Catalogue],
    words: ReportWords,
) -> ProvinceView:
    """The whole province by district. ``pages`` gives the page of every agency id."""
    of_agency = {score.agency: score for score in scores}
    used = {agency.catalogue_id for agency in judgement.agencies if agency.id in of_agency}
    districts: dict[str, list[ScoreRow]] = {}
    for agency in by_district(judgement.agencies):
        score = of_agency.get(agency.id)
        if score is not None:
            rows = districts.setdefault(safe.line(agency.district), [])
            rows.append(_row(agency, score, pages, words))
    figures, bands = spread_words(scores, words)
    return ProvinceView(
        agencies=len(scores),
        spread=figures,
        bands=bands,
        districts=tuple((name, tuple(rows)) for name, rows in districts.items()),
        marks=marks(judgement.year, [catalogues[one] for one in sorted(used)], words),
    )


def _row(
    agency: AgencyVerdicts, score: AgencyScore, pages: Mapping[str, str], words: ReportWords
) -> ScoreRow:
    return ScoreRow(
        name=agency.name,
        page=pages[agency.id],
        oit=_figures(score.oit, FULL),
        ita=_figures(score.ita_share, ITA_SHARE),
        first=first_gaps(score, words),
        open=len(score.open),
    )


def _figures(interval: Interval, full: Fraction) -> Figures:
    return Figures(
        low=points(interval.low),
        likely=points(interval.likely),
        high=points(interval.high),
        settled=interval.settled,
        start=points(interval.low / full * 100),
        length=points((interval.high - interval.low) / full * 100),
        at=points(interval.likely / full * 100),
    )


def _line(part: Part, name: str) -> Line:
    return Line(part.code, name, part.items, _figures(part.points, FULL))


def _worth(gap: Gap, items: Mapping[str, Item]) -> Worth:
    return Worth(items[gap.indicator], gap.stand, points(gap.points))
