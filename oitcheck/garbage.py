"""How often the interpreter looks for garbage."""

from __future__ import annotations

import gc

# Python's own 700 has it look for cycles dozens of times while one page is read, and there are
# hardly any: a fifth of the time that a page takes. What one body leaves behind waits a little.
_NEW_OBJECTS = 20_000


def collected_seldom() -> None:
    """Look for garbage after 20,000 new objects, and never among what has been imported by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
