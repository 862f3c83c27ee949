"""A loopback server for bench/crawl.py: every address of 127/8 is a host, answers are prebuilt.

Runs as a process of its own, so that it has a processor of its own. Prints its port and a port
that refuses; then, for each line on its standard input, what it was asked since the last one as
JSON: requests, and seconds from the first to the last. What goes wrong stands in the path:
/reset/1, /hang/1, /error/1, /busy/1 (503, Retry-After), /cut/1, /drip/1; any other is a page.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from collections import Counter

RETRY_AFTER = 1
DRIP_PIECES, DRIP_PAUSE = 5, 0.1
MENU = "".join(f'<li><a href="/menu/{n}">เมนูที่ {n}</a></li>' for n in range(20))
PAGE = (
    f"<html><body><nav><ul>{MENU}</ul></nav><main><h1>ข้อมูล NUMBER</h1>"
    + "<p>แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569</p>" * 20
    + "</main><footer>ปรับปรุงล่าสุด 5 พฤษภาคม 2569</footer></body></html>"
).encode()
BEFORE, AFTER = PAGE.split(b"NUMBER")


def head(status: str, length: int, more: str = "") -> bytes:
    # linkchecker lifts its limit of 10 requests per host and second where a header has this name
    return (
        f"HTTP/1.1 {status}\r\nServer: LinkChecker\r\nLinkChecker: welcome\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {length}\r\n{more}\r\n"
    ).encode()


SPACE = 12  # each page has a number of its own, so that no body is stored twice
HEAD = head("200 OK", len(BEFORE) + SPACE + len(AFTER))
ERROR = head("500 Internal Server Error", 5) + b"error"
BUSY = head("503 Service Unavailable", 4, f"Retry-After: {RETRY_AFTER}\r\n") + b"busy"
CUT = head("200 OK", len(PAGE) * 2) + PAGE


class Log:
    """How often it was asked, by kind, and when."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.first = self.last = 0.0

    def note(self, kind: str) -> None:
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.kinds[kind] += 1

    def take(self) -> str:
        facts = {"kinds": self.kinds, "requests": self.kinds.total()}
        told = json.dumps({**facts, "seconds": self.last - self.first})
        self.__init__()  # type: ignore[misc]
        return told


class Answers(asyncio.Protocol):
    def __init__(self, log: Log) -> None:
        self.log = log
        self.got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.out = transport

    def data_received(self, data: bytes) -> None:
        self.got += data
        while b"\r\n\r\n" in self.got:
            asked, _, self.got = self.got.partition(b"\r\n\r\n")
            self.answer(*asked.split(b" ", 2)[:2])

    def answer(self, method: bytes, path: bytes) -> None:
        parts = path.decode("latin-1").split("/")
        kind, number = parts[1], parts[-1]
        self.log.note(kind)
        if method == b"HEAD":
            self.out.write(HEAD)
        elif kind == "reset":
            self.out.abort()
        elif kind == "error":
            self.out.write(ERROR)
        elif kind == "busy":
            self.out.write(BUSY)
        elif kind == "cut":
            self.out.write(CUT)
            self.out.close()
        elif kind == "drip":
            self.out.write(HEAD)
            self.drip(BEFORE + number.rjust(SPACE).encode() + AFTER, DRIP_PIECES)
        elif kind != "hang":
            self.out.write(HEAD + BEFORE + number.rjust(SPACE)[:SPACE].encode() + AFTER)

    def drip(self, rest: bytes, pieces: int) -> None:
        if self.out.is_closing():
            return
        size = len(rest) if pieces == 1 else len(rest) // pieces
        self.out.write(rest[:size])
        if rest[size:]:
            loop = asyncio.get_running_loop()
            loop.call_later(DRIP_PAUSE, self.drip, rest[size:], pieces - 1)


async def serve() -> None:
    log = Log()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Answers(log), "0.0.0.0", 0, backlog=4096)
    refusing = socket.socket()  # bound, so that nobody else gets it, but it doesn't listen
    refusing.bind(("0.0.0.0", 0))
    print(server.sockets[0].getsockname()[1], refusing.getsockname()[1], flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        print(log.take(), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
