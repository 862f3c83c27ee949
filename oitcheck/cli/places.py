"""The workspace that a command works in."""

from __future__ import annotations

from pathlib import Path

import typer

from oitcheck.pipeline.workspace import Workspace


def open_workspace(context: typer.Context, given: Path | None) -> Workspace:
    """The workspace of ``-w`` before or after the command, else of the current folder."""
    return Workspace(given or context.obj or Path())
