"""Who confirms is kept as a post, never as a person."""

from __future__ import annotations

import re

from oitcheck.errors import OitcheckError

_EXAMPLE = 'เช่น --by "หัวหน้ากลุ่มงานยุทธศาสตร์"'
# นาย and คุณ also begin words that are no title.
_POSTS = (
    "กอบต", "กอบจ", "กองค์การ", "กเทศ", "กเมือง", "กรัฐมนตรี", "กสภา", "กสมาคม", "กเหล่ากาชาด",
    "อำเภอ", "ทะเบียน", "ช่าง", "แพทย์", "ตรวจ", "ด่าน", "สถานี", "ท่า",
)  # fmt: skip
_TITLES = (
    rf"นาย(?!{'|'.join(_POSTS)}|ก(?:\s|$))",
    "นางสาว",
    "นาง(?!พยาบาล)",
    r"น\.\s?ส\.",
    r"ดร\.",
    "คุณ(?!ภาพ|ธรรม|วุฒิ)",
    r"ว่าที่\s?ร้อย",
    r"ว่าที่\s?ร\.",
    r"(?:พล\.?|พ\.|ร\.|จ\.|ส\.)[ตทอส]\.",
    "จ่า(?:สิบ|เอก|โท|ตรี)",
    "(?:พัน|ร้อย|สิบ|นาวา|เรือ)(?:ตำรวจ)?(?:ตรี|โท|เอก)",
    r"ม\.[รล]\.",
    r"(?:mr|mrs|ms|miss|dr)\b",
)
_TITLE = re.compile(rf"(?:^|[\s(,/])(?:{'|'.join(_TITLES)})", re.IGNORECASE)


def checked_role(by: str) -> str:
    """``by`` on one line; raises `OitcheckError` for nothing, and for what has a person's title."""
    role = " ".join(by.split())
    if not role:
        raise OitcheckError("--by: ไม่ได้ระบุตำแหน่งผู้ยืนยัน", _EXAMPLE)
    if _TITLE.search(role):
        raise OitcheckError(f"--by {role!r}: ระบุตำแหน่ง ไม่ใช่ชื่อบุคคล", _EXAMPLE)
    return role
