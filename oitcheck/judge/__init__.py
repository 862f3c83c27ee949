"""Judging: evidence in, a Judgement out. Pure; the same input gives the same bytes."""

from oitcheck.judge.gaps import Gap, gaps, waiting
from oitcheck.judge.rounds import RoundFacts, judge, natural, owners_of_hosts
from oitcheck.judge.serialise import SCHEMA, from_json, to_json_bytes

__all__ = [
    "SCHEMA",
    "Gap",
    "RoundFacts",
    "from_json",
    "gaps",
    "judge",
    "natural",
    "owners_of_hosts",
    "to_json_bytes",
    "waiting",
]
