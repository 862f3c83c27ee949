"""A checklist's round: real import, crawl, reading, judgement and report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from exhibit_web import CHECKLIST, GIVEN, ROUND, Done, oitcheck

from oitcheck.catalogue import catalogue_of
from oitcheck.judge import from_json
from oitcheck.pipeline.rules import load_checklist
from oitcheck.report import write
from oitcheck.report.words import resource


def judged(done: Done) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((done.laid.out / "judgement.json").read_text("utf-8"))
    return found


def verdicts(done: Done) -> dict[str, dict[str, Any]]:
    (agency,) = judged(done)["agencies"]
    return {one["indicator"]: one for one in agency["verdicts"]}


def reasons(verdict: dict[str, Any]) -> set[str]:
    every = [*verdict["findings"], *(f for link in verdict["links"] for f in link["findings"])]
    return {f"{one['check']}:{one['reason']}" for one in every}


def agency_page(done: Done) -> str:
    (path,) = (done.laid.out / "agencies").glob("*.html")
    return path.read_text(encoding="utf-8")


def test_only_who_handed_in_is_judged_on_all_23_exhibits_in_the_checklists_order(
    done: Done,
) -> None:
    found = judged(done)
    (agency,) = found["agencies"]
    assert (agency["name"], agency["catalogue"]["id"]) == ("จังหวัดตัวอย่าง", CHECKLIST)
    codes = [one["indicator"] for one in agency["verdicts"]]
    assert len(codes) == 23
    assert codes[:9] == ["1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3-x"]
    assert codes[9:11] == ["4.0", "4.1"]
    assert [code for code in codes if verdicts(done)[code]["links"]] == list(GIVEN)


def test_every_exhibit_stands_as_the_sites_are(done: Done) -> None:
    found = verdicts(done)
    stands = {code: one["outcome"] for code, one in found.items()}
    good = {"1.1", "2.1", "2.4", "3-x", "4.0", "4.1", "5.6"}
    assert {code for code, outcome in stands.items() if outcome == "pass"} == good
    assert set(stands.values()) == {"pass", "fail"}
    assert "reachable:gone" in reasons(found["2.2"])
    assert "not-empty:no-text" in reasons(found["2.3"])
    assert reasons(found["2.5"]) == {"submitted:none"}
    assert reasons(found["2.1"]) == {"submitted:given", "reachable:ok", "not-empty:content"}


def test_only_the_checks_of_a_checklist_were_made(done: Done) -> None:
    checks = {
        reason.partition(":")[0] for one in verdicts(done).values() for reason in reasons(one)
    }
    assert checks == {"submitted", "reachable", "not-empty"}


def test_every_level_is_laid_before_a_person_with_what_is_there(done: Done) -> None:
    (agency,) = judged(done)["agencies"]
    levels = {one["key"]: one for one in agency["findings"]}
    assert list(levels) == ["1", "2", "3", "4", "5"]
    assert {(one["check"], one["outcome"]) for one in levels.values()} == {("level", "review")}
    assert levels["1"]["reason"] == levels["3"]["reason"] == "all-complete"
    second = levels["2"]["facts"]
    assert (second["exhibits"], second["complete"]) == (7, 2)
    assert (second["to_mend"], second["missing"]) == (["2.2", "2.3"], ["2.5", "2.6", "2.7"])


def test_the_list_is_read_by_number_thai_digits_and_name(done: Done) -> None:
    assert f"อ่านได้ {len(GIVEN)} ลิงก์ จาก 1 หน่วยงาน" in done.imported
    urls = {code: one["links"][0]["url"] for code, one in verdicts(done).items() if one["links"]}
    assert urls["1.1"].endswith("/memo")
    assert urls["3-x"].endswith("/promise")


def test_a_criterion_is_never_taken_for_the_exhibit_of_its_number(done: Done) -> None:
    (link,) = verdicts(done)["4.1"]["links"]
    assert link["url"].endswith("/invitation")
    lines = done.imported.splitlines()
    (named,) = [line for line in lines if "รายการ.csv:9:" in line]
    assert "เกณฑ์ 4.1 ของระดับ 4" in named and "หนังสือเชิญประชุม 17 ม.ค. 2567" in named
    (criterion,) = [line for line in lines if "รายการ.csv:10:" in line]
    assert "เกณฑ์ 3.1 ของระดับ 3 ไม่ใช่เอกสาร" in criterion and "3-x" in criterion
    (shared,) = [line for line in lines if "รายการ.csv:11:" in line]
    assert "4.2, 5.5" in shared


def test_the_page_speaks_of_exhibits_and_levels_and_of_no_points(done: Done) -> None:
    page = agency_page(done).replace("\N{NO-BREAK SPACE}", " ")
    title = "การประเมินคุณธรรมและความโปร่งใสการดำเนินงานของหน่วยงานภาครัฐ จังหวัดสมุทรปราการ"
    assert f"<h1>{title}</h1>" in page
    assert "เอกสาร 2.2" in page
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)
    assert not re.search(
        r"ข้อ (O|\d\.\d|3-x)|ข้อนี้|\d ข้อ(?!มูล)|คะแนน|OIT|\{item\}|ยังไม่มีแผนการขับเคลื่อน", text
    )
    assert "ระดับนี้ให้เจ้าหน้าที่เป็นผู้พิจารณา" in text
    assert text.count("เอกสารต้นทางไม่ได้กำหนดวิธีรวมระดับ") >= 5
    assert "เกณฑ์ 4.1" in text and "จัดทำแนวทางและมาตรการยกระดับ" in text
    assert len(re.findall(r'<article class="level"', page)) == 5


def test_every_exhibit_has_one_place_in_the_page_that_the_levels_lead_to(done: Done) -> None:
    page = agency_page(done)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= {*ids}


def test_the_index_counts_each_level_and_the_workbook_names_exhibits(done: Done) -> None:
    index = (done.laid.out / "index.html").read_text(encoding="utf-8")
    assert "2 / 7" in index and "2.2, 2.3, 2.5, 2.6, 2.7" in index
    assert "เทศบาลตำบลหนึ่ง" not in index
    sheet = openpyxl.load_workbook(done.laid.out / "findings.xlsx")["ข้อค้นพบ"]
    codes = {row[3] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert {"1.1", "3-x", "5.6"} <= codes
    said = [str(row[7]) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert any(text.startswith("ระดับ 2: เอกสารครบถ้วน 2 จาก 7") for text in said)


def test_in_english_items_are_exhibits(done: Done, tmp_path: Path) -> None:
    judgement = from_json((done.laid.out / "judgement.json").read_bytes())
    catalogue = catalogue_of(load_checklist(None, CHECKLIST)[0])
    written = write(judgement, tmp_path, plan=None, catalogues=[catalogue], lang="en")
    (path,) = written.agencies.values()
    page = path.read_text(encoding="utf-8")
    assert "Exhibit 2.2" in page and "this exhibit" in page
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)
    assert not re.search(r"\b[Ii]tems?\b|points|OIT", text)


def test_judging_and_reporting_again_give_the_same_bytes(done: Done) -> None:
    files = sorted(path for path in done.laid.out.rglob("*") if path.is_file())
    before = {path: path.read_bytes() for path in files}
    (done.laid.out / "judgement.json").unlink()
    oitcheck("-w", done.laid.folder, "judge", "--round", ROUND)
    oitcheck("-w", done.laid.folder, "report", "--round", ROUND)
    assert {path: path.read_bytes() for path in files} == before


def test_the_judgement_fits_its_schema(done: Done) -> None:
    schema = json.loads(resource("judgement.schema.json"))
    jsonschema.Draft202012Validator(schema).validate(judged(done))


def test_there_is_no_score(done: Done) -> None:
    assert not (done.laid.out / "score.html").exists()
    told = oitcheck("-w", done.laid.folder, "score", "--round", ROUND, code=2)
    assert "ไม่มีคะแนน" in told.stderr


def test_status_names_only_who_has_a_part_in_it(done: Done) -> None:
    told = oitcheck("-w", done.laid.folder, "status", "--round", ROUND, "--json")
    assert '"T1"' not in told.stdout and "เทศบาลตำบลหนึ่ง" not in told.stdout
    told = oitcheck("-w", done.laid.folder, "status", "--round", ROUND)
    assert "เทศบาลตำบลหนึ่ง" not in told.stdout


def test_comparing_a_round_with_itself_counts_exhibits(done: Done) -> None:
    told = oitcheck("-w", done.laid.folder, "compare", ROUND, ROUND)
    assert "ยังไม่ครบถ้วนทั้งสองครั้ง: 16 เอกสาร" in told.stdout


def test_the_run_counts_exhibits(done: Done) -> None:
    assert "(นับเป็นเอกสาร): ต้องแก้ไข 2, ครบถ้วน (ตรวจเบื้องต้น) 7, ยังไม่ส่ง 14" in done.ran


def test_the_round_keeps_its_checklist(done: Done) -> None:
    told = oitcheck("-w", done.laid.folder, "import", done.laid.links, "--round", ROUND, "--json")
    assert json.loads(told.stdout)["unchanged"] == 1
    other = oitcheck(
        "-w", done.laid.folder, "import", done.laid.links, "--round", ROUND,
        "--checklist", "checklist-other", code=2,
    )  # fmt: skip
    assert "ไม่มีรายการเอกสาร checklist-other" in other.stderr


def test_the_form_has_23_rows_for_the_province_alone_and_comes_back(done: Done) -> None:
    told = oitcheck("-w", done.laid.folder, "template", "--round", ROUND, "--json")
    (form,) = json.loads(told.stdout)["files"]
    sheet = openpyxl.load_workbook(form).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert rows[0][:2] == ("เลขเอกสาร", "ชื่อเอกสาร")
    assert len(rows) == 24
    assert {str(row[0]) for row in rows[1:]} >= {"1.1", "3-x", "4.0", "5.6"}
    back = oitcheck("-w", done.laid.folder, "import", form, "--round", ROUND, "--json")
    facts = json.loads(back.stdout)
    assert (facts["problems"], facts["links"]) == ([], len(GIVEN))


def test_a_list_that_says_nothing_settles_no_track(done: Done) -> None:
    """Who forgets --checklist the first time is told, and can say it the second time."""
    folder, links = done.laid.folder, done.laid.folder / "หนึ่งแถว.csv"
    links.write_text("หน่วยงาน,เลขเอกสาร,ลิงก์\nP1,1.1,http://www.province.go.th/memo\n", "utf-8")
    told = oitcheck("-w", folder, "import", links, "--round", "ลืม", code=2)
    assert "ไม่มีรายการที่นำเข้าได้" in told.stderr
    oitcheck("-w", folder, "import", links, "--round", "ลืม", "--checklist", "samutprakan-2567")


@pytest.mark.parametrize("year", ["2568"])
def test_a_checklist_of_another_year_is_refused(done: Done, year: str) -> None:
    folder = done.laid.folder.parent / f"งาน {year}"
    oitcheck("init", folder, "--province", "ตัวอย่าง", "--year", year)
    told = oitcheck(
        "-w", folder, "import", done.laid.links, "--round", ROUND, "--checklist", CHECKLIST, code=2
    )
    assert f"เป็นของปี พ.ศ. 2567 แต่โฟลเดอร์งานนี้เป็นของปี พ.ศ. {year}" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
