"""All 26 items done right, and the ways to do one wrong."""

from __future__ import annotations

from . import files
from .agencies import Site
from .kinds import (
    Item,
    document,
    framed,
    html,
    listing,
)
from .markup import Article, ol, p
from .paths import page_url

ITEMS = tuple(f"O{n}" for n in range(1, 27))
Items = dict[str, Item]


def good(site: Site, pdf: str = "", lists: str = "", frames: str = "") -> Items:
    """All 26 items in order: text pages, but for the items named as direct PDFs, lists of
    documents or a PDF in a viewer."""
    made: Items = {}
    for item in ITEMS:
        url = page_url(site, item)
        if item in pdf.split():
            made[item] = Item((document(site, item, files.PDF[item]),))
        elif item in lists.split():
            names = tuple(x[item] for x in (files.PDF, files.XLSX, files.DOCX) if item in x)
            made[item] = Item((listing(site, item, url, names),))
        elif item in frames.split():
            made[item] = Item(
                (framed(site, item, url, files.PDF[item], "เอกสาร PDF แสดงในกรอบของหน้า"),)
            )
        else:
            made[item] = Item((html(site, item, url),))
    return made


def only_heading(made: Article) -> Article:
    return Article(made.title, "")


def placeholder(made: Article) -> Article:
    return Article(made.title, p("อยู่ระหว่างปรับปรุงข้อมูล"))


def remark_of_the_next_year(made: Article) -> Article:
    """A plan of the year before, with much said about it, and a last line on the year to come."""
    duties = ol(
        f"ขั้นตอนที่ {n} {text}"
        for n, text in enumerate(
            (
                "แต่งตั้งคณะทำงานจัดทำแผนจากทุกกอง และประชุมชี้แจงแนวทางการจัดทำแผนแก่ผู้เกี่ยวข้อง",
                "วิเคราะห์ความเสี่ยงและสถานการณ์การทุจริตในการปฏิบัติงานของแต่ละกองโดยใช้ข้อมูลข้อร้องเรียนประกอบ",
                "ยกร่างโครงการและกิจกรรมในแต่ละมิติ พร้อมตัวชี้วัด งบประมาณ และผู้รับผิดชอบ",
                "เสนอผู้บริหารให้ความเห็นชอบ ประกาศใช้ และเผยแพร่แก่ประชาชนทางเว็บไซต์ของหน่วยงาน",
                "ติดตามและรายงานผลเป็นรายไตรมาส สรุปปัญหา อุปสรรค และข้อเสนอแนะต่อผู้บริหาร",
            ),
            1,
        )
    )
    return Article(made.title, made.html + duties + p("และจะจัดทำแผนของปี 2569 ต่อไป"))
