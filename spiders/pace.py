"""Politeness that Scrapy's slots don't know: per address, and pauses a server asks for."""

from __future__ import annotations

import asyncio
import email.utils
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import monotonic

# A server may ask for a pause (Retry-After); what is beyond this is left to a later run.
LONGEST_PAUSE = 120.0
# All pauses of one host together, so that a host that always says 429 can't hold up the run.
_PAUSES_PER_HOST = 300.0
_SLOW_DOWN = frozenset({429, 503})


class Pace:
    """How many requests a host gets at a time, how soon an address is asked again, and pauses.

    Many councils stand on one vendor's machine: 41 hosts at a second each would be 41 requests
    a second for it. The number per host is kept here too: without a delay Scrapy 2.19 starts a
    host's whole queue at once. Times are seconds of the monotonic clock.
    """

    def __init__(self, per_host: int, delay_per_address: float) -> None:
        self._per_host = per_host
        self._delay = delay_per_address
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._free_at: dict[str, float] = {}
        self._held_until: dict[str, float] = {}
        self._held: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, address: str) -> AsyncIterator[None]:
        """Wait until ``host`` may be asked and ``address`` is free; then it's this one's turn."""
        host_turns = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with host_turns:
            await self._pause(host)
            now = monotonic()
            mine = max(now, self._free_at.get(address, 0.0))
            self._free_at[address] = mine + self._delay
            if mine > now:
                await asyncio.sleep(mine - now)
                await self._pause(host)  # another answer of the host may have asked for one since
            yield

    async def _pause(self, host: str) -> None:
        while (pause := self._held_until.get(host, 0.0) - monotonic()) > 0:
            await asyncio.sleep(pause)

    def heed(self, host: str, status: int, retry_after: str) -> float:
        """Take the pause that an answer asks for (429 and 503 with Retry-After); its seconds.

        To be called before the turn ends, or the next request is off already.
        """
        seconds = seconds_of(retry_after) if status in _SLOW_DOWN else 0.0
        pause = min(seconds, LONGEST_PAUSE, _PAUSES_PER_HOST - self._held.get(host, 0.0))
        if pause > 0:
            self._held[host] = self._held.get(host, 0.0) + pause
            self._held_until[host] = max(self._held_until.get(host, 0.0), monotonic() + pause)
        return seconds


class Circuit:
    """Remembers which hosts don't answer, so that each URL costs little there.

    After three URLs in a row that got no answer, the others of that host are still tried, once
    each and with shorter limits (seconds, to connect and for the whole). One answer closes it.
    """

    LIMIT = 3
    CONNECT = 5.0
    WHOLE = 30.0

    def __init__(self) -> None:
        self._silent: dict[str, int] = {}

    def failed(self, host: str) -> None:
        self._silent[host] = self._silent.get(host, 0) + 1

    def answered(self, host: str) -> None:
        self._silent.pop(host, None)

    def open(self, host: str) -> bool:
        return self._silent.get(host, 0) >= self.LIMIT


def seconds_of(value: str) -> float:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3); 0 if it can't be read."""
    if value.strip().isdecimal():
        return float(value)
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
