"""From findings to outcomes: over the links of an indicator, then over the checks."""

from __future__ import annotations

from collections.abc import Iterable

from oitcheck.checks import registry
from oitcheck.checks.meta import CHECK_FAILED
from oitcheck.model import Finding, LinkVerdict, Outcome, Over, combine_all, combine_any


def over_links(check_id: str, findings: Iterable[Finding]) -> Outcome:
    """One check's outcome for an indicator from its findings on all links.

    ``any``: one link is enough. Everything else: each must hold. A check that broke on a link
    has no result there, so it never hides what it found on another.
    """
    own = [finding for finding in findings if finding.check == check_id]
    meta = registry.meta(check_id)
    if meta is not None and meta.over is Over.ANY:
        return combine_any(finding.outcome for finding in own)
    return combine_all(finding.outcome for finding in own)


def by_check(findings: Iterable[Finding], links: Iterable[LinkVerdict]) -> dict[str, Outcome]:
    """The outcome of every check that spoke, in the order of its first finding."""
    every = [*findings, *(finding for link in links for finding in link.findings)]
    return {check: over_links(check, every) for check in dict.fromkeys(f.check for f in every)}


def of_indicator(findings: Iterable[Finding], links: Iterable[LinkVerdict]) -> Outcome:
    """The verdict's outcome: the worst of its checks."""
    return combine_all(by_check(findings, links).values())


def broke(finding: Finding) -> bool:
    """Whether the finding stands for a check that failed itself."""
    return finding.reason == CHECK_FAILED
