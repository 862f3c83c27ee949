"""Which rules are confirmed, and whether what was confirmed is still what the rule says."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from oitcheck.catalogue.values import Catalogue, Confirmation, Element, Indicator, Way, Words


def confirmed_count(catalogue: Catalogue) -> tuple[int, int]:
    """How many items are confirmed, and how many there are. An item's own status counts."""
    return sum(item.confirmed for item in catalogue.indicators), len(catalogue.indicators)


def rule_digest(rule: Indicator | Element) -> str:
    """The first 16 hexadecimal digits of the sha256 of what the rule asks for.

    Its status, sources and remarks are no part of it; neither are an item's elements, which are
    confirmed on their own.
    """
    if isinstance(rule, Indicator):
        asked: dict[str, Any] = {
            "code": rule.code,
            "group": rule.group,
            "name": _words(rule.name),
            "data_year": rule.data_year,
            "data_year_text": rule.data_year_text,
            "formats": rule.formats,
            "checks": rule.checks,
            "for_a_person": rule.for_a_person,
        }
    else:
        asked = {
            "id": rule.id,
            "text": _words(rule.text),
            "data_year": rule.data_year,
            "period": rule.period,
            "kinds": rule.kinds,
            "formats": rule.formats,
            "if_any": rule.if_any,
            "see": [_way(way) for way in rule.see],
        }
    # what is not said leaves no trace, so that a key added to the format later changes nothing
    said = {key: value for key, value in asked.items() if value}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def last_word(catalogue: Catalogue, code: str, element: str = "") -> Confirmation | None:
    """The newest line of the audit trail about an item, or about one of its elements."""
    return next(
        (
            one
            for one in reversed(catalogue.confirmations)
            if (one.code, one.element) == (code, element)
        ),
        None,
    )


def _words(words: Words) -> dict[str, str]:
    return {"th": words.th, "en": words.en}


def _way(way: Way) -> dict[str, Any]:
    said = {
        "phrases": way.phrases,
        "detector": way.detector,
        "columns": way.columns,
        "roles": way.roles,
    }
    return {key: value for key, value in said.items() if value}
