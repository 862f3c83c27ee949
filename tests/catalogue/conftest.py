"""The command line in this process, and a workspace of 2569."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from catalogue_calls import Call, Said

from oitcheck.cli.main import main
from oitcheck.pipeline.workspace import Workspace


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def typed(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["oitcheck", "catalogue", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        seen = capsys.readouterr()
        return Said(int(end.value.code or 0), seen.out, seen.err)

    return typed


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace of the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OITCHECK_WORKSPACE", raising=False)
    return Workspace.init(tmp_path, province="สุรินทร์", year=2569)
