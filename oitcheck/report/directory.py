"""Who answers for what, for the pages of agencies: functions and telephones, never people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oitcheck.model import Contact
from oitcheck.report import safe
from oitcheck.report.standing import Item
from oitcheck.report.words import ReportWords
from oitcheck.thai.places import district_key


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers for some items: their ``codes``, and how to reach the function."""

    codes: str
    reach: str


class Directory:
    """The contacts that concern one agency."""

    def __init__(
        self, contacts: Iterable[Contact], agency: str, district: str, words: ReportWords
    ) -> None:
        """``agency`` is its id; ``district`` as the registry writes it."""
        known = tuple(contacts)
        here = district_key(district)
        self._words = words
        self._own = [one for one in known if one.agency == agency and one.indicators]
        self.coordinators = tuple(
            self._reach(one)
            for one in known
            if not one.agency and one.district and district_key(one.district) == here
        )

    def answering(self, items: Iterable[Item]) -> tuple[Answerer, ...]:
        """Who answers for ``items``, in their order; items of one function are said together."""
        wanted = [item.code for item in items]
        found: dict[str, list[str]] = {}
        for code in wanted:
            for one in self._own:
                if code in one.indicators:
                    found.setdefault(self._reach(one), []).append(code)
        return tuple(Answerer(", ".join(codes), reach) for reach, codes in found.items())

    def _reach(self, one: Contact) -> str:
        parts = [safe.line(one.function)]
        if one.telephone:
            said = self._words("contact.telephone", number=safe.line(one.telephone))
            parts.append(said.replace(" ", "\N{NO-BREAK SPACE}"))
        if one.email:
            parts.append(safe.line(one.email))
        return " ".join(parts)
