"""What an agency has to mend, and what a person will look at, out of its verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oitcheck.checks import registry
from oitcheck.judge.rollup import by_check
from oitcheck.model import AgencyVerdicts, Finding, LinkVerdict, Outcome, Verdict

_CHECKS = {module.META.id: number for number, module in enumerate(registry.CHECKS)}


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding that decides a verdict. ``link`` is None where it is about the whole item."""

    indicator: str
    outcome: Outcome
    finding: Finding
    link: LinkVerdict | None


def gaps(agency: AgencyVerdicts) -> tuple[Gap, ...]:
    """The findings behind every verdict that needs mending or a look: failures before reviews,
    then by indicator, check and link.

    What another link makes good is left out (the wrong year of one link where a second link has
    the right one), and so is what a person can't mend: our own errors (see `waiting`).
    """
    return _of(agency, (Outcome.FAIL, Outcome.REVIEW))


def waiting(agency: AgencyVerdicts) -> tuple[Gap, ...]:
    """What the province does next: what a person looks at, then what is to be checked again."""
    return _of(agency, (Outcome.REVIEW, Outcome.ERROR))


def _of(agency: AgencyVerdicts, wanted: tuple[Outcome, ...]) -> tuple[Gap, ...]:
    found = [
        (wanted.index(gap.outcome), number, _CHECKS.get(gap.finding.check, 0), position, gap)
        for number, verdict in enumerate(agency.verdicts)
        for position, gap in enumerate(_deciding(verdict))
        if gap.outcome in wanted
    ]
    found.sort(key=lambda item: item[:4])
    return tuple(item[-1] for item in found)


def _deciding(verdict: Verdict) -> Iterator[Gap]:
    """The findings whose outcome is the one that their check came to, and that is no pass."""
    outcomes = by_check(verdict.findings, verdict.links)
    places: list[tuple[Finding, LinkVerdict | None]] = [(f, None) for f in verdict.findings]
    places.extend((finding, link) for link in verdict.links for finding in link.findings)
    for finding, link in places:
        reached = outcomes[finding.check]
        if reached in (Outcome.PASS, Outcome.SKIP) or finding.outcome in (
            Outcome.PASS,
            Outcome.SKIP,
        ):
            continue
        if finding.outcome is reached or reached is Outcome.FAIL:
            yield Gap(verdict.indicator, finding.outcome, finding, link)
