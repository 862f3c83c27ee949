"""The mock score on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from oitcheck.cli.app import (
    JsonOption,
    RoundOption,
    WorkspaceOption,
    app,
    say,
    show_json,
)
from oitcheck.cli.places import open_workspace
from oitcheck.codes import number
from oitcheck.errors import OitcheckError
from oitcheck.model import AgencyVerdicts
from oitcheck.pipeline.scoring import Scored, score_of_round
from oitcheck.report import round_title
from oitcheck.report.moments import Moments, parse
from oitcheck.report.pages import Places
from oitcheck.report.scores import first_gaps, marks, points, rate_words, rule, span, spread_words
from oitcheck.report.words import words
from oitcheck.score import AgencyScore, Gap, Interval, ranked, rounded, spread
from oitcheck.thai import columns

_SAID = words("th")
_ITEM_WORD = re.compile("ข้อที่|ข้อ|และ")


@app.command()
def score(
    context: typer.Context,
    round_name: RoundOption = "1",
    agency: Annotated[
        str, typer.Option("--agency", help="เฉพาะหน่วยงานนี้ (รหัสหรือชื่อ) / one agency in detail")
    ] = "",
    what_if: Annotated[
        str, typer.Option("--what-if", help="สมมติว่าข้อเหล่านี้ครบถ้วน เช่น O12,O13 / as if complete")
    ] = "",
    broken: Annotated[
        str, typer.Option("--broken", help="สมมติว่าข้อเหล่านี้ต้องแก้ไข / as if to be mended")
    ] = "",
    rank: Annotated[
        bool,
        typer.Option("--rank", help="เรียงตามคะแนน (ใช้ภายในราชการ) / order by score"),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """จำลองคะแนน OIT (ไม่เป็นทางการ) / The mock score, unofficial."""
    found = score_of_round(
        open_workspace(context, workspace),
        round_name,
        agency=agency,
        mended=_codes(what_if),
        broken=_codes(broken),
    )
    if as_json:
        show_json(as_dict(found, rank))
        return
    for line in lines(found, rank):
        say(line)


def _codes(given: str) -> list[str]:
    """Item codes out of ``O12,13 ๑๔``. Raises `OitcheckError` for a word that is none."""
    found = []
    # "ข้อ O12" is one word
    for word in _ITEM_WORD.sub(" ", given).replace(",", " ").split():
        try:
            read = number(word)
        except ValueError:
            read = None
        if read is None:
            raise OitcheckError(f"{word}: ไม่ใช่รหัสข้อ", "เช่น --what-if O12,O13")
        found.append(f"O{read}")
    return list(dict.fromkeys(found))


def as_dict(found: Scored, rank: bool = False) -> dict[str, Any]:
    """Points rounded to two places."""
    later = {score.agency: score for score in found.assumed or ()}
    shown = found.shown
    places = {score.agency: place for place, score in ranked(found.scores)} if rank else {}
    if rank:
        shown = sorted(shown, key=lambda pair: places[pair[1].agency])
    return {
        "title": _SAID("score.title"),
        "marks": list(_marks(found, rank)),
        "province": found.judgement.province,
        "year": found.judgement.year,
        "round": found.judgement.round,
        "as_of": found.judgement.as_of,
        "what_if": {"mended": list(found.mended), "broken": list(found.broken)},
        "spread": None if found.alone else _spread_dict(found.scores),
        "spread_if": None if found.alone or not found.assumed else _spread_dict(found.assumed),
        "agencies": [
            _score_dict(agency, score)
            | ({"place": places[agency.id]} if rank else {})
            | ({"what_if": _score_dict(agency, later[agency.id])} if later else {})
            for agency, score in shown
        ],
    }


def lines(found: Scored, rank: bool = False) -> list[str]:
    """A page of text: the marks, then one agency, or the province."""
    moments = Moments(_SAID)
    judgement = found.judgement
    head = [
        f"{_SAID('score.title')} {round_title(judgement.round, 'th')} "
        f"{_SAID('document.fiscal_year', year=judgement.year)}",
        *_marks(found, rank),
        _SAID("document.as_of", when=moments.instant(parse(judgement.as_of))),
    ]
    if found.stale:
        head.append(f"เกณฑ์เปลี่ยนไปหลังการตรวจ โปรดสั่ง: oitcheck judge --round {judgement.round}")
    if found.mended:
        head.append(f"สมมติว่าแก้ไขครบถ้วนแล้ว: {', '.join(found.mended)}")
    if found.broken:
        head.append(f"สมมติว่าต้องแก้ไข: {', '.join(found.broken)}")
    body = _agency_lines(found) if found.alone else _province_lines(found, rank)
    return [*head, *body]


def _marks(found: Scored, rank: bool) -> tuple[str, ...]:
    said = (_SAID("document.notice"), *marks(found.judgement.year, found.used, _SAID))
    return (_SAID("score.internal"), *said) if rank else said


def _province_lines(found: Scored, rank: bool) -> Iterator[str]:
    yield from _spread_lines(found.scores, "ทั้งจังหวัด")
    if found.assumed is not None:
        yield from _spread_lines(found.assumed, "ทั้งจังหวัด ตามที่สมมติ")
    shown = found.shown
    place = Places(_SAID)
    later = {score.agency: score for score in found.assumed or ()}
    heads = ["หน่วยงาน", "น่าจะเป็น", "ต่ำสุด–สูงสุด", "ใน ITA (40)"]
    heads += ["สมมติ: น่าจะเป็น"] if later else []
    heads += ["แก้ก่อน"]
    rows: list[tuple[str, list[str]]] = [("", heads)]
    places = {score.agency: number for number, score in ranked(found.scores)}
    if rank:
        shown = sorted(shown, key=lambda pair: places[pair[1].agency])
    for agency, score in shown:
        name = f"{places[agency.id]}. {agency.name}" if rank else f"  {agency.name}"
        cells = [name, points(score.oit.likely), span(score.oit)]
        cells.append(points(score.ita_share.likely))
        cells += [points(later[agency.id].oit.likely)] if later else []
        cells.append(first_gaps(score, _SAID))
        rows.append(("" if rank else place.district(agency.district), cells))
    right = [False, *(True for _ in heads[1:-1]), False]
    lines = columns.table([cells for _, cells in rows], right)
    yield ""
    yield lines[0]
    district = ""
    for (where, _), line in zip(rows[1:], lines[1:], strict=True):
        if where != district:
            district = where
            yield where
        yield line
    yield ""
    yield from rule(_SAID)


def _agency_lines(found: Scored) -> Iterator[str]:
    for agency, score in found.shown:
        later = next((one for one in found.assumed or () if one.agency == agency.id), None)
        yield ""
        yield f"{agency.name} ({agency.code})"
        catalogue = found.catalogues[agency.catalogue_id]
        names = {code: name.th for code, name in catalogue.groups}
        heads = [
            "",
            "น่าจะเป็น",
            "ต่ำสุด–สูงสุด",
            *(["สมมติ: น่าจะเป็น", "สมมติ: ต่ำสุด–สูงสุด"] if later else []),
        ]
        rows = [heads]
        for label, before, after in _parts(score, later or score, names):
            cells = [label, points(before.likely), span(before)]
            rows.append([*cells, *([points(after.likely), span(after)] if later else [])])
        yield from columns.table(rows, [False, *(True for _ in heads[1:])])
        said = rate_words(score, _SAID)
        yield from [said] if said else []
        items = {item.code: item.name.th for item in catalogue.indicators}
        yield from _gap_lines(_SAID("score.gaps"), (later or score).gaps, items)
        yield from _gap_lines(_SAID("score.open"), (later or score).open, items)


def _parts(
    score: AgencyScore, later: AgencyScore, names: Mapping[str, str]
) -> Iterator[tuple[str, Interval, Interval]]:
    """(label, points, points as assumed) from OIT down to the groups."""
    yield "คะแนน OIT", score.oit, later.oit
    yield "ส่วนใน ITA (40)", score.ita_share, later.ita_share
    for part, then in zip(score.total.indicators, later.total.indicators, strict=True):
        yield _SAID("score.indicator", code=part.code), part.points, then.points
        for group, after in zip(score.total.groups, later.total.groups, strict=True):
            if group.code.partition(".")[0] == part.code:
                name = f"  {group.code} {names.get(group.code, '')}"
                yield f"{name} ({group.items} ข้อ)", group.points, after.points


def _gap_lines(title: str, gaps: Sequence[Gap], items: Mapping[str, str]) -> Iterator[str]:
    if gaps:
        yield ""
        yield f"{title}:"
        rows = [
            [
                f"  {gap.indicator}",
                points(gap.points),
                _SAID(f"state.{gap.stand}"),
                items[gap.indicator],
            ]
            for gap in gaps
        ]
        yield from columns.table(rows, [False, True, False, False])


def _spread_lines(scores: Sequence[AgencyScore], title: str) -> Iterator[str]:
    figures, bands = spread_words(scores, _SAID)
    yield ""
    yield f"{title}: {_SAID('score.spread_lead', count=len(scores))}"
    yield "  " + "  ".join(f"{what} {value}" for what, value in figures)
    yield "  " + "  ".join(f"[{what}] {count}" for what, count in bands)


def _interval(interval: Interval) -> dict[str, float]:
    return {
        "low": float(rounded(interval.low)),
        "likely": float(rounded(interval.likely)),
        "high": float(rounded(interval.high)),
    }


def _score_dict(agency: AgencyVerdicts, score: AgencyScore) -> dict[str, Any]:
    def listed(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
        return [
            {
                "indicator": gap.indicator,
                "group": gap.group,
                "state": gap.stand,
                "ita_points": float(rounded(gap.points)),
            }
            for gap in gaps
        ]

    return {
        "id": agency.id,
        "code": agency.code,
        "name": agency.name,
        "district": agency.district,
        "oit": _interval(score.oit),
        "ita_share": _interval(score.ita_share),
        "indicators": {part.code: _interval(part.points) for part in score.total.indicators},
        "groups": {part.code: _interval(part.points) for part in score.total.groups},
        "gaps": listed(score.gaps),
        "open": listed(score.open),
        "rate": {"percent": float(rounded(score.rate * 100)), "of": score.rate_of},
    }


def _spread_dict(scores: Sequence[AgencyScore]) -> dict[str, Any] | None:
    found = spread(scores)
    if found is None:
        return None
    return {
        "agencies": found.agencies,
        "lowest": float(rounded(found.lowest)),
        "first_quartile": float(rounded(found.first_quartile)),
        "median": float(rounded(found.median)),
        "third_quartile": float(rounded(found.third_quartile)),
        "highest": float(rounded(found.highest)),
        "bands": [
            {"from": band.start, "to": band.end, "agencies": band.agencies} for band in found.bands
        ],
    }
