"""The words of the reports, one language at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")


class ReportWords:
    """Looks words up by ``section.key`` and fills their placeholders."""

    def __init__(
        self, lang: Language, table: Mapping[str, Mapping[str, Mapping[str, str]]]
    ) -> None:
        self.lang = lang
        self._words = {
            f"{section}.{key}": word[lang]
            for section, words in table.items()
            for key, word in words.items()
        }

    def __call__(self, key: str, **values: object) -> str:
        """The words of ``key``. Raises KeyError for an unknown key or a missing value."""
        return self._words[key].format(**values)


def load_table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """words.toml: section -> key -> language -> words."""
    return tomllib.loads(resource("words.toml"))


def resource(name: str) -> str:
    """The text of a file of the ``reports`` folder, wherever the package is installed."""
    return files("oitcheck.reports").joinpath(name).read_text(encoding="utf-8")


@cache
def words(lang: Language) -> ReportWords:
    return ReportWords(lang, load_table())
