"""What the parts of one crawl share. Scrapy builds them from a crawler, so they ask by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from OpenSSL import SSL
from scrapy.crawler import Crawler

from oitcheck.archive import Archive
from oitcheck.settings import Network
from oitcheck.store import Store

from .names import Names
from .pace import Circuit, Pace
from .past import Past
from .progress import Count
from .writer import Writer


@dataclass(frozen=True, slots=True)
class Parts:
    """``archive`` is for reading: the writer alone appends.

    ``give_up`` ends the process after an error that makes all that follows worthless.
    """

    run: int
    network: Network
    store: Store
    archive: Archive
    past: Past
    writer: Writer
    names: Names
    tls: SSL.Context
    pace: Pace
    circuit: Circuit
    count: Count
    give_up: Callable[[BaseException | None], None]


# Not in Scrapy's settings: those are deep-copied for every crawler.
_PARTS: dict[Crawler, Parts] = {}


def give(crawler: Crawler, parts: Parts) -> None:
    _PARTS[crawler] = parts


def of(crawler: Crawler) -> Parts:
    """Raises `KeyError` for a crawler that nobody has given parts to."""
    return _PARTS[crawler]
