"""The judgement of a round: every check on every subject, capped and rolled up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from oitcheck.catalogue import Catalogue, Indicator
from oitcheck.checks import registry
from oitcheck.checks.evidence import (
    AgencyContext,
    AgencyEvidence,
    Attachment,
    Context,
    IndicatorEvidence,
    JudgedAgency,
    LinkEvidence,
    rfc3339,
)
from oitcheck.checks.meta import CHECK_FAILED, CHECK_FAILED_REASON, Meta
from oitcheck.errors import OitcheckError
from oitcheck.judge.rollup import of_indicator
from oitcheck.model import (
    Agency,
    AgencyVerdicts,
    Capture,
    Decision,
    Finding,
    Judgement,
    LinkVerdict,
    Outcome,
    ProblemCode,
    Role,
    Verdict,
    combine_all,
)

_IN_PART = frozenset({ProblemCode.TRUNCATED, ProblemCode.BAD_ENCODING})

OnFault = Callable[[str, Exception], None]
"""Told of a check that broke: what it was judging (``O12 https://... current``), and the error."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What holds for the whole round. Datetimes are aware.

    ``inputs``: the sha256 of every input text by its name. ``other_hosts``: see `owners_of_hosts`.
    ``off``: ids of checks that are left out. The rest as in `oitcheck.checks.evidence.Context`.
    """

    province: str
    year: int
    round: str
    as_of: datetime
    tool_version: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    deadline: datetime | None = None
    attempts: int = 3
    attempt_span_seconds: int = 24 * 3600
    silent_windows: tuple[tuple[datetime, datetime], ...] = ()
    run_silent: frozenset[int] = frozenset()
    other_hosts: Mapping[str, str] = field(default_factory=dict)
    off: tuple[str, ...] = ()


def judge(
    facts: RoundFacts,
    agencies: Iterable[AgencyEvidence],
    catalogues: Mapping[str, Catalogue],
    *,
    decisions: Mapping[tuple[str, str], Decision] | None = None,
    on_fault: OnFault | None = None,
) -> Judgement:
    """Judge a round. ``catalogues`` by track; ``decisions`` by (agency id, indicator code).

    An assessed agency gets a verdict for every item of its catalogue, a supplier for those that
    it was asked for (that it has an answer to). Where a person rates (`Catalogue.levels`), only
    agencies that have answered something are judged. The order of the input doesn't matter. A check
    that raises gives an ``error`` finding and a call of ``on_fault``, and the rest goes on.
    Raises `OitcheckError` where an agency's track has no catalogue.
    """
    ruled = decisions or {}
    told = on_fault or (lambda subject, trouble: None)
    judged = [
        _agency(facts, evidence, catalogue, ruled, told)
        for evidence in agencies
        if _has_part(evidence, catalogue := _catalogue_of(evidence.agency, catalogues, facts.year))
    ]
    return Judgement(
        province=facts.province,
        year=facts.year,
        round=facts.round,
        as_of=rfc3339(facts.as_of),
        tool_version=facts.tool_version,
        inputs=dict(sorted(facts.inputs.items())),
        findings=(),
        agencies=tuple(sorted(judged, key=lambda agency: (natural(agency.code), agency.id))),
    )


def owners_of_hosts(agencies: Iterable[Agency]) -> dict[str, str]:
    """Which agency's site a host is; a host of several agencies names the first by code."""
    owners: dict[str, str] = {}
    for agency in sorted(agencies, key=lambda agency: (natural(agency.code), agency.id)):
        for host in agency.hosts:
            owners.setdefault(host.lower(), agency.name)
            owners.setdefault(host.lower().removeprefix("www."), agency.name)
    return dict(sorted(owners.items()))


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which numbers count as numbers: A2 before A10."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", code)
        if part
    )


def _catalogue_of(agency: Agency, catalogues: Mapping[str, Catalogue], year: int) -> Catalogue:
    catalogue = catalogues.get(agency.track)
    if catalogue is None:
        raise OitcheckError(
            f"{agency.name}: no catalogue for the track {agency.track!r} of {year}",
            "known tracks: " + ", ".join(sorted(catalogues)),
        )
    return catalogue


def _has_part(evidence: AgencyEvidence, catalogue: Catalogue) -> bool:
    return not catalogue.rated_by_a_person or any(item.answer for item in evidence.indicators)


def _agency(
    facts: RoundFacts,
    evidence: AgencyEvidence,
    catalogue: Catalogue,
    decisions: Mapping[tuple[str, str], Decision],
    told: OnFault,
) -> AgencyVerdicts:
    agency = evidence.agency
    given = {item.indicator.code: item for item in evidence.indicators}
    verdicts = []
    for indicator in catalogue.indicators:
        item = given.get(indicator.code, IndicatorEvidence(indicator))
        if agency.role is Role.SUPPLIER and item.answer is None:
            continue
        context = _context(facts, catalogue, indicator, agency)
        decision = decisions.get((agency.id, indicator.code))
        verdicts.append(_verdict(item, context, decision, facts.off, told))
    return AgencyVerdicts(
        id=agency.id,
        code=agency.code,
        name=agency.name,
        role=str(agency.role),
        kind=agency.kind,
        district=agency.district,
        catalogue_id=catalogue.id,
        catalogue_sha256=catalogue.sha256,
        findings=_of_agency(facts, JudgedAgency(evidence, tuple(verdicts)), catalogue, told),
        verdicts=tuple(verdicts),
    )


