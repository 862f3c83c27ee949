"""The main job: the stages in order, each resting only on what the one before has stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oitcheck.archive import Archive
from oitcheck.catalogue import ITEM
from oitcheck.checks import registry
from oitcheck.checks.submitted import not_handed_in
from oitcheck.crawl import Progress
from oitcheck.errors import OitcheckError
from oitcheck.judge import to_json_bytes
from oitcheck.kinds import PROVINCE, kind_of
from oitcheck.model import Judgement, Outcome, RenditionKind, Role
from oitcheck.pipeline import crawling, drawing, judging, reading
from oitcheck.pipeline.comparing import last_judgement
from oitcheck.pipeline.crawling import Planned, Wish
from oitcheck.pipeline.rules import catalogues_of, rules_of_round
from oitcheck.pipeline.typed_agency import find_agency
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import moved_deadlines
from oitcheck.reading import codec
from oitcheck.report import Language, round_folder, write
from oitcheck.store import Store

_WORDS = {
    Outcome.FAIL: "ต้องแก้ไข",
    Outcome.REVIEW: "รอเจ้าหน้าที่ตรวจสอบ",
    Outcome.PASS: "ครบถ้วน (ตรวจเบื้องต้น)",
    Outcome.ERROR: "ระบบตรวจไม่สำเร็จ (มิใช่ข้อบกพร่องของหน่วยงาน)",
    Outcome.SKIP: "ไม่เกี่ยวข้องกับหน่วยงานนี้",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a judgement came to: verdicts by outcome, of assessed agencies and suppliers alike.

    ``unsent``: those of them for which no link is there to open; to a reader they are ยังไม่ส่ง and
    stand in no other number. ``agencies`` counts the assessed ones, ``suppliers`` those that have
    no answer of their own. ``notes``: what the registry leaves open, in words. ``item``: what a
    verdict is about, in Thai.
    """

    agencies: int
    suppliers: int
    verdicts: Counter[Outcome]
    faults: int
    notes: tuple[str, ...] = ()
    item: str = ITEM.th
    unsent: Counter[Outcome] = field(default_factory=Counter)

    @property
    def gaps(self) -> int:
        """How many items must be mended."""
        return self.verdicts[Outcome.FAIL] - self.unsent[Outcome.FAIL]

    def as_dict(self) -> dict[str, Any]:
        return {
            "agencies": self.agencies,
            "suppliers": self.suppliers,
            "verdicts": {str(word): self.verdicts[word] for word in _WORDS},
            "unsent": self.unsent.total(),
            "faults": self.faults,
            "notes": list(self.notes),
        }

    def lines(self) -> list[str]:
        left = self.verdicts - self.unsent
        counted = [f"{_WORDS[word]} {left[word]}" for word in _WORDS if left[word]]
        if self.unsent:
            counted.append(f"ยังไม่ส่ง {self.unsent.total()}")
        checked = f"ตรวจแล้ว {self.agencies} หน่วยรับการประเมิน"
        if self.suppliers:
            checked += f" และ {self.suppliers} หน่วยงานเจ้าของข้อมูล"
        return [f"{checked} (นับเป็น{self.item}): {', '.join(counted)}", *self.notes]


