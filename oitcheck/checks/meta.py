"""The shape of a check's META: its identity and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from oitcheck.catalogue import Words
from oitcheck.model import Outcome, Over, Scope

Who = Literal["agency", "vendor", "unit", "province", "nobody"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code's words. ``message`` says what was seen, ``fix`` the one thing to do.

    Both are `str.format` templates over the finding's facts. ``outcome`` is what the reason
    leads to when the rule behind it is confirmed.
    """

    outcome: Outcome
    message: Words
    fix: Words
    who: Who


@dataclass(frozen=True, slots=True)
class Meta:
    """``needs``: links, captures, documents. ``rests_on``: rules that must be confirmed before
    the check may fail anything (``data-year``); empty where it rests on plain facts."""

    id: str
    version: int
    scope: Scope
    over: Over
    needs: frozenset[str]
    title: Words
    means: Words
    why: Words
    reasons: Mapping[str, Reason]
    rests_on: frozenset[str] = frozenset()
