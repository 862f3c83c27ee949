"""Makes the sample workspace's confirmed revision of the shipped 2569 catalogue.

    python tests/province/confirm.py

In the sample province the owner of the criteria has confirmed every name and data year, so that
evidence of a wrong year may fail. The elements stay as they are shipped.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parents[1] / "indicators" / "oit-2569.toml"
CONFIRMED = HERE / "workspace" / "indicators" / "oit-2569.toml"


def confirmed(text: str) -> str:
    """The text of the catalogue with a higher revision and every item confirmed, no element."""
    text = re.sub(
        r"^revision = (\d+)$", lambda m: f"revision = {int(m[1]) + 100}", text, count=1, flags=re.M
    )
    text = text.replace('status = "provisional"', 'status = "confirmed"', 1)
    text = re.sub(
        r'^note = "ได้จาก.*"$',
        'note = "ฉบับที่จังหวัดตัวอย่าง (สมมติ) ยืนยันแล้ว ใช้เพื่อสาธิตเท่านั้น"',
        text,
        count=1,
        flags=re.M,
    )
    # an item's own lines end at the first blank line, before its elements
    return re.sub(
        r'^(\[\[indicator\]\]\n(?:.+\n)*?status = )"unverified"$',
        r'\1"confirmed"',
        text,
        flags=re.M,
    )


if __name__ == "__main__":
    CONFIRMED.write_text(
        confirmed(SHIPPED.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
    )
