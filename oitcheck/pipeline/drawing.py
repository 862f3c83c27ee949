"""Draw: what only a browser can show. Pages that scripts fill, and pictures of what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from oitcheck.archive import Archive
from oitcheck.crawl.browser import BrowserTrouble, find_browser
from oitcheck.crawl.render import Drawn, Target, draw
from oitcheck.model import (
    Capture,
    Document,
    Judgement,
    Outcome,
    Purpose,
    Rendition,
    RenditionKind,
)
from oitcheck.pipeline.reading import reader_of, stored_text
from oitcheck.pipeline.workspace import Workspace
from oitcheck.reading import codec
from oitcheck.signs import script_shell
from oitcheck.store import Store

_TRIES = 2
_SHOWN = (Outcome.FAIL, Outcome.REVIEW)


def draw_shells(
    workspace: Workspace, store: Store, round_name: str, say: Callable[[str], None]
) -> int:
    """Draw every page that is an empty shell without its scripts; how many were drawn."""
    shells = list(_shells(workspace, store, round_name))
    why = {target.capture: reason for target, reason in shells}
    return _draw(workspace, store, [target for target, _ in shells], True, say, why)


def take_screenshots(
    workspace: Workspace, store: Store, judgement: Judgement, say: Callable[[str], None]
) -> int:
    """A picture of each page behind a finding that somebody will look at; how many were taken."""
    wanted = workspace.settings().browser.screenshots
    if wanted == "none":
        return 0
    targets = list(_to_picture(store, judgement, wanted == "all"))
    return _draw(workspace, store, targets, False, say)


def _draw(
    workspace: Workspace,
    store: Store,
    targets: list[Target],
    dom: bool,
    say: Callable[[str], None],
    why: Mapping[int, str] | None = None,
) -> int:
    if not targets:
        return 0
    settings = workspace.settings()
    if find_browser(settings.browser) is None:
        say(f"ไม่มีเบราว์เซอร์ในเครื่องนี้ จึงไม่ได้วาดหน้าเว็บ {len(targets)} หน้า (ดูวิธีติดตั้ง: oitcheck doctor)")
        return 0
    drawn = 0
    with workspace.archive(store.blob) as archive:

        def keep(result: Drawn) -> None:
            nonlocal drawn
            drawn += 1
            _store(store, archive, result, dom, (why or {}).get(result.capture, ""))

        try:
            draw(targets, settings, dom=dom, on_drawn=keep)
        except BrowserTrouble as trouble:
            say(f"{trouble} จึงไม่ได้วาดหน้าเว็บ {len(targets) - drawn} หน้า")
    return drawn


def _store(store: Store, archive: Archive, result: Drawn, dom: bool, why: str) -> None:
    """``why`` the page was drawn (`signs.script_shell`) stands first in the rendition's detail."""
    detail = " ".join(filter(None, (f"{why}:" if why else "", result.trouble)))
    found = [(RenditionKind.SCREENSHOT, result.screenshot, "image/jpeg")]
    if dom:
        found.append((RenditionKind.DOM, result.dom, "text/html"))
    for kind, body, media_type in found:
        blob = None
        if body is not None:
            blob = archive.append_resource(
                result.final_url, media_type, body, result.taken_at, kind
            )
        rendition = Rendition(
            result.capture,
            kind,
            blob.sha256 if blob else "",
            media_type,
            result.taken_at,
            result.final_url,
            detail,
        )
        store.add_rendition(rendition, blob)


def _shells(workspace: Workspace, store: Store, round_name: str) -> Iterator[tuple[Target, str]]:
    reader = reader_of(workspace)
    pages = [
        capture
        for capture in store.captures(round_name, watched=False)
        if capture.purpose is Purpose.EVIDENCE and capture.has_body and capture.status < 400
    ]
    done = _drawn(store, pages, RenditionKind.DOM)
    for capture in pages:
        if capture.id in done:
            continue
        text = stored_text(store, reader, capture.sha256)
        document = codec.loads(text) if text else None
        why = script_shell(document) if isinstance(document, Document) else ""
        if why:
            yield Target(capture.id, capture.final_url or capture.url), why


def _to_picture(store: Store, judgement: Judgement, everything: bool) -> Iterator[Target]:
    pages: dict[int, Capture] = {}
    for agency in judgement.agencies:
        for verdict in agency.verdicts:
            for link in verdict.links:
                if everything or link.outcome in _SHOWN:
                    for capture in link.captures:
                        pages[capture.id] = capture
    seen = [
        capture
        for _, capture in sorted(pages.items())
        if capture.purpose is Purpose.EVIDENCE
        and capture.has_body
        and "html" in (capture.media_type or "html")
    ]
    done = _drawn(store, seen, RenditionKind.SCREENSHOT)
    drawn_urls = {capture.url for capture in seen if capture.id in done}
    newest = {capture.url: capture for capture in seen}
    for capture in newest.values():
        if capture.url not in drawn_urls:
            yield Target(capture.id, capture.final_url or capture.url)


def _drawn(store: Store, captures: Iterable[Capture], kind: RenditionKind) -> set[int]:
    """What has been drawn, or has failed twice: the first time may have been our own fault."""
    tries: Counter[int] = Counter()
    for rendition in store.renditions(capture.id for capture in captures):
        if rendition.kind is kind:
            tries[rendition.capture] += _TRIES if rendition.sha256 else 1
    return {capture for capture, count in tries.items() if count >= _TRIES}
