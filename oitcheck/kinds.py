"""Kinds of agencies, as registries write them and as rules name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KINDS = (
    "จังหวัด",
    "ส่วนราชการ",
    "อปท.",
    "อบจ.",
    "เทศบาล",
    "อบต.",
    "สถานศึกษา",
    "องค์การมหาชน",
    "รัฐวิสาหกิจ",
    "มหาวิทยาลัย",
)
"""The kinds that rules may name. ``อปท.`` covers อบจ., เทศบาล and อบต."""

LOCAL = "อปท."
PROVINCE = "จังหวัด"

_LOCAL_BODIES = frozenset({"อบจ.", "เทศบาล", "อบต."})
_WORDS: Mapping[str, str] = {
    "องค์กรปกครองส่วนท้องถิ่น": "อปท.",
    "อปท": "อปท.",
    "เมืองพัทยา": "อปท.",
    "กรุงเทพมหานคร": "อปท.",
    "องค์การบริหารส่วนจังหวัด": "อบจ.",
    "อบจ": "อบจ.",
    "องค์การบริหารส่วนตำบล": "อบต.",
    "อบต": "อบต.",
    "เทศบาล": "เทศบาล",
    "ทน.": "เทศบาล",
    "ทม.": "เทศบาล",
    "ทต.": "เทศบาล",
    "ส่วนราชการ": "ส่วนราชการ",
    "ราชการส่วนภูมิภาค": "ส่วนราชการ",
    "หน่วยงานส่วนภูมิภาค": "ส่วนราชการ",
    "หน่วยงานส่วนกลาง": "ส่วนราชการ",
    "วิทยาลัย": "สถานศึกษา",
    "โรงเรียน": "สถานศึกษา",
    "สถานศึกษา": "สถานศึกษา",
    "มหาวิทยาลัย": "มหาวิทยาลัย",
    "สถาบันอุดมศึกษา": "มหาวิทยาลัย",
    "องค์การมหาชน": "องค์การมหาชน",
    "รัฐวิสาหกิจ": "รัฐวิสาหกิจ",
    "จังหวัด": "จังหวัด",
}


def kind_of(text: str) -> str:
    """The kind that a registry's word means (``เทศบาลตำบล`` is ``เทศบาล``); empty if none is known.

    The longest known word at the beginning decides, so that องค์การบริหารส่วนจังหวัด is no จังหวัด.
    """
    plain = "".join(text.split())
    starts = [word for word in _WORDS if plain.startswith(word)]
    return _WORDS[max(starts, key=len)] if starts else ""


def applies(kinds: Iterable[str], kind: str) -> bool | None:
    """Whether a rule for ``kinds`` holds for an agency whose registry entry says ``kind``.

    A rule without kinds holds for all. None: the agency's kind is not known, a person must say.
    """
    wanted = set(kinds)
    if not wanted:
        return True
    own = kind_of(kind)
    if not own:
        return None
    return own in wanted or (LOCAL in wanted and own in _LOCAL_BODIES)
