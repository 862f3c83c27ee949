"""Work on catalogues: look them up, check, draft, confirm, and take them to Excel and back."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.catalogue.confirming import last_word
from oitcheck.catalogue.drafting import draft
from oitcheck.catalogue.editing import Ruling, rule, rule_of, trail_line
from oitcheck.catalogue.explain import changed_rules
from oitcheck.catalogue.reviewing import remarks, same_content
from oitcheck.catalogue.write import catalogue_text
from oitcheck.codes import SeveralItems, code
from oitcheck.errors import OitcheckError
from oitcheck.intake.catalogue_export import catalogue_xlsx
from oitcheck.intake.catalogue_import import SheetComplaint, read_catalogue
from oitcheck.pipeline.rules import (
    KNOWN_CHECKS,
    catalogue_for,
    catalogue_name,
    find_rule,
    read_rule,
    shipped,
    shipped_text,
)
from oitcheck.pipeline.workspace import Workspace
from oitcheck.thai.sorting import key
from oitcheck.toml_reader import BadData, Complaint

_TRACK = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A catalogue that can be used; ``file`` empty: it comes with the program. ``trouble``: why
    it can't be used (then there is no ``catalogue``)."""

    name: str
    file: str
    catalogue: Catalogue | None
    trouble: str = ""


def listed(folder: Path) -> list[Listed]:
    """Every catalogue there is: those in ``folder`` (a workspace's, may be missing) and, where
    none there has its name, the shipped ones."""
    own = {path.stem: path for path in folder.glob("oit-*.toml")} if folder.is_dir() else {}
    found = []
    for name in sorted({*own, *shipped("oit-")}, key=key):
        try:
            text, where = find_rule(folder, name, "oit-")
            catalogue = parse_catalogue(text, where, KNOWN_CHECKS)
            found.append(Listed(name, str(own.get(name, "")), catalogue))
        except OitcheckError as trouble:
            found.append(Listed(name, str(own.get(name, "")), None, str(trouble)))
    return found


def own_file(workspace: Workspace, catalogue: Catalogue) -> Path | None:
    """The workspace's own file of a catalogue; None where the shipped one holds."""
    path = workspace.indicators / f"{catalogue_name(catalogue.year, catalogue.track)}.toml"
    return path if path.is_file() else None