class MainJob:
    """One round of a workspace, stage by stage. Hold `lock` around the stages."""

    def __init__(
        self,
        workspace: Workspace,
        round_name: str,
        now: Callable[[], datetime],
        lang: Language = "th",
    ) -> None:
        self.workspace = workspace
        self.round = round_name
        self.folder = round_folder(workspace.out, round_name)
        self.index = self.folder / "index.html"
        self.judgement = self.folder / "judgement.json"
        self.log = workspace.root / "log" / "judge.log"
        self.reported = False
        self.lost_pictures = 0
        self.now = now
        self._lang: Language = lang
        self._store: Store | None = None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the workspace and keep its database open. Raises `OitcheckError` when it is held."""
        with self.workspace.lock(), self.workspace.store() as store:
            self._store = store
            try:
                yield
            finally:
                self._store = None

    @property
    def store(self) -> Store:
        assert self._store is not None, "the stages run inside `lock`"
        return self._store

    def check_rules(self) -> None:
        """Raises `OitcheckError` where the round's catalogues or the plan can't be used."""
        rules = rules_of_round(self.workspace, self.store, self.round)
        catalogues_of(self.workspace, rules, {one.track for one in self.store.agencies()})

    def plan(self, wish: Wish, agencies: Sequence[str]) -> Planned | None:
        """The run that is to be made; None when every link has been looked at."""
        known = self.store.agencies()
        return crawling.plan_run(
            self.workspace,
            self.store,
            self.round,
            wish,
            frozenset(find_agency(known, word).id for word in agencies),
            self._undecided() if wish == "again" else frozenset(),
            self.now(),
        )

    def crawl(self, planned: Planned, on_progress: Callable[[Progress], None]) -> None:
        crawling.carry_out(self.workspace, self.store, planned, on_progress, self.now)

    def read(
        self,
        on_done: Callable[[int, int], None] = lambda done, of: None,
        *,
        every_page: bool = False,
    ) -> None:
        reading.read_round(self.workspace, self.store, self.round, on_done, every_page=every_page)

    def draw_shells(self, say: Callable[[str], None]) -> None:
        """Draw pages that are empty without their scripts, and read what was drawn."""
        if drawing.draw_shells(self.workspace, self.store, self.round, say):
            self.read()

    def take_screenshots(self, say: Callable[[str], None]) -> None:
        drawing.take_screenshots(self.workspace, self.store, self._last(), say)

    def judge(self, as_of: datetime | None) -> Summary:
        """Judge from what is stored, keep the judgement, write judgement.json."""
        judging.log_to(self.log)
        judgement, faults = judging.judge_round(self.workspace, self.store, self.round, as_of)
        body = to_json_bytes(judgement)
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.judgement.with_name("judgement.json.new")
        fresh.write_bytes(body)
        fresh.replace(self.judgement)
        self.store.add_judgement(
            self.round,
            datetime.fromisoformat(judgement.as_of),
            hashlib.sha256(body).hexdigest(),
            body.decode("utf-8"),
            self.now(),
        )
        rules = rules_of_round(self.workspace, self.store, self.round)
        return summary(judgement, faults, rules.catalogue.item.th)

    def report(self) -> None:
        """Write the reports of the last judgement."""
        judgement = self._last()
        rules = rules_of_round(self.workspace, self.store, self.round)
        tracks = (agency.track for agency in self.store.agencies())
        screenshots = _Screenshots(self.store, self.workspace.archive(), judgement)
        write(
            judgement,
            self.workspace.out,
            plan=rules.plan,
            catalogues=list(catalogues_of(self.workspace, rules, tracks).values()),
            metas=[module.META for module in registry.CHECKS],
            lang=self._lang,
            contacts=self.store.office.contacts(),
            screenshots=screenshots.of,
            texts=self._text,
            moved=moved_deadlines(
                self.store.office.round_events(), datetime.fromisoformat(judgement.as_of)
            ),
        )
        self.lost_pictures = len(screenshots.lost)
        self.reported = True

    def _last(self) -> Judgement:
        return last_judgement(self.judgement, self.round)

    def _undecided(self) -> frozenset[str]:
        return frozenset(
            link.url
            for agency in self._last().agencies
            for verdict in agency.verdicts
            for link in verdict.links
            if any(
                finding.check == "reachable" and finding.outcome in (Outcome.REVIEW, Outcome.ERROR)
                for finding in link.findings
            )
        )

    def _text(self, sha256: str) -> str | None:
        found = reading.stored_text(self.store, reading.reader_of(self.workspace), sha256)
        document = codec.loads(found) if found else None
        return getattr(document, "text", None)


class _Screenshots:
    """The picture for a capture: its own, or the newest of the same page."""

    def __init__(self, store: Store, archive: Archive, judgement: Judgement) -> None:
        self._store = store
        self._archive = archive
        self.lost: set[int] = set()
        captures = {
            capture.id: capture.url
            for agency in judgement.agencies
            for verdict in agency.verdicts
            for link in verdict.links
            for capture in link.captures
        }
        self._url = captures
        self._picture: dict[str, str] = {}
        for rendition in store.renditions(sorted(captures)):
            if rendition.kind is RenditionKind.SCREENSHOT and rendition.sha256:
                self._picture[captures[rendition.capture]] = rendition.sha256

    def of(self, capture: int) -> bytes | None:
        blob = self._store.blob(self._picture.get(self._url.get(capture, ""), ""))
        try:
            return self._archive.body(blob) if blob else None
        except OitcheckError:
            # a damaged or missing picture must not keep a province from its reports
            self.lost.add(capture)
            return None


def summary(judgement: Judgement, faults: int, item: str = ITEM.th) -> Summary:
    """Counts of a judgement."""
    verdicts = [verdict for agency in judgement.agencies for verdict in agency.verdicts]
    return Summary(
        sum(agency.role == Role.ASSESSED for agency in judgement.agencies),
        sum(agency.role == Role.SUPPLIER for agency in judgement.agencies),
        Counter(verdict.outcome for verdict in verdicts),
        faults,
        _open_questions(judgement),
        item,
        Counter(verdict.outcome for verdict in verdicts if not_handed_in(verdict)),
    )


def _open_questions(judgement: Judgement) -> tuple[str, ...]:
    """Suppliers whose province can't be told from the registry feed no answer: that is said."""
    provinces = sum(
        agency.role == Role.ASSESSED and kind_of(agency.kind) == PROVINCE
        for agency in judgement.agencies
    )
    if provinces == 1 or all(agency.role != Role.SUPPLIER for agency in judgement.agencies):
        return ()
    found = (
        f"มีหน่วยรับการประเมินประเภทจังหวัด {provinces} แห่ง"
        if provinces
        else ("ไม่มีหน่วยรับการประเมินประเภทจังหวัด")
    )
    return (f"ทะเบียน{found} ลิงก์ของหน่วยงานเจ้าของข้อมูลจึงยังไม่ได้ประกอบคำตอบของจังหวัด",)
