"""Processor seconds and memory for reading a list of 100,000 rows, as CSV and as XLSX.

python bench/intake.py [ROWS]    Each kind is read in a process of its own; the figure beside it is
the bare reading library on the same file in the same run (csv.reader, openpyxl read only).
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
from openpyxl import Workbook, load_workbook

from oitcheck.catalogue import parse_catalogue
from oitcheck.intake import read_files

CATALOGUE = Path(__file__).parents[1] / "indicators" / "oit-2569.toml"
HEAD = ["รหัสหน่วยงาน", "หน่วยงาน", "ตัวชี้วัด", "ลิงก์", "คำอธิบาย", "วันที่ส่ง"]


def rows(count: int) -> list[list[str]]:
    """``count`` rows of 200 agencies x 26 items, Thai slugs and explanations as in the field."""
    made = []
    for number in range(count):
        agency, item = number // 130 % 200, number // 5 % 26 + 1
        url = f"https://www.agency{agency}.go.th/หมวด/รายงานผลการดำเนินงาน-{number}.pdf"
        name = f"องค์การบริหารส่วนตำบลตัวอย่างที่ {agency}"
        made.append([f"A{agency:03}", name, f"O{item}", url, "รายงานผลประจำปี", "2026-05-05 15:30"])
    return made


def read(path: Path) -> None:
    """Child: read the file as the program does and print what it took."""
    catalogue = parse_catalogue(CATALOGUE.read_text(encoding="utf-8"), CATALOGUE.name)
    before = psutil.Process().memory_info().rss
    start = time.process_time()
    intake = read_files(
        [path], catalogue=catalogue, agencies=(), round="1",
        received_at=None, now=datetime(2026, 6, 1, tzinfo=UTC), whole=False,
    )  # fmt: skip
    took = time.process_time() - start
    grown = (psutil.Process().memory_info().rss - before) / 1024 / 1024
    counts = intake.counts
    print(
        f"{took:.1f} s, {grown:.0f} MB more, {counts.links} links, {len(intake.problems)} problems"
    )


def bare(path: Path) -> None:
    """Child: only walk over the cells with the reading library."""
    start = time.process_time()
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            cells = sum(len(record) for record in csv.reader(file))
    else:
        sheet = load_workbook(path, read_only=True).worksheets[0]
        cells = sum(len(record) for record in sheet.iter_rows(values_only=True))
    print(f"{time.process_time() - start:.1f} s for {cells} cells")


def main() -> None:
    if len(sys.argv) == 3:
        {"read": read, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) == 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        table = rows(count)
        text, book = Path(folder) / "list.csv", Path(folder) / "list.xlsx"
        with text.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD, *table])
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("links")
        for record in [HEAD, *table]:
            sheet.append(record)
        workbook.save(book)
        for path in (text, book):
            for mode in ("bare", "read"):
                done = subprocess.run(
                    [sys.executable, __file__, mode, str(path)],
                    check=True, capture_output=True, encoding="utf-8",
                )  # fmt: skip
                print(f"{count} rows {path.suffix} {mode}: {done.stdout.strip()}")


if __name__ == "__main__":
    main()
