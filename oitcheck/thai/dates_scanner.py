"""Finds the words and numbers that dates are made of.

One regular expression, sorted by the first letter of what it looks for: most places of a text are
passed by on that letter alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from oitcheck.thai import dates_months
from oitcheck.thai.words import WEEKDAYS

_THAI = "ก-ฺเ-๎"
# What must stand before a word is written with ¦ for the word's own first letter.
_FREE = f"(?<![{_THAI}]¦)"
_LATIN = "(?<![A-Za-z]¦)"
_WEEKDAYS = "|".join((*WEEKDAYS, "พฤหัส"))
_DAY = f"วัน(?:ที่|(?:{_WEEKDAYS}) ?(?:ที่)?)"
_FISCAL = r"ปี ?(?:งบ ?ประมา(?:[ณนญฌ]ฯ?|ฯ)|งบ(?:ฯ|\.(?= ?\d))?(?![ก-ฮเ-ไ])|งปม\.?)"
_YEAR = "ปี ?(?:การศึกษา|บัญชี|ปฏิทิน)?(?![ก-ฮเ-ไ]{2}|[ะ-ู])"
_ROUND = "รอบ(?:ระยะเวลา|การรายงาน|การประเมิน)?"
_ERA = r"พ ?\. ?ศ ?\.{0,3}"
_AND = "และ(?= ?(?:ไตรมาส|[1-4](?!\\d)))"

# Kind (see dates_tokens), what stands before, the word; where two fit, the first counts.
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("k", "", r"สขร ?\.? ?1(?!\d)"),
    ("F", "", f"ประจำ ?{_FISCAL}"),
    ("F", "", _FISCAL),
    *(
        ("F", _LATIN, f"{word}(?![A-Za-z])")
        for word in ["FY", "Fy", "fy", "fiscal [Yy]ear", "Fiscal [Yy]ear", "FISCAL YEAR"]
    ),
    ("f", "", "งบประมาณ(?:รายจ่าย)?"),
    ("f", "(?<![ก-๎.]¦)", r"งปม\.?"),
    ("Y", "(?<![เแโใไ]¦)", f"ใน{_YEAR}"),
    ("Y", "(?<![เแโใไ]¦)", f"ประจำ ?{_YEAR}"),
    ("Y", "(?<![เแโใไ]¦)", _YEAR),
    ("Y", "(?<![ก-๎]¦)", "Year(?= )"),
    ("Y", "(?<![ก-๎]¦)", "year(?= )"),
    ("p", _FREE, _ERA),
    ("p", "(?:(?<=ปี¦)|(?<=ประมาณ¦)|(?<=เดือน¦))", _ERA),
    (
        "p",
        f"(?:{_FREE}|(?<=ปี¦)|(?<=คม¦)|(?<=ยน¦)|(?<=ณ¦))",
        rf"พศ\.?(?![{_THAI}])",
    ),
    ("p", "", r"พ\.ศ ?\.{0,3}"),
    ("p", "", "พุทธศักราช"),
    ("p", _LATIN, r"B\.E\.?(?![A-Za-z])"),
    ("p", _LATIN, "BE(?![A-Za-z])"),
    ("c", "", r"ค ?\. ?ศ ?\.{0,3}"),
    ("c", _FREE, rf"คศ\.?(?![{_THAI}])"),
    ("c", "", "คริสต์?ศักราช"),
    *(("c", _LATIN, f"{word}(?![A-Za-z])") for word in (r"A\.D\.?", "AD", r"C\.E\.?")),
    *(("w", "", f"{lead}{_DAY}") for lead in ("ณ ?", "ลง", "ใน", "เมื่อ", "")),
    *(("m", "", f"{lead}เดือน") for lead in ("ประจำ", "ใน", "")),
    ("t", "", "จนถึง"),
    ("t", "", "ถึง"),
    *(("t", _LATIN, f"{word}(?![A-Za-z])") for word in ["to", "until", "through", "TO", "To"]),
    ("t", "", "~"),
    ("Q", "", "ไตรมาส ?(?:ที่)?"),
    *(("Q", _LATIN, rf"{word}(?=\d)") for word in ("Quarter ?", "quarter ?", "Q", "q")),
    ("R", "", f"ใน{_ROUND}"),
    ("R", "(?<!ค¦)", _ROUND),
    ("R", "", "งวด"),
    ("h", "", "ครึ่ง(?:ปี(?: ?งบประมาณ(?= ?(?:แรก|หลัง)))?|(?=แรก|หลัง))"),
    ("a", "(?<=[1-4]¦)", _AND),
    ("a", "(?<=[1-4] ¦)", _AND),
    ("A", "", "แรก"),
    ("Z", "", "หลัง(?!คา)"),
    *(("I", _LATIN, f"{word}(?![A-Za-z])") for word in ("ITA", "OIT", "ita", "oit", "Ita")),
)
# Numbers in words, where only a period's number can stand.
SPELT = {"หก": 6, "เก้า": 9, "สิบสอง": 12, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": 4}
_SPELT: tuple[tuple[str, str, str], ...] = (
    *(("spelt", "", f"{word}(?= ?เดือน)") for word in ("หก", "เก้า", "สิบสอง")),
    *(("spelt", "(?<=ไตรมาสที่¦)", word) for word in ("หนึ่ง", "สอง", "สาม", "สี่")),
    *(("spelt", "(?<=ไตรมาส¦)", word) for word in ("หนึ่ง", "สอง", "สาม", "สี่", "สุดท้าย")),
)
# 2,569 and the like; n: a number; g: one that a Latin letter touches.
_NUMBERS: tuple[tuple[str, str, str], ...] = tuple(
    (kind, before, first + after)
    for first in "0123456789"
    for kind, before, after in (
        ("x", "", r"\d{0,2}(?:,\d{3})+(?:\.\d+)?(?!\d)"),
        ("n", "(?<![A-Za-z]¦)", r"\d*+(?![A-Za-z_])"),
        ("g", "", r"\d*+(?:(?:st|nd|rd|th)(?![A-Za-z]))?"),
    )
)
_CODES: tuple[tuple[str, str, str], ...] = tuple(
    ("O", "(?<![A-Za-z0-9]¦)", rf"{letter}\.?_?-?\d{{1,2}}(?!\d)") for letter in "oO"
)


class Scanner:
    """Finds tokens; ``filename`` as in `dates.find`."""

    def __init__(self, filename: bool) -> None:
        months = (
            *(("M", before, word) for before, word in dates_months.thai_forms()),
            *(("E", _LATIN, word) for word in dates_months.english_forms()),
        )
        words = (*(_CODES if filename else ()), *_NUMBERS, *_SPELT, *months, *_WORDS)
        firsts = dict.fromkeys(word[0] for _, _, word in words)
        self._groups = [""]
        self._known: dict[str, str] = {}
        # A match with a group for each word would cost more than the search for it.
        self._telling = re.compile("|".join(_words_with(c, words, self._groups) for c in firsts))
        self._finding = re.compile("|".join(_words_with(c, words, None) for c in firsts))

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words and numbers of a stretch of text, from left to right. A number by itself, no
        Latin letter touching, has group 1."""
        return self._finding.finditer(text, start, end)

    def kind(self, match: re.Match[str]) -> str:
        """The kind (see `dates_tokens`) of what `find` gave and is no number by itself: x for 2,569
        and the like, g for a number that a Latin letter touches. A word is always of one kind."""
        word = match[0]
        if word[0].isdigit():
            return "x" if "," in word else "g"
        kind = self._known.get(word)
        if kind is None:
            told = self._telling.match(match.string, match.start(), match.endpos)
            assert told is not None
            kind = self._groups[told.lastindex or 0]
            if len(self._known) < _MOST_KNOWN:
                self._known[word] = kind
        return kind


