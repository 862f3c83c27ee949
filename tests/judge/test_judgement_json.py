"""judgement.json: the agreed shape, the same bytes, back and forth."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_province import a_province, facts

from oitcheck.errors import OitcheckError
from oitcheck.judge import from_json, gaps, judge, to_json_bytes
from oitcheck.model import Decision, Judgement, LinkVerdict, Outcome

SCHEMA = json.loads(
    files("oitcheck.reports").joinpath("judgement.schema.json").read_text(encoding="utf-8")
)


@cache
def whole() -> Judgement:
    agencies, catalogues = a_province()
    return judge(
        facts(),
        agencies,
        catalogues,
        decisions={("a1", "O1"): Decision(Outcome.FAIL, "ผู้ตรวจ", "2026-05-06T03:00:00Z", "ดูแล้ว")},
    )


def test_the_json_reads_back_to_the_same_bytes() -> None:
    written = to_json_bytes(whole())
    again = from_json(written)
    assert to_json_bytes(again) == written
    assert [gap.finding.reason for gap in gaps(again.agencies[0])] == [
        gap.finding.reason for gap in gaps(whole().agencies[0])
    ]


def test_the_json_has_the_agreed_shape() -> None:
    written = to_json_bytes(whole())
    assert b"\r" not in written and written.endswith(b"}\n")
    assert "เทศบาล" in written.decode("utf-8")
    data = json.loads(written)
    assert data["schema"] == "oitcheck.judgement/1"
    assert data["as_of"] == "2026-05-08T02:00:00Z"
    verdict = data["agencies"][0]["verdicts"][0]
    assert {"indicator", "outcome", "decision", "findings", "links"} <= verdict.keys()
    assert {"url", "outcome", "captures", "findings"} <= verdict["links"][0].keys()
    assert sorted(verdict["links"][0]["captures"][0]) == (
        ["final_url", "id", "ip", "problem", "purpose", "sha256", "status", "taken_at", "url"]
    )
    assert sorted(verdict["links"][0]["findings"][0]) == (
        ["capture", "check", "document", "facts", "key", "outcome", "reason", "version", "where"]
    )
    assert data["agencies"][0]["catalogue"] == {"id": "oit-2569", "sha256": "c" * 64}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema":"oitcheck.judgement/9"}', "\x00"])
def test_what_is_no_judgement_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(OitcheckError) as refused:
        from_json(text)
    assert "\n" not in str(refused.value)


@given(st.text())
def test_any_text_survives_the_json(words: str) -> None:
    verdict = LinkVerdict(words, words, words, words, Outcome.PASS, (), ())
    base = whole()
    first = base.agencies[0]
    changed = replace(first.verdicts[0], links=(verdict,))
    one = replace(base, agencies=(replace(first, name=words, verdicts=(changed,)),))
    if any(0xD800 <= ord(c) <= 0xDFFF for c in words):
        return
    assert from_json(to_json_bytes(one)).agencies[0].verdicts[0].links[0].url == words


def test_the_json_keeps_to_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(to_json_bytes(whole()))
    jsonschema.validate(data, SCHEMA)
    data["agencies"][0]["verdicts"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_a_file_of_before_suppliers_were_named_still_reads() -> None:
    data = json.loads(to_json_bytes(whole()))
    for agency in data["agencies"]:
        for verdict in agency["verdicts"]:
            del verdict["suppliers"]
            for link in verdict["links"]:
                del link["supplier"]
    jsonschema.validate(data, SCHEMA)
    assert from_json(json.dumps(data)) == from_json(to_json_bytes(whole()))
