"""Names of persons, which don't belong into the office's notes: a title and two words."""

from __future__ import annotations

import re

_TITLE = r"(?:นางสาว|นาย|นาง|น\.\s?ส\.|ด\.\s?ช\.|ด\.\s?ญ\.)"
_NAME = r"[ก-ฮเแโใไ][ก-๎]+"
# Words that only begin like a title: offices, trades, the district นางรอง.
_NOT_A_PERSON = (
    r"(?!นายก|นายอำเภอ|นายทะเบียน|นายจ้าง|นายช่าง|นายแพทย์|นายสัตวแพทย์|นายตรวจ|นายทหาร|นายตำรวจ"
    r"|นายหน้า|นายประกัน|นายด่าน|นายท่า|นายสถานี|นายเวร|นางรอง|นางพยาบาล|นางแล)"
)
_PERSON = re.compile(rf"(?<![ก-๎]){_NOT_A_PERSON}{_TITLE}\s?{_NAME}[ ]+{_NAME}")


def names_a_person(text: str) -> bool:
    """Whether ``text`` seems to name a person: นาย, นาง, นางสาว and two words. No proof."""
    return _PERSON.search(text) is not None
