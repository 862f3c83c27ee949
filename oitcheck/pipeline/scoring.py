"""Mock scores of a round's last judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oitcheck.catalogue import Catalogue
from oitcheck.errors import OitcheckError
from oitcheck.model import AgencyVerdicts, Judgement, Role
from oitcheck.pipeline.comparing import last_judgement
from oitcheck.pipeline.rules import catalogues_of, rules_of_round
from oitcheck.pipeline.typed_agency import find_agency
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report import round_folder, round_title
from oitcheck.report.province import by_district
from oitcheck.score import AgencyScore, score_round


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of a round. ``alone``: only this agency is asked for. ``assumed``: the scores
    where the ``mended`` items are complete and the ``broken`` ones are to be mended; None where
    nothing is assumed. ``stale``: a catalogue has changed since the judgement."""

    judgement: Judgement
    catalogues: Mapping[str, Catalogue]
    scores: tuple[AgencyScore, ...]
    assumed: tuple[AgencyScore, ...] | None
    mended: tuple[str, ...]
    broken: tuple[str, ...]
    alone: AgencyVerdicts | None
    stale: bool

    @property
    def shown(self) -> list[tuple[AgencyVerdicts, AgencyScore]]:
        """What is asked for, by district."""
        of_agency = {score.agency: score for score in self.scores}
        return [
            (agency, of_agency[agency.id])
            for agency in by_district(self.judgement.agencies)
            if agency.id in of_agency and (self.alone is None or agency.id == self.alone.id)
        ]

    @property
    def used(self) -> list[Catalogue]:
        """The catalogues that the shown scores rest on."""
        ids = sorted({agency.catalogue_id for agency, _ in self.shown})
        return [self.catalogues[one] for one in ids]


def score_of_round(
    workspace: Workspace,
    round_name: str,
    *,
    agency: str = "",
    mended: Sequence[str] = (),
    broken: Sequence[str] = (),
) -> Scored:
    """The scores of the round's last judgement; ``agency``: a code, id or name.

    Raises `OitcheckError` for a round without a judgement, an agency or an item that isn't there,
    a supplier, or an item that is assumed to be both.
    """
    path = round_folder(workspace.out, round_name) / "judgement.json"
    judgement = last_judgement(path, round_name)
    with workspace.store() as store:
        tracks = {agency.track for agency in store.agencies()}
        rules = rules_of_round(workspace, store, round_name)
    if rules.catalogue.rated_by_a_person:
        raise OitcheckError(
            f"{round_title(round_name, 'th')} เป็นของรายการเอกสารประกอบ จึงไม่มีคะแนน",
            f"ดูระดับในรายงาน: oitcheck report --round {round_name}",
        )
    known_rules = catalogues_of(workspace, rules, tracks).values()
    catalogues = {catalogue.id: catalogue for catalogue in known_rules}
    alone = _find(judgement, agency) if agency else None
    known = {item.code for catalogue in catalogues.values() for item in catalogue.indicators}
    _check_items((*mended, *broken), known)
    both = sorted(set(mended) & set(broken))
    if both:
        raise OitcheckError(
            f"ข้อ {', '.join(both)} ถูกสมมติทั้งสองอย่าง", "ระบุใน --what-if หรือ --broken อย่างใดอย่างหนึ่ง"
        )
    scores = score_round(judgement, catalogues)
    assumed = None
    if mended or broken:
        assumed = score_round(judgement, catalogues, mended=set(mended), broken=set(broken))
    if alone is not None and all(score.agency != alone.id for score in scores):
        raise OitcheckError(f"{alone.name}: ไม่มีข้อที่นำมาคิดคะแนน", "ดูผลตรวจในแบบแจ้งผลของหน่วยงาน")
    return Scored(
        judgement,
        catalogues,
        scores,
        assumed,
        tuple(mended),
        tuple(broken),
        alone,
        stale=any(
            one.catalogue_id in catalogues
            and one.catalogue_sha256 != catalogues[one.catalogue_id].sha256
            for one in judgement.agencies
        ),
    )


def _find(judgement: Judgement, word: str) -> AgencyVerdicts:
    found = find_agency(judgement.agencies, word, "ผลตรวจ")
    if found.role == Role.SUPPLIER:
        raise OitcheckError(
            f"{found.name} เป็นหน่วยงานเจ้าของข้อมูล จึงไม่มีคะแนน", "ดูแบบแจ้งผลของหน่วยงานแทน"
        )
    return found


def _check_items(codes: Sequence[str], known: set[str]) -> None:
    for code in codes:
        if code not in known:
            last = max(known, key=lambda item: int(item[1:]))
            raise OitcheckError(f"ไม่มีข้อ {code} ในเกณฑ์", f"มีข้อ O1 ถึง {last} เช่น --what-if O12,O13")
