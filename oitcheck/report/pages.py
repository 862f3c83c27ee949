"""The HTML pages: Jinja templates that escape all they print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from oitcheck.report import safe
from oitcheck.report.moments import Moments
from oitcheck.report.standing import STATES, SYMBOLS, state, state_of
from oitcheck.report.words import ReportWords, resource
from oitcheck.thai.words import MONTHS, MONTHS_SHORT

_MONTHS = "|".join(re.escape(name) for name in (*MONTHS, *MONTHS_SHORT))
_TOGETHER = re.compile(
    rf"(?:พ\.ศ\.|ปี|ครั้งที่|ข้อ|เอกสาร|ระดับ|เวลา) [0-9O][0-9:]*(?: น\.)?"
    rf"|(?:\d\d? )?(?:{_MONTHS}) \d{{4}}"
)
"""What a line must not part: a year from its era, a day from its month, a number from its word."""


class Pages:
    """Renders pages in one language. ``common`` is what every page may show."""

    def __init__(self, words: ReportWords, moments: Moments, common: Mapping[str, Any]) -> None:
        self._environment = Environment(
            loader=FunctionLoader(resource),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.globals.update(
            common,
            t=words,
            lang=words.lang,
            css=Markup(resource("report.css")),  # noqa: S704 - our own file
            states=STATES,
            symbols=SYMBOLS,
            words_of={name: words(f"state.{name}") for name in STATES},
            state=state,
            state_of=state_of,
            moments=moments,
            place=Places(words),
        )
        self._environment.filters.update(
            href=safe.href, shown=safe.shown, css_string=_css_string, line=safe.line, plain=_plain
        )

    def agency(self, **values: Any) -> str:
        return self._render("agency.html.j2", values)

    def index(self, **values: Any) -> str:
        return self._render("index.html.j2", values)

    def score(self, **values: Any) -> str:
        return self._render("score.html.j2", values)

    def progress(self, **values: Any) -> str:
        return self._render("progress.html.j2", values)

    def watch(self, **values: Any) -> str:
        return self._render("watch.html.j2", values)

    def show(self, **values: Any) -> str:
        # only this page has them: the others stay as they are, to the byte
        style = Markup(resource("show.css"))  # noqa: S704 - our own file
        return self._render("show.html.j2", {**values, "style": style})

    def _render(self, name: str, values: Mapping[str, Any]) -> str:
        return self._environment.get_template(name).render(values)


def _printed(value: Any) -> Any:
    """Last stop of every value before it is escaped: no control characters, no direction marks."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _TOGETHER.sub(
        lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), safe.text(value)
    )


def _plain(value: str) -> Markup:
    """For what is copied into a message: spaces stay plain spaces."""
    return escape(safe.text(value))


def _css_string(value: str) -> Markup:
    return Markup(safe.css_string(value))  # noqa: S704 - all but letters and digits is escaped


class Places:
    """Names of districts and provinces with the word before them, if it isn't there yet."""

    def __init__(self, words: ReportWords) -> None:
        self._words = words

    def province(self, name: str) -> str:
        if not name or name.startswith(("จังหวัด", "กรุงเทพ")):
            return name
        return self._words("document.province", province=name)

    def district(self, name: str) -> str:
        if not name:
            return self._words("document.no_district")
        if name.startswith(("อำเภอ", "เขต", "อ.")):
            return name
        return self._words("document.district", district=name)
