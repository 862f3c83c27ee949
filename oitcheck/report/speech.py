"""Findings in words: the checks' own sentences, filled with a finding's facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oitcheck.catalogue import Words
from oitcheck.checks import own_dates
from oitcheck.checks.meta import CHECK_FAILED, CHECK_FAILED_REASON, Meta, Reason
from oitcheck.model import Finding
from oitcheck.report import safe
from oitcheck.report.moments import Moments
from oitcheck.report.words import ReportWords

_GAP = "…"
_LONGEST_FACT = 200
_URL_FACTS = frozenset({"url", "at", "final_url"})


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return _GAP


class Speech:
    """Words of findings in one language; a check or reason it doesn't know is said plainly."""

    def __init__(self, metas: Mapping[str, Meta], words: ReportWords, moments: Moments) -> None:
        self.metas = metas
        self._order = {check: place for place, check in enumerate(metas)}
        self._words = words
        self._moments = moments

    def reason(self, finding: Finding) -> Reason | None:
        if finding.reason == CHECK_FAILED:
            return CHECK_FAILED_REASON
        meta = self.metas.get(finding.check)
        reason = meta.reasons.get(finding.reason) if meta else None
        return reason.about(finding.facts) if reason else None

    def order(self, finding: Finding) -> int:
        """The check's place in the registry's reading order."""
        return self._order.get(finding.check, len(self._order))

    def title(self, check: str) -> str:
        meta = self.metas.get(check)
        return meta.title.in_language(self._words.lang) if meta else safe.line(check)

    def why(self, finding: Finding) -> str:
        meta = self.metas.get(finding.check)
        return meta.why.in_language(self._words.lang).format_map(self._item()) if meta else ""

    def who(self, finding: Finding) -> str:
        reason = self.reason(finding)
        return reason.who if reason else "province"

    def seen(self, finding: Finding, **overrides: str) -> str:
        """What was seen, in one sentence."""
        reason = self.reason(finding)
        if reason is None:
            return self._words("fix.unknown_reason")
        return self._fill(reason.message, finding, overrides)

    def in_general(self, finding: Finding) -> str:
        """What was seen, without the facts of the single link."""
        reason = self.reason(finding)
        if reason is None:
            return self._words("fix.unknown_reason")
        if reason.brief is not None:
            return self._fill(reason.brief, finding, {})
        return reason.message.in_language(self._words.lang).format_map(self._item())

    def details(self, finding: Finding) -> tuple[str, ...]:
        """What was seen at this one link beyond its sentence: which date was taken or set aside
        and why; which cells of a form are blank."""
        why = str(finding.facts.get("why") or "")
        for fact, key in (("raw", "fix.dated"), ("aside", "fix.set_aside")):
            raw = finding.facts.get(fact)
            if why and raw:
                return (self._words(key, raw=self._fact(fact, raw), why=self._whys(why)),)
        return tuple(self._of_a_form(finding))

    def _of_a_form(self, finding: Finding) -> Iterator[str]:
        """The sheet, and a sentence for each procurement with blank cells, as `procurement-form`
        lists them."""
        sheet = self._fact("sheet", finding.facts.get("sheet") or "")
        if sheet:
            yield self._words("fix.form_sheet", sheet=sheet)
        told = finding.facts.get("cells")
        if not isinstance(told, list):
            return
        for one in told:
            entry, name, *cells = one.split("\t")
            shown = []
            for cell in cells:
                number, _, heading = cell.partition(" ")
                place = _letters(number) if sheet else number
                shown.append(self._words("fix.form_cell", heading=heading, place=place))
            named = f"{entry} {safe.line(name)}".rstrip()
            yield self._words("fix.form_row", entry=named, cells=", ".join(shown))
        entries = finding.facts.get("entries")
        left = entries - len(told) if isinstance(entries, int) else 0
        if left > 0:
            yield self._words("fix.form_more", count=left)

    def _whys(self, codes: str) -> str:
        known = (own_dates.REASONS.get(code) for code in codes.split())
        return ", ".join(words.in_language(self._words.lang) for words in known if words)

    def fix(self, finding: Finding, **overrides: str) -> str:
        """The one thing to do; empty where nobody has anything to do."""
        reason = self.reason(finding)
        if reason is None or reason.who == "nobody":
            return ""
        return self._fill(reason.fix, finding, overrides)

    def vendor(self, finding: Finding, **overrides: str) -> str:
        """What to ask of the company that keeps the website; empty where it need not act."""
        reason = self.reason(finding)
        if reason is None or reason.vendor is None:
            return ""
        return self._fill(reason.vendor, finding, overrides)

    def _fill(self, words: Words, finding: Finding, overrides: Mapping[str, str]) -> str:
        template = words.in_language(self._words.lang)
        facts = _Facts(
            {name: self._fact(name, value) for name, value in finding.facts.items()},
            **self._item(),
            **overrides,
        )
        try:
            return template.format_map(facts)
        except (ValueError, IndexError, AttributeError, TypeError):
            # A template that wants a number where this judgement has none: its plain words are
            # still better than no report.
            return template

    def _item(self) -> _Facts:
        return _Facts(item=self._words.item)

    def _fact(self, name: str, value: object) -> str:
        if isinstance(value, list):
            return ", ".join(self._fact(name, part) for part in value)
        if value is None:
            return _GAP
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, str):
            told = safe.shown(value) if name in _URL_FACTS else self._moments.stored(value)
            told = safe.line(told)
            return told if len(told) <= _LONGEST_FACT else told[: _LONGEST_FACT - 1] + _GAP
        return str(value)


def _letters(number: str) -> str:
    """The letters of a workbook's column by its number from 1."""
    place, letters = int(number) if number.isdecimal() else 0, ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters or number
