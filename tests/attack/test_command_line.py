"""What a new user types wrong: one line that says what to do, the right exit code, no traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oitcheck.cli.main import main
from oitcheck.cli.moments import deadline_time
from oitcheck.errors import OitcheckError

LIST = "รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์\nA1,เทศบาลตำบลหนึ่ง,O1,https://www.one.go.th/a\n"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def typed(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["oitcheck", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        seen = capsys.readouterr()
        return Said(int(end.value.code or 0), seen.out, seen.err)

    return typed


@pytest.fixture
def workspace(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert call("init", "ws", "--province", "สุรินทร์", "--year", "2569").code == 0
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert call("-w", "ws", "import", "list.csv").code == 0
    return tmp_path / "ws"


def one_line(said: Said) -> str:
    lines = said.err.strip().splitlines()
    assert said.code == 2, said
    assert len(lines) == 1, said.err
    assert lines[0].startswith("oitcheck: ")
    assert said.out == ""
    return lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["init"],
        ["init", "x", "--province", "ก", "--year", "สองพัน"],
        ["agencies"],
        ["import"],
        ["compare", "1"],
        ["explain"],
        ["dates"],
        ["pack"],
        ["unpack", "a"],
        ["run", "--round"],
        ["judge", "--no-such"],
    ],
)
def test_a_command_typed_wrong_is_the_users_mistake(call: Call, words: list[str]) -> None:
    line = one_line(call(*words))
    assert "คำสั่งไม่ถูกต้อง" in line
    assert "--help)" in line


def test_no_command_at_all_shows_the_help(call: Call) -> None:
    said = call()
    assert said.code == 2
    assert said.out == ""
    assert "import" in said.err


def test_a_number_of_pages_that_nobody_offers_is_refused(call: Call, workspace: Path) -> None:
    assert "--pages all" in one_line(call("-w", workspace, "read", "--pages", "3"))


@pytest.mark.parametrize("name", ["", " ", "../x", "a/b", "a\\b", "..", "a\nb", "x" * 41])
def test_a_name_that_is_none_is_refused_for_a_round(call: Call, workspace: Path, name: str) -> None:
    before = sorted(path.relative_to(workspace) for path in workspace.rglob("*"))
    for words in (["import", "list.csv"], ["judge"], ["template"], ["run"], ["crawl"], ["read"]):
        assert "--round" in one_line(call("-w", "ws", *words, "--round", name))
    assert "--round" in one_line(call("-w", "ws", "compare", name, "1"))
    assert sorted(path.relative_to(workspace) for path in workspace.rglob("*")) == before


def test_thai_digits_and_capitals_name_the_same_round(call: Call, workspace: Path) -> None:
    assert call("-w", "ws", "judge", "--round", "๑").code == 0
    assert call("-w", "ws", "import", "list.csv", "--round", "ITAS").code == 0
    assert call("-w", "ws", "judge", "--round", "itas").code == 0
    assert call("-w", "ws", "import", "list.csv", "--round", "ครั้งพิเศษ").code == 0
    assert call("-w", "ws", "judge", "--round", "ครั้งพิเศษ").code == 0


@pytest.mark.parametrize(
    "moment", ["nonsense", "0001-01-01", "9999-12-31", "2659-05-05", "2500-1-1"]
)
def test_a_moment_outside_our_days_is_a_slip_of_the_finger(
    call: Call, workspace: Path, moment: str
) -> None:
    assert moment in one_line(call("-w", "ws", "judge", "--as-of", moment))
    assert moment in one_line(call("-w", "ws", "import", "list.csv", "--received", moment))


@pytest.mark.parametrize("year", ["2026", "2570", "0"])
def test_a_year_without_a_catalogue_makes_no_workspace(
    call: Call, tmp_path: Path, year: str
) -> None:
    line = one_line(call("init", tmp_path / "x", "--province", "ก", "--year", year))
    assert year in line
    assert "2569" in line
    assert not (tmp_path / "x").exists()


def test_a_province_needs_a_name(call: Call, tmp_path: Path) -> None:
    one_line(call("init", tmp_path / "x", "--province", " ", "--year", "2569"))
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (b"\xa1\xa2", "UTF-8"),
        (b"[workspace]\nyear = 2026\n", "workspace.year"),
        (b"", "workspace.year"),
        (b"[netwrk]\n", "network"),
        (b'[workspace]\nyear = "2569"\n', "workspace.year"),
    ],
)
def test_broken_settings_name_the_file(
    call: Call, workspace: Path, settings: bytes, named: str
) -> None:
    (workspace / "oitcheck.toml").write_bytes(settings)
    line = one_line(call("-w", "ws", "judge"))
    assert "oitcheck.toml" in line
    assert named in line


@pytest.mark.parametrize("content", [b"", b"{}", b"garbage", b"\xff\xfe"])
def test_a_damaged_judgement_is_named_with_the_command_that_makes_it_anew(
    call: Call, workspace: Path, content: bytes
) -> None:
    assert call("-w", "ws", "judge").code == 0
    (workspace / "out" / "round-1" / "judgement.json").write_bytes(content)
    for words in (["report"], ["compare", "1", "1"], ["run", "--again"]):
        line = one_line(call("-w", "ws", *words))
        assert "judgement.json" in line
        assert "oitcheck judge" in line
    assert call("-w", "ws", "judge").code == 0
    assert call("-w", "ws", "report").code == 0


@pytest.mark.parametrize("content", ["", "รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์\n", "<html>เข้าสู่ระบบ</html>"])
def test_a_file_that_gives_nothing_is_no_success(call: Call, workspace: Path, content: str) -> None:
    (workspace.parent / "bad.csv").write_text(content, encoding="utf-8")
    for words in (["import", "bad.csv"], ["import", "bad.csv", "--json"], ["agencies", "bad.csv"]):
        said = call("-w", "ws", *words)
        assert said.code == 2
        assert "bad.csv" in said.err.strip().splitlines()[-1]


def test_a_bad_row_is_shown_with_what_stood_in_it(call: Call, workspace: Path) -> None:
    (workspace.parent / "rows.csv").write_text(
        LIST + "A1,เทศบาลตำบลหนึ่ง,O99,https://www.one.go.th/b\n", encoding="utf-8"
    )
    said = call("-w", "ws", "import", "rows.csv")
    assert said.code == 0
    assert "rows.csv:3: " in said.err
    assert "O99" in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("words", [["status"], ["explain", "O1"], ["dates", "-"]])
def test_a_reader_that_goes_away_is_no_mistake(workspace: Path, words: list[str]) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "oitcheck", "-w", str(workspace), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.close()
    child.stdout = None
    _, err = child.communicate(b"5 May 2026\n" * 100, timeout=60)
    assert child.returncode == 0, err
    assert err == b""


@pytest.mark.parametrize(
    "typed",
    [
        "๕ พ.ค. ๒๕๖๙ ๑๕.๓๐ น.",
        "5 พฤษภาคม พ.ศ. 2569 เวลา 15:30 น.",
        "5/5/2569 15.30",
        "2569-05-05 15.30 น.",
    ],
)
def test_a_moment_may_be_written_as_in_a_letter(typed: str) -> None:
    at = datetime(2026, 5, 5, 8, 30, tzinfo=UTC)
    assert deadline_time(typed) == (at, True)
    assert deadline_time("๕ พ.ค. ๒๕๖๙") == (datetime(2026, 5, 5, 17, 0, tzinfo=UTC), False)


@pytest.mark.parametrize(
    "typed",
    [
        "31 เมษายน 2569",
        "5 พ.ค. 2569 25:00",
        "พ.ค. 2569",
        "5 พ.ค. 2659",
        "5 พ.ค. 2569 และ 6 พ.ค. 2569",
    ],
)
def test_what_is_no_moment_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(OitcheckError):
        deadline_time(typed)


def test_a_year_in_thai_digits(call: Call, tmp_path: Path) -> None:
    made = call("init", tmp_path / "x", "--province", "ก", "--year", "๒๕๖๙")
    assert made.code == 0
    assert "ไม่ใช่จำนวนเต็ม" in one_line(
        call("init", tmp_path / "y", "--province", "ก", "--year", "สองพัน")
    )


@pytest.mark.parametrize("group", ["round", "itas", "step", "catalogue", "checklist"])
def test_the_help_of_a_group_cuts_no_line(call: Call, group: str) -> None:
    said = call(group, "--help")
    assert said.code == 0
    assert "..." not in said.out.partition("Commands:")[2]


def test_a_disk_that_is_full_while_a_workbook_is_written_is_no_fault_of_ours(
    call: Call, workspace: Path, tmp_path: Path
) -> None:
    words = ["-w", str(workspace), "catalogue", "export", str(tmp_path / "x.xlsx")]
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "ไฟล์ใหญ่เกินกำหนดของระบบ" in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


SMALL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from oitcheck.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
sys.argv[0] = "oitcheck"
main()
"""


def test_a_broken_catalogue_is_found_before_anything_is_crawled(
    call: Call, workspace: Path
) -> None:
    assert call("-w", "ws", "catalogue", "confirm", "O1", "--by", "ปลัด", "--source", "x").code == 0
    own = workspace / "indicators" / "oit-2569.toml"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace('status = "unverified"', 'status = "sure"', 1), encoding="utf-8")
    assert "oit-2569.toml:" in one_line(call("-w", "ws", "run"))


def test_a_plan_of_another_year_is_refused_and_nothing_is_made(call: Call, tmp_path: Path) -> None:
    words = ("--province", "สุรินทร์", "--year", "2568", "--plan", "plan-surin-2569")
    line = one_line(call("init", tmp_path / "x", *words))
    assert "plan-surin-2569 เป็นแผนของปี พ.ศ. 2569" in line
    assert not (tmp_path / "x").exists()
