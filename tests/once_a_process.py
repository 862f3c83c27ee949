"""What is worked out anew for every command, worked out once for all commands of a test process.

A user's process runs one command; a process of the tests runs thousands. With all of oitcheck's
commands imported Typer takes 0.15 s each time to look at their parameters, and the catalogue of a
year 0.05 s to parse: more than the commands themselves. Both results depend on nothing but what is
given, so no test can tell. Tests that start a process of their own do without.
"""

from __future__ import annotations

import pickle
import tomllib
from functools import cache, lru_cache
from typing import Any

import typer.main

_TEXTS = 64


def keep() -> None:
    """Have Typer and tomllib remember, in this process."""
    loads = tomllib.loads

    @lru_cache(_TEXTS)
    def parsed(text: str) -> bytes:
        return pickle.dumps(loads(text))

    def remembered(text: str, /, **how: Any) -> dict[str, Any]:
        # pickled, since whoever asks may change what it gets
        return loads(text, **how) if how else pickle.loads(parsed(text))  # type: ignore[no-any-return]

    tomllib.loads = remembered
    typer.main.get_params_from_function = cache(typer.main.get_params_from_function)
