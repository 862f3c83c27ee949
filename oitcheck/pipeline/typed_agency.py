"""An agency as a person types it on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from oitcheck.errors import OitcheckError
from oitcheck.intake.register import Named, Register

_Known = TypeVar("_Known", bound=Named)


def find_agency(known: Sequence[_Known], word: str, where: str = "ทะเบียน") -> _Known:
    """The one of ``known`` with this code, name or id, in any spelling that lists may use.

    ``where``: what ``known`` is, for the complaint. Raises `OitcheckError` that names the nearest.
    """
    register = Register(known)
    wanted = register.known(word) or word.strip()
    for one in known:
        if one.id == wanted:
            return one
    near = register.nearest(word, word)
    raise OitcheckError(
        f"ไม่มีหน่วยงาน {word} ใน{where}",
        f"ใกล้เคียงกับ {' / '.join(near)}" if near else f"ใช้รหัสหรือชื่อหน่วยงานตาม{where}",
    )
