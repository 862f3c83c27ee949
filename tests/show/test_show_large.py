"""Bodies of 300 MB through the guard: refused in words, and never taken whole."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

MB = 1024 * 1024
SIZE = 300 * MB
PIECE = bytes(MB)
OPEN = {"OITCHECK_NETWORK_ALLOW_PRIVATE": "127.0.0.1/32", "OITCHECK_NETWORK_DELAY": "0"}


def packed() -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as made:
        for _ in range(SIZE // MB):
            made.write(PIECE)
    return out.getvalue()


@pytest.fixture(scope="module")
def large() -> Iterator[tuple[str, dict[str, int]]]:
    """The address of a server, and the bytes that it got rid of by path."""
    sent: dict[str, int] = {}
    bomb = packed()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200 if self.path in ("/told", "/endless", "/packed") else 404)
            if self.path == "/told":
                self.send_header("Content-Length", str(SIZE))
            elif self.path == "/packed":
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(bomb)))
            elif self.path == "/endless":
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", "0")
            self.send_header("Content-Type", "application/pdf")
            self.end_headers()
            try:
                self._give()
            except OSError:  # whoever asked has gone away
                self.close_connection = True

        def _give(self) -> None:
            if self.path == "/packed":
                self.wfile.write(bomb)
                sent[self.path] = len(bomb)
            for _ in range(SIZE // MB if self.path in ("/told", "/endless") else 0):
                head = b"%x\r\n" % MB if self.path == "/endless" else b""
                self.wfile.write(head + PIECE + (b"\r\n" if head else b""))
                sent[self.path] = sent.get(self.path, 0) + MB

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", sent
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "most"), [("/told", 8), ("/endless", 100), ("/packed", 8)])
def test_a_link_to_300_megabytes_is_told_in_words(
    tmp_path: Path, large: tuple[str, dict[str, int]], path: str, most: int
) -> None:
    site, sent = large
    told = subprocess.run(
        [sys.executable, "-m", "oitcheck", "show", f"{site}{path}"],
        capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
        cwd=tmp_path, env=os.environ | OPEN,
    )  # fmt: skip
    assert told.returncode == 2, told.stderr
    assert "ใหญ่เกิน" in told.stderr.strip().splitlines()[-1], told.stderr
    assert sent.get(path, 0) <= most * MB
    assert list(tmp_path.iterdir()) == []
