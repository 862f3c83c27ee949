"""Compares the judgements of two rounds, as they were last written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oitcheck.catalogue import ITEM
from oitcheck.errors import OitcheckError
from oitcheck.judge.changes import Change, Changed, changes
from oitcheck.judge.serialise import from_json
from oitcheck.model import Judgement
from oitcheck.pipeline.rules import rules_of_round
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report import round_folder, round_title

_TITLES = {
    Change.MENDED: "ครบถ้วนแล้ว (ตรวจเบื้องต้น)",
    Change.BROKEN: "เดิมครบถ้วน ครั้งนี้ไม่ครบถ้วนหรือต้องตรวจเพิ่ม",
    Change.OPEN: "ยังไม่ครบถ้วนทั้งสองครั้ง",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``item``: what is counted, in Thai."""

    earlier: str
    later: str
    changed: tuple[Changed, ...]
    item: str = ITEM.th

    def as_dict(self) -> dict[str, Any]:
        return {
            "earlier": self.earlier,
            "later": self.later,
            "changes": [
                {
                    "change": str(item.change),
                    "agency": item.agency,
                    "indicator": item.indicator,
                    "before": str(item.before),
                    "after": str(item.after),
                }
                for item in self.changed
            ],
        }

    def lines(self) -> list[str]:
        """A block for each kind of change: agency by agency, the items it concerns."""
        lines = [f"เปรียบเทียบ {round_title(self.earlier, 'th')} กับ {round_title(self.later, 'th')}"]
        for change, title in _TITLES.items():
            found = [item for item in self.changed if item.change is change]
            lines += ["", f"{title}: {len(found)} {self.item}"]
            by_agency: dict[str, list[str]] = defaultdict(list)
            for item in found:
                by_agency[item.agency_name].append(item.indicator)
            lines += [f"  {name}: {' '.join(codes)}" for name, codes in by_agency.items()]
        return lines


def compare_rounds(workspace: Workspace, earlier: str, later: str) -> Comparison:
    """Raises `OitcheckError` for a round that has no judgement yet."""
    before, after = (_last(workspace, name) for name in (earlier, later))
    with workspace.store() as store:
        item = rules_of_round(workspace, store, later).catalogue.item.th
    return Comparison(earlier, later, changes(before, after), item)


def last_judgement(path: Path, round_name: str) -> Judgement:
    """The judgement in a file of ``out``. Raises `OitcheckError` where there is none, or broken."""
    try:
        return from_json(path.read_bytes())
    except FileNotFoundError:
        raise OitcheckError(
            f"{round_title(round_name, 'th')} ยังไม่มีผลตรวจ",
            f"สั่งก่อน: oitcheck run --round {round_name}",
        ) from None
    except OitcheckError:
        raise OitcheckError(
            f"{path}: ไฟล์เสียหาย หรือมาจากโปรแกรมรุ่นอื่น", f"สั่ง: oitcheck judge --round {round_name}"
        ) from None


def _last(workspace: Workspace, round_name: str) -> Judgement:
    return last_judgement(round_folder(workspace.out, round_name) / "judgement.json", round_name)
