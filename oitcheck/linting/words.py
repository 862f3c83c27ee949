"""The words of the complaints: what was seen in an address, and the one thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oitcheck.catalogue import Words


class Severity(StrEnum):
    """``must``: nobody can use the link as it is, or it will break; ``look``: it may be right."""

    MUST = "must"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Text:
    """`str.format` templates over the complaint's facts."""

    severity: Severity
    seen: Words
    fix: Words


_FULL = Words(
    "เปิดลิงก์ แล้วคัดลอกที่อยู่เต็มของหน้าปลายทางในเว็บไซต์หลักมาใส่แทน",
    "Open the link and hand in the full address of the page on the main website.",
)
_PAGE = Words(
    "ส่งลิงก์ของหน้าที่แสดงข้อมูลของข้อนี้โดยตรง",
    "Hand in the page that shows this item's data.",
)

WORDS: dict[str, Text] = {
    "short-link": Text(
        Severity.MUST,
        Words("เป็นลิงก์ย่อ ({host}) ซึ่งอาจหมดอายุ", "a short link ({host}), which may expire"),
        _FULL,
    ),
    "staging": Text(
        Severity.MUST,
        Words(
            "{host} เป็นเว็บไซต์ทดสอบ ไม่ใช่เว็บไซต์ที่ใช้งานจริง",
            "{host} is a test site, not the real one",
        ),
        Words(
            "ส่งลิงก์ของหน้าเดียวกันในเว็บไซต์ที่ใช้งานจริง",
            "Hand in the same page on the real website.",
        ),
    ),
    "inside": Text(
        Severity.MUST,
        Words(
            "{host} เป็นที่อยู่ภายในหน่วยงาน ประชาชนเปิดไม่ได้",
            "{host} is an address inside the office; the public can't open it",
        ),
        _FULL,
    ),
    "ip-address": Text(
        Severity.LOOK,
        Words(
            "ใช้หมายเลขเครื่อง ({host}) แทนชื่อเว็บไซต์",
            "a machine's number ({host}) in place of the website's name",
        ),
        Words(
            "ส่งลิงก์ที่ใช้ชื่อเว็บไซต์หลักของหน่วยงานแทน",
            "Hand in the link with the name of the main website.",
        ),
    ),
    "login": Text(
        Severity.MUST,
        Words(
            "เป็นหน้าเข้าสู่ระบบหรือหน้าผู้ดูแลเว็บไซต์ ประชาชนเปิดไม่ได้",
            "a login or the webmaster's own page; the public can't open it",
        ),
        _PAGE,
    ),
    "edit": Text(
        Severity.LOOK,
        Words(
            "เป็นลิงก์สำหรับแก้ไขเอกสารใน {service}",
            "a link for editing a document at {service}",
        ),
        Words(
            "เผยแพร่ไฟล์ในเว็บไซต์หลัก หรือใช้ลิงก์แบบดูอย่างเดียวที่ทุกคนเปิดได้",
            "Publish the file on the main website, or use the viewer's link that anyone can open.",
        ),
    ),
    "preview": Text(
        Severity.MUST,
        Words(
            "เป็นลิงก์ดูตัวอย่างของหน้าที่ยังไม่เผยแพร่",
            "a preview of a page that is not published",
        ),
        Words(
            "เผยแพร่หน้านั้น แล้วคัดลอกลิงก์ของหน้าที่เผยแพร่แล้ว",
            "Publish the page and hand in the published link.",
        ),
    ),
    "draft": Text(
        Severity.LOOK,
        Words(
            "ใช้ ?{query} ซึ่งอาจเป็นฉบับร่างที่ยังไม่เผยแพร่",
            "?{query} may be a draft that is not published",
        ),
        Words(
            "ลองเปิดลิงก์โดยไม่เข้าสู่ระบบ แล้วคัดลอกที่อยู่ที่ปรากฏมาใส่แทน",
            "Open the link without logging in and hand in the address that then shows.",
        ),
    ),
    "print": Text(
        Severity.LOOK,
        Words(
            "เป็นหน้าสำหรับพิมพ์ ไม่ใช่หน้าปกติของเว็บไซต์",
            "the version for printing, not the page itself",
        ),
        Words("ส่งลิงก์ของหน้าปกติแทน", "Hand in the page itself."),
    ),
    "no-scheme": Text(
        Severity.LOOK,
        Words(
            "ไม่มี https:// นำหน้า ระบบถือเป็น http://",
            "lacks https:// in front and is read as http://",
        ),
        Words(
            "เปิดลิงก์ แล้วคัดลอกที่อยู่เต็มจากแถบที่อยู่ของเบราว์เซอร์มาใส่แทน",
            "Open the link and hand in the full address that the browser shows.",
        ),
    ),
    "blank": Text(
        Severity.LOOK,
        Words(
            "มีช่องว่างในลิงก์ ซึ่งอาจทำให้ลิงก์ขาดเมื่อกรอกในระบบ ITAS",
            "a blank inside the link, which may cut it when it is typed into ITAS",
        ),
        Words(
            "คัดลอกที่อยู่จากแถบที่อยู่ของเบราว์เซอร์ (ช่องว่างจะเป็น %20) หรือตั้งชื่อไฟล์ใหม่โดยไม่มีช่องว่าง",
            "Copy the address from the browser (with %20 for the blank), or rename the file.",
        ),
    ),
    "glued": Text(
        Severity.LOOK,
        Words(
            "มีข้อความต่อท้ายติดกับลิงก์",
            "words are glued to the end of the link",
        ),
        Words(
            "ลบข้อความที่ไม่ใช่ส่วนของลิงก์ หรือย้ายไปช่องคำอธิบาย",
            "Delete what is no part of the link, or move it to the explanation.",
        ),
    ),
    "session": Text(
        Severity.LOOK,
        Words(
            "มีรหัสการใช้งานชั่วคราว ({name}) ซึ่งจะหมดอายุ",
            "carries a passing session number ({name}), which expires",
        ),
        Words(
            "ตัดส่วน {name} ออก แล้วตรวจสอบว่าลิงก์ยังเปิดได้",
            "Take {name} out and check that the link still opens.",
        ),
    ),
    "fragment": Text(
        Severity.LOOK,
        Words(
            "ลงท้ายด้วย # จึงเปิดที่ต้นหน้าเท่านั้น",
            "ends with #, so it opens the top of the page only",
        ),
        Words(
            "ตรวจสอบว่าหน้านี้แสดงข้อมูลของข้อนี้ หรือคัดลอกลิงก์จากปุ่มที่เปิดข้อมูลจริง",
            "Check that the page shows this item's data, or copy the link of the button that does.",
        ),
    ),
    "home-page": Text(
        Severity.MUST,
        Words("เป็นหน้าแรกของเว็บไซต์ ไม่ใช่หน้าของข้อนี้", "the site's home page, not this item's page"),
        _PAGE,
    ),
    "social": Text(
        Severity.LOOK,
        Words(
            "เป็นสื่อสังคมออนไลน์หรือช่องทางสนทนา ({service}) ผู้ประเมินอาจต้องเข้าสู่ระบบ",
            "social media or a chat ({service}), which may ask for a login",
        ),
        Words(
            "ส่งลิงก์หน้าในเว็บไซต์หลักที่แสดงข้อมูลนี้หรือมีปุ่มไปยังช่องทางนี้แทน",
            "Hand in the page of the main website that shows this or carries the button to it.",
        ),
    ),
    "file-store": Text(
        Severity.LOOK,
        Words(
            "อยู่ในพื้นที่ฝากไฟล์ ({service}) ไม่ใช่หน้าในเว็บไซต์หลัก",
            "at a file store ({service}), not on the main website",
        ),
        Words(
            "ส่งลิงก์หน้าในเว็บไซต์หลักที่เผยแพร่เอกสารนี้แทน หรือตั้งค่าให้ทุกคนที่มีลิงก์เปิดได้",
            "Hand in the page of the main website that publishes it, or share it with anyone.",
        ),
    ),
    "other-host": Text(
        Severity.LOOK,
        Words(
            "อยู่ที่ {host} ไม่ใช่เว็บไซต์ของหน่วยงาน ({own})",
            "at {host}, not on the agency's website ({own})",
        ),
        Words(
            "ตรวจสอบว่าเป็นเว็บไซต์ของหน่วยงาน หากไม่ใช่ให้ส่งลิงก์ในเว็บไซต์หลัก",
            "Check that it is the agency's site; if not, hand in a link on the main website.",
        ),
    ),
    "repeated": Text(
        Severity.LOOK,
        Words(
            "เป็นลิงก์เดียวกับข้อ {others}",
            "the same link as for {others}",
        ),
        Words(
            "ตรวจสอบว่าหน้านี้มีข้อมูลครบทุกข้อ หากไม่ใช่ให้ส่งลิงก์ของแต่ละข้อ",
            "Check that the page holds the data of each; if not, hand in a link for each.",
        ),
    ),
    "two-schemes": Text(
        Severity.LOOK,
        Words(
            "{count} ลิงก์ของเว็บไซต์ {host} ใช้ http:// (ข้อ {items}) แต่ลิงก์อื่นใช้ https://",
            "{count} links to {host} use http:// ({items}) where others use https://",
        ),
        Words(
            "ลองเปลี่ยนเป็น https:// หากเปิดได้ให้ใช้แบบเดียวกันทั้งหมด",
            "Try https://; if it opens, use it throughout.",
        ),
    ),
    "other-year": Text(
        Severity.LOOK,
        Words(
            "ที่อยู่ระบุปี {found} แต่ข้อนี้กำหนดข้อมูลปี {wanted}",
            "the address names {found}, and this item asks for data of {wanted}",
        ),
        Words(
            "ตรวจสอบว่าเป็นลิงก์ของปี {wanted} หากไม่ใช่ให้ส่งลิงก์ที่ถูกปี",
            "Check that it is the link of {wanted}; if not, hand in the right year's.",
        ),
    ),
    "not-given": Text(
        Severity.LOOK,
        Words("ยังไม่มีลิงก์ของ {count} ข้อ: {items}", "no link yet for {count} items: {items}"),
        Words("ใส่ลิงก์ของข้อเหล่านี้ก่อนส่ง", "Put in their links before you send the list."),
    ),
}
