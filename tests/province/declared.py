# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""What every agency hands in at the first collection, each link with what is true of it.

The expectations are written by hand, from the rules of the checks and from what a reviewer would
say; nothing here is computed by the program under test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from . import files
from .agencies import SITES, Site
from .chrome import Page
from .content import article
from .kinds import (
    Item,
    dead,
    document,
    foreign,
    framed,
    given,
    html,
    listing,
    plain,
    province_site,
    redirect,
    status,
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
        "review main-site:social",
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
        (document(site, "O1", files.PICTURE, expect="review not-empty:scan",
                  why="โครงสร้างเป็นรูปภาพ โปรแกรมอ่านข้อความไม่ได้"),)
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
    busy = html(site, "O17", page_url(site, "O17"), expect="review reachable:second-look",
                why="ครั้งแรกตอบ 503 ต้องตรวจซ้ำ (ครั้งต่อไปตอบ 200)")  # fmt: skip
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
    made["O21"] = Item((drive,))
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
        (document(site, "O16", files.SCAN, expect="review not-empty:scan",
                  why="PDF เป็นภาพสแกน ไม่มีข้อความ"),)
    )  # fmt: skip
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
    made["O21"] = Item((folder,))
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


_FIRST: dict[str, Callable[[Site], Items]] = {
    "pao": pao, "mueang": mueang, "donkaeo": donkaeo, "thaluang": thaluang,
    "khlongyai": khlongyai, "nongbua": nongbua, "banmai": banmai, "nonsung": nonsung,
    "huaisai": huaisai, "kaset": kaset,
}  # fmt: skip


def first() -> dict[str, Items]:
    """What each agency hands in at the first collection, by agency key and item."""
    return {key: make(SITES[key]) for key, make in _FIRST.items()}


def verdict_of(item: Item) -> str:
    """The declared verdict of an item: its own, else that of its one link, else ``pass``."""
    if item.verdict:
        return item.verdict
    if len(item.links) == 1:
        return item.links[0].expect.split()[0]
    assert all(link.expect == "pass" for link in item.links), "declare the verdict"
    return "pass"
