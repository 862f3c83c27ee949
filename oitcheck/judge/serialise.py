"""judgement.json: the same judgement always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from oitcheck.checks.evidence import rfc3339
from oitcheck.errors import OitcheckError
from oitcheck.model import (
    AgencyVerdicts,
    Capture,
    Decision,
    Finding,
    Judgement,
    LinkVerdict,
    Outcome,
    Problem,
    ProblemCode,
    Purpose,
    Verdict,
    Where,
)

SCHEMA = "oitcheck.judgement/1"


def to_json_bytes(judgement: Judgement) -> bytes:
    """UTF-8 with sorted keys, LF, one space a level, a line end at the end."""
    data = {
        "schema": SCHEMA,
        "province": judgement.province,
        "year": judgement.year,
        "round": judgement.round,
        "as_of": judgement.as_of,
        "tool_version": judgement.tool_version,
        "inputs": dict(judgement.inputs),
        "findings": [_finding(finding) for finding in judgement.findings],
        "agencies": [_agency(agency) for agency in judgement.agencies],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode("utf-8", errors="backslashreplace") + b"\n"


def from_json(text: str | bytes) -> Judgement:
    """A Judgement from its JSON; captures come back with what the JSON keeps of them.

    Raises `OitcheckError` where the text is no judgement of this schema.
    """
    try:
        data = json.loads(text)
    except ValueError as trouble:
        raise OitcheckError(f"not a judgement: {trouble}", "judge the round again") from None
    found = data.get("schema") if isinstance(data, Mapping) else None
    if found != SCHEMA:
        raise OitcheckError(
            f"not a judgement of {SCHEMA}: {found!r}", "judge the round again with this version"
        )
    return Judgement(
        province=data["province"],
        year=data["year"],
        round=data["round"],
        as_of=data["as_of"],
        tool_version=data["tool_version"],
        inputs=data["inputs"],
        findings=tuple(_read_finding(finding) for finding in data["findings"]),
        agencies=tuple(_read_agency(agency) for agency in data["agencies"]),
    )


def _agency(agency: AgencyVerdicts) -> dict[str, Any]:
    return {
        "id": agency.id,
        "code": agency.code,
        "name": agency.name,
        "role": agency.role,
        "kind": agency.kind,
        "district": agency.district,
        "catalogue": {"id": agency.catalogue_id, "sha256": agency.catalogue_sha256},
        "findings": [_finding(finding) for finding in agency.findings],
        "verdicts": [_verdict(verdict) for verdict in agency.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    ruled = verdict.decision
    return {
        "indicator": verdict.indicator,
        "outcome": str(verdict.outcome),
        "answer": verdict.answer,
        "decision": ruled
        and {"outcome": str(ruled.outcome), "by": ruled.by, "at": ruled.at, "why": ruled.why},
        "findings": [_finding(finding) for finding in verdict.findings],
        "links": [_link(link) for link in verdict.links],
        "suppliers": list(verdict.suppliers),
    }


def _link(link: LinkVerdict) -> dict[str, Any]:
    return {
        "url": link.url,
        "given": link.given,
        "note": link.note,
        "origin": link.origin,
        "outcome": str(link.outcome),
        "captures": [_capture(capture) for capture in link.captures],
        "findings": [_finding(finding) for finding in link.findings],
        "supplier": link.supplier,
    }


def _capture(capture: Capture) -> dict[str, Any]:
    problem = capture.problem
    return {
        "id": capture.id,
        "purpose": str(capture.purpose),
        "url": capture.url,
        "final_url": capture.final_url,
        "taken_at": rfc3339(capture.taken_at),
        "status": capture.status,
        "problem": problem
        and {
            "code": str(problem.code),
            "transient": problem.transient,
            "detail": problem.detail,
        },
        "sha256": capture.sha256,
        "ip": capture.ip,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "check": finding.check,
        "version": finding.version,
        "outcome": str(finding.outcome),
        "reason": finding.reason,
        "key": finding.key,
        "capture": finding.capture,
        "document": finding.document,
        "where": where and {"page": where.page, "offset": where.offset, "snippet": where.snippet},
        "facts": dict(finding.facts),
    }


def _read_agency(data: Mapping[str, Any]) -> AgencyVerdicts:
    return AgencyVerdicts(
        id=data["id"],
        code=data["code"],
        name=data["name"],
        role=data["role"],
        kind=data["kind"],
        district=data["district"],
        catalogue_id=data["catalogue"]["id"],
        catalogue_sha256=data["catalogue"]["sha256"],
        findings=tuple(_read_finding(finding) for finding in data["findings"]),
        verdicts=tuple(_read_verdict(verdict) for verdict in data["verdicts"]),
    )


def _read_verdict(data: Mapping[str, Any]) -> Verdict:
    ruled = data["decision"]
    return Verdict(
        indicator=data["indicator"],
        outcome=Outcome(data["outcome"]),
        answer=data["answer"],
        decision=Decision(Outcome(ruled["outcome"]), ruled["by"], ruled["at"], ruled["why"])
        if ruled
        else None,
        findings=tuple(_read_finding(finding) for finding in data["findings"]),
        links=tuple(_read_link(link) for link in data["links"]),
        # files of before suppliers fed the province's answer have no such keys
        suppliers=tuple(data.get("suppliers", ())),
    )


def _read_link(data: Mapping[str, Any]) -> LinkVerdict:
    return LinkVerdict(
        url=data["url"],
        given=data["given"],
        note=data["note"],
        origin=data["origin"],
        outcome=Outcome(data["outcome"]),
        captures=tuple(_read_capture(capture) for capture in data["captures"]),
        findings=tuple(_read_finding(finding) for finding in data["findings"]),
        supplier=data.get("supplier", ""),
    )


def _read_capture(data: Mapping[str, Any]) -> Capture:
    problem = data["problem"]
    return Capture(
        id=data["id"],
        run=0,
        url=data["url"],
        attempt=0,
        purpose=Purpose(data["purpose"]),
        taken_at=datetime.fromisoformat(data["taken_at"]),
        final_url=data["final_url"],
        status=data["status"],
        problem=Problem(ProblemCode(problem["code"]), problem["transient"], problem["detail"])
        if problem
        else None,
        sha256=data["sha256"],
        # files of before the servers' addresses were told have no such key
        ip=data.get("ip", ""),
    )


def _read_finding(data: Mapping[str, Any]) -> Finding:
    where = data["where"]
    return Finding(
        check=data["check"],
        version=data["version"],
        outcome=Outcome(data["outcome"]),
        reason=data["reason"],
        key=data["key"],
        capture=data["capture"],
        document=data["document"],
        where=Where(where["page"], where["offset"], where["snippet"]) if where else None,
        facts=data["facts"],
    )
