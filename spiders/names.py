"""From a host name to the addresses that may be connected to: the map, DNS, the guard."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from oitcheck.addresses import forbidden, literal, mapped
from oitcheck.model import ProblemCode
from oitcheck.settings import Network

from .seen import Trouble

Lookup = Callable[[str], Awaitable[list[str]]]

# getaddrinfo blocks a thread each; without a network every one of them waits for its timeout.
_THREADS = 32
_TRIES = 2
_MOST_ADDRESSES = 3


class Names:
    """Resolves once per host and run, good and bad answers alike, and guards every address.

    A name that doesn't resolve is asked for twice, then the answer holds for the whole run, so
    that 45 URLs of a dead host cost one look-up. Only addresses that `addresses.forbidden` lets
    pass come out; whoever connects uses these and never the name again (no rebinding).
    """

    def __init__(self, network: Network, lookup: Lookup | None = None, timeout: float = 10) -> None:
        self._network = network
        self._lookup = lookup or self._ask_system
        self._timeout = timeout
        self._pause = min(1.0, network.delay)
        self._answers: dict[str, asyncio.Task[list[str] | str]] = {}
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="dns")

    async def endpoints(self, host: str, port: int, tls: bool) -> list[tuple[str, int]]:
        """Addresses and ports to try in this order (IPv4 first), at most three.

        Raises `Trouble`: DNS where the name has no address, BLOCKED_ADDRESS where it has none
        that may be reached; its detail begins with ``literal``, ``dns``, ``port`` or ``mapped``,
        after what the address came from, or what about it is refused.
        """
        ends, source = await self._candidates(host, port, tls)
        reasons = [(forbidden(ip, number, self._network), ip, number) for ip, number in ends]
        allowed = [(ip, number) for reason, ip, number in reasons if reason is None]
        if allowed:
            return allowed[:_MOST_ADDRESSES]
        reason, ip, number = reasons[0]
        shown = f"[{ip}]" if ":" in ip else ip
        kind = "port" if reason == "port" else f"{source} {reason}"
        raise Trouble(ProblemCode.BLOCKED_ADDRESS, False, f"{kind} {shown}:{number}")

    async def _candidates(
        self, host: str, port: int, tls: bool
    ) -> tuple[list[tuple[str, int]], str]:
        chosen = mapped(host, port, tls, self._network)
        if chosen is not None:
            return [chosen], "mapped"
        spelled = literal(host)
        if spelled is not None:
            return [(spelled, port)], "literal"
        return [(ip, port) for ip in await self._resolve(host)], "dns"

    async def _resolve(self, host: str) -> list[str]:
        name = host.lower().rstrip(".")
        if name not in self._answers:
            self._answers[name] = asyncio.ensure_future(self._ask(name))
        answer = await asyncio.shield(self._answers[name])
        if isinstance(answer, str):
            raise Trouble(ProblemCode.DNS, True, answer)
        return answer

    async def _ask(self, name: str) -> list[str] | str:
        """The addresses, or why there are none (kept as a value: a task's error can't be)."""
        why = ""
        for attempt in range(_TRIES):
            if attempt:
                await asyncio.sleep(self._pause)
            try:
                async with asyncio.timeout(self._timeout):
                    found = await self._lookup(name)
            except TimeoutError:  # waited long enough for all; a later run asks again
                return "no answer from the name server"
            except (OSError, UnicodeError) as trouble:
                why = _words(trouble)
            else:
                if found:
                    return found
                why = "no address"
        return why

    async def _ask_system(self, name: str) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        )
        ips = dict.fromkeys(str(entry[4][0]) for entry in found)
        return sorted(ips, key=lambda ip: ":" in ip)

    def close(self) -> None:
        """Let go of look-ups that still wait; their threads end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _words(trouble: Exception) -> str:
    if isinstance(trouble, socket.gaierror):
        names = ("EAI_NONAME", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA")
        numbers = {getattr(socket, name, None): name for name in names}
        return numbers.get(trouble.errno, f"EAI {trouble.errno}")
    return type(trouble).__name__
