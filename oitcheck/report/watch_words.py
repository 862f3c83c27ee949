"""A watch's standings and changes in words, one language at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from oitcheck.catalogue import ITEM, Words
from oitcheck.outages import Change, Fault, Kind, Outage, Standing, State
from oitcheck.report import safe
from oitcheck.report.moments import Moments
from oitcheck.report.words import Language, ReportWords, load_table
from oitcheck.troubles import TROUBLES
from oitcheck.troubles import Kind as TroubleKind

_LONGEST = 120
_ADDRESSES = frozenset({Fault.TO_HOME, Fault.OTHER_SITE})
_DAY, _HOUR, _MINUTE = 86400, 3600, 60


class WatchWords:
    """``words`` and ``moments`` for the pages; the rest puts values into sentences."""

    def __init__(self, lang: Language, item: Words) -> None:
        files = ["words.toml", "words-watch.toml"]
        if item != ITEM:
            files.insert(1, "words-checklist.toml")
        self.words = ReportWords(lang, *map(load_table, files), item=item)
        self.moments = Moments(self.words)

    def trouble(self, code: str) -> str:
        """Why a link didn't open, without technical words."""
        try:
            trouble = TROUBLES[TroubleKind(code)]
        except ValueError:
            return self.words("change.other")
        return trouble.name.in_language(self.words.lang)

    def fix(self, standing: Standing) -> str:
        """The one thing to do about a link that doesn't open; empty for one that does."""
        if standing.state is State.OPEN:
            return ""
        try:
            return TROUBLES[TroubleKind(standing.code)].fix.in_language(self.words.lang)
        except ValueError:
            return ""

    def fault(self, fault: Fault, before: str = "", after: str = "") -> str:
        if fault is Fault.EXPIRES:
            after = self.moments.stored(after)
        elif fault in _ADDRESSES:
            before, after = safe.shown(before), safe.shown(after)
        elif fault is Fault.YEAR_GONE:
            after = after or self.words("fault.no_year")
        return self.words(f"fault.{fault}", before=_short(before), after=_short(after))

    def change(self, change: Change) -> str:
        what = ""
        if change.kind in (Kind.FAULT, Kind.MENDED):
            what = self.fault(Fault(change.detail), change.before, change.after)
        elif change.detail:
            what = self.trouble(change.detail)
        before, after = _short(change.before), _short(change.after)
        return self.words(f"change.{change.kind}", what=what, before=before, after=after)

    def seen(self, standing: Standing) -> tuple[str, ...]:
        """How the link stands, a sentence for each thing; empty where all is well."""
        if standing.state is State.DOWN:
            return (self.words("change.down", what=self.trouble(standing.code)),)
        if standing.state is State.UNSURE:
            return (self.words("change.unsure", what=self.trouble(standing.code)),)
        return tuple(self.of_fault(standing, fault) for fault in standing.faults)

    def in_row(self, standing: Standing) -> tuple[str, ...]:
        """The same beside a word that names the standing already."""
        if standing.state is State.OPEN:
            return self.seen(standing)
        trouble = self.trouble(standing.code)
        return (trouble[:1].upper() + trouble[1:],)

    def of_fault(self, standing: Standing, fault: Fault) -> str:
        from_, to = standing.compared(fault)
        return self.fault(fault, from_, to)

    def span(self, seconds: float) -> str:
        """``2 วัน 3 ชั่วโมง``: the two largest units."""
        left = int(seconds)
        parts = []
        for key, size in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
            count, left = divmod(left, size)
            if count:
                parts.append(self.words(f"watch.{key}", count=count))
        return " ".join(parts[:2]) or self.words("watch.moment")

    def outage(self, outage: Outage) -> str:
        """``3 ก.ค. 2569 เวลา 10:00 น. ถึง ... (พบ 3 ครั้ง)``"""
        first = self.moments.instant(outage.first_down)
        if outage.up_again is None:
            return self.words("watch.outage_open", first=first)
        return self.words("watch.outage", first=first, last=self.moments.instant(outage.up_again))

    def lasted(self, outage: Outage, now: datetime) -> str:
        end = outage.up_again or max(now, outage.last_down)
        return self.span(max(end - outage.first_down, timedelta()).total_seconds())


def _short(text: str) -> str:
    line = safe.line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
