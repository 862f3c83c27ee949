"""What is asked beside the pages, once they are all in: per site, never per page.

Of a site that answered: its robots.txt; an address that nobody can have made, to learn what the
site shows where there is nothing; and, as an ordinary browser, one good page and those that
turned the program away. `Sites` remembers per site only, however many pages there are.
"""

from __future__ import annotations

import hashlib
import re
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
MOST_PAGES = 10
_ENDING = re.compile(r"\.(?:php\d?|html?|aspx?|jsp|do|cfm|cgi|shtml)$", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml", ""})


def nobodys(run: int, page: str) -> str:
    """An address beside ``page`` that nobody can have made; the same one whenever it is asked for
    in a run, so that a run which is taken up again doesn't ask twice."""
    site = urls.site(page)
    mark = hashlib.sha256(f"{run} {site}".encode()).hexdigest()[:20]
    folder, _, name = urlsplit(page).path.rpartition("/")
    # servers have rules by ending: what isn't there is told as the site tells it of such pages
    ending = _ENDING.search(name)
    return f"{site}{folder}/oitcheck-{mark}{ending[0] if ending else ''}"


@dataclass(slots=True)
class _Site:
    """``good`` HTML pages and those ``turned_away``: the first few in the order of their
    addresses, which are the same however often a run was interrupted."""

    answered: bool = False
    good: set[str] = field(default_factory=set)
    turned_away: set[str] = field(default_factory=set)
    asked_nobodys: bool = False
    asked_robots: bool = False
    asked_again: set[str] = field(default_factory=set)
    asked_good: bool = False
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
                # pages may have been added to the run since
                site.asked_good = site.asked_good or look.url in site.good

    def _note_page(self, site: _Site, look: Asked) -> None:
        site.answered = site.answered or look.status > 0
        # it asked to be left alone for longer than a run lasts
        site.not_now = site.not_now or seconds_of(look.retry_after) > LONGEST_PAUSE
        if look.status in TURNED_AWAY:
            _keep(site.turned_away, look.url)
            return
        site.turned_away.discard(look.url)
        if look.good and look.status in (200, 304) and look.media_type in _HTML:
            _keep(site.good, look.url)

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
            if not site.asked_nobodys:
                beside = (nobodys(self._run, page) for page in sorted(site.good))
                for address in filter(allowed, beside):
                    yield Visit(address, Purpose.SIBLING_PROBE)
                    break
            if self._network.second_agent:
                yield from self._second_looks(site, allowed)

    def _second_looks(self, site: _Site, allowed: Callable[[str], bool]) -> Iterator[Visit]:
        good = [page for page in sorted(site.good) if allowed(page)][:1]
        turned_away = [page for page in sorted(site.turned_away) if allowed(page)]
        # the good page has its place among the ten also when an interrupted run has asked it
        for url in [*good, *turned_away][:MOST_PAGES]:
            if url not in site.asked_again and not (url in good and site.asked_good):
                yield Visit(url, Purpose.SECOND_AGENT)


def _keep(urls: set[str], url: str) -> None:
    """Add ``url``, and let the last one go where they grow too many."""
    urls.add(url)
    if len(urls) > MOST_PAGES:
        urls.remove(max(urls))
