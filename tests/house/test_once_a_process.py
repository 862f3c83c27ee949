"""What is remembered from one command of a test process to the next changes nothing for any."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import typer.main


def test_a_text_that_was_parsed_before_gives_something_of_its_own() -> None:
    text = 'name = "ก"\nday = 2026-05-05\nrows = [{ size = 1.5 }, { size = inf }]\n'
    first = tomllib.loads(text)
    first["rows"].append("changed")
    assert tomllib.loads(text) == {
        "name": "ก",
        "day": date(2026, 5, 5),
        "rows": [{"size": 1.5}, {"size": float("inf")}],
    }
    assert tomllib.loads(text, parse_float=str)["rows"][0] == {"size": "1.5"}


def test_a_text_that_is_no_toml_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(tomllib.TOMLDecodeError, match="end of document"):
            tomllib.loads("a = 1\nb =")
        with pytest.raises(TypeError):
            tomllib.loads(b"a = 1")  # type: ignore[arg-type]


def test_the_parameters_of_a_command_are_looked_at_once() -> None:
    def command(year: int = 2569) -> None: ...

    assert typer.main.get_params_from_function(command)["year"].default == 2569
    assert typer.main.get_params_from_function(command) is typer.main.get_params_from_function(
        command
    )
