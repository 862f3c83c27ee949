"""The province in a box: one http and one https port on loopback, virtual hosts by Host header."""

from __future__ import annotations

import argparse
import gzip
import json
import socket
import ssl
import struct
import sys
import tempfile
import threading
from collections import Counter
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from .certificates import server_context
from .kinds import Resource
from .web import UNTRUSTED, Web, secure_hosts

_IDLE_SECONDS = 20


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
        if host in self.server.web.down:
            self._reset()
            return
        key, found = self.server.answer(host, self.path)
        self._send(host, key, found)

    do_HEAD = do_GET

    def _reset(self) -> None:
        """Close with a reset, as a server does that is going under."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True

    def _send(self, host: str, key: str, found: Resource) -> None:
        body = self.server.body(key, found)
        packed = "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 2000
        packed = packed and found.media.startswith(("text/", "application/json"))
        if packed:
            body = self.server.packed(key, body)
        self.send_response(found.status)
        self.send_header("Content-Type", found.media)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if found.location:
            self.send_header("Location", found.location)
        if found.media.startswith("text/html"):
            self.send_header("Set-Cookie", "PHPSESSID=0123456789abcdef; path=/")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        host = self.headers.get("Host", "") if hasattr(self, "headers") else ""
        return self.server.web.server_of(host.rsplit(":", 1)[0].lower())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, province: Province, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.province = province
        self.web = province.web
        self.context = context

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """The handshake belongs to the connection's own thread: a slow one holds nobody up."""
        try:
            request.settimeout(_IDLE_SECONDS)
            if self.context is not None:
                request = self.context.wrap_socket(request, server_side=True)
        except OSError:
            request.close()
            return
        super().process_request_thread(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is none of our business; anything else is a bug of the box."""
        trouble = sys.exc_info()[1]
        if not isinstance(trouble, OSError):
            super().handle_error(request, client_address)

    def answer(self, host: str, target: str) -> tuple[str, Resource]:
        return self.province.answer(host, target, self.context is not None)

    def body(self, key: str, found: Resource) -> bytes:
        return self.province.body(key, found)

    def packed(self, key: str, body: bytes) -> bytes:
        return self.province.packed(key, body)


class Province:
    """The province's websites as they are at collection ``state`` (1 or 2); a context manager.

    ``http`` and ``https`` are ports on 127.0.0.1, ``ca`` the file of the authority that vouches
    for its https sites. ``today`` (default: the real one) is the day that tickers and footers
    show. ``asked`` counts requests by host and path (decoded, no scheme).
    """

    def __init__(
        self, state: int = 1, *, today: date | None = None, port: int = 0, tls_port: int = 0
    ) -> None:
        self.web = Web(state, today or date.today())
        self.asked: Counter[str] = Counter()
        self._bodies: dict[tuple[str, int], bytes] = {}
        self._packed: dict[tuple[str, int], bytes] = {}
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="province-")
        context, self.ca = server_context(Path(self._folder.name), secure_hosts(), UNTRUSTED)
        self._servers = (_Server(port, self, None), _Server(tls_port, self, context))
        self.http, self.https = (server.server_address[1] for server in self._servers)

    def __enter__(self) -> Province:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop both servers and take the certificates away."""
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._folder.cleanup()

    def answer(self, host: str, target: str, secure: bool) -> tuple[str, Resource]:
        """What a request gets, counted."""
        key, found = self.web.answer(host, target, secure)
        with self._lock:
            self.asked[key] += 1
            times = self.asked[key]
        if times <= found.busy_first:
            busy = b"<html><body><h1>503 Service Unavailable</h1></body></html>"
            return f"{key}#busy", Resource(busy, 503, "text/html")
        return key, found

    def body(self, key: str, found: Resource) -> bytes:
        """The bytes of an answer; pages are drawn once."""
        if isinstance(found.body, bytes):
            return found.body
        known = (key, id(found))
        if known not in self._bodies:
            self._bodies[known] = found.body(self.web.today)
        return self._bodies[known]

    def packed(self, key: str, body: bytes) -> bytes:
        """``body`` gzipped, the same bytes each time."""
        known = (key, len(body))
        if known not in self._packed:
            self._packed[known] = gzip.compress(body, 6, mtime=0)
        return self._packed[known]

    @property
    def ready(self) -> dict[str, int | str]:
        """What a starter needs to know."""
        return {"http": self.http, "https": self.https, "ca": str(self.ca)}


def main(arguments: list[str] | None = None) -> int:
    """Serve until standard input ends or the process is told to stop; one JSON line when ready."""
    parser = argparse.ArgumentParser(description="the sample province's websites on loopback")
    parser.add_argument("--state", type=int, choices=(1, 2), default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls-port", type=int, default=0)
    parser.add_argument("--today", type=date.fromisoformat, default=None)
    parser.add_argument("--until-eof", action="store_true", help="stop when standard input ends")
    options = parser.parse_args(arguments)
    with Province(
        options.state, today=options.today, port=options.port, tls_port=options.tls_port
    ) as province:
        print(json.dumps(province.ready), flush=True)
        try:
            if options.until_eof:
                sys.stdin.read()
            else:
                threading.Event().wait()
        except KeyboardInterrupt:
            pass
    return 0
