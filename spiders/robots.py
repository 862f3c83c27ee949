"""robots.txt of the sites that pages and attachments stand on: asked for once a run, and kept."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.robotstxt import ProtegoRobotParser

from .seen import Visit

AGENT = "oitcheck"


def robots_url(url: str) -> str:
    """Where the rules for ``url`` stand: one file per scheme, host and port (RFC 9309, 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


class Robots:
    """Rules by robots.txt URL. Holds visits back until the rules of their site are known.

    Where there are none to be had (404, a server error, no answer) everything may be fetched:
    only documents are asked about that stand one step from a page that was handed in for
    checking, a few dozen per page, and what is asked for comparison, so a broken robots.txt must
    not cost an agency its evidence.
    """

    def __init__(self) -> None:
        self._rules: dict[str, ProtegoRobotParser | None] = {}
        self._waiting: dict[str, list[Visit]] = {}

    def known(self, rules_url: str) -> bool:
        return rules_url in self._rules

    def learn(self, rules_url: str, status: int, body: bytes) -> list[Visit]:
        """Take the rules in; the visits that waited for them."""
        usable = 200 <= status < 300 and body
        self._rules[rules_url] = ProtegoRobotParser(body, None) if usable else None
        return self._waiting.pop(rules_url, [])

    def wait(self, visit: Visit) -> bool:
        """Hold ``visit`` back; True for the first of its site: the rules must be fetched."""
        queue = self._waiting.setdefault(robots_url(visit.url), [])
        queue.append(visit)
        return len(queue) == 1

    def allowed(self, url: str) -> bool:
        """Whether the rules of its site, where they are known, let ``url`` be fetched."""
        rules = self._rules.get(robots_url(url))
        return rules is None or bool(rules.allowed(url, AGENT))
