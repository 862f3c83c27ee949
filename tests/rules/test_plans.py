"""The loader of plans: the precision of a window, and what it refuses."""

from __future__ import annotations

from datetime import datetime

import pytest

from oitcheck.errors import OitcheckError
from oitcheck.plan import BANGKOK, parse_plan

HEAD = '[plan]\nid = "p"\nprovince = "x"\nyear = 2569\n'


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("window", "first", "last", "precision", "has_hour"),
    [
        ('{ to = "2026-06-30T17:00" }', None, (2026, 6, 30, 17, 0), "minute", True),
        ('{ to = "2026-05-05" }', None, (2026, 5, 6), "day", False),
        ('{ from = "2026-03", to = "2026-03" }', (2026, 3, 1), (2026, 4, 1), "month", False),
        ('{ from = "2026-12", to = "2026-12" }', (2026, 12, 1), (2027, 1, 1), "month", False),
        ('{ from = "2025-11-01" }', (2025, 11, 1), None, "day", False),
    ],
)
def test_windows_keep_the_precision_that_the_source_gives(
    window: str,
    first: tuple[int, ...] | None,
    last: tuple[int, ...] | None,
    precision: str,
    has_hour: bool,
) -> None:
    step = f'[[step]]\nid = "a"\nkind = "other"\ntext = "x"\nprovince = {window}\n'
    found = parse_plan(HEAD + step, "plan.toml").steps[0].province
    assert found is not None
    assert found.first == (local(*first) if first else None)
    assert found.last == (local(*last) if last else None)
    assert (found.precision, found.has_hour) == (precision, has_hour)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ('id = "a"\nkind = "party"\ntext = "x"', "kind"),
        ('id = "a"\nkind = "other"', "text"),
        ('id = "a"\nkind = "other"\ntext = "x"\nunit = ["y"]', "units?"),
        ('id = "a"\nkind = "other"\ntext = "x"\nprovince = { to = "5 May" }', "province.to"),
        ('id = "a"\nkind = "other"\ntext = "x"\nprovince = { to = "2026-02-30" }', "province.to"),
        (
            'id = "a"\nkind = "other"\ntext = "x"\nprovince = { from = "2026-05", to = "2026-04" }',
            "สิ้นสุดก่อนเริ่ม",
        ),
        ('kind = "other"\ntext = "x"', "id"),
    ],
)
def test_a_broken_plan_is_refused_in_one_line_with_its_key(step: str, told: str) -> None:
    with pytest.raises(OitcheckError) as caught:
        parse_plan(f"{HEAD}[[step]]\n{step}\n", "plan.toml")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
