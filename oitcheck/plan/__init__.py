"""A province's calendar for one year: steps, collections of links, cut-offs, appeal window."""

from oitcheck.plan.deadlines import Deadline, deadlines_of
from oitcheck.plan.parse import parse_plan
from oitcheck.plan.values import (
    BANGKOK,
    CLOSES,
    COLUMNS,
    KINDS,
    STATES,
    Owner,
    Plan,
    Record,
    Step,
    Window,
)
from oitcheck.plan.letters import NO_WINDOW, STATE_WORDS, closing_words, window_words

__all__ = [
    "BANGKOK",
    "CLOSES",
    "COLUMNS",
    "KINDS",
    "NO_WINDOW",
    "STATES",
    "Deadline",
    "STATE_WORDS",
    "Owner",
    "Plan",
    "Record",
    "Step",
    "Window",
    "closing_words",
    "deadlines_of",
    "parse_plan",
    "window_words",
]
