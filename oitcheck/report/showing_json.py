"""The JSON of one piece of evidence: what its page says, as data."""

from __future__ import annotations

import json
from typing import Any

from oitcheck import __version__
from oitcheck.report.moments import Moments
from oitcheck.report.showing import View, short
from oitcheck.report.showing_values import ShowWords
from oitcheck.report.shown import Dated, Grid, Leaf, masked, text_of

SCHEMA = "oitcheck.show/1"


def as_dict(view: View) -> dict[str, Any]:
    """The same as data: dates in C.E. (ISO), numbers masked, the same bounds."""
    evidence, document = view.evidence, view.document
    return {
        "schema": SCHEMA,
        "tool_version": __version__,
        "source": {
            "name": view.name,
            "kind": "link" if evidence.is_link else "file",
            "final_url": short(evidence.final_url),
            "redirects": [{"status": s, "url": short(url)} for s, url in evidence.hops],
            "taken_at": Moments.utc(evidence.taken_at) if evidence.taken_at else None,
            "status": evidence.status,
            "declared": short(evidence.declared),
            "trouble": {"th": evidence.trouble.th, "en": evidence.trouble.en}
            if evidence.trouble
            else None,
            "drawn": evidence.drawn,
        },
        "media": evidence.media,
        "size": evidence.size,
        "sha256": evidence.sha256,
        "failure": {"reason": view.failure.reason, "detail": masked(view.failure.detail)}
        if view.failure
        else None,
        "title": view.title,
        "content_chars": document.quality.content_chars if document else 0,
        "metadata": dict(view.metadata),
        "markers": [
            {"marker": one, "th": ShowWords("th").marker(one), "en": ShowWords("en").marker(one)}
            for one in view.markers
        ],
        "pages": [_leaf(leaf) for leaf in view.text.leaves],
        "tables": [_rows(grid) for grid in view.text.apart],
        "dates": [_date(one) for one in view.text.dates],
        "chosen": {
            "first": view.chosen.mention.first.isoformat(),
            "last": view.chosen.mention.last.isoformat(),
            "precision": view.chosen.mention.precision,
            "source": view.chosen.mention.source,
            "raw": short(view.chosen.mention.raw),
            "reasons": [str(reason) for reason in view.chosen.reasons],
        }
        if view.chosen
        else None,
        "links": [
            {
                "text": one.text,
                "url": one.address,
                "region": str(one.region),
                "kind": one.kind,
                "context": one.context,
            }
            for one in view.links
        ],
        "hidden": view.hidden,
        "members": [
            dict(zip(("name", "size", "media", "page", "reason"), one, strict=True))
            for one in view.members
        ],
        "fields": [dict(zip(("name", "value", "page"), one, strict=True)) for one in view.fields],
        "cut": {key: {"shown": a, "total": b} for key, (a, b) in sorted(view.cut.items())},
    }


def json_text(view: View) -> str:
    return json.dumps(as_dict(view), ensure_ascii=False, indent=1, sort_keys=True)


def _rows(grid: Grid) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in grid.rows]


def _leaf(leaf: Leaf) -> dict[str, Any]:
    page = leaf.page
    return {
        "number": page.number if page else 0,
        "label": leaf.label,
        "read": page.read if page else "text",
        "blank": bool(page and page.blank),
        "image_only": bool(page and page.image_only),
        "blocks": [
            {"region": str(stretch.region)}
            | (
                {"table": _rows(part)}
                if isinstance(part, Grid)
                else {"heading": part.heading, "text": text_of(part.pieces)}
            )
            for stretch in leaf.stretches
            for part in stretch.parts
        ],
    }


def _date(one: Dated) -> dict[str, Any]:
    mention = one.mention
    return {
        "raw": one.raw,
        "first": mention.first.isoformat(),
        "last": mention.last.isoformat(),
        "precision": mention.precision,
        "calendar": mention.calendar,
        "script": mention.script,
        "confidence": mention.confidence,
        "source": mention.source,
        "start": mention.start,
        "end": mention.end,
        "region": str(one.region),
        "page": one.page,
    }
