"""Suppliers from the registry to the reports: opened once, judged for both, named everywhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from oitcheck.model import Capture, Outcome, Purpose
from oitcheck.pipeline import crawling
from oitcheck.pipeline.handing_in import import_agencies, import_files
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.workspace import Workspace

NOW = datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
FARMING = "สำนักงานเกษตรจังหวัดตัวอย่าง"
HEALTH = "สำนักงานสาธารณสุขจังหวัดตัวอย่าง"
REGISTRY = f"""รหัสหน่วยงาน,หน่วยงาน,ประเภท,อำเภอ,บทบาท,เว็บไซต์
1000,จังหวัดตัวอย่าง,จังหวัด,เมือง,หน่วยรับการประเมิน,www.sample.go.th
5001,เทศบาลตำบลหนึ่ง,เทศบาล,เมือง,หน่วยรับการประเมิน,www.one.go.th
9001,{FARMING},ส่วนราชการ,เมือง,หน่วยงานเจ้าของข้อมูล,www.sample.go.th
9002,{HEALTH},ส่วนราชการ,เมือง,หน่วยงานเจ้าของข้อมูล,www.sample.go.th
"""
LISTS = f"""รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์
1000,จังหวัดตัวอย่าง,O1,http://www.sample.go.th/o1
9001,{FARMING},O1,http://www.sample.go.th/kaset/o1
9001,{FARMING},O6,http://www.sample.go.th/kaset/gone
9002,{HEALTH},O1,http://www.sample.go.th/o1
9002,{HEALTH},O2,http://www.sample.go.th/health/o2
5001,เทศบาลตำบลหนึ่ง,O1,http://www.one.go.th/o1
"""
PAGE = "<main><h1>โครงสร้าง ปีงบประมาณ 2569</h1><p>หน่วยงานนี้มีหน้าที่และอำนาจตามกฎหมาย {}</p></main>"
HEADERS = [("Content-Type", "text/html")]


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    """A round of which every link was opened, without a network: the answers are laid down."""
    folder = tmp_path_factory.mktemp("roles")
    place = Workspace.init(folder / "ws", province="ตัวอย่าง", year=2569)
    (folder / "registry.csv").write_text(REGISTRY, encoding="utf-8")
    (folder / "links.csv").write_text(LISTS, encoding="utf-8")
    import_agencies(place, folder / "registry.csv", NOW)
    import_files(place, [folder / "links.csv"], "1", received_at=NOW, whole=False, now=NOW)
    made = MainJob(place, "1", lambda: NOW + timedelta(hours=2))
    with made.lock():
        planned = made.plan("", ())
        assert planned is not None
        assert sorted(planned.urls) == [
            "http://www.one.go.th/o1",
            "http://www.sample.go.th/health/o2",
            "http://www.sample.go.th/kaset/gone",
            "http://www.sample.go.th/kaset/o1",
            "http://www.sample.go.th/o1",
        ]
        with place.archive(made.store.blob) as archive:
            for number, url in enumerate(planned.urls):
                at = NOW + timedelta(minutes=number)
                status = 404 if url.endswith("gone") else 200
                body = PAGE.format(url).encode()
                kept = archive.append_response(url, status, HEADERS, body, at)
                capture = Capture(
                    0, planned.run, url, 1, Purpose.EVIDENCE, at, url, status,
                    media_type="text/html", sha256=kept.sha256, size=len(body),
                )  # fmt: skip
                made.store.add_capture(capture, kept)
        made.store.finish_run(planned.run, NOW + timedelta(hours=1))
        made.read()
        summary = made.judge(None)
        made.report()
    assert summary.notes == ()
    return made


def verdicts(job: MainJob, code: str) -> dict[str, dict[str, Any]]:
    judgement = json.loads(job.judgement.read_text(encoding="utf-8"))
    agency = next(one for one in judgement["agencies"] if one["code"] == code)
    return {verdict["indicator"]: verdict for verdict in agency["verdicts"]}


def ids(job: MainJob) -> dict[str, str]:
    judgement = json.loads(job.judgement.read_text(encoding="utf-8"))
    return {one["name"]: one["id"] for one in judgement["agencies"]}


def page(job: MainJob, code: str) -> html.HtmlElement:
    return html.parse(job.folder / "agencies" / f"{code}.html").getroot()


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_province_is_judged_on_its_own_and_its_suppliers_links(job: MainJob) -> None:
    by_name = ids(job)
    found = verdicts(job, "1000")
    assert [link["url"].rsplit("go.th/")[1] for link in found["O1"]["links"]] == ["o1", "kaset/o1"]
    assert [link["supplier"] for link in found["O1"]["links"]] == ["", by_name[FARMING]]
    assert found["O1"]["suppliers"] == [by_name[FARMING], by_name[HEALTH]]
    assert found["O2"]["suppliers"] == [by_name[HEALTH]]
    assert (found["O6"]["outcome"], found["O6"]["answer"]) == ("fail", "given")
    assert found["O3"]["suppliers"] == []
    assert verdicts(job, "5001")["O1"]["suppliers"] == []


def test_a_supplier_keeps_its_own_report_with_what_it_was_asked_for(job: MainJob) -> None:
    assert sorted(verdicts(job, "9001")) == ["O1", "O6"]
    assert verdicts(job, "9001")["O6"]["outcome"] == "fail"
    text = said(page(job, "9001").xpath("//main")[0])
    assert "หน่วยงานแก้เอง" in text
    assert "ข้อมูลจาก" not in text
    assert "คะแนน" not in text


def test_the_province_reads_whose_link_it_is_and_who_acts(job: MainJob) -> None:
    root = page(job, "1000")
    cards = [said(one) for one in root.xpath("//article[contains(@class,'card fix')]")]
    broken = next(one for one in cards if "ข้อ O6" in one)
    assert f"ข้อมูลจาก: {FARMING}" in broken
    assert f"ผู้ดำเนินการหน่วยงานเจ้าของข้อมูล: {FARMING}" in broken
    assert not any("ข้อ O3" in one for one in cards)
    unsent = root.xpath("//section[@aria-labelledby='unsent-title']")[0]
    assert "ข้อ O3" in said(unsent)
    assert "ข้อมูลจากหน่วยงานเจ้าของข้อมูล 2 แห่ง ในข้อ O1, O2, O6" in said(root)
    whole = said(page(job, "1000"))
    assert f"ข้อมูลจาก: {HEALTH}" in whole


def test_the_workbook_names_the_supplier_too(job: MainJob) -> None:
    sheet = openpyxl.load_workbook(job.folder / "findings.xlsx")["ข้อค้นพบ"]
    heads = [cell.value for cell in sheet[2]]
    body = sheet.iter_rows(min_row=3, values_only=True)
    rows = [dict(zip(heads, row, strict=True)) for row in body]
    gone = [row for row in rows if str(row["ลิงก์ (URL) ที่หน่วยงานส่ง"]).endswith("gone")]
    gone = [row for row in gone if row["ผลการตรวจ"] == "ต้องแก้ไข"]
    assert {(row["รหัสหน่วยงาน"], row["ผู้ดำเนินการ"]) for row in gone} == {
        ("1000", f"หน่วยงานเจ้าของข้อมูล: {FARMING}"),
        ("9001", "หน่วยงานแก้เอง"),
    }


def test_only_the_province_s_links_are_opened_when_it_is_asked_for_alone(job: MainJob) -> None:
    with job.workspace.store() as store:
        answers = crawling.judged_answers(store, "1", None)
        province = ids(job)["จังหวัดตัวอย่าง"]
        own = [answer for (agency, _), answer in answers.items() if agency == province]
        urls = {link.url for answer in own for link in answer.links}
        raw = crawling.answers_of(store, "1", None)
    assert "http://www.sample.go.th/kaset/gone" in urls
    assert {code for agency, code in raw if agency == province} == {"O1"}


def test_a_registry_without_a_province_says_so_in_one_line(job: MainJob, tmp_path: Path) -> None:
    rows = [line for line in REGISTRY.splitlines() if not line.startswith("1000,")]
    lists = [line for line in LISTS.splitlines() if not line.startswith("1000,")]
    (tmp_path / "registry.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "links.csv").write_text("\n".join(lists), encoding="utf-8")
    place = Workspace.init(tmp_path / "ws", province="ตัวอย่าง", year=2569)
    import_agencies(place, tmp_path / "registry.csv", NOW)
    import_files(place, [tmp_path / "links.csv"], "1", received_at=NOW, whole=False, now=NOW)
    other = MainJob(place, "1", lambda: NOW)
    with other.lock():
        summary = other.judge(None)
    assert summary.lines()[1:] == [
        "ทะเบียนไม่มีหน่วยรับการประเมินประเภทจังหวัด ลิงก์ของหน่วยงานเจ้าของข้อมูลจึงยังไม่ได้ประกอบคำตอบของจังหวัด"
    ]
    assert summary.verdicts[Outcome.ERROR] > 0
