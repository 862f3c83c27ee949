"""A new workspace with its rules: those that come with the program, or a draft of a new year."""

from __future__ import annotations

from pathlib import Path

from oitcheck.errors import OitcheckError
from oitcheck.pipeline.catalogues import write_draft
from oitcheck.pipeline.rules import Rules, catalogue_name, find_rule, load_rules, shipped
from oitcheck.pipeline.workspace import Workspace


def new_workspace(
    folder: Path, *, province: str, year: int, plan: str, track: str, origin: str = ""
) -> Rules:
    """Make the workspace; returns the rules that hold in it.

    ``origin``: the catalogue to draft from (``oit-2569``) for a year that has none yet. Nothing is
    made where the rules can't be had. Raises `OitcheckError`.
    """
    name = catalogue_name(year, track)
    known = shipped("oit-")
    if name in known or not 2500 <= year <= 2700:
        if origin and name in known:
            raise OitcheckError(f"มีเกณฑ์ {name} แล้ว จึงไม่ต้องร่างใหม่", "ตัด --from ออก")
        rules = load_rules(None, year, track, plan)
        Workspace.init(folder, province=province, year=year, plan=plan, track=track)
        return rules
    if not origin:
        ending = "" if track == "standard" else f"-{track}"
        alike = [one for one in known if one == f"oit-{one[4:8]}{ending}"]
        raise OitcheckError(
            f"ยังไม่มีเกณฑ์ {name}",
            f"ร่างจากเกณฑ์ที่มีด้วย: --from {(alike or known)[-1]} (ที่มี: {', '.join(known)})",
        )
    find_rule(None, origin.removesuffix(".toml"), "oit-")
    if plan:
        find_rule(None, plan, "plan-")
    place = Workspace.init(folder, province=province, year=year, plan=plan, track=track)
    write_draft(place, origin, year, track)
    return load_rules(place.indicators, year, track, plan)
