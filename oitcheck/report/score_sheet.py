"""The mock scores as a sheet of findings.xlsx."""

from __future__ import annotations

from collections.abc import Sequence

from oitcheck.model import AgencyVerdicts
from oitcheck.report.scores import points
from oitcheck.report.words import ReportWords
from oitcheck.report.xlsx import Cell, Sheet
from oitcheck.score import AgencyScore, Interval, rounded

_ENDS = ("low", "likely", "high")


def score_sheet(
    agencies: Sequence[AgencyVerdicts],
    scores: Sequence[AgencyScore],
    notice: str,
    words: ReportWords,
) -> Sheet:
    """A row for every agency that has a score, in the order of ``agencies``.

    Its cells have the styles text, flat, notice, head and points.
    """
    codes = list(dict.fromkeys(part.code for score in scores for part in score.total.indicators))
    heads = [words(f"sheet.{key}") for key in ("code", "agency", "district")]
    heads += _triple(words, "score_oit") + _triple(words, "score_ita")
    for code in codes:
        heads += _triple(words, "score_indicator", code=code)
    heads += [words("sheet.score_open"), words("sheet.score_gaps")]
    widths = (16, 44, 20, *(13 for _ in range(6 + 3 * len(codes))), 12, 60)
    sheet = Sheet(words("sheet.score"), widths, head=3, frozen=2)
    sheet.rows += [[Cell(notice, "notice")], [], [Cell(head, "head") for head in heads]]
    of_agency = {score.agency: score for score in scores}
    for agency in agencies:
        score = of_agency.get(agency.id)
        if score is None:
            continue
        row = [
            Cell(agency.code, "flat"),
            Cell(agency.name, "text"),
            Cell(agency.district, "text"),
            *_cells(score.oit),
            *_cells(score.ita_share),
        ]
        parts = {part.code: part.points for part in score.total.indicators}
        for code in codes:
            row += _cells(parts[code]) if code in parts else [Cell("", "flat")] * len(_ENDS)
        gaps = ", ".join(f"{gap.indicator} ({points(gap.points)})" for gap in score.gaps)
        row += [Cell(len(score.open), "flat"), Cell(gaps, "text")]
        sheet.rows.append(row)
    return sheet


def _triple(words: ReportWords, key: str, **values: str) -> list[str]:
    return [words(f"sheet.{key}", which=words(f"score.{end}"), **values) for end in _ENDS]


def _cells(interval: Interval) -> list[Cell]:
    return [Cell(rounded(getattr(interval, end)), "points") for end in _ENDS]
