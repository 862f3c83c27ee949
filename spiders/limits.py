"""The time limits of one request, and which of them ended it."""

from __future__ import annotations

import asyncio
from types import TracebackType

from oitcheck.model import ProblemCode

from .seen import Trouble


class Watch:
    """Three limits in seconds, as an async context that raises `TimeoutError` at the first.

    ``connect``: until the connection stands, the TLS handshake included (as curl counts it);
    ``read``: the longest silence of a connection that stands; ``whole``: the answer to its last
    byte. A server that is silent, one that drips and one that lets nobody in have different
    faults, so the trouble says which limit it was. The connection tells the watch what happens.
    """

    def __init__(self, connect: float, read: float, whole: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._connect, self._read, self._whole = connect, read, whole
        self._end = self._loop.time() + whole
        self._timer = asyncio.timeout(min(connect, whole))
        self._going = False
        self.stands = False
        self.received = 0

    async def __aenter__(self) -> Watch:
        await self._timer.__aenter__()
        self._going = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._going = False
        await self._timer.__aexit__(kind, error, trace)

    def next_address(self) -> None:
        """An address did not let us in and another one is tried: it gets the time to connect."""
        self._until(self._connect)

    def opened(self) -> None:
        """The server took the connection; the handshake gets the time to connect once more."""
        self._until(self._connect)

    def ready(self) -> None:
        """The connection stands: from now on silence counts."""
        self.stands = True
        self._until(self._read)

    def came(self, size: int) -> None:
        """``size`` bytes came."""
        self.received += size
        self._until(self._read)

    def _until(self, seconds: float) -> None:
        if self._going and not self._timer.expired():
            self._timer.reschedule(min(self._end, self._loop.time() + seconds))

    def trouble(self) -> Trouble:
        """The trouble of the limit that was reached; its detail begins with the limit's name."""
        if not self.stands:
            detail = f"connect {self._connect:g} s"
        elif self._loop.time() < self._end:
            detail = f"read {self._read:g} s"
        else:
            detail = f"total {self._whole:g} s"
        return Trouble(ProblemCode.TIMEOUT, True, detail)
