"""Commands that only look: compare, explain."""

from __future__ import annotations

from typing import Annotated

import typer

from oitcheck.catalogue.explain import explain_indicator
from oitcheck.checks import registry
from oitcheck.checks.explain import explain_check
from oitcheck.cli.app import (
    JsonOption,
    LangOption,
    WorkspaceOption,
    app,
    checked_round,
    language,
    say,
    show_json,
    whole_number,
)
from oitcheck.cli.places import open_workspace
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.catalogues import item_code
from oitcheck.pipeline.comparing import compare_rounds
from oitcheck.pipeline.rules import catalogue_for


@app.command()
def compare(
    context: typer.Context,
    earlier: Annotated[str, typer.Argument(help="ครั้งก่อน เช่น 1")],
    later: Annotated[str, typer.Argument(help="ครั้งหลัง เช่น 2")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """เทียบสองครั้ง: ครบถ้วนแล้ว พบปัญหาใหม่ ยังค้าง / What was mended, what broke, what is open."""
    place = open_workspace(context, workspace)
    found = compare_rounds(place, checked_round(earlier), checked_round(later))
    if as_json:
        show_json(found.as_dict())
        return
    for line in found.lines():
        say(line)


@app.command()
def explain(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="รหัสการตรวจ หรือข้อ เช่น current หรือ O12")],
    year: Annotated[
        int,
        typer.Option(
            help="ปีงบประมาณ พ.ศ. เมื่อไม่มีโฟลเดอร์งาน",
            parser=whole_number,
            metavar="<int>",
            show_default=False,
        ),
    ] = 0,
    lang: LangOption = "th",
    workspace: WorkspaceOption = None,
) -> None:
    """อธิบายการตรวจ หรือข้อของเกณฑ์ / Explain a check or an item."""
    metas = {module.META.id: module.META for module in registry.CHECKS}
    if what in metas:
        say(explain_check(metas[what], language(lang)))
        return
    place = open_workspace(context, workspace)
    catalogue = catalogue_for(place, year).catalogue
    try:
        item = catalogue.indicator(item_code(what))
    except OitcheckError:
        item = None
    if item is None:
        last = catalogue.indicators[-1].code
        raise OitcheckError(
            f"ไม่มี {what} ในเกณฑ์ปี {catalogue.year}",
            f"มีข้อ O1 ถึง {last} และการตรวจ {', '.join(metas)}",
        )
    say(explain_indicator(item, catalogue, language(lang)))
