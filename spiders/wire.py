"""HTTP/1.1 over Twisted: one endpoint per checked address, one body with its limits."""

from __future__ import annotations

import asyncio
from typing import Any

from OpenSSL import SSL
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError
from twisted.internet.interfaces import (
    IHandshakeListener,
    IProtocolFactory,
    IStreamClientEndpoint,
)
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, HTTP11ClientProtocol, HTTPClientParser
from twisted.web.client import URI, HTTPConnectionPool, ResponseDone, _HTTP11ClientFactory
from twisted.web.http import PotentialDataLoss, _MalformedChunkedDataError
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer

from oitcheck.model import Problem, ProblemCode

from .limits import Watch
from .seen import Trouble, Visit
from .tls import Handshake
from .unpack import Unpacker

# Browsers take 256 KB in all; real headers are below 16 KB, most of it cookies.
MOST_HEADER_BYTES = 64 * 1024
_MOST_HEADER_LINES = 500


@implementer(IAgentEndpointFactory)
class CheckedEndpoints:
    """Gives the agent an endpoint for exactly the addresses that were checked for this visit."""

    def __init__(
        self,
        reactor: Any,
        ends: list[tuple[str, int]],
        handshake: Handshake | None,
        seconds: float,
        watch: Watch,
    ) -> None:
        self._reactor = reactor
        self._ends = ends
        self._handshake = handshake
        self._seconds = seconds
        self._watch = watch

    def endpointForURI(self, uri: URI) -> Any:
        plain: Any = _InTurn(self._reactor, self._ends, self._seconds, self._watch)
        handshake: Any = self._handshake  # zope interfaces are no types
        outer = wrapClientTLS(handshake, plain) if handshake else plain
        return _Watched(outer, self._watch, tls=handshake is not None)


@implementer(IStreamClientEndpoint)
class _InTurn:
    """Tries the addresses one after the other until one lets us in."""

    def __init__(
        self, reactor: Any, ends: list[tuple[str, int]], seconds: float, watch: Watch
    ) -> None:
        self._reactor = reactor
        self._ends = ends
        self._seconds = seconds
        self._watch = watch

    def connect(self, factory: IProtocolFactory) -> Deferred[Any]:
        return Deferred.fromCoroutine(self._connect(factory))

    async def _connect(self, factory: IProtocolFactory) -> Any:
        for ip, port in self._ends[:-1]:
            try:
                return await self._one(ip, port).connect(factory)
            except ConnectError:
                self._watch.next_address()
        return await self._one(*self._ends[-1]).connect(factory)

    def _one(self, ip: str, port: int) -> Any:
        kind = TCP6ClientEndpoint if ":" in ip else TCP4ClientEndpoint
        return kind(self._reactor, ip, port, timeout=self._seconds)


@implementer(IStreamClientEndpoint)
class _Watched:
    """An endpoint whose connection tells this request's watch what happens on it."""

    def __init__(self, endpoint: Any, watch: Watch, tls: bool) -> None:
        self._endpoint = endpoint
        self._watch = watch
        self._tls = tls

    def connect(self, factory: IProtocolFactory) -> Deferred[Any]:
        connecting: Deferred[Any] = self._endpoint.connect(factory)
        return connecting.addCallback(_show, self._watch, self._tls)


class WatchedPool:
    """The pool as one request's agent sees it: a kept connection tells this request's watch."""

    def __init__(self, pool: HTTPConnectionPool, watch: Watch) -> None:
        self._pool = pool
        self._watch = watch
        self.persistent = pool.persistent

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:
        getting: Deferred[Any] = self._pool.getConnection(key, endpoint)
        return getting.addCallback(self._show_kept)

    def _show_kept(self, protocol: Any) -> Any:
        # Twisted wraps a kept connection, so that it can ask once more on a new one.
        kept = getattr(protocol, "_clientProtocol", None)
        if kept is not None:
            _show(kept, self._watch, tls=False)
        return protocol


