"""A damaged picture costs the report that picture, and nothing else."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from oitcheck.model import Capture, Purpose, Rendition, RenditionKind, RunKind
from oitcheck.pipeline.handing_in import import_files
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.workspace import Workspace

NOW = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
URL = "https://www.one.go.th/a"


def test_a_report_is_written_without_the_pictures_that_are_lost(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569)
    links = tmp_path / "list.csv"
    links.write_text(f"รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์\nA1,เทศบาลตำบลหนึ่ง,O1,{URL}\n", encoding="utf-8")
    import_files(workspace, [links], "1", received_at=NOW, whole=False, now=NOW)
    with workspace.store() as store, workspace.archive() as archive:
        run = store.create_run("1", RunKind.FIRST, NOW)
        capture = store.add_capture(
            Capture(
                id=0,
                run=run,
                url=URL,
                attempt=1,
                purpose=Purpose.EVIDENCE,
                taken_at=NOW,
                status=404,
            ),
            None,
        )
        picture = archive.append_resource(URL, "image/png", b"\x89PNG", NOW, "screenshot")
        store.add_rendition(
            Rendition(capture, RenditionKind.SCREENSHOT, picture.sha256, "image/png", NOW), picture
        )
    os.truncate(workspace.evidence / picture.file, picture.offset + 10)
    job = MainJob(workspace, "1", lambda: NOW)
    with job.lock():
        job.judge(None)
        job.report()
    assert job.lost_pictures == 1
    assert job.index.is_file()
