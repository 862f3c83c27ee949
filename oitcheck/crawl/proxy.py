"""The browser's only way to the net: a loopback proxy that resolves, checks and connects.

A page's redirects and subresources never pass Playwright's own routing, so the check stands where
the bytes go: every host is resolved here, every address asked about, and the connection goes to
exactly the address that was asked about.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit

from oitcheck import addresses
from oitcheck.settings import Network

_HEAD_LIMIT = 64 * 1024
_CHUNK = 64 * 1024
_CONNECT_SECONDS = 15.0
_IDLE_SECONDS = 60.0
_CONNECTIONS = 64


class Refused(Exception):
    """A destination that may not be reached; the text says why."""


class CheckingProxy:
    """Runs in a thread of its own between ``with`` and its end; ``port`` is on 127.0.0.1.

    ``refused`` lists (host, why) of every connection that was not allowed.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="browser-proxy", daemon=True)
        self._stop: asyncio.Event | None = None
        self._places = asyncio.Semaphore(_CONNECTIONS)
        self.port = 0
        self.refused: list[tuple[str, str]] = []

    def __enter__(self) -> CheckingProxy:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._client, "127.0.0.1", 0, limit=_HEAD_LIMIT)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        async with server:
            await self._stop.wait()
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._places:
            try:
                await self._answer(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
                pass
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
        request_line, _, fields = head.partition(b"\r\n")
        method, _, rest = request_line.decode("latin-1").partition(" ")
        target = rest.rsplit(" ", 1)[0]
        tunnel = method == "CONNECT"
        try:
            host, port, path = _destination(target, tunnel)
            upstream = await self._connect(host, port, tls=tunnel)
        except Refused as why:
            self.refused.append((target, str(why)))
            await _reply(writer, "403 Forbidden")
            return
        except (OSError, TimeoutError):
            await _reply(writer, "502 Bad Gateway")
            return
        up_reader, up_writer = upstream
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                up_writer.write(f"{method} {path} HTTP/1.1\r\n".encode("latin-1"))
                up_writer.write(_one_request(fields))
            await asyncio.gather(_relay(reader, up_writer), _relay(up_reader, writer))
        finally:
            up_writer.close()

    async def _connect(
        self, host: str, port: int, tls: bool
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for address, place in await self._addresses(host, port, tls):
            return await asyncio.wait_for(asyncio.open_connection(address, place), _CONNECT_SECONDS)
        raise OSError("no address")

    async def _addresses(self, host: str, port: int, tls: bool) -> list[tuple[str, int]]:
        given = addresses.mapped(host, port, tls, self._network)
        if given is None:
            spelled = addresses.literal(host)
            if spelled is not None:
                given = (spelled, port)
        if given is not None:
            found = [given]
        else:
            infos = await self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = [(info[4][0], port) for info in infos if isinstance(info[4][0], str)]
        allowed = []
        why = ""
        for address, place in found:
            trouble = addresses.forbidden(address, place, self._network)
            if trouble is None:
                allowed.append((address, place))
            why = why or trouble or ""
        if not allowed:
            raise Refused(why or "no address")
        return allowed


def _destination(target: str, tunnel: bool) -> tuple[str, int, str]:
    if tunnel:
        host, _, port = target.rpartition(":")
        if not port.isdigit():
            raise Refused("no port")
        return host.strip("[]"), int(port), ""
    parts = urlsplit(target)
    if parts.scheme != "http" or not parts.hostname:
        raise Refused("scheme")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.hostname, parts.port or 80, path


def _one_request(fields: bytes) -> bytes:
    """The request's fields for a connection that serves this one request only."""
    kept = [
        line
        for line in fields.split(b"\r\n")
        if line
        and line.split(b":", 1)[0].strip().lower()
        not in (b"connection", b"proxy-connection", b"keep-alive", b"upgrade")
    ]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


async def _relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await asyncio.wait_for(reader.read(_CHUNK), _IDLE_SECONDS):
            writer.write(chunk)
            await writer.drain()
    except (OSError, TimeoutError):
        pass
    finally:
        with contextlib.suppress(OSError, RuntimeError):
            if writer.can_write_eof():
                writer.write_eof()


async def _reply(writer: asyncio.StreamWriter, status: str) -> None:
    writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
