"""Mock scores: what a judgement would come to, as intervals. Unofficial, and pure."""

from oitcheck.score.agencies import (
    FEWEST_DECIDED,
    AgencyScore,
    Gap,
    RateOf,
    Stand,
    score_round,
    stand_of,
)
from oitcheck.score.arithmetic import (
    FULL,
    ITA_SHARE,
    PUBLISHED_YEAR,
    Interval,
    Part,
    Total,
    assumed,
    item_weights,
    oit_of,
    rounded,
    share,
    total,
)
from oitcheck.score.province import Band, Spread, ranked, spread

__all__ = [
    "FEWEST_DECIDED",
    "FULL",
    "ITA_SHARE",
    "PUBLISHED_YEAR",
    "AgencyScore",
    "Band",
    "Gap",
    "Interval",
    "Part",
    "RateOf",
    "Spread",
    "Stand",
    "Total",
    "assumed",
    "item_weights",
    "oit_of",
    "ranked",
    "rounded",
    "score_round",
    "share",
    "spread",
    "stand_of",
    "total",
]
