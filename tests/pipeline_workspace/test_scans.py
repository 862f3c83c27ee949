"""`read --pages all`: the pages of a scan beyond the budget are read and judged by."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from oitcheck.model import Capture, Document, Purpose, RunKind
from oitcheck.pipeline.reading import read_round, reader_of, stored_text
from oitcheck.pipeline.workspace import Workspace
from oitcheck.readers import OCR_PAGES, find_engine
from oitcheck.reading import codec
from oitcheck.store import Store

NOW = datetime(2026, 5, 5, tzinfo=UTC)
FONT = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
URL = "http://www.one.go.th/scan.pdf"
COUNT = OCR_PAGES + 2


def scan() -> bytes:
    pages = []
    for number in range(1, COUNT + 1):
        page = Image.new("L", (700, 160), 255)
        words = f"หน้าที่ {number} ปีงบประมาณ {2550 + number}"
        face = ImageFont.truetype(str(FONT), 44)
        ImageDraw.Draw(page).text((40, 50), words, font=face, fill=0)
        pages.append(page)
    held = io.BytesIO()
    pages[0].save(held, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return held.getvalue()


def stored(workspace: Workspace, store: Store, body: bytes) -> str:
    store.ensure_round("1", 2569)
    run = store.create_run("1", RunKind.FIRST, NOW)
    store.add_targets(run, [URL])
    with workspace.archive(store.blob) as archive:
        headers = [("Content-Type", "application/pdf")]
        blob = archive.append_response(URL, 200, headers, body, NOW)
    capture = Capture(
        0,
        run,
        URL,
        1,
        Purpose.EVIDENCE,
        NOW,
        final_url=URL,
        status=200,
        media_type="application/pdf",
        sha256=blob.sha256,
        size=len(body),
    )
    store.add_capture(capture, blob)
    return blob.sha256


@pytest.mark.skipif(
    (find_engine("", "tha+eng") is None or not FONT.is_file())
    and os.environ.get("OITCHECK_REQUIRE_ALL") != "1",
    reason="no tesseract with Thai, or no Thai fonts",
)
def test_pages_beyond_the_budget_are_read_when_asked_and_kept_beside(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569)
    with workspace.store() as store:
        sha256 = stored(workspace, store, scan())

        def pages() -> list[str]:
            found = codec.loads(stored_text(store, reader_of(workspace), sha256) or "")
            assert isinstance(found, Document)
            return [page.read for page in found.pages]

        assert read_round(workspace, store, "1").read == 1
        assert pages() == ["ocr"] * (OCR_PAGES - 1) + ["none"] * 2 + ["ocr"]
        assert read_round(workspace, store, "1", every_page=True).read == 1
        assert pages() == ["ocr"] * COUNT
        assert read_round(workspace, store, "1", every_page=True).read == 0
        assert read_round(workspace, store, "1").read == 0


def test_without_an_engine_every_page_asks_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OITCHECK_OCR_EXECUTABLE", str(tmp_path / "none"))
    workspace = Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569)
    with workspace.store() as store:
        sha256 = stored(workspace, store, b"%PDF-1.4 broken")
        assert reader_of(workspace).engine is None
        assert read_round(workspace, store, "1", every_page=True).read == 1
        assert stored_text(store, reader_of(workspace), sha256) is not None
        assert read_round(workspace, store, "1", every_page=True).read == 0
