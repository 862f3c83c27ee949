"""The command line in this process, and a workspace with a plan."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typed_commands import HEAD, Call, Said

from oitcheck.cli.main import main

NOW = datetime(2026, 11, 25, 3, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """``oitcheck ...`` in the workspace ``ws`` of the current folder."""

    def typed(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["oitcheck", "-w", "ws", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        seen = capsys.readouterr()
        return Said(int(end.value.code or 0), seen.out, seen.err)

    return typed


@pytest.fixture
def folder(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Holds the workspace ``ws`` (Surin's plan: 5 May and 5 June 2569), and lists of links. It is
    November 2569 there, whenever the test runs."""
    monkeypatch.chdir(tmp_path)
    for module in ("rounds", "setting_up"):
        monkeypatch.setattr(f"oitcheck.cli.{module}.now", lambda: NOW)
    words = ("--province", "สุรินทร์", "--year", "2569", "--plan", "plan-surin-2569")
    assert call("init", "ws", *words).code == 0
    rows = {
        "first": "A1,เทศบาลตำบลหนึ่ง,O1,https://www.one.go.th/a\n"
        "A1,เทศบาลตำบลหนึ่ง,O2,https://www.one.go.th/b\n"
        "A2,เทศบาลตำบลสอง,O1,https://www.two.go.th/a\n",
        "one": "A1,เทศบาลตำบลหนึ่ง,O1,https://www.one.go.th/a\n",
        "other": "A1,เทศบาลตำบลหนึ่ง,O1,https://www.one.go.th/other\n",
        "back": "A2,เทศบาลตำบลสอง,O1,-\n",
    }
    for name, text in rows.items():
        (tmp_path / f"{name}.csv").write_text(HEAD + text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rounds(call: Call) -> Callable[[], dict[str, dict[str, Any]]]:
    return lambda: {one["round"]: one for one in call("round", "list", "--json").json["rounds"]}


@pytest.fixture
def submitted(call: Call, folder: Path) -> Callable[..., dict[str, Any]]:
    """Judge a round; the finding of `submitted` for agency and item, such as ``A1 O1``."""

    def judged(round_name: str = "1", *more: str) -> dict[str, Any]:
        assert call("judge", "--round", round_name, *more).code == 0
        path = folder / "ws" / "out" / f"round-{round_name}" / "judgement.json"
        return {
            f"{agency['code']} {verdict['indicator']}": verdict["findings"][0]
            for agency in json.loads(path.read_text(encoding="utf-8"))["agencies"]
            for verdict in agency["verdicts"]
        }

    return judged
