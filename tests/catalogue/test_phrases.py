"""Phrases are found in the spellings that readers of scanned pages give, and in no others."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.catalogue.phrases import Folded, find
from oitcheck.thai.digits import to_thai


def seen(phrase: str, text: str) -> str | None:
    """What of ``text`` was taken for ``phrase``."""
    spans = find(((phrase,),), text)
    return None if spans is None else text[slice(*spans[0])]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        # the circle of ำ lost, parted from its า, or read as a tone mark
        ("อำนาจหน้าที่", "โครงสร้างและอานาจหน้าที่ของ", "อานาจหน้าที่"),
        ("สำนักงาน", "สํานักงานปลัด", "สํานักงาน"),
        ("สำนักงาน", "ส่านักงานปลัด", "ส่านักงาน"),
        ("ประจำปี", "ประจํ าปี", "ประจํ าปี"),
        # tone marks and ็ ์ lost, doubled, or put before the vowel
        ("หน้าที่", "หนาที", "หนาที"),
        ("เว็บไซต์", "เวบไซต", "เวบไซต"),
        ("ศูนย์", "ศูนยข้อมูล", "ศูนย"),
        ("ที่ตั้ง", "ที่่ตั้้ง", "ที่่ตั้้ง"),
        ("ผู้บริหาร", "ผู้บริหาร", "ผู้บริหาร"),
        # two เ for แ, spaces and line breaks inside
        ("แผนปฏิบัติการ", "เเผนปฏิบัติการ", "เเผนปฏิบัติการ"),
        ("มาตรการ", "มาตร การ", "มาตร การ"),
        ("รายงานผล", "ราย\nงานผล", "ราย\nงานผล"),
        ("แผน (2568)", "แผน(2568)", "แผน(2568)"),
        # upper vowels lost in a long phrase
        ("การประเมินความเสี่ยง", "การประเมนความเสยงการทุจริต", "การประเมนความเสยง"),
        # digits, zero-width characters, capitals, dashes
        ("พ.ศ. 2568", "ประจำปี พ.ศ.๒๕๖๘", "พ.ศ.๒๕๖๘"),
        ("ข้อมูล", "ข้อ\u200bมูล", "ข้อ\u200bมูล"),
        ("E-Service", "ระบบ e–service ของ", "e–service"),
        ("annual report", "The Annual\n  Report", "Annual\n  Report"),
        ("ITA", "รายงานITAของ", "ITA"),
        # Word is no word of its own where Thai goes on
        ("ร่าง", "ร่างกาย", "ร่าง"),
    ],
)
def test_spellings_that_mean_the_phrase(phrase: str, text: str, found: str) -> None:
    assert seen(phrase, text) == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("ITA", "DIGITAL"),
        ("ITA", "ITA2568"),
        ("2568", "12568"),
        ("2568", "25680"),
        ("2568", "25 68"),
        ("annual report", "annualreport"),
        ("ITA", "IT A"),
        ("ปี", "ป"),
        ("มี", "ม"),
        ("คู่มือ", "คมอ"),
        ("จัดซื้อ", "จัตซื้อ"),
        ("แผน", "เผน"),
        ("2568", "2569"),
        ("รายงาน", "รายการ"),
        ("ก", ""),
        ("", "ก"),
        ("่", "ก่"),
    ],
)
def test_what_is_something_else(phrase: str, text: str) -> None:
    assert seen(phrase, text) is None


def test_a_phrase_that_does_not_stand_as_a_word_first_is_found_where_it_does() -> None:
    assert find((("ITA",),), "DIGITAL ITAS ITA") == ((13, 16),)


def test_every_group_must_be_met_by_one_of_its_words() -> None:
    text = "แบบ สขร.1 ประจำเดือนมกราคม"
    assert find((("สขร.1", "สขร 1"), ("เดือน",)), text) == ((4, 9), (15, 20))
    assert find((("สขร 2", "แบบ"), ("ไตรมาส", "เดือน")), text) == ((0, 3), (15, 20))
    assert find((("สขร.1",), ("ไตรมาส",)), text) is None
    assert find((), text) == ()


def test_a_text_made_ready_once_serves_many_phrases() -> None:
    folded = Folded("ประกาศสํานักงาน")
    assert find((("สำนักงาน",),), folded) == ((6, 15),)
    assert find((("ประกาศ",), ("สำนักงาน",)), folded) == ((0, 6), (6, 15))


WORDS = st.lists(
    st.sampled_from(["แผน", "สำนัก", "ที่", "๒๕๖๘", "ITA", " ", "\n", "ผู้", "เว็บ"]), max_size=12
).map("".join)


@given(WORDS, st.sampled_from(["แผนที่", "สำนักงาน", "ผู้ที่"]), WORDS)
def test_a_phrase_that_stands_there_is_always_found_and_its_span_is_it(
    before: str, phrase: str, after: str
) -> None:
    text = before + phrase + after
    (span,) = find(((phrase,),), text) or ((0, 0),)
    inside = "".join(text[slice(*span)].split())
    assert inside.startswith(phrase)
    assert len(inside) <= len(phrase) + 3, "no more than marks that belong to its last letter"
    assert find(((phrase,),), to_thai(text)) is not None


def test_a_long_text_takes_no_longer_than_in_proportion() -> None:
    def seconds(text: str) -> float:
        started = time.process_time()
        assert find((("ก ข ค ไม่มีคำนี้แน่นอน", "ab ab x"),), text) is None
        return time.process_time() - started

    for piece in ("ab ", " ", "ก ข ", "เ", "่้"):
        short, long = piece * 10_000, piece * 80_000
        assert seconds(long) < 24 * max(seconds(short), 0.004), repr(piece)
