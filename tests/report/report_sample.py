"""A judgement like those of the field: nine agencies, 26 items, the troubles that sites have."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from PIL import Image, ImageDraw

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.checks import registry
from oitcheck.model import (
    AgencyVerdicts,
    Capture,
    Decision,
    Fact,
    Finding,
    Judgement,
    LinkVerdict,
    Outcome,
    Over,
    Problem,
    ProblemCode,
    Purpose,
    Verdict,
    Where,
    combine_all,
    combine_any,
)
from oitcheck.plan import Plan, parse_plan

METAS = tuple(check.META for check in (*registry.OF_INDICATOR, *registry.OF_LINK))
_BY_ID = {meta.id: meta for meta in METAS}
AS_OF = "2026-05-06T09:30:00Z"
TAKEN = datetime(2026, 5, 6, 2, 15, tzinfo=UTC)


def catalogue(confirmed: bool = True) -> Catalogue:
    text = files("oitcheck.indicators").joinpath("oit-2569.toml").read_text(encoding="utf-8")
    read = parse_catalogue(text, "oit-2569.toml")
    return replace(
        read,
        confirmed=confirmed,
        indicators=tuple(replace(item, confirmed=confirmed) for item in read.indicators),
    )


def plan() -> Plan:
    text = files("oitcheck.indicators").joinpath("plan-surin-2569.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)
    return parse_plan(text, "plan-surin-2569.toml")


def finding(
    check: str,
    reason: str,
    outcome: Outcome | None = None,
    *,
    facts: Mapping[str, Fact] | None = None,
    capture: int | None = None,
    where: Where | None = None,
    document: str = "",
) -> Finding:
    meta = _BY_ID[check]
    return Finding(
        check=check,
        version=meta.version,
        outcome=outcome or meta.reasons[reason].outcome,
        reason=reason,
        facts=facts or {},
        capture=capture,
        where=where,
        document=document,
    )


class Maker:
    """Builds verdicts with running capture ids."""

    def __init__(self) -> None:
        self._ids = 0

    def capture(
        self,
        url: str,
        status: int = 200,
        problem: Problem | None = None,
        ip: str = "203.0.113.10",
        minutes: int = 0,
        purpose: Purpose = Purpose.EVIDENCE,
    ) -> Capture:
        self._ids += 1
        return Capture(
            id=self._ids,
            run=1,
            url=url,
            attempt=1,
            purpose=purpose,
            taken_at=TAKEN + timedelta(minutes=minutes + self._ids),
            final_url=url if status else "",
            status=status,
            problem=problem,
            ip=ip if status else "",
            sha256=f"{self._ids:064x}" if status == 200 else "",
            media_type="text/html" if status == 200 else "",
        )

    def link(
        self,
        url: str,
        captures: Sequence[Capture],
        findings: Sequence[Finding],
        given: str = "",
        note: str = "",
        origin: str = "ลิงก์-OIT-2569.xlsx:แบบตรวจ OIT:14",
    ) -> LinkVerdict:
        return LinkVerdict(
            url=url,
            given=given or url,
            note=note,
            origin=origin,
            outcome=combine_all(one.outcome for one in findings),
            captures=tuple(captures),
            findings=tuple(findings),
        )

    def good(self, url: str, year: str = "2569") -> LinkVerdict:
        seen = self.capture(url)
        host = url.split("/")[2]
        return self.link(
            url,
            [seen],
            [
                finding("reachable", "ok", capture=seen.id),
                finding("not-empty", "content", capture=seen.id, document=seen.sha256),
                finding("current", "year-found", facts={"found": year, "wanted": year}),
                finding("main-site", "own-site", facts={"host": host}),
            ],
        )

    def dead(self, url: str) -> LinkVerdict:
        trouble = Problem(ProblemCode.TIMEOUT, True, "60 s")
        seen = [self.capture(url, 0, trouble, minutes=720 * n) for n in range(3)]
        facts: dict[str, Fact] = {
            "host": url.split("/")[2],
            "attempts": 3,
            "hours": 24 + self._ids % 2,
            "problem": "timeout",
            "url": url,
        }
        return self.link(
            url,
            seen,
            [
                finding("reachable", "unreachable", facts=facts, capture=seen[-1].id),
                finding("not-empty", "not-fetched"),
                finding("current", "not-read"),
                finding("main-site", "own-site", facts={"host": facts["host"]}),
            ],
        )

    def told(self, url: str, told: Finding, status: int = 200, note: str = "") -> LinkVerdict:
        seen = self.capture(url, status)
        placed = replace(told, capture=seen.id, document=told.document or seen.sha256)
        return self.link(url, [seen], [placed], note=note)


def verdict(
    code: str,
    links: Sequence[LinkVerdict] = (),
    findings: Sequence[Finding] = (),
    answer: str = "given",
    decision: Decision | None = None,
) -> Verdict:
    own = tuple(findings) or (
        finding("submitted", "given", facts={"links": len(links), "indicator": code}),
    )
    outcomes = [one.outcome for one in own]
    for meta in METAS:
        of_check = [f.outcome for link in links for f in link.findings if f.check == meta.id]
        outcomes.append((combine_any if meta.over is Over.ANY else combine_all)(of_check))
    return Verdict(code, combine_all(outcomes), answer, decision, own, tuple(links))


def missing(code: str, reason: str) -> Verdict:
    return verdict(
        code, (), [finding("submitted", reason, facts={"indicator": code})], answer="none"
    )


def agency(
    code: str, name: str, district: str, verdicts: Sequence[Verdict], role: str = "assessed"
) -> AgencyVerdicts:
    return AgencyVerdicts(
        id=f"a-{code}",
        code=code,
        name=name,
        role=role,
        kind="อบต.",
        district=district,
        catalogue_id="oit-2569",
        catalogue_sha256="c" * 64,
        findings=(),
        verdicts=tuple(verdicts),
    )


def judgement(agencies: Sequence[AgencyVerdicts], **changes: object) -> Judgement:
    made = Judgement(
        province="สุรินทร์",
        year=2569,
        round="1",
        as_of=AS_OF,
        tool_version="0.1.0",
        inputs={"catalogue": "c" * 64, "plan": "d" * 64, "settings": "e" * 64},
        findings=(),
        agencies=tuple(sorted(agencies, key=lambda one: one.code)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


CODES = [f"O{number}" for number in range(1, 27)]


def sample() -> Judgement:
    """Round 1 of the province, the day after its deadline."""
    make = Maker()
    slug = (
        "%E0%B8%81%E0%B8%B2%E0%B8%A3%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%8B%E0%B8%B7%E0%B9%89%E0%B8%AD"
    )

    def good(host: str, skip: Sequence[str] = ()) -> list[Verdict]:
        return [
            verdict(c, [make.good(f"https://{host}/oit2569/{c.lower()}")])
            for c in CODES
            if c not in skip
        ]

    wrong = finding(
        "current",
        "wrong-year",
        facts={"found": "2567", "wanted": "2568"},
        where=Where(
            1,
            120,
            "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ปีงบประมาณ พ.ศ. ๒๕๖๗ ของ อบต.นาบัว",
        ),
    )
    host = "www.nabua.go.th"
    nabua = good(host, ("O4", "O7", "O8", "O9", "O10", "O12", "O14", "O16", "O18", "O20", "O23"))
    gone = {"host": host, "status": 404, "url": f"https://{host}/old"}
    nabua += [
        verdict("O12", [make.told(f"https://{host}/{slug}-{slug}-{slug}?page=1", wrong)]),
        verdict(
            "O7",
            [
                make.told(
                    f"https://{host}/report",
                    finding("not-empty", "heading-only", facts={"heading": "รายงานผลการดำเนินงาน"}),
                    note="อยู่ในเมนู การเปิดเผยข้อมูลสาธารณะ",
                )
            ],
        ),
        verdict(
            "O8", [make.told(f"https://{host}/m8", finding("reachable", "gone", facts=gone), 404)]
        ),
        verdict(
            "O9", [make.told(f"https://{host}/m9", finding("reachable", "gone", facts=gone), 404)]
        ),
        verdict(
            "O16", [make.told(f"https://{host}/m16", finding("reachable", "gone", facts=gone), 404)]
        ),
        missing("O20", "none"),
        missing("O23", "none"),
        verdict(
            "O10",
            [
                make.told(
                    "https://m.me/nabua",
                    finding("main-site", "social", facts={"site": "Messenger"}),
                )
            ],
        ),
        verdict(
            "O14",
            [
                make.told(
                    f"https://{host}/files/o14.pdf",
                    finding("not-empty", "scan", facts={"pages": 12}),
                )
            ],
            decision=Decision(
                Outcome.PASS,
                "ผู้ตรวจ สำนักงานจังหวัด",
                "2026-05-06T08:00:00Z",
                "เปิดดูแล้วเป็นรายงานปี 2568 ครบถ้วน",
            ),
        ),
        verdict(
            "O18",
            [
                make.told(
                    f"https://{host}/stat",
                    finding("current", "no-year", facts={"wanted": "2568"}),
                )
            ],
            decision=Decision(
                Outcome.FAIL,
                "ผู้ตรวจ สำนักงานจังหวัด",
                "2026-05-06T08:10:00Z",
                'โปรดระบุ "ปีงบประมาณ พ.ศ. 2568 ไม่มีเรื่องร้องเรียน" พร้อมจำนวน 0 เรื่อง',
            ),
        ),
        verdict(
            "O4",
            [make.good(f"https://{host}/news")],
            [finding("submitted", "carried", facts={"links": 1, "round": "1", "indicator": "O4"})],
            answer="carried",
        ),
    ]
    dead = [
        verdict(c, [make.dead(f"http://www.thatum.go.th/oit/{c.lower()}.php")])
        for c in CODES
        if c not in ("O3", "O20")
    ] + [
        missing("O3", "none"),
        verdict("O20", [make.good("https://www.facebook.com/thatum/posts/1")]),
    ]
    spam = finding(
        "not-empty",
        "spam",
        facts={"phrase": "สล็อตเว็บตรง", "url": "https://www.kapcho.go.th/o17"},
        where=Where(0, 900, "สล็อตเว็บตรง แตกง่าย ฝากถอนไม่มีขั้นต่ำ บาคาร่า"),
    )
    hacked = [
        *good("www.kapcho.go.th", ("O17",)),
        verdict("O17", [make.told("https://www.kapcho.go.th/o17", spam)]),
    ]
    second = finding(
        "reachable",
        "second-look",
        facts={
            "attempt": 1,
            "next": 2,
            "of": 3,
            "host": "www.sangkha.go.th",
            "problem": "timeout read 45 s",
            "trouble": "timeout-read",
        },
    )
    waiting = [
        *good("www.sangkha.go.th", ("O1", "O2", "O5")),
        *(
            verdict(c, [make.told(f"https://www.sangkha.go.th/{c}", second, 0)])
            for c in ("O1", "O2")
        ),
        verdict(
            "O5",
            [
                make.told(
                    "https://www.sangkha.go.th/plan5",
                    finding(
                        "current",
                        "covers-year",
                        facts={"range": "2566–2570", "wanted": "2569"},
                        where=Where(3, 10, "แผนพัฒนาท้องถิ่น (พ.ศ. 2566–2570)"),
                    ),
                )
            ],
        ),
    ]
    lost = finding("reachable", "no-network")
    failed = [verdict(c, [make.told(f"https://www.prasat.go.th/{c}", lost, 0)]) for c in CODES]
    carried = [
        replace(
            v,
            answer="carried",
            findings=(finding("submitted", "carried", facts={"links": 1, "round": "1"}),),
        )
        for v in good("surin.go.th")[:5]
    ]
    neighbours = [
        *good("www.thasawang.go.th", ("O6", "O11")),
        *(verdict(c, [make.dead(f"http://www.thatum.go.th/share/{c}")]) for c in ("O6", "O11")),
    ]
    return judgement(
        [
            agency("6320105", "องค์การบริหารส่วนตำบลนาบัว", "เมืองสุรินทร์", nabua),
            agency("5320701", "เทศบาลตำบลท่าตูม", "ท่าตูม", dead),
            agency("6320106", "องค์การบริหารส่วนตำบลท่าสว่าง", "เมืองสุรินทร์", neighbours),
            agency("6321201", "องค์การบริหารส่วนตำบลกาบเชิง", "กาบเชิง", hacked),
            agency("5321001", "เทศบาลตำบลสังขะ", "สังขะ", waiting),
            agency("5320501", "เทศบาลตำบลกังแอน", "ปราสาท", failed),
            agency("4320101", "เทศบาลเมืองสุรินทร์", "เมืองสุรินทร์", good("www.surincity.go.th")),
            agency(
                "6320801", "องค์การบริหารส่วนตำบลจอมพระ", "จอมพระ", [missing(c, "none") for c in CODES]
            ),
            agency("S320001", "สำนักงานวัฒนธรรมจังหวัดสุรินทร์", "เมืองสุรินทร์", carried, "supplier"),
        ]
    )


def before_deadline() -> Judgement:
    """The same province two weeks before the first collection ends: nothing handed in by one."""
    given = sample()
    late = agency(
        "6320801", "องค์การบริหารส่วนตำบลจอมพระ", "จอมพระ", [missing(c, "not-yet") for c in CODES]
    )
    return replace(
        given,
        as_of="2026-04-21T17:00:00Z",
        agencies=tuple(late if one.code == late.code else one for one in given.agencies),
    )


def screenshot(capture: int) -> bytes:
    """A picture of a page, as a browser would give it (PNG, 1280 wide, long)."""
    image = Image.new("RGB", (1280, 2600), (250, 250, 252))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1280, 160), fill=(20, 70 + capture % 100, 120))
    draw.rectangle((40, 200, 300, 1400), fill=(225, 230, 236))
    for row in range(24):
        draw.rectangle(
            (340, 220 + row * 44, 1240 - (row * 53) % 380, 240 + row * 44), fill=(90, 96, 104)
        )
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def text_of(sha256: str) -> str:
    return "องค์การบริหารส่วนตำบลนาบัว อำเภอเมืองสุรินทร์ จังหวัดสุรินทร์ รายงานผลการดำเนินงาน " * 8
