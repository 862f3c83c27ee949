"""Does the evidence stand on the agency's own website?

Means: the link leads to one of the hosts on which this agency publishes (there may be several,
such as a page of the province's website and the department's own).
Why: the assessment looks at the agency's main website; assessors have to find the data there.
Not judged: documents that a page of the main website links to (a Drive file behind an own page is
fine here), and a document of the ministry or the province published on the agency's own site.
No official rule forbids Drive or social media: such links go to a person with advice.
"""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import Outcome, Over, Scope

META = Meta(
    id="main-site",
    version=1,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"links"}),
    title=Words("อยู่ในเว็บไซต์หลักของหน่วยงาน", "On the agency's main website"),
    means=Words(
        "ลิงก์เปิดไปยังเว็บไซต์หลักของหน่วยงาน หรือเว็บไซต์ที่หน่วยงานแจ้งว่าใช้เผยแพร่ข้อมูล",
        "The link leads to the agency's main website or another site that it publishes on.",
    ),
    why=Words(
        "การประเมินตรวจข้อมูลจากเว็บไซต์หลักของหน่วยงาน ประชาชนต้องค้นพบข้อมูลได้จากเว็บไซต์นั้น",
        "The assessment looks at the agency's main website, where the public must find the data.",
    ),
    reasons={
        "own-site": Reason(
            Outcome.PASS,
            Words("ลิงก์อยู่ในเว็บไซต์ของหน่วยงาน ({host})", "The link is on the agency's site ({host})."),
            NOTHING,
            "nobody",
        ),
        "other-site": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์อยู่ที่ {at} ไม่ใช่เว็บไซต์ของหน่วยงานที่จังหวัดมีข้อมูล ({hosts})",
                "The link is at {at}, not on the agency's known sites ({hosts}).",
            ),
            Words(
                "ส่งลิงก์หน้าในเว็บไซต์หลักที่แสดงข้อมูลนี้ หรือแจ้งจังหวัดหากเป็นเว็บไซต์ของหน่วยงาน",
                "Hand in a page of the main website that shows this, or tell the province if the "
                "site is the agency's own.",
            ),
            "agency",
        ),
        "social": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์เปิดไปยังสื่อสังคมออนไลน์หรือช่องทางสนทนา ({site}) ผู้ประเมินอาจต้องเข้าสู่ระบบก่อน",
                "The link leads to social media or a chat ({site}), which may ask for a login.",
            ),
            Words(
                "ให้ใช้ลิงก์หน้าเว็บไซต์หลักที่มีปุ่มช่องทางนี้",
                "Hand in the page of the main website that carries the button to it.",
            ),
            "agency",
        ),
        "drive": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์เปิดไปยังพื้นที่ฝากไฟล์ ({site}) ไม่ใช่หน้าในเว็บไซต์หลัก",
                "The link leads to a file store ({site}), not to a page of the main website.",
            ),
            Words(
                "ให้ใช้ลิงก์หน้าเว็บไซต์หลักที่เผยแพร่เอกสารนี้",
                "Hand in the page of the main website that publishes the document.",
            ),
            "agency",
        ),
        "staging": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์อยู่ที่ {host} ซึ่งดูเป็นเว็บไซต์ทดสอบ ไม่ใช่เว็บไซต์ที่ใช้งานจริง",
                "The link is at {host}, which looks like a test site, not the real one.",
            ),
            Words(
                "ส่งลิงก์ของหน้าเดียวกันในเว็บไซต์ที่ใช้งานจริง",
                "Hand in the same page on the real website.",
            ),
            "agency",
        ),
        "home-page": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์เปิดไปยังหน้าแรกของเว็บไซต์ {host} ไม่ใช่หน้าของข้อนี้โดยตรง",
                "The link leads to the home page of {host}, not to this item's page.",
            ),
            Words(
                "ส่งลิงก์ของหน้าที่แสดงข้อมูลของข้อนี้โดยตรง",
                "Hand in the link of the page that shows this item's data.",
            ),
            "agency",
        ),
        "ip-address": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์ใช้หมายเลขเครื่อง ({host}) แทนชื่อเว็บไซต์ ผู้ประเมินตรวจไม่ได้ว่าเป็นของหน่วยงาน",
                "The link uses a machine's number ({host}) instead of the website's name.",
            ),
            Words(
                "ส่งลิงก์ที่ใช้ชื่อเว็บไซต์หลักของหน่วยงานแทน",
                "Hand in the link with the name of the agency's main website.",
            ),
            "agency",
        ),
        "redirected-away": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์อยู่ในเว็บไซต์ของหน่วยงาน แต่เปิดแล้วถูกพาไปที่ {at}",
                "The link is on the agency's site but leads away to {at}.",
            ),
            Words(
                "แก้ไขให้หน้านี้แสดงข้อมูลในเว็บไซต์หลัก หรือส่งลิงก์ของหน้าอื่นในเว็บไซต์หลัก",
                "Let the page show the data on the main website, or hand in another page of it.",
            ),
            "agency",
        ),
        "hosts-unknown": Reason(
            Outcome.SKIP,
            Words(
                "จังหวัดยังไม่มีข้อมูลเว็บไซต์หลักของหน่วยงานนี้ จึงไม่ได้ตรวจ ({host})",
                "The agency's main website is not known yet, so this was not checked ({host}).",
            ),
            NOTHING,
            "nobody",
        ),
    },
)