def _show(protocol: Any, watch: Watch, tls: bool) -> Any:
    protocol.watch = watch
    if tls and not protocol.secured:
        watch.opened()
    else:
        watch.ready()
    return protocol


class _Parser(HTTPClientParser):
    """Reads what browsers read: skips header lines without a colon, takes long ones.

    Where Twisted would go on for ever (a header without an end), or give up with an error that
    says nothing (an unknown transfer encoding, two lengths), it ends with a Trouble.
    """

    MAX_LENGTH = MOST_HEADER_BYTES
    _lines = 0
    _bytes = 0

    def lineReceived(self, line: bytes) -> None:
        self._lines += 1
        self._bytes += len(line) + 1
        if self._bytes > MOST_HEADER_BYTES:
            raise _header_too_large(f"bytes > {MOST_HEADER_BYTES}")
        if self._lines > _MOST_HEADER_LINES:
            raise _header_too_large(f"lines > {_MOST_HEADER_LINES}")
        text = line.rstrip(b"\r")
        if self.state == HEADER and text and text[:1] not in b" \t" and b":" not in text:
            return
        super().lineReceived(line)  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:
        raise _header_too_large(f"bytes > {MOST_HEADER_BYTES}")

    def allHeadersReceived(self) -> None:
        given = self.connHeaders.getRawHeaders(b"Transfer-Encoding") or []
        coding = given[0].strip().lower() if given else b""
        if coding == b"identity":  # means: none
            self.connHeaders.removeHeader(b"Transfer-Encoding")
        elif coding not in (b"", b"chunked"):
            shown = coding.decode("ascii", "replace")[:40]
            raise Trouble(ProblemCode.BAD_ENCODING, True, f"transfer-encoding: {shown}")
        try:
            super().allHeadersReceived()  # type: ignore[no-untyped-call]
        except ValueError:
            raise Trouble(ProblemCode.PROTOCOL, True, "Content-Length") from None


def _header_too_large(detail: str) -> Trouble:
    return Trouble(ProblemCode.HEADER_TOO_LARGE, False, detail)


@implementer(IHandshakeListener)
class _Client(HTTP11ClientProtocol):
    watch: Watch | None = None
    secured = False

    def request(self, request: Any) -> Deferred[Any]:
        answer: Deferred[Any] = super().request(request)
        # Twisted names its parser class in the middle of request(); ours starts without state.
        self._parser.__class__ = _Parser
        transport: Any = self.transport
        answer.addCallback(_with_peer, transport.getPeer())
        return answer

    def handshakeCompleted(self) -> None:
        self.secured = True
        if self.watch is not None:
            self.watch.ready()

    def dataReceived(self, data: bytes) -> None:
        if self.watch is not None:
            self.watch.came(len(data))
        super().dataReceived(data)  # type: ignore[no-untyped-call]


def _with_peer(response: Any, peer: IPv4Address | IPv6Address) -> Any:
    response.oitcheck_peer = getattr(peer, "host", "")
    return response


class _ClientFactory(_HTTP11ClientFactory):
    noisy = False

    def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:
        return _Client(self._quiescentCallback)  # type: ignore[no-untyped-call]


def make_pool(reactor: Any, per_host: int) -> HTTPConnectionPool:
    """Connections kept per host: fewer handshakes for the server, fewer packets for all."""
    pool = HTTPConnectionPool(reactor)  # type: ignore[no-untyped-call]
    pool.maxPersistentPerHost = per_host
    pool.cachedConnectionTimeout = 30
    pool._factory = _ClientFactory
    return pool