def item_code(given: str) -> str:
    """``O12`` for o12, 12, ข้อ ๑๒ and the like; raises `OitcheckError`."""
    try:
        found = code(given)
    except SeveralItems:
        found = None
    if found is None:
        raise OitcheckError(f"{given!r} ไม่ใช่รหัสข้อ", "เช่น O12")
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said of a file; no complaints: it can be used."""

    catalogue: Catalogue | None
    complaints: tuple[Complaint | SheetComplaint, ...] = ()
    remarks: tuple[str, ...] = ()


def check_file(path: Path) -> Checked:
    """All that is wrong in a TOML file of a catalogue (or in its Excel file), or what is worth a
    look in it."""
    if path.suffix.lower() == ".xlsx":
        catalogue, wrong = read_catalogue(path, KNOWN_CHECKS)
        if catalogue is None:
            return Checked(None, wrong)
        return Checked(catalogue, (), tuple(remarks(catalogue, _shipped_twin(catalogue))))
    try:
        catalogue = parse_catalogue(read_rule(path), str(path), KNOWN_CHECKS)
    except BadData as bad:
        return Checked(None, bad.complaints)
    said = remarks(catalogue, _shipped_twin(catalogue))
    name = catalogue_name(catalogue.year, catalogue.track)
    if name != path.stem:
        said.insert(0, f"ชื่อไฟล์: โปรแกรมจะใช้เกณฑ์นี้เมื่อชื่อไฟล์เป็น {name}.toml")
    if name != catalogue.id:
        said.insert(0, f"catalogue.id: {catalogue.id} ไม่ตรงกับปีและชุดเกณฑ์ แก้เป็น {name}")
    return Checked(catalogue, (), tuple(said))


def _shipped_twin(catalogue: Catalogue) -> Catalogue | None:
    if catalogue.id not in shipped("oit-"):
        return None
    return parse_catalogue(shipped_text(catalogue.id), f"{catalogue.id}.toml")


def write_draft(
    workspace: Workspace, origin: str, year: int, track: str = "", out: Path | None = None
) -> tuple[Path, Catalogue]:
    """A draft for ``year`` from the catalogue named ``origin`` (oit-2568), at ``out`` or in the
    workspace. Raises `OitcheckError` where there is a file already."""
    if not 2500 <= year <= 2700:
        ce = year + 543 if 1950 <= year <= 2150 else 2570
        raise OitcheckError(f"--year {year} ไม่ใช่ปีพุทธศักราช", f"ระบุปี พ.ศ. เช่น --year {ce}")
    text, where = find_rule(workspace.indicators, origin.removesuffix(".toml"), "oit-")
    source = parse_catalogue(text, where, KNOWN_CHECKS)
    wanted = track or source.track
    if (year, wanted) == (source.year, source.track):
        raise OitcheckError(
            f"{origin} เป็นเกณฑ์ปี {year} ชุด {wanted} อยู่แล้ว", "ระบุ --year หรือ --track อื่น"
        )
    path = out or _place(workspace, year, wanted)
    _refuse_existing(path)
    written = draft(source, year, wanted)
    made = parse_catalogue(written, str(path), KNOWN_CHECKS)
    write_whole(path, written.encode("utf-8"))
    return path, made


def export_catalogue(workspace: Workspace, name: str, path: Path) -> Catalogue:
    """Write the catalogue ``name`` (empty: the workspace's) to the Excel file ``path``."""
    if path.suffix.lower() != ".xlsx":
        raise OitcheckError(f"{path}: ชื่อไฟล์ต้องลงท้ายด้วย .xlsx", f"เช่น {path.stem}.xlsx")
    if name:
        text, where = find_rule(workspace.indicators, name.removesuffix(".toml"), "oit-")
        catalogue = parse_catalogue(text, where, KNOWN_CHECKS)
    else:
        catalogue = catalogue_for(workspace).catalogue
    _refuse_existing(path)
    write_whole(path, catalogue_xlsx(catalogue))
    return catalogue


@dataclass(frozen=True, slots=True)
class ImportedCatalogue:
    """``path`` None: nothing was written, for it said the same as what holds. ``ruled``: rules
    (``O12``, ``O12 map``) whose status was changed; ``changed``: those that were confirmed before
    and say something else now. ``complaints``: nothing was written because of them."""

    path: Path | None
    catalogue: Catalogue | None = None
    ruled: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    complaints: tuple[SheetComplaint, ...] = ()


def import_catalogue(
    workspace: Workspace, file: Path, out: Path | None, source: str, by: str, at: str
) -> ImportedCatalogue:
    """Take the Excel file over as the workspace's catalogue (or as the TOML file ``out``).

    All or nothing. The revision goes up by one when the content is another one than that of the
    catalogue it replaces. A changed status needs ``source`` and ``by``, which go to the audit
    trail with the time ``at``. Raises `OitcheckError` for a file of another year, one that was
    exported from another revision, or with an altered trail.
    """
    catalogue, complaints = read_catalogue(file, KNOWN_CHECKS)
    if catalogue is None:
        return ImportedCatalogue(None, complaints=complaints)
    if out is None:
        about = workspace.settings().workspace
        if catalogue.year != about.year:
            raise OitcheckError(
                f"{file}: เป็นเกณฑ์ปี {catalogue.year} แต่โฟลเดอร์งานนี้เป็นปี {about.year}",
                f"ใช้ไฟล์ของปี {about.year} หรือระบุ --out ไฟล์.toml",
            )
    path = out or _place(workspace, catalogue.year, catalogue.track)
    before = _replaced(path, workspace, catalogue)
    if before is not None:
        _must_follow(file, catalogue, before)
        if same_content(catalogue, before) and (out is None or path.is_file()):
            return ImportedCatalogue(None, before)
    ruled = _ruled(catalogue, before)
    names = tuple(f"{item} {element}".rstrip() for item, element, _ in ruled)
    if ruled and not (source and by):
        shown = ", ".join(names[:5]) + (f" และอีก {len(names) - 5} รายการ" if names[5:] else "")
        raise OitcheckError(
            f"{file}: สถานะการยืนยันเปลี่ยนไป: {shown}",
            'ระบุ --source "คู่มือ หน้า ..." และ --by ตำแหน่งผู้ยืนยัน เพื่อบันทึกไว้',
        )
    trail = tuple(
        replace(
            trail_line(catalogue, item, element, Ruling(source, by, at, withdraw=not confirmed)),
            before="unverified" if confirmed else "confirmed",
        )
        for item, element, confirmed in ruled
    )
    raised = before is not None and not same_content(catalogue, before)
    made = replace(
        catalogue,
        revision=catalogue.revision + raised,
        confirmations=(*catalogue.confirmations, *trail),
    )
    text = catalogue_text(made)
    made = parse_catalogue(text, str(path), KNOWN_CHECKS)
    write_whole(path, text.encode("utf-8"))
    changed = tuple(one for item in made.indicators for one in changed_rules(made, item))
    return ImportedCatalogue(path, made, names, changed)


def _replaced(path: Path, workspace: Workspace, catalogue: Catalogue) -> Catalogue | None:
    """The catalogue that would be replaced: at ``path``, else the workspace's, else the shipped."""
    held = path if path.is_file() else own_file(workspace, catalogue)
    if held is not None:
        return parse_catalogue(read_rule(held), str(held))
    return _shipped_twin(catalogue)


def _must_follow(file: Path, catalogue: Catalogue, before: Catalogue) -> None:
    """Nobody's later work may be lost, nor a line of the audit trail."""
    if (catalogue.id, catalogue.year, catalogue.track) != (before.id, before.year, before.track):
        raise OitcheckError(
            f"{file}: เป็นเกณฑ์ {catalogue.id} ปี {catalogue.year}"
            f" แต่จะแทนเกณฑ์ {before.id} ปี {before.year}",
            "ใช้ไฟล์ที่ส่งออกจากเกณฑ์นี้",
        )
    if catalogue.revision != before.revision:
        raise OitcheckError(
            f"{file}: ส่งออกจากฉบับแก้ไขที่ {catalogue.revision}"
            f" แต่เกณฑ์ปัจจุบันเป็นฉบับแก้ไขที่ {before.revision}",
            "ส่งออกใหม่ แล้วแก้ไขในไฟล์ใหม่",
        )
    if catalogue.confirmations != before.confirmations:
        raise OitcheckError(f"{file}: แผ่นงาน การยืนยัน ถูกแก้ไข", "ส่งออกใหม่ แล้วแก้ไขเฉพาะแผ่นงานอื่น")


def _ruled(catalogue: Catalogue, before: Catalogue | None) -> list[tuple[str, str, bool]]:
    """Items and elements whose status is another one than before, with the new one."""
    found = []
    for item in catalogue.indicators:
        old = before.indicator(item.code) if before else None
        states = [("", item.confirmed, old.confirmed if old else None)]
        for element in item.elements:
            was = old.element(element.id) if old else None
            states.append((element.id, element.confirmed, was.confirmed if was else None))
        for name, confirmed, was_confirmed in states:
            last = last_word(catalogue, item.code, name)
            recorded = before is None and last is not None and last.action == "confirm"
            if confirmed is not bool(was_confirmed) and not recorded:
                found.append((item.code, name, confirmed))
    return found


@dataclass(frozen=True, slots=True)
class ConfirmedRules:
    """``path`` None: all of it stood so already. ``rules``: what was asked for (``O12 map``)."""

    path: Path | None
    catalogue: Catalogue
    rules: tuple[str, ...]


def confirm_rules(
    workspace: Workspace,
    given: str,
    element: str,
    ruling: Ruling,
    *,
    with_elements: bool = False,
    year: int = 0,
    track: str = "",
) -> ConfirmedRules:
    """Record ``ruling`` for an item or its element in the workspace's copy of its catalogue, which
    is made from the shipped one where there is none yet."""
    rules = catalogue_for(workspace, year, track)
    catalogue = rules.catalogue
    named = item_code(given)
    rule_of(catalogue, named, element)
    wanted = [(named, element)]
    item = catalogue.indicator(named)
    if with_elements and item is not None:
        wanted += [(named, one.id) for one in item.elements if one.id != element]
    path = _place(workspace, catalogue.year, catalogue.track)
    text = rule(rules.catalogue_text, str(path), wanted, ruling)
    names = tuple(f"{one} {other}".rstrip() for one, other in wanted)
    if text == rules.catalogue_text:
        return ConfirmedRules(None, catalogue, names)
    made = parse_catalogue(text, str(path), KNOWN_CHECKS)
    write_whole(path, text.encode("utf-8"))
    return ConfirmedRules(path, made, names)


def _place(workspace: Workspace, year: int, track: str) -> Path:
    """Where the workspace holds its catalogue of (``year``, ``track``)."""
    if not workspace.exists():
        workspace.settings()
    if not _TRACK.fullmatch(track):
        raise OitcheckError(f"ชุดเกณฑ์ {track!r} ใช้เป็นชื่อไฟล์ไม่ได้", "ใช้ a-z, 0-9 และ - เช่น ovec")
    return workspace.indicators / f"{catalogue_name(year, track)}.toml"


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise OitcheckError(f"{path}: มีไฟล์นี้อยู่แล้ว ไม่เขียนทับ", "ระบุชื่ออื่น หรือย้ายไฟล์เดิมออก")


def write_whole(path: Path, body: bytes) -> None:
    """Write the whole file or leave what was there."""
    place = Workspace(path.parent.parent)
    if path.parent == place.indicators and place.exists():
        path.parent.mkdir(exist_ok=True)
    if not path.parent.is_dir():
        raise OitcheckError(f"{path.parent}: ไม่มีโฟลเดอร์นี้", "สร้างโฟลเดอร์ก่อน หรือระบุที่อื่น")
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def catalogue_summary(workspace: Workspace, catalogue: Catalogue) -> dict[str, Any]:
    """A catalogue and its items in short, for JSON."""
    own = own_file(workspace, catalogue)
    return {
        "id": catalogue.id,
        "year": catalogue.year,
        "track": catalogue.track,
        "revision": catalogue.revision,
        "file": str(own) if own else None,
        "items": [
            {
                "code": item.code,
                "group": item.group,
                "name": {"th": item.name.th, "en": item.name.en},
                "confirmed": item.confirmed,
                "elements": len(item.elements),
                "elements_confirmed": sum(one.confirmed for one in item.elements),
            }
            for item in catalogue.indicators
        ],
    }
