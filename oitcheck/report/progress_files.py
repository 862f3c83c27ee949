"""Writes the progress report: a Word file, an Excel file and a page."""

from __future__ import annotations

from pathlib import Path

from oitcheck.plan import NO_WINDOW
from oitcheck.report.files import put
from oitcheck.report.moments import Moments
from oitcheck.report.pages import Pages
from oitcheck.report.progress import HEADINGS, SIGNATURE, Progress
from oitcheck.report.progress_docx import docx_bytes
from oitcheck.report.progress_xlsx import xlsx_bytes
from oitcheck.report.words import words


def write_progress(report: Progress, out: Path) -> tuple[Path, ...]:
    """``progress-6.docx``, ``.xlsx``, ``.html`` (or ``-12``) in ``out``; the same bytes for the
    same report. Raises `OitcheckError` when a file can't be written, such as one open in Word."""
    name = f"progress-{report.months}"
    again = f"oitcheck progress --months {report.months}"
    made = {
        out / f"{name}.docx": docx_bytes(report),
        out / f"{name}.xlsx": xlsx_bytes(report),
        out / f"{name}.html": html(report).encode("utf-8"),
    }
    for path, body in made.items():
        put(path, body, again)
    return tuple(made)


def html(report: Progress) -> str:
    """The page; every text is escaped."""
    said = words("th")
    return Pages(said, Moments(said), {}).progress(
        report=report, headings=HEADINGS, signature=SIGNATURE, no_window=NO_WINDOW
    )
