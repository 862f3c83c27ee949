"""Month names in every spelling that texts use, typos included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from oitcheck.thai.words import MONTHS, MONTHS_ENGLISH, MONTHS_SHORT

_CLIPPED = (
    "มกรา",
    "กุมภา",
    "มีนา",
    "เมษา",
    "พฤษภา",
    "มิถุนา",
    "กรกฎา",
    "สิงหา",
    "กันยา",
    "ตุลา",
    "พฤศจิกา",
    "ธันวา",
)
# Mistakes so common that they are names of their own.
_ALIASES = {
    "กรกฏาคม": 7,
    "กุมภาพันธ": 2,
    "กุมภาพันธุ์": 2,
    "พฤษจิกายน": 11,
    "พฤศจิกา": 11,
    "พฤศภาคม": 5,
    "พฤกษภาคม": 5,
}
_THAI_LETTER = "ก-ฺเ-๎"


def _exact() -> dict[str, int]:
    names = dict(_ALIASES)
    for number, (full, short, clipped) in enumerate(
        zip(MONTHS, MONTHS_SHORT, _CLIPPED, strict=True), start=1
    ):
        names[full] = names[clipped] = number
        names[short.replace(".", "")] = number
    for number, english in enumerate(MONTHS_ENGLISH, start=1):
        names[english] = names[english[:3]] = number
    return names | {"sept": 9}


_EXACT = _exact()
# มิถุนาคม, กรกฎายน: the ending of the months of another length.
_OTHER_ENDING = {
    name[:-2] + ("ยน" if name.endswith("คม") else "คม"): number
    for number, name in enumerate(MONTHS, start=1)
    if name.endswith(("คม", "ยน"))
}


def thai_forms() -> Iterator[tuple[str, str]]:
    """Thai month names, short forms and their usual misspellings as regular expressions, with what
    must stand before them, where ¦ stands for their own first letter."""
    full = [*MONTHS, *(alias for alias in _ALIASES if alias not in _CLIPPED)]
    for name in sorted(full, key=len, reverse=True):
        yield "", rf"{name}(?:(?:[มน]|[ก-ฮ]?\u0e4c)(?=[\s\d]))?"
    alone = f"(?<!สำนักงาน ¦)(?<!สำนักงาน¦)(?:(?<![{_THAI_LETTER}.]¦)|(?<=เดือน¦)|(?<=ถึง¦)|(?<=ปี¦))"
    for short in MONTHS_SHORT:
        first, second = short.rstrip(".").split(".")
        # ก.พ. and ก.ค. also begin the names of commissions: สำนักงาน ก.พ., ก.ค.ศ.
        yield alone, rf"{first} ?\. ?{second}(?: ?\.{{1,3}}|(?![{_THAI_LETTER}]))(?! ?ศ ?\.)"
    for plain in (*_CLIPPED, *(short.replace(".", "") for short in MONTHS_SHORT)):
        yield alone, rf"{plain}\.?(?![{_THAI_LETTER}])"


def english_forms() -> Iterator[str]:
    """English month names and three-letter forms, in three cases, as regular expressions."""
    names: list[str] = []
    for english in MONTHS_ENGLISH:
        names += [english, english[:3]]
    names.append("sept")
    names.sort(key=len, reverse=True)
    cased = [form for name in names for form in (name, name.title(), name.upper())]
    for form in dict.fromkeys(cased):
        yield rf"{form}\.?(?![A-Za-z])"


@lru_cache(maxsize=1024)
def number(name: str) -> int:
    """1 to 12 for a name that the patterns match."""
    plain = re.sub(r"[. ]", "", name).lower()
    if plain in _EXACT:
        return _EXACT[plain]
    return _EXACT.get(plain[:-1]) or _EXACT[plain[:-2]]


# Each letter that a name has not is a slip of its own; so many slips are no misspelling, and no
# rival of one.
_LETTERS = tuple(map(set, MONTHS))
_FAR = 5


@lru_cache(maxsize=2048)
def guess(word: str) -> int:
    """The month that ``word`` is a misspelling of, 0 for none.

    One slip (a character left out, put in, changed, or two swapped), two in names of seven
    characters or more; ฏ for ฎ is none. After one slip no other month may be as close, after two
    none nearly.
    """
    word = word.replace(" ", "").replace("ฏ", "ฎ").rstrip(".")
    if not 5 <= len(word) <= 13:
        return 0
    if word in _EXACT or word in _OTHER_ENDING:
        return _EXACT.get(word) or _OTHER_ENDING[word]
    letters = set(word)
    near, rivals = [], []
    for number, own in enumerate(_LETTERS, start=1):
        foreign = len(letters - own)
        if foreign <= 2:
            near.append((_slips(word, number), number))
        elif foreign < _FAR:
            rivals.append(number)
    if not near or min(near)[0] > 2:
        return 0
    ranked = sorted([*near, *((_slips(word, number), number) for number in rivals), (_FAR, 13)])
    (best, found), (second, _) = ranked[0], ranked[1]
    allowed = 2 if len(MONTHS[found - 1]) >= 7 else 1
    return found if best <= allowed and second >= best + (1 if best == 1 else 2) else 0


@lru_cache(maxsize=2048)
def guess_english(word: str) -> int:
    """The month that a Latin word of five letters or more is one slip off, 0 for none."""
    word = word.lower()
    near = [
        number
        for number, name in enumerate(MONTHS_ENGLISH, start=1)
        if len(name) >= 5 and abs(len(name) - len(word)) <= 1 and distance(word, name) == 1
    ]
    return near[0] if len(near) == 1 else 0


def _slips(word: str, number: int) -> int:
    return min(_FAR, *(distance(word, name) for name in _spelt(MONTHS[number - 1])))


def _spelt(name: str) -> tuple[str, ...]:
    """A name, and as it sounds: what no one hears (ธ์) is often left out."""
    return (name, name[:-2]) if name.endswith("\u0e4c") else (name,)


def distance(one: str, other: str) -> int:
    """Slips between two words: insertions, deletions, changes, swaps of neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
