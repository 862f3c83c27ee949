"""Names of items as pages write them, compared with those of the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from oitcheck import codes
from oitcheck.thai.digits import to_arabic

FEW_LETTERS = 8
"""Letters from which on words can be told from chance."""
_STRIP = re.compile(r"(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*25\d\d")


def nameless(text: str) -> str:
    """A text without the code in front."""
    return re.sub(
        r"^\W*(?:(?:ข้อ(?:ที่)?|ตัวชี้วัด(?:ที่|ย่อยที่|ย่อย)?|OIT|ITA)\s*)?[(\[]?\s*O?\s*[-._]?\s*\d{1,3}\s*[)\].:\-–]*\s*",
        "",
        to_arabic(text),
        flags=re.I,
    )


def letters(text: str) -> str:
    """What counts of a name: its letters, without blanks, marks and the year."""
    return codes.key(_STRIP.sub("", text))


def alike(text: str, name: str) -> float:
    """How much two names are one, 0 to 1, by pairs of letters; years and numbering don't count. A
    short text that stands whole in the name is at most "like" it."""
    one, other = letters(text), letters(name)
    if len(one) < 4 or len(other) < 4:
        return 1.0 if one and one == other else 0.0
    pairs, others = (
        Counter(pairwise(one)),
        Counter(pairwise(other)),
    )
    both = sum((pairs & others).values())
    dice = 2 * both / (sum(pairs.values()) + sum(others.values()))
    contained = both / min(sum(pairs.values()), sum(others.values()))
    return max(dice, 0.75 * contained if len(one) >= FEW_LETTERS else 0.0)
