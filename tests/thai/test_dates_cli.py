"""The contract of ``oitcheck dates``: one list a line, in order, UTF-8 at both ends."""

from __future__ import annotations

import io
import json

from oitcheck.cli import dates as command

KEYS = [
    "first", "last", "precision", "calendar", "script", "start", "end", "raw", "confidence",
]  # fmt: skip


def run(
    given: bytes, *, text: str | None = "-", filename: bool = False, as_json: bool = True
) -> bytes:
    out = io.BytesIO()
    command.run(text, filename, as_json, io.BytesIO(given), out)
    return out.getvalue()


def test_one_list_a_line_also_for_blank_lines_and_lines_without_a_date() -> None:
    given = "15 มีนาคม 2568\n\nโทร. 0-4451-2039\r\nปีงบประมาณ 2569".encode()
    lines = run(given).decode("utf-8").split("\n")
    assert lines.pop() == ""
    lists = [json.loads(line) for line in lines]
    assert [len(each) for each in lists] == [1, 0, 0, 1]
    assert lists[3][0]["first"] == "2025-10-01"


def test_a_candidate_has_exactly_the_keys_of_the_contract_in_their_order() -> None:
    ((found,),) = [json.loads(run("ณ วันที่ ๕ พ.ค. ๒๕๖๙".encode()))]
    assert list(found) == KEYS
    assert found | {"confidence": 0} == {
        "first": "2026-05-05",
        "last": "2026-05-05",
        "precision": "day",
        "calendar": "be",
        "script": "thai",
        "start": 0,
        "end": 20,
        "raw": "ณ วันที่ ๕ พ.ค. ๒๕๖๙",
        "confidence": 0,
    }


def test_the_best_candidate_comes_first_whatever_its_place() -> None:
    found = json.loads(run("รายงาน 2567 ณ วันที่ 31 มีนาคม 2569".encode()))
    assert [each["precision"] for each in found] == ["day", "year"]
    assert found[0]["confidence"] > found[1]["confidence"]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    (found,) = json.loads(run(b"\xef\xbb\xbf" + "15 มีนาคม 2568".encode()))
    assert found["start"] == 0


def test_thai_leaves_as_utf_8_and_broken_bytes_do_not_stop_the_rest() -> None:
    out = run(b"\xff\xfe 15\n" + "ปี 2569\n".encode())
    assert out.startswith(b"[]\n")
    assert "ปี 2569".encode() in out


def test_a_text_on_the_command_line_is_one_text() -> None:
    assert json.loads(run(b"ignored", text="25690105-report.pdf", filename=True))[0]["first"] == (
        "2026-01-05"
    )
    assert run(b"ignored", text="25690105-report.pdf") == b"[]\n"


def test_no_text_means_standard_input() -> None:
    assert run("ปี 2569".encode(), text=None) == run("ปี 2569".encode(), text="-")


def test_without_json_people_get_thai_lines() -> None:
    given = "15 มีนาคม 2568\nไม่มี\nปีงบฯ 69\n๑ - ๗ สิงหาคม ๒๕๖๙\n".encode()
    assert run(given, as_json=False).decode("utf-8") == (
        "15 มีนาคม 2568  (วัน)\nไม่พบวันที่\nปีงบประมาณ 2569  (ปีงบประมาณ)\n1 - 7 สิงหาคม 2569  (ช่วงเวลา)\n"
    )
