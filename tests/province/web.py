"""All that the sites hold in one state: which host and path gives which answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote, urlsplit

from .agencies import SITES, Site
from .chrome import MENU, Page, menu_path
from .drawings import picture
from .kinds import Resource, drawn, key_of, province_site
from .markup import p
from .themes import CSS, shell
from .truth import holding

DOWN = {1: frozenset({"www.huaisai-sample.go.th", "huaisai-sample.go.th"}), 2: frozenset[str]()}
"""Hosts that reset every connection, by state."""

UNTRUSTED = tuple(SITES["thaluang"].hosts)
"""Hosts whose https certificate nobody vouches for."""

_ROBOTS = b"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
_SERVERS = {
    "wordpress": "LiteSpeed",
    "joomla": "Apache/2.4.41 (Ubuntu)",
    "vendor": "Apache/2.2.15 (CentOS)",
    "tis620": "Microsoft-IIS/6.0",
    "modern": "nginx",
    "shell": "nginx",
}


def secure_hosts() -> tuple[str, ...]:
    """Hosts that answer over https with a certificate of the sample authority: the agencies' own
    and the others' (file stores, social media) that links of either state lead to."""
    own = [host for site in SITES.values() if site.scheme == "https" for host in site.hosts]
    foreign = [
        urlsplit(url).hostname or ""
        for state in (1, 2)
        for items in holding(state).values()
        for item in items.values()
        for link in item.links
        for url, _ in link.serves
        if url.startswith("https://")
    ]
    return tuple(dict.fromkeys(host for host in (*own, *foreign) if host not in UNTRUSTED))


class Web:
    """The answers of state 1 (the first collection) or 2 (the second)."""

    def __init__(self, state: int, today: date) -> None:
        self.today = today
        self.down = DOWN[state]
        self._held: dict[str, Resource] = {}
        self._sites: dict[str, Site] = {}
        for site in (*SITES.values(), province_site()):
            for host in site.hosts:
                self._sites.setdefault(host, site)
        self._sites["www.sample.go.th"] = province_site()
        self._sites["test.banmai-sample.go.th"] = SITES["banmai"]
        for site in set(self._sites.values()):
            self._frame(site)
        if state == 2:  # what was handed in before still stands where nobody touched it
            self._hold(1)
        self._hold(state)

    def _hold(self, state: int) -> None:
        for items in holding(state).values():
            for item in items.values():
                for link in item.links:
                    for url, resource in link.serves:
                        self._held[key_of(url)] = resource

    def _frame(self, site: Site) -> None:
        """The home page and the menu's pages of a site."""
        welcome = p(f"ยินดีต้อนรับสู่เว็บไซต์{site.name} อำเภอ{site.district} จังหวัดตัวอย่าง")
        home = Page(f"ยินดีต้อนรับสู่{site.name}", welcome, crumbs=("หน้าแรก",))
        self._add(site, f"{site.root}/", home)
        for g, (group, names) in enumerate(MENU):
            for n, name in enumerate(names):
                listing = Page(name, p(f"รวมข้อมูล{name}ของ{site.name}"), crumbs=(group,))
                self._add(site, site.root + menu_path(g, n, site.look), listing)

    def _add(self, site: Site, url: str, page: Page) -> None:
        for place, resource in drawn(site, url, page):
            self._held[key_of(place)] = resource

    def answer(self, host: str, target: str, secure: bool) -> tuple[str, Resource]:
        """The key by which ``target`` of ``host`` is counted, and what it gives."""
        path = unquote(target.split("#", 1)[0])
        key = f"{host}{path}"
        found = self._held.get(key)
        site = self._sites.get(host)
        if site is None:
            return key, found or Resource(b"<h1>404 Not Found</h1>", 404, "text/html")
        if host != site.host and not found:
            if host.startswith(("www.", "test.")):
                return key, self._missing(site)
            return key, Resource(b"", 301, location=f"{site.root}{target}")
        if site.scheme == "https" and not secure:
            return key, Resource(b"", 301, location=f"https://{host}{target}")
        return key, found or self._asset(site, path) or self._missing(site)

    def server_of(self, host: str) -> str:
        """The Server header of a host."""
        site = self._sites.get(host)
        return _SERVERS[site.look] if site else "gws"

    def _asset(self, site: Site, path: str) -> Resource | None:
        bare = path.split("?", 1)[0]
        if bare.endswith(".css"):
            return Resource(CSS.get(site.look, "").encode(), media="text/css; charset=utf-8")
        if bare.startswith("/assets/"):
            drawing = picture(bare.removeprefix("/assets/"), site)
            return Resource(drawing, media="image/svg+xml") if drawing else None
        if bare.endswith(".js") and site.look == "shell":
            return Resource(shell.APP.encode(), media="text/javascript; charset=utf-8")
        if bare == "/robots.txt" and site.look == "wordpress":
            return Resource(_ROBOTS, media="text/plain")
        return None

    def _missing(self, site: Site) -> Resource:
        """A page for any other address: one vendor's site answers it with status 200."""
        page = Page(
            "ไม่พบหน้าที่ท่านต้องการ", p("ขออภัย ไม่พบหน้าที่ท่านต้องการ (404 Not Found)"), crumbs=("404",)
        )
        look = replace(site, look="modern") if site.look == "shell" else site
        (_, resource), *_ = drawn(look, f"{site.root}/404", page)
        return resource if site.key == "banmai" else replace(resource, status=404)
