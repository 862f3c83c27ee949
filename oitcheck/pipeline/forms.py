"""Writes the forms that are sent out: one XLSX for each agency."""

from __future__ import annotations

from pathlib import Path

from oitcheck.errors import OitcheckError
from oitcheck.intake import write_template
from oitcheck.kinds import PROVINCE, kind_of
from oitcheck.pipeline.crawling import answers_of
from oitcheck.pipeline.rounds import terms_of
from oitcheck.pipeline.rules import rules_of_round
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import Terms
from oitcheck.plan.wording import end_text
from oitcheck.report import round_folder


def write_forms(
    workspace: Workspace, round_name: str, out: Path | None, checklist: str = ""
) -> list[Path]:
    """A form for each agency of the registry, with the links that hold so far filled in.

    Those of a checklist (``checklist`` names it for a round that is not there yet) are for the
    province itself and for who has handed something in. Raises `OitcheckError` when there is
    nobody to write one for.
    """
    with workspace.store() as store:
        rules = rules_of_round(workspace, store, round_name, checklist)
        agencies = store.agencies()
        known = any(item.name == round_name for item in store.rounds())
        answers = answers_of(store, round_name, None) if known else {}
        holding = terms_of(store, rules.plan, round_name)
    if not agencies:
        raise OitcheckError("ทะเบียนหน่วยงานยังว่าง", "นำเข้าก่อนด้วย: oitcheck agencies FILE")
    if rules.catalogue.rated_by_a_person:
        has_part = {agency for agency, _ in answers}
        agencies = tuple(
            one for one in agencies if one.id in has_part or kind_of(one.kind) == PROVINCE
        )
        if not agencies:
            raise OitcheckError(
                f"ทะเบียนไม่มีหน่วยงานประเภท {PROVINCE}",
                "ใส่ จังหวัด ในคอลัมน์ ประเภท ของทะเบียน แล้วนำเข้าใหม่ด้วย: oitcheck agencies FILE",
            )
    folder = out or workspace.out / round_folder(Path(), round_name).name.replace(
        "round", "forms", 1
    )
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for agency in agencies:
        path = folder / f"{agency.code or agency.id}.xlsx"
        held = {code: a for (owner, code), a in answers.items() if owner == agency.id}
        write_template(path, agency, rules.catalogue, round_name, deadline_text(holding), held)
        written.append(path)
    return written


def deadline_text(holding: Terms) -> str:
    """The day by which the round's links are due, in Thai; empty where none is set."""
    return end_text(holding.deadline) if holding.deadline else ""
