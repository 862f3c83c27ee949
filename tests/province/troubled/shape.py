"""What is declared of a troubled host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .answers import Act

DOMAIN = "trouble-sample.go.th"


def host(kind: str) -> str:
    """The host of a kind of trouble."""
    return f"{kind}.{DOMAIN}"


@dataclass(frozen=True)
class Case:
    """One link that an agency hands in.

    ``serves``: what each host of the case does. ``problem``: the capture's problem, its code and
    the first word of its detail, empty where the fetch saw none. ``found``: the finding, as
    ``check:reason``; ``trouble``: the kind that it names, where it names one. ``outcome``: the
    finding's. ``advice``: what its Thai advice must say, ``who``: who acts.
    """

    name: str
    url: str
    serves: Mapping[str, Act]
    found: str
    outcome: str
    advice: str
    who: str
    problem: str = ""
    trouble: str = ""
