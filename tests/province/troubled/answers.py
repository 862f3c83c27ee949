"""What a host does with a connection once the request has come: honest answers and broken ones."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

DRIP_SECONDS = 0.1
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Asked:
    """A request: where it came in, and what it wanted. ``path`` as sent, with its query."""

    connection: socket.socket
    host: str
    path: str
    headers: dict[str, str]

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)


Act = Callable[[Asked], None]


def head(status: int, **headers: str) -> bytes:
    """A status line and headers; ``_`` in a name stands for ``-``."""
    lines = [f"HTTP/1.1 {status} {_PHRASE.get(status, 'Something')}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


_PHRASE = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found"}
HTML = "text/html; charset=utf-8"


def answer(body: bytes | str = b"", status: int = 200, **headers: str) -> Act:
    """A whole answer."""
    data = body.encode() if isinstance(body, str) else body
    headers.setdefault("Content_Type", HTML)
    whole = head(status, Content_Length=str(len(data)), **headers) + data
    return lambda asked: asked.send(whole)


def redirect(to: str, status: int = 302) -> Act:
    return answer(b"", status, Location=to)


def by_path(pages: dict[str, Act], other: Act) -> Act:
    """``pages`` by path (without its query), ``other`` for every other path."""

    def act(asked: Asked) -> None:
        pages.get(asked.path.partition("?")[0], other)(asked)

    return act


def by_agent(robot: Act, browser: Act) -> Act:
    """One answer for a program that gives its name, another for an ordinary browser."""

    def act(asked: Asked) -> None:
        (robot if "oitcheck" in asked.headers.get("user-agent", "") else browser)(asked)

    return act


def hang_up(asked: Asked) -> None:
    """Close without a byte."""


def reset(asked: Asked) -> None:
    asked.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(asked: Asked) -> None:
    """Say nothing until the other side goes away."""
    asked.connection.settimeout(PATIENCE_SECONDS)
    try:
        while asked.connection.recv(4096):
            pass
    except OSError:
        pass


def drip(asked: Asked) -> None:
    """An answer that never ends and never pauses for long."""
    asked.send(head(200, Content_Type=HTML, Content_Length="1000000"))
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            asked.send(b"<p>x</p>")
        except OSError:
            return
        time.sleep(DRIP_SECONDS)


def cut_off(asked: Asked) -> None:
    """Less than was announced."""
    asked.send(head(200, Content_Type=HTML, Content_Length="5000") + b"<html><body><p>")


def broken_chunks(asked: Asked) -> None:
    asked.send(head(200, Content_Type=HTML, Transfer_Encoding="chunked") + b"zz\r\nno chunk\r\n")


def broken_gzip(asked: Asked) -> None:
    body = gzip.compress(b"")[:10] + b"\xff" * 60
    size = str(len(body))
    asked.send(head(200, Content_Type=HTML, Content_Encoding="gzip", Content_Length=size) + body)


def bomb(asked: Asked) -> None:
    """A few kilobytes that unpack to a hundred megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    body = b"".join(packer.compress(zeros) for _ in range(100)) + packer.flush()
    size = str(len(body))
    asked.send(head(200, Content_Type=HTML, Content_Encoding="gzip", Content_Length=size) + body)


def huge_headers(asked: Asked) -> None:
    many = {f"X_Filler_{number}": "x" * 1000 for number in range(200)}
    asked.send(head(200, Content_Type=HTML, Content_Length="1", **many) + b"x")


def announced(size: int) -> Act:
    """A body that is announced as ``size`` bytes."""
    start = head(200, Content_Type="application/pdf", Content_Length=str(size)) + b"%PDF-1.7\n"
    return lambda asked: asked.send(start)


def no_http(asked: Asked) -> None:
    asked.send(b"220 smtp.example ESMTP ready\r\n")
