"""How an item stands, and which findings made it so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from oitcheck.catalogue import Catalogue
from oitcheck.checks.meta import Meta
from oitcheck.checks.submitted import not_handed_in
from oitcheck.judge import natural
from oitcheck.model import (
    Finding,
    LinkVerdict,
    Outcome,
    Over,
    Verdict,
    combine_all,
    combine_any,
)

State = Literal["fail", "review", "pass", "unsent", "error", "skip"]
STATES: tuple[State, ...] = ("fail", "review", "pass", "unsent", "error", "skip")
SYMBOLS: Mapping[State, str] = {
    "fail": "✕",
    "review": "?",
    "pass": "✓",
    "unsent": "–",
    "error": "!",
    "skip": "○",
}
_OF_OUTCOME: Mapping[Outcome, State] = {
    Outcome.FAIL: "fail",
    Outcome.REVIEW: "review",
    Outcome.PASS: "pass",
    Outcome.ERROR: "error",
    Outcome.SKIP: "skip",
}
_ANCHOR = re.compile(r"O?\d[\d.]*")
"""Codes that serve as a place in a page; no id of the pages themselves begins with a digit."""


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator as a page names it; ``anchor`` is safe as an id, ``name`` may be empty."""

    code: str
    name: str
    group: str
    number: int
    anchor: str
    provisional: bool


def state_of(outcome: Outcome) -> State:
    return _OF_OUTCOME[outcome]


def state(verdict: Verdict) -> State:
    """The verdict's outcome; without a link to open it is ``unsent``, whatever the outcome."""
    if not_handed_in(verdict):
        return "unsent"
    return _OF_OUTCOME[verdict.outcome]


def items_of(
    verdicts: Sequence[Verdict], catalogue: Catalogue | None, lang: str
) -> dict[str, Item]:
    """The items of ``verdicts`` by code, in the catalogue's order."""
    found: dict[str, Item] = {}
    codes = {verdict.indicator for verdict in verdicts}
    places = {item.code: n for n, item in enumerate(catalogue.indicators)} if catalogue else {}
    for place, code in enumerate(
        sorted(codes, key=lambda code: (places.get(code, len(places)), natural(code))), start=1
    ):
        known = catalogue.indicator(code) if catalogue else None
        found[code] = Item(
            code=code,
            name=known.name.in_language(lang) if known else "",
            group=known.group if known else "",
            number=place,
            anchor=code if _ANCHOR.fullmatch(code) else f"item-{place}",
            provisional=known is not None and not known.confirmed,
        )
    return found


def telling(
    verdict: Verdict, outcome: Outcome, metas: Mapping[str, Meta]
) -> Iterator[tuple[Finding, LinkVerdict | None]]:
    """The findings of ``outcome`` that count for the verdict, with the link of each.

    A check for which one good link is enough (``Over.ANY``) tells nothing through its bad links
    as long as the roll-up of its links is another outcome.
    """
    for finding in verdict.findings:
        if finding.outcome is outcome:
            yield finding, None
    of_check: dict[str, list[tuple[Finding, LinkVerdict]]] = defaultdict(list)
    for link in verdict.links:
        for finding in link.findings:
            of_check[finding.check].append((finding, link))
    for check, pairs in of_check.items():
        meta = metas.get(check)
        combine = combine_any if meta and meta.over is Over.ANY else combine_all
        if combine(finding.outcome for finding, _ in pairs) is not outcome:
            continue
        for finding, link in pairs:
            if finding.outcome is outcome:
                yield finding, link
