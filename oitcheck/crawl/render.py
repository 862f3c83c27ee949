"""Draws pages in the browser: the document after its scripts ran, and a picture of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Dialog, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from oitcheck.crawl.browser import RunningBrowser, find_browser
from oitcheck.crawl.proxy import CheckingProxy
from oitcheck.errors import OitcheckError
from oitcheck.settings import Settings

WIDTH, HEIGHT, TALLEST = 1280, 900, 2400
PAGES_PER_BROWSER = 60
MEMORY_BYTES = 1536 * 1024 * 1024
_LOAD_SECONDS = 30.0
_QUIET_SECONDS = 3.0
# Over the sum of the waits within: only a page whose script never yields gets here.
_PAGE_SECONDS = 45.0
_AT_ONCE = 2


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


def draw(
    targets: Iterable[Target],
    settings: Settings,
    *,
    dom: bool,
    on_drawn: Callable[[Drawn], None],
) -> None:
    """Draw every target, each reported once through ``on_drawn``, also when nothing came of it.

    A page that hangs costs its browser, not the run. Raises `OitcheckError` when there is no
    browser or it does not start.
    """
    waiting = list(targets)
    executable = find_browser(settings.browser)
    if executable is None:
        raise OitcheckError("ไม่มีเบราว์เซอร์ในเครื่องนี้", "ดูวิธีติดตั้ง: oitcheck doctor")
    with CheckingProxy(settings.network) as proxy:
        while waiting:
            with RunningBrowser(executable, proxy.port, settings.browser.sandbox) as browser:
                batch = _Batch(settings, browser, waiting, dom, on_drawn)
                asyncio.run(batch.run())


class _Batch:
    """Draws from ``waiting`` until it is empty or the browser has had enough."""

    def __init__(
        self,
        settings: Settings,
        browser: RunningBrowser,
        waiting: list[Target],
        dom: bool,
        on_drawn: Callable[[Drawn], None],
    ) -> None:
        self._settings = settings
        self._browser = browser
        self._waiting = waiting
        self._dom = dom
        self._on_drawn = on_drawn
        self._left = PAGES_PER_BROWSER
        self._hosts: dict[str, asyncio.Lock] = {}
        self._broken = False

    async def run(self) -> None:
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.connect_over_cdp(self._browser.endpoint)
            await asyncio.gather(*(self._work(chromium) for _ in range(_AT_ONCE)))

    async def _work(self, chromium: Chromium) -> None:
        while self._waiting and self._left > 0 and not self._broken:
            if self._browser.memory_bytes > MEMORY_BYTES:
                self._left = 0
                return
            self._left -= 1
            target = self._waiting.pop()
            host = urlsplit(target.url).netloc
            async with self._hosts.setdefault(host, asyncio.Lock()):
                await self._one(chromium, target)
                await asyncio.sleep(self._settings.network.delay)

    async def _one(self, chromium: Chromium, target: Target) -> None:
        try:
            drawn = await asyncio.wait_for(self._draw(chromium, target), _PAGE_SECONDS)
        except TimeoutError:
            self._broken = True
            drawn = _nothing(target, "the page never came to rest")
        except PlaywrightError as trouble:
            drawn = _nothing(target, str(trouble).split("\n")[0])
        self._on_drawn(drawn)

    async def _draw(self, chromium: Chromium, target: Target) -> Drawn:
        context = await chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            user_agent=self._settings.network.user_agent,
            ignore_https_errors=True,
            service_workers="block",
            accept_downloads=False,
        )
        drawn = await self._in_context(context, target)
        await context.close()
        return drawn

    async def _in_context(self, context: BrowserContext, target: Target) -> Drawn:
        page = await context.new_page()
        page.on("dialog", _dismiss)
        page.on("popup", _close)
        limit = min(self._settings.network.timeout, _LOAD_SECONDS) * 1000
        trouble = ""
        try:
            await page.goto(target.url, wait_until="load", timeout=limit)
        except PlaywrightError as error:
            # a page that never finishes loading may still show everything
            trouble = str(error).split("\n")[0]
            if "Timeout" not in trouble:
                return _nothing(target, trouble)
        # tickers and counters never rest: then what is there is drawn
        with contextlib.suppress(PlaywrightError):
            await page.wait_for_load_state("networkidle", timeout=_QUIET_SECONDS * 1000)
        taken_at = datetime.now(UTC)
        body = (await page.content()).encode("utf-8", "replace") if self._dom else None
        return Drawn(target.capture, page.url, taken_at, body, await _picture(page), trouble)


async def _picture(page: Page) -> bytes:
    tall = await page.evaluate("document.documentElement.scrollHeight")
    return await page.screenshot(
        type="jpeg",
        quality=80,
        full_page=True,
        clip={"x": 0, "y": 0, "width": WIDTH, "height": max(HEIGHT, min(int(tall), TALLEST))},
        timeout=15_000,
        animations="disabled",
    )


async def _dismiss(dialog: Dialog) -> None:
    await dialog.dismiss()


async def _close(page: Page) -> None:
    await page.close()


def _nothing(target: Target, trouble: str) -> Drawn:
    return Drawn(target.capture, target.url, datetime.now(UTC), None, None, trouble)
