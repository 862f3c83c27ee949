"""`oitcheck watch` from end to end: real crawl, four passes over sites that come and go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from watched_web import FILE, GOOD, NEWS, ONE, PDF, PLAN, TWO, Told, Web, lay, oitcheck, serving

from oitcheck.model import Purpose, RunKind
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report.words import resource

ALWAYS = ("--from", "2026-01-01", "--until", "2099-01-01")
OTHER = GOOD.replace("ยุทธศาสตร์", "แนวทาง")


@dataclass
class Passes:
    """What each pass said, and the files as it left them."""

    folder: Path
    told: list[Told] = field(default_factory=list)
    found: list[dict[str, Any]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)

    def watch(self, web: Web, *more: str) -> None:
        web.asked.clear()
        self.told.append(oitcheck("-w", self.folder, "watch", *ALWAYS, *more))
        out = self.folder / "out" / "round-1" / "watch"
        self.found.append(json.loads((out / "watch.json").read_bytes()))
        self.pages.append((out / "watch.html").read_text(encoding="utf-8"))
        self.asked.append(list(web.asked))

    def link(self, number: int, url: str) -> dict[str, Any]:
        return next(one for one in self.found[number]["links"] if one["url"] == url)

    def changes(self, number: int) -> set[tuple[str, str, str]]:
        return {(one["url"], one["kind"], one["detail"]) for one in self.found[number]["changes"]}


@pytest.fixture(scope="module")
def passes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Passes]:
    """Up; down; down; up with other content (and one page behind a login)."""
    with serving() as web:
        found = Passes(lay(tmp_path_factory.mktemp("watch"), web.port))
        assert oitcheck("-w", found.folder, "run").code == 0
        found.watch(web)
        web.pages |= {PLAN: 404, FILE: None}
        found.watch(web, "--strict")
        found.watch(web)
        login = "<p>กรุณาเข้าสู่ระบบ</p><form><input type='password'></form>"
        web.pages |= {PLAN: OTHER, FILE: PDF.read_bytes(), NEWS: login}
        found.watch(web)
        yield found


def test_a_first_pass_over_links_that_stand_as_judged_tells_nothing(passes: Passes) -> None:
    assert passes.told[0].code == 0
    assert "รอบแรก" in passes.told[0].stdout and "ปกติ 3" in passes.told[0].stdout
    assert passes.found[0]["changes"] == []
    assert passes.found[0]["counts"]["fine"] == 3


def test_a_pass_is_light(passes: Passes) -> None:
    """Pages only: no attachment, no robots.txt, nothing but the links themselves."""
    assert sorted(passes.asked[0]) == sorted([PLAN, NEWS, FILE])
    with Workspace(passes.folder).store() as store:
        watches = {run.id for run in store.runs("1") if run.kind is RunKind.WATCH}
        purposes = {one.purpose for one in store.captures("1") if one.run in watches}
    assert len(watches) == 4 and purposes == {Purpose.EVIDENCE}


def test_what_went_down_is_told_once_and_strict_says_it_by_the_exit(passes: Passes) -> None:
    assert passes.changes(1) == {(PLAN, "down", "not-found"), (FILE, "down", "empty-reply")}
    assert passes.told[1].code == 1
    assert "เว็บไซต์แจ้งว่าไม่มีหน้านี้" in passes.told[1].stdout
    assert "อบต.หนึ่ง O6" in passes.told[1].stdout
    assert passes.changes(2) == set()
    assert passes.told[2].code == 0 and "ไม่มีสิ่งใดเปลี่ยนจากรอบก่อน" in passes.told[2].stdout
    assert "เปิดไม่ได้ 2" in passes.told[2].stdout


def test_the_log_has_first_and_last_seen_down_and_up_again(passes: Passes) -> None:
    (during,) = passes.link(2, PLAN)["outages"]
    assert during["up_again"] is None and during["looks"] == 2
    (after,) = passes.link(3, PLAN)["outages"]
    assert after["first_down"] == during["first_down"] <= after["last_down"] <= after["up_again"]
    assert (after["looks"], after["code"]) == (2, "not-found")
    assert passes.link(3, NEWS)["outages"] == []


def test_what_came_back_and_what_is_worse_is_told(passes: Passes) -> None:
    assert passes.changes(3) == {
        (PLAN, "up-again", "not-found"),
        (PLAN, "content", ""),
        (FILE, "up-again", "empty-reply"),
        (NEWS, "fault", "login-wall"),
    }
    assert passes.found[3]["counts"] == {
        "links": 3, "down": 0, "worse": 1, "unsure": 0, "look": 0, "fine": 2,
    }  # fmt: skip


def test_the_message_to_an_agency_names_item_trouble_and_link(passes: Passes) -> None:
    copies = passes.pages[2].split('<div class="copy" tabindex="0">')[1:]
    texts = {text.split("\n")[0]: text.split("</div>")[0] for text in copies}
    one = texts["เรียน ผู้ดูแลระบบ (Admin) อบต.หนึ่ง"]
    assert "1. ข้อ O6: เปิดไม่ได้: เว็บไซต์แจ้งว่าไม่มีหน้านี้ (ตั้งแต่ " in one
    assert PLAN in one and FILE not in one
    assert FILE in texts["เรียน ผู้ดูแลระบบ (Admin) เทศบาลตำบลสอง"]
    assert "กลายเป็นหน้าให้เข้าสู่ระบบ" in passes.pages[3]


def test_what_a_watch_has_seen_changes_no_judgement(passes: Passes, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(passes.folder, copy)
    path = copy / "out" / "round-1" / "judgement.json"
    before = path.read_bytes()
    assert oitcheck("-w", copy, "judge").code == 0
    assert path.read_bytes() == before


def test_the_json_holds_to_its_schema(passes: Passes) -> None:
    schema = json.loads(resource("watch.schema.json"))
    for found in passes.found:
        jsonschema.validate(found, schema)


def test_the_workbook_has_the_log_for_the_province(passes: Passes) -> None:
    path = passes.folder / "out" / "round-1" / "watch" / "watch.xlsx"
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    assert book.sheetnames == ["ขณะนี้", "ช่วงที่เปิดไม่ได้", "ประวัติ"]
    rows = list(book["ช่วงที่เปิดไม่ได้"].iter_rows(min_row=4, values_only=True))
    assert [(row[0], row[3], row[4], row[8]) for row in rows] == [
        ("A1", "O6", PLAN, 2),
        ("A2", "O12", FILE, 2),
    ]


def test_without_what_was_told_before_the_log_is_made_anew(passes: Passes, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(passes.folder, copy)
    out = copy / "out" / "round-1" / "watch"
    shutil.rmtree(out)
    assert oitcheck("-w", copy, "watch", *ALWAYS).code == 0
    found = json.loads((out / "watch.json").read_bytes())
    again = {one["url"]: one["outages"] for one in found["links"]}
    assert again == {one["url"]: one["outages"] for one in passes.found[3]["links"]}
    # against what the run has judged, the wall is news once more
    assert (NEWS, "login-wall") in {(one["url"], one["detail"]) for one in found["changes"]}


@pytest.fixture
def laid(tmp_path: Path, web: Web) -> Path:
    return lay(tmp_path, web.port, plan="plan-surin-2569")


def test_outside_the_window_nothing_is_opened(laid: Path, web: Web) -> None:
    told = oitcheck("-w", laid, "watch", "--from", "1 ก.ค. 2560", "--until", "31 ก.ค. 2560")
    assert told.code == 0 and "อยู่นอกช่วงที่เฝ้าดู" in told.stdout and "สิ้นสุดแล้ว" in told.stdout
    assert web.asked == []
    told = oitcheck("-w", laid, "watch", "--from", "2099-01-01", "--until", "2099-01-31", "--json")
    assert json.loads(told.stdout)["inside"] is False and web.asked == []


@pytest.mark.parametrize(
    ("bangkok", "inside"),
    [
        ("2026-06-30T23:59:59", False),
        ("2026-07-01T00:00:00", True),
        ("2026-07-31T23:59:59", True),
        ("2026-08-01T00:00:00", False),
        ("2026-08-21T12:00:00", True),
        ("2026-08-22T00:00:00", False),
    ],
)
def test_the_window_is_the_commissions_by_the_plan(
    laid: Path, monkeypatch: pytest.MonkeyPatch, bangkok: str, inside: bool
) -> None:
    moment = datetime.fromisoformat(bangkok).replace(tzinfo=UTC) - timedelta(hours=7)
    monkeypatch.setattr("oitcheck.cli.watch.now", lambda: moment)
    monkeypatch.setattr("oitcheck.cli.watch.WatchPass", _Refused)
    told = oitcheck("-w", laid, "watch")
    assert ("อยู่นอกช่วงที่เฝ้าดู" not in told.stdout) is inside, told


class _Refused:
    """Stands where the pass would begin: whether it does is all that is asked."""

    def __init__(self, *_: object) -> None:
        raise KeyboardInterrupt


def test_a_pass_that_was_cut_short_is_finished(laid: Path, web: Web) -> None:
    with Workspace(laid).store() as store:
        run = store.create_run("1", RunKind.WATCH, datetime.now(UTC))
        store.add_targets(run, [PLAN])
    told = oitcheck("-w", laid, "watch", *ALWAYS)
    assert told.code == 0 and "ทำต่อจากครั้งก่อน" in told.stderr
    with Workspace(laid).store() as store:
        (only,) = store.runs("1")
        assert only.id == run and only.finished_at is not None
    assert set(web.asked) == {PLAN, NEWS, FILE}
    # and to the main job such a run is none: it opens every link itself
    web.asked.clear()
    assert oitcheck("-w", laid, "crawl").code == 0
    assert {PLAN, NEWS, FILE} <= set(web.asked)


def test_a_timer_that_fires_while_another_works_says_so_in_one_line(laid: Path) -> None:
    with Workspace(laid).lock():
        told = oitcheck("-w", laid, "watch", *ALWAYS)
    assert told.code == 2 and told.stderr.count("\n") == 1
    assert "กำลังทำงาน" in told.stderr


def test_our_own_silence_is_no_outage(laid: Path, web: Web) -> None:
    assert oitcheck("-w", laid, "watch", *ALWAYS).code == 0
    web.pages = dict.fromkeys([PLAN, NEWS, FILE, f"{ONE}/", f"{TWO}/"])
    told = oitcheck("-w", laid, "watch", *ALWAYS, "--strict", "--json")
    found = json.loads(told.stdout)
    assert told.code == 0 and found["silent"]
    assert not any(one["outages"] for one in found["links"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-07-31", "--until", "2026-07-01"), "สิ้นสุดก่อนเริ่ม"),
        (("--from", "วันหนึ่ง"), "ไม่ใช่วันเวลาที่อ่านได้"),
        ((*ALWAYS, "--round", "9"), "9"),
    ],
)
def test_what_is_typed_wrong_is_told_in_one_line(
    laid: Path, words: tuple[str, ...], said: str
) -> None:
    told = oitcheck("-w", laid, "watch", *words)
    assert told.code == 2 and said in told.stderr and told.stderr.count("\n") == 1


def test_the_store_gives_captures_with_or_without_those_of_watches(passes: Passes) -> None:
    with Workspace(passes.folder).store() as store:
        first, *watches = (run.id for run in store.runs("1"))
        every = list(store.captures("1"))
        judged = list(store.captures("1", watched=False))
        assert {one.run for one in every} == {first, *watches}
        assert {one.run for one in judged} == {first}
        of_last = list(store.captures("1", run=watches[-1]))
        assert of_last == [one for one in every if one.run == watches[-1]]
        # nor is what a watch saw an event of the round
        assert store.last_event("1") == max(one.taken_at for one in judged)
