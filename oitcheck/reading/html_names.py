"""What class, id and role of an element say of it, worked out once for all that are named alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from oitcheck.model import Region
from oitcheck.reading import region_words

_PANEL = re.compile(
    r"(?:^|[\s_-])(?:tabs?|tabpanel|pane|panel|accordion|collaps\w*|toggle|toggler|faq|spoiler|"
    r"tabcontent|tab-?content|tabpane|su-spoiler)(?:$|[\s_-])"
)
_NEVER_PANEL = re.compile(r"search|popup|cookie|consent|login|dialog|lightbox|loading|preload")
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:d-none|hidden|sr-only|screen-reader-text|visually-hidden|visuallyhidden|hide|"
    r"joomla-hidden|uk-hidden|elementor-screen-only)(?:$|\s)"
)
_SHOWN_AGAIN = re.compile(r"(?:^|\s)(?:d-\w+-\w+|(?:sm|md|lg|xl):\S+)")


@dataclass(frozen=True, slots=True)
class Names:
    """``written``: class, id and role in lower case. ``region``: the part of the page they speak
    of. ``main``: they call the element the page's main part, ``panel``: a tab or an accordion's
    part, which stays so where ``never_panel`` doesn't forbid it. ``hidden``: not seen; ``dialog``:
    not seen where ``aria-hidden`` says so. ``heading``: the level of a title of Joomla, or 0.
    """

    written: str = ""
    identity: str = ""
    region: Region | None = None
    role: Region | None = None
    main: bool = False
    main_word: bool = False
    panel: bool = False
    never_panel: bool = False
    hidden: bool = False
    dialog: bool = False
    pre: bool = False
    heading: int = 0


@lru_cache(maxsize=10_000)  # a page's elements share a few dozen names, and a site's pages too
def names(classes: str, identity: str, role: str) -> Names:
    """What they say together."""
    written = f"{classes} {identity} {role}".strip().lower()
    parts = written.split()
    dialog = "dialog" in parts or "modal" in parts
    closed = dialog and not {"show", "in", "modal-dialog"}.intersection(parts)
    return Names(
        written,
        identity,
        region_words.by_name(classes, identity),
        region_words.ROLES.get(role.lower()),
        main=region_words.names_content(written),
        main_word="main" in parts,
        panel=_PANEL.search(written) is not None,
        never_panel=_NEVER_PANEL.search(written) is not None,
        hidden="modal" in parts
        if closed
        else bool(_HIDDEN_CLASS.search(written)) and not _SHOWN_AGAIN.search(written),
        dialog=closed,
        pre="pre" in parts,
        heading=2 if "contentheading" in written or "componentheading" in written else 0,
    )


NO_NAMES = Names()
