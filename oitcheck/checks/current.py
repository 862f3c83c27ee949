"""Does the evidence speak of the year that the item asks for?

Means: the wanted fiscal year stands in the title, a heading, the text, or in a document that the
page links to; for a plan that runs over years, its range contains the wanted year. One link of
the item is enough.
Why: evidence of another year brings no points, however complete it is.
Not judged: dates of the menu, footer, ticker, an upload folder, HTTP headers; calendar year
against fiscal year (only the numbers are compared, and a day in October to December of N-1 lies
in fiscal year N); a code of ethics or another document that holds as long as it is in force.
Pages whose documents could not be read are never failed. Year rules that the owner of the
criteria has not confirmed lead to a person, never to a failure.
"""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.checks.meta import NOTHING, PROVINCE_LOOKS, Meta, Reason
from oitcheck.model import Outcome, Over, Scope

META = Meta(
    id="current",
    version=1,
    scope=Scope.LINK,
    over=Over.ANY,
    needs=frozenset({"documents"}),
    title=Words("ข้อมูลตรงปีที่กำหนด", "The data is of the year asked for"),
    means=Words(
        "หลักฐานระบุปีตรงกับปีที่เกณฑ์ของข้อนี้กำหนด หรือช่วงปีของแผนครอบคลุมปีนั้น",
        "The evidence names the year that the item asks for, or its range of years covers it.",
    ),
    why=Words(
        "ข้อมูลต่างปี แม้ครบถ้วน ก็จะไม่ได้คะแนนในข้อนั้น",
        "Data of another year brings no points, however complete it is.",
    ),
    rests_on=frozenset({"data-year"}),
    reasons={
        "year-found": Reason(
            Outcome.PASS, Words("พบข้อมูลปี {found}", "Data of {found} was found."), NOTHING, "nobody"
        ),
        "covers": Reason(
            Outcome.PASS,
            Words("ช่วงปี {range} ครอบคลุมปี {wanted}", "The range {range} covers the year {wanted}."),
            NOTHING,
            "nobody",
        ),
        "wrong-year": Reason(
            Outcome.FAIL,
            Words(
                "พบข้อมูลปี {found} แต่ไม่พบข้อมูลปี {wanted} ที่ข้อนี้กำหนด",
                "Data of {found} was found, but none of {wanted}, which this item asks for.",
            ),
            Words(
                "เผยแพร่ข้อมูลปี {wanted} และระบุปีไว้ที่หัวข้อของหน้า แล้วส่งลิงก์ของหน้านั้น",
                "Publish the data of {wanted}, name the year in the page's heading, and hand in "
                "that page's link.",
            ),
            "unit",
        ),
        "covers-year": Reason(
            Outcome.REVIEW,
            Words(
                "แผนช่วงปี {range} ครอบคลุมปี {wanted} แต่ยังไม่เห็นส่วนของปี {wanted} โดยเฉพาะ",
                "The plan for {range} covers {wanted}, but no part just for {wanted} was seen.",
            ),
            Words(
                "โปรดระบุเลขหน้าที่แสดงโครงการของปี {wanted}",
                "Name the page number where the projects of {wanted} stand.",
            ),
            "agency",
        ),
        "no-year": Reason(
            Outcome.REVIEW,
            Words(
                "ไม่พบปีที่ระบุชัดเจนในหน้าเว็บไซต์หรือเอกสารที่อ่านได้ (ข้อนี้กำหนดปี {wanted})",
                "No clear year was found on the page or in the documents that could be read "
                "(this item asks for {wanted}).",
            ),
            Words(
                "ระบุปี {wanted} ไว้ที่หัวข้อของหน้าหรือชื่อเอกสาร",
                "Name the year {wanted} in the page's heading or the document's title.",
            ),
            "agency",
        ),
        "mixed-years": Reason(
            Outcome.REVIEW,
            Words(
                "พบข้อมูลหลายปี (ปีที่เด่นชัดคือ {found}) ยังสรุปไม่ได้ว่ามีข้อมูลปี {wanted} ครบหรือไม่",
                "Several years were found (most clearly {found}); whether {wanted} is there is "
                "not certain.",
            ),
            Words(
                "ระบุให้ชัดเจนว่าข้อมูลปี {wanted} อยู่ที่หัวข้อหรือเอกสารใด",
                "Say clearly under which heading or in which document the data of {wanted} stands.",
            ),
            "agency",
        ),
        "no-year-asked": Reason(
            Outcome.SKIP,
            Words(
                "ข้อนี้ไม่กำหนดปีของข้อมูล ใช้ฉบับที่มีผลบังคับใช้อยู่ได้",
                "This item asks for no year; what is in force will do.",
            ),
            NOTHING,
            "nobody",
        ),
        "not-read": Reason(
            Outcome.SKIP,
            Words(
                "ยังไม่มีเนื้อหาที่อ่านได้ จึงไม่ได้ตรวจปีของข้อมูล",
                "Nothing could be read, so the year was not looked at.",
            ),
            PROVINCE_LOOKS,
            "nobody",
        ),
    },
)
