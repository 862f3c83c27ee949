"""Says which known name is near to one that isn't known."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

_SHOWN = 12


def nearest(word: str, known: Sequence[str]) -> str:
    """The hint of an error: the nearest name, and what there is."""
    if not known:
        return "ยังไม่มีข้อมูล"
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    hint = f"ใกล้เคียงที่สุดคือ {near[0]} " if near else ""
    more = f" และอีก {len(known) - _SHOWN}" if len(known) > _SHOWN else ""
    return f"{hint}ที่มี: {', '.join(known[:_SHOWN])}{more}"
