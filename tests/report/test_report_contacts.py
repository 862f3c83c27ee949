"""Who answers for an item stands where a gap says that a division must act."""

from __future__ import annotations

from pathlib import Path

import report_sample as sample
from lxml import html

from oitcheck.model import Contact
from oitcheck.report import write

CONTACTS = (
    Contact("a5", "กองคลัง", "", ("O12", "O13"), "044-511111", "klang@example.go.th"),
    Contact("a5", "<b>กองช่าง</b>", "", ("O12",), ""),
    Contact("other", "กองอื่น", "", ("O12",), "044-599999"),
)


def pages(out: Path, contacts: tuple[Contact, ...]) -> dict[str, bytes]:
    judgement = sample.sample()
    written = write(
        judgement,
        out,
        plan=sample.plan(),
        catalogues=[sample.catalogue()],
        metas=sample.METAS,
        contacts=contacts,
    )
    return {one: path.read_bytes() for one, path in written.agencies.items()}


def test_a_gap_for_a_division_names_the_function_and_the_district_its_coordinator(
    tmp_path: Path,
) -> None:
    agency = next(one for one in sample.sample().agencies if one.code == "6320105")
    own = tuple(
        Contact(agency.id if one.agency == "a5" else one.agency, *_rest(one)) for one in CONTACTS
    )
    coordinator = Contact("", "ที่ทำการปกครองอำเภอ", agency.district, (), "044-512345")
    found = pages(tmp_path, (*own, coordinator))
    root = html.fromstring(found[agency.id].decode("utf-8"))
    (card,) = [
        one
        for one in root.xpath("//article[contains(@class,'fix')]")
        if one.xpath(".//span[contains(@class,'who-unit')]") and "O12" in one.text_content()
    ]
    answers = [" ".join(one.text_content().split()) for one in card.xpath(".//*[@class='answers']")]
    assert answers == [
        "ผู้รับผิดชอบข้อ O12: กองคลัง โทร. 044-511111 klang@example.go.th",
        "ผู้รับผิดชอบข้อ O12: <b>กองช่าง</b>",
    ]
    text = " ".join(root.text_content().split())
    assert "ที่ทำการปกครองอำเภอ โทร. 044-512345" in text
    assert "กองอื่น" not in text
    elsewhere = [one.decode("utf-8") for id_, one in found.items() if id_ != agency.id]
    assert not any("044-511111" in one for one in elsewhere)


def test_without_contacts_nothing_is_said_of_them(tmp_path: Path) -> None:
    for body in pages(tmp_path, ()).values():
        assert "ผู้รับผิดชอบข้อ" not in body.decode("utf-8")
        assert "ผู้ประสานงานของอำเภอ" not in body.decode("utf-8")


def _rest(one: Contact) -> tuple[str, str, tuple[str, ...], str, str]:
    return one.function, one.district, one.indicators, one.telephone, one.email
