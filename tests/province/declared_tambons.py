# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""What the tambons and the regional office hand in at the first collection, each link with what is true of it.

The expectations are written by hand, from the rules of the checks and from what a reviewer would
say; nothing here is computed by the program under test.
"""

from __future__ import annotations

from dataclasses import replace

from . import files
from .agencies import Site
from .chrome import Page
from .content import article
from .kinds import (
    Item,
    dead,
    document,
    foreign,
    given,
    html,
    listed,
    plain,
    province_site,
    redirect,
    status,
    stored,
)
from .markup import p
from .paths import page_url
from .shapes import Items, good, only_heading, placeholder


def nongbua(site: Site) -> Items:
    """WordPress with Thai slugs."""
    made = good(site, pdf="O5", lists="O12 O22", frames="O18")
    name = "แผนและความก้าวหน้า รอบ 6 เดือน ปี 2569.pdf"
    made["O6"] = Item(
        (document(site, "O6", files.PDF["O6"], f"/wp-content/uploads/2026/04/{name}",
                  why="ชื่อไฟล์มีช่องว่างและอักษรไทย"),)
    )  # fmt: skip
    secure = made["O10"].links[0]
    open_http = replace(
        secure,
        url=secure.url.replace("https://", "http://"),
        why="http ถูกพาไป https ของเว็บไซต์เดิม",
    )
    made["O10"] = Item((open_http,))
    made["O11"] = Item((made["O11"].links[0], document(site, "O11", files.XLSX["O11"])), "pass")
    made["O14"] = Item(
        (document(site, "O14", files.PDF["O14"], "/sdc_download/5512/?inline=1",
                  why="ตัวนับดาวน์โหลด ไม่มีนามสกุลไฟล์"),)
    )  # fmt: skip
    code = document(site, "O15", files.CODE_OF_ETHICS, expect="fail current:wrong-year",
                    why="ประมวลจริยธรรม พ.ศ. 2565 เพียงลิงก์นี้ไม่ใช่ข้อมูลปี 2569")  # fmt: skip
    made["O15"] = Item(
        (code, *made["O15"].links), "pass", "มีกิจกรรมปี 2569 อยู่อีกลิงก์หนึ่ง ลิงก์เดียวที่ตรงปีก็พอ"
    )
    made["O16"] = Item((document(site, "O16", files.PDF["O16"], why="เอกสารกลางของจังหวัด"),))
    centre = foreign(
        "https://www.complaint-centre.example.org/form", "ศูนย์รับเรื่องร้องเรียน",
        "<h1>ศูนย์รับเรื่องร้องเรียนออนไลน์</h1><p>กรอกแบบฟอร์มด้านล่างเพื่อส่งเรื่องร้องเรียนถึงหน่วยงานที่เกี่ยวข้อง "
        "ข้อมูลของผู้ร้องจะถูกเก็บเป็นความลับ และจะได้รับแจ้งผลภายในสิบห้าวันทำการ</p><ol><li>เลือกหน่วยงาน</li>"
        "<li>ระบุรายละเอียดของเรื่อง วันเวลา และสถานที่เกิดเหตุ</li><li>แนบหลักฐาน (ถ้ามี)</li></ol>",
        "pass", "",
    )  # fmt: skip
    made["O17"] = Item(
        (redirect(page_url(site, "O17"), 302, centre, "review main-site:redirected-away",
                  "ถูกพาไปเว็บไซต์อื่น"),)
    )  # fmt: skip
    drive = foreign(
        "https://drive.google.com/file/d/1SampleRiskPlan2569abcdefghij/view?usp=sharing",
        "ประเมินความเสี่ยงการทุจริต ปี 2569.pdf - Google Drive",
        "<div>ประเมินความเสี่ยงการทุจริต ปี 2569.pdf</div><div role=document><h1>การประเมินความเสี่ยงการทุจริต "
        "ประจำปีงบประมาณ พ.ศ. 2569</h1><p>องค์การบริหารส่วนตำบลหนองบัววิเคราะห์และประเมินความเสี่ยงการทุจริต "
        "ครอบคลุมการอนุมัติอนุญาต การใช้อำนาจ และการจัดซื้อจัดจ้าง พร้อมมาตรการจัดการความเสี่ยงและผู้รับผิดชอบ "
        "โอกาสเกิดระดับ 3 ผลกระทบระดับ 4 ระดับความเสี่ยงสูง มาตรการ ใช้ระบบคำขอออนไลน์และกำหนดเวลาแล้วเสร็จ</p></div>",
        "review main-site:drive",
        "เอกสารอยู่บน Google Drive ควรเผยแพร่ในเว็บไซต์หลัก",
    )  # fmt: skip
    download = "https://drive.google.com/uc?export=download&id=1SampleRiskPlan2569abcdefghij"
    made["O21"] = Item((stored(drive, download, "o21-2569.pdf"),))
    made["O23"] = Item(
        (html(site, "O23", page_url(site, "O23"), 2568, "fail current:wrong-year",
              "แผนปี 2568 ข้อนี้กำหนดปี 2569"),)
    )  # fmt: skip
    made["O24"] = Item(
        (status(site, page_url(site, "O24"), 404, "fail reachable:gone", "หน้าถูกลบแล้ว"),)
    )
    return made


def banmai(site: Site) -> Items:
    """The vendor's layout, second of two: a page for any address, a test site."""
    made = good(site, pdf="O7", lists="O18 O22")
    sorry = Page(
        "แจ้งเตือนจากระบบ", p("ไม่พบหน้าที่ท่านต้องการ ข้อมูลอาจถูกลบหรือย้ายไปแล้ว"), crumbs=("แจ้งเตือน",)
    )
    made["O8"] = Item(
        (given(site, page_url(site, "O8", "9"), sorry, "review not-empty:soft-404",
               "ตอบ 200 แต่หน้าบอกว่าไม่พบข้อมูล"),)
    )  # fmt: skip
    made["O11"] = Item(
        (html(site, "O11", page_url(site, "O11"), expect="fail not-empty:heading-only",
              why="มีแต่หัวข้อ ไม่มีเนื้อหาหรือเอกสาร", change=only_heading),)
    )  # fmt: skip
    made["O14"] = Item(verdict="fail submitted:none", why="ไม่ได้ส่งลิงก์", handed="no")
    test = replace(site, hosts=("test.banmai-sample.go.th",))
    made["O20"] = Item(
        (html(test, "O20", page_url(test, "O20"), expect="review main-site:staging",
              why="ลิงก์เว็บไซต์ทดสอบ"),)
    )  # fmt: skip
    made["O26"] = Item(
        (html(site, "O26", page_url(site, "O26"), None, "review current:no-year", "ไม่ระบุปีเลย"),)
    )
    return made


