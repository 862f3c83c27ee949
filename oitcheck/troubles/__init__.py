"""What kept a link from opening, each kind with its words: what it is, what to do, and who does it.

`of` names exactly one kind for a capture, or None for one that opened without trouble. Pure.
"""

from oitcheck.troubles.kinds import Kind, Trouble
from oitcheck.troubles.naming import asked_last, kind_of, of
from oitcheck.troubles.table import TROUBLES

__all__ = ["TROUBLES", "Kind", "Trouble", "asked_last", "kind_of", "of"]
