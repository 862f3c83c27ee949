"""What a page or a document looks like: signs, each with the place that shows it.

Pure functions over captures and documents. A sign is no verdict: checks decide what it leads to.
Words alone prove little (a notice against gambling names gambling), so each sign rests on words
together with how little else there is, where links lead, what the markup hides, or what another
address or another visitor was shown.
"""

from oitcheck.signs.content import (
    LEAST_CONFIDENCE,
    file_damaged,
    foreign_viewer,
    heading_only,
    home_page,
    leads,
    numbered,
    pages_lost,
    pages_not_read,
    pictures,
    recognised_chars,
    scan,
    unreadable_text,
    wrong_letters,
)
from oitcheck.signs.hosts import service, shortener, staging
from oitcheck.signs.notices import any_address, placeholder, soft_404
from oitcheck.signs.offsite import Place, look, place_of
from oitcheck.signs.parked import parked
from oitcheck.signs.shells import Redirected, frames, redirected, script_shell
from oitcheck.signs.spam import spam
from oitcheck.signs.text import (
    BARE,
    SHORT,
    SNIPPET,
    Sign,
    Stretch,
    content_chars,
    headings,
    in_title,
    place,
    stretches,
    weight,
)
from oitcheck.signs.walls import bot_wall, door, login_wall

__all__ = [
    "BARE",
    "LEAST_CONFIDENCE",
    "SHORT",
    "SNIPPET",
    "Place",
    "Redirected",
    "Sign",
    "Stretch",
    "any_address",
    "bot_wall",
    "content_chars",
    "door",
    "file_damaged",
    "foreign_viewer",
    "frames",
    "heading_only",
    "headings",
    "home_page",
    "in_title",
    "leads",
    "login_wall",
    "look",
    "numbered",
    "pages_lost",
    "pages_not_read",
    "parked",
    "pictures",
    "place",
    "place_of",
    "placeholder",
    "recognised_chars",
    "redirected",
    "scan",
    "script_shell",
    "service",
    "shortener",
    "soft_404",
    "spam",
    "staging",
    "stretches",
    "unreadable_text",
    "weight",
    "wrong_letters",
]
