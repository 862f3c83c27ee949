"""The contract of ``oitcheck dates``: one list a line, in order, UTF-8 at both ends."""

from __future__ import annotations

import io
import json

from oitcheck.chosen_date import Why
from oitcheck.cli import dates as command
from oitcheck.date_reasons import REASONS

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


PAGE = "โทร. 0-4451-2039 ตามระเบียบ พ.ศ. 2560 แผนปี 2568 ปรับปรุงล่าสุด 5 ม.ค. 2569".encode()


def test_why_keeps_the_contracts_list_and_adds_the_choice_beside_it() -> None:
    out = io.BytesIO()
    command.run("-", False, True, io.BytesIO(PAGE), out, why=True)
    (told,) = [json.loads(out.getvalue())]
    assert told["dates"] == json.loads(run(PAGE))
    assert list(told) == ["dates", "choice"]
    first = told["choice"][0]
    assert list(first) == [*KEYS, "source", "usable", "score", "reasons"]
    assert (first["first"], first["source"]) == ("2026-01-05", "text")
    assert first["reasons"][0] == "labelled-updated"
    assert [c["usable"] for c in told["choice"]] == [True, True, False]


def test_why_tells_people_in_thai_which_date_was_chosen_and_why_the_others_were_not() -> None:
    out = io.BytesIO()
    command.run("-", False, False, io.BytesIO(PAGE), out, why=True)
    assert out.getvalue().decode().splitlines() == [
        "✓ 5 มกราคม 2569  “5 ม.ค. 2569”: มีคำว่าปรับปรุงล่าสุด, อยู่ตอนต้นของเนื้อหา",
        "• ปี 2568  “ปี 2568”: อยู่ตอนต้นของเนื้อหา",
        "✗ ปี 2560  “พ.ศ. 2560”: เป็นปีของกฎหมายหรือระเบียบ, อยู่ตอนต้นของเนื้อหา",
    ]


def test_why_of_a_file_name_and_of_nothing() -> None:
    out = io.BytesIO()
    command.run("25690105-report.pdf", True, False, io.BytesIO(), out, why=True)
    command.run("© 2568 เทศบาล", False, False, io.BytesIO(), out, why=True)
    command.run("ไม่มี", False, False, io.BytesIO(), out, why=True)
    lines = out.getvalue().decode().splitlines()
    assert lines[0] == "✓ 5 มกราคม 2569  “25690105”: อยู่ในชื่อไฟล์"
    assert lines[1] == "ไม่มีวันที่ที่ถือเป็นวันที่ของข้อความนี้ได้"
    assert lines[-1] == "ไม่พบวันที่"


def test_every_reason_has_thai_words() -> None:
    assert set(REASONS) == set(Why)
