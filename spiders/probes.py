"""What is asked beside the pages, once they are all in: per site, never per page.

Of a site that answered: its robots.txt; an address that nobody can have made, to learn what the
site shows where there is nothing; and, as an ordinary browser, one good page and those that
turned the program away. `Sites` remembers per site only, however many pages there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from oitcheck import urls
from oitcheck.model import Purpose
from oitcheck.settings import Network
from oitcheck.store import Asked

from .pace import LONGEST_PAUSE, seconds_of
from .robots import robots_url
from .seen import Visit

# Statuses by which sites turn programs away (999: as some firewalls say it).
TURNED_AWAY = frozenset({401, 403, 406, 429, 503, 999})
# What ten pages of a site say to a browser, the others would say too.
MOST_SECOND_LOOKS = 10
_HTML = frozenset({"text/html", "application/xhtml+xml", ""})


def nobodys(run: int, page: str) -> str:
    """An address beside ``page`` that nobody can have made; the same one whenever it is asked for
    in a run, so that a run which is taken up again doesn't ask twice."""
    site = urls.site(page)
    mark = hashlib.sha256(f"{run} {site}".encode()).hexdigest()[:20]
    folder = urlsplit(page).path.rpartition("/")[0]
    return f"{site}{folder}/oitcheck-{mark}"


@dataclass(slots=True)
class _Site:
    """``page``: the first of the good HTML pages in the order of their addresses, which is the
    same however often a run was interrupted."""

    answered: bool = False
    page: str = ""
    turned_away: set[str] = field(default_factory=set)
    asked_nobodys: bool = False
    asked_robots: bool = False
    asked_again: set[str] = field(default_factory=set)
    not_now: bool = False


class Sites:
    """What a run has seen of each site, and what is still to be asked there."""

    def __init__(self, run: int, network: Network, asked: Iterable[Asked]) -> None:
        self._run = run
        self._network = network
        self._sites: dict[str, _Site] = {}
        for look in asked:
            self._note(look)

    def _note(self, look: Asked) -> None:
        site = self._sites.setdefault(urls.site(look.url), _Site())
        match look.purpose:
            case Purpose.EVIDENCE:
                self._note_page(site, look)
            case Purpose.SIBLING_PROBE:
                site.asked_nobodys = True
            case Purpose.ROBOTS:
                site.asked_robots = True
            case Purpose.SECOND_AGENT:
                site.asked_again.add(look.url)

    def _note_page(self, site: _Site, look: Asked) -> None:
        site.answered = site.answered or look.status > 0
        # it asked to be left alone for longer than a run lasts
        site.not_now = site.not_now or seconds_of(look.retry_after) > LONGEST_PAUSE
        if look.status in TURNED_AWAY:
            site.turned_away.add(look.url)
            if len(site.turned_away) > MOST_SECOND_LOOKS:
                site.turned_away.remove(max(site.turned_away))
            return
        site.turned_away.discard(look.url)
        good_page = look.good and look.status in (200, 304) and look.media_type in _HTML
        if good_page and (not site.page or look.url < site.page):
            site.page = look.url

    def robots(self) -> Iterator[Visit]:
        """robots.txt of each site that answered and was not asked for it yet."""
        for name, site in self._sites.items():
            if site.answered and not site.asked_robots and not site.not_now:
                yield Visit(robots_url(name + "/"), Purpose.ROBOTS)

    def probes(self, allowed: Callable[[str], bool]) -> Iterator[Visit]:
        """What is to be asked for comparison, where robots.txt doesn't forbid it."""
        for site in self._sites.values():
            if site.not_now:
                continue
            if site.page and not site.asked_nobodys:
                address = nobodys(self._run, site.page)
                if allowed(address):
                    yield Visit(address, Purpose.SIBLING_PROBE)
            if self._network.second_agent:
                yield from self._second_looks(site, allowed)

    def _second_looks(self, site: _Site, allowed: Callable[[str], bool]) -> Iterator[Visit]:
        wanted = [*([site.page] if site.page else []), *sorted(site.turned_away)]
        for url in wanted[:MOST_SECOND_LOOKS]:
            if url not in site.asked_again and allowed(url):
                yield Visit(url, Purpose.SECOND_AGENT)
