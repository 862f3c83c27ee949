"""What watching a link brings to light: when it was down, and how it differs from its last good
state. Pure functions over captures and documents; nothing here looks at a clock or a store."""

from oitcheck.outages.content import WORSE, Fault, Shown, faults, shown, text_changed
from oitcheck.outages.log import EMPTY, Log, Outage, extended, log_of
from oitcheck.outages.looks import Look, State, look_of, looks_of
from oitcheck.outages.standing import Change, Kind, Standing, changes, stand

__all__ = [
    "EMPTY",
    "WORSE",
    "Change",
    "Fault",
    "Kind",
    "Log",
    "Look",
    "Outage",
    "Shown",
    "Standing",
    "State",
    "changes",
    "extended",
    "faults",
    "log_of",
    "look_of",
    "looks_of",
    "shown",
    "stand",
    "text_changed",
]
