"""A catalogue written, as TOML or as Excel, reads back as the same catalogue."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from any_catalogue import SMALL, bare, catalogues
from hypothesis import HealthCheck, example, given, settings

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.catalogue.write import catalogue_text
from oitcheck.intake.catalogue_export import catalogue_xlsx
from oitcheck.intake.catalogue_import import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "indicators").glob("oit-*.toml"))
LAW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def through_excel(catalogue: Catalogue) -> Catalogue:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "เกณฑ์.xlsx"
        path.write_bytes(catalogue_xlsx(catalogue))
        found, complaints = read_catalogue(path)
    assert complaints == ()
    assert found is not None
    return found


@LAW
@given(catalogues())
@example(SMALL)
def test_what_is_written_as_toml_reads_back_the_same(catalogue: Catalogue) -> None:
    assert bare(parse_catalogue(catalogue_text(catalogue), "x")) == catalogue


@LAW
@given(catalogues())
@example(SMALL)
def test_what_is_exported_to_excel_imports_the_same(catalogue: Catalogue) -> None:
    assert bare(through_excel(catalogue)) == catalogue


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_catalogue_survives_both_ways(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    catalogue = bare(parse_catalogue(text, path.name))
    assert bare(parse_catalogue(catalogue_text(catalogue), "x")) == catalogue
    assert bare(through_excel(catalogue)) == catalogue
