"""Lint: a list is read as an import would read it, and nothing is stored or fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oitcheck.intake import Problem, read_files
from oitcheck.linting import Complaint, lint
from oitcheck.model import Agency
from oitcheck.pipeline.handing_in import check_files
from oitcheck.pipeline.rules import catalogue_for
from oitcheck.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Linted:
    """``problems``: what an import would complain about; ``complaints``: what the links show.
    ``names``: agencies by id."""

    year: int
    links: int
    problems: tuple[Problem, ...]
    complaints: tuple[Complaint, ...]
    names: dict[str, str]


def lint_files(
    workspace: Workspace, files: Sequence[Path], year: int, track: str, now: datetime
) -> Linted:
    """Lint link lists by the catalogue of (``year``, ``track``), by default the workspace's.

    In a workspace its registry says who has which website; elsewhere the lists themselves do.
    Raises `OitcheckError` for a file that is not there.
    """
    check_files(files)
    catalogue = catalogue_for(workspace, year, track).catalogue
    known: Sequence[Agency] = ()
    if workspace.exists():
        with workspace.store() as store:
            known = store.agencies()
    read = read_files(
        files,
        catalogue=catalogue,
        agencies=known,
        round="1",
        received_at=None,
        now=now,
        whole=True,
    )
    agencies = (*known, *read.new_agencies)
    return Linted(
        catalogue.year,
        read.counts.links,
        read.problems,
        lint(read.submissions, agencies, catalogue),
        {agency.id: agency.name for agency in agencies},
    )
