"""What the pages say, in which order, and that the same judgement gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import report_sample as sample
from lxml import html

from oitcheck.errors import OitcheckError
from oitcheck.judge import from_json, to_json_bytes
from oitcheck.model import Judgement, Outcome, Problem, ProblemCode, Purpose, Verdict
from oitcheck.plan import parse_plan
from oitcheck.report import Language, round_folder, write
from oitcheck.report.deadlines import upcoming
from oitcheck.report.moments import Moments
from oitcheck.report.pictures import MAX_BYTES, PictureBook, shrink
from oitcheck.report.standing import state, telling
from oitcheck.report.words import words

NOTICE = "ผลการตรวจเบื้องต้นของจังหวัด มิใช่ผลการประเมินของสำนักงาน ป.ป.ช."


def make(judgement: Judgement, out: Path, lang: Language = "th", confirmed: bool = True) -> Path:
    return write(
        judgement,
        out,
        plan=sample.plan(),
        catalogues=[sample.catalogue(confirmed)],
        lang=lang,
        texts=sample.text_of,
    ).folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(sample.sample(), tmp_path_factory.mktemp("report"))


def page(folder: Path, code: str) -> html.HtmlElement:
    return html.parse(folder / "agencies" / f"{code}.html").getroot()


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cards(root: html.HtmlElement, kind: str) -> Sequence[html.HtmlElement]:
    return root.xpath(f"//article[contains(@class,'card {kind}')]")


def test_every_page_carries_title_notice_language_and_as_of(folder: Path) -> None:
    for path in sorted(folder.rglob("*.html")):
        root = html.parse(path).getroot()
        assert root.get("lang") == "th"
        assert NOTICE in said(root.xpath("//header")[0])
        assert "6 พ.ค. 2569 เวลา 16:30 น." in said(root.xpath("//header")[0])
        levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_of_one_dead_host_are_one_card_with_a_message_to_the_vendor(folder: Path) -> None:
    fix = cards(page(folder, "5320701"), "fix")
    assert len(fix) == 1
    text = said(fix[0])
    assert "24 ข้อ จากสาเหตุเดียวกัน" in text
    assert "ส่งบริษัทผู้ดูแลเว็บไซต์" in text
    message = fix[0].xpath(".//*[@class='copy']")[0].text_content()
    assert message.startswith("เรียน ผู้ดูแลเว็บไซต์ของเทศบาลตำบลท่าตูม")
    assert "24. http://www.thatum.go.th/oit/o26.php" in message
    assert "ขอให้แล้วเสร็จภายในวันที่ 5 มิถุนายน 2569\n" in message


def test_a_gap_says_what_when_why_what_to_do_who_link_and_cell(folder: Path) -> None:
    card = next(one for one in cards(page(folder, "6320105"), "fix") if "ข้อ O12" in said(one))
    text = said(card)
    for part in (
        "รายงานสรุปผลการจัดซื้อจัดจ้าง",
        "พบข้อมูลปี 2567 แต่ไม่พบข้อมูลปี 2568",
        "ตรวจเมื่อ 6 พ.ค. 2569 เวลา",
        "เหตุใดจึงสำคัญ",
        "สิ่งที่ต้องทำเผยแพร่ข้อมูลปี 2568",
        "ขอข้อมูลจากกอง/ฝ่าย",
        "https://www.nabua.go.th/การจัดซื้อ",
        "ลิงก์-OIT-2569.xlsx, แบบตรวจ OIT, แถว 14",
        "พ.ศ. ๒๕๖๗",
    ):
        assert part in text


def test_the_cause_of_most_items_comes_first_and_is_named_at_the_top(folder: Path) -> None:
    root = page(folder, "6320105")
    sizes = [len(card.xpath(".//li[contains(@class,'row')]")) for card in cards(root, "fix")]
    assert sizes == sorted(sizes, reverse=True)
    assert "ข้อ O8, O9, O16" in said(root.xpath("//p[@class='start']")[0])


def test_the_strip_counts_verdicts_and_every_item_stands_once(folder: Path) -> None:
    agency = next(one for one in sample.sample().agencies if one.code == "6320105")
    root = page(folder, "6320105")
    for name in ("fail", "review", "pass"):
        number = sum(state(verdict) == name for verdict in agency.verdicts)
        tile = root.xpath(f"//li[contains(@class,'tile {name}')]")[0]
        assert re.search(r"\d+", said(tile))[0] == str(number)  # type: ignore[index]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(sample.CODES) <= set(ids)


def test_a_decision_stands_beside_the_result_and_not_over_it(folder: Path) -> None:
    root = page(folder, "6320105")
    ruled_out = next(one for one in cards(root, "wait") if "O14" in said(one))
    assert "รอเจ้าหน้าที่ตรวจสอบ" in said(ruled_out)
    assert "ผลการพิจารณาของผู้ตรวจ ✓ ครบถ้วน (ตรวจเบื้องต้น)" in said(ruled_out)
    ruled_in = next(one for one in cards(root, "fix") if "O18" in said(one))
    assert "ผลการตรวจของระบบ: รอเจ้าหน้าที่ตรวจสอบ" in said(ruled_in)


def test_waiting_failed_unsent_and_carried_have_words_of_their_own(
    folder: Path, tmp_path: Path
) -> None:
    assert "ยังไม่ต้องแก้ไข รอผลจากจังหวัด" in said(page(folder, "5321001"))
    assert not cards(page(folder, "5321001"), "fix")
    failed = said(page(folder, "5320501"))
    assert "ระบบตรวจไม่สำเร็จ (มิใช่ข้อบกพร่องของหน่วยงาน)" in failed
    supplier = said(page(folder, "S320001"))
    assert "ใช้ลิงก์เดิมจากครั้งที่ 1 หน่วยงานยังไม่ยืนยัน" in supplier
    assert "หน่วยงานเจ้าของข้อมูล" in supplier
    assert "คะแนน" not in supplier
    early = make(sample.before_deadline(), tmp_path, confirmed=False)
    unsent = said(page(early, "6320801"))
    assert "ยังไม่ส่ง 26 ข้อ" in unsent
    assert "ไม่ผ่าน" not in unsent
    assert "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช." in unsent
    assert "21 เม.ย. 2569 เวลา 24:00 น." in unsent
    assert "5 พฤษภาคม 2569 ไม่ได้กำหนดเวลา" in unsent
    assert "เหลือเวลา 14 วัน" in unsent


def test_a_link_that_waits_for_its_next_look_says_which_and_why(folder: Path) -> None:
    told = said(page(folder, "5321001"))
    assert "รอตรวจซ้ำ ครั้งที่ 2 จาก 3" in told
    assert "ไม่ส่งข้อมูลภายในเวลาที่กำหนด" in told
    assert "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขหน้าที่ทำงานช้าหรือค้าง" in told


def test_technical_words_stay_in_the_folded_part(folder: Path) -> None:
    root = page(folder, "5320701")
    for folded in root.xpath("//details|//footer|//style"):
        folded.drop_tree()
    assert not re.search(r"sha256|HTTP|UTC|redirect|timeout", said(root))


def test_nearest_deadline_takes_hour_and_owner_from_the_plan() -> None:
    said_th = words("th")
    found = upcoming(sample.plan(), datetime(2026, 6, 25, tzinfo=UTC), said_th, Moments(said_th))
    assert (found[0].title, found[0].date, found[0].hour) == (
        "กำหนดปิดระบบ ITAS",
        "30 มิถุนายน 2569",
        "เวลา 17:00 น.",
    )
    assert found[0].by == "สำนักงาน ป.ป.ช. กำหนด"
    assert found[0].days == 5
    assert not upcoming(sample.plan(), datetime(2027, 1, 1, tzinfo=UTC), said_th, Moments(said_th))


def test_a_month_stays_a_month_and_the_last_day_is_today() -> None:
    text = (
        '[plan]\nid = "p"\nprovince = "x"\nyear = 2569\n'
        '[[step]]\nid = "a"\nkind = "collection"\ntext = "x"\nprovince = { to = "2026-06" }\n'
    )
    said_th = words("th")
    (one,) = upcoming(
        parse_plan(text, "p"), datetime(2026, 6, 30, 12, tzinfo=UTC), said_th, Moments(said_th)
    )
    assert (one.date, one.days) == ("ภายในเดือนมิถุนายน 2569", 0)


def test_index_shows_every_agency_by_district_with_symbols_and_words(folder: Path) -> None:
    root = html.parse(folder / "index.html").getroot()
    districts = [said(one) for one in root.xpath("//tr[@class='district']/th")]
    names = "กาบเชิง จอมพระ ท่าตูม ปราสาท เมืองสุรินทร์ สังขะ"
    assert districts == [f"อำเภอ{name}" for name in names.split()]
    rows = root.xpath("//table[@class='matrix']/tbody/tr[not(@class)]")
    assert len(rows) == 9
    for link in root.xpath("//th[@scope='row']/a/@href"):
        assert (folder / link).is_file()
    cell = root.xpath("//td[@class='fail']")[0]
    assert said(cell) == "✕ต้องแก้ไข"
    target, anchor = cell.xpath("./a/@href")[0].split("#")
    assert html.parse(folder / target).getroot().xpath(f"//*[@id='{anchor}']")
    text = said(root)
    assert "หน่วยงานที่ยังไม่ส่งลิงก์ อำเภอจอมพระ: องค์การบริหารส่วนตำบลจอมพระ" in text
    assert "thatum.go.th" in text


def test_identical_input_gives_identical_bytes_also_by_way_of_judgement_json(
    folder: Path, tmp_path: Path
) -> None:
    again = make(from_json(to_json_bytes(sample.sample())), tmp_path)
    first = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
    second = {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}
    assert first == second
    assert not any(b"\r" in body for path, body in first.items() if path.suffix == ".html")


def test_english_pages_have_no_thai_words_of_the_interface(tmp_path: Path) -> None:
    folder = make(sample.sample(), tmp_path, "en")
    root = page(folder, "5320701")
    assert root.get("lang") == "en"
    assert "What must be mended" in said(root)
    assert "5 June 2026 (B.E. 2569)" in said(root)
    assert not re.search("[ก-๙]", " ".join(said(one) for one in root.xpath("//h2|//dt|//summary")))


def test_pages_of_agencies_that_are_gone_go_too(tmp_path: Path) -> None:
    make(sample.sample(), tmp_path)
    fewer = replace(sample.sample(), agencies=sample.sample().agencies[:2])
    folder = make(fewer, tmp_path)
    assert len(list((folder / "agencies").iterdir())) == 2


def test_a_file_that_can_not_be_written_is_one_line_for_the_user(tmp_path: Path) -> None:
    folder = round_folder(tmp_path, "1")
    (folder / "findings.xlsx").mkdir(parents=True)
    with pytest.raises(OitcheckError, match=r"findings\.xlsx: เขียนไฟล์ไม่ได้"):
        make(sample.sample(), tmp_path)


def test_one_good_link_silences_the_wrong_year_of_another() -> None:
    make_links = sample.Maker()
    good = make_links.good("https://a.go.th/1")
    wrong = sample.finding("current", "wrong-year", facts={"found": "2566", "wanted": "2569"})
    verdict = sample.verdict("O4", [good, make_links.told("https://a.go.th/2", wrong)])
    metas = {meta.id: meta for meta in sample.METAS}
    assert verdict.outcome is Outcome.PASS
    assert list(telling(verdict, Outcome.FAIL, metas)) == []


def test_a_reason_without_words_and_a_fail_without_findings_still_show(tmp_path: Path) -> None:
    make_links = sample.Maker()
    odd = replace(sample.finding("reachable", "gone"), check="later-check", reason="brand-new")
    verdicts = [
        Verdict(
            "O1", Outcome.FAIL, "given", None, (), (make_links.told("https://a.go.th/1", odd),)
        ),
        Verdict("O2", Outcome.FAIL, "given", None, (), ()),
        Verdict("O99", Outcome.FAIL, "given", None, (), ()),
    ]
    folder = make(sample.judgement([sample.agency("1", "ก", "", verdicts)]), tmp_path)
    root = page(folder, "1")
    assert len(cards(root, "fix")) == 3
    assert "ระบบมีผลการตรวจที่ไม่มีคำอธิบาย" in said(root)


def test_a_complete_item_says_what_the_websites_company_should_mend_all_the_same(
    tmp_path: Path,
) -> None:
    make_links = sample.Maker()
    facts = {"host": "a.go.th", "robots": "https://a.go.th/robots.txt"}
    links = []
    for number in range(3):
        good = make_links.good(f"https://a.go.th/{number}")
        told = sample.finding("robots", "conflict", facts=facts)
        links.append(replace(good, findings=(*good.findings, told)))
    verdict = sample.verdict("O7", links)
    folder = make(sample.judgement([sample.agency("1", "ก", "", [verdict])]), tmp_path)
    shown = said(page(folder, "1"))
    assert shown.count("robots.txt ของเว็บไซต์ a.go.th ห้ามโปรแกรมเข้าหน้านี้") == 1
    assert shown.count("แจ้งผู้ดูแลเว็บไซต์ให้แก้ไข robots.txt") == 1
    assert not cards(page(folder, "1"), "fix") and not cards(page(folder, "1"), "wait")


def test_an_attachment_is_named_beside_the_link_that_led_to_it(tmp_path: Path) -> None:
    make_links = sample.Maker()
    shown = make_links.capture("https://a.go.th/page")
    broken = make_links.capture("https://a.go.th/files/o7.pdf", purpose=Purpose.ATTACHMENT)
    broken = replace(broken, problem=Problem(ProblemCode.TRUNCATED, True))
    link = make_links.link(
        "https://a.go.th/page",
        [shown, broken],
        [sample.finding("not-empty", "broken-file", capture=broken.id)],
    )
    folder = make(
        sample.judgement([sample.agency("1", "ก", "", [sample.verdict("O7", [link])])]), tmp_path
    )
    card = said(cards(page(folder, "1"), "fix")[0])
    assert "เอกสารที่เปิดจากลิงก์ https://a.go.th/files/o7.pdf" in card


def test_pictures_are_small_jpegs_shown_once_and_bad_ones_left_out() -> None:
    small = shrink(sample.screenshot(7))
    assert small is not None
    assert small[:2] == b"\xff\xd8"
    assert len(small) <= MAX_BYTES
    assert shrink(b"no picture") is None
    book = PictureBook(lambda capture: sample.screenshot(capture) if capture else b"", limit=1)
    assert book.take(1).startswith("data:image/jpeg;base64,")
    assert book.take(1) == book.take(None) == book.take(2) == ""


@pytest.mark.slow
def test_a_province_of_200_agencies_and_43_items_has_a_small_index(tmp_path: Path) -> None:
    make_links = sample.Maker()
    agencies = [
        sample.agency(
            f"63{number:05d}",
            f"องค์การบริหารส่วนตำบลที่ {number}",
            f"อำเภอ{number % 17}",
            [
                sample.missing(f"O{code}", "none")
                if (number + code) % 5 == 0
                else sample.verdict(
                    f"O{code}", [make_links.good(f"https://t{number}.go.th/{code}")]
                )
                for code in range(1, 44)
            ],
        )
        for number in range(200)
    ]
    folder = make(sample.judgement(agencies), tmp_path)
    assert (folder / "index.html").stat().st_size < 3_000_000
    assert len(list((folder / "agencies").glob("*.html"))) == 200


def test_a_file_that_is_gone_from_its_store_is_told_once_and_not_to_the_stores_webmaster(
    tmp_path: Path,
) -> None:
    make = sample.Maker()
    url = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view"
    seen = make.capture(url, 404)
    host = {"host": "drive.google.com", "url": url, "status": 404}
    gone = make.link(
        url,
        [seen],
        [
            sample.finding("reachable", "gone", capture=seen.id, facts=host),
            sample.finding(
                "shared-file",
                "deleted",
                capture=seen.id,
                facts={"site": "Google Drive", "phrase": "HTTP 404", "url": url},
            ),
        ],
    )
    agency = sample.agency("1", "เทศบาลตำบลหนึ่ง", "เมือง", [sample.verdict("O1", [gone])])
    written = write(
        sample.judgement([agency]),
        tmp_path,
        plan=None,
        catalogues=[sample.catalogue(confirmed=True)],
    )
    page = written.agencies["a-1"].read_text(encoding="utf-8")
    assert "Google Drive แจ้งว่าไม่มีสิ่งที่ลิงก์นี้อ้างถึงแล้ว" in page
    assert "ไม่พบหน้านี้ในเว็บไซต์ drive.google.com" not in page
    assert "ข้อความพร้อมส่งบริษัทผู้ดูแลเว็บไซต์" not in page
