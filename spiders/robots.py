"""robots.txt of the sites that attachments stand on: asked for once a run, kept as evidence."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.robotstxt import ProtegoRobotParser

AGENT = "oitcheck"


def robots_url(url: str) -> str:
    """Where the rules for ``url`` stand: one file per scheme, host and port (RFC 9309, 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


class Robots:
    """Rules by robots.txt URL. Holds URLs back until the rules of their site are known.

    Where there are none to be had (404, a server error, no answer) everything may be fetched:
    only documents are asked about that stand one step from a page that was handed in for
    checking, a few dozen per page, so a broken robots.txt must not cost an agency its evidence.
    """

    def __init__(self) -> None:
        self._rules: dict[str, ProtegoRobotParser | None] = {}
        self._waiting: dict[str, list[str]] = {}

    def known(self, rules_url: str) -> bool:
        return rules_url in self._rules

    def learn(self, rules_url: str, status: int, body: bytes) -> list[str]:
        """Take the rules in; the URLs that waited for them."""
        usable = 200 <= status < 300 and body
        self._rules[rules_url] = ProtegoRobotParser(body, None) if usable else None
        return self._waiting.pop(rules_url, [])

    def wait(self, url: str) -> bool:
        """Hold ``url`` back; True for the first one of its site: the rules must be fetched."""
        queue = self._waiting.setdefault(robots_url(url), [])
        queue.append(url)
        return len(queue) == 1

    def allowed(self, url: str) -> bool:
        rules = self._rules[robots_url(url)]
        return rules is None or bool(rules.allowed(url, AGENT))
