"""Draws pages in the browser: the document after its scripts ran, and a picture of it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Dialog, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from oitcheck.crawl.browser import BrowserTrouble, RunningBrowser, find_browser
from oitcheck.crawl.proxy import CheckingProxy
from oitcheck.settings import Network, Settings

WIDTH, HEIGHT, TALLEST = 1280, 900, 2400
PAGES_PER_BROWSER = 60
# Over the first a new browser takes its place; a single page over the second is ended.
BROWSER_BYTES = 1536 * 1024 * 1024
PAGE_BYTES = 1024 * 1024 * 1024
LOAD_SECONDS = 30.0
# Answers of a page that is alive; one whose script never yields gives none.
ANSWER_SECONDS = 15.0
_AT_ONCE = 3
_TRIES = 3
# Seconds without a request, and at most; those of a page to be read, and its least letters.
_QUIET, _MOST = 0.25, 3.0
_QUIET_FILLED, _MOST_FILLED = 0.5, 6.0
_SOME_TEXT = 80
_LOOK_SECONDS = 0.5
_STEP_SECONDS = 0.05
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Target:
    """A capture's page to draw."""

    capture: int
    url: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it: ``dom`` as UTF-8 HTML, ``screenshot`` as JPEG; None with ``trouble``."""

    capture: int
    final_url: str
    taken_at: datetime
    dom: bytes | None
    screenshot: bytes | None
    trouble: str = ""


class _Unanswered(Exception):
    """The page, or its browser, gave no picture; the text says why."""


def draw(
    targets: Iterable[Target],
    settings: Settings,
    *,
    dom: bool,
    on_drawn: Callable[[Drawn], None],
) -> None:
    """Draw every target, each reported once through ``on_drawn``, also when nothing came of it.

    A page that hangs or dies costs itself, a browser that dies the pages it was drawing: a new
    one draws the rest. Raises `BrowserTrouble` when there is no browser, or when twice in a row
    it doesn't start; what was not reported by then stays undrawn.
    """
    queue = _Queue(targets, settings.network)
    if not queue:
        return
    executable = find_browser(settings.browser)
    if executable is None:
        raise BrowserTrouble("ไม่มีเบราว์เซอร์ในเครื่องนี้", "ดูวิธีติดตั้ง: oitcheck doctor")
    failed = False
    with CheckingProxy(settings.network) as proxy:
        while queue:
            before = len(queue)
            try:
                with RunningBrowser(executable, proxy.port, settings.browser.sandbox) as browser:
                    asyncio.run(_Batch(settings, browser, queue, dom, on_drawn).run())
                if len(queue) == before:
                    raise BrowserTrouble("เบราว์เซอร์หยุดทำงานทันทีที่เริ่ม", "ตรวจด้วย: oitcheck doctor")
                failed = False
            except BrowserTrouble:
                if failed:
                    raise
                failed = True
        for target, why in proxy.refused:
            _log.info("refused to the browser: %s (%s)", target, why)


class _Queue:
    """What is still to be drawn. A host gives as many pages at once as the settings allow the
    crawl, and rests ``delay`` seconds after each."""

    def __init__(self, targets: Iterable[Target], network: Network) -> None:
        self._waiting = list(targets)
        self._delay = network.delay
        self._most = network.concurrency_per_host
        self._busy: Counter[str] = Counter()
        self._free_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self) -> Target | None:
        """The first one whose host is free now."""
        now = time.monotonic()
        for place, target in enumerate(self._waiting):
            host = _host(target)
            if self._busy[host] < self._most and self._free_at.get(host, 0.0) <= now:
                self._busy[host] += 1
                return self._waiting.pop(place)
        return None

    def done(self, target: Target) -> None:
        host = _host(target)
        self._busy[host] -= 1
        self._free_at[host] = time.monotonic() + self._delay


class _Batch:
    """Draws from the queue until it is empty or the browser has had enough."""

    def __init__(
        self,
        settings: Settings,
        browser: RunningBrowser,
        queue: _Queue,
        dom: bool,
        on_drawn: Callable[[Drawn], None],
    ) -> None:
        self._settings = settings
        self._browser = browser
        self._queue = queue
        self._dom = dom
        self._on_drawn = on_drawn
        self._left = PAGES_PER_BROWSER
        self._enough = False

    async def run(self) -> None:
        async with async_playwright() as playwright:
            try:
                chromium = await playwright.chromium.connect_over_cdp(self._browser.endpoint)
            except PlaywrightError as trouble:
                raise BrowserTrouble(
                    f"ต่อกับเบราว์เซอร์ไม่ได้ {_first_line(trouble)}", "ตรวจด้วย: oitcheck doctor"
                ) from None
            chromium.on("disconnected", self._stop)
            watch = asyncio.create_task(self._watch())
            workers = [asyncio.create_task(self._work(chromium)) for _ in range(_AT_ONCE)]
            try:
                await asyncio.gather(*workers)
            finally:
                for task in (watch, *workers):
                    task.cancel()
                await asyncio.gather(watch, *workers, return_exceptions=True)

    def _stop(self, *_: object) -> None:
        self._enough = True

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._browser.trim(PAGE_BYTES) > BROWSER_BYTES:
                self._enough = True

    async def _work(self, chromium: Chromium) -> None:
        while self._queue and self._left > 0 and not self._enough:
            target = self._queue.take()
            if target is None:
                await asyncio.sleep(_STEP_SECONDS)
                continue
            self._left -= 1
            try:
                self._on_drawn(await self._one(chromium, target))
            finally:
                self._queue.done(target)

    async def _one(self, chromium: Chromium, target: Target) -> Drawn:
        if urlsplit(target.url).scheme not in ("http", "https"):
            return _nothing(target, "not a web address")
        try:
            context = await _answer(self._context(chromium))
        except (PlaywrightError, _Unanswered) as trouble:
            self._enough = True
            return _nothing(target, _first_line(trouble))
        try:
            return await self._page(context, target)
        except (PlaywrightError, _Unanswered) as trouble:
            return _nothing(target, _first_line(trouble))
        finally:
            try:
                await _answer(context.close())
            except (PlaywrightError, _Unanswered):
                self._enough = True

    async def _context(self, chromium: Chromium) -> BrowserContext:
        return await chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            user_agent=self._settings.network.user_agent,
            ignore_https_errors=True,
            service_workers="block",
            accept_downloads=False,
        )

    async def _page(self, context: BrowserContext, target: Target) -> Drawn:
        page = await _answer(context.new_page())
        context.on("page", _close)
        context.on("dialog", _dismiss)
        drawing = asyncio.create_task(self._draw(page, target))

        def give_up(_: Page) -> None:
            drawing.cancel()

        page.on("crash", give_up)
        try:
            return await drawing
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise
            raise _Unanswered("the page's process died") from None
        finally:
            drawing.cancel()

    async def _draw(self, page: Page, target: Target) -> Drawn:
        limit = min(self._settings.network.timeout, LOAD_SECONDS)
        rest = _Rest(page)
        trouble = ""
        try:
            await page.goto(target.url, wait_until="load", timeout=limit * 1000)
        except PlaywrightError as error:
            # a page that never finishes loading may still show everything
            trouble = _first_line(error)
            if "interrupted by another navigation" in trouble:
                trouble = ""
            elif "Timeout" not in trouble:
                raise
        await rest.come(filled=self._dom)
        body = (await _content(page)).encode("utf-8", "replace") if self._dom else None
        picture = await _answer(_picture(page))
        if urlsplit(page.url).scheme not in ("http", "https"):
            raise _Unanswered(f"the page went to {page.url[:100]}")
        return Drawn(target.capture, page.url, datetime.now(UTC), body, picture, trouble)


class _Rest:
    """Waits until a page has asked for nothing more for a while.

    Tickers and counters never rest: after a time what is there is drawn. A page that is to be
    read (``filled``) is also given time until it has some text.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open = 0
        self._last = time.monotonic()
        page.on("request", lambda _: self._count(1))
        page.on("requestfinished", lambda _: self._count(-1))
        page.on("requestfailed", lambda _: self._count(-1))

    def _count(self, change: int) -> None:
        self._open = max(0, self._open + change)
        self._last = time.monotonic()

    async def come(self, *, filled: bool) -> None:
        quiet, most = (_QUIET_FILLED, _MOST_FILLED) if filled else (_QUIET, _MOST)
        self._last = time.monotonic()
        until = self._last + most
        while time.monotonic() < until:
            quiet_now = not self._open and time.monotonic() - self._last >= quiet
            if quiet_now and (not filled or await self._some_text()):
                return
            await asyncio.sleep(_STEP_SECONDS)

    async def _some_text(self) -> bool:
        try:
            text = await self._page.locator("body").inner_text(timeout=1000)
        except PlaywrightError:
            return False
        return len(text.strip()) >= _SOME_TEXT


