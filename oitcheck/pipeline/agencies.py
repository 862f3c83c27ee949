"""The registry as commands ask for it: one agency, one district, those that are assessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oitcheck.errors import OitcheckError
from oitcheck.intake import Register
from oitcheck.model import Agency, Role
from oitcheck.pipeline.finding import nearest
from oitcheck.store import Store
from oitcheck.thai import sorting
from oitcheck.thai.places import district_key


def registry_of(store: Store) -> tuple[Agency, ...]:
    """All agencies, by district and name. Raises `OitcheckError` for an empty registry."""
    found = by_district(store.agencies())
    if not found:
        raise OitcheckError("ทะเบียนหน่วยงานยังว่าง", "นำเข้าก่อนด้วย: oitcheck agencies FILE")
    return found


def by_district(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    """In Thai order of district, then name."""
    return tuple(
        sorted(agencies, key=lambda a: (sorting.key(a.district), sorting.key(a.name), a.id))
    )


def assessed(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    return tuple(agency for agency in agencies if agency.role is Role.ASSESSED)


def find_agency(agencies: Sequence[Agency], word: str) -> Agency:
    """The agency of this code, name or id. Raises `OitcheckError` that names the nearest."""
    register = Register(agencies)
    found = register.known(word)
    for agency in agencies:
        if agency.id == (found or word.strip()):
            return agency
    near = register.nearest(word, word)
    raise OitcheckError(
        f"ไม่มีหน่วยงาน {word} ในทะเบียน",
        f"ใกล้เคียงกับ {' / '.join(near)}" if near else "ใช้รหัสหรือชื่อหน่วยงานตามทะเบียน",
    )


def find_district(agencies: Iterable[Agency], word: str) -> str:
    """The district as the registry writes it. Raises `OitcheckError` that names the nearest."""
    known = {district_key(agency.district): agency.district for agency in agencies}
    known.pop("", None)
    found = known.get(district_key(word))
    if found is None:
        raise OitcheckError(
            f"--district {word}: ไม่มีอำเภอนี้ในทะเบียนหน่วยงาน", nearest(word, list(known.values()))
        )
    return found


def district_title(district: str) -> str:
    """The district with the word before it, if it isn't there yet."""
    if not district:
        return "ไม่ระบุอำเภอ"
    return district if district.startswith(("อำเภอ", "เขต", "อ.")) else f"อำเภอ{district}"
