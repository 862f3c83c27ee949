"""Show: one link, through the guard of the crawl, or one file is read as a round would read it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from oitcheck import reading, signs, troubles, urls
from oitcheck.crawl.render import Drawn, Target
from oitcheck.errors import OitcheckError
from oitcheck.model import Document, ReadFailure
from oitcheck.pipeline.reading import Reader, name_in, read_one
from oitcheck.pipeline.settings_file import new_settings_text
from oitcheck.pipeline.visiting import Visit
from oitcheck.pipeline.workspace import Workspace
from oitcheck.readers import find_converter, find_engine
from oitcheck.report import safe
from oitcheck.report.showing_values import Evidence
from oitcheck.report.shown import masked
from oitcheck.settings import FILE_NAME, Settings, load

_YEAR = 2569  # of a workspace that nobody sees: no rule of any year is looked at
_PAGES = (".html", ".htm")
_LONGEST_NAME = 200


def look(
    workspace: Workspace,
    given: str,
    now: Callable[[], datetime],
    say: Callable[[str], None],
) -> Evidence:
    """Fetch or open ``given``, and read it.

    In a workspace its settings hold, elsewhere the defaults and the environment; nothing is
    stored. Raises `OitcheckError` where there is no such file, or the link does not open. What
    can't be read is no error: the evidence says why.
    """
    path = Path(given)
    if "://" not in given and _is_there(path):
        return _of_file(workspace, path)
    try:
        url = urls.normalise(given)
    except urls.BadUrl:
        if "://" in given:
            raise OitcheckError(
                f"{given[:_LONGEST_NAME]}: ไม่ใช่ลิงก์เว็บไซต์",
                "คัดลอกลิงก์จากแถบที่อยู่ของเบราว์เซอร์ ขึ้นต้นด้วย https://",
            ) from None
        raise OitcheckError(
            f"{given[:_LONGEST_NAME]}: ไม่พบไฟล์นี้",
            "ตรวจสอบชื่อไฟล์และโฟลเดอร์ หรือระบุลิงก์ที่ขึ้นต้นด้วย https://",
        ) from None
    return _of_link(workspace, url, now, say)


def default_path(workspace: Workspace, evidence: Evidence) -> Path:
    """Where the page goes if nobody says: ``out/show`` of a workspace, else the current folder."""
    if evidence.is_link:
        stem = "-".join(part for part in (urls.host(evidence.name), name_in(evidence.name)) if part)
    else:
        stem = Path(evidence.name).name
    # a link has one page however often it is looked at; files of one name may be different ones
    identity = evidence.name if evidence.is_link else evidence.name + evidence.sha256
    name = safe.file_name(masked(stem), identity, set())
    if workspace.exists():
        return workspace.out / "show" / f"{name}.html"
    return Path(f"show-{name}.html")


def check_out(out: Path, given: str) -> None:
    """Raises `OitcheckError` where the page can't go: no page's name, a folder, the file itself."""
    if out.is_dir() or out.suffix.lower() not in _PAGES:
        raise OitcheckError(f"--out {out}: ไม่ใช่ชื่อไฟล์ของหน้าเว็บ", "ใช้ชื่อที่ลงท้ายด้วย .html")
    if "://" not in given and _is_there(Path(given)) and out.resolve() == Path(given).resolve():
        raise OitcheckError(f"--out {out}: เป็นไฟล์ที่กำลังดู จึงไม่เขียนทับ", "ระบุชื่ออื่น")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file system takes
        return False


def _of_file(workspace: Workspace, path: Path) -> Evidence:
    if not path.is_file():
        kind = "เป็นโฟลเดอร์ ไม่ใช่ไฟล์" if path.is_dir() else "ไม่ใช่ไฟล์ธรรมดา"
        raise OitcheckError(f"{path}: {kind}", "ระบุไฟล์หนึ่งไฟล์")
    settings = _settings(workspace)
    most = settings.network.max_body
    if path.stat().st_size > most:
        raise OitcheckError(
            f"{path}: ใหญ่เกินกำหนด {most:,} ไบต์", "เพิ่ม network.max_body ใน oitcheck.toml"
        )
    body = path.read_bytes()
    media, outcome = _read(settings, body, "", path.name)
    return Evidence(path.name, media, len(body), _sha256(body), outcome)


def _of_link(
    workspace: Workspace,
    url: str,
    now: Callable[[], datetime],
    say: Callable[[str], None],
) -> Evidence:
    with tempfile.TemporaryDirectory(prefix="oitcheck-") as folder:
        visit = Visit(workspace, Path(folder) / "ws", _YEAR, now, say)
        found = visit.captures([url])
        if url not in found:
            raise OitcheckError(
                f"{safe.line(urls.display(url))}: {visit.why(url)}", "ลองเปิดลิงก์ในเบราว์เซอร์ก่อน"
            )
        capture, body = found[url]
        final = capture.final_url or url
        media, outcome = _read(visit.settings, body, capture.media_type, name_in(final))
        drawn = False
        if isinstance(outcome, Document) and media == "html" and signs.script_shell(outcome):
            pages: list[Drawn] = []
            visit.draw([Target(0, final)], pages.append)
            dom = next((page.dom for page in pages if page.dom is not None), None)
            if dom is not None:
                _, outcome = _read(visit.settings, dom, "text/html", "page.html")
                drawn = True
    trouble = troubles.of(capture)
    return Evidence(
        url,
        media,
        len(body),
        _sha256(body),
        outcome,
        is_link=True,
        final_url=final,
        hops=tuple((hop.status, hop.location or hop.url) for hop in capture.hops),
        taken_at=capture.taken_at,
        status=capture.status,
        declared=capture.media_type,
        trouble=trouble.name if trouble else None,
        drawn=drawn,
    )


def _settings(workspace: Workspace) -> Settings:
    if workspace.exists():
        return workspace.settings()
    with tempfile.TemporaryDirectory(prefix="oitcheck-") as folder:
        text = new_settings_text({"province": "", "year": _YEAR, "plan": "", "track": "standard"})
        (Path(folder) / FILE_NAME).write_text(text, encoding="utf-8")
        return load(Path(folder))


def _read(
    settings: Settings, body: bytes, media_type: str, name: str
) -> tuple[str, Document | ReadFailure]:
    """The sniffed type, and what was read."""
    engine = find_engine(settings.ocr.executable, settings.ocr.languages)
    reader = Reader(engine, find_converter())
    outcome = read_one(reader, body, media_type, name)
    return reading.sniff(body, media_type, name), outcome


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
