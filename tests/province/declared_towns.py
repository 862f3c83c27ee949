# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""What the province's own body and the towns hand in at the first collection, each link with what is true of it.

The expectations are written by hand, from the rules of the checks and from what a reviewer would
say; nothing here is computed by the program under test.
"""

from __future__ import annotations

from dataclasses import replace

from . import files
from .agencies import Site
from .chrome import Page
from .kinds import (
    Item,
    document,
    foreign,
    given,
    html,
    plain,
    redirect,
    status,
)
from .markup import p
from .paths import page_url
from .shapes import Items, good, only_heading, placeholder, remark_of_the_next_year


def pao(site: Site) -> Items:
    """The good one: every form, every item right."""
    made = good(site, pdf="O5 O7", lists="O6 O12 O22", frames="O13")
    page = made["O11"].links[0]
    made["O11"] = Item((page, document(site, "O11", files.XLSX["O11"])), "pass")
    made["O16"] = Item(
        (document(site, "O16", files.PDF["O16"], why="เอกสารกลางของจังหวัดบนเว็บไซต์ของหน่วยงานเอง"),)
    )
    made["O19"] = Item((document(site, "O19", files.DOCX["O19"]),))
    return made


def mueang(site: Site) -> Items:
    """Script-only: judged by what the browser draws."""
    made = good(site, pdf="O7")
    chat = foreign(
        "https://www.messenger.com/login.php?next=https%3A%2F%2Fwww.messenger.com%2Ft%2F100000000000",
        "Messenger",
        "<h1>เข้าสู่ระบบ Messenger</h1><form><input name=email><input type=password name=pass>"
        "<button>เข้าสู่ระบบ</button></form><p>พูดคุยกับเพื่อน ครอบครัว และผู้ติดต่อของคุณได้ทุกที่ทุกเวลา "
        "ส่งข้อความ รูปภาพ วิดีโอ และโทรหากันได้โดยไม่เสียค่าใช้จ่าย ใช้งานได้ทั้งบนโทรศัพท์และคอมพิวเตอร์ "
        "หากยังไม่มีบัญชี คุณสร้างบัญชีใหม่ได้ในหน้านี้ และหากลืมรหัสผ่าน ให้กดปุ่มขอรหัสผ่านใหม่ "
        "ระบบจะส่งรหัสยืนยันไปยังหมายเลขโทรศัพท์หรือไปรษณีย์อิเล็กทรอนิกส์ที่ลงทะเบียนไว้</p>",
        "review main-site:social not-empty:login-wall",
        "Q&A เป็นหน้าเข้าสู่ระบบ Messenger ควรส่งหน้าเว็บไซต์หลักที่มีปุ่มช่องทางนี้",
    )
    made["O3"] = Item((*made["O3"].links, chat), "review", "ลิงก์ Messenger ต้องให้เจ้าหน้าที่ดู")
    made["O14"] = Item(
        (html(site, "O14", page_url(site, "O14"), 2567, "fail current:wrong-year",
              "รายงานปี 2567 ข้อนี้กำหนดปี 2568"),)
    )  # fmt: skip
    made["O18"] = Item(
        (html(site, "O18", page_url(site, "O18"), None, "review current:no-year",
              "ไม่มีเรื่องร้องเรียน แต่ไม่ระบุปี"),)
    )  # fmt: skip
    made["O24"] = Item(
        (html(site, "O24", page_url(site, "O24"), expect="fail not-empty:heading-only",
              why="มีแต่หัวข้อ ไม่มีเนื้อหา", change=only_heading),)
    )  # fmt: skip
    made["O26"] = Item(verdict="fail submitted:none", why="ไม่ได้ส่งลิงก์", handed="no")
    return made


def donkaeo(site: Site) -> Items:
    """Joomla: social media, the home page, dead links, ranges."""
    made = good(site, pdf="O5", lists="O22")
    post = foreign(
        "https://www.facebook.com/donkaeo.sample/posts/100000000000269",
        "เทศบาลตำบลดอนแก้ว - Facebook",
        "<div role=main><h2>เทศบาลตำบลดอนแก้ว</h2><p>28 เมษายน 2569</p><p>เทศบาลตำบลดอนแก้วออกหน่วยบริการประชาชน"
        "เคลื่อนที่ ประจำปีงบประมาณ พ.ศ. 2569 ให้บริการตรวจสุขภาพเบื้องต้น ตัดผม รับเรื่องร้องทุกข์ และรับชำระภาษี "
        "มีประชาชนเข้ารับบริการกว่าสองร้อยราย ขอขอบคุณผู้นำชุมชนและอาสาสมัครทุกท่านที่ร่วมกิจกรรม</p>"
        "<p>ถูกใจ 128 คน ความคิดเห็น 14 รายการ</p></div>",
        "review main-site:social",
        "ข่าวอยู่บน Facebook ไม่ใช่เว็บไซต์หลัก",
    )
    made["O4"] = Item((post,))
    page = made["O6"].links[0]
    gone = status(
        site, f"{site.root}/images/ita2569/รายงาน 6 เดือน.pdf", 404, "fail reachable:gone",
        "ลิงก์เสียหนึ่งลิงก์ในบรรดาลิงก์ที่ดี",
    )  # fmt: skip
    made["O6"] = Item(
        (page, document(site, "O6", files.PDF["O6"]), gone), "fail", "ทุกลิงก์ต้องเปิดได้ มีหนึ่งลิงก์เสีย"
    )
    made["O7"] = Item(
        (status(site, page_url(site, "O7"), 404, "fail reachable:gone", "หน้าถูกลบแล้ว"),)
    )
    made["O10"] = Item(
        (html(site, "O10", page_url(site, "O10", "-eq") + "#form", why="มี #fragment"),)
    )
    made["O12"] = Item(
        (plain(f"{site.root}/images/ita2569/o12.pdf", files.read(files.PDF["O12"])[:3000],
               "application/pdf", "fail not-empty:broken-file", "ไฟล์ PDF ขาดกลางคัน เปิดไม่ได้"),)
    )  # fmt: skip
    made["O13"] = Item(
        (html(site, "O13", page_url(site, "O13"), expect="fail not-empty:placeholder",
              why="อยู่ระหว่างปรับปรุง ยังไม่มีข้อมูล", change=placeholder),)
    )  # fmt: skip
    welcome = Page(
        f"ยินดีต้อนรับสู่{site.name}",
        p(
            "เทศบาลตำบลดอนแก้วเป็นองค์กรปกครองส่วนท้องถิ่นที่มุ่งมั่นให้บริการประชาชนด้วยความโปร่งใส รวดเร็ว และเป็นธรรม"
        )
        + p("ประชาชนสามารถเลือกชมข้อมูลจากเมนูด้านซ้าย หรือติดต่อเจ้าหน้าที่ได้ทุกวันทำการ"),
        crumbs=("หน้าหลัก",),
    )
    made["O18"] = Item(
        (given(site, f"{site.root}/", welcome, "review current:no-year main-site:home-page",
               "ส่งหน้าแรกเป็นสถิติ และหน้าแรกไม่มีสถิติหรือปีของสถิติ"),)
    )  # fmt: skip
    made["O20"] = Item(
        (redirect(f"{site.root}/nogift", 301, made["O20"].links[0], "pass",
                  "ย้ายไปหน้าใหม่ในเว็บไซต์เดิม ประกาศลงวันที่ ธ.ค. 2568 ของปีงบประมาณ 2569 ถูกต้อง"),)
    )  # fmt: skip
    made["O21"] = Item(
        (html(site, "O21", page_url(site, "O21"), None, "review current:no-year", "ไม่ระบุปีเลย"),)
    )
    made["O23"] = Item(
        (document(site, "O23", files.RANGE_PLAN, expect="review current:covers-year",
                  why="แผน 2566-2570 ครอบคลุมปี 2569 ต้องระบุเลขหน้าของปี 2569"),)
    )  # fmt: skip
    return made


def thaluang(site: Site) -> Items:
    """The vendor's layout, first of two: wrong years, refusals, a certificate."""
    made = good(site, pdf="O6 O24", lists="O12")
    made["O1"] = Item(
        (document(site, "O1", files.PICTURE, why="โครงสร้างเป็นรูปภาพ อ่านด้วย OCR"),)
    )  # fmt: skip
    made["O8"] = Item((document(site, "O8", files.PDF["O8"], why="คู่มือปัจจุบัน ไม่ต้องมีปี"),))
    made["O9"] = Item(
        (document(site, "O9", files.OLD_MANUAL, why="คู่มือฉบับ พ.ศ. 2564 ที่ยังใช้อยู่ ใช้ได้"),)
    )
    made["O10"] = Item(
        (plain(page_url(site, "O10"), b"<html><head><title></title></head><body></body></html>",
               "text/html", "fail not-empty:no-text", "หน้าว่าง"),)
    )  # fmt: skip
    made["O14"] = Item(
        (html(site, "O14", page_url(site, "O14"), 2567, "fail current:wrong-year",
              "ป้ายและเนื้อหาปี 2567 ข้อนี้กำหนดปี 2568"),)
    )  # fmt: skip
    made["O16"] = Item((document(site, "O16", files.PDF["O16"], why="เอกสารกลางของจังหวัด"),))
    busy = html(
        site, "O17", page_url(site, "O17"), why="ครั้งแรกตอบ 503 เปิดซ้ำอีกครั้งแล้วตอบ 200 (ok-later)"
    )
    (place, resource), *rest = busy.serves
    made["O17"] = Item((replace(busy, serves=((place, replace(resource, busy_first=1)), *rest)),))
    made["O21"] = Item(
        (status(site, page_url(site, "O21"), 403, "review reachable:refused-robot",
                "เว็บไซต์ปฏิเสธโปรแกรม ต้องให้คนเปิดดู"),)
    )  # fmt: skip
    made["O23"] = Item(
        (html(site, "O23", page_url(site, "O23"), 2568, "review current:mixed-years",
              "แผนปี 2568 ที่กล่าวถึงปี 2569 เพียงข้อความเดียว", change=remark_of_the_next_year),)
    )  # fmt: skip
    secure = page_url(site, "O25").replace("http://", "https://")
    made["O25"] = Item(
        (html(site, "O25", secure, expect="review reachable:certificate",
              why="เปิดได้ แต่ใบรับรอง https ออกโดยผู้ที่ไม่มีใครรับรอง"),)
    )  # fmt: skip
    return made


def khlongyai(site: Site) -> Items:
    """Hacked: gambling links, hidden and in plain sight, on some pages."""
    made = good(site, pdf="O5 O22", lists="O6", frames="O24")
    for item in ("O4", "O7", "O16", "O19"):
        made[item] = Item(
            (html(site, item, page_url(site, item), expect="review not-empty:spam",
                  why="เนื้อหาถูกต้อง แต่มีโฆษณาการพนันแทรก เว็บไซต์ถูกบุกรุก", spam=True),)
        )  # fmt: skip
    made["O13"] = Item(
        (html(site, "O13", page_url(site, "O13"), 2568, "fail current:wrong-year",
              "แผนปี 2568 แต่ข้อนี้กำหนดปี 2569 (วันที่เผยแพร่ในปี 2569 ไม่ใช่ปีของข้อมูล)",
              posted="6 มกราคม 2569"),)
    )  # fmt: skip
    made["O26"] = Item(
        (html(site, "O26", page_url(site, "O26"), None, "review current:no-year", "ไม่ระบุปีเลย"),)
    )
    return made
