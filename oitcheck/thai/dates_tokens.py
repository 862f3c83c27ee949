"""Cuts a normalised text into phrases: rows of numbers, months and date words that stand together.

Each token has a kind of one letter; a phrase's kinds joined are a short string, and the grammar is
regular expressions over such strings.

=====  ==========================================================================================
n      number of one or two digits            x      number that no date can hold
B      1xxx to 2xxx as a Buddhist year        C      a year of the Common Era (four digits)
s, e   six, eight digits (file names)         M, E   Thai, English month
F, f   ปีงบประมาณ, งบประมาณ                    Y      ปี, ประจำปี
p, c   พ.ศ., ค.ศ.                              m      เดือน
w      วันที่, วันจันทร์ที่                       t      ถึง
Q, R   ไตรมาสที่, รอบ                           h      ครึ่งปี
a      และ between two quarters
A, Z   แรก, หลัง                               I, O   ITA or OIT, an item's code (file names)
k      สขร.1, the name of a form: its 1 is no day
=====  ==========================================================================================

Between them: ``- / . , ( ) : '`` as they are, ``L`` for a line break or tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from oitcheck.thai import dates_months
from oitcheck.thai.dates_scanner import SCANNERS, SPELT, Scanner

OLDEST_BE, NEWEST_BE = 2400, 2643
OLDEST_CE, NEWEST_CE = OLDEST_BE - 543, NEWEST_BE - 543

_THAI = "ก-ฺเ-๎"
_LONGEST_PHRASE = 300  # tokens; a table of bare numbers must not cost the square of its length
_BEFORE, _AFTER = 60, 30  # the farthest that words of a date stand from its digits
_NEAR_DIGITS = re.compile(r"\d+(?:\D{1,80}\d+)*")
# A year has two digits at least, or stands as 2 5 6 9; words of its date stand within _REACH.
_YEAR_LIKE = r"(?:\d{2,}|2\s{1,7}5)"
_REACH = 400
_YEARS_LIKE = re.compile(rf"{_YEAR_LIKE}(?:.{{0,{2 * _REACH}}}{_YEAR_LIKE})*", re.DOTALL)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
# A dash, slash or the like between two tokens, with at most six spaces round it.
_GAP = re.compile(
    rf"([ \t]{{0,6}}\n?[ \t]*)([{_DASHES}]|[/.,():]|['’‘`]|ของ|สำหรับ|)([ \t\n]{{0,6}})"
)
_OF = ("ของ", "สำหรับ")
_SIGNS = frozenset("-/.,():")
_NUMBER_KINDS = frozenset("nBCse")
_TYPO = re.compile(rf" ?([{_THAI}. ]{{4,16}}?) ?")
_LATIN_TYPO = re.compile(" ?([A-Za-z]{4,10}),? ")
_TYPO_BEFORE = re.compile(rf"(?<![{_THAI}])[{_THAI}]{{5,13}}(?= ?$)")
_TYPO_ENDS = ("คม", "ยน", "พันธ์", "ธุ์", "คาม", "ยาน", "ยม", "ค์ม")


Token = tuple[str, int, int, int]
"""Kind, start and end in the normalised text, and the number or month that it says (else 0)."""


@dataclass(slots=True)
class Phrase:
    """Tokens that stand together; ``kinds[i]`` is the kind of ``tokens[i]``."""

    kinds: str
    tokens: list[Token]


def phrases(text: str, filename: bool) -> Iterator[Phrase]:
    """The phrases of a normalised text that hold a number."""
    scanner = SCANNERS[filename]
    row: list[Token] = []
    has_number = False
    before = -99
    for match in _tokens(text, scanner):
        start, end = match.span()
        value = 0
        if match.lastindex:
            kind, value = _number(match[0], filename) if end - start <= 8 else ("x", 0)
        elif (kind := scanner.kind(match)) == "x":
            pass
        elif kind in "ME":
            value = dates_months.number(match[0])
        elif kind == "g":
            digits = match[0].rstrip("stndrh")
            kind, value = _number(digits, filename) if len(digits) <= 8 else ("x", 0)
            if not filename and _glued(text, start, start + len(digits), end):
                kind = "x"
        elif kind == "spelt":
            kind, value = "n", SPELT[match[0]]
        new = True
        if row and start - before <= 20 and len(row) < _LONGEST_PHRASE:
            gap = text[before:start]
            if not gap or gap == " ":
                new = False
            elif gap in _SIGNS:
                row.append((gap, before, start, 0))
                new = False
            else:
                between = _between(row[-1][0], kind, text, before, start, filename)
                if between is not None:
                    row += between
                    new = False
        if new:
            if has_number:
                yield _phrase(row, text)
            row = _month_before(start, text) if kind in "Bp" else []
            has_number = False
        row.append((kind, start, end, value))
        if kind in _NUMBER_KINDS:
            has_number = True
        before = end
    if has_number:
        yield _phrase(row, text)


# What no one writes to say a date: the same one to four numbers, and what stands between them,
# again and again, or many numbers with the same sign or space between.
_PATTERN = re.compile(
    r"\d(?<!\d\d)\d*+(?:((?:\D{1,16}+\d++){1,4}?)\1{9,}+"
    r"|([ \t\n.,:/()-]{1,3}+)\d{1,4}+(?:\2\d{1,4}+){9,}+)"
)
_NUMBER = re.compile(r"\d(?<!\d\d)")
_SAME, _ALIKE = 400, 100  # times; a table may well have fewer
_STEP = 250
_PATTERN_READ = 16  # of them at either end, enough to be seen as a chain


def _tokens(text: str, scanner: Scanner) -> Iterator[re.Match[str]]:
    """Matches of the scanner near what may be a year: a date without one is none. Of a pattern only
    the ends are read."""
    done = 0
    for start, end in _patterns(text):
        yield from _tokens_between(text, done, start, scanner)
        done = max(done, end)
    yield from _tokens_between(text, done, len(text), scanner)


def _patterns(text: str) -> Iterator[tuple[int, int]]:
    """The middle of each pattern, looked for at a number in every _STEP characters."""
    place = 0
    while number := _NUMBER.search(text, place):
        place = number.start() + _STEP
        pattern = _PATTERN.match(text, number.start())
        if pattern is None:
            continue
        start, end = pattern.span()
        same, sign = pattern.groups()
        unit = same or "2568" + sign
        if (end - start) // len(unit) >= (_SAME if same else _ALIKE):
            read = _PATTERN_READ * len(unit)
            yield start + read, end - read
            place = end


def _tokens_between(text: str, start: int, end: int, scanner: Scanner) -> Iterator[re.Match[str]]:
    place = start
    for first, last in _stretches(text, start, end):
        match = None
        for match in scanner.find(text, max(place, first - _BEFORE), min(last + _AFTER, end)):
            yield match
        if match:
            place = match.end()


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Rows of numbers that stand near each other, without what is far from anything like a year."""
    for near in _NEAR_DIGITS.finditer(text, start, end):
        first, last = near.span()
        for years in _YEARS_LIKE.finditer(text, first, last):
            left, right = years.span()
            yield max(first, left - _REACH), min(last, right + _REACH)


