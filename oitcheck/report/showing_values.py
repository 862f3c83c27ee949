"""What the page of one piece of evidence is made from, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oitcheck.catalogue import Words
from oitcheck.model import Document, ReadFailure
from oitcheck.report.moments import Moments
from oitcheck.report.words import Language, ReportWords, load_table


@dataclass(frozen=True, slots=True)
class Evidence:
    """One body and where it came from. ``name``: the link or the file as given; ``media``: the
    sniffed type; ``size`` in bytes. The rest is of a link: what the server said, the addresses it
    passed on, what went wrong on the way (a bad certificate, a body cut short);
    ``drawn``: its text is what a browser showed after scripts ran."""

    name: str
    media: str
    size: int
    sha256: str
    outcome: Document | ReadFailure
    is_link: bool = False
    final_url: str = ""
    hops: tuple[tuple[int, str], ...] = ()
    taken_at: datetime | None = None
    status: int = 0
    declared: str = ""
    trouble: Words | None = None
    drawn: bool = False


class ShowWords:
    """``words`` and ``moments`` of the page, and names that may not be in the tables."""

    def __init__(self, lang: Language) -> None:
        self.words = ReportWords(lang, load_table(), load_table("words-show.toml"))
        self.moments = Moments(self.words)

    def known(self, section: str, key: str, **values: object) -> str | None:
        """The words of ``section.key``; None where the tables have none."""
        try:
            return self.words(f"{section}.{key}", **values)
        except KeyError:
            return None

    def marker(self, marker: str) -> str:
        """A marker in words; one that has none stands as it is."""
        name, _, value = marker.partition(":")
        return self.known("marker", name, value=value) or marker

    def stored(self, value: str) -> str:
        """A date or a minute in ISO as people read it; anything else as it is."""
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        day = self.moments.date(moment.date())
        return f"{day} {moment:%H:%M}" if "T" in value else day
