"""The sample province: its websites on loopback, and a workspace that checks them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import oitcheck
from oitcheck.errors import OitcheckError

MARKER = ".oitcheck-demo"
# the day on which the sample plan's first collection closes
_FIRST_DEADLINE = date(2026, 5, 5)
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Sites:
    """The running websites: ports on 127.0.0.1 and the file of the authority for https."""

    http: int
    https: int
    ca: str


def province_folder() -> Path:
    """Where the sample province lies. Raises `OitcheckError` outside a source checkout."""
    folder = Path(oitcheck.__file__).resolve().parents[1] / "tests" / "province"
    if not (folder / "server.py").is_file():
        raise OitcheckError(
            "จังหวัดตัวอย่างอยู่ในชุดต้นฉบับของโปรแกรมเท่านั้น", "ดาวน์โหลดชุดต้นฉบับ แล้วสั่ง make demo"
        )
    return folder


@contextmanager
def websites(state: int) -> Iterator[Sites]:
    """The province's websites as they are at collection ``state``, while the block runs."""
    checkout = province_folder().parents[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.province.server", "--state", str(state), "--until-eof"],
        cwd=checkout,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert server.stdin is not None and server.stdout is not None
    try:
        ready = server.stdout.readline()
        if not ready:
            raise OitcheckError("เว็บไซต์ตัวอย่างเริ่มทำงานไม่ได้", "สั่ง: python -m tests.province.server")
        facts = json.loads(ready)
        yield Sites(facts["http"], facts["https"], facts["ca"])
    finally:
        server.stdin.close()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()


def lay(folder: Path, state: int, sites: Sites, today: date) -> tuple[Path, list[Path]]:
    """Lay out or refresh the demo's workspace: its registry file, and the lists of ``state``.

    The plan's dates move so that the first collection closed yesterday: the reports then show
    the deadlines that lie ahead, whenever the demo runs.
    """
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _LAY,
            str(folder),
            str(sites.http),
            str(sites.https),
            sites.ca,
            str(state),
        ],
        cwd=province_folder().parents[1],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the sample workspace could not be laid out: {done.stderr.strip()}")
    registry, *lists = json.loads(done.stdout)
    shift = today - timedelta(days=1) - _FIRST_DEADLINE
    for plan in (folder / "indicators").glob("plan-*.toml"):
        text = plan.read_text(encoding="utf-8")
        moved = _ISO_DAY.sub(lambda found: str(date.fromisoformat(found[1]) + shift), text)
        plan.write_text(moved, encoding="utf-8", newline="\n")
    return Path(registry), [Path(name) for name in lists]


_LAY = """
import json, sys
from pathlib import Path
from tests.province.lay import lay_workspace
from tests.province.lists import build_lists
folder, http, https, ca, state = sys.argv[1:]
registry = lay_workspace(Path(folder), int(http), int(https), ca)
lists = build_lists(Path(folder) / "lists", int(state))
print(json.dumps([str(registry), *map(str, lists)]))
"""
