"""Commands start without what they don't need, and --help without any of them."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from typer.main import get_group

from oitcheck.cli.app import app
from oitcheck.cli.commands import COMMANDS

HEAVY = ("sqlalchemy", "alembic", "scrapy", "playwright", "pandas", "numpy", "lxml", "requests")
SCRIPT = """
import sys
from oitcheck.cli.main import main
sys.argv = ["oitcheck", *sys.argv[1:]]
try:
    main()
finally:
    sys.stderr.write("\\n" + " ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def modules_after(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_the_table_of_commands_is_what_the_modules_hold() -> None:
    for module in {module for module, _ in COMMANDS.values()}:
        import_module(f"oitcheck.cli.{module}")
    found = get_group(app).commands
    assert set(found) == set(COMMANDS)
    for name, (module, words) in COMMANDS.items():
        assert found[name].callback.__module__ == f"oitcheck.cli.{module}", name
        assert (found[name].help or "").splitlines()[0] == words, name


@pytest.mark.parametrize("arguments", [("--help",), ("dates", "5 พ.ค. 2569")])
def test_help_and_dates_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not modules_after(*arguments) & set(HEAVY)


def test_a_command_that_looks_imports_no_crawler_and_no_browser() -> None:
    found = modules_after("status", "--help")
    assert "typer" in found
    assert not found & {"scrapy", "playwright", "pandas", "alembic", "openpyxl", "icalendar"}


def test_a_mistyped_command_names_the_near_one() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "oitcheck", "dats"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "dates" in done.stderr
