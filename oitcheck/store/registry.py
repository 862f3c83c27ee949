"""Rows of agencies, their names through time, and rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from oitcheck.errors import OitcheckError
from oitcheck.model import Agency, Role
from oitcheck.store.schema import agency, agency_name, round_
from oitcheck.store.statements import put
from oitcheck.store.values import AgencyName, Round


def agencies(connection: Connection) -> tuple[Agency, ...]:
    rows = connection.execute(select(agency).order_by(agency.c.id)).mappings()
    return tuple(
        Agency(**{**row, "role": Role(row["role"]), "hosts": tuple(row["hosts"])}) for row in rows
    )


def put_agencies(connection: Connection, given: Iterable[Agency], at: datetime) -> None:
    current = {item.id: item for item in agencies(connection)}
    for item in given:
        row = {
            "id": item.id,
            "code": item.code,
            "name": item.name,
            "kind": item.kind,
            "district": item.district,
            "role": item.role.value,
            "hosts": list(item.hosts),
            "track": item.track,
            "grown": item.grown,
        }
        before = current.get(item.id)
        if before == item:
            continue
        put(connection, agency, row)
        current[item.id] = item
        if before is None or (before.code, before.name) != (item.code, item.name):
            _name_from(connection, item, at)


def _name_from(connection: Connection, item: Agency, at: datetime) -> None:
    connection.execute(
        update(agency_name)
        .where(agency_name.c.agency == item.id, agency_name.c.valid_to.is_(None))
        .values(valid_to=at)
    )
    connection.execute(
        insert(agency_name).values(agency=item.id, code=item.code, name=item.name, valid_from=at)
    )


def agency_names(connection: Connection, of: str | None) -> tuple[AgencyName, ...]:
    query = select(
        agency_name.c.agency,
        agency_name.c.code,
        agency_name.c.name,
        agency_name.c.valid_from,
        agency_name.c.valid_to,
    ).order_by(agency_name.c.agency, agency_name.c.id)
    if of is not None:
        query = query.where(agency_name.c.agency == of)
    return tuple(AgencyName(**row) for row in connection.execute(query).mappings())


def rounds(connection: Connection) -> tuple[Round, ...]:
    query = select(round_.c.name, round_.c.year, round_.c.track).order_by(round_.c.position)
    return tuple(Round(**row) for row in connection.execute(query).mappings())


def ensure_round(connection: Connection, wanted: Round) -> Round:
    known = {item.name: item for item in rounds(connection)}
    found = known.get(wanted.name)
    if found is None:
        last = connection.execute(select(func.max(round_.c.position))).scalar()
        connection.execute(
            insert(round_).values(
                name=wanted.name, year=wanted.year, track=wanted.track, position=(last or 0) + 1
            )
        )
        return wanted
    if found != wanted:
        raise OitcheckError(
            f"ครั้งที่ {wanted.name} มีอยู่แล้ว เป็นของปี พ.ศ. {found.year} ({found.track}) "
            f"ไม่ใช่ของปี พ.ศ. {wanted.year} ({wanted.track})",
            "ใช้ชื่อครั้งอื่น / give the round another name",
        )
    return found
