# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""What changes until the second collection: what was mended, what broke, what is handed in anew."""

from __future__ import annotations

from dataclasses import replace

from . import files
from .agencies import SITES
from .declared import first
from .declared_tambons import huaisai_up
from .declared_towns import pao
from .kinds import Given, Item, document, html, status
from .paths import page_url
from .shapes import Items, only_heading, placeholder


def _same_url(site_key: str, item: str, why: str, broken: str = "") -> Item:
    """The same address, not handed in again: mended in place, or broken in place."""
    site = SITES[site_key]
    url = page_url(site, item)
    if broken == "gone":
        link = status(site, url, 404, "fail reachable:gone", why)
    elif broken == "placeholder":
        link = html(
            site, item, url, expect="fail not-empty:placeholder", why=why, change=placeholder
        )
    elif broken == "heading":
        link = html(
            site, item, url, expect="fail not-empty:heading-only", why=why, change=only_heading
        )
    else:
        link = html(site, item, url, why=why)
    return Item((link,), handed="no")


def _anew(site_key: str, item: str, why: str) -> Item:
    """A new address, handed in the second time."""
    site = SITES[site_key]
    return Item((html(site, item, page_url(site, item, "-2"), why=why),))


def _mended(*links: Given, verdict: str = "pass") -> Item:
    return Item(links, verdict)


def _changes() -> dict[str, Items]:
    before = first()
    donkaeo = SITES["donkaeo"]
    nonsung = SITES["nonsung"]
    banmai = SITES["banmai"]
    chat_free = before["mueang"]["O3"].links[:1]
    hacked = {
        item: _same_url("khlongyai", item, "ลบโฆษณาการพนันแล้ว")
        for item in ("O4", "O7", "O16", "O19")
    }
    return {
        "mueang": {
            "O3": _mended(*chat_free),
            "O14": _same_url("mueang", "O14", "แก้เป็นรายงานปี 2568 แล้ว"),
            "O22": _same_url("mueang", "O22", "เนื้อหาหายไป เหลือแต่หัวข้อ", "heading"),
            "O26": _anew("mueang", "O26", "ส่งลิงก์แล้ว"),
        },
        "donkaeo": {
            "O4": _anew("donkaeo", "O4", "ย้ายข่าวมาไว้ในเว็บไซต์หลักแล้ว"),
            "O6": _mended(*before["donkaeo"]["O6"].links[:2]),
            "O7": _anew("donkaeo", "O7", "ส่งลิงก์หน้าใหม่แล้ว"),
            "O12": _mended(document(donkaeo, "O12", files.PDF["O12"], why="นำไฟล์ที่เปิดได้ขึ้นใหม่แล้ว")),
            "O13": _same_url("donkaeo", "O13", "เผยแพร่ข้อมูลแล้ว"),
            "O15": _same_url("donkaeo", "O15", "หน้าถูกลบหลังการส่งครั้งแรก", "gone"),
            "O18": _anew("donkaeo", "O18", "ส่งหน้าสถิติปี 2568 แทนหน้าแรกแล้ว"),
        },
        "thaluang": {
            "O10": _same_url("thaluang", "O10", "เผยแพร่ข้อมูลแล้ว"),
            "O14": _anew("thaluang", "O14", "ส่งรายงานปี 2568 แล้ว"),
            "O17": _same_url("thaluang", "O17", "เครื่องแม่ข่ายตอบปกติแล้ว"),
            "O23": _anew("thaluang", "O23", "ส่งแผนปี 2569 แล้ว"),
            "O25": _anew("thaluang", "O25", "ส่งลิงก์ http ที่เปิดได้ตามปกติแล้ว"),
            "O26": _same_url("thaluang", "O26", "เนื้อหาถูกนำออกเพื่อปรับปรุง", "placeholder"),
        },
        "khlongyai": {
            **hacked,
            "O13": _anew("khlongyai", "O13", "ส่งแผนปี 2569 แล้ว"),
            "O20": Item(verdict="fail submitted:withdrawn", why="หน่วยงานถอนลิงก์", handed="withdrawn"),
            "O21": _same_url("khlongyai", "O21", "เนื้อหาถูกนำออกเพื่อปรับปรุง", "placeholder"),
        },
        "nongbua": {
            "O17": _same_url("nongbua", "O17", "แสดงในเว็บไซต์หลักแล้ว"),
            "O18": _same_url("nongbua", "O18", "หน้าถูกลบหลังการส่งครั้งแรก", "gone"),
            "O21": _anew("nongbua", "O21", "ย้ายมาไว้ในเว็บไซต์หลักแล้ว"),
            "O23": _anew("nongbua", "O23", "ส่งแผนปี 2569 แล้ว"),
        },
        "banmai": {
            "O8": _mended(document(banmai, "O8", files.PDF["O8"], why="ส่งคู่มือที่เปิดได้แล้ว")),
            "O9": Item(
                (replace(before["banmai"]["O8"].links[0], url=page_url(banmai, "O9"), serves=tuple(
                    (page_url(banmai, "O9"), made) for _, made in before["banmai"]["O8"].links[0].serves
                ), why="หน้าถูกลบ ระบบตอบ 200 ว่าไม่พบข้อมูล"),),
                handed="no",
            ),
            "O11": _same_url("banmai", "O11", "เผยแพร่ข้อมูลแล้ว"),
            "O14": _anew("banmai", "O14", "ส่งลิงก์แล้ว"),
            "O20": _anew("banmai", "O20", "ส่งลิงก์เว็บไซต์จริงแล้ว"),
        },
        "nonsung": {
            "O7": _mended(document(nonsung, "O7", files.PDF["O7"], why="ส่งรายงานปี 2568 แล้ว")),
            "O10": _same_url("nonsung", "O10", "หน้าถูกลบหลังการส่งครั้งแรก", "gone"),
            "O12": _anew("nonsung", "O12", "ส่งลิงก์ที่เปิดได้แล้ว"),
            "O19": _same_url("nonsung", "O19", "นำหน้ากลับมาแล้ว"),
        },
        "huaisai": {
            item: replace(one, handed="yes" if item == "O1" else "no")
            for item, one in huaisai_up(SITES["huaisai"]).items()
        },
        "kaset": {"O7": _same_url("kaset", "O7", "นำหน้ากลับมาแล้ว")},
    }  # fmt: skip


def second() -> dict[str, Items]:
    """What holds for each agency at the second collection: the changes, and what carries over."""
    changes = _changes()
    made: dict[str, Items] = {}
    for key, items in first().items():
        carried = {item: replace(one, handed="no", typed="") for item, one in items.items()}
        made[key] = {**carried, **changes.get(key, {})}
    made["pao"] = pao(SITES["pao"])
    # The regional office sends its whole list again, unchanged but for the page that came back.
    made["kaset"] = {item: replace(one, handed="yes") for item, one in made["kaset"].items()}
    return made
