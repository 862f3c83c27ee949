"""`oitcheck recheck`: one link anew, both captures shown, the verdict before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from watched_web import FILE, GOOD, NEWS, ONE, PLAN, Told, Web, lay, oitcheck, serving

from oitcheck.model import RunKind
from oitcheck.pipeline.rechecking import nearest_links
from oitcheck.pipeline.workspace import Workspace


@dataclass
class Story:
    """A run while a link was broken; then the site was mended, and the link opened anew."""

    folder: Path
    before: dict[str, Any] = field(default_factory=dict)
    told: Told = field(default_factory=lambda: Told(0, "", ""))
    asked: tuple[str, ...] = ()

    def judgement(self) -> dict[str, Any]:
        path = self.folder / "out" / "round-1" / "judgement.json"
        found: dict[str, Any] = json.loads(path.read_bytes())
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with serving() as web:
        web.pages[PLAN] = 404
        found = Story(lay(tmp_path_factory.mktemp("recheck"), web.port))
        assert oitcheck("-w", found.folder, "run").code == 0
        found.before = found.judgement()
        web.pages[PLAN] = GOOD
        web.asked.clear()
        found.told = oitcheck("-w", found.folder, "recheck", "HTTP://WWW.one.go.th/plan#top")
        found.asked = tuple(web.asked)
        yield found


def outcome(judgement: dict[str, Any]) -> str:
    return next(
        str(verdict["outcome"])
        for agency in judgement["agencies"]
        for verdict in agency["verdicts"]
        if (agency["code"], verdict["indicator"]) == ("A1", "O6")
    )


def test_the_verdict_before_and_after_is_the_first_thing_said(story: Story) -> None:
    assert story.told.code == 0
    first, before, after = story.told.stdout.split("\n")[:3]
    assert first == "ข้อ O6 อบต.หนึ่ง: ✕ ต้องแก้ไข → ✓ ครบถ้วน (ตรวจเบื้องต้น)"
    assert "เปิดลิงก์แล้วไม่พบหน้านี้" in before and "ไม่มีสิ่งที่ต้องแก้ไข" in after


def test_both_captures_stand_side_by_side(story: Story) -> None:
    lines = {line[:12].strip(): line for line in story.told.stdout.split("\n") if line.strip()}
    assert "เว็บไซต์แจ้งว่าไม่มีหน้านี้ (HTTP 404)" in lines["ผลการเปิด"]
    assert "เปิดได้ (HTTP 200)" in lines["ผลการเปิด"]
    assert "แผนพัฒนา" in lines["ชื่อหน้า"]


def test_only_this_link_and_its_documents_are_opened(story: Story) -> None:
    beside = {url for url in story.asked if url.startswith(f"{ONE}/oitcheck-")}
    assert len(beside) == 1, "an address that nobody has made, to compare the page with"
    assert set(story.asked) - beside == {PLAN, f"{ONE}/robots.txt", f"{ONE}/download/plan.pdf"}
    with Workspace(story.folder).store() as store:
        assert [run.kind for run in store.runs("1")] == [RunKind.FIRST, RunKind.AGAIN]
        assert all(run.finished_at for run in store.runs("1"))


def test_judgement_and_reports_are_brought_up_to_date(story: Story) -> None:
    assert (outcome(story.before), outcome(story.judgement())) == ("fail", "pass")
    assert "รายงานเป็นปัจจุบันแล้ว" in story.told.stdout
    page = (story.folder / "out" / "round-1" / "agencies" / "A1.html").read_text(encoding="utf-8")
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    verdict = page.split("ข้อ O6 : ")[1].split("</details>")[0]
    # both captures stand in the agency's report, with status and time
    assert verdict.count('<dl class="capture">') >= 2
    assert "404" in verdict and "200" in verdict


def test_json_holds_both_sides(story: Story) -> None:
    told = oitcheck("-w", story.folder, "recheck", NEWS, "--json", "--quick")
    found = json.loads(told.stdout)
    assert told.code == 0 and found["reports"] == "" and found["same_content"] is False
    assert found["earlier"]["capture"] < found["later"]["capture"]
    (item,) = found["items"]
    assert (item["indicator"], item["before"]["outcome"]) == ("O6", item["after"]["outcome"])
    told = oitcheck("-w", story.folder, "recheck", FILE, "--json", "--quick")
    assert json.loads(told.stdout)["same_content"] is True


def test_a_link_that_nobody_handed_in_is_named_with_its_nearest(story: Story) -> None:
    told = oitcheck("-w", story.folder, "recheck", "https://one.go.th/plan/", "--round", "1")
    assert told.code == 2 and told.stderr.count("\n") == 1
    assert f"ที่ใกล้เคียง: {PLAN}" in told.stderr
    told = oitcheck("-w", story.folder, "recheck", "ไม่ใช่ลิงก์")
    assert told.code == 2 and told.stderr.count("\n") == 1


def test_nearest_links_put_the_same_address_written_otherwise_first() -> None:
    known = ["http://a.go.th/xyzzy", "https://www.a.go.th/xyz", "http://b.go.th/other"]
    assert nearest_links("http://a.go.th/xyz/", known)[0] == "https://www.a.go.th/xyz"
    assert nearest_links("http://q.example/", ["http://www.surin.go.th/ita/o1"]) == ()


def test_a_link_never_opened_is_opened_and_judged_for_the_first_time(
    tmp_path: Path, web: Web
) -> None:
    folder = lay(tmp_path, web.port)
    told = oitcheck("-w", folder, "recheck", PLAN, "--quick")
    assert told.code == 0 and "ยังไม่เคยเปิด" in told.stdout
    assert "oitcheck run --round 1" in told.stdout


def test_the_networks_own_fault_is_told_and_blames_nobody(tmp_path: Path, web: Web) -> None:
    folder = lay(tmp_path, web.port)
    assert oitcheck("-w", folder, "recheck", PLAN, "--quick").code == 0
    web.pages = dict.fromkeys(web.pages)
    told = oitcheck("-w", folder, "recheck", PLAN, "--quick", "--json")
    found = json.loads(told.stdout)
    assert found["silent"] and "ไม่มีเว็บไซต์ใดตอบเลย" in told.stderr
    (item,) = found["items"]
    assert item["before"] == item["after"]


def test_a_recheck_beside_an_unfinished_run_leaves_that_alone(tmp_path: Path, web: Web) -> None:
    folder = lay(tmp_path, web.port)
    workspace = Workspace(folder)
    with workspace.store() as store:
        run = store.create_run("1", RunKind.FIRST, datetime.now(UTC))
        store.add_targets(run, [PLAN, NEWS])
    assert oitcheck("-w", folder, "recheck", PLAN, "--quick").code == 0
    with workspace.store() as store:
        assert store.run(run).finished_at is None
        assert set(store.pending(run)) == {PLAN, NEWS}
