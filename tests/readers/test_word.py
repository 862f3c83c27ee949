"""The program for Word's old format: its failure is ours, and nothing of it stays behind."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import psutil
import pytest
from old_word import old_word

from oitcheck import reading
from oitcheck.readers import WordConverter, find_converter, reader_key
from oitcheck.reading.letters import ConvertFailed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a script as the program")


def program(folder: Path, lines: str, seconds: float = 20.0) -> WordConverter:
    path = folder / "antiword"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return WordConverter(str(path), "antiword", seconds)


def test_the_text_comes_back_and_the_file_is_gone(tmp_path: Path) -> None:
    told = program(tmp_path, f'echo "$5" > {tmp_path}/where; cat "$5"').text("แผน\n2569".encode())
    assert told == "แผน\n2569"
    assert not Path((tmp_path / "where").read_text().strip()).exists()


@pytest.mark.parametrize("lines", ["echo no >&2; exit 3", "sleep 60 & sleep 60"])
def test_a_program_that_fails_or_hangs_is_our_own_fault(tmp_path: Path, lines: str) -> None:
    started = time.monotonic()
    with pytest.raises(ConvertFailed):
        program(tmp_path, lines, 0.5).text(b"x")
    assert time.monotonic() - started < 10


def test_a_program_that_is_not_there_is_our_own_fault(tmp_path: Path) -> None:
    with pytest.raises(ConvertFailed):
        WordConverter(str(tmp_path / "none"), "libreoffice").text(b"x")


def test_without_a_program_a_letter_is_unsupported_and_the_key_tells() -> None:
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    with pytest.raises(reading.Unreadable) as caught:
        reading.read(body, "doc", sha256="0", reader="test")
    assert caught.value.reason == "unsupported"
    assert reader_key(None, word=WordConverter("x", "antiword")) != reader_key(None)


CONVERTER = find_converter()
needs_program = pytest.mark.skipif(
    CONVERTER is None and os.environ.get("OITCHECK_REQUIRE_ALL") != "1",
    reason="neither antiword nor LibreOffice",
)


@needs_program
def test_a_thai_letter_of_word_97_is_read_by_the_real_program() -> None:
    body = old_word("แผนปฏิบัติการป้องกันการทุจริต\nประกาศ ณ วันที่ ๕ พฤษภาคม พ.ศ. ๒๕๖๙\n")
    assert reading.sniff(body, "application/octet-stream", "download.php") == "doc"
    document = reading.read(body, "doc", sha256="0", reader="test", convert=CONVERTER)
    assert document.text.splitlines()[0] == "แผนปฏิบัติการป้องกันการทุจริต"
    (found,) = document.dates
    assert found.first.isoformat() == "2026-05-05"


LETTER = Path(__file__).parents[1] / "reading" / "kinds" / "letter.doc"
SOFFICE = shutil.which("soffice")
# No package that the project asks for: where it is, it is tried.
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")


@needs_program
def test_the_rows_of_a_table_are_a_table() -> None:
    if CONVERTER is None or CONVERTER.key != "antiword":
        pytest.skip("LibreOffice gives no rows")
    document = reading.read(LETTER.read_bytes(), "doc", sha256="0", reader="t", convert=CONVERTER)
    (table,) = document.tables
    assert table.rows[0] == ("ที่", "โครงการ", "งบประมาณ (บาท)", "ระยะเวลา")
    assert table.rows[3] == ("3", "ปรับปรุงเว็บไซต์ให้เป็นปัจจุบัน", "12,500.50", "ภายใน 31 พ.ค. 2569")
    assert "|" not in document.text


@needs_libreoffice
@pytest.mark.slow
def test_libreoffice_reads_a_letter_where_there_is_no_antiword() -> None:
    assert SOFFICE is not None
    convert = WordConverter(SOFFICE, "libreoffice")
    document = reading.read(LETTER.read_bytes(), "doc", sha256="0", reader="t", convert=convert)
    lines = document.text.split("\n")
    assert lines[0] == "แผนปฏิบัติการป้องกันการทุจริต"
    assert lines[-1] == "ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2569"
    assert "ปรับปรุงเว็บไซต์ให้เป็นปัจจุบัน" in lines


@needs_libreoffice
@pytest.mark.slow
def test_libreoffice_is_ended_at_its_limit_with_all_that_it_started() -> None:
    assert SOFFICE is not None
    before = set(psutil.pids())
    with pytest.raises(ConvertFailed, match=r"more than 0\.3 s"):
        WordConverter(SOFFICE, "libreoffice", 0.3).text(LETTER.read_bytes())
    left = []
    for process in psutil.process_iter(["cmdline"]):
        if process.pid not in before and "oitcheck-doc-" in " ".join(process.info["cmdline"] or ()):
            left.append(process.info["cmdline"])
    assert left == []


@needs_libreoffice
@pytest.mark.slow
def test_what_libreoffice_cannot_open_is_a_failure_that_is_told() -> None:
    assert SOFFICE is not None
    with pytest.raises(ConvertFailed, match="wrote nothing"):
        WordConverter(SOFFICE, "libreoffice").text(LETTER.read_bytes()[:3000])


@needs_program
def test_a_letter_with_a_password_is_a_fact_about_the_file() -> None:
    with pytest.raises(reading.Unreadable) as caught:
        reading.read(old_word("x", locked=True), "doc", sha256="0", reader="t", convert=CONVERTER)
    assert caught.value.reason == "encrypted"
