"""Finds catalogues, plans, checklists: a corrected one in the workspace wins over the shipped."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from oitcheck.catalogue import Catalogue, catalogue_of, parse_catalogue
from oitcheck.checklist import Checklist, parse_checklist
from oitcheck.checks import registry
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import Plan, parse_plan
from oitcheck.store import Store

CHECKLIST = "checklist-"
"""How the names of checklists begin; such a name is also a round's track."""

NO_PLAN = "โฟลเดอร์งานนี้ยังไม่มีแผนของจังหวัด"

KNOWN_CHECKS = frozenset(module.META.id for module in registry.CHECKS) - frozenset(
    module.META.id for module in registry.OF_AGENCY
)
"""What an item of a catalogue may name as its checks."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A round's rules with the texts they were read from, to be stored with the judgement."""

    catalogue: Catalogue
    catalogue_text: str
    plan: Plan | None
    plan_text: str


def load_rules(folder: Path | None, year: int, track: str = "standard", plan: str = "") -> Rules:
    """The catalogue of (``year``, ``track``) and the plan named ``plan``, if one is named.

    A track that is named like a checklist has the catalogue that is made of it. ``folder`` is the
    workspace's ``indicators`` folder, or None for the shipped ones only.
    """
    if not 2400 <= year <= 2800:
        raise OitcheckError(
            f"{year} ไม่ใช่ปีพุทธศักราช", f"ระบุปี พ.ศ. เช่น {year + 543 if 1900 < year < 2300 else 2569}"
        )
    if track.startswith(CHECKLIST):
        checklist, text = load_checklist(folder, track)
        if checklist.year != year:
            raise OitcheckError(
                f"{track} เป็นของปี พ.ศ. {checklist.year} แต่โฟลเดอร์งานนี้เป็นของปี พ.ศ. {year}",
                f"ใช้โฟลเดอร์งานของปี พ.ศ. {checklist.year}",
            )
        return Rules(catalogue_of(checklist), text, None, "")
    text, where = find_rule(folder, catalogue_name(year, track), "oit-")
    catalogue = parse_catalogue(text, where, KNOWN_CHECKS)
    if (catalogue.year, catalogue.track) != (year, track):
        raise OitcheckError(
            f"{where}: เป็นเกณฑ์ปี {catalogue.year} ชุด {catalogue.track} ไม่ตรงกับชื่อไฟล์",
            "แก้ year และ track ในไฟล์ หรือเปลี่ยนชื่อไฟล์",
        )
    if not plan:
        return Rules(catalogue, text, None, "")
    plan_text, plan_where = find_rule(folder, plan, "plan-")
    parsed = parse_plan(plan_text, plan_where)
    if parsed.year != year:
        raise OitcheckError(
            f"{plan} เป็นแผนของปี พ.ศ. {parsed.year} แต่โฟลเดอร์งานนี้เป็นของปี พ.ศ. {year}",
            f"ใช้แผนของปี พ.ศ. {year} หรือโฟลเดอร์งานของปี พ.ศ. {parsed.year}",
        )
    return Rules(catalogue, text, parsed, plan_text)


def rules_of(workspace: Workspace) -> Rules:
    """The rules that hold in a workspace."""
    about = workspace.settings().workspace
    if not 2400 <= about.year <= 2800:
        raise OitcheckError(
            f"{workspace.settings_file}: workspace.year: {about.year} ไม่ใช่ปีพุทธศักราช",
            "แก้ไขเป็นปี พ.ศ. เช่น year = 2569",
        )
    return load_rules(workspace.indicators, about.year, about.track, about.plan)


def plan_of(workspace: Workspace) -> Plan:
    """The workspace's plan. Raises `OitcheckError` where it has none."""
    plan = rules_of(workspace).plan
    if plan is None:
        raise OitcheckError(
            f"{workspace.settings_file}: {NO_PLAN}",
            f'ระบุใน [workspace] เช่น plan = "plan-surin-2569" ที่มี: {", ".join(shipped("plan-"))}',
        )
    return plan


def catalogue_for(workspace: Workspace, year: int = 0, track: str = "") -> Rules:
    """The rules of (``year``, ``track``), by default those of the workspace, and without one the
    newest that come with the program. A corrected catalogue in the workspace wins."""
    if not workspace.exists():
        return load_rules(None, year or latest_year(), track or "standard")
    about = workspace.settings().workspace
    same_year = year in (0, about.year)
    wanted = track or (about.track if same_year else "standard")
    return load_rules(workspace.indicators, year or about.year, wanted)


