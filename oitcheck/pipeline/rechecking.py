"""One link anew: what it was, what it is now, and what that makes of its items."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from oitcheck import urls
from oitcheck.checks.evidence import ERROR_STATUS
from oitcheck.errors import OitcheckError
from oitcheck.model import (
    Answer,
    Capture,
    Document,
    Judgement,
    LinkVerdict,
    Purpose,
    RunKind,
    Verdict,
)
from oitcheck.pipeline import judging
from oitcheck.pipeline.crawling import Planned, judged_answers, plan_recheck
from oitcheck.pipeline.evidence import silence
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.reading import reader_of, stored_text
from oitcheck.reading import codec
from oitcheck.report import round_title
from oitcheck.store import Store

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Side:
    """A capture, and what was read of it: its title, and how many characters of content."""

    capture: Capture
    title: str = ""
    chars: int | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a link came to for one item: the link's own outcome, the item's, and the findings."""

    link: LinkVerdict
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that the link was handed in for; ``before`` None: it was never judged."""

    agency: str
    code: str
    name: str
    indicator: str
    before: Ruled | None
    after: Ruled


@dataclass(frozen=True, slots=True)
class Rechecked:
    """``earlier`` None: nobody had opened the link before. ``silent``: neither the link nor any
    other site answered, so the fault is on our side."""

    url: str
    round: str
    earlier: Side | None
    later: Side
    items: tuple[ItemChange, ...]
    silent: bool = False

    @property
    def same_content(self) -> bool | None:
        """Whether both showed the same bytes; None where one of them showed no page."""
        sides = [self.earlier, self.later]
        shown = [one.capture.sha256 for one in sides if one and one.capture.status < ERROR_STATUS]
        return shown[0] == shown[1] if len(shown) == len(sides) and all(shown) else None


def find_round(store: Store, typed: str, round_name: str) -> tuple[str, str]:
    """The link as lists have it, and its round: ``round_name``, or the one of those that have the
    link in which something happened last. Raises `OitcheckError` where it stands in none."""
    try:
        url = urls.normalise(typed)
    except urls.BadUrl:
        raise OitcheckError(
            f"{typed[:200]}: ไม่ใช่ลิงก์เว็บไซต์", "คัดลอกลิงก์ทั้งหมดจากรายงาน ขึ้นต้นด้วย http:// หรือ https://"
        ) from None
    names = [round_name] if round_name else [one.name for one in store.rounds()]
    known = {name: _urls(judged_answers(store, name, None)) for name in names}
    having = [name for name in names if url in known[name]]
    if having:
        moments = {name: store.last_event(name) for name in having}
        return url, max(having, key=lambda name: (str(moments[name] or ""), name))
    where = round_title(round_name, "th") if round_name else "การส่งลิงก์ครั้งใด"
    near = nearest_links(url, [one for of in known.values() for one in of])
    hint = "ที่ใกล้เคียง: " + "  ".join(near) if near else "ดูลิงก์ที่หน่วยงานส่งในรายงาน หรือนำเข้ารายการก่อน"
    raise OitcheckError(f"{urls.display(url)}: ไม่อยู่ใน{where}", hint)


def nearest_links(url: str, known: Collection[str]) -> tuple[str, ...]:
    """At most three known links: the same but for scheme, www and a last slash, or similar."""
    same = [one for one in known if _bare(one) == _bare(url)]
    alike = difflib.get_close_matches(url, sorted(set(known) - set(same)), n=_NEAR, cutoff=0.6)
    return tuple(dict.fromkeys([*same, *alike]))[:_NEAR]


class Recheck:
    """One link of a round. Its steps run inside the job's `lock`."""

    def __init__(self, job: MainJob, url: str) -> None:
        self._job = job
        self._url = url
        answers = judged_answers(job.store, job.round, None)
        self._items = [
            key
            for key, answer in sorted(answers.items())
            if any(link.url == url for link in answer.links)
        ]
        self._earlier = _newest(job, url)
        self._last = self._earlier.capture.id if self._earlier else 0
        # as of the latest event, which there is: the link came in by one
        self._before = self._judged()

    def plan(self) -> Planned:
        return plan_recheck(
            self._job.workspace, self._job.store, self._job.round, self._url, self._job.now()
        )

    def result(self, planned: Planned) -> Rechecked:
        """Judge the link's agencies anew, and put both captures side by side."""
        after = self._judged()
        later = _newest(self._job, self._url, planned.run)
        assert later is not None, "a finished run has a capture of its target"
        items = []
        for agency, indicator in self._items:
            now = _ruled(after, agency, indicator, self._url)
            was = _ruled(self._before, agency, indicator, self._url)
            if now is not None:
                one = next(one for one in after.agencies if one.id == agency)
                items.append(ItemChange(agency, one.code, one.name, indicator, was, now))
        quiet = silence(self._job.store.captures(self._job.round, after=self._last))
        silent = planned.run in quiet.runs
        return Rechecked(self._url, self._job.round, self._earlier, later, tuple(items), silent)

    def _judged(self) -> Judgement:
        judgement, _ = judging.judge_round(
            self._job.workspace,
            self._job.store,
            self._job.round,
            None,
            only={agency for agency, _ in self._items},
        )
        return judgement


