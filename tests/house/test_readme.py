"""What README promises is there: commands, files, packages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from oitcheck.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_named_and_every_named_command_exists() -> None:
    table = README[README.index("| command |") :].split("\n\n")[0]
    named = set(re.findall(r"`([a-z]+)`", table.replace("--", "")))
    assert COMMANDS.keys() <= named
    called = re.findall(r"^(?:\.venv/bin/)?oitcheck (?:-w \S+ )?([a-z]+)", README, re.MULTILINE)
    assert set(called) <= COMMANDS.keys()


def test_every_linked_file_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_has_help_in_both_languages() -> None:
    for name, (_, words) in COMMANDS.items():
        assert re.search(r"[ก-๙].* / [A-Z]", words), name


def test_the_package_list_says_when_and_why() -> None:
    lines = (ROOT / "tools/system-packages.txt").read_text(encoding="utf-8").splitlines()
    packages = [line.split(maxsplit=2) for line in lines if line and not line.startswith("#")]
    assert all(len(line) == 3 and line[1] in ("run", "test") for line in packages)
    wanted = {
        "chromium-headless-shell",
        "tesseract-ocr-tha",
        "antiword",
        "fonts-thai-tlwg",
        "poppler-utils",
    }
    assert wanted <= {line[0] for line in packages}


def test_the_setup_goes_on_without_rights_and_names_what_to_ask_for(tmp_path: Path) -> None:
    for part in ("tools/setup.sh", "requirements.lock", "pyproject.toml"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        (tmp_path / part).write_bytes((ROOT / part).read_bytes())
    listed = tmp_path / "tools" / "system-packages.txt"
    listed.write_text("no-such-package-here run why\n", encoding="utf-8")
    tools = tmp_path / "bin"
    tools.mkdir()
    scripts = {
        "dpkg-query": "exit 1",
        "id": "echo 1000",
        "sudo": "exit 1",
        "python3": "exit 1",
    }
    for name, body in scripts.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    done = subprocess.run(
        ["sh", str(tmp_path / "tools" / "setup.sh"), "run"],
        capture_output=True,
        encoding="utf-8",
        env={"PATH": f"{tools}:/usr/bin:/bin"},
        check=False,
    )
    assert "ask your administrator to run: apt-get install no-such-package-here" in done.stderr
    assert "going on without them" in done.stderr
    assert done.returncode == 2, "only for want of a Python, which comes after"
    assert "Python 3.11" in done.stderr