@lru_cache(maxsize=4096)
def _number(digits: str, filename: bool) -> tuple[str, int]:
    """Kind and value of a number of at most eight digits."""
    length = len(digits)
    value = int(digits)
    if length <= 2:
        return "n", value
    if length == 4 and OLDEST_BE <= value <= NEWEST_BE:
        return "B", value
    if length == 4 and 1900 <= value <= 2099:
        return "C", value
    if filename and length in (6, 8):
        return ("s" if length == 6 else "e"), value
    return "x", value


def _glued(text: str, start: int, end: int, token_end: int) -> bool:
    """Whether a Latin letter touches the number, as in o12 or 2568v2 (not FY2568, 16T11, 15th)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (
        before.isascii()
        and before.isalpha()
        and not re.search(r"(?i)(?:FY|BE|AD|Q|ITA|OIT|T)$", text[max(0, start - 3) : start])
    ):
        return True
    return (
        end == token_end
        and after.isascii()
        and (after.isalpha() or after == "_")
        and not re.match(r"T\d|(?i:BE|AD|FY|Q[1-4])", text[end : end + 2])
    )


def _between(
    before: str, after: str, text: str, start: int, end: int, filename: bool
) -> list[Token] | None:
    """The tokens that stand for what is written between two of the kinds ``before`` and ``after``;
    None where a phrase ends."""
    gap = text[start:end]
    if filename:
        gap = gap.replace("_", "-" if before in "nBC" and after in "nBC" else " ")
        gap = gap.replace("+", " ").replace("%20", " ")
    mark = gap.strip(" \t\n")
    match = _GAP.fullmatch(gap) if len(mark) <= 1 or mark in _OF else None
    if match is None:
        return _month_between(before, after, text, start, end)
    left, mark, right = match.groups()
    found: list[Token] = []
    if "\n" in left + right or "\t" in left + right:
        if (left + right).count("\n") > 1:
            return None
        found.append(("L", start, end, 0))
    if mark and mark not in _OF:
        kind = "-" if mark in _DASHES else "'" if mark in "'’‘`" else mark
        place = start + len(left)
        found.append((kind, place, place + 1, 0))
    return found


def _month_between(before: str, after: str, text: str, start: int, end: int) -> list[Token] | None:
    if before not in "nmwt-" or after not in "nBCpcYF":
        return None
    match = _TYPO.fullmatch(text, start, end)
    month = dates_months.guess(match[1]) if match else 0
    if not match and before == "n" and after in "BC":
        match = _LATIN_TYPO.fullmatch(text, start, end)
        month = dates_months.guess_english(match[1]) if match else 0
    if not match or not month:
        return None
    return [("M", match.start(1), match.end(1), month)]


def _month_before(start: int, text: str) -> list[Token]:
    """A misspelt month before the first token of a phrase, as in ``กรกรฎาคม 2568``."""
    head = text[max(0, start - 15) : start]
    if not head.rstrip(" ").endswith(_TYPO_ENDS):
        return []
    match = _TYPO_BEFORE.search(head)
    month = dates_months.guess(match[0]) if match else 0
    if not match or not month:
        return []
    offset = start - len(head)
    return [("M", offset + match.start(), offset + match.end(), month)]


_SPLIT = re.compile("(?<=[pFYcM])([nx]{2,4})(?![nx])")


def _phrase(row: list[Token], text: str) -> Phrase:
    kinds = "".join([token[0] for token in row])
    if len(row) > 2 and _SPLIT.search(kinds):
        row = _joined(row, kinds, text)
        kinds = "".join([token[0] for token in row])
    return Phrase(kinds, row)


def _joined(row: list[Token], kinds: str, text: str) -> list[Token]:
    """Digits of a year that stand apart (``พ.ศ. 2 5 6 9``, ``25 69``) as one token."""
    for match in reversed(list(_SPLIT.finditer(kinds))):
        first, last = match.span()
        digits = "".join(text[start:end] for _, start, end, _ in row[first:last])
        # After a month 25 69 may be a day and something else, 256 9 can't, unless a chain goes on.
        goes_on = kinds[last : last + 1] in ("-", "/", ".", ",", ":")
        sure = last - first == 4 or (kinds[first] == "x" and not goes_on)
        if re.fullmatch("25[0-9]{2}", digits) and (sure or kinds[first - 1] != "M"):
            year = ("B", row[first][1], row[last - 1][2], int(digits))
            row = [*row[:first], year, *row[last:]]
    return row
