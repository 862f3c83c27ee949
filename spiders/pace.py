"""Politeness that Scrapy's slots don't know: per address, and pauses a server asks for."""

from __future__ import annotations

import asyncio
from time import monotonic

# A server may ask for a pause (Retry-After); what is beyond this is left to a later run.
LONGEST_PAUSE = 120.0
# All pauses of one host together, so that a host that always says 429 can't hold up the run.
_PAUSES_PER_HOST = 300.0


class Pace:
    """Spaces requests to one address, whatever the host, and holds a host back when it asks.

    Many councils stand on one vendor's machine: 41 hosts at a second each would be 41 requests
    a second for it. Times are seconds of the monotonic clock.
    """

    def __init__(self, delay_per_address: float) -> None:
        self._delay = delay_per_address
        self._free_at: dict[str, float] = {}
        self._held_until: dict[str, float] = {}
        self._held: dict[str, float] = {}

    async def turn(self, host: str, address: str) -> None:
        """Wait until ``host`` may be asked again and ``address`` is free; takes the turn."""
        pause = self._held_until.get(host, 0.0) - monotonic()
        while pause > 0:
            await asyncio.sleep(pause)
            pause = self._held_until.get(host, 0.0) - monotonic()
        if self._delay <= 0:
            return
        now = monotonic()
        mine = max(now, self._free_at.get(address, 0.0))
        self._free_at[address] = mine + self._delay
        if mine > now:
            await asyncio.sleep(mine - now)

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing of ``host`` for ``seconds``, within the bounds above."""
        seconds = min(seconds, LONGEST_PAUSE, _PAUSES_PER_HOST - self._held.get(host, 0.0))
        if seconds <= 0:
            return
        self._held[host] = self._held.get(host, 0.0) + seconds
        self._held_until[host] = max(self._held_until.get(host, 0.0), monotonic() + seconds)


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
