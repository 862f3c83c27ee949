"""How right the date grammar is, beside other libraries, and how long it takes.

    python bench/dates.py [--speed] [--long]

Right: precision, first and last day are those of dates.tsv and held_out.tsv in tests/thai (a
library that gives one day is right when that day lies in the period). Wrong: another period, or any
date where none may be read. None: nothing given where there is a date. The other libraries
(dateparser, PyThaiNLP, htmldate) are measured where they are installed; they are no part of this
project.

Then seconds for a million characters of texts made to be slow, and, for 100 KB of text, beside a
bare search for digits:

The ratio is ms(find) / ms(re.findall of digit runs), both of processor time measured in
this run, the best of nine.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import ModuleType

from oitcheck.thai import dates

_PARAGRAPH = (
    "สำนักงานจังหวัดดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ รอบ ๖ เดือน "
    "(ตุลาคม 2568 - มีนาคม 2569) และขอแจ้งให้หน่วยงานในสังกัดรายงานผลภายในวันที่ ๕ มิถุนายน ๒๕๖๙ "
    "เวลา ๑๗.๐๐ น. ผ่านระบบ โดยสอบถามได้ที่โทร. 0-4451-2039 ต่อ 2568 วงเงิน 2,569,000 บาท "
    "ตามมาตรา 25 วรรค 67 ของพระราชบัญญัติฯ พ.ศ. 2561 ทั้งนี้ ผู้บริหารได้ประกาศเจตนารมณ์ไม่รับของขวัญ"
    "และของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ เพื่อเสริมสร้างวัฒนธรรมองค์กรที่โปร่งใสตรวจสอบได้\n"
)
_PLAIN = (
    "ผู้บริหารได้ประกาศเจตนารมณ์ไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ เพื่อเสริมสร้างวัฒนธรรมองค์กรที่โปร่งใส "
    "หน้า 12 จาก 40 ข้อ 3 และปีถัดไป\n"
)
_DENSE = "15 มีนาคม 2568 | ต.ค.67-มี.ค.68 | ปีงบประมาณ พ.ศ. ๒๕๖๙ | 31/01/2568 | สํา นักงาน\n"
_TEXTS = {"report": _PARAGRAPH, "plain": _PLAIN, "dense": _DENSE}
_BYTES = 100_000
# What costs most for its length; with --long a whole million characters of each are read.
HOSTILE = (
    *("1", "1 ", "1/1/", "๑/๑/", "-", "2569 - ", "ม.ค.", "พ.ศ. ", "๒๕"),
    *("12 ", "12/12/", "2568 ", "2568/", "ปี 2568 ", "ม.ค. 12 "),
)
HOSTILE_CHARS = 1_000_000 if "--long" in sys.argv[1:] else 200_000
TABLES = Path(__file__).parent.parent / "tests" / "thai"
CASES = ("dates.tsv", "held_out.tsv")


def main() -> None:
    if "--speed" not in sys.argv[1:]:
        for table in CASES:
            quality(table)
    for shot in HOSTILE:
        text = shot * (HOSTILE_CHARS // len(shot))
        start = time.process_time()
        dates.find(text)
        taken = (time.process_time() - start) * 1_000_000 / HOSTILE_CHARS
        print(f"1,000,000 characters of {shot!r:12} {taken:6.2f} s")
    for name, part in _TEXTS.items():
        text = part * (_BYTES // len(part.encode()) + 1)
        print_row(name, text, "100 KB of UTF-8")
        text = part * (_BYTES // len(part) + 1)
        print_row(name, text, "100,000 characters")


def quality(table: str) -> None:
    """A line for each library: right, wrong, none, of all strings and of those with a date."""
    lines = (TABLES / table).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    cases = [(row[0] == "filename", row[1], row[2:5]) for row in rows if len(row) >= 5]
    dated = sum(1 for _, _, truth in cases if truth[0] != "-")
    print(f"{table}: {len(cases)} strings, {dated} with a date, {len(cases) - dated} without")
    for name, read in libraries().items():
        right = wrong = wrong_year = none = 0
        for filename, text, truth in cases:
            outcome, year_off = marked(read(text, filename), truth)
            right += outcome == "right"
            wrong += outcome == "wrong"
            none += outcome == "none"
            wrong_year += year_off
        share = right / len(cases)
        print(
            f"{name:12} right {right:4} ({share:6.1%})  wrong {wrong:4} (year {wrong_year:4})"
            f"  none {none:4}"
        )


Given = tuple[str, date, date] | None


def marked(found: Given, truth: list[str]) -> tuple[str, bool]:
    """right, wrong or none; and whether the year given is another one."""
    if truth[0] == "-":
        return ("right", False) if found is None else ("wrong", True)
    if found is None:
        return "none", False
    first, last = (date.fromisoformat(day) for day in truth[1:])
    kind, start, end = found
    right = (kind, start, end) == (truth[0], first, last) if kind else first <= start <= last
    return ("right" if right else "wrong"), not first.year <= start.year <= last.year


def libraries() -> dict[str, Callable[[str, bool], Given]]:
    """What there is to read dates with on this machine; ours first."""
    found: dict[str, Callable[[str, bool], Given]] = {"oitcheck": ours}
    for name, module, reader in OTHERS:
        try:
            library = importlib.import_module(module)
        except ImportError:
            print(f"{name} is not installed")
        else:
            found[name] = partial(reader, library)
    return found


def ours(text: str, filename: bool) -> Given:
    best = [m for m in dates.ranked(dates.find(text, filename=filename)) if m.confidence >= 0.5]
    return (best[0].precision, best[0].first, best[0].last) if best else None


def one_day(when: datetime | None) -> Given:
    return ("", when.date(), when.date()) if when else None


def by_dateparser(library: ModuleType, text: str, _: bool) -> Given:
    return one_day(library.parse(text, languages=["th", "en"]))


FORMATS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d-%m-%Y", "%d %B พ.ศ. %Y", "%B %Y", "%Y")


def by_pythainlp(library: ModuleType, text: str, _: bool) -> Given:
    for shape in FORMATS:
        try:
            return one_day(library.thai_strptime(text.strip(), shape, year="be"))
        except Exception:
            # it raises whatever a text leads it to
            continue
    return None


def by_htmldate(library: ModuleType, text: str, _: bool) -> Given:
    page = f"<html><body><article><p>{text}</p></article></body></html>"
    try:
        day = library.find_date(page, original_date=True)
    except Exception:
        return None
    return one_day(datetime.fromisoformat(day)) if day else None


OTHERS: tuple[tuple[str, str, Callable[[ModuleType, str, bool], Given]], ...] = (
    ("dateparser", "dateparser", by_dateparser),
    ("PyThaiNLP", "pythainlp.util", by_pythainlp),
    ("htmldate", "htmldate", by_htmldate),
)


def print_row(name: str, text: str, size: str) -> None:
    ours = best(lambda: dates.find(text))
    bare = best(lambda: re.findall(r"\d+", text))
    found = len(dates.find(text))
    print(f"{name:7} {size:19} {ours:7.1f} ms  {found:5} dates  {ours / bare:6.1f} x digits alone")


def best(job: Callable[[], object]) -> float:
    times = []
    for _ in range(9):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times) * 1000


if __name__ == "__main__":
    main()
