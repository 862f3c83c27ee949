"""Where agencies stand in ITAS, against the plan, and what they typed into it. Pure."""

from oitcheck.itas.against_plan import GOALS, Goal, Timeliness, Timing, goals_of, timing
from oitcheck.itas.lists import (
    Difference,
    Item,
    Match,
    NoteMatch,
    Pair,
    Shift,
    compare,
    differences,
    shift_of,
)
from oitcheck.itas.states import Doubt, Held, Progress, before, doubts, progress
from oitcheck.itas.words import STATE_WORDS, Claim, claim, state_in, ticked

__all__ = [
    "GOALS",
    "STATE_WORDS",
    "Claim",
    "Difference",
    "Doubt",
    "Goal",
    "Held",
    "Item",
    "Match",
    "NoteMatch",
    "Pair",
    "Progress",
    "Shift",
    "Timeliness",
    "Timing",
    "before",
    "claim",
    "compare",
    "differences",
    "doubts",
    "goals_of",
    "progress",
    "shift_of",
    "state_in",
    "ticked",
    "timing",
]
