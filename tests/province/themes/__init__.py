"""How each kind of website draws a page: one module a look, each with `render`, `css`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..agencies import Site
from ..chrome import Page
from . import joomla, modern, shell, tis620, vendor, wordpress

RENDER: dict[str, Callable[[Site, Page, date], bytes]] = {
    "wordpress": wordpress.render,
    "joomla": joomla.render,
    "vendor": vendor.render,
    "tis620": tis620.render,
    "modern": modern.render,
    "shell": shell.render,
}

CSS: dict[str, str] = {
    "wordpress": wordpress.CSS,
    "joomla": joomla.CSS,
    "vendor": vendor.CSS,
    "modern": modern.CSS,
    "shell": modern.CSS,
}
