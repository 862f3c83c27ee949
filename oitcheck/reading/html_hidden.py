"""What an element's own attributes hide of a page: its style, its class names, its kind."""

from __future__ import annotations

import re

from oitcheck.reading.html_names import Names

_STYLE_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{4,}|"
    r"font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
)
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)")
_CUT_OFF = re.compile(r"overflow\s*:\s*hidden")
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)")
_HIDING = frozenset(("hidden", "type", "aria-hidden", "style"))
_COLOUR_NAMES = {"white": "#ffffff", "black": "#000000", "rgb(255,255,255)": "#ffffff"}


def is_hidden(tag: str, attributes: dict[str, str], names: Names) -> bool:
    """Whether an element is not seen, by what it says of itself."""
    if names.hidden:
        return True
    if _HIDING.isdisjoint(attributes):
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if tag == "input" and attributes.get("type", "").lower() == "hidden":
        return True
    if names.dialog and attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style", "").lower()
    if not style:
        return False
    if _STYLE_HIDDEN.search(style) or (_NO_SIZE.search(style) and _CUT_OFF.search(style)):
        return True
    return "color" in style and _unseen_colour(style)


def _unseen_colour(style: str) -> bool:
    """Letters in the colour of their own background, where one style gives both."""
    letters, ground = _COLOUR.search(style), _BACKGROUND.search(style)
    return bool(letters and ground and _colour(letters[1]) == _colour(ground[1]))


def _colour(written: str) -> str:
    written = "".join(written.split())
    written = _COLOUR_NAMES.get(written, written)
    if len(written) == 4 and written[0] == "#":
        return "#" + "".join(sign * 2 for sign in written[1:])
    return written
