"""The shape of a check's META: its identity and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from oitcheck.catalogue import ITEM, Words
from oitcheck.model import Fact, Finding, Outcome, Over, Scope, Where

Who = Literal["agency", "vendor", "unit", "province", "nobody"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code's words. ``message`` says what was seen, ``fix`` the one thing to do.

    Both are `str.format` templates over the finding's facts; ``{item}`` is what the catalogue calls
    its items. ``outcome`` is what the reason
    leads to when the rule behind it is confirmed. ``vendor`` is what to ask of the company that
    keeps the website, in its own technical words (a template too; None where it need not act);
    the links follow below it. ``brief`` names the cause in a list of many agencies, without the
    facts of a single case (None: the message, its facts left out). ``particular`` has the words
    for each kind of trouble that may be behind the reason, by the finding's fact ``trouble``; a
    judgement thus stays free of words, and the outcome is the same for all of them.
    """

    outcome: Outcome
    message: Words
    fix: Words
    who: Who
    vendor: Words | None = None
    brief: Words | None = None
    particular: Mapping[str, Reason] = field(default_factory=dict)

    def about(self, facts: Mapping[str, Fact]) -> Reason:
        """The words for the particular trouble that ``facts`` name, or these in general."""
        return self.particular.get(str(facts.get("trouble", "")), self)


@dataclass(frozen=True, slots=True)
class Meta:
    """``needs``: links, captures, documents. ``rests_on``: rules that must be confirmed before
    the check may fail anything: the item's ``data-year``, or the ``element`` that a finding's key
    names; empty where it rests on plain facts."""

    id: str
    version: int
    scope: Scope
    over: Over
    needs: frozenset[str]
    title: Words
    means: Words
    why: Words
    reasons: Mapping[str, Reason]
    rests_on: frozenset[str] = frozenset()

    def finding(
        self,
        reason: str,
        *,
        key: str = "",
        capture: int | None = None,
        document: str = "",
        where: Where | None = None,
        facts: Mapping[str, Fact] | None = None,
    ) -> Finding:
        """A finding of this check; its outcome is the one that ``reasons`` gives the reason."""
        return Finding(
            check=self.id,
            version=self.version,
            outcome=self.reasons[reason].outcome,
            reason=reason,
            key=key,
            capture=capture,
            document=document,
            where=where,
            facts=dict(facts or {}),
        )


def of_oit(words: Words) -> Words:
    """``words`` with OIT's own name for an item, for what explains a check by itself."""
    return Words(words.th.replace("{item}", ITEM.th), words.en.replace("{item}", ITEM.en))


NOTHING = Words("ไม่ต้องดำเนินการ", "Nothing to do.")
PROVINCE_LOOKS = Words(
    "ยังไม่ต้องแก้ไข รอผลจากจังหวัด", "Nothing to mend yet; wait for the province's answer."
)

CHECK_FAILED = "check-failed"
CHECK_FAILED_REASON = Reason(
    Outcome.ERROR,
    Words(
        "โปรแกรมตรวจขัดข้องขณะตรวจเรื่องนี้ จึงยังไม่มีผลตรวจ",
        "The program itself failed at this point, so there is no result.",
    ),
    Words(
        "ยังไม่ต้องแก้ไข ให้จังหวัดแจ้งผู้พัฒนาโปรแกรมแล้วตรวจซ้ำ",
        "Nothing to mend; the province reports it to the makers of the program and judges again.",
    ),
    "province",
)
"""What stands in place of a check's finding when the check itself broke; no META lists it."""