def as_dict(found: Rechecked) -> dict[str, Any]:
    return {
        "url": found.url,
        "round": found.round,
        "earlier": _side_dict(found.earlier),
        "later": _side_dict(found.later),
        "same_content": found.same_content,
        "silent": found.silent,
        "items": [
            {
                "agency": one.agency,
                "code": one.code,
                "name": one.name,
                "indicator": one.indicator,
                "before": _ruled_dict(one.before),
                "after": _ruled_dict(one.after),
            }
            for one in found.items
        ],
    }


def _side_dict(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    capture = side.capture
    return {
        "capture": capture.id,
        "taken_at": capture.taken_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "status": capture.status,
        "problem": str(capture.problem.code) if capture.problem else "",
        "problem_detail": capture.problem.detail if capture.problem else "",
        "final_url": capture.final_url,
        "size": capture.size,
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "title": side.title,
        "content_chars": side.chars,
        "certificate": {
            "verify_code": capture.tls.verify_code,
            "verify_text": capture.tls.verify_text,
            "not_after": capture.tls.not_after,
        }
        if capture.tls
        else None,
    }


def _ruled_dict(ruled: Ruled | None) -> dict[str, Any] | None:
    if ruled is None:
        return None
    return {
        "outcome": str(ruled.verdict.outcome),
        "link_outcome": str(ruled.link.outcome),
        "findings": [
            {"check": one.check, "outcome": str(one.outcome), "reason": one.reason}
            for one in ruled.link.findings
        ],
    }


def _ruled(judgement: Judgement, agency: str, indicator: str, url: str) -> Ruled | None:
    for one in judgement.agencies:
        for verdict in one.verdicts if one.id == agency else ():
            for link in verdict.links if verdict.indicator == indicator else ():
                if link.url == url:
                    return Ruled(link, verdict)
    return None


def _newest(job: MainJob, url: str, run: int = 0) -> Side | None:
    """The newest capture of the page, of ``run`` alone if one is given; else one that counts for
    a judgement, and a watch's only where there is no other."""
    store = job.store
    watches = {one.id for one in store.runs(job.round) if one.kind is RunKind.WATCH}
    found = [
        capture
        for capture in store.captures_of([url], job.round)
        if capture.purpose is Purpose.EVIDENCE and run in (0, capture.run)
    ]
    if not found:
        return None
    newest = max(found, key=lambda one: (one.run not in watches, one.taken_at, one.id))
    reader = reader_of(job.workspace)
    text = stored_text(store, reader, newest.sha256) if newest.sha256 else None
    document = codec.loads(text) if text else None
    if not isinstance(document, Document):
        return Side(newest)
    return Side(newest, " ".join(document.title.split()), document.quality.content_chars)


def _urls(answers: Mapping[tuple[str, str], Answer]) -> frozenset[str]:
    return frozenset(link.url for answer in answers.values() for link in answer.links)


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