def nonsung(site: Site) -> Items:
    """Old TIS-620 pages without a charset."""
    made = good(site, pdf="O5 O14")
    made_inner = article("O1", site, None)
    inner = plain(
        f"{site.root}/data/structure.htm",
        f"<HTML><BODY><H3>{made_inner.title}</H3>{made_inner.html}</BODY></HTML>".encode("cp874"),
        "text/html", "pass", "",
    )  # fmt: skip
    outer = Page("โครงสร้าง", '<iframe src="/data/structure.htm" width="560" height="500"></iframe>')
    page = given(site, page_url(site, "O1"), outer, why="เนื้อหาอยู่ในกรอบ (iframe) ของเว็บไซต์เดียวกัน")
    made["O1"] = Item((replace(page, serves=(*page.serves, *inner.serves)),))
    made["O7"] = Item(
        (document(site, "O7", files.OLD_REPORT, expect="fail current:wrong-year",
                  why="รายงานปี 2567 ข้อนี้กำหนดปี 2568"),)
    )  # fmt: skip
    made["O12"] = Item(
        verdict="fail submitted:none", why="ส่งที่อยู่ไฟล์ในเครื่องตนเอง ไม่ใช่ลิงก์", handed="invalid",
        typed=r"C:\Users\user\Documents\สขร1\o12.pdf",
    )  # fmt: skip
    made["O13"] = Item(
        (html(site, "O13", page_url(site, "O13"), expect="fail not-empty:placeholder",
              why="อยู่ระหว่างปรับปรุง ยังไม่มีข้อมูล", change=placeholder),)
    )  # fmt: skip
    made["O16"] = Item(
        (document(site, "O16", files.SCAN, why="PDF เป็นภาพสแกน อ่านด้วย OCR"),)
    )  # fmt: skip
    inside = html(site, "O17", f"{site.root}/main/o17.htm")
    frames = plain(
        page_url(site, "O17"),
        b'<HTML><HEAD><TITLE>OIT</TITLE></HEAD><FRAMESET ROWS="90,*"><FRAME SRC="/page001.htm" NAME="top">'
        b'<FRAME SRC="/main/o17.htm" NAME="main"></FRAMESET></HTML>',
        "text/html", "pass", "หน้าแบบเฟรม (frameset) เนื้อหาอยู่ในเฟรม",
    )  # fmt: skip
    made["O17"] = Item((replace(frames, serves=(*frames.serves, *inside.serves)),))
    made["O19"] = Item(
        (status(site, page_url(site, "O19"), 404, "fail reachable:gone", "หน้าถูกลบแล้ว"),)
    )
    folder = foreign(
        "https://drive.google.com/drive/folders/1SampleFolderNonsung2569?usp=sharing",
        "O21 ประเมินความเสี่ยง ปี 2569 - Google Drive",
        "<h1>O21 ประเมินความเสี่ยง ปี 2569</h1><table><tr><th>ชื่อ</th><th>เจ้าของ</th><th>ขนาดไฟล์</th></tr>"
        "<tr><td>การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2569</td><td>อบต.โนนสูง</td><td>1.2 MB</td></tr>"
        "<tr><td>คำสั่งแต่งตั้งคณะทำงานประเมินความเสี่ยงการทุจริต ปี 2569</td><td>อบต.โนนสูง</td><td>320 KB</td></tr>"
        "<tr><td>บันทึกข้อความรายงานผลการประเมินความเสี่ยง ปี 2569</td><td>อบต.โนนสูง</td><td>280 KB</td></tr></table>",
        "review main-site:drive",
        "เอกสารอยู่บน Google Drive ควรเผยแพร่ในเว็บไซต์หลัก",
    )
    inside = (
        "การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2569.pdf",
        "คำสั่งแต่งตั้งคณะทำงานประเมินความเสี่ยงการทุจริต ปี 2569.pdf",
        "บันทึกข้อความรายงานผลการประเมินความเสี่ยง ปี 2569.pdf",
    )
    place = "https://drive.google.com/embeddedfolderview?id=1SampleFolderNonsung2569"
    made["O21"] = Item((listed(folder, place, *inside),))
    made["O24"] = Item(
        (html(site, "O24", page_url(site, "O24"), None, "review current:no-year", "ไม่ระบุปีเลย"),)
    )
    return made


