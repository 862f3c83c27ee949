"""Who did something is kept as a post, never as a person."""

from __future__ import annotations

from oitcheck.errors import OitcheckError
from oitcheck.thai.people import person_title

_EXAMPLE = 'เช่น --by "หัวหน้ากลุ่มงานยุทธศาสตร์"'


def checked_role(by: str) -> str:
    """``by`` on one line; raises `OitcheckError` for nothing, and for what has a person's title."""
    role = " ".join(by.split())
    if not role:
        raise OitcheckError("--by: ไม่ได้ระบุตำแหน่ง", _EXAMPLE)
    if person_title(role):
        raise OitcheckError(f"--by {role!r}: ระบุตำแหน่ง ไม่ใช่ชื่อบุคคล", _EXAMPLE)
    return role


def role_if_any(by: str) -> str:
    """`checked_role` where it may be left out."""
    return checked_role(by) if by else ""
