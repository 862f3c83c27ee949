"""How long a crawl will take, by the politeness that the settings ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from oitcheck import urls
from oitcheck.settings import Network

# What a Thai council's page takes to answer; the median of public audits is about half a second.
_ANSWER_SECONDS = 0.7
# Attachments and second tries together, per page handed in.
_REQUESTS_PER_URL = 2.5
# Pages a second that the process itself gets through, whatever the network.
_PER_SECOND = 80


@dataclass(frozen=True, slots=True)
class Estimate:
    """``urls`` different ones on ``hosts`` hosts; ``seconds`` for them and their documents."""

    urls: int
    hosts: int
    seconds: int


def estimate(given: Iterable[str], network: Network) -> Estimate:
    """The estimate for normalised URLs: the busiest host decides, or all of them together.

    seconds = max(busiest * 2.5 * max(delay, 0.7 / concurrency), all * 2.5 / 80). Hosts that
    share an address aren't known beforehand, so it may take longer.
    """
    different = set(given)
    per_host = Counter(urls.host(url) for url in different)
    busiest = max(per_host.values(), default=0)
    step = max(network.delay, _ANSWER_SECONDS / network.concurrency_per_host)
    seconds = _REQUESTS_PER_URL * max(busiest * step, len(different) / _PER_SECOND)
    return Estimate(len(different), len(per_host), round(seconds))
