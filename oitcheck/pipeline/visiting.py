"""Pages that are fetched to be looked at once: by the crawl, into a workspace thrown away after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from oitcheck import troubles
from oitcheck.crawl import fetch
from oitcheck.crawl.browser import BrowserTrouble, find_browser
from oitcheck.crawl.render import Drawn, Target, draw
from oitcheck.errors import OitcheckError
from oitcheck.model import Capture, Purpose, RunKind
from oitcheck.pipeline.workspace import Workspace
from oitcheck.settings import FILE_NAME, Settings

_ROUND = "visit"
_NOT_OPENED = "เปิดไม่ได้"


class Visit:
    """Fetches pages as a run of a workspace that is thrown away: guarded, polite, bounded.

    ``like``: the workspace whose settings hold, if it is one; else the defaults and the
    environment. ``root`` must not exist yet; what is in it is the caller's to remove.
    """

    def __init__(
        self,
        like: Workspace,
        root: Path,
        year: int,
        now: Callable[[], datetime],
        say: Callable[[str], None],
    ) -> None:
        self._place = Workspace.init(root, province=_ROUND, year=year)
        if like.exists():
            shutil.copyfile(like.settings_file, root / FILE_NAME)
        self._now = now
        self._say = say
        self._troubles: dict[str, str] = {}

    @property
    def settings(self) -> Settings:
        return self._place.settings()

    def captures(self, wanted: Sequence[str]) -> dict[str, tuple[Capture, bytes]]:
        """What came of the normalised URLs ``wanted``, by URL; `why` tells of the others."""
        if not wanted:
            return {}
        with self._place.store() as store:
            store.ensure_round(_ROUND, self.settings.workspace.year)
            # a watch takes the pages themselves, nothing that hangs on them, and no probes
            run = store.create_run(_ROUND, RunKind.WATCH, self._now())
            store.add_targets(run, tuple(wanted), Purpose.EVIDENCE)
            result = fetch(self._place.root, run, lambda _: None)
            if result.state != "finished":
                raise OitcheckError(f"เปิดหน้าไม่สำเร็จ: {result.message}", "สั่งซ้ำอีกครั้ง")
            archive = self._place.archive(store.blob)
            found: dict[str, tuple[Capture, bytes]] = {}
            for capture in store.captures(_ROUND):
                if capture.run != run or capture.purpose is not Purpose.EVIDENCE:
                    continue
                blob = store.blob(capture.sha256) if capture.sha256 else None
                if blob is not None and 0 < capture.status < 400:
                    found[capture.url] = capture, archive.body(blob)
                else:
                    kind = troubles.of(capture)
                    self._troubles[capture.url] = kind.name.th if kind else _NOT_OPENED
        return found

    def why(self, url: str) -> str:
        """Why a page did not come, in Thai."""
        return self._troubles.get(url, _NOT_OPENED)

    def draw(self, shells: Sequence[Target], on_drawn: Callable[[Drawn], None]) -> None:
        """What scripts make of pages; where there is no browser, that is said and no more."""
        settings = self.settings
        if find_browser(settings.browser) is None:
            self._say("หน้านี้แสดงข้อมูลด้วยสคริปต์ และเครื่องนี้ไม่มีเบราว์เซอร์ (ดูวิธีติดตั้ง: oitcheck doctor)")
            return
        try:
            draw(shells, settings, dom=True, on_drawn=on_drawn)
        except BrowserTrouble as trouble:
            self._say(str(trouble))
