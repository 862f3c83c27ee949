"""The registry as commands ask for it: in order, one district, those that are assessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oitcheck.errors import OitcheckError
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


def of_district(agencies: Sequence[Agency], word: str) -> tuple[Agency, ...]:
    """Those of a district, which may stand after อ. or อำเภอ; all of them for an empty ``word``.

    Raises `OitcheckError` that names the nearest district.
    """
    if not word:
        return tuple(agencies)
    known = {district_key(agency.district): agency.district for agency in agencies}
    known.pop("", None)
    wanted = district_key(word)
    if wanted not in known:
        raise OitcheckError(
            f"--district {word}: ไม่มีอำเภอนี้ในทะเบียนหน่วยงาน", nearest(wanted, list(known.values()))
        )
    return tuple(agency for agency in agencies if district_key(agency.district) == wanted)
