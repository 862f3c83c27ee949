# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""A script-only site: every address gives the same empty shell, a script draws the page."""

from __future__ import annotations

import json
from datetime import date

from ..agencies import Site
from ..chrome import Page
from . import modern

APP = """
(async function () {
  const app = document.getElementById("app");
  const path = location.pathname === "/" ? "/home" : location.pathname;
  const answer = await fetch("/data" + path + ".json");
  const page = await answer.json();
  document.title = page.title;
  app.innerHTML = page.body;
  document.body.classList.add("ready");
})();
"""


def render(site: Site, page: Page, today: date) -> bytes:
    """The shell: the same bytes for every page."""
    return f"""<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{site.name}</title><link rel="stylesheet" href="/assets/site.css">
<style>:root{{--c:{site.colour};--d:{site.dark}}}</style></head><body>
<noscript>You need to enable JavaScript to run this app.</noscript>
<div id="app"></div><script src="/static/js/main.4f1c2a.js"></script></body></html>
""".encode()


def data(site: Site, page: Page, today: date) -> bytes:
    """The JSON that the script draws the page from."""
    return json.dumps(
        {"title": f"{page.title} | {site.name}", "body": modern.body(site, page, today)},
        ensure_ascii=False,
    ).encode()
