"""The rules. What an address says by itself is certain; what it only suggests is for a look."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from oitcheck import addresses, signs, urls
from oitcheck.catalogue import Catalogue
from oitcheck.dating import address_years
from oitcheck.linting.words import WORDS, Severity
from oitcheck.model import Agency, Link, Origin, Submission
from oitcheck.signs import hosts

_LOGIN = re.compile(
    r"/(?:wp-admin|wp-login\.php|administrator|admin|backend|backoffice|cpanel|user/login|signin|"
    r"sign-in|log-?in)(?:\.\w+)?(?:/|$)",
    re.I,
)
_LOGIN_KEYS = frozenset({"login", "log-in", "signin", "sign-in"})
_PAGE_KEYS = ("action", "do", "mod", "mode", "page", "task", "view")
"""Parameters by which systems of one script choose the page that they show."""
_PREVIEWS = frozenset({"preview", "preview_id", "preview_nonce", "customize_changeset_uuid"})
_SESSIONS = re.compile(r"(?:phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id)", re.I)
_SESSION_IN_PATH = re.compile(r";jsessionid=[\w.!-]+", re.I)
_UPLOADED = re.compile(r"/(?:20\d\d|25\d\d)/(?:0?[1-9]|1[0-2])(?=/)")
_PRINT = re.compile(r"/print(?:\.\w+)?(?:/|$)", re.I)
_FOR_PRINT = frozenset({("print", "1"), ("print", "true"), ("tmpl", "component")})
_DRAFT = re.compile(r"(?:p|page_id)=\d+")
_GLUED = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|html?|php|aspx?|jpe?g|png|zip)[\u0e01-\u0e5b]"
    r"|[\w/](?:ดูที่นี่|คลิกที่นี่|คลิก|ดูรายละเอียด|รายละเอียดเพิ่มเติม)$",
    re.I,
)
# A Christian year that belongs to a name ("report_2024.pdf", "ita2024") and starts no date. A
# number alone between slashes may be a folder of uploads or a running number.
_CHRISTIAN = re.compile(r"(?<!\d)(20[12]\d)(?![-_.]?\d{2}(?!\d)|\d)")
_BUDDHIST = 543
_INSIDE = (".local", ".localhost", ".lan", ".internal", ".intranet")
_FEW_FOR_A_MAIN_HOST = 3
"""Links from which on a list shows by itself which website is the agency's."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint about one cell. ``code`` is a key of `WORDS`, ``facts`` fill its words;
    ``indicator`` and ``url`` are empty where it is about the list as a whole."""

    where: Origin
    agency: str
    indicator: str
    url: str
    code: str
    facts: Mapping[str, str]

    @property
    def severity(self) -> Severity:
        return WORDS[self.code].severity


def lint(
    submissions: Sequence[Submission], agencies: Sequence[Agency], catalogue: Catalogue
) -> tuple[Complaint, ...]:
    """The complaints about what agencies are about to hand in, in the order of the list.

    ``agencies``: those of the registry, whose hosts are known; an agency without known hosts is
    measured by the website that most of its own list leads to.
    """
    hosts_of = {agency.id: agency.hosts for agency in agencies}
    by_agency: dict[str, list[Link]] = defaultdict(list)
    for submission in submissions:
        for entry in submission.entries:
            by_agency[submission.agency].extend(entry.links)
    found: list[Complaint] = []
    for agency, links in by_agency.items():
        own = _own_hosts(hosts_of.get(agency, ()), links)
        several = _repeats(links)
        drafts = _drafts(links)
        for link in links:
            told = list(_of_link(link, own, several, catalogue))
            if link.url in drafts and not any(code == "preview" for code, _ in told):
                told.append(("draft", {"query": urlsplit(link.url).query}))
            for code, facts in told:
                found.append(Complaint(link.origin, agency, link.indicator, link.url, code, facts))
        found.extend(_two_schemes(agency, links))
        found.extend(_not_given(agency, links, catalogue))
    return tuple(found)


def _of_link(
    link: Link,
    own: Sequence[str],
    several: Mapping[str, Sequence[str]],
    catalogue: Catalogue,
) -> Iterator[tuple[str, dict[str, str]]]:
    host = urls.host(link.url)
    yield from _of_host(link, host, own)
    yield from _of_path(link, host)
    yield from _of_typing(link)
    others = [code for code in several.get(link.url, ()) if code != link.indicator]
    if others:
        yield "repeated", {"others": ", ".join(others)}
    yield from _of_year(link, catalogue)


def _of_host(link: Link, host: str, own: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    literal = addresses.literal(host)
    if literal is not None or "." not in host or host.endswith(_INSIDE):
        public = literal is not None and ipaddress.ip_address(literal).is_global
        yield ("ip-address" if public else "inside"), {"host": host}
        return
    bare = host.removeprefix("www.")
    if signs.door(link.url):
        return  # that it is a login says more than whose
    if any(bare == name or bare.endswith("." + name) for name in own) and not hosts.staging(host):
        return
    if hosts.shortener(host):
        yield "short-link", {"host": host}
    elif hosts.named(host, hosts.SOCIAL):
        yield "social", {"service": hosts.service(host)}
    elif hosts.named(host, hosts.STORES):
        if not re.search(r"/edit(?:$|[?#/])", link.given):
            yield "file-store", {"service": hosts.service(host)}
    elif hosts.staging(host) and bare not in own:
        yield "staging", {"host": host}
    elif own and bare not in own:
        yield "other-host", {"host": host, "own": ", ".join(own[:3])}


def _of_path(link: Link, host: str) -> Iterator[tuple[str, dict[str, str]]]:
    parts = urlsplit(link.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    store = hosts.named(host, hosts.STORES)
    if signs.door(link.url) or _LOGIN.search(parts.path) or _asks_for_login(query):
        yield "login", {}
    if store and re.search(r"/edit(?:$|[?#/])", link.given):
        yield "edit", {"service": store}
    if _PREVIEWS & query.keys():
        yield "preview", {}
    if _PRINT.search(parts.path) or _FOR_PRINT & query.items():
        yield "print", {}
    session = next((name for name in query if _SESSIONS.fullmatch(name)), "")
    in_path = _SESSION_IN_PATH.search(parts.path)
    if session or in_path:
        yield "session", {"name": session or (in_path[0][1:].partition("=")[0] if in_path else "")}
    if link.given.rstrip().endswith("#"):
        yield "fragment", {}
    if urls.is_home(link.url) and not parts.query and not store and not _is_social(host):
        yield "home-page", {}


def _asks_for_login(query: Mapping[str, str]) -> bool:
    return any(not query[key] for key in _LOGIN_KEYS & query.keys()) or any(
        query.get(key, "").lower() in _LOGIN_KEYS for key in _PAGE_KEYS
    )


def _of_typing(link: Link) -> Iterator[tuple[str, dict[str, str]]]:
    """What typing and copying leave in an address."""
    given = link.given.strip()
    if not _schemed(link):
        yield "no-scheme", {}
    if re.search(r"\s", given):
        yield "blank", {}
    elif _GLUED.search(unquote(given)):
        yield "glued", {}


def _schemed(link: Link) -> bool:
    return bool(re.match(r"https?:", link.given.strip(), re.I))


def _drafts(links: Iterable[Link]) -> frozenset[str]:
    """URLs such as ``/?p=123``, by which WordPress calls what is not published yet.

    Not those of a website that calls most of its pages so: it has no other addresses.
    """
    of_host: dict[str, set[str]] = defaultdict(set)
    for link in links:
        of_host[urls.host(link.url)].add(link.url)
    found: set[str] = set()
    for pages in of_host.values():
        plain = {url for url in pages if _is_draft(url)}
        if 2 * len(plain) < len(pages):
            found |= plain
    return frozenset(found)


def _is_draft(url: str) -> bool:
    page, _, query = url.partition("?")
    return urls.is_home(page) and bool(_DRAFT.fullmatch(query))


def _christian_years(url: str) -> frozenset[int]:
    """The Buddhist years that Christian ones in names of files and folders stand for; all years
    between the first and the last where one name holds several."""
    found: set[int] = set()
    for part in unquote(urlsplit(url).path).split("/"):
        years = [int(year) + _BUDDHIST for year in _CHRISTIAN.findall(part)]
        if years and re.search(r"[^\W\d_]", part.rpartition(".")[0] or part):
            found.update(range(min(years), max(years) + 1))
    return frozenset(found)


def _of_year(link: Link, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, str]]]:
    """A year in the address that is neither asked for nor the assessment's own.

    Folders of uploads (/2026/05/) say when a file was put there. A range of years that holds the
    wanted one is right.
    """
    indicator = next((one for one in catalogue.indicators if one.code == link.indicator), None)
    rule = indicator.data_year if indicator else ()
    if not rule or "current" in rule:
        return
    wanted = {catalogue.year - 1 if word == "N-1" else catalogue.year for word in rule}
    bare = _UPLOADED.sub("", link.url)
    years = address_years(bare) | _christian_years(bare)
    if years and not years & {*wanted, catalogue.year}:
        yield (
            "other-year",
            {
                "found": ", ".join(str(year) for year in sorted(years)),
                "wanted": " / ".join(str(year) for year in sorted(wanted)),
            },
        )


def _own_hosts(known: Iterable[str], links: Sequence[Link]) -> tuple[str, ...]:
    """The agency's hosts without ``www.``: the registry's, else the one that most links name."""
    registered = tuple(dict.fromkeys(host.lower().removeprefix("www.") for host in known if host))
    if registered:
        return registered
    count = Counter(
        host.removeprefix("www.")
        for link in links
        if (host := urls.host(link.url))
        and not hosts.service(host)
        and not hosts.shortener(host)
        and not hosts.staging(host)
        and addresses.literal(host) is None
    )
    for host, times in count.most_common(1):
        if times >= _FEW_FOR_A_MAIN_HOST and 2 * times > sum(count.values()):
            return (host,)
    return ()


def _repeats(links: Iterable[Link]) -> dict[str, list[str]]:
    """URLs that stand for several items, with the items in the order of the list."""
    items: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.indicator not in items[link.url]:
            items[link.url].append(link.indicator)
    return {url: codes for url, codes in items.items() if len(codes) > 1}


def _two_schemes(agency: str, links: Sequence[Link]) -> Iterator[Complaint]:
    """Once for each website that some links call by http and others by https."""
    plain: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.url.startswith("http:") and _schemed(link):
            plain[urls.host(link.url)].append(link)
    secure = {urls.host(link.url) for link in links if link.url.startswith("https:")}
    for host, found in plain.items():
        if host in secure:
            items = list(dict.fromkeys(link.indicator for link in found))
            facts = {"host": host, "count": str(len(found)), "items": _few(items)}
            yield Complaint(found[0].origin, agency, "", "", "two-schemes", facts)


def _few(items: Sequence[str]) -> str:
    return ", ".join(items[:12]) + (" ..." if items[12:] else "")


def _not_given(agency: str, links: Sequence[Link], catalogue: Catalogue) -> Iterator[Complaint]:
    given = {link.indicator for link in links}
    missing = [one.code for one in catalogue.indicators if one.code not in given]
    if links and missing:
        facts = {"count": str(len(missing)), "items": _few(missing)}
        yield Complaint(Origin(links[0].origin.file), agency, "", "", "not-given", facts)


def _is_social(host: str) -> bool:
    return bool(hosts.named(host, hosts.SOCIAL))
