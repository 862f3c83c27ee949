"""Pages drawn per second: text after scripts and a picture, beside a bare screenshot of the same.

python bench/browser.py
"""

from __future__ import annotations

import asyncio
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.async_api import async_playwright

from oitcheck.crawl.browser import RunningBrowser, find_browser
from oitcheck.crawl.proxy import CheckingProxy
from oitcheck.crawl.render import HEIGHT, WIDTH, Drawn, Target, draw
from oitcheck.settings import Network, Settings

PAGES = 40
HOSTS = 20
ROW = '<tr><td>{}</td><td><a href="/doc/{}.pdf">แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2569</a></td></tr>'
BODY = (
    "<!doctype html><meta charset=utf-8><link rel=stylesheet href=/style.css>"
    "<script src=/script.js></script><h1>องค์การบริหารส่วนตำบล</h1><img src=/crest.svg><table>"
    + "".join(ROW.format(i, i) for i in range(60))
    + "</table>"
).encode()
CREST = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><circle r="40"/></svg>'


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kind, body = {
            "css": ("text/css", b"td { border: 1px solid }"),
            "js": ("text/javascript", b"document.title = 'drawn'"),
            "svg": ("image/svg+xml", CREST),
        }.get(self.path.rpartition(".")[2], ("text/html", BODY))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


async def bare(browser: RunningBrowser, urls: list[str]) -> None:
    """One page after the other in one context, no waiting: what the browser itself takes."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.connect_over_cdp(browser.endpoint)
        page = await chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for url in urls:
            await page.goto(url)
            await page.screenshot(type="jpeg", quality=80)


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    network = Network(
        hosts={"*": f"127.0.0.1:{server.server_address[1]}"},
        allow_private=("127.0.0.1/32",),
        delay=0.0,
    )
    settings = Settings(network=network)
    urls = [f"http://www{i % HOSTS}.example.go.th/page/{i}" for i in range(PAGES)]
    executable = find_browser(settings.browser)
    assert executable is not None, "no browser on this machine"
    with CheckingProxy(network) as proxy, RunningBrowser(executable, proxy.port, True) as browser:
        started = time.perf_counter()
        asyncio.run(bare(browser, urls))
        alone = PAGES / (time.perf_counter() - started)
    print(f"bare, one at a time: {alone:.1f} pages/s")
    for dom in (False, True):
        drawn: list[Drawn] = []
        started = time.perf_counter()
        targets = [Target(i, url) for i, url in enumerate(urls)]
        draw(targets, settings, dom=dom, on_drawn=drawn.append)
        rate = PAGES / (time.perf_counter() - started)
        assert all(page.screenshot and not page.trouble for page in drawn), drawn
        what = "text and picture" if dom else "picture"
        print(f"draw, {what}: {rate:.1f} pages/s, ratio {rate / alone:.2f}")


if __name__ == "__main__":
    main()
