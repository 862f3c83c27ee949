"""Text layers that can't be what a page shows are told from good ones; what is sure is mended."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from oitcheck.reading.characters import lettered, mended
from oitcheck.reading.codepages import restored
from oitcheck.reading.plausible import plausible

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LETTERS = [chr(code) for code in (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F))]
THAI = re.compile("[ก-๛]")


def good_pages(size: int = 700) -> list[str]:
    """Real Thai of official lists and plans, cut into pages."""
    files = [HERE / "scans" / "plan.txt", *sorted((ROOT / "indicators").glob("*.toml"))]
    found = []
    for path in files:
        text = path.read_text("utf-8")
        found += [text[at : at + size] for at in range(0, len(text), size)]
    return [page for page in found if len(THAI.findall(page)) >= 120]


def test_no_good_page_is_sent_to_recognition() -> None:
    pages = good_pages()
    assert len(pages) > 200
    assert [page for page in pages if not plausible(page)] == []
    assert [page for page in pages if restored(page) != page] == []


def exchanged(page: str, chance: random.Random) -> str:
    mixed = LETTERS[:]
    chance.shuffle(mixed)
    return page.translate({ord(a): b for a, b in zip(LETTERS, mixed, strict=True)})


def shifted(page: str, chance: random.Random) -> str:
    ring = dict(zip(LETTERS, LETTERS[1:] + LETTERS[:1], strict=True))
    return "".join(ring.get(char, char) for char in page)


def lost(page: str, chance: random.Random) -> str:
    return THAI.sub(lambda m: "\ufffd" if chance.random() < 0.5 else m[0], page)


def private(page: str, chance: random.Random) -> str:
    return THAI.sub(lambda m: chr(0xE000 + ord(m[0]) % 256), page)


def glyph_numbers(page: str, chance: random.Random) -> str:
    return "".join(chr(max(1, ord(c) - 29)) if " " <= c < "\x7f" else c for c in page)


def unmarked(page: str, chance: random.Random) -> str:
    return re.sub("[ัิ-ฺ็-๎]", "", page)


def backwards(page: str, chance: random.Random) -> str:
    """Each line from its last letter to its first."""
    return "\n".join(line[::-1] for line in page.split("\n"))


def backwards_by_word(page: str, chance: random.Random) -> str:
    return re.sub(r"\S+", lambda m: m[0][::-1], page)


def backwards_by_cluster(page: str, chance: random.Random) -> str:
    """Lines backwards, marks still behind their letters."""
    clusters = re.compile("[\\s\\S][ัิ-ฺ็-๎]*")
    return "\n".join("".join(clusters.findall(line)[::-1]) for line in page.split("\n"))


@pytest.mark.parametrize("spoil", [exchanged, shifted, lost, private, unmarked])
def test_spoilt_pages_are_caught(spoil: object) -> None:
    chance = random.Random(2569)
    pages = [re.sub('[a-z_={}"\\[\\]]+', "", page) for page in good_pages()]
    pages = [page for page in pages if len(THAI.findall(page)) >= 120]
    caught = sum(not plausible(spoil(page, chance)) for page in pages)  # type: ignore[operator]
    assert caught >= 0.97 * len(pages)


@pytest.mark.parametrize(
    ("spoil", "least"), [(backwards, 0.85), (backwards_by_word, 0.85), (backwards_by_cluster, 0.6)]
)
def test_letters_from_last_to_first_are_caught(spoil: object, least: float) -> None:
    chance = random.Random(2569)
    pages = [re.sub('[a-z_={}"\\[\\]]+', "", page) for page in good_pages()]
    pages = [page for page in pages if len(THAI.findall(page)) >= 120]
    caught = sum(not plausible(spoil(page, chance)) for page in pages)  # type: ignore[operator]
    assert caught >= least * len(pages)


@pytest.mark.parametrize(
    "page",
    [
        "ซื้อโดยวิธีเฉพาะเจาะจง เฉพาะเกาะ เพาะเลี้ยง เจาะบาดาล " * 12,
        "นำ้ประปา ท่ีดิน เเผนงาน ทำ้การ กำ้กับ ดำ้เนินงานตามนโยบายของผู้บริหาร " * 10,
        "และการขับเ (1) นโยบายของผู้บริหารเ ... ดำเนินงานแ ... ลิงก์เว็บไ ... " * 10,
    ],
)
def test_slips_cut_words_and_rare_vowels_are_no_letters_from_last_to_first(page: str) -> None:
    assert plausible(page)


def test_glyph_numbers_in_place_of_letters_are_caught() -> None:
    english = "Integrity and Transparency Assessment of the public sector, fiscal year 2026. " * 3
    assert plausible(english)
    assert not plausible(glyph_numbers(english, random.Random(0)))


@pytest.mark.parametrize(
    "text",
    [
        "Größenänderung der Übergröße: naïve café – “quoted” 25 °C ± 3 µm, señor, œuvre, 20 €",
        "………………………………………… (ลงชื่อ) ………………………………………… ผู้รายงาน ——————————",
        "\uf0fc \uf0fc \uf0fc \uf0fc มี \uf0a8 ไม่มี \uf0fc มี \uf0a8 ไม่มี แผนงานของเทศบาล ประจำปี 2569",
        "1,250.00 3,400.50 12/2569 99.87 1,250.00 3,400.50 4,411.25 0.00 0.00 15,000.00",
        "Việt Nam: Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
        "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
        "12",
    ],
)
def test_other_languages_tables_and_signs_are_left_alone(text: str) -> None:
    assert plausible(text)
    assert restored(text) == text


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "mac_roman"])
def test_thai_in_the_letters_of_a_western_code_page_is_put_back(codec: str) -> None:
    truth = "ประกาศ ณ วันที่ ๕ พ.ค. ๒๕๖๙ เรื่อง แผนปฏิบัติการป้องกันการทุจริต ITA 2569"
    spoilt = THAI.sub(lambda m: m[0].encode("cp874").decode(codec), truth)
    assert restored(spoilt) == truth


def test_thai_of_symbol_fonts_and_of_utf8_taken_for_bytes_is_put_back() -> None:
    truth = "ประกาศเทศบาลตำบล เรื่อง นโยบายไม่รับของขวัญ"
    symbols = THAI.sub(lambda m: chr(0xF000 + m[0].encode("cp874")[0]), truth)
    assert restored(symbols) == truth
    assert restored(THAI.sub(lambda m: m[0].encode().decode("latin-1"), truth)) == truth


def test_moved_marks_of_old_fonts_become_the_marks() -> None:
    assert mended("ป\uf70b ป\uf712 ฐ\uf719 \uf70f ป\uf88a ป\uf885 ฟ\uf899า") == ("ป้ ป็ ฐู ญ ป่ ปิ ฟํา")
    assert lettered("ท\uf702\x03") == "ที\x03"
    assert restored("‡ªìπ ‰¥â ∑’Ë π’È") == "เป็น ได้ ที่ นี้"
