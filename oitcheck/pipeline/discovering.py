"""Discover: an agency's own page is fetched through the guard, and read as a link list."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oitcheck import reading, signs, urls
from oitcheck.catalogue import Catalogue
from oitcheck.crawl.render import Drawn, Target
from oitcheck.discovery import SURE, Row, discover, leads_on
from oitcheck.errors import OitcheckError
from oitcheck.model import Agency, Document
from oitcheck.pipeline.rules import catalogue_for
from oitcheck.pipeline.visiting import Visit
from oitcheck.pipeline.workspace import Workspace
from oitcheck.reading.charset import decode

_FEW = 3
"""Items below which a page is rather the way to the list than the list."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """``page``: the address whose list this is; ``agency``: whose, where the registry knows it."""

    page: str
    catalogue: Catalogue
    rows: tuple[Row, ...]
    agency: Agency | None

    @property
    def sure(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.url and row.confidence > SURE)

    @property
    def unsure(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.url and row.confidence <= SURE)

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the items for which no link was found."""
        found = {row.indicator for row in self.rows if row.url}
        return tuple(one.code for one in self.catalogue.indicators if one.code not in found)


def discover_site(
    workspace: Workspace,
    typed: str,
    year: int,
    track: str,
    agency_code: str,
    now: Callable[[], datetime],
    say: Callable[[str], None],
) -> Discovered:
    """The list that a page shows, or one of the pages of the site that it sends to.

    In a workspace its settings and its registry hold; elsewhere the defaults do. Nothing is kept
    of what was fetched. Raises `OitcheckError` where the page does not open, or holds no list.
    """
    try:
        url = urls.normalise(typed)
    except urls.BadUrl:
        raise OitcheckError(
            f"{typed[:200]}: ไม่ใช่ลิงก์เว็บไซต์", "คัดลอกลิงก์จากแถบที่อยู่ของเบราว์เซอร์ ขึ้นต้นด้วย https://"
        ) from None
    catalogue = catalogue_for(workspace, year, track).catalogue
    agency = _agency(workspace, agency_code, url)
    with tempfile.TemporaryDirectory(prefix="oitcheck-") as folder:
        site = _Pages(Visit(workspace, Path(folder) / "ws", catalogue.year, now, say))
        pages = site.of([url])
        if url not in pages:
            raise OitcheckError(f"{urls.display(url)}: {site.why(url)}", "ลองเปิดลิงก์ในเบราว์เซอร์ก่อน")
        found = _lists(pages, catalogue)
        if _items(found.get(url, ())) < _FEW:
            onward = leads_on(pages[url][1], pages[url][0], catalogue.year)
            if onward:
                say(f"หน้านี้ไม่ใช่รายการ OIT โดยตรง กำลังเปิดหน้าที่ลิงก์ไป {len(onward)} หน้า")
            found |= _lists(site.of(onward), catalogue)
    best = max(found, key=lambda one: (_items(found[one]), one == url), default=url)
    rows = found.get(best, ())
    if not any(row.url for row in rows):
        raise OitcheckError(
            f"{urls.display(url)}: ไม่พบรายการ OIT ปี {catalogue.year} ในหน้านี้",
            f"เปิดเว็บไซต์ แล้วระบุลิงก์ของหน้าที่มีรายการ O1, O2, ... ปี {catalogue.year}",
        )
    return Discovered(best, catalogue, rows, agency)


def discover_file(
    workspace: Workspace, path: Path, base: str, year: int, track: str, agency_code: str
) -> Discovered:
    """The list of a page that was saved; ``base``: the address that it was saved from."""
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise OitcheckError(f"{path}: ไม่พบไฟล์นี้", "ตรวจสอบชื่อไฟล์และโฟลเดอร์") from None
    try:
        url = urls.normalise(base)
    except urls.BadUrl:
        raise OitcheckError(
            f"{path}: ไม่ทราบที่อยู่เดิมของหน้านี้", "ระบุด้วย --base https://www.example.go.th/..."
        ) from None
    catalogue = catalogue_for(workspace, year, track).catalogue
    rows = discover(decode(body)[0], url, catalogue)
    return Discovered(url, catalogue, rows, _agency(workspace, agency_code, url))


def _lists(pages: dict[str, tuple[str, str]], catalogue: Catalogue) -> dict[str, tuple[Row, ...]]:
    return {one: discover(text, final, catalogue) for one, (final, text) in pages.items()}


def _items(rows: Sequence[Row]) -> int:
    """Items with a link that needs no second look, and at most one for all others."""
    sure = {row.indicator for row in rows if row.url and row.confidence > SURE}
    return 2 * len(sure) + any(row.url for row in rows)


def _agency(workspace: Workspace, code: str, url: str) -> Agency | None:
    """The agency of that code, or else the one whose website the address is on."""
    if not workspace.exists():
        return Agency(code, code, "") if code else None
    with workspace.store() as store:
        known = store.agencies()
    if code:
        for one in known:
            if code in (one.code, one.id):
                return one
        raise OitcheckError(f"--agency {code}: ไม่มีหน่วยงานนี้ในทะเบียน", "ดูรหัสในไฟล์ทะเบียนหน่วยงาน")
    host = urls.host(url).removeprefix("www.")
    own = (one for one in known if host in {name.removeprefix("www.") for name in one.hosts})
    return next(own, None)


class _Pages:
    """Pages of a site with their texts, drawn where they have to be."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._no_pages: set[str] = set()

    def of(self, wanted: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The pages that came: where each ended, and its text."""
        found = self._visit.captures(wanted)
        texts: dict[str, tuple[str, str]] = {}
        shells: list[Target] = []
        by_number = dict(enumerate(found))
        for number, (url, (capture, body)) in enumerate(found.items()):
            final = capture.final_url or url
            if reading.sniff(body, capture.media_type, final) != "html":
                self._no_pages.add(url)
                continue
            texts[url] = final, decode(body)[0]
            with suppress(reading.Unreadable):
                document = reading.read(body, "html", sha256="", reader="")
                if isinstance(document, Document) and signs.script_shell(document):
                    shells.append(Target(number, final))

        def keep(drawn: Drawn) -> None:
            if drawn.dom is not None:
                texts[by_number[drawn.capture]] = drawn.final_url, drawn.dom.decode("utf-8")

        if shells:
            self._visit.draw(shells, keep)
        return texts

    def why(self, url: str) -> str:
        return "ลิงก์นี้เป็นไฟล์ ไม่ใช่หน้าเว็บไซต์" if url in self._no_pages else self._visit.why(url)
