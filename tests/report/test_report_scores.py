"""Mock scores on the pages: marked, below what is to be mended, none for suppliers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import report_sample as sample
from lxml import html

from oitcheck.model import Judgement
from oitcheck.report import Language, write
from oitcheck.report.scores import first_gaps
from oitcheck.report.words import words
from oitcheck.score import score_round

TITLE = "ผลการจำลองคะแนน OIT (ไม่เป็นทางการ)"
NOTICE = "ผลการตรวจเบื้องต้นของจังหวัด มิใช่ผลการประเมินของสำนักงาน ป.ป.ช."
ASSUMED = "น้ำหนักคะแนนเป็นข้อสันนิษฐาน (ตามโครงสร้างผลประเมินปี 2564)"
PROVISIONAL = "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช."


def make(judgement: Judgement, out: Path, confirmed: bool = True, lang: Language = "th") -> Path:
    catalogue = sample.catalogue(confirmed)
    return write(
        judgement, out, plan=sample.plan(), catalogues=[catalogue], lang=lang, texts=sample.text_of
    ).folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(sample.sample(), tmp_path_factory.mktemp("scores"), confirmed=False)


def root(folder: Path, name: str) -> html.HtmlElement:
    return html.parse(folder / name).getroot()


def said(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_every_place_with_a_score_carries_all_the_marks(folder: Path, tmp_path: Path) -> None:
    places = [root(folder, "score.html")]
    for path in sorted((folder / "agencies").glob("*.html")):
        places += html.parse(path).getroot().xpath("//section[contains(@class,'section-score')]")
    assert len(places) == 1 + 8
    for place in places:
        for mark in (TITLE, NOTICE, ASSUMED, PROVISIONAL):
            assert mark in said(place)
    confirmed = make(sample.sample(), tmp_path)
    assert PROVISIONAL not in said(root(confirmed, "score.html"))
    published = replace(sample.sample(), year=2564)
    assert ASSUMED not in said(root(make(published, tmp_path / "old"), "score.html"))


def test_an_agency_reads_its_interval_after_what_it_has_to_mend(folder: Path) -> None:
    page = root(folder, "agencies/6320105.html")
    titles = [said(one) for one in page.xpath("//h2")]
    assert titles.index(TITLE) > titles.index("สิ่งที่ต้องแก้ไข")
    section = page.xpath("//section[contains(@class,'section-score')]")[0]
    folded = section.xpath(".//details")[0]
    worth = [said(row) for row in folded.xpath(".//table[contains(@class,'worth')][1]/tbody/tr")]
    assert worth[0].startswith("O12 ")
    assert worth[0].endswith("2.00")
    assert [line.split()[0] for line in worth] == [f"O{number}" for number in (12, 16, 18, 7, 8, 9)]
    groups = said(folded.xpath(".//table")[0])
    assert "9.2 การบริหารงาน 6 ข้อ 45.65 33.33–50.00" in groups
    folded.drop_tree()
    assert "คะแนน OIT (เต็ม 100) 81.96 ค่าที่น่าจะเป็น ต่ำสุด–สูงสุด 73.33–85.00" in said(section)
    assert "29.33–34.00" in said(section)


def test_the_links_of_worthwhile_items_lead_to_them(folder: Path) -> None:
    page = root(folder, "agencies/6320105.html")
    targets = page.xpath("//table[contains(@class,'worth')]//a/@href")
    assert targets
    assert all(page.xpath(f"//*[@id='{target[1:]}']") for target in targets)


def test_the_province_stands_by_district_with_its_spread_and_no_supplier(folder: Path) -> None:
    page = root(folder, "score.html")
    districts = [said(row) for row in page.xpath("//tr[@class='district']")]
    names = "กาบเชิง จอมพระ ท่าตูม ปราสาท เมืองสุรินทร์ สังขะ"
    assert districts == [f"อำเภอ{name}" for name in names.split()]
    rows = page.xpath("//table[contains(@class,'scores')]/tbody/tr[not(@class)]")
    assert len(rows) == 8
    assert "สำนักงานวัฒนธรรม" not in said(page)
    for link in page.xpath("//table[contains(@class,'scores')]//a/@href"):
        target, _, anchor = link.partition("#")
        assert root(folder, target).xpath(f"//*[@id='{anchor}']")
    spread = [said(one) for one in page.xpath("//ul[@class='spread']/li")]
    assert spread == [
        "5.10 ต่ำสุด",
        "78.38 ควอร์ไทล์ที่ 1",
        "87.64 มัธยฐาน",
        "100.00 ควอร์ไทล์ที่ 3",
        "100.00 สูงสุด",
    ]
    assert "อันดับ" not in said(page)


def test_an_agency_that_has_sent_nothing_before_the_deadline_has_no_0_as_likely(
    tmp_path: Path,
) -> None:
    early = make(sample.before_deadline(), tmp_path)
    section = root(early, "agencies/6320801.html").xpath(
        "//section[@aria-labelledby='score-title']"
    )
    text = said(section[0])
    assert "ต่ำสุด–สูงสุด 0.00–100.00" in text
    assert "คะแนน OIT (เต็ม 100) 0.00" not in text
    assert "ตามสัดส่วนของทั้งจังหวัด" in text


def test_without_a_catalogue_there_is_no_score_and_no_page_of_before(tmp_path: Path) -> None:
    folder = make(sample.sample(), tmp_path)
    assert (folder / "score.html").is_file()
    write(sample.sample(), tmp_path, plan=None, catalogues=[])
    assert not (folder / "score.html").exists()
    assert TITLE not in said(root(folder, "index.html"))


def test_the_overview_leads_to_the_scores_and_in_english_too(folder: Path, tmp_path: Path) -> None:
    assert root(folder, "index.html").xpath("//a[@href='score.html']")
    english = said(root(make(sample.sample(), tmp_path, lang="en"), "score.html"))
    assert "Mock OIT score (unofficial)" in english
    assert "The weights are assumed" in english


def test_the_long_tail_of_equal_gaps_is_counted() -> None:
    (score,) = (
        one
        for one in score_round(sample.sample(), {"oit-2569": sample.catalogue()})
        if one.agency == "a-6320105"
    )
    assert first_gaps(score, words("th")) == "แก้ไข O12 ได้คะแนน ITA เพิ่ม 2.00"
    equal = replace(score, gaps=score.gaps[1:])
    assert first_gaps(equal, words("th")) == "แก้ไข O16, O18 ได้คะแนน ITA เพิ่มข้อละ 1.00"
    longer = replace(score, gaps=tuple(replace(gap, points=1) for gap in score.gaps[:4]))
    assert "และอีก 1 ข้อ" in first_gaps(longer, words("th"))
