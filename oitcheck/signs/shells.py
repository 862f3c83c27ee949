"""A page as sent that is no page yet: a script is to fill it in, or it only sends one on."""

from __future__ import annotations

from dataclasses import dataclass

from oitcheck.model import Document, Region
from oitcheck.signs.text import BARE, weight

_FRAMES = frozenset({"iframe", "frame", "embed", "object"})
_LITTLE = 80
"""Visible characters of the whole page, menu and footer included."""


@dataclass(frozen=True, slots=True)
class Redirected:
    """Where a page sends its visitor by itself; ``kind`` is ``meta`` or ``script``, ``target`` as
    written."""

    kind: str
    target: str


def script_shell(document: Document) -> str:
    """Why the page as sent has no content until a browser has worked on it; empty: it has.

    The rules, in this order, for a page of less than 20 letters of running content:
    ``meta-redirect`` and ``script-redirect`` (it sends one on), ``noscript-asks`` (it asks to
    switch JavaScript on), ``empty-root`` (an empty element that frameworks fill), ``only-scripts``
    (scripts, and less than 80 characters on the whole page).
    """
    if document.media != "html" or weight(document) >= BARE:
        return ""
    sent_on = redirected(document)
    if sent_on is not None:
        return f"{sent_on.kind}-redirect"
    if "noscript-warning" in document.markers:
        return "noscript-asks"
    if any(marker.startswith("empty-root:") for marker in document.markers):
        return "empty-root"
    few = document.quality.scripts > 0 and document.quality.chars < _LITTLE
    return "only-scripts" if few else ""


def redirected(document: Document) -> Redirected | None:
    """A page without content that sends its visitor on, by a meta refresh or a script."""
    if document.media != "html" or weight(document) >= BARE:
        return None
    if "meta-refresh" in document.markers:
        target = next((link.href for link in document.links if link.kind == "meta-refresh"), "")
        return Redirected("meta", target)
    script = next((m[16:] for m in document.markers if m[:16] == "script-redirect:"), None)
    return None if script is None else Redirected("script", script)


def frames(document: Document) -> bool:
    """Whether what the page shows stands in a frame, or is drawn: another document."""
    return not {"frameset", "drawn"}.isdisjoint(document.markers) or any(
        link.kind in _FRAMES and link.region is Region.CONTENT for link in document.links
    )
