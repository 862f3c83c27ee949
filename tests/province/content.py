# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""What the 26 items say on the sites, per item, agency and year."""

from __future__ import annotations

from collections.abc import Callable

from . import content_integrity as integrity
from . import content_plans as plans
from .agencies import Site
from .markup import Article, p, table
from .years import Years


def article(item: str, site: Site, year: int | None) -> Article:
    """The content of ``item`` of ``site`` for data year ``year`` (B.E.; None: no year in it)."""
    made = _MAKERS[item](site, Years(year))
    return Article(made.title, made.html)


def _manual(title: str, lead: str, steps: tuple[str, ...]) -> Callable[[Site, Years], Article]:
    def make(s: Site, _: Years) -> Article:
        rows = ((n, step, f"{5 * n} นาที", "เจ้าหน้าที่ผู้รับผิดชอบ") for n, step in enumerate(steps, 1))
        return Article(
            title,
            p(lead.format(name=s.name))
            + table(("ขั้นตอนที่", "วิธีปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ"), rows)
            + p(f"สอบถามรายละเอียดเพิ่มเติมได้ที่ {s.name} โทรศัพท์ {s.telephone}")
            + p("กฎหมายที่เกี่ยวข้อง ระเบียบกระทรวงมหาดไทย ข้อบัญญัติ และคู่มือสำหรับประชาชนที่ใช้บังคับอยู่ในปัจจุบัน"),
        )

    return make


_MAKERS: dict[str, Callable[[Site, Years], Article]] = {
    "O1": plans.o1, "O2": plans.o2, "O3": plans.o3, "O4": plans.o4, "O5": plans.o5, "O6": plans.o6, "O7": plans.o7,
    "O8": _manual(
        "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่",
        "คู่มือการปฏิบัติงานของเจ้าหน้าที่{name} เรื่อง การรับและส่งหนังสือราชการด้วยระบบสารบรรณอิเล็กทรอนิกส์",
        ("ลงทะเบียนรับหนังสือในระบบ", "เสนอผู้บังคับบัญชาพิจารณาสั่งการ", "แจ้งผู้เกี่ยวข้องดำเนินการ", "จัดเก็บเอกสารเข้าแฟ้ม"),
    ),
    "O9": _manual(
        "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ",
        "คู่มือสำหรับประชาชนที่มาติดต่อขอรับบริการจาก{name} เรื่อง การขออนุญาตก่อสร้างอาคารและการชำระภาษี",
        ("ยื่นคำขอพร้อมเอกสารหลักฐาน", "เจ้าหน้าที่ตรวจสอบความครบถ้วน", "ชำระค่าธรรมเนียมตามอัตราที่กำหนด", "รับใบอนุญาตหรือใบเสร็จรับเงิน"),
    ),
    "O10": _manual(
        "ระบบการให้บริการผ่านช่องทางออนไลน์ (E-Service)",
        "{name}เปิดให้ประชาชนยื่นคำร้องออนไลน์ ขอรับบริการน้ำอุปโภคบริโภค แจ้งซ่อมไฟฟ้าสาธารณะ และชำระภาษี",
        ("กรอกแบบคำร้องออนไลน์", "แนบภาพถ่ายหรือเอกสาร", "เจ้าหน้าที่ตอบรับทางโทรศัพท์หรือ LINE", "ติดตามสถานะคำร้อง"),
    ),
    "O11": plans.o11, "O12": plans.o12, "O13": integrity.o13, "O14": integrity.o14, "O15": integrity.o15,
    "O16": _manual(
        "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "แนวปฏิบัติในการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่{name} เพื่อให้ผู้ร้องได้รับการคุ้มครอง",
        ("รับเรื่องและลงทะเบียน", "ตรวจสอบข้อเท็จจริงเบื้องต้น", "แต่งตั้งคณะกรรมการสอบสวน", "แจ้งผลให้ผู้ร้องทราบภายในสิบห้าวัน"),
    ),
    "O17": _manual(
        "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "ประชาชนแจ้งเรื่องร้องเรียนการทุจริตของเจ้าหน้าที่{name} ได้โดยแยกจากเรื่องร้องเรียนทั่วไป และข้อมูลผู้แจ้งเป็นความลับ",
        ("กรอกแบบฟอร์มออนไลน์บนเว็บไซต์หลัก", "ส่งไปรษณีย์ถึงผู้บริหารโดยตรง", "แจ้งด้วยตนเองที่ศูนย์รับเรื่องร้องเรียน"),
    ),
    "O18": integrity.o18, "O19": integrity.o19, "O20": integrity.o20, "O21": integrity.o21, "O22": integrity.o22, "O23": integrity.o23,
    "O24": integrity.o24, "O25": integrity.o25, "O26": integrity.o26,
}  # fmt: skip
