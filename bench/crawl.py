"""Pages per second of the crawl against a bare Scrapy spider, on the same loopback server.

ratio = (bare pages/s) / (our pages/s), each from the first request that the server sees to the
last, so that starting Python doesn't count. The bare spider fetches and drops; ours checks every
address, hashes, writes WARC with fsync, stores rows and reads each page for documents. Both with
no delay and 16 requests per host at a time. Run: python bench/crawl.py [PAGES]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from oitcheck.crawl import fetch
from oitcheck.model import RunKind
from oitcheck.store import open_store

HOSTS = 20
MENU = "".join(f'<li><a href="/menu/{n}">เมนูที่ {n}</a></li>' for n in range(100))
PAGE = (
    f"<html><body><nav><ul>{MENU}</ul></nav><main><h1>ข้อมูล {{path}}</h1>"
    + "<p>แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569</p>" * 40
    + "</main><footer>ปรับปรุงล่าสุด 5 พฤษภาคม 2569</footer></body></html>"
)
BARE = """
import sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for line in open(sys.argv[1], encoding="utf-8"):
            yield scrapy.Request(line.strip(), dont_filter=True)
    def parse(self, response):
        pass
process = AsyncCrawlerProcess({"CONCURRENT_REQUESTS": 128, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "CONCURRENT_ITEMS": 8, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
"""


class Server:
    """Serves `PAGE` for every address and remembers when it was asked."""

    def __init__(self) -> None:
        times: list[float] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                times.append(time.perf_counter())
                body = PAGE.replace("{path}", self.path).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.times = times
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def rate(self) -> float:
        rate = (len(self.times) - 1) / (self.times[-1] - self.times[0])
        self.times.clear()
        return rate


def bare(server: Server, folder: Path, pages: int) -> float:
    listed = folder / "urls.txt"
    urls = [f"http://127.0.0.1:{server.port}/{n}" for n in range(pages)]
    listed.write_text("\n".join(urls) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, "-c", BARE, str(listed)], check=True)
    return server.rate()


def ours(server: Server, folder: Path, pages: int) -> float:
    (folder / "oitcheck.toml").write_text(
        "[network]\ndelay = 0.0\ndelay_per_address = 0.0\nconcurrency_per_host = 16\n"
        f'allow_private = ["127.0.0.0/8"]\nhosts = {{"*.go.th" = "127.0.0.1:{server.port}"}}\n',
        encoding="utf-8",
    )
    with open_store(folder / "oitcheck.db") as store:
        store.ensure_round("1", 2569)
        run = store.create_run("1", RunKind.FIRST, datetime.now(UTC))
        store.add_targets(run, [f"http://www.h{n % HOSTS}.go.th/{n}" for n in range(pages)])
    result = fetch(folder, run)
    assert result.state == "finished", result
    assert result.progress.done == pages, result
    return server.rate()


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    server = Server()
    print(f"{'run':>4} {'bare/s':>8} {'ours/s':>8} {'ratio':>6}")
    for number in range(1, 4):
        with tempfile.TemporaryDirectory() as name:
            plain = bare(server, Path(name), pages)
            full = ours(server, Path(name), pages)
        print(f"{number:>4} {plain:>8.1f} {full:>8.1f} {plain / full:>6.2f}")


if __name__ == "__main__":
    main()