def huaisai_up(site: Site) -> Items:
    """WordPress on a server that works: one report of the wrong year, one page gone."""
    made = good(site, pdf="O5 O25", lists="O12")
    made["O20"] = Item(
        (html(site, "O20", page_url(site, "O20"), 2568, "fail current:wrong-year",
              "ประกาศปี 2568 ข้อนี้กำหนดปี 2569"),)
    )  # fmt: skip
    made["O26"] = Item(
        (status(site, page_url(site, "O26"), 404, "fail reachable:gone", "หน้าถูกลบแล้ว"),)
    )
    return made


def huaisai(site: Site) -> Items:
    """Its server is down on the day."""
    return {
        item: replace(one, links=tuple(dead(site, link) for link in one.links))
        for item, one in huaisai_up(site).items()
    }


def kaset(site: Site) -> Items:
    """A regional office: it only supplies data, partly on the province's own website."""
    made = good(site, pdf="O5 O12", lists="O18")
    province = province_site()
    for item in ("O4", "O9"):
        url = f"{province.root}/kaset/{item.lower()}"
        made[item] = Item((html(province, item, url, why="อยู่ในเว็บไซต์จังหวัด ซึ่งใช้ได้"),))
    made["O7"] = Item(
        (status(site, page_url(site, "O7"), 404, "fail reachable:gone", "หน้าถูกลบแล้ว"),)
    )
    made["O16"] = Item((document(site, "O16", files.PDF["O16"], why="เอกสารกลางของจังหวัด"),))
    return made
