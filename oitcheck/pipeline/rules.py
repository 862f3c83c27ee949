"""Finds catalogues and plans: a corrected one in the workspace wins over the shipped one."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import Plan, parse_plan


@dataclass(frozen=True, slots=True)
class Rules:
    """A round's rules with the texts they were read from, to be stored with the judgement."""

    catalogue: Catalogue
    catalogue_text: str
    plan: Plan | None
    plan_text: str


def load_rules(folder: Path | None, year: int, track: str = "standard", plan: str = "") -> Rules:
    """The catalogue of (``year``, ``track``) and the plan named ``plan``, if one is named.

    ``folder`` is the workspace's ``indicators`` folder, or None for the shipped ones only.
    """
    if not 2400 <= year <= 2800:
        raise OitcheckError(
            f"{year} ไม่ใช่ปีพุทธศักราช", f"ระบุปี พ.ศ. เช่น {year + 543 if 1900 < year < 2300 else 2569}"
        )
    text, where = _find(folder, catalogue_name(year, track), "oit-")
    catalogue = parse_catalogue(text, where)
    if not plan:
        return Rules(catalogue, text, None, "")
    plan_text, plan_where = _find(folder, plan, "plan-")
    return Rules(catalogue, text, parse_plan(plan_text, plan_where), plan_text)


def rules_of(workspace: Workspace) -> Rules:
    """The rules that hold in a workspace."""
    about = workspace.settings().workspace
    if not 2400 <= about.year <= 2800:
        raise OitcheckError(
            f"{workspace.settings_file}: workspace.year: {about.year} ไม่ใช่ปีพุทธศักราช",
            "แก้ไขเป็นปี พ.ศ. เช่น year = 2569",
        )
    return load_rules(workspace.indicators, about.year, about.track, about.plan)


def catalogue_name(year: int, track: str = "standard") -> str:
    """The file's stem: oit-2569, or oit-2569-ovec for a track of its own."""
    return f"oit-{year}" if track == "standard" else f"oit-{year}-{track}"


def shipped(prefix: str) -> list[str]:
    """Names of the shipped data files, such as every ``plan-`` of the package."""
    names = (item.name for item in resources.files("oitcheck.indicators").iterdir())
    return sorted(n[: -len(".toml")] for n in names if n.startswith(prefix) and n.endswith(".toml"))


def _find(folder: Path | None, name: str, prefix: str) -> tuple[str, str]:
    if folder is not None and (folder / f"{name}.toml").is_file():
        path = folder / f"{name}.toml"
        try:
            return path.read_text(encoding="utf-8-sig"), str(path)
        except UnicodeDecodeError:
            raise OitcheckError(f"{path}: not UTF-8", "save the file as UTF-8") from None
    known = shipped(prefix)
    if name in known:
        text = resources.files("oitcheck.indicators").joinpath(f"{name}.toml").read_text("utf-8")
        return text, f"{name}.toml"
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"ใกล้เคียงที่สุดคือ {near[0]} " if near else ""
    what = "เกณฑ์" if prefix == "oit-" else "แผน"
    raise OitcheckError(f"ไม่มี{what} {name}", f"{hint}ที่มี: {', '.join(known)}")
