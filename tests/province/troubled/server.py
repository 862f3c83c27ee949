"""Serves the troubled hosts: plain and TLS ports on 127.0.0.1, and ports at which nothing goes."""

from __future__ import annotations

import contextlib
import socket
import ssl
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from .answers import Act, Asked, answer
from .cases import CASES
from .secure import contexts, old_context
from .shape import host

_MOST_HEADERS = 64 * 1024
_NOWHERE = answer("<h1>404 Not Found</h1>", 404)


class Troubled:
    """A context manager. ``hosts`` and ``hosts_tls`` are the settings that lead to it, ``ca`` the
    file of the authority that vouches for its good hosts; ``asked`` counts requests by host and
    path, as sent."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._acts: dict[str, Act] = {}
        for case in CASES:
            self._acts.update(case.serves)
        self._folder = tempfile.TemporaryDirectory(prefix="troubled-")
        folder = Path(self._folder.name)
        context, self.ca = contexts(folder, tuple(sorted(self._acts)))
        self._listening: list[socket.socket] = []
        http = self._listen(None)
        https = self._listen(context)
        old = self._listen(old_context(folder))
        deaf = socket.socket()
        deaf.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        full = socket.create_server(("127.0.0.1", 0), backlog=0)
        self._waiting = [deaf, full, *_fill(full)]
        # no "*": what nobody serves must fail as a name that nobody knows
        self.hosts: Mapping[str, str] = dict.fromkeys(self._acts, _at(http)) | {
            host("refused"): _at(deaf),
            host("timeout-connect"): _at(full),
            host("private-by-dns"): "10.1.2.3:80",
        }
        self.hosts_tls: Mapping[str, str] = dict.fromkeys(self._acts, _at(https)) | {
            host("tls-old-protocol"): _at(old)
        }

    def __enter__(self) -> Troubled:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in (*self._listening, *self._waiting):
            one.close()
        self._folder.cleanup()

    def _listen(self, context: ssl.SSLContext | None) -> socket.socket:
        listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._listening.append(listening)
        threading.Thread(target=self._accept, args=(listening, context), daemon=True).start()
        return listening

    def _accept(self, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection, context), daemon=True).start()

    def _serve(self, connection: socket.socket, context: ssl.SSLContext | None) -> None:
        connection.settimeout(20)
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as stack:
            stack.callback(lambda: connection.close())
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            asked = _read(connection)
            with self._lock:
                self.asked[asked.host + asked.path] += 1
            self._acts.get(asked.host, _NOWHERE)(asked)


def _read(connection: socket.socket) -> Asked:
    """The request's head; `ValueError` where there is none."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(8192)
        if not more or len(data) > _MOST_HEADERS:
            raise ValueError("no request")
        data += more
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in
               (line.partition(":") for line in lines)}  # fmt: skip
    name = headers.get("host", "").partition(":")[0].lower()
    return Asked(connection, name, first.split(" ")[1], headers)


def _at(listening: socket.socket) -> str:
    address, port = listening.getsockname()
    return f"{address}:{port}"


def _fill(full: socket.socket) -> list[socket.socket]:
    """Connections that nobody takes: once the queue is full, the next ones get no answer."""
    waiting = []
    for _ in range(4):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(full.getsockname())
        waiting.append(one)
    return waiting
