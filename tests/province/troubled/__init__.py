"""Hosts that misbehave, one for each class of trouble and of sign, with what is true of each.

`Troubled` serves them on loopback; `CASES` says what is to be found at each.
"""

from .cases import CASES, Case
from .server import Troubled
from .shape import DOMAIN

__all__ = ["CASES", "DOMAIN", "Case", "Troubled"]
