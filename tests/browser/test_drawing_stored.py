"""What was drawn is kept, is not drawn again, and trouble with the browser stops nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser_web import Web

from oitcheck.crawl.browser import BrowserTrouble
from oitcheck.model import Capture, Purpose, RenditionKind, RunKind
from oitcheck.pipeline import drawing
from oitcheck.pipeline.reading import read_round
from oitcheck.pipeline.workspace import Workspace
from oitcheck.store import Store

NOW = datetime(2026, 5, 5, tzinfo=UTC)
SHELL = (
    "<!doctype html><div id=app></div><script>app.textContent = 'แผน '.repeat(60)</script>"
).encode()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for key, value in {"ALLOW_PRIVATE": "127.0.0.1/32", "DELAY": "0", "TIMEOUT": "3"}.items():
        monkeypatch.setenv(f"OITCHECK_NETWORK_{key}", value)
    return Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569)


def captured(workspace: Workspace, store: Store, url: str) -> Capture:
    """The round "1" with one page that is a shell, crawled and read."""
    store.ensure_round("1", 2569)
    run = store.create_run("1", RunKind.FIRST, NOW)
    store.add_targets(run, [url])
    with workspace.archive(store.blob) as archive:
        blob = archive.append_response(url, 200, [("Content-Type", "text/html")], SHELL, NOW)
    seen = Capture(
        0,
        run,
        url,
        1,
        Purpose.EVIDENCE,
        NOW,
        final_url=url,
        status=200,
        media_type="text/html",
        sha256=blob.sha256,
        size=len(SHELL),
    )
    store.add_capture(seen, blob)
    read_round(workspace, store, "1")
    return next(iter(store.captures("1")))


@pytest.mark.browser
def test_a_shell_is_drawn_once_and_its_text_is_kept(workspace: Workspace, web: Web) -> None:
    web.pages = {"/": SHELL.decode()}
    said: list[str] = []
    with workspace.store() as store:
        seen = captured(workspace, store, web.url("/"))
        assert drawing.draw_shells(workspace, store, "1", said.append) == 1
        kept = {r.kind: r for r in store.renditions([seen.id])}
        assert set(kept) == {RenditionKind.DOM, RenditionKind.SCREENSHOT}
        bodies = {}
        for kind, rendition in kept.items():
            blob = store.blob(rendition.sha256)
            assert blob is not None
            bodies[kind] = workspace.archive().body(blob)
        assert "แผน แผน" in bodies[RenditionKind.DOM].decode()
        assert bodies[RenditionKind.SCREENSHOT].startswith(b"\xff\xd8")
        asked = len(web.asked)
        assert drawing.draw_shells(workspace, store, "1", said.append) == 0
        assert len(web.asked) == asked
    assert said == []


@pytest.mark.browser
def test_a_page_that_gave_nothing_is_tried_once_more(workspace: Workspace, web: Web) -> None:
    web.pages = {"/": lambda handler: None}
    with workspace.store() as store:
        seen = captured(workspace, store, web.url("/"))
        drawn = [drawing.draw_shells(workspace, store, "1", print) for _ in range(3)]
        assert drawn == [1, 1, 0]
        kept = store.renditions([seen.id])
        assert all(r.sha256 == "" and r.detail for r in kept)


@pytest.mark.parametrize("trouble", ["none", "broken"])
def test_without_a_browser_one_line_is_said_and_the_work_goes_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    said: list[str] = []
    if trouble == "none":
        monkeypatch.setattr(drawing, "find_browser", lambda _: None)
    else:

        def fail(*_: object, **__: object) -> None:
            raise BrowserTrouble("เริ่มทำงานไม่ได้", "oitcheck doctor")

        monkeypatch.setattr(drawing, "find_browser", lambda _: Path("chromium"))
        monkeypatch.setattr(drawing, "draw", fail)
    with workspace.store() as store:
        captured(workspace, store, "http://www.example.go.th/")
        assert drawing.draw_shells(workspace, store, "1", said.append) == 0
    assert len(said) == 1 and "1 หน้า" in said[0] and "\n" not in said[0]
