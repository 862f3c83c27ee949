from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from oitcheck.archive import Archive
from oitcheck.errors import OitcheckError
from oitcheck.model import Problem, ProblemCode
from oitcheck.store import open_store

NOON = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)
URL = "http://www.example.go.th/"

WRITER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from oitcheck.archive import Archive
from oitcheck.model import *
from oitcheck.store import NewCapture, open_store

home = Path(sys.argv[1])
now = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)
with open_store(home / "oitcheck.db") as store:
    archive = Archive(home / "evidence", held=store.blob, sync_each=False)
    archive.cut(store.indexed_ends())
    n = len(list(store.captures("1")))
    while True:
        rows = []
        for _ in range(7):
            n += 1
            url = f"http://h/{n}"
            body = os.urandom(20_000) if n % 3 else b"the same page"
            if n % 5:
                blob, record = archive.append_response(url, 200, [], body, now), None
            else:
                problem = Problem(ProblemCode.DNS, True)
                blob, record = None, archive.append_failure(url, problem, now)
            seen = Capture(0, 1, url, 1, Purpose.EVIDENCE, now, sha256=blob.sha256 if blob else "")
            rows.append(NewCapture(seen, blob, (), record))
        archive.sync()
        store.add_captures(rows)
        print(n, flush=True)
"""


def _records(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in ArchiveIterator(file, check_digests="raise"))


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_every_indexed_body_readable(tmp_path: Path) -> None:
    from oitcheck.model import RunKind

    with open_store(tmp_path / "oitcheck.db") as store:
        store.ensure_round("1", 2569)
        store.create_run("1", RunKind.FIRST, NOON)
    seen = 0
    for patience in (0.0, 0.03, 0.11):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(patience)
        writer.kill()
        writer.communicate(timeout=20)
        with open_store(tmp_path / "oitcheck.db") as store:
            archive = Archive(tmp_path / "evidence", held=store.blob)
            ends = store.indexed_ends()
            archive.cut(ends)
            path = tmp_path / "evidence" / "oit-00001.warc.gz"
            assert path.stat().st_size == ends[path.name]
            captures = list(store.captures("1"))
            assert len(captures) > seen
            assert _records(path) == len(captures) + 1
            for item in captures:
                record = store.record(item.id)
                assert record is not None
                if item.sha256:
                    blob = store.blob(item.sha256)
                    assert blob is not None
                    archive.body(blob)
            seen = len(captures)


def test_the_tail_that_a_crash_leaves_is_cut_and_writing_goes_on(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        kept = archive.append_response(URL, 200, [], b"kept", NOON)
    path = tmp_path / kept.file
    end = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08half a record")
    with Archive(tmp_path) as archive:
        assert archive.cut({kept.file: end}) == 16
        after = archive.append_response(URL, 200, [], b"after", NOON)
        assert after.offset == end
        assert [archive.body(kept), archive.body(after)] == [b"kept", b"after"]
    assert _records(path) == 3


def test_a_file_the_database_does_not_know_is_set_aside_not_deleted(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.append_response(URL, 200, [], b"of another database", NOON)
    data = (tmp_path / "oit-00001.warc.gz").read_bytes()
    with Archive(tmp_path) as archive:
        assert archive.cut({}) == len(data)
        blob = archive.append_response(URL, 200, [], b"new", NOON)
        assert archive.body(blob) == b"new"
    assert (tmp_path / "unindexed-001-oit-00001.warc.gz").read_bytes() == data


@pytest.mark.parametrize(
    "ends",
    [{"oit-00001.warc.gz": 10**9}, {"oit-00007.warc.gz": 5}, {"oit-00002.warc.gz": 100}],
    ids=["shorter than known", "known file missing", "full file unknown"],
)
def test_evidence_of_another_database_is_refused(tmp_path: Path, ends: dict[str, int]) -> None:
    with Archive(tmp_path, roll_over=100) as archive:
        archive.append_response(URL, 200, [], b"1", NOON)
        archive.append_response(URL, 200, [], b"2", NOON)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(OitcheckError, match="don't belong together"):
        Archive(tmp_path).cut(ends)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from oitcheck.archive import Archive
from oitcheck.errors import OitcheckError

now = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)
folder = Path(sys.argv[1])
archive = Archive(folder)
kept = archive.append_response("http://h/1", 200, [], b"kept", now)
end = (folder / kept.file).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (end + 5000, end + 5000))
noise = bytes(hash((n, "x")) & 0xFF for n in range(20_000))
try:
    archive.append_response("http://h/2", 200, [], noise, now)
except OitcheckError as told:
    print(told)
assert (folder / kept.file).stat().st_size == end
after = archive.append_response("http://h/3", 200, [], b"small", now)
assert archive.body(kept) == b"kept" and archive.body(after) == b"small"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit that plays the full disk is POSIX")
def test_a_full_disk_is_told_in_one_line_and_leaves_whole_records(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path}: the disk is full (free some space and start again)\n"
    assert _records(tmp_path / "oit-00001.warc.gz") == 3


def test_what_a_failed_sync_may_have_lost_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path, sync_each=False)
    kept = archive.append_response(URL, 200, [], b"kept", NOON)
    archive.sync()
    lost = archive.append_response(URL, 200, [], b"lost", NOON)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OitcheckError, match="the disk is full"):
            archive.sync()
    assert (tmp_path / kept.file).stat().st_size == kept.offset + kept.length
    again = archive.append_response(URL, 200, [], b"lost", NOON)
    archive.close()
    assert again.record is None
    assert again.offset == lost.offset
    assert archive.body(again) == b"lost"


def test_a_folder_that_can_not_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file", encoding="utf-8")
    with pytest.raises(OitcheckError, match="can't write evidence") as caught:
        Archive(tmp_path / "evidence").append_failure(
            URL, Problem(ProblemCode.DNS, transient=True), NOON
        )
    assert "\n" not in str(caught.value)


def test_without_a_sync_nothing_counts_as_safe_but_all_is_written_by_close(tmp_path: Path) -> None:
    archive = Archive(tmp_path, sync_each=False)
    blobs = [archive.append_response(f"{URL}{n}", 200, [], b"%d" % n, NOON) for n in range(50)]
    archive.close()
    assert [archive.body(blob) for blob in blobs] == [b"%d" % n for n in range(50)]
