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

__all__ = [
    "BANGKOK",
    "CLOSES",
    "COLUMNS",
    "KINDS",
    "STATES",
    "Deadline",
    "Owner",
    "Plan",
    "Record",
    "Step",
    "Window",
    "deadlines_of",
    "parse_plan",
]
