"""Names of places as different lists write them."""

from __future__ import annotations

import re

from oitcheck.thai.normalise import fold

_BEFORE = re.compile(r"^(?:กิ่งอำเภอ|อำเภอ|อ\.)\s*")
_WORD = re.compile(r"^(?:กิ่งอำเภอ|อำเภอ|เขต|อ(?=\.))")


def district_name(name: str) -> str:
    """A district's bare name as registries keep it: without อำเภอ or อ. in front."""
    return _BEFORE.sub("", name.strip()) or name


def district_key(name: str) -> str:
    """A district for comparing: ``อำเภอเมือง``, ``อ.เมือง`` and ``เมือง`` are one."""
    return _WORD.sub("", fold(name)).strip(" .").replace(" ", "")


def district_title(name: str) -> str:
    """A district with the word before it, if it isn't there yet."""
    if not name:
        return "ไม่ระบุอำเภอ"
    return name if name.startswith(("อำเภอ", "กิ่งอำเภอ", "เขต", "อ.")) else f"อำเภอ{name}"
