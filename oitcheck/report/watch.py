"""The files of a watch: what the links are like now, when they were down, what to tell whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from oitcheck.outages import Shown
from oitcheck.report.files import put
from oitcheck.report.moments import Moments
from oitcheck.report.pages import Pages
from oitcheck.report.watch_values import LinkView, Told, WatchReport, standing_name
from oitcheck.report.watch_view import view_of
from oitcheck.report.watch_words import WatchWords
from oitcheck.report.watch_xlsx import workbook
from oitcheck.report.words import Language
from oitcheck.report.writing import round_title

SCHEMA = "oitcheck.watch/1"


def as_dict(report: WatchReport) -> dict[str, Any]:
    """What watch.json holds (``watch.schema.json``)."""
    return {
        "schema": SCHEMA,
        "province": report.province,
        "year": report.year,
        "round": report.round,
        "at": Moments.utc(report.at),
        "window": [
            {"from": Moments.utc(first), "until": Moments.utc(last)}
            for first, last in report.window
        ],
        "passes": report.passes,
        "silent": report.silent,
        "tool_version": report.tool_version,
        "counts": report.counts,
        "links": [_link(link) for link in report.links],
        "changes": _told(report.changes),
        "history": _told(report.history),
    }


def write_watch(report: WatchReport, folder: Path, lang: Language) -> tuple[Path, ...]:
    """``watch.html``, ``watch.json`` and ``watch.xlsx`` in ``folder``; the same bytes for the same
    report. Raises `OitcheckError` when a file can't be written, such as one open in Excel."""
    said = WatchWords(lang, report.item)
    view = view_of(report, said)
    page = Pages(
        said.words,
        said.moments,
        {"judgement": report, "round_title": round_title(report.round, lang), "as_of": view.at},
    ).watch(view=view, report=report)
    made = {
        folder / "watch.html": page.encode("utf-8"),
        folder / "watch.json": _json(as_dict(report)),
        folder / "watch.xlsx": workbook(report, view, said),
    }
    for path, body in made.items():
        put(path, body, f"oitcheck watch --round {report.round}")
    return tuple(made)


def _json(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode("utf-8", errors="backslashreplace") + b"\n"


def _link(link: LinkView) -> dict[str, Any]:
    standing, log = link.standing, link.log
    newest = standing.shown
    return {
        "url": link.url,
        "agencies": [
            {
                "id": one.agency,
                "code": one.code,
                "name": one.name,
                "indicators": list(one.indicators),
            }
            for one in link.places
        ],
        "state": str(standing.state),
        "standing": standing_name(standing),
        "code": standing.code,
        "since": Moments.utc(standing.since),
        "looked_at": Moments.utc(standing.at),
        "looks": log.looks,
        "faults": [str(fault) for fault in standing.faults],
        "outages": [
            {
                "first_down": Moments.utc(one.first_down),
                "last_down": Moments.utc(one.last_down),
                "up_again": Moments.utc(one.up_again) if one.up_again else None,
                "looks": one.looks,
                "code": one.code,
            }
            for one in log.outages
        ],
        "good": _shown(standing.good),
        "certificate": {"verify_code": newest.verify_code, "not_after": newest.not_after}
        if newest and newest.verify_code >= 0
        else None,
    }


def _shown(one: Shown | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "at": Moments.utc(one.at),
        "capture": one.capture,
        "sha256": one.sha256,
        "size": one.size,
        "final_url": one.final_url,
        "title": one.title,
        "chars": one.chars,
        "years": list(one.years),
    }


def _told(entries: Iterable[Told]) -> Sequence[dict[str, Any]]:
    return [
        {
            "url": url,
            "told_at": Moments.utc(at),
            "at": Moments.utc(change.at),
            "kind": str(change.kind),
            "detail": change.detail,
            "before": change.before,
            "after": change.after,
            "worse": change.worse,
        }
        for url, at, change in entries
    ]