class Body(Protocol):
    """Reads a body into an `Unpacker`; ``done`` says what kept it from being whole, or None.

    That is a Problem TRUNCATED or BAD_ENCODING, and what came before it is still of use. A body
    beyond the limits ends with the unpacker's `Trouble`. Both close the connection at once.
    """

    def __init__(self, unpacker: Unpacker, response: Any) -> None:
        self._unpacker = unpacker
        self._response = response
        self.done: asyncio.Future[Problem | None] = asyncio.get_running_loop().create_future()

    def dataReceived(self, data: bytes) -> None:
        if self.done.done():
            return
        try:
            self._unpacker.feed(data)
        except Trouble as trouble:
            if trouble.problem.code is ProblemCode.BAD_ENCODING:
                self.done.set_result(trouble.problem)
            else:
                self.done.set_exception(trouble)
            self.abort()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if not self.done.done():
            self.done.set_result(_why_broken(reason.value))

    def abort(self) -> None:
        """Close the connection without waiting for the other side."""
        transport = getattr(self._response._transport, "_producer", None)
        if transport is not None:
            transport.abortConnection()


def _why_broken(error: BaseException | None) -> Problem | None:
    # PotentialDataLoss: no length was given, the end of the connection is the end.
    if isinstance(error, ResponseDone | PotentialDataLoss):
        return None
    for reason in getattr(error, "reasons", ()):
        if isinstance(reason.value, _MalformedChunkedDataError):
            return Problem(ProblemCode.BAD_ENCODING, True, "transfer-encoding: broken chunk")
    return Problem(ProblemCode.TRUNCATED, True)


def trouble_of(error: Exception, watch: Watch) -> Trouble:
    """The Problem behind an error of Twisted or OpenSSL, by how far the request had come."""
    trouble = _by_name(error)
    code = trouble.problem.code
    if code is ProblemCode.TIMEOUT:
        return watch.trouble()
    if watch.stands and code in (ProblemCode.TLS, _CLOSED):
        # After the handshake OpenSSL calls a connection that just ends an error of TLS.
        if watch.received:
            return Trouble(ProblemCode.TRUNCATED, True, "inside the header")
        return Trouble(ProblemCode.EMPTY, True, "no reply")
    return trouble


def _by_name(error: Exception) -> Trouble:
    from_list = getattr(error, "reasons", None)
    if from_list:
        errors = [reason.value for reason in from_list]
        found = [_by_name(inner) for inner in errors if isinstance(inner, Exception)]
        return next((t for t in found if t.problem.code is not ProblemCode.OTHER), found[0])
    if isinstance(error, Trouble):
        return error
    if isinstance(error, SSL.Error):
        return Trouble(ProblemCode.TLS, True, _openssl_words(error))
    name = type(error).__name__
    return Trouble(_KNOWN.get(name, ProblemCode.OTHER), True, name)


# A connection that the other side closed in good order, which isn't trouble by itself.
_CLOSED = ProblemCode.EMPTY
_KNOWN = {
    "ConnectionRefusedError": ProblemCode.REFUSED,
    "TimeoutError": ProblemCode.TIMEOUT,
    "TCPTimedOutError": ProblemCode.TIMEOUT,
    "ConnectingCancelledError": ProblemCode.TIMEOUT,
    "CancelledError": ProblemCode.TIMEOUT,
    "ConnectionLost": ProblemCode.RESET,
    "ConnectionDone": _CLOSED,
    "ConnectionAborted": ProblemCode.RESET,
    "ConnectionResetError": ProblemCode.RESET,
    "NoRouteError": ProblemCode.REFUSED,
    "ConnectError": ProblemCode.REFUSED,
    "ParseError": ProblemCode.PROTOCOL,
    "BadResponseVersion": ProblemCode.PROTOCOL,
    "BadHeaders": ProblemCode.PROTOCOL,
    "CertificateError": ProblemCode.TLS,
}


def _openssl_words(error: SSL.Error) -> str:
    try:
        return str(error.args[0][-1][-1])
    except (IndexError, TypeError):
        return "handshake failed"


def keep_peer(visit: Visit, response: Any) -> None:
    """Note the address that a response really came from."""
    visit.ip = getattr(response, "oitcheck_peer", "") or visit.ip
