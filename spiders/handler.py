"""The download handler: resolves, checks, waits its turn, connects, reads within limits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.web.client import Agent
from twisted.web.http_headers import Headers

from oitcheck.model import Problem, ProblemCode, Tls

from . import parts
from .limits import Watch
from .pace import Circuit
from .seen import Clock, Trouble, Visit, end_of, header, visit_of
from .tls import Handshake
from .unpack import ACCEPTED, Unpacker
from .wire import Body, CheckedEndpoints, WatchedPool, keep_peer, make_pool, trouble_of

# A server that hasn't let us in by then won't; the whole answer may take network.timeout.
_CONNECT = 20.0
# Slow pages of small servers are built within half a minute; after that silence they rarely come.
_READ = 45.0
_READ_SHARE = 0.75
_SILENCE = frozenset({ProblemCode.TIMEOUT, ProblemCode.REFUSED})


class GuardedHandler:
    """Fetches http and https for Scrapy. The only way out of this process.

    Every request is resolved by `Names`, connected to an address that was checked, and read into
    memory up to ``network.max_body`` bytes, decoded. Facts (peer, TLS, time) go into the visit,
    trouble is raised as `Trouble`. Of a body that is too large nothing is kept; of one that
    broke off or is broken in its encoding, what came is kept and the visit's problem says so.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        # the asyncio reactor must have been installed before this import
        from twisted.internet import reactor  # noqa: PLC0415

        self._reactor: Any = reactor
        shared = parts.of(crawler)
        self._network = shared.network
        self._names, self._pace, self._circuit = shared.names, shared.pace, shared.circuit
        self._context = shared.tls
        self._pool = make_pool(reactor, self._network.concurrency_per_host)
        self._handshakes: dict[tuple[str, int], Handshake] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardedHandler:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The answer, whatever its status. Raises `Trouble`, nothing else."""
        visit = visit_of(request)
        host, port, tls = end_of(visit.asked)
        visit.ip, visit.tls, visit.headers, visit.digest = "", None, (), ""
        ends = await self._names.endpoints(host, port, tls)
        visit.ip = ends[0][0]
        async with self._pace.turn(host, visit.ip):
            return await self._visit(request, visit, ends, (host, port), tls)

    async def _visit(
        self,
        request: Request,
        visit: Visit,
        ends: list[tuple[str, int]],
        end: tuple[str, int],
        tls: bool,
    ) -> Response:
        host = end[0]
        shortened = self._circuit.open(host)
        whole = min(self._network.timeout, Circuit.WHOLE) if shortened else self._network.timeout
        connect = min(whole, Circuit.CONNECT if shortened else _CONNECT)
        handshake = Handshake(self._context, host) if tls else None
        watch = Watch(connect, min(_READ, whole * _READ_SHARE), whole)
        try:
            with Clock(visit):
                async with watch:
                    response = await self._ask(request, visit, ends, handshake, watch, connect)
                    self._circuit.answered(host)
                    visit.retry_after = self._pace.heed(
                        host, response.code, header(visit, "retry-after")
                    )
                    keep_peer(visit, response)
                    body = await self._read(response, visit)
        except TimeoutError:
            trouble = watch.trouble()
        except Exception as error:
            trouble = self._why(trouble_of(error, watch), handshake, watch)
        else:
            visit.tls = self._tls_facts(end, handshake)
            return Response(
                request.url, status=response.code, headers=dict(_grouped(visit.headers)), body=body
            )
        visit.tls = self._tls_facts(end, handshake)
        if not visit.headers and trouble.problem.code in _SILENCE:
            self._circuit.failed(host)
        raise trouble

    async def _ask(
        self,
        request: Request,
        visit: Visit,
        ends: list[tuple[str, int]],
        handshake: Handshake | None,
        watch: Watch,
        connect: float,
    ) -> Any:
        endpoints = CheckedEndpoints(self._reactor, ends, handshake, connect, watch)
        pool: Any = WatchedPool(self._pool, watch)
        agent = Agent.usingEndpointFactory(self._reactor, endpoints, pool)  # type: ignore[no-untyped-call]
        headers = Headers({name: list(values) for name, values in request.headers.items()})
        headers.setRawHeaders(b"Accept-Encoding", [ACCEPTED.encode("ascii")])
        answer = agent.request(b"GET", visit.asked.encode("ascii"), headers)
        response = await answer.asFuture(asyncio.get_running_loop())
        visit.headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.getAllRawHeaders()
            for value in values
        )
        return response

    async def _read(self, response: Any, visit: Visit) -> bytes:
        limit = self._network.max_body
        encodings = ",".join(value for name, value in visit.headers if name == "Content-Encoding")
        unpacker = Unpacker([part.strip().lower() for part in encodings.split(",")], limit)
        if response.length == 0:  # deliverBody never ends for an answer without a body
            return b""
        body = Body(unpacker, response)
        if isinstance(response.length, int) and response.length > limit:
            body.abort()
            raise Trouble(ProblemCode.TOO_LARGE, False, f"announced {response.length}")
        response.deliverBody(body)
        try:
            broken = await body.done
            visit.digest = unpacker.digest
        finally:
            if not body.done.done() or body.done.cancelled():
                body.abort()
        if broken is None:
            try:
                return unpacker.body()
            except Trouble as trouble:
                broken = trouble.problem
        elif not broken.detail:
            came = f"{unpacker.received} of {_length(response)} bytes"
            broken = Problem(broken.code, broken.transient, came)
        visit.problem = broken
        return unpacker.body(whole=False)

    def _why(self, trouble: Trouble, handshake: Handshake | None, watch: Watch) -> Trouble:
        """What a closed connection means where the TLS handshake was still under way."""
        closed = trouble.problem.code in (ProblemCode.EMPTY, ProblemCode.RESET)
        if closed and handshake is not None and handshake.begun and not watch.stands:
            return Trouble(ProblemCode.TLS, True, "closed during the handshake")
        return trouble

    def _tls_facts(self, end: tuple[str, int], handshake: Handshake | None) -> Tls | None:
        """What this request's handshake saw, or the one whose connection was used again."""
        if handshake is None:
            return None
        if handshake.begun:
            self._handshakes[end] = handshake
        known = self._handshakes.get(end)
        return known.facts() if known else None

    async def close(self) -> None:
        """Close the connections that are kept open; a server that hangs isn't waited for."""
        self._names.close()
        closing: Any = self._pool.closeCachedConnections()  # type: ignore[no-untyped-call]
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await closing.asFuture(asyncio.get_running_loop())


def _grouped(headers: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, list[str]]]:
    for name in dict.fromkeys(name for name, _ in headers):
        yield name, [value for other, value in headers if other == name]


def _length(response: Any) -> str:
    return str(response.length) if isinstance(response.length, int) else "unknown"
