"""Writes docs/checks.md from the checks' own words: python tools/make_docs.py"""

from __future__ import annotations

from pathlib import Path

from oitcheck.checks import registry
from oitcheck.checks.meta import CHECK_FAILED, CHECK_FAILED_REASON, Meta, Reason, of_oit
from oitcheck.model import Scope

TARGET = Path(__file__).resolve().parents[1] / "docs" / "checks.md"
WHO = {
    "agency": "หน่วยงานแก้เอง / the agency",
    "vendor": "ส่งบริษัทผู้ดูแลเว็บไซต์ / the website's company",
    "unit": "ขอข้อมูลจากกอง/ฝ่าย / the unit that has the data",
    "province": "จังหวัด / the province",
    "nobody": "–",
}


def page() -> str:
    """The whole of docs/checks.md."""
    parts = [
        "# The checks",
        "",
        "Written by `tools/make_docs.py` from the checks themselves; change the words there. Names",
        "in braces are filled in by a finding's facts. In the order in which reports read them.",
    ]
    for module in registry.CHECKS:
        parts += _check(module.META)
    parts += [
        "",
        "## When a check itself breaks",
        "",
        *_head(),
        _row(CHECK_FAILED, CHECK_FAILED_REASON),
    ]
    return "\n".join(parts) + "\n"


def _check(meta: Meta) -> list[str]:
    rests = f" Rests on rules that must be confirmed: {', '.join(sorted(meta.rests_on))}."
    return [
        "",
        f"## `{meta.id}` — {meta.title.th} / {meta.title.en}",
        "",
        meta.means.th,
        "",
        meta.means.en,
        "",
        of_oit(meta.why).th,
        "",
        of_oit(meta.why).en,
        "",
        f"Version {meta.version}; subject: {meta.scope}"
        + ("." if meta.scope is Scope.AGENCY else f"; over the links of an item: {meta.over}.")
        + (rests if meta.rests_on else ""),
        "",
        *_head(),
        *(_row(code, reason) for code, reason in meta.reasons.items()),
        *_particular(meta),
    ]


def _particular(meta: Meta) -> list[str]:
    """The words of the troubles behind a reason, which take the place of those in general."""
    rows = [
        _row(f"{code}` / `{kind}", one)
        for code, reason in meta.reasons.items()
        for kind, one in reason.particular.items()
    ]
    if not rows:
        return []
    return [
        "",
        "Where the trouble is known (fact `trouble`) its own words are shown instead:",
        "",
        *_head(),
        *rows,
    ]


def _head() -> list[str]:
    return ["| reason | outcome | what was seen | what to do | who |", "|---|---|---|---|---|"]


def _row(code: str, reason: Reason) -> str:
    message, fix = of_oit(reason.message), of_oit(reason.fix)
    cells = (
        f"`{code}`",
        str(reason.outcome),
        f"{message.th}<br>{message.en}",
        f"{fix.th}<br>{fix.en}",
        WHO[reason.who],
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
    print(TARGET)
