"""Whether the text of a PDF page can be what the page shows: fonts with a wrong map to characters
give letters that no one wrote, and then a picture of the page is read instead."""

from __future__ import annotations

import re

# Good text of one in ten characters spoilt is still better than what OCR reads of the page.
_MOST_BAD = 0.1
# Fewer visible characters than this show nothing: a page number, a stamp.
_LEAST_SHOWN = 24
_LEAST_THAI = 80
_LEAST_THAI_FOR_MARKS = 120
# Bits a letter by the frequencies below: good pages have 4.5 to 5.7, lists of names the most; with
# their letters exchanged they have 5.8 and more, nearly all of them over 6. A page of a dictionary,
# each word with the same rare initial, can pass for a bad one.
_MOST_BITS = 5.9
# A fifth of the letters of Thai text are marks above or below; a page that lost them has none.
_LEAST_MARKS = 0.03

_FREQUENT = (
    (4, "กงนราอ"),
    (5, "คจดตทบปมยลวสหะัิีเแ่้"),
    (6, "ขชผพำืุูไใ์"),
    (8, "ณถธภศซ็โ"),
    (9, "ญษึ"),
)
_BITS = {letter: bits for bits, letters in _FREQUENT for letter in letters}
_RARE_BITS = 10

_SPACE = re.compile("[\\s\u200b-\u200d\u2060\ufeff]+")
_THAI = re.compile("[ก-ฺเ-๎]")
_MARK = re.compile("[ัิ-ฺ็-๎]")
# What stands for no letter in any language: replaced, private and control characters, surrogates,
# noncharacters; not U+0002 and U+FFFE, which pdfium writes for a hyphen. The signs of symbol fonts
# (U+F020 to U+F0FF) are bullets and ticks: see _SYMBOLS.
_NEVER = re.compile(
    "[\ufffd\\x00\\x01\\x03-\\x08\\x0e-\\x1f\\x7f-\\x9f\ue000-\uf01f\uf100-\uf8ff\ud800-\udfff\uffff"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_SYMBOLS = re.compile("(?:([\uf020-\uf0ff])(?!\\1)){3,}[\uf020-\uf0ff]?")
_OUT_OF_ORDER = re.compile(
    "(?<![ก-ฺ็-๎])[ัิ-ฺ็-๎]+"  # a mark on nothing
    "|[่-๋](?=[่-๋])"  # two tones
    "|[ัิ-ื็](?=[ัิ-ื็])"  # two vowels above
    "|[เแโใไ](?![ก-ฮเ])"  # a leading vowel that leads nothing
    "|(?<![ก-ฺ็-๎])[ะาำ]"  # a vowel that follows nothing
    "|[ะำ](?=[ัิ-ฺ็-๎])|า(?=[ัิ-ฺ็-๎])"  # เ-าะ is a vowel (เฉพาะเจาะจง)
)
# Neighbours that neither a slip of the keyboard (นำ้, ท่ี, เเ) nor a word that is cut puts side by
# side; set backwards, Thai has them in every other line, and words that end in a leading vowel.
_BACKWARDS = re.compile("[เแโใไ](?=[ะาำัิ-ฺ็-๎แโใไ])|ะ(?=[ะาำัิ-ฺ็-๎])|[าำ](?=[าำัิ-ฺ็])")
_LEADS_NOTHING = re.compile("[ก-ฮ][เแโใไ](?![ก-ฮเ])")
_TONE_FIRST, _TONE_LAST = re.compile("[่-๋][ัิ-ู]"), re.compile("[ัิ-ู][่-๋]")
_LEAST_BACKWARDS = 2
_MOST_BACKWARDS = 0.008
# Letters of a Western code page in a row with other signs of it: no word of any language has them.
_STRANGE = re.compile(
    "[\x80-\u024f\u02c6-\u02dd\u2013-\u203a\u20ac\u2122\u2202-\u2265\u25ca\ufb01\ufb02\uf8ff]{3,}"
)
_WESTERN = re.compile("[^\\W\\d_]|[\u00a1-\u00bf\u2122\u2202-\u2265\u25ca\ufb01\ufb02]")


def bad_share(text: str) -> float:
    """The share of the visible characters that can't be right, 0 to 1: of no language, in an order
    that Thai does not have, or of a code page that was not meant."""
    shown = len(_SPACE.sub("", text))
    if not shown:
        return 0.0
    bad = len(_NEVER.findall(text))
    bad += sum(len(match[0]) for match in _OUT_OF_ORDER.finditer(text))
    bad += sum(len(match[0]) for match in _SYMBOLS.finditer(text))
    for match in _STRANGE.finditer(text):
        run = match[0]
        if len(set(run)) > 2 and 2 * len(_WESTERN.findall(run)) > len(run):
            bad += len(run)
    return min(1.0, bad / shown)


def bits(text: str) -> float:
    """Bits a Thai letter of ``text`` by how frequent the letters are in official Thai."""
    letters = _THAI.findall(text)
    return sum(_BITS.get(letter, _RARE_BITS) for letter in letters) / max(1, len(letters))


def backwards(text: str, thai: int) -> bool:
    """Whether text with ``thai`` Thai letters runs from the last letter to the first, by whole
    lines or word by word."""
    never = len(_BACKWARDS.findall(text))
    # Some write the tone before the vowel throughout, and are right otherwise.
    tones_first = len(_TONE_FIRST.findall(text))
    reversed_marks = tones_first > len(_TONE_LAST.findall(text)) and tones_first > 1
    if never < _LEAST_BACKWARDS - reversed_marks:
        return False
    signs = never + len(_LEADS_NOTHING.findall(text)) + (tones_first if reversed_marks else 0)
    return signs >= _MOST_BACKWARDS * thai


def plausible(text: str) -> bool:
    """False where the text layer of a page is surely not what the page shows.

    Measured on the text as the file gives it, before `tidy` drops controls."""
    if len(_SPACE.sub("", text)) < _LEAST_SHOWN:
        return True
    if bad_share(text) >= _MOST_BAD:
        return False
    thai = _THAI.findall(text)
    if len(thai) < _LEAST_THAI:
        return True
    if bits(text) >= _MOST_BITS or backwards(text, len(thai)):
        return False
    marked = len(_MARK.findall(text)) >= _LEAST_MARKS * len(thai)
    return marked or len(thai) < _LEAST_THAI_FOR_MARKS
