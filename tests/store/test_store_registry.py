from __future__ import annotations

from dataclasses import replace

import pytest
from samples import AGENCY, NOON, later

from oitcheck.errors import OitcheckError
from oitcheck.model import Agency, Role
from oitcheck.store import Round, Store


def test_agencies_come_back_as_they_were_put_by_id(store: Store) -> None:
    supplier = Agency(
        "a0", "", "สำนักงานคลังจังหวัด", "ส่วนราชการ", "เมือง", Role.SUPPLIER, ("x.go.th",), "t", True
    )
    store.put_agencies([AGENCY, supplier])
    assert store.agencies() == (supplier, AGENCY)


def test_a_renamed_agency_keeps_its_old_name_with_its_validity(store: Store) -> None:
    store.put_agencies([AGENCY], NOON)
    store.put_agencies([replace(AGENCY, district="เมืองสุรินทร์")], later(1))
    raised = replace(AGENCY, name="เทศบาลนครสุรินทร์")
    store.put_agencies([raised], later(2))
    assert store.agencies() == (raised,)
    old, new = store.agency_names(AGENCY.id)
    assert (old.name, old.valid_from, old.valid_to) == (AGENCY.name, NOON, later(2))
    assert (new.name, new.valid_from, new.valid_to) == (raised.name, later(2), None)


def test_putting_the_same_agency_again_adds_no_name(store: Store) -> None:
    store.put_agencies([AGENCY, AGENCY], NOON)
    store.put_agencies([AGENCY], later(1))
    assert len(store.agency_names()) == 1


def test_rounds_stand_in_the_order_in_which_they_were_made(store: Store) -> None:
    for name in ("2", "1", "itas", "2"):
        store.ensure_round(name, 2569)
    assert store.rounds() == tuple(Round(name, 2569, "standard") for name in ("2", "1", "itas"))


def test_a_round_of_another_year_is_refused_in_one_line(store: Store) -> None:
    store.ensure_round("1", 2569)
    with pytest.raises(OitcheckError, match="เป็นของปี") as caught:
        store.ensure_round("1", 2568)
    assert "\n" not in str(caught.value)
