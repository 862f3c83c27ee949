"""Things of the markup that signs rest on.

``form-password``; ``noscript-warning`` (a noscript that asks for JavaScript); ``empty-root:ID``
(an element that a script fills, empty); ``hidden-links:N`` (absolute links to other hosts inside
hidden parts); ``hidden-words:TEXT`` (the words of those links); ``hidden-panels:N`` (hidden tabs
and accordions whose text is read all the same); ``drawn`` (a canvas, a
flip book, a picture by style in the content); ``foreign-viewer:HOST`` (a frame of a house such as
Issuu that keeps its file to itself); ``meta-refresh``; ``script-redirect:TARGET`` (a
script that sends the visitor on as soon as it runs); ``file-list`` (the list of a Google Drive
folder, which stands there when the folder is empty too); ``machine-test:NAME`` (a script by which a
firewall tests its visitors; pages that passed may carry it as well); ``frameset``; ``lang:XX``;
``generator:NAME``.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from oitcheck.model import Region
from oitcheck.reading.html_tree import Node
from oitcheck.reading.region_words import words
from oitcheck.reading.viewers import house

_ROOTS = words("app root __next __nuxt q-app main-app app-root react-root svelte")
_SCRIPT_WANTED = re.compile(r"java\s?script|จาวาสคริปต์", re.I)
_FILE_LIST = re.compile(r"(?:^|\s)flip-(?:entries|contents)(?:\s|$)")
_IMPERVA = "/_incapsula_resource"
_BOOK = re.compile(r"_df_|flip-?book|pdf-?viewer|pdfjs|pdfemb")
_PAINTED = re.compile(r"background(?:-image)?\s*:[^;]*url\(", re.I)
# At the start of a statement and not inside a function that a click would call: see _sent_on.
_SENDS_ON = re.compile(
    r"""(?:^|[;{}\s])(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?\s*=\s*["']([^"']+)["']|"""
    r"""(?:^|[;{}\s])(?:(?:window|document|self|top|parent)\.)?location\.(?:replace|assign)\(\s*["']([^"']+)["']"""
)
_FUNCTION = re.compile(r"\bfunction\b|=>|addEventListener|onclick", re.I)
_FRAMES = words("iframe embed object")
_TELLING = _FRAMES | words("input noscript frameset meta div main section app-root")
_SHORT_SCRIPT = 2000
_NEARLY_EMPTY = 20
_HIDDEN_WORDS = 200


def markers(nodes: list[Node]) -> tuple[str, ...]:
    """The markers of a page, sorted."""
    found: set[str] = set()
    panels = 0
    for node in nodes:
        if node.tag in _TELLING:
            _of_tag(node, found)
        if not node.chars and node.region is Region.CONTENT and _is_drawn(node):
            found.add("drawn")
        if "flip-" in node.names.written and _FILE_LIST.search(node.attributes.get("class", "")):
            found.add("file-list")
        if node.panel and not nodes[node.parent].panel:
            panels += 1
    if panels:
        found.add(f"hidden-panels:{panels}")
    framed = (node for node in nodes if node.tag in ("script", "iframe"))
    if any(_IMPERVA in node.attributes.get("src", "").lower() for node in framed):
        found.add("machine-test:Imperva")
    sent_on = _sent_on(nodes)
    if sent_on:
        found.add(f"script-redirect:{sent_on}")
    hidden = _hidden_links(nodes)
    if hidden:
        found.add(f"hidden-links:{len(hidden)}")
        found.add(f"hidden-words:{' '.join(filter(None, hidden))[:_HIDDEN_WORDS]}")
    language = nodes[0].attributes.get("lang", "").strip().lower()
    if language:
        found.add(f"lang:{language[:20]}")
    return tuple(sorted(found))


def _of_tag(node: Node, found: set[str]) -> None:
    """What an element says by its tag."""
    tag, attributes = node.tag, node.attributes
    if tag == "input":
        if attributes.get("type", "").lower() == "password":
            found.add("form-password")
    elif tag == "noscript":
        if _SCRIPT_WANTED.search(node.words):
            found.add("noscript-warning")
    elif tag == "frameset":
        found.add("frameset")
    elif tag == "meta":
        _of_meta(attributes, found)
    elif tag in _FRAMES:
        kept = (
            "" if node.hidden else house(_host(attributes.get("src") or attributes.get("data", "")))
        )
        if kept:
            found.add(f"foreign-viewer:{kept}")
    elif node.chars < _NEARLY_EMPTY:
        identity = (attributes.get("id", "") or tag).lower()
        if identity in _ROOTS:
            found.add(f"empty-root:{identity}")


def _is_drawn(node: Node) -> bool:
    """An element of the content without text that a script or a style draws."""
    if node.hidden:
        return False
    if node.tag in ("canvas", "video", "audio") or _BOOK.search(node.names.written):
        return True
    return bool(_PAINTED.search(node.attributes.get("style", "")))


def _of_meta(attributes: dict[str, str], found: set[str]) -> None:
    if attributes.get("http-equiv", "").lower() == "refresh":
        found.add("meta-refresh")
    if attributes.get("name", "").lower() == "generator":
        content = " ".join(attributes.get("content", "").split())
        if content:
            found.add(f"generator:{content[:80]}")


def _sent_on(nodes: list[Node]) -> str:
    """Where a short script sends the visitor at once; empty where it waits for something, which a
    function in it suggests (a timer that sends one on has one: then a browser has to see)."""
    for node in nodes:
        text = node.inner if node.tag == "script" else ""
        if 0 < len(text) <= _SHORT_SCRIPT and "location" in text:
            match = _SENDS_ON.search(text)
            if match and (not _FUNCTION.search(text) or "setTimeout" in text):
                return " ".join((match[1] or match[2]).split())[:_HIDDEN_WORDS]
    return ""


def _hidden_links(nodes: list[Node]) -> list[str]:
    """The words of links to other hosts in hidden parts, empty where there are none. The page's
    own host is the one that it names itself (canonical, base), and the one that most of its
    visible absolute links lead to."""
    links = [node for node in nodes if node.tag == "a" and "href" in node.attributes]
    hidden = [(_host(node.attributes["href"]), node.words) for node in links if node.hidden]
    hidden = [(host, text) for host, text in hidden if host]
    if not hidden:
        return []
    hosts = (_host(node.attributes["href"]) for node in links if not node.hidden)
    shown = Counter(filter(None, hosts))
    own = {host for host, _ in shown.most_common(1)}
    for node in nodes:
        canonical = node.tag == "link" and node.attributes.get("rel") == "canonical"
        if canonical or node.tag == "base":
            own.add(_host(node.attributes.get("href", "")))
    return [text for host, text in hidden if host not in own]


def _host(href: str) -> str:
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in ("http", "https", "") else ""
