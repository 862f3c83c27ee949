"""Pictures of reports as people see them: a wide screen, a telephone, A4 paper.

    python tools/shots.py OUT PAGE.html...

Writes OUT/<page>-1280.png, -390.png and, with poppler-utils, -a4-<n>.png; prints whether a page
scrolls sideways. Needs chromium-headless-shell (or OITCHECK_BROWSER_EXECUTABLE).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (1280, 390)


def browser_path() -> str:
    """Where the browser is; empty if there is none (Playwright's own is tried then)."""
    known = os.environ.get("OITCHECK_BROWSER_EXECUTABLE")
    names = ("chromium-headless-shell", "chromium", "google-chrome", "msedge")
    return known or next((path for name in names if (path := shutil.which(name))), "")


def shoot(pages: list[Path], out: Path) -> bool:
    """Whether no page is wider than its window."""
    out.mkdir(parents=True, exist_ok=True)
    fits = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path() or None, args=["--no-sandbox", "--disable-gpu"]
        )
        for page_file in pages:
            name = page_file.stem
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.goto(page_file.resolve().as_uri())
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    fits = False
                    print(f"{page_file}: {wide} wide in a window of {width}")
                page.screenshot(path=out / f"{name}-{width}.png", full_page=True)
                if width == WIDTHS[0]:
                    page.pdf(path=out / f"{name}.pdf", prefer_css_page_size=True)
                page.close()
            if shutil.which("pdftoppm"):
                target = [str(out / f"{name}.pdf"), str(out / f"{name}-a4")]
                subprocess.run(["pdftoppm", "-png", "-r", "70", *target], check=True)
        browser.close()
    return fits


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(0 if shoot([Path(name) for name in sys.argv[2:]], Path(sys.argv[1])) else 1)
