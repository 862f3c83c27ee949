"""The words of the reports, one language at a time.

Reports of an evidence checklist say some things otherwise: what stands in words-checklist.toml
goes before the word of the same key in words.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from oitcheck.catalogue import ITEM, Words

Language = Literal["th", "en"]
Table = Mapping[str, Mapping[str, Mapping[str, str]]]


class ReportWords:
    """Looks words up by ``section.key`` and fills their placeholders; of several tables the last
    that has a key gives its word. ``item`` is what the checks' sentences call an item."""

    def __init__(self, lang: Language, *tables: Table, item: Words = ITEM) -> None:
        self.lang = lang
        self.item = item.in_language(lang)
        self._words = {
            f"{section}.{key}": word[lang]
            for table in tables
            for section, words in table.items()
            for key, word in words.items()
        }

    def __call__(self, key: str, **values: object) -> str:
        """The words of ``key``. Raises KeyError for an unknown key or a missing value."""
        return self._words[key].format(**values)


def load_table(name: str = "words.toml") -> Table:
    """A file of words: section -> key -> language -> words."""
    return tomllib.loads(resource(name))


def resource(name: str) -> str:
    """The text of a file of the ``reports`` folder, wherever the package is installed."""
    return files("oitcheck.reports").joinpath(name).read_text(encoding="utf-8")


@cache
def words(lang: Language) -> ReportWords:
    return ReportWords(lang, load_table())


@cache
def words_of_checklists(lang: Language, item: Words) -> ReportWords:
    return ReportWords(lang, load_table(), load_table("words-checklist.toml"), item=item)
