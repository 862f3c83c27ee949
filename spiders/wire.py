"""HTTP/1.1 over Twisted: one endpoint per checked address, one body with its limits."""

from __future__ import annotations

import asyncio
from typing import Any

from OpenSSL import SSL
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError
from twisted.internet.interfaces import IProtocolFactory, IStreamClientEndpoint
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, HTTP11ClientProtocol, HTTPClientParser
from twisted.web.client import URI, HTTPConnectionPool, ResponseDone, _HTTP11ClientFactory
from twisted.web.http import PotentialDataLoss
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer

from oitcheck.model import ProblemCode

from .seen import Trouble, Visit
from .tls import Handshake
from .unpack import Unpacker


@implementer(IAgentEndpointFactory)
class CheckedEndpoints:
    """Gives the agent an endpoint for exactly the addresses that were checked for this visit."""

    def __init__(
        self,
        reactor: Any,
        ends: list[tuple[str, int]],
        handshake: Handshake | None,
        seconds: float,
    ) -> None:
        self._reactor = reactor
        self._ends = ends
        self._handshake = handshake
        self._seconds = seconds

    def endpointForURI(self, uri: URI) -> Any:
        plain: Any = _InTurn(self._reactor, self._ends, self._seconds)
        handshake: Any = self._handshake  # zope interfaces are no types
        return wrapClientTLS(handshake, plain) if handshake else plain


@implementer(IStreamClientEndpoint)
class _InTurn:
    """Tries the addresses one after the other until one lets us in."""

    def __init__(self, reactor: Any, ends: list[tuple[str, int]], seconds: float) -> None:
        self._reactor = reactor
        self._ends = ends
        self._seconds = seconds

    def connect(self, factory: IProtocolFactory) -> Deferred[Any]:
        return Deferred.fromCoroutine(self._connect(factory))

    async def _connect(self, factory: IProtocolFactory) -> Any:
        for ip, port in self._ends[:-1]:
            try:
                return await self._one(ip, port).connect(factory)
            except ConnectError:
                continue
        return await self._one(*self._ends[-1]).connect(factory)

    def _one(self, ip: str, port: int) -> Any:
        kind = TCP6ClientEndpoint if ":" in ip else TCP4ClientEndpoint
        return kind(self._reactor, ip, port, timeout=self._seconds)


class _Parser(HTTPClientParser):
    """Skips header lines without a colon, as browsers do; Twisted would give the page up."""

    def lineReceived(self, line: bytes) -> None:
        text = line.rstrip(b"\r")
        if self.state == HEADER and text and text[:1] not in b" \t" and b":" not in text:
            return
        super().lineReceived(line)  # type: ignore[no-untyped-call]


class _Client(HTTP11ClientProtocol):
    def request(self, request: Any) -> Deferred[Any]:
        answer: Deferred[Any] = super().request(request)
        # Twisted names its parser class in the middle of request(); ours adds no state.
        self._parser.__class__ = _Parser
        transport: Any = self.transport
        answer.addCallback(_with_peer, transport.getPeer())
        return answer


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
    """Reads a body into an `Unpacker`; ``done`` says whether all of it came.

    A `Trouble` from the unpacker closes the connection at once.
    """

    def __init__(self, unpacker: Unpacker, response: Any) -> None:
        self._unpacker = unpacker
        self._response = response
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def dataReceived(self, data: bytes) -> None:
        if self.done.done():
            return
        try:
            self._unpacker.feed(data)
        except Trouble as trouble:
            self.done.set_exception(trouble)
            self.abort()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if not self.done.done():
            # PotentialDataLoss: no length was given, the end of the connection is the end.
            self.done.set_result(isinstance(reason.value, ResponseDone | PotentialDataLoss))

    def abort(self) -> None:
        """Close the connection without waiting for the other side."""
        transport = getattr(self._response._transport, "_producer", None)
        if transport is not None:
            transport.abortConnection()


def trouble_of(error: Exception) -> Trouble:
    """The Problem behind an error of Twisted, OpenSSL or asyncio."""
    from_list = getattr(error, "reasons", None)
    if from_list:
        errors = [reason.value for reason in from_list]
        found = [trouble_of(inner) for inner in errors if isinstance(inner, Exception)]
        return next((t for t in found if t.problem.code is not ProblemCode.OTHER), found[0])
    if isinstance(error, Trouble):
        return error
    if isinstance(error, SSL.Error):
        return Trouble(ProblemCode.TLS, True, _openssl_words(error))
    name = type(error).__name__
    known = {
        "ConnectionRefusedError": ProblemCode.REFUSED,
        "TimeoutError": ProblemCode.TIMEOUT,
        "TCPTimedOutError": ProblemCode.TIMEOUT,
        "ConnectingCancelledError": ProblemCode.TIMEOUT,
        "CancelledError": ProblemCode.TIMEOUT,
        "ConnectionLost": ProblemCode.RESET,
        "ConnectionDone": ProblemCode.RESET,
        "ConnectionAborted": ProblemCode.RESET,
        "ConnectionResetError": ProblemCode.RESET,
        "NoRouteError": ProblemCode.REFUSED,
        "ConnectError": ProblemCode.REFUSED,
        "ParseError": ProblemCode.PROTOCOL,
        "BadHeaders": ProblemCode.PROTOCOL,
        "CertificateError": ProblemCode.TLS,
    }
    return Trouble(known.get(name, ProblemCode.OTHER), True, name)


def _openssl_words(error: SSL.Error) -> str:
    try:
        return str(error.args[0][-1][-1])
    except (IndexError, TypeError):
        return "handshake failed"


def keep_peer(visit: Visit, response: Any) -> None:
    """Note the address that a response really came from."""
    visit.ip = getattr(response, "oitcheck_peer", "") or visit.ip
