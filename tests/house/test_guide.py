"""The Thai guides (the year, watching, discovering) name only commands and options that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from oitcheck.cli.app import app
from oitcheck.cli.commands import COMMANDS

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = [
    (DOCS / name).read_text(encoding="utf-8") for name in ("year.th.md", "watch.md", "discover.md")
]
LINES = re.findall(r"^oitcheck (.+)$|`oitcheck ([^`]+)`", "\n".join(GUIDES), re.MULTILINE)
TYPED = [one or other for one, other in LINES]


def test_the_guide_is_about_most_of_what_there_is() -> None:
    named = {line.split()[0] for line in TYPED}
    assert named <= COMMANDS.keys()
    assert len(TYPED) > 35 and len(named) > 15


@pytest.mark.parametrize("line", TYPED)
def test_the_line_can_be_typed_as_it_stands(line: str) -> None:
    """Parsed by the command itself, without running it."""
    words = shlex.split(line)
    command = get_command(app)
    context = command.context_class(command, info_name="oitcheck")
    while hasattr(command, "get_command"):
        name, *words = words
        found = command.get_command(context, name)
        assert found is not None, name
        command = found
        context = command.context_class(command, info_name=name, parent=context)
    command.parse_args(context, words)
