"""Reading in a workspace when something fails beside it: a second run, a full disk, programs that
are not there, a reading process that somebody ends."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from oitcheck.model import Capture, Document, Purpose, ReadFailure, RunKind
from oitcheck.pipeline.reading import reader_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.reading import codec

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

NOW = datetime(2026, 5, 5, tzinfo=UTC)
KINDS = Path(__file__).parents[1] / "reading" / "kinds"
# Draws itself and never comes to an end: pdfium is at it until its limit.
ENDLESS = (
    b"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    b"/Resources <</XObject <</F 5 0 R>>>>>>\nendobj\n"
    b"4 0 obj\n<</Length 5>>\nstream\n/F Do\nendstream\nendobj\n"
    b"5 0 obj\n<</Type /XObject /Subtype /Form /BBox [0 0 600 800] "
    b"/Resources <</XObject <</F 5 0 R>>>> /Length 18>>\nstream\n/F Do /F Do /F Do \nendstream\n"
    b"endobj\ntrailer <</Size 6 /Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def stored(root: Path, bodies: dict[str, bytes]) -> tuple[Workspace, dict[str, str]]:
    """A workspace whose round 1 holds ``bodies`` by the last part of their address; sha256s."""
    workspace = Workspace.init(root, province="สุรินทร์", year=2569)
    sums: dict[str, str] = {}
    with workspace.store() as store:
        store.ensure_round("1", 2569)
        run = store.create_run("1", RunKind.FIRST, NOW)
        urls = {name: f"http://www.one.go.th/{name}" for name in bodies}
        store.add_targets(run, list(urls.values()))
        with workspace.archive(store.blob) as archive:
            for name, body in bodies.items():
                headers = [("Content-Type", "application/octet-stream")]
                blob = archive.append_response(urls[name], 200, headers, body, NOW)
                sums[name] = blob.sha256
                capture = Capture(
                    0,
                    run,
                    urls[name],
                    1,
                    Purpose.EVIDENCE,
                    NOW,
                    final_url=urls[name],
                    status=200,
                    media_type="application/octet-stream",
                    sha256=blob.sha256,
                    size=len(body),
                )
                store.add_capture(capture, blob)
    return workspace, sums


def start(
    workspace: Workspace, before: Callable[[], None] | None = None, **environ: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "oitcheck", "read", "--round", "1", "-w", str(workspace.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env=os.environ | environ,
        preexec_fn=before,
    )


def outcomes(workspace: Workspace, sums: dict[str, str]) -> dict[str, Document | ReadFailure]:
    with workspace.store() as store:
        held = {name: store.document(sha, reader_of(workspace).key) for name, sha in sums.items()}
    return {name: codec.loads(text) for name, text in held.items() if text is not None}


def texts(count: int) -> dict[str, bytes]:
    return {f"{n}.txt": f"แผนปี 2569 ฉบับที่ {n} ".encode() * 2000 for n in range(count)}


def noise(count: int) -> dict[str, bytes]:
    """Texts that do not compress."""
    chance = random.Random(2569)
    letters = [chr(code) for code in range(0x0E01, 0x0E2F)]
    return {f"{n}.txt": "".join(chance.choices(letters, k=150_000)).encode() for n in range(count)}


def reading_process(job: subprocess.Popen[str]) -> psutil.Process:
    """The process that reads for ``job``, once it is at work for a second."""
    for _ in range(600):
        for child in psutil.Process(job.pid).children():
            if "spawn_main" in " ".join(child.cmdline()) and sum(child.cpu_times()[:2]) > 2:
                return child
        time.sleep(0.1)
    raise AssertionError("nobody reads")


@pytest.mark.slow
def test_a_reading_process_that_is_killed_costs_its_body_alone(tmp_path: Path) -> None:
    workspace, sums = stored(tmp_path / "ws", {"endless.pdf": ENDLESS, **texts(3)})
    job = start(workspace)
    reading_process(job).send_signal(signal.SIGKILL)
    _, err = job.communicate(timeout=300)
    assert job.returncode == 0, err
    found = outcomes(workspace, sums)
    lost = found.pop("endless.pdf")
    # its other end may have come first: then it is the limit that is told
    assert isinstance(lost, ReadFailure) and lost.reason in ("crash", "memory", "timeout")
    if lost.reason == "crash":
        assert "SIGKILL" in lost.detail
    assert [isinstance(one, Document) for one in found.values()] == [True] * 3


@pytest.mark.slow
def test_of_two_runs_at_once_the_second_is_told_who_is_at_it(tmp_path: Path) -> None:
    workspace, sums = stored(tmp_path / "ws", {"endless.pdf": ENDLESS, **texts(2)})
    first = start(workspace)
    reader = reading_process(first)
    second = start(workspace)
    _, err = second.communicate(timeout=120)
    assert second.returncode == 2, err
    (line,) = err.strip().splitlines()
    assert str(first.pid) in line
    reader.kill()
    _, err = first.communicate(timeout=300)
    assert first.returncode == 0, err
    assert set(outcomes(workspace, sums)) == set(sums)


@pytest.mark.slow
def test_a_full_disk_ends_reading_in_one_line_and_the_next_run_goes_on(tmp_path: Path) -> None:
    workspace, sums = stored(tmp_path / "ws", noise(12))

    def no_larger_files() -> None:
        size = max(path.stat().st_size for path in workspace.root.rglob("*") if path.is_file())
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300_000, size + 300_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    job = start(workspace, before=no_larger_files)
    _, err = job.communicate(timeout=120)
    assert job.returncode == 2, err
    line = err.strip().splitlines()[-1]
    assert "ดิสก์" in line and "Traceback" not in err
    again = start(workspace)
    _, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert {type(one) for one in outcomes(workspace, sums).values()} == {Document}
    assert len(outcomes(workspace, sums)) == 12


def test_without_any_program_beside_it_everything_has_an_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "bin"
    python.mkdir()
    (python / "python").symlink_to(sys.executable)
    names = ("letter.doc", "letter.pdf", "letter.docx")
    bodies = {name: (KINDS / name).read_bytes() for name in names}
    workspace, sums = stored(tmp_path / "ws", bodies)
    job = start(workspace, PATH=str(python))
    _, err = job.communicate(timeout=120)
    assert job.returncode == 0, err
    monkeypatch.setenv("PATH", str(python))
    assert shutil.which("tesseract") is None and shutil.which("antiword") is None
    from oitcheck.readers.word import find_converter

    find_converter.cache_clear()
    found = outcomes(workspace, sums)
    find_converter.cache_clear()
    letter = found["letter.doc"]
    assert isinstance(letter, ReadFailure) and letter.reason == "unsupported"
    assert isinstance(found["letter.pdf"], Document)
    assert isinstance(found["letter.docx"], Document)
