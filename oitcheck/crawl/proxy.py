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
from collections import deque
from types import TracebackType
from urllib.parse import urlsplit

from oitcheck import addresses
from oitcheck.errors import OitcheckError
from oitcheck.settings import Network

_HEAD_LIMIT = 64 * 1024
_CHUNK = 64 * 1024
_CONNECT_SECONDS = 10.0
_IDLE_SECONDS = 60.0
_CLOSE_SECONDS = 5.0
_CONNECTIONS = 256
_REMEMBERED = 1000
# Trouble of the two ends or of what they sent; each ends one connection, never the proxy.
_TROUBLE = (OSError, ValueError, OverflowError, EOFError, asyncio.LimitOverrunError)


class Refused(Exception):
    """A destination that may not be reached; the text says why."""


class CheckingProxy:
    """Runs in a thread of its own between ``with`` and its end; ``port`` is on 127.0.0.1.

    ``refused`` holds (target, why) of the newest connections that were not allowed. More than
    256 connections at once are closed unanswered.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="browser-proxy", daemon=True)
        self._stop = asyncio.Event()
        self._open = 0
        self.port = 0
        self.refused: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

    def __enter__(self) -> CheckingProxy:
        self._thread.start()
        self._ready.wait()
        if not self.port:
            raise OitcheckError("เปิดพอร์ตในเครื่องนี้สำหรับเบราว์เซอร์ไม่ได้", "ตรวจด้วย: oitcheck doctor")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=_CLOSE_SECONDS)

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        try:
            server = await asyncio.start_server(self._client, "127.0.0.1", 0, limit=_HEAD_LIMIT)
        except OSError:
            return
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            if self._open <= _CONNECTIONS:
                await self._answer(reader, writer)
        except _TROUBLE:
            pass
        finally:
            await _finish(writer)
            self._open -= 1

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
        request_line, _, fields = head.partition(b"\r\n")
        method, _, rest = request_line.decode("latin-1").partition(" ")
        target = rest.rsplit(" ", 1)[0]
        tunnel = method == "CONNECT"
        try:
            host, port, path = _destination(target, tunnel)
            # a WebSocket without TLS asks for a tunnel as well
            up_reader, up_writer = await self._connect(host, port, tls=tunnel and port != 80)
        except Refused as why:
            self.refused.append((target[:500], str(why)))
            await _decline(writer, tunnel, "403 Forbidden")
            return
        except (*_TROUBLE, OitcheckError):
            await _decline(writer, tunnel, "502 Bad Gateway")
            return
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await asyncio.gather(_relay(reader, up_writer), _relay(up_reader, writer))
            else:
                up_writer.write(f"{method} {path} HTTP/1.1\r\n".encode("latin-1"))
                up_writer.write(_closing(fields))
                await _exchange(reader, writer, up_reader, up_writer)
        finally:
            await _finish(up_writer)

    async def _connect(
        self, host: str, port: int, tls: bool
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        trouble: Exception = OSError("no address")
        for address, place in await self._addresses(host, port, tls):
            try:
                return await asyncio.wait_for(
                    asyncio.open_connection(address, place, limit=_HEAD_LIMIT), _CONNECT_SECONDS
                )
            except (OSError, OverflowError) as failed:
                trouble = failed
        raise trouble

    async def _addresses(self, host: str, port: int, tls: bool) -> list[tuple[str, int]]:
        given = addresses.mapped(host, port, tls, self._network)
        if given is None:
            spelled = addresses.literal(host)
            if spelled is not None:
                given = (spelled, port)
        if given is not None:
            found = [given]
        else:
            infos = await asyncio.wait_for(
                self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM), _CONNECT_SECONDS
            )
            found = [(str(info[4][0]), port) for info in infos]
        whys = [addresses.forbidden(address, place, self._network) for address, place in found]
        allowed = [place for place, why in zip(found, whys, strict=True) if why is None]
        if not allowed:
            raise Refused(next((why for why in whys if why), "no address"))
        return allowed


def _destination(target: str, tunnel: bool) -> tuple[str, int, str]:
    """Host, port and path that a request line asks for. Raises `Refused`."""
    try:
        parts = urlsplit(f"//{target}" if tunnel else target)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused("no address") from None
    if not host:
        raise Refused("no host")
    if tunnel:
        if port is None:
            raise Refused("no port")
        return host, port, ""
    if parts.scheme != "http":
        raise Refused("scheme")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, 80 if port is None else port, path


def _closing(fields: bytes) -> bytes:
    """A head's fields for a connection that serves this one request only."""
    kept = [
        line
        for line in fields.split(b"\r\n")
        if line
        and line.split(b":", 1)[0].strip().lower()
        not in (b"connection", b"proxy-connection", b"keep-alive", b"upgrade")
    ]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


async def _exchange(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    up_reader: asyncio.StreamReader,
    up_writer: asyncio.StreamWriter,
) -> None:
    """One request, one answer. Over when the server is done, so that a next request on the same
    connection, perhaps to another host, is never sent to this server."""
    asking = asyncio.create_task(_relay(reader, up_writer, finish=False))
    try:
        head = await _answer_head(up_reader)
        while head.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")):
            head = await _answer_head(up_reader)
        line, _, fields = head.partition(b"\r\n")
        # what is no head goes through as it came: the browser knows what to make of it
        whole = head.startswith(b"HTTP/1.") and head.endswith(b"\r\n\r\n")
        writer.write(line + b"\r\n" + _closing(fields) if whole else head)
        await _relay(up_reader, writer, most=_length(fields) if whole else None)
    finally:
        asking.cancel()


async def _answer_head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
    except asyncio.IncompleteReadError as short:
        return short.partial
    except asyncio.LimitOverrunError as over:
        return await reader.readexactly(over.consumed)


def _length(fields: bytes) -> int | None:
    """How long the body is, for a server that doesn't close when it is asked to."""
    found = None
    for line in fields.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip() == b"transfer-encoding":
            return None
        if name.strip() == b"content-length" and value.strip().isdigit():
            found = int(value)
    return found


async def _relay(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    finish: bool = True,
    most: int | None = None,
) -> None:
    """Until the end, or until ``most`` bytes have gone over; silent about trouble of both ends."""
    with contextlib.suppress(*_TROUBLE):
        while size := _CHUNK if most is None else min(most, _CHUNK):
            chunk = await asyncio.wait_for(reader.read(size), _IDLE_SECONDS)
            if not chunk:
                break
            most = None if most is None else most - len(chunk)
            writer.write(chunk)
            await asyncio.wait_for(writer.drain(), _IDLE_SECONDS)
    if finish:
        with contextlib.suppress(OSError, RuntimeError):
            if writer.can_write_eof():
                writer.write_eof()


async def _decline(writer: asyncio.StreamWriter, tunnel: bool, status: str) -> None:
    # Outside a tunnel an answer of ours would be drawn as if the website had given it: none is
    # given, and the browser reports an empty response.
    if tunnel:
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        await asyncio.wait_for(writer.drain(), _IDLE_SECONDS)


async def _finish(writer: asyncio.StreamWriter) -> None:
    """Close, with what is still to be sent; whoever doesn't take it within 5 s is cut off."""
    writer.close()
    try:
        await asyncio.wait_for(writer.wait_closed(), _CLOSE_SECONDS)
    except (OSError, TimeoutError):
        writer.transport.abort()
