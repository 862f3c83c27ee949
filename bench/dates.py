"""How long the date grammar takes for 100 KB of text, beside a bare search for digits.

The ratio is ms(find) / ms(re.findall of digit runs), both of processor time measured in
this run, the best of nine.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

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


def main() -> None:
    for name, part in _TEXTS.items():
        text = part * (_BYTES // len(part.encode()) + 1)
        print_row(name, text, "100 KB of UTF-8")
        text = part * (_BYTES // len(part) + 1)
        print_row(name, text, "100,000 characters")


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
