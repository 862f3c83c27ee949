"""The mock score of each assessed agency of a judgement, as an interval.

Lowest: every item that is still open gets 0: waiting for an officer, a check that did not succeed,
not handed in, before the province's deadline or after it (what is answered in ITAS counts).
Highest: every open item gets 100. Likely: an open item gets the agency's own rate of complete items
among those that are decided (complete or to be mended); where fewer than `FEWEST_DECIDED` of its
items are decided, the whole province's rate; where nothing is decided in the province, one half.
An assumption (what-if) leaves that rate as it is. A person's decision counts in place of the
machine's outcome. Suppliers have no score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oitcheck.catalogue import Catalogue
from oitcheck.checks.submitted import not_handed_in
from oitcheck.model import AgencyVerdicts, Judgement, Outcome, Role, Verdict
from oitcheck.score.arithmetic import (
    EVERYTHING,
    FULL,
    NOTHING,
    Interval,
    Total,
    item_weights,
    total,
)

FEWEST_DECIDED = 10
"""How many items of an agency must be decided before its own rate says anything."""

Stand = Literal["pass", "fail", "review", "error", "unsent", "skip"]
RateOf = Literal["agency", "province", "half"]
_OPEN = ("review", "error", "unsent")


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that does not have its points (yet). ``points``: of ITA, that it would bring."""

    indicator: str
    group: str
    stand: Stand
    points: Fraction


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """An agency's mock score.

    ``gaps``: items to be mended, ``open``: items that are not decided; both with the points that
    they would bring, most first, then by item. ``rate``: what an open item is likely to get, from
    0 to 1, and whose rate that is. ``decided`` of ``items`` are complete or to be mended.
    """

    agency: str
    total: Total
    gaps: tuple[Gap, ...]
    open: tuple[Gap, ...]
    rate: Fraction
    rate_of: RateOf
    decided: int
    items: int

    @property
    def oit(self) -> Interval:
        return self.total.oit

    @property
    def ita_share(self) -> Interval:
        return self.total.ita


def score_round(
    judgement: Judgement,
    catalogues: Mapping[str, Catalogue],
    *,
    mended: Set[str] = frozenset(),
    broken: Set[str] = frozenset(),
) -> tuple[AgencyScore, ...]:
    """The scores of the assessed agencies, in the judgement's order.

    ``catalogues`` by id. ``mended`` and ``broken``: codes of items that are assumed to be complete
    or to be mended, at every agency; what does not apply to it stays out. An agency without its
    catalogue, or to which no item applies, has no score, nor has one that a person rates.
    """
    assessed = [agency for agency in judgement.agencies if agency.role == Role.ASSESSED]
    province = _rate(_counted(verdict for agency in assessed for verdict in agency.verdicts))
    found = (
        _score(agency, catalogues.get(agency.catalogue_id), province, mended, broken)
        for agency in assessed
    )
    return tuple(score for score in found if score is not None)


def stand_of(verdict: Verdict) -> Stand:
    """How an item stands for its score: by the decision of a person, else as it was judged."""
    if verdict.decision is not None:
        return _stand(verdict.decision.outcome)
    return "unsent" if not_handed_in(verdict) else _stand(verdict.outcome)


def _score(
    agency: AgencyVerdicts,
    catalogue: Catalogue | None,
    province: Fraction | None,
    mended: Set[str],
    broken: Set[str],
) -> AgencyScore | None:
    if catalogue is not None and catalogue.rated_by_a_person:
        return None
    groups = {item.code: item.group for item in catalogue.indicators} if catalogue else {}
    # an item that the catalogue doesn't hold (any more) has no place in any mean
    verdicts = [verdict for verdict in agency.verdicts if verdict.indicator in groups]
    counted = _counted(verdicts)
    decided = counted["pass"] + counted["fail"]
    rate, rate_of = _rate_for(counted, province)
    stands: dict[str, Stand] = {}
    for verdict in verdicts:
        stand = stand_of(verdict)
        if stand != "skip":
            code = verdict.indicator
            stands[code] = "fail" if code in broken else "pass" if code in mended else stand
    whole = total((groups[code], _points(stand, rate)) for code, stand in stands.items())
    if whole is None:
        return None
    weights = item_weights(groups[code] for code in stands)
    lacking = [
        Gap(code, groups[code], stand, weights[groups[code]])
        for code, stand in stands.items()
        if stand != "pass"
    ]
    lacking.sort(key=lambda gap: (-gap.points, _number(gap.indicator)))
    return AgencyScore(
        agency=agency.id,
        total=whole,
        gaps=tuple(gap for gap in lacking if gap.stand == "fail"),
        open=tuple(gap for gap in lacking if gap.stand != "fail"),
        rate=rate,
        rate_of=rate_of,
        decided=decided,
        items=len(stands),
    )


def _points(stand: Stand, rate: Fraction) -> Interval:
    if stand in _OPEN:
        return Interval(Fraction(), rate * FULL, FULL)
    return EVERYTHING if stand == "pass" else NOTHING


def _counted(verdicts: Iterable[Verdict]) -> Counter[Stand]:
    return Counter(stand_of(verdict) for verdict in verdicts)


def _rate(counted: Counter[Stand]) -> Fraction | None:
    decided = counted["pass"] + counted["fail"]
    return Fraction(counted["pass"], decided) if decided else None


def _rate_for(counted: Counter[Stand], province: Fraction | None) -> tuple[Fraction, RateOf]:
    own = _rate(counted)
    if own is not None and counted["pass"] + counted["fail"] >= FEWEST_DECIDED:
        return own, "agency"
    if province is not None:
        return province, "province"
    return Fraction(1, 2), "half"


def _stand(outcome: Outcome) -> Stand:
    stands: dict[Outcome, Stand] = {
        Outcome.PASS: "pass",
        Outcome.FAIL: "fail",
        Outcome.REVIEW: "review",
        Outcome.ERROR: "error",
        Outcome.SKIP: "skip",
    }
    return stands[outcome]


def _number(code: str) -> tuple[int, str]:
    digits = code[1:]
    return (int(digits) if digits.isdecimal() else 10_000, code)
