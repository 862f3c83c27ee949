"""How the texts of one data year speak of it; without a year they name none at all."""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = (
    "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.",
    "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.",
)  # fmt: skip


@dataclass(frozen=True)
class Years:
    """Phrases of fiscal year ``year`` (Buddhist Era); ``year`` None: the phrases are empty."""

    year: int | None

    @property
    def fy(self) -> str:
        return f" ประจำปีงบประมาณ พ.ศ. {self.year}" if self.year else ""

    @property
    def short(self) -> str:
        return f" ปี {self.year}" if self.year else ""

    @property
    def period(self) -> str:
        if not self.year:
            return "ตลอดปีงบประมาณ"
        return f"ตั้งแต่วันที่ 1 ตุลาคม {self.year - 1} ถึงวันที่ 30 กันยายน {self.year}"

    @property
    def half(self) -> str:
        if not self.year:
            return "รอบ 6 เดือนแรกของปีงบประมาณ"
        return f"รอบ 6 เดือนแรก (1 ตุลาคม {self.year - 1} - 31 มีนาคม {self.year})"

    @property
    def end(self) -> str:
        return f"ข้อมูล ณ วันที่ 30 กันยายน {self.year}" if self.year else "ข้อมูล ณ วันสิ้นปีงบประมาณ"

    @property
    def signed(self) -> str:
        """The day of a notice for the year: December before it begins its second quarter."""
        return (
            f"ประกาศ ณ วันที่ 9 เดือนธันวาคม พ.ศ. {self.year - 1}" if self.year else "ประกาศให้ทราบทั่วกัน"
        )

    @property
    def law(self) -> str:
        """The year of a law that such texts cite, left out where no year may stand."""
        return " พ.ศ. 2561" if self.year else ""

    def month(self, index: int) -> str:
        """A month of the fiscal year, 0 for October, as tables write it."""
        if not self.year:
            return MONTHS[index]
        return f"{MONTHS[index]} {(self.year - 1 if index < 3 else self.year) % 100}"