async def _answer(asked: Awaitable[_T]) -> _T:
    try:
        return await asyncio.wait_for(asked, ANSWER_SECONDS)
    except TimeoutError:
        raise _Unanswered("the page never came to rest") from None


async def _content(page: Page) -> str:
    for _ in range(_TRIES - 1):
        try:
            return await _answer(page.content())
        except PlaywrightError:  # it was just going somewhere else
            await asyncio.sleep(_QUIET_FILLED)
    return await _answer(page.content())


async def _picture(page: Page) -> bytes:
    # not Playwright's own: that one asks the page, whose scripts can answer anything or nothing
    devtools = await page.context.new_cdp_session(page)
    tall = (await devtools.send("Page.getLayoutMetrics"))["cssContentSize"]["height"]
    height = max(HEIGHT, min(int(tall), TALLEST))
    answer = await devtools.send(
        "Page.captureScreenshot",
        {
            "format": "jpeg",
            "quality": 80,
            "clip": {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1},
            "captureBeyondViewport": height > HEIGHT,
        },
    )
    return base64.b64decode(answer["data"])


async def _dismiss(dialog: Dialog) -> None:
    with contextlib.suppress(PlaywrightError):
        await dialog.dismiss()


async def _close(popup: Page) -> None:
    with contextlib.suppress(PlaywrightError):
        await popup.close()


def _host(target: Target) -> str:
    return target.url.split("/", 3)[2].lower() if target.url.count("/") > 1 else ""


def _first_line(trouble: Exception) -> str:
    return str(trouble).split("\n")[0][:300]


def _nothing(target: Target, trouble: str) -> Drawn:
    return Drawn(target.capture, target.url, datetime.now(UTC), None, None, trouble)
