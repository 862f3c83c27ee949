"""`oitcheck score` as a user calls it: marks, one agency, what-if, order, mistakes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from oitcheck.cli.main import main
from oitcheck.judge import to_json_bytes
from oitcheck.pipeline.workspace import Workspace
from oitcheck.thai import sorting
from oitcheck.thai.columns import width

sys.path.append(str(Path(__file__).resolve().parent.parent / "report"))
import report_sample as sample

NABUA = "6320105"
MARKS = (
    "ผลการจำลองคะแนน OIT (ไม่เป็นทางการ)",
    "ผลการตรวจเบื้องต้นของจังหวัด มิใช่ผลการประเมินของสำนักงาน ป.ป.ช.",
    "น้ำหนักคะแนนเป็นข้อสันนิษฐาน (ตามโครงสร้างผลประเมินปี 2564)",
    "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช.",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Workspace.init(tmp_path_factory.mktemp("score") / "ws", province="สุรินทร์", year=2569)
    folder = place.out / "round-1"
    folder.mkdir()
    (folder / "judgement.json").write_bytes(to_json_bytes(sample.sample()))
    return place.root


class Called:
    """The command in this process: what it printed, and its exit code."""

    def __init__(
        self, workspace: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self._workspace = workspace
        self._capsys = capsys
        self._patch = patch

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._patch.setattr(
            sys, "argv", ["oitcheck", "-w", str(self._workspace), "score", *arguments]
        )
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def data(self, *arguments: str) -> dict[str, Any]:
        code, out, err = self(*arguments, "--json")
        assert code == 0, err
        return dict(json.loads(out))


@pytest.fixture
def call(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Called:
    return Called(workspace, capsys, monkeypatch)


@pytest.mark.parametrize(
    "arguments", [(), ("--agency", NABUA), ("--rank",), ("--what-if", "O12"), ("--json",)]
)
def test_all_marks_stand_on_every_answer(call: Called, arguments: tuple[str, ...]) -> None:
    code, out, _ = call(*arguments)
    assert code == 0
    for mark in MARKS:
        assert mark in out


def test_the_province_stands_by_district_in_columns_that_line_up(call: Called) -> None:
    _, out, _ = call()
    assert "ใช้ภายในราชการ" not in out
    lines = out.splitlines()
    districts = [line for line in lines if line.startswith("อำเภอ")]
    assert districts == sorted(districts, key=sorting.key)
    rows = [line for line in lines if line.startswith("  ") and line.count(".") >= 2]
    shares = [line for line in rows if re.search(r" (?:40|37|32)[.]\d\d(?:  แก้|$)", line)]
    assert len(shares) == 5
    assert len({width(re.split("  แก้", line)[0]) for line in shares}) == 1
    assert "สำนักงานวัฒนธรรม" not in out


def test_a_ranking_only_with_its_flag_and_marked_for_official_use(call: Called) -> None:
    _, out, _ = call("--rank")
    assert "ใช้ภายในราชการ" in out
    assert "อำเภอ" not in out
    places = [item["place"] for item in call.data("--rank")["agencies"]]
    assert places == sorted(places)
    assert places.count(1) == 3
    assert "place" not in call.data()["agencies"][0]


def test_one_agency_in_detail_with_its_gaps_by_points(call: Called) -> None:
    (found,) = call.data("--agency", NABUA)["agencies"]
    assert found["oit"] == {"low": 73.33, "likely": 81.96, "high": 85.0}
    assert found["ita_share"] == {"low": 29.33, "likely": 32.78, "high": 34.0}
    assert found["groups"]["9.2"] == {"low": 33.33, "likely": 45.65, "high": 50.0}
    assert [gap["indicator"] for gap in found["gaps"]] == [
        f"O{number}" for number in (12, 16, 18, 7, 8, 9)
    ]
    # taken back and not handed in again: ยังไม่ส่ง is open, never 0
    assert [(gap["indicator"], gap["state"]) for gap in found["open"]] == [
        ("O20", "unsent"),
        ("O23", "unsent"),
        ("O10", "review"),
    ]
    _, out, _ = call("--agency", "องค์การบริหารส่วนตำบลนาบัว")
    assert "ข้อที่ต้องแก้ไข เรียงตามคะแนน ITA ที่จะได้เพิ่ม" in out
    assert "9.3 การจัดซื้อจัดจ้าง (2 ข้อ)" in out


def test_what_if_stands_beside_what_is(call: Called) -> None:
    (found,) = call.data("--agency", NABUA, "--what-if", "ข้อ O12 และ ๒๐", "--broken", "o1")[
        "agencies"
    ]
    assert found["oit"]["likely"] == 81.96
    assert found["what_if"]["oit"]["high"] == 87.5
    assert "O12" not in [gap["indicator"] for gap in found["what_if"]["gaps"]]
    assert "O1" in [gap["indicator"] for gap in found["what_if"]["gaps"]]
    data = call.data("--what-if", "O25 O26")
    assert data["what_if"] == {"mended": ["O25", "O26"], "broken": []}
    assert data["spread"]["lowest"] == 5.1
    assert data["spread_if"]["lowest"] == 30.1  # 10.2 is a quarter of OIT
    _, out, _ = call("--what-if", "O25")
    assert "สมมติว่าแก้ไขครบถ้วนแล้ว: O25" in out
    assert "ทั้งจังหวัด ตามที่สมมติ" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--what-if", "O99"), "มีข้อ O1 ถึง O26"),
        (("--what-if", "แผน"), "ไม่ใช่รหัสข้อ"),
        (("--what-if", "O1", "--broken", "O1"), "อย่างใดอย่างหนึ่ง"),
        (("--agency", "S320001"), "หน่วยงานเจ้าของข้อมูล"),
        (("--agency", "ไม่มี"), "ไม่มีหน่วยงาน ไม่มี ในผลตรวจ"),
        (("--round", "7"), "oitcheck run --round 7"),
    ],
)
def test_a_mistake_is_one_line_with_the_fix(
    call: Called, arguments: tuple[str, ...], told: str
) -> None:
    code, out, err = call(*arguments)
    assert code == 2
    assert out == ""
    assert told in err
    assert len(err.strip().splitlines()) == 1