_MOST_KNOWN = 4096


def _words_with(first: str, words: Iterable[tuple[str, str, str]], groups: list[str] | None) -> str:
    """The words with this first letter. An empty group at the end of each tells its kind, which is
    put into ``groups``; without these only a plain number has one."""
    own = [word for word in words if word[2][0] == first]
    branches = []
    for (kind, before), group in groupby(own, key=lambda word: word[:2]):
        rests = [word[1:] for _, _, word in group]
        ahead = "" if not before or any(r[:1] in r"\[(" for r in rests) else _ahead(rests)
        told = "()" if groups is not None or kind == "n" else ""
        branches.append(f"{ahead}{before.replace('¦', first)}(?:{'|'.join(rests)}){told}")
        if groups is not None:
            groups.append(kind)
    return f"{first}(?:{'|'.join(branches)})"


def _ahead(rests: list[str]) -> str:
    """What stands second, looked at before what stands in front: `` ?`` may be a space or not."""
    return "(?=[" + "".join(dict.fromkeys(c for rest in rests for c in _seconds(rest))) + "])"


def _seconds(rest: str) -> str:
    if rest[1:2] != "?":
        return rest[0]
    return rest[0] + rest[2:].lstrip("\\")[0]


SCANNERS = {filename: Scanner(filename) for filename in (False, True)}
