"""A province's calendar for one year: steps, collections of links, cut-offs, appeal window."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from oitcheck.errors import OitcheckError


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of local time (Asia/Bangkok). ``precision`` is that of the source.

    ``first`` None: only an end is given. ``last`` None: open end. Both are aware; without an
    hour in the source ``last`` is 24:00 of that day (the next day 00:00) and ``has_hour`` False.
    """

    first: datetime | None
    last: datetime | None
    precision: Literal["minute", "day", "month"]
    has_hour: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``kind``: register, collection, answer, close, self-check, check, clarify,
    publish, meeting, survey, other. ``round`` names the collection (1, 2) where kind is
    collection."""

    id: str
    number: str
    kind: str
    text: str
    commission: Window | None
    province: Window | None
    units: tuple[str, ...]
    round: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    id: str
    province: str
    year: int
    sha256: str
    steps: tuple[Step, ...]
    source: str = ""

    def collection(self, round_name: str) -> Step | None:
        """The step that collects the links of ``round_name``, if the plan has one."""
        return next((s for s in self.steps if s.round and s.round == round_name), None)


KINDS = (
    "register",
    "collection",
    "answer",
    "close",
    "self-check",
    "check",
    "clarify",
    "publish",
    "meeting",
    "survey",
    "other",
)
BANGKOK = ZoneInfo("Asia/Bangkok")
_PLAN_KEYS = {"id", "province", "year", "source"}
_STEP_KEYS = {
    "id",
    "number",
    "kind",
    "text",
    "commission",
    "province",
    "units",
    "round",
    "note",
}


def parse_plan(text: str, where: str) -> Plan:
    """A plan from the text of its TOML file; ``where`` names it in errors.

    Dates are CE: ``2026-05-05`` (a day), ``2026-06-30T17:00`` (a minute), ``2026-03`` (a month).
    Raises `OitcheckError` that names the file and the key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise OitcheckError(f"{where}: not valid TOML: {trouble}", "mend that line") from None
    head = data.get("plan")
    if not isinstance(head, Mapping):
        raise _error(where, "plan", "section is missing")
    _known(where, head, _PLAN_KEYS, "plan.")
    for key, kind in (("id", str), ("province", str), ("year", int)):
        if not isinstance(head.get(key), kind):
            raise _error(where, f"plan.{key}", "is missing or of the wrong kind")
    steps = tuple(_step(where, raw) for raw in data.get("step", []))
    for step in steps:
        if sum(other.id == step.id for other in steps) > 1:
            raise _error(where, step.id, "stands twice")
    return Plan(
        id=head["id"],
        province=head["province"],
        year=head["year"],
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        steps=steps,
        source=str(head.get("source", "")),
    )


def _step(where: str, raw: Any) -> Step:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
        raise _error(where, "step", "needs an id")
    at = f"step {raw['id']}: "
    _known(where, raw, _STEP_KEYS, at)
    if raw.get("kind") not in KINDS:
        raise _error(where, f"{at}kind", f"is none of {', '.join(KINDS)}")
    if not isinstance(raw.get("text"), str):
        raise _error(where, f"{at}text", "is missing")
    return Step(
        id=raw["id"],
        number=str(raw.get("number", "")),
        kind=raw["kind"],
        text=raw["text"],
        commission=_window(where, raw.get("commission"), f"{at}commission"),
        province=_window(where, raw.get("province"), f"{at}province"),
        units=tuple(str(unit) for unit in raw.get("units", [])),
        round=str(raw.get("round", "")),
        note=str(raw.get("note", "")),
    )


def _window(where: str, raw: Any, at: str) -> Window | None:
    if raw is None:
        return None
    if not isinstance(raw, Mapping) or not raw or not set(raw) <= {"from", "to"}:
        raise _error(where, at, 'must be like { from = "2026-03-02", to = "2026-06-30T17:00" }')
    first = _moment(where, raw["from"], f"{at}.from") if "from" in raw else None
    last = _moment(where, raw["to"], f"{at}.to") if "to" in raw else None
    known = [moment for moment in (first, last) if moment is not None]
    if first and last and last.end <= first.start:
        raise _error(where, at, "ends before it begins")
    return Window(
        first=first.start if first else None,
        last=last.end if last else None,
        precision=min((m.precision for m in known), key=("minute", "day", "month").index),
        has_hour=bool(last and last.precision == "minute"),
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    start: datetime
    end: datetime
    precision: Literal["minute", "day", "month"]


def _moment(where: str, text: Any, at: str) -> _Moment:
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?", str(text))
    if not match:
        raise _error(where, at, f"{text!r} is no date like 2026-06-30 or 2026-06-30T17:00")
    year, month = int(match[1]), int(match[2])
    try:
        if match[3] is None:
            start = datetime(year, month, 1, tzinfo=BANGKOK)
            return _Moment(start, _next_month(start), "month")
        start = datetime(year, month, int(match[3]), tzinfo=BANGKOK)
        if match[4] is None:
            return _Moment(start, start + timedelta(days=1), "day")
        minute = start.replace(hour=int(match[4]), minute=int(match[5]))
        return _Moment(minute, minute, "minute")
    except ValueError as trouble:
        raise _error(where, at, f"{text!r}: {trouble}") from None


def _next_month(first: datetime) -> datetime:
    years, month = divmod(first.month, 12)
    return first.replace(year=first.year + years, month=month + 1)


def _known(where: str, table: Mapping[str, Any], keys: set[str], at: str) -> None:
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            raise _error(where, f"{at}{key}", f"unknown key{f', {near[0]}?' if near else ''}")


def _error(where: str, key: str, trouble: str) -> OitcheckError:
    return OitcheckError(f"{where}: {key}: {trouble}", "mend that line of the plan")
