"""A province's calendar for one year: steps, collections of links, cut-offs, appeal window."""

from oitcheck.plan.deadlines import Deadline, deadlines_of
from oitcheck.plan.letters import NO_WINDOW, STATE_WORDS, closing_words, window_words
from oitcheck.plan.parse import parse_plan
from oitcheck.plan.terms import Terms, deadline_window, moved_deadlines, planned, terms
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

__all__ = [
    "BANGKOK",
    "CLOSES",
    "COLUMNS",
    "KINDS",
    "NO_WINDOW",
    "STATES",
    "STATE_WORDS",
    "Deadline",
    "Owner",
    "Plan",
    "Record",
    "Step",
    "Terms",
    "Window",
    "closing_words",
    "deadline_window",
    "deadlines_of",
    "moved_deadlines",
    "parse_plan",
    "planned",
    "terms",
    "window_words",
]
