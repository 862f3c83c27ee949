"""Citizen numbers and mobile telephone numbers are never shown whole.

A citizen number has 13 digits, begins with 1 to 8, and its last digit is a check digit: 11 minus
the weighted sum (weights 13 to 2) modulo 11, of which the last digit counts. Numbers that begin
with 0 belong to legal persons and are public.
"""

from __future__ import annotations

import re

from oitcheck.thai.digits import to_arabic

_GAP = r"(?: ?[\-\u2010-\u2015\u2212] ?|[ \t\u00a0\u200b\u2060]{1,2})?"
_CANDIDATE = re.compile(rf"(?<![0-9])[1-8](?:{_GAP}[0-9]){{12}}(?![0-9])")
_GROUPS = re.compile("[0-9]+")
# As printed on the card: 1-2345-67890-12-3. More groups than that are a row of numbers (1 2 3 ...
# 10 11 is a valid number by its check digit), unless each digit stands alone, as in a form's boxes.
_MOST_GROUPS = 5


def mask_citizen_numbers(s: str) -> str:
    """``s`` with all but the first digit of every valid citizen number as ``x``.

    Dashes, spaces and the length stay as they are, so offsets into the text still hold.
    """
    text = to_arabic(s)
    match = _CANDIDATE.search(text)
    if match is None:
        return s
    masked = list(s)
    position = match.start()
    while match := _CANDIDATE.search(text, position):
        if not _is_number(match[0]):
            position = match.start() + 1
            continue
        for index in range(match.start() + 1, match.end()):
            if text[index].isdigit():
                masked[index] = "x"
        position = match.end()
    return "".join(masked)


def valid(digits: str) -> bool:
    """Whether 13 Arabic digits are a citizen number with the right check digit."""
    if not re.fullmatch("[1-8][0-9]{12}", digits):
        return False
    weighted = sum(int(digit) * (13 - index) for index, digit in enumerate(digits[:12]))
    return (11 - weighted % 11) % 10 == int(digits[12])


def _is_number(written: str) -> bool:
    groups = _GROUPS.findall(written)
    return len(groups) in (*range(1, _MOST_GROUPS + 1), 13) and valid("".join(groups))


# As people write them: 081-234-5678, 08-1234-5678, 081 2345678, 0812345678. A mobile number is a
# person's; that of an office (02, 044 ...) is what a list of contacts is asked to show.
_DIGIT_GAP = r"[ \t\u00a0\u200b\-.\u2010-\u2015\u2212]"
_MOBILE = re.compile(
    rf"(?<![0-9])(?:\+?66{_DIGIT_GAP}?(?:\(0\))?{_DIGIT_GAP}?|0)"
    rf"[689](?:[0-9]{_DIGIT_GAP}?[0-9]{{3}}{_DIGIT_GAP}?[0-9]{{4}}"
    rf"|[0-9]{_DIGIT_GAP}?[0-9]{{4}}{_DIGIT_GAP}?[0-9]{{3}}"
    rf"|{_DIGIT_GAP}[0-9]{{4}}{_DIGIT_GAP}?[0-9]{{4}})(?![0-9])"
)
_MOBILE_HIDDEN = 7


def mask_mobile_numbers(s: str) -> str:
    """``s`` with the last 7 digits of every Thai mobile number as ``x``; offsets still hold."""
    text = to_arabic(s)
    masked = list(s)
    for match in _MOBILE.finditer(text):
        places = [i for i in range(*match.span()) if text[i].isdigit()]
        for index in places[-_MOBILE_HIDDEN:]:
            masked[index] = "x"
    return "".join(masked)
