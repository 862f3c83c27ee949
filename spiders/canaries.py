"""Tells 'our network is down' from 'their servers are down', by a few pages that always answer."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from oitcheck import urls
from oitcheck.model import Agency, Capture, ProblemCode
from oitcheck.settings import Network

MOST = 5
_WINDOW = 600.0
_MOST_WINDOWS = 3
_NO_ANSWER = frozenset(
    {ProblemCode.DNS, ProblemCode.REFUSED, ProblemCode.RESET, ProblemCode.TIMEOUT}
    | {ProblemCode.TLS, ProblemCode.PROTOCOL, ProblemCode.OTHER}
    | {ProblemCode.EMPTY, ProblemCode.TRUNCATED}  # without a status: no reply, or half a header
)


def heard(capture: Capture) -> bool | None:
    """Whether a server was heard; None where the fetch says nothing about that."""
    if capture.answered or capture.hops:
        return True
    silent = capture.problem is not None and capture.problem.code in _NO_ANSWER
    return False if silent else None


class Silence:
    """Notices when nothing at all answers: over the whole run, or for ten minutes on end."""

    def __init__(self) -> None:
        self._answers = 0
        self._failures = 0
        self._since = monotonic()
        self._failed_since = 0
        self._asked = 0

    def recall(self, answers: int, failures: int) -> None:
        """What an interrupted run had heard so far."""
        self._answers += answers
        self._failures += failures

    def note(self, capture: Capture) -> None:
        answer = heard(capture)
        if answer:
            self._answers += 1
            self._since, self._failed_since = monotonic(), 0
        elif answer is False:
            self._failures += 1
            self._failed_since += 1

    def whole_run(self) -> bool:
        """At the end: whether something failed and nothing answered. Asks once."""
        if self._answers or not self._failures or self._asked:
            return False
        self._asked += 1
        return True

    def window(self) -> bool:
        """While it goes on: whether ten minutes brought failures only. Three times at most."""
        if self._asked >= _MOST_WINDOWS or not self._failed_since:
            return False
        if monotonic() - self._since < _WINDOW:
            return False
        self._since, self._failed_since = monotonic(), 0
        self._asked += 1
        return True


def choose(network: Network, agencies: Iterable[Agency], failed_hosts: set[str]) -> list[str]:
    """URLs to ask: those of the settings, or else main sites, first those that didn't fail."""
    if network.canaries:
        return [urls.normalise(given) for given in network.canaries[:MOST]]
    sites = dict.fromkeys(agency.hosts[0] for agency in agencies if agency.hosts)
    ordered = sorted(sites, key=lambda host: host in failed_hosts)
    found: list[str] = []
    for host in ordered[:MOST]:
        try:
            found.append(urls.normalise(f"http://{host}/"))
        except urls.BadUrl:
            continue
    return found
