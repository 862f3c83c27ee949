"""Who answers for what: imported from lists, and asked for by item, agency and district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from oitcheck.catalogue import Catalogue
from oitcheck.errors import OitcheckError
from oitcheck.intake import Problem, items_text, read_contacts, write_contacts_form
from oitcheck.model import Agency, Contact
from oitcheck.pipeline.agencies import registry_of
from oitcheck.pipeline.catalogues import item_code
from oitcheck.pipeline.handing_in import check_files
from oitcheck.pipeline.rules import load_rules, rules_of
from oitcheck.pipeline.typed_agency import find_agency
from oitcheck.pipeline.workspace import Workspace
from oitcheck.thai.places import district_key, district_title


@dataclass(frozen=True, slots=True)
class ImportedContacts:
    contacts: int
    agencies: int
    districts: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Contacts:
    """``item``: only those who answer for it were asked for; ``without``: agencies that have
    nobody for what was asked."""

    item: str
    rows: tuple[tuple[Agency | None, Contact], ...]
    without: tuple[Agency, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "item": self.item,
            "contacts": [
                {
                    "agency": agency.code or agency.id if agency else "",
                    "name": agency.name if agency else "",
                    "district": one.district,
                    "function": one.function,
                    "indicators": list(one.indicators),
                    "telephone": one.telephone,
                    "email": one.email,
                }
                for agency, one in self.rows
            ],
            "without": [agency.code or agency.id for agency in self.without],
        }

    def lines(self) -> Iterator[str]:
        if not self.rows:
            yield "ยังไม่มีผู้ประสานงานตามที่ถาม นำเข้าด้วย: oitcheck contacts FILE"
        by_district = groupby(self.rows, key=lambda row: (row[0] or row[1]).district)
        for place, (district, group) in enumerate(by_district):
            yield from ([""] if place else [])
            yield district_title(district)
            for agency, one in group:
                called = f"{agency.code} {agency.name}".strip() if agency else "อำเภอ"
                items = f" (ข้อ {items_text(one.indicators)})" if one.indicators else ""
                reach = " ".join(
                    part for part in (one.telephone and f"โทร. {one.telephone}", one.email) if part
                )
                yield f"  {called}: {one.function}{items} {reach}".rstrip()
        if self.without:
            asked = f"ผู้รับผิดชอบข้อ {self.item}" if self.item else "ผู้ประสานงาน"
            yield ""
            yield f"ยังไม่ระบุ{asked} {len(self.without)} หน่วยงาน: " + ", ".join(
                agency.name for agency in self.without
            )


def import_contacts(workspace: Workspace, file: Path) -> ImportedContacts:
    """Keep the contacts of a list; those of an agency or district that it names are replaced,
    unless one of their rows was refused: then they stay as they were.

    The caller holds the lock.
    """
    check_files([file])
    with workspace.store() as store:
        agencies = registry_of(store)
        contacts, problems = read_contacts(
            file, agencies=agencies, catalogues=_catalogues(workspace, agencies)
        )
        store.office.put_contacts(contacts)
    return ImportedContacts(
        len(contacts),
        len({one.agency for one in contacts if one.agency}),
        len({one.district for one in contacts if not one.agency}),
        problems,
    )


def contacts_of(workspace: Workspace, *, item: str = "", agency: str = "") -> Contacts:
    """Those of the province by district: coordinators first, then agencies by name.

    ``item``: who answers for it; where nobody is named, the agency's own coordinator.
    """
    with workspace.store() as store:
        agencies = registry_of(store)
        known = store.office.contacts()
    asked = (find_agency(agencies, agency),) if agency else agencies
    code = _item(_catalogues(workspace, agencies), item) if item else ""
    rows: list[tuple[Agency | None, Contact]] = []
    without = []
    for key, group in groupby(asked, key=lambda one: district_key(one.district)):
        if not item and key:
            of_district = (c for c in known if not c.agency and district_key(c.district) == key)
            rows += [(None, one) for one in of_district]
        for one in group:
            own = [contact for contact in known if contact.agency == one.id]
            if code:
                answering = [contact for contact in own if code in contact.indicators]
                own = answering or [contact for contact in own if not contact.indicators]
            rows += [(one, contact) for contact in own]
            if not own:
                without.append(one)
    return Contacts(code, tuple(rows), tuple(without))


def write_form(workspace: Workspace, path: Path) -> int:
    """The empty form with all agencies; how many they are."""
    year = rules_of(workspace).catalogue.year
    with workspace.store() as store:
        agencies = registry_of(store)
    write_contacts_form(path, agencies, year)
    return len(agencies)


def _catalogues(workspace: Workspace, agencies: tuple[Agency, ...]) -> dict[str, Catalogue]:
    """By track, the workspace's own first."""
    own = rules_of(workspace).catalogue
    others = sorted({agency.track for agency in agencies} - {own.track})
    return {own.track: own} | {
        track: load_rules(workspace.indicators, own.year, track).catalogue for track in others
    }


def _item(catalogues: dict[str, Catalogue], word: str) -> str:
    """The item's code as the catalogues write it. Raises `OitcheckError`."""
    code = item_code(word)
    if all(catalogue.indicator(code) is None for catalogue in catalogues.values()):
        last = next(iter(catalogues.values())).indicators[-1].code
        raise OitcheckError(f"ไม่มีข้อ {code}", f"ปีนี้ใช้ข้อ O1 ถึง {last}")
    return code
