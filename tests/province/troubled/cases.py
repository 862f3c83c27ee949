"""Every class of trouble and of sign, each at a host of its own, with what is true of it."""

from __future__ import annotations

from .seen import SEEN
from .shape import Case
from .stores import STORES
from .transport import TRANSPORT

CASES: tuple[Case, ...] = (*TRANSPORT, *SEEN, *STORES)