def rules_of_round(
    workspace: Workspace, store: Store, round_name: str, checklist: str = ""
) -> Rules:
    """The rules of a round: by its own track where that is a checklist, else the workspace's.

    ``checklist`` names one for a round that is not there yet. The calendar of a plan says nothing
    about a checklist: its rounds have no plan.
    """
    held = next((item.track for item in store.rounds() if item.name == round_name), "")
    track = checklist_name(checklist) if checklist else held
    if not track.startswith(CHECKLIST):
        return rules_of(workspace)
    return load_rules(workspace.indicators, workspace.settings().workspace.year, track)


def rounds_alike(store: Store, round_name: str) -> tuple[str, ...]:
    """The rounds of the same track, which build on each other, with this one; none where it isn't
    there. A checklist's links are no answers to OIT."""
    tracks = {item.name: item.track for item in store.rounds()}
    return tuple(name for name, track in tracks.items() if track == tracks.get(round_name))


def is_checklist(store: Store, round_name: str) -> bool:
    """Whether the round is one of a checklist: only those concerned have a part in it."""
    return any(
        item.name == round_name and item.track.startswith(CHECKLIST) for item in store.rounds()
    )


def catalogues_of(
    workspace: Workspace, rules: Rules, tracks: Iterable[str]
) -> Mapping[str, Catalogue]:
    """The catalogue of each of the agencies' ``tracks``; a checklist is asked of all alike."""
    main = rules.catalogue
    found = {main.track: main}
    for track in sorted(set(tracks) - set(found)):
        if main.rated_by_a_person:
            found[track] = main
        else:
            found[track] = load_rules(workspace.indicators, main.year, track).catalogue
    return found


def load_checklist(folder: Path | None, name: str) -> tuple[Checklist, str]:
    """A checklist and its text. Raises `OitcheckError`."""
    text, where = find_rule(folder, checklist_name(name), CHECKLIST)
    return parse_checklist(text, where), text


def checklist_name(given: str) -> str:
    """The whole name; the word in front may be left out."""
    return given if given.startswith(CHECKLIST) else CHECKLIST + given


def checklist_names(folder: Path | None) -> list[str]:
    """The shipped checklists, and those of the workspace's ``indicators`` folder."""
    own = folder.glob(f"{CHECKLIST}*.toml") if folder is not None and folder.is_dir() else ()
    return sorted({*shipped(CHECKLIST), *(path.stem for path in own)})


def catalogue_name(year: int, track: str = "standard") -> str:
    """The file's stem: oit-2569, or oit-2569-ovec for a track of its own."""
    return f"oit-{year}" if track == "standard" else f"oit-{year}-{track}"


def shipped(prefix: str) -> list[str]:
    """Names of the shipped data files, such as every ``plan-`` of the package."""
    names = (item.name for item in resources.files("oitcheck.indicators").iterdir())
    return sorted(n[: -len(".toml")] for n in names if n.startswith(prefix) and n.endswith(".toml"))


def latest_year() -> int:
    """The newest year of which a catalogue is shipped."""
    return max(int(name.split("-")[1]) for name in shipped("oit-"))


def shipped_text(name: str) -> str:
    """The text of a shipped data file that `shipped` names."""
    return resources.files("oitcheck.indicators").joinpath(f"{name}.toml").read_text("utf-8")


_WHAT = {"oit-": "เกณฑ์", "plan-": "แผน", CHECKLIST: "รายการเอกสาร"}


def find_rule(folder: Path | None, name: str, prefix: str) -> tuple[str, str]:
    """The text of the data file ``name`` and how complaints call it: the one in ``folder``, else
    the shipped one. ``prefix``: ``oit-``, ``plan-`` or ``checklist-``. Raises `OitcheckError`."""
    if folder is not None and (folder / f"{name}.toml").is_file():
        path = folder / f"{name}.toml"
        return read_rule(path), str(path)
    known = shipped(prefix)
    if name in known:
        return shipped_text(name), f"{name}.toml"
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"ใกล้เคียงที่สุดคือ {near[0]} " if near else ""
    raise OitcheckError(f"ไม่มี{_WHAT[prefix]} {name}", f"{hint}ที่มี: {', '.join(known)}")


def read_rule(path: Path) -> str:
    """The text of a data file; raises `OitcheckError` where there is none or it is no UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise OitcheckError(f"{path}: ไม่พบไฟล์", "ตรวจสอบชื่อไฟล์") from None
    except UnicodeDecodeError:
        raise OitcheckError(f"{path}: ไม่ใช่ UTF-8", "บันทึกไฟล์ใหม่เป็น UTF-8") from None
