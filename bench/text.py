"""Text: what is read of PDFs and of pages, ours beside other libraries on the same bytes.

    python bench/text.py [--others FOLDER] [--rounds 5]

FOLDER holds pypdf, pdfplumber and trafilatura, which are no part of this project; what is not there
is left out, and so is pdftotext. PDFs are those of tests/reading/producers.

character error: edit distance / characters of the truth, both normalised, white space as one space.
right: at most 1 %. ms a page: processor time of the best round (pdftotext: clock, with its start).
pages/s: of 200 pages, in one process, reading and dates and all. peak: resident memory of a worker
process after those. content, footer, footer date: phrases marked as such in tests/reading/pages,
with which ours was made, that stand in what was kept.
"""

from __future__ import annotations

import argparse
import importlib
import io
import multiprocessing
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from ocr import distance

from oitcheck import reading
from oitcheck.reading.charset import decode
from oitcheck.thai import dates
from oitcheck.thai.normalise import normalise

TESTS = Path(__file__).parent.parent / "tests" / "reading"
PDFS = sorted((TESTS / "producers").glob("*.pdf"))
PAGES = sorted((TESTS / "pages").glob("*.html"))
KINDS = ("content", "footer", "footer date")
BAD = "bad-tounicode"
Read = Callable[[bytes], str]


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--others", default="")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    if given.others:
        sys.path.append(given.others)
    readers = dict(pdf_readers())
    print(f"{'':16}" + "".join(f"{name:>22}" for name in readers))
    errors = dict.fromkeys(readers, 0)
    for path in PDFS:
        truth, body = folded(path.with_suffix(".txt").read_text("utf-8")), path.read_bytes()
        row = f"{path.stem:16}"
        for name, read in readers.items():
            took, text = timed(read, body, given.rounds)
            error = distance(truth, folded(text)) / len(truth)
            if path.stem != BAD:
                errors[name] += error <= 0.01
            told = " told" if name == "oitcheck" and is_told(body) else ""
            row += f"{f'{error:.2%} {took:.1f} ms{told}':>22}"
        print(row)
    good = len(PDFS) - any(path.stem == BAD for path in PDFS)
    print(f"{'right':16}" + "".join(f"{f'{count} of {good}':>22}" for count in errors.values()))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pages, seconds, peak = pool.apply(many)
    print(f"{pages} pages: {pages / seconds:.0f} pages/s on one core, worker peak {peak:.0f} MB")
    html()


def pdf_readers() -> list[tuple[str, Read]]:
    found: list[tuple[str, Read]] = [("oitcheck", ours)]
    for name, read in (("pypdf", by_pypdf), ("pdfplumber", by_pdfplumber)):
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        found.append((name, read))
    if shutil.which("pdftotext"):
        found.append(("pdftotext", by_pdftotext))
    return found


def ours(body: bytes) -> str:
    return reading.read(body, "pdf", sha256="0", reader="bench").text


def is_told(body: bytes) -> bool:
    document = reading.read(body, "pdf", sha256="0", reader="bench")
    return any(page.read == "none" for page in document.pages)


def by_pypdf(body: bytes) -> str:
    reader = importlib.import_module("pypdf").PdfReader(io.BytesIO(body))
    return "\n".join(page.extract_text() for page in reader.pages)


def by_pdfplumber(body: bytes) -> str:
    with importlib.import_module("pdfplumber").open(io.BytesIO(body)) as opened:
        return "\n".join(page.extract_text() or "" for page in opened.pages)


def by_pdftotext(body: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=body, capture_output=True, timeout=60, check=False
    )
    return done.stdout.decode("utf-8", "replace")


def folded(text: str) -> str:
    return " ".join(normalise(text).text.split())


def timed(read: Read, body: bytes, rounds: int) -> tuple[float, str]:
    clock = time.perf_counter if read is by_pdftotext else time.process_time
    taken, text = [], ""
    for _ in range(rounds):
        start = clock()
        text = read(body)
        taken.append((clock() - start) * 1000)
    return min(taken), text


def many() -> tuple[int, float, float]:
    """Pages, seconds of processor time, and megabytes, of files of 200 pages of each producer."""
    pages, seconds = 0, 0.0
    for path in PDFS:
        body = repeated(path.read_bytes(), 200)
        start = time.process_time()
        pages += len(reading.read(body, "pdf", sha256="0", reader="bench").pages)
        seconds += time.process_time() - start
    return pages, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def repeated(body: bytes, times: int) -> bytes:
    made, source = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(body)
    for _ in range(times):
        made.import_pages(source)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def html() -> None:
    """What is kept of the phrases that are marked in the test pages; ours was made with them."""
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError:
        print("trafilatura is not installed: pages left out")
        return
    kept: dict[str, Counter[str]] = {"oitcheck": Counter(), "trafilatura": Counter()}
    asked: Counter[str] = Counter()
    for path in PAGES:
        body = path.read_bytes()
        text, _ = decode(body)
        read = {
            "oitcheck": folded(reading.read(body, "html", sha256="0", reader="bench").text),
            "trafilatura": folded(trafilatura.extract(text, include_tables=True) or ""),
        }
        marked = re.findall(r"<!-- expect\n(.*?)\n-->", text, re.S)[0].splitlines()
        for region, phrase in (line.split(": ", 1) for line in marked):
            kinds = [region]
            if region == "footer" and dates.find(phrase):
                kinds.append("footer date")
            for kind in kinds:
                asked[kind] += 1
                for name, got in read.items():
                    kept[name][kind] += folded(phrase) in got
    for name, found in kept.items():
        shown = (f"{kind} {found[kind]} of {asked[kind]}" for kind in KINDS)
        print(f"{name:12} " + ", ".join(shown))


if __name__ == "__main__":
    main()
