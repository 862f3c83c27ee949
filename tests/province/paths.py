# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""Addresses of the items' pages, in the manner of each site's CMS."""

from __future__ import annotations

from .agencies import SITES, Site

_SLUGS = {
    "O1": "โครงสร้างและอำนาจหน้าที่", "O2": "ข้อมูลผู้บริหาร", "O3": "ข้อมูลการติดต่อ", "O4": "ข่าวประชาสัมพันธ์",
    "O5": "แผนพัฒนาท้องถิ่น", "O6": "แผนและความก้าวหน้า", "O7": "รายงานผลการดำเนินงาน", "O8": "คู่มือการปฏิบัติงาน",
    "O9": "คู่มือการให้บริการ", "O10": "e-service", "O11": "สขร1-รายเดือน", "O12": "รายงานจัดซื้อจัดจ้าง",
    "O13": "แผนบริหารทรัพยากรบุคคล", "O14": "รายงานผลทรัพยากรบุคคล", "O15": "ขับเคลื่อนจริยธรรม",
    "O16": "แนวปฏิบัติเรื่องร้องเรียน", "O17": "ช่องทางแจ้งเรื่องร้องเรียน", "O18": "สถิติเรื่องร้องเรียน", "O19": "การมีส่วนร่วม",
    "O20": "no-gift-policy", "O21": "ประเมินความเสี่ยงการทุจริต", "O22": "รายงานผลความเสี่ยง",
    "O23": "แผนป้องกันการทุจริต", "O24": "รายงานผลป้องกันการทุจริต", "O25": "การนำผลการประเมินไปพัฒนา",
    "O26": "รายงานส่งเสริมคุณธรรม",
}  # fmt: skip
_RANDOM = ("kx7qmv", "b3ztpa", "w9hcde", "r2nfuy", "g5sloj")


def page_url(site: Site, item: str, suffix: str = "") -> str:
    """Where ``site`` shows ``item``, typed the way officials copy it (Thai letters left raw).

    ``suffix`` makes another address of the same kind.
    """
    number = int(item[1:])
    if site.key == "nongbua":
        return f"{site.root}/{_SLUGS[item]}{suffix}/"
    if site.key == "khlongyai":
        return f"{site.root}/?page_id={1200 + number * 7}{suffix.replace('-', '0')}"
    if site.key == "huaisai":
        return f"{site.root}/oit/{item.lower()}-{_SLUGS[item]}{suffix}/"
    if site.look == "joomla":
        if number % 3 == 0:
            return f"{site.root}/index.php/th/{_RANDOM[number % 5]}{number}{suffix}"
        return (
            f"{site.root}/index.php?option=com_content&view=article&id={100 + number}:"
            f"{item.lower()}{suffix}&catid=12&Itemid={200 + number}"
        )
    if site.look == "vendor":
        return f"{site.root}/page.php?mod=ita69&id={number:02}{suffix}"
    if site.look == "tis620":
        return f"{site.root}/ita/{item.lower()}{suffix}.htm"
    if site.look == "shell":
        return f"{site.root}/oit/{item.lower()}{suffix}"
    return f"{site.root}/oit/2569/{item.lower()}{suffix}"


def site(key: str) -> Site:
    return SITES[key]
