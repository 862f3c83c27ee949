# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""What stands around the content on every site: menus, news, tickers, counters, today's date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import quote

from .agencies import Site

THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม",
    "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

MENU: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ข้อมูลพื้นฐาน", ("ประวัติความเป็นมา", "สภาพทั่วไปและข้อมูลพื้นฐาน", "วิสัยทัศน์และพันธกิจ", "ตราสัญลักษณ์",
                   "แผนที่และอาณาเขต", "สถานที่สำคัญ", "ผลิตภัณฑ์ชุมชน", "สถานที่ท่องเที่ยว", "หมู่บ้านในเขตพื้นที่", "ศูนย์ข้อมูลข่าวสาร")),
    ("บุคลากร", ("คณะผู้บริหาร", "สมาชิกสภา", "หัวหน้าส่วนราชการ", "สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา",
               "กองสวัสดิการสังคม", "กองสาธารณสุข", "หน่วยตรวจสอบภายใน")),
    ("แผนงาน", ("แผนพัฒนาท้องถิ่น", "แผนการดำเนินงาน", "แผนพัฒนาบุคลากร", "แผนอัตรากำลัง", "แผนจัดเก็บรายได้",
              "แผนจัดหาพัสดุ", "แผนป้องกันสาธารณภัย", "แผนการตรวจสอบภายใน", "แผนสุขภาพชุมชน", "แผนที่ภาษี")),
    ("งบประมาณและการคลัง", ("ข้อบัญญัติงบประมาณ", "รายงานการเงิน", "รายรับรายจ่าย", "งบแสดงฐานะการเงิน", "การโอนงบประมาณ",
                          "รายงานผลการจัดเก็บรายได้", "ภาษีที่ดินและสิ่งปลูกสร้าง", "ภาษีป้าย", "ค่าธรรมเนียม", "กองทุนหลักประกันสุขภาพ")),
    ("จัดซื้อจัดจ้าง", ("ประกาศจัดซื้อจัดจ้าง", "ประกาศราคากลาง", "ประกาศผู้ชนะการเสนอราคา", "แผนการจัดซื้อจัดจ้าง", "สขร.1",
                     "รายงานผลการจัดซื้อจัดจ้าง", "สัญญาจ้าง", "e-GP", "ยกเลิกประกาศ", "รับฟังคำวิจารณ์")),
    ("ITA", ("ITA ปี 2569", "ITA ปี 2568", "ITA ปี 2567", "ITA ปี 2566", "ITA ปี 2565", "เจตจำนงสุจริต", "No Gift Policy",
             "ประมวลจริยธรรม", "มาตรการป้องกันการทุจริต", "ผลการประเมิน ITA")),
    ("บริการประชาชน", ("คู่มือประชาชน", "ดาวน์โหลดแบบฟอร์ม", "E-Service", "ร้องเรียนร้องทุกข์", "ร้องเรียนการทุจริต", "กระดานถามตอบ",
                     "แบบสำรวจความพึงพอใจ", "เบี้ยยังชีพผู้สูงอายุ", "เบี้ยความพิการ", "ขออนุญาตก่อสร้าง")),
    ("กฎหมายและระเบียบ", ("พระราชบัญญัติ", "กฎกระทรวง", "ระเบียบกระทรวงมหาดไทย", "ข้อบัญญัติท้องถิ่น", "เทศบัญญัติ", "หนังสือสั่งการ สถ.",
                       "คำสั่ง", "มติ ก.ท.จ.", "ประกาศ ก.อบต.", "กฎหมายที่เกี่ยวข้อง")),
    ("สภาท้องถิ่น", ("ข้อบังคับการประชุม", "ประกาศเรียกประชุมสภา", "รายงานการประชุมสภา", "สมัยประชุมสามัญ", "สมัยประชุมวิสามัญ",
                  "คณะกรรมการสภา", "ทะเบียนสมาชิก", "กระทู้ถาม", "ญัตติ", "ภาพกิจกรรมสภา")),
    ("ข่าวสาร", ("ข่าวประชาสัมพันธ์ทั่วไป", "ข่าวกิจกรรม", "ข่าวรับสมัครงาน", "ภาพกิจกรรม", "วีดิทัศน์", "วารสาร", "จดหมายข่าว",
               "ปฏิทินกิจกรรม", "สาระน่ารู้", "เตือนภัย")),
)  # fmt: skip
"""Ten groups of ten: a hundred menu links, as such sites have."""

