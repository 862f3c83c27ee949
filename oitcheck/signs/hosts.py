"""Hosts that are nobody's own website: social media, file stores, short links, test sites."""

from __future__ import annotations

import re
from collections.abc import Mapping

from oitcheck import urls

SOCIAL: Mapping[str, str] = {
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "fb.me": "Facebook",
    "fb.watch": "Facebook",
    "messenger.com": "Messenger",
    "m.me": "Messenger",
    "line.me": "LINE",
    "lin.ee": "LINE",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "twitter.com": "X",
    "x.com": "X",
    "t.me": "Telegram",
}
STORES: Mapping[str, str] = {
    "drive.google.com": "Google Drive",
    "docs.google.com": "Google Docs",
    "sites.google.com": "Google Sites",
    "forms.gle": "Google Forms",
    "dropbox.com": "Dropbox",
    "onedrive.live.com": "OneDrive",
    "1drv.ms": "OneDrive",
    "sharepoint.com": "SharePoint",
    "mediafire.com": "MediaFire",
    "mega.nz": "MEGA",
    "canva.com": "Canva",
    "anyflip.com": "AnyFlip",
    "fliphtml5.com": "FlipHTML5",
    "heyzine.com": "Heyzine",
    "padlet.com": "Padlet",
}
SHORTENERS: frozenset[str] = frozenset(
    {
        "bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "v.gd", "cutt.ly", "rb.gy",
        "shorturl.at", "shorturl.asia", "short.gy", "t.ly", "s.id", "bitly.com", "rebrand.ly",
        "url.in.th", "shorturl.me", "qrgo.page.link", "me-qr.com", "qr.io", "qrcodes.pro",
        "linktr.ee", "lnkd.in", "buff.ly", "tiny.cc", "u.to", "soo.gd", "shorte.st", "adf.ly",
        "maps.app.goo.gl", "urlr.me", "surl.li", "surl.lu", "citly.me", "gg.gg", "bio.link",
    }
)  # fmt: skip
# Hosting for trials and tunnels: what stands there is gone when the trial is.
_TRIALS = (
    "ngrok.io", "ngrok-free.app", "ngrok.app", "trycloudflare.com", "loca.lt", "vercel.app",
    "netlify.app", "pages.dev", "herokuapp.com", "000webhostapp.com", "github.io", "web.app",
    "firebaseapp.com", "onrender.com", "glitch.me", "repl.co", "infinityfreeapp.com",
    "byethost.com",
)  # fmt: skip
_TEST_LABEL = re.compile(
    r"(?:test|testing|dev|devel|develop|staging|stage|uat|demo|beta|preview|sandbox|temp|tmp)\d*(?:-.*)?"
)


def named(host: str, names: Mapping[str, str]) -> str:
    """The name of the service that a host belongs to, or empty."""
    host = host.lower()
    return next((names[name] for name in names if host == name or host.endswith("." + name)), "")


def service(host: str) -> str:
    """The social medium or file store that a host belongs to, or empty."""
    return named(host, SOCIAL) or named(host, STORES)


def shortener(host: str) -> bool:
    """Whether a host only passes on to addresses that somebody typed in there."""
    return host.lower().removeprefix("www.") in SHORTENERS


def staging(host: str) -> bool:
    """Whether a host's name says that a website is tried out there: its first label, or a host
    for trials and tunnels."""
    bare = host.lower().removeprefix("www.")
    if any(bare.endswith("." + trial) for trial in _TRIALS):
        return True
    return urls.registrable(bare) != bare and bool(_TEST_LABEL.fullmatch(bare.partition(".")[0]))
