"""In whatever order the files of a collection come in, the judgement is the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from oitcheck.pipeline import sample
from oitcheck.pipeline.handing_in import import_agencies, import_files
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.workspace import Workspace

RECEIVED = datetime(2026, 5, 5, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)


def judged(folder: Path, *, backwards: bool, one_by_one: bool) -> dict[str, Any]:
    sites = sample.Sites(http=9, https=9, ca="")
    registry, lists = sample.lay(folder, 1, sites, date(2026, 5, 6))
    workspace = Workspace(folder)
    if backwards:
        lists = lists[::-1]
    with workspace.lock():
        import_agencies(workspace, registry, NOW)
        for files in [[path] for path in lists] if one_by_one else [lists]:
            import_files(workspace, files, "1", received_at=RECEIVED, whole=False, now=NOW)
    job = MainJob(workspace, "1", lambda: NOW)
    with job.lock():
        job.judge(NOW)
    found: dict[str, Any] = json.loads(job.judgement.read_text(encoding="utf-8"))
    return found


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    first = judged(tmp_path / "a", backwards=False, one_by_one=False)
    assert sum(len(agency["verdicts"]) for agency in first["agencies"]) > 200
    assert judged(tmp_path / "b", backwards=True, one_by_one=False) == first
    assert judged(tmp_path / "c", backwards=True, one_by_one=True) == first