NEWS = (
    "ประชาสัมพันธ์การชำระภาษีที่ดินและสิ่งปลูกสร้าง",
    "ประกาศผลการคัดเลือกพนักงานจ้างตามภารกิจ",
    "ขอเชิญร่วมกิจกรรมจิตอาสาพัฒนาคลองสาธารณะ",
    "แจ้งปิดการจราจรชั่วคราวเพื่อซ่อมแซมถนน",
    "เตือนภัยโรคไข้เลือดออกและการกำจัดลูกน้ำยุงลาย",
    "รับลงทะเบียนเงินอุดหนุนเพื่อการเลี้ยงดูเด็กแรกเกิด",
)


@dataclass(frozen=True)
class Page:
    """One page to be drawn. ``html`` is the content below the heading; ``posted`` the day shown
    under the heading, empty: the page shows none. ``spam`` puts injected gambling into it."""

    title: str
    html: str
    posted: str = ""
    spam: bool = False
    crumbs: tuple[str, ...] = field(default=("ITA",))


def thai_day(day: date) -> str:
    """วันจันทร์ที่ 5 พฤษภาคม 2569."""
    return f"วัน{_DAYS[day.weekday()]}ที่ {short_day(day)}"


def short_day(day: date) -> str:
    """5 พฤษภาคม 2569."""
    return f"{day.day} {THAI_MONTHS[day.month - 1]} {day.year + 543}"


def news(site: Site, today: date) -> list[tuple[str, str]]:
    """Headlines and days of the latest news: always fresh, on every page."""
    return [
        (f"{headline} ({site.short})", short_day(today - timedelta(days=3 * n)))
        for n, headline in enumerate(NEWS)
    ]


def visitors(site: Site, today: date) -> int:
    """The counter: grows by the day and stays put within it, so that captures can be compared."""
    return 100_000 + int(site.code[-4:]) * 37 + (today - date(2026, 1, 1)).days * 143


def menu_path(group: int, index: int, look: str) -> str:
    """Where a menu entry leads, in the manner of the site's CMS."""
    number = group * 10 + index + 1
    if look == "joomla":
        return f"/index.php?option=com_content&view=category&id={number}&Itemid={200 + number}"
    if look == "vendor":
        return f"/list_data.php?cat={number}&sub=0"
    if look == "tis620":
        return f"/page{number:03}.htm"
    if look == "modern":
        return f"/menu/{number}"
    if look == "shell":
        return f"/section/{number}"
    return f"/category/{quote(MENU[group][1][index].replace(' ', '-'))}/"


def spam_block() -> str:
    """What a break-in leaves behind: hidden blocks of foreign links, and some in plain sight."""
    names = ("สล็อตเว็บตรง", "บาคาร่าออนไลน์", "หวยออนไลน์", "แทงบอล", "คาสิโนสด", "เครดิตฟรี 100")
    links = " ".join(
        f'<a href="https://slot{n}88.example-bet.net/?ref=gov{n}">{name} แตกง่าย อันดับ 1</a>'
        for n, name in enumerate(names, 1)
    )
    return (
        f'<div style="position:absolute;left:-9999px;top:-9999px">{links}</div>'
        f'<div style="display:none">{links}</div>'
        f'<p><a href="https://slot188.example-bet.net/">สล็อตเว็บตรง ไม่ผ่านเอเย่นต์</a> '
        f'<a href="https://slot288.example-bet.net/">บาคาร่า สมัครรับเครดิตฟรี</a> '
        f'<a href="https://slot388.example-bet.net/">หวยออนไลน์ จ่ายบาทละ 900</a></p>'
    )
