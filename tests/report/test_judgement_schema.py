"""reports/judgement.schema.json says what judgement.json looks like."""

from __future__ import annotations

import json

import jsonschema
import pytest
import report_sample as sample

from oitcheck.judge import to_json_bytes
from oitcheck.report.words import resource

SCHEMA = json.loads(resource("judgement.schema.json"))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("judgement", [sample.sample(), sample.before_deadline()])
def test_a_serialised_judgement_fits_the_schema(judgement: object) -> None:
    data = json.loads(to_json_bytes(judgement))  # type: ignore[arg-type]
    jsonschema.Draft202012Validator(SCHEMA).validate(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("as_of",), "2026-05-05 15:30"),
        (("agencies", 0, "verdicts", 0, "outcome"), "ผ่าน"),
        (("agencies", 0, "verdicts", 0, "score"), 100),
        (("agencies", 0, "verdicts", 0, "indicator"), "12"),
    ],
)
def test_the_schema_refuses_what_is_no_judgement(path: tuple[object, ...], value: object) -> None:
    data = json.loads(to_json_bytes(sample.sample()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(data)