def _of_agency(
    facts: RoundFacts, judged: JudgedAgency, catalogue: Catalogue, told: OnFault
) -> tuple[Finding, ...]:
    agency = judged.evidence.agency
    context = AgencyContext(facts.year, catalogue, agency, facts.as_of)
    findings: list[Finding] = []
    for module in registry.OF_AGENCY:
        if module.META.id not in facts.off:
            run = partial(module.check, judged, context)
            findings.extend(_run(module.META, run, agency.id, told))
    return tuple(findings)


def _context(
    facts: RoundFacts, catalogue: Catalogue, indicator: Indicator, agency: Agency
) -> Context:
    return Context(
        year=facts.year,
        catalogue=catalogue,
        indicator=indicator,
        agency=agency,
        as_of=facts.as_of,
        other_hosts=facts.other_hosts,
        deadline=facts.deadline,
        attempts=facts.attempts,
        attempt_span_seconds=facts.attempt_span_seconds,
        silent_windows=facts.silent_windows,
        run_silent=facts.run_silent,
    )


def _verdict(
    item: IndicatorEvidence,
    context: Context,
    decision: Decision | None,
    off: tuple[str, ...],
    told: OnFault,
) -> Verdict:
    code = context.indicator.code
    findings: list[Finding] = []
    for module in registry.OF_INDICATOR:
        if _applies(module.META, context, off):
            run = partial(module.check, item, context)
            found = _run(module.META, run, f"{context.agency.id} {code}", told)
            findings.extend(_capped(finding, module.META, context) for finding in found)
    ordered = sorted(item.links, key=lambda e: (e.link.order, e.link.url, e.link.given))
    suppliers = item.answer.suppliers if item.answer else ()
    links = tuple(_link(_in_order(link), context, suppliers, off, told) for link in ordered)
    return Verdict(
        indicator=code,
        outcome=of_indicator(findings, links),
        answer=str(item.answer.status) if item.answer else "none",
        decision=decision,
        findings=tuple(findings),
        links=links,
        suppliers=suppliers,
    )


def _link(
    evidence: LinkEvidence,
    context: Context,
    suppliers: tuple[str, ...],
    off: tuple[str, ...],
    told: OnFault,
) -> LinkVerdict:
    link = evidence.link
    subject = f"{context.agency.id} {context.indicator.code} {link.url}"
    findings: list[Finding] = []
    for module in registry.OF_LINK:
        if _applies(module.META, context, off):
            run = partial(module.check, evidence, context)
            found = _run(module.META, run, subject, told)
            found = tuple(_capped(finding, module.META, context) for finding in found)
            findings.extend(_of_a_part(finding, module.META, evidence) for finding in found)
    attached = tuple(a.capture for a in evidence.attachments if a.capture is not None)
    return LinkVerdict(
        url=link.url,
        given=link.given,
        note=link.note,
        origin=str(link.origin),
        outcome=combine_all(finding.outcome for finding in findings),
        captures=tuple(dict.fromkeys((*evidence.captures, *attached))),
        findings=tuple(findings),
        supplier=link.agency if link.agency in suppliers else "",
    )


def _applies(meta: Meta, context: Context, off: tuple[str, ...]) -> bool:
    """Whether a check runs: no one has switched it off, and the item asks for it or for all."""
    wanted = context.indicator.checks
    return meta.id not in off and (not wanted or meta.id in wanted)


def _run(
    meta: Meta, check: Callable[[], tuple[Finding, ...]], subject: str, told: OnFault
) -> tuple[Finding, ...]:
    """A check's findings. This is the one place that catches a bug of a check."""
    try:
        return tuple(check())
    except Exception as trouble:
        told(f"{subject} {meta.id}", trouble)
        facts = {"error": type(trouble).__name__}
        return (
            Finding(meta.id, meta.version, CHECK_FAILED_REASON.outcome, CHECK_FAILED, facts=facts),
        )


def _capped(finding: Finding, meta: Meta, context: Context) -> Finding:
    """What rests on a rule that nobody has confirmed may be a review at most."""
    if finding.outcome is not Outcome.FAIL or _is_confirmed(finding, meta, context.indicator):
        return finding
    return replace(finding, outcome=Outcome.REVIEW, facts={**finding.facts, "provisional": True})


def _is_confirmed(finding: Finding, meta: Meta, indicator: Indicator) -> bool:
    if "element" in meta.rests_on:
        element = indicator.element(finding.key)
        if element is None or not element.confirmed:
            return False
    return indicator.confirmed or not meta.rests_on


def _of_a_part(finding: Finding, meta: Meta, evidence: LinkEvidence) -> Finding:
    """What a page lacks may stand in the part that never came: a review at most."""
    if finding.outcome is not Outcome.FAIL or "documents" not in meta.needs:
        return finding
    seen = (evidence.content_capture, *(a.capture for a in evidence.own_attachments))
    if not any(one and one.problem and one.problem.code in _IN_PART for one in seen):
        return finding
    return replace(finding, outcome=Outcome.REVIEW, facts={**finding.facts, "in_part": True})


def _in_order(evidence: LinkEvidence) -> LinkEvidence:
    def taken(capture: Capture) -> tuple[datetime, int, int, int]:
        return (capture.taken_at, capture.run, capture.attempt, capture.id)

    def linked(attachment: Attachment) -> tuple[int, str, str]:
        return (attachment.edge.order, attachment.edge.child, attachment.edge.href)

    return replace(
        evidence,
        captures=tuple(sorted(evidence.captures, key=taken)),
        attachments=tuple(sorted(evidence.attachments, key=linked)),
    )
