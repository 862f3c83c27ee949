"""What is worth a look in a catalogue that is whole: remarks, not complaints."""

from __future__ import annotations

from dataclasses import replace

from oitcheck.catalogue.explain import changed_rules
from oitcheck.catalogue.values import Catalogue


def remarks(catalogue: Catalogue, shipped: Catalogue | None = None) -> list[str]:
    """Thai lines (``O5: ...``) on ``catalogue``; ``shipped``: the one of the same id that comes
    with the program."""
    found = []
    for item in catalogue.indicators:
        if not item.elements:
            found.append(f"{item.code}: ยังไม่มีองค์ประกอบ โปรแกรมจึงตรวจได้เฉพาะลิงก์และปีของข้อมูล")
        unseen = [element.id for element in item.elements if not element.see]
        if unseen and not item.for_a_person:
            found.append(
                f"{item.code}: {', '.join(unseen)}: ไม่มี see และข้อนี้ไม่มี for_a_person"
                " เจ้าหน้าที่จะไม่ทราบว่าต้องดูเอง"
            )
        for changed in changed_rules(catalogue, item):
            found.append(f"{changed}: เนื้อหาเปลี่ยนไปหลังยืนยัน ให้ยืนยันใหม่")
    for one in catalogue.confirmations:
        held = catalogue.indicator(one.code)
        if one.element and held and held.element(one.element) is None:
            found.append(f"{one.code} {one.element}: มีบันทึกการยืนยัน แต่ไม่มีองค์ประกอบนี้แล้ว")
    behind = shipped is not None and catalogue.revision <= shipped.revision
    if shipped is not None and behind and not same_content(catalogue, shipped):
        found.append(
            f"catalogue.revision: ยังเป็น {catalogue.revision} แต่เนื้อหาต่างจากเกณฑ์ที่มากับโปรแกรม"
            f" แก้เป็น {shipped.revision + 1}"
        )
    return list(dict.fromkeys(found))


def same_content(one: Catalogue, other: Catalogue) -> bool:
    """Whether two catalogues say the same, whatever their revision and layout."""
    return replace(one, revision=0, sha256="") == replace(other, revision=0, sha256="")
