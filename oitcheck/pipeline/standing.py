"""Where a workspace stands: deadlines, who has not handed in, how far the rules are confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from oitcheck.catalogue import Catalogue
from oitcheck.errors import OitcheckError
from oitcheck.kinds import PROVINCE, applies, kind_of
from oitcheck.model import Agency, Role, RoundState
from oitcheck.pipeline.agencies import by_district, of_district
from oitcheck.pipeline.days_off import DaysOff, days_off
from oitcheck.pipeline.finding import nearest
from oitcheck.pipeline.rounds import collected
from oitcheck.pipeline.rules import Rules, is_checklist, load_rules, rules_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import (
    BANGKOK,
    Deadline,
    Owner,
    Plan,
    Step,
    Window,
    deadlines_of,
    moved_deadlines,
)
from oitcheck.plan.against_time import against_time
from oitcheck.plan.deadlines import with_parents
from oitcheck.store import Store
from oitcheck.submissions import Came, who_hands_in
from oitcheck.thai import sorting

ITAS = "itas"
UNKNOWN_KIND = "ไม่ระบุประเภท"
OTHER_KIND = "ไม่อยู่ในกลุ่มที่แผนติดตาม"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How far a catalogue is confirmed. ``basis``: what it says about its own sources;
    ``next_item``: the first item that is not confirmed, empty when all are."""

    year: int
    track: str
    items: int
    confirmed: int
    basis: str
    next_item: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as it holds at the instant asked about.

    ``days``: calendar days in Bangkok until its last day, 0 on the day, negative afterwards;
    ``working_days``: those of them on which offices are open. ``closed``: why offices are closed
    on the last day, or empty. ``done``: the office has noted the step as done.
    """

    deadline: Deadline
    days: int
    working_days: int
    closed: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A step that is going on; ``windows``: those of its windows that now lie in."""

    step: Step
    parent: Step | None
    windows: tuple[tuple[Owner, Window], ...]
    done: bool = False


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One agency in a round. ``came``: what it handed in, None: nothing that still holds."""

    agency: Agency
    came: Came | None


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """``due``: the window whose end counts, None where nobody has set one; ``by_hand``: set by the
    office. ``begun``: something has come in, or the round is the one that is being collected."""

    name: str
    due: Window | None
    by_hand: bool
    state: RoundState
    begun: bool
    entries: tuple[HandedIn, ...]

    def of_role(self, role: Role) -> tuple[HandedIn, ...]:
        return tuple(one for one in self.entries if one.agency.role is role)

    @property
    def missing(self) -> tuple[Agency, ...]:
        return tuple(one.agency for one in self.entries if one.came is None)

    @property
    def late(self) -> tuple[HandedIn, ...]:
        return tuple(one for one in self.entries if one.came and one.came.late)


@dataclass(frozen=True, slots=True)
class Group:
    """Agencies that are followed up together. ``step``: that of the plan, None for those of a
    catalogue's track or of no known kind."""

    title: str
    step: Step | None
    agencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    at: datetime
    province: str
    confirmed: tuple[Confirmed, ...]
    plan: Plan | None
    off: DaysOff
    due: tuple[Due, ...]
    past: tuple[Due, ...]
    running: tuple[Running, ...]
    rounds: tuple[RoundStanding, ...]
    groups: tuple[Group, ...]
    agencies: int
    district: str

    @property
    def today(self) -> date:
        return self.at.astimezone(BANGKOK).date()


def standing(
    workspace: Workspace, at: datetime, round_name: str = "", district: str = ""
) -> Standing:
    """Where things stand ``at`` an aware instant, for one round or one district if named.

    Raises `OitcheckError` for a round or a district that isn't there, with the nearest name.
    """
    rules = rules_of(workspace)
    plan = rules.plan
    today = at.astimezone(BANGKOK).date()
    off = days_off(plan_years(plan, today), workspace.settings().calendar)
    with workspace.store() as store:
        everyone = by_district(store.agencies())
        agencies = of_district(everyone, district)
        events = store.office.round_events(until=at)
        done = {step for step, note in store.office.step_notes(at).items() if note.state == "done"}
        names = _round_names(store, plan, round_name)
        rounds = [_round(store, name, agencies, plan, at) for name in names]
    rounds = _begun(rounds, at)
    every = [
        _due(one, today, off, one.step.id in done)
        for one in deadlines_of(plan, moved_deadlines(events))
    ]
    return Standing(
        at=at,
        province=workspace.settings().workspace.province,
        confirmed=_confirmations(workspace, rules, {agency.track for agency in everyone}),
        plan=plan,
        off=off,
        due=tuple(one for one in every if one.deadline.last > at),
        past=_past(every, rounds, at),
        running=_running(plan, at, done),
        rounds=tuple(rounds),
        groups=groups(plan, agencies),
        agencies=len(agencies),
        district=agencies[0].district if district and agencies else "",
    )


def plan_years(plan: Plan | None, today: date) -> range:
    """The years (CE) from the first window of ``plan`` to its last, and this one."""
    years = [today.year]
    for step in plan.all_steps() if plan else ():
        for _, window in step.windows():
            years += [moment.year for moment in (window.first, window.last) if moment]
    return range(min(years), max(years) + 1)


def groups(plan: Plan | None, agencies: Sequence[Agency]) -> tuple[Group, ...]:
    """The follow-up tracks of the plan; without any, the catalogues' tracks if there are several.

    Agencies whose kind is not known, or that no track names, make groups of their own.
    """
    steps = [
        step
        for step in (plan.all_steps() if plan else ())
        if step.kind == "follow-up" and step.kinds
    ]
    if not steps:
        tracks = sorted({agency.track for agency in agencies})
        return tuple(
            Group(track, None, frozenset(a.id for a in agencies if a.track == track))
            for track in (tracks if len(tracks) > 1 else [])
        )
    found = [
        Group(
            " ".join(step.kinds),
            step,
            frozenset(a.id for a in agencies if applies(step.kinds, a.kind)),
        )
        for step in steps
    ]
    placed = frozenset().union(*(group.agencies for group in found))
    left = [agency for agency in agencies if agency.id not in placed]
    unknown = frozenset(agency.id for agency in left if not kind_of(agency.kind))
    others = frozenset(agency.id for agency in left) - unknown
    found += [Group(OTHER_KIND, None, others)] if others else []
    found += [Group(UNKNOWN_KIND, None, unknown)] if unknown else []
    return tuple(found)


def _confirmations(workspace: Workspace, rules: Rules, tracks: set[str]) -> tuple[Confirmed, ...]:
    """The workspace's own catalogue first, then those of its agencies' other tracks."""
    main = rules.catalogue
    others = [
        load_rules(workspace.indicators, main.year, track).catalogue
        for track in sorted(tracks - {main.track})
    ]
    return tuple(_confirmed(catalogue) for catalogue in (main, *others))


def _confirmed(catalogue: Catalogue) -> Confirmed:
    open_items = [item.code for item in catalogue.indicators if not item.confirmed]
    return Confirmed(
        catalogue.year,
        catalogue.track,
        len(catalogue.indicators),
        len(catalogue.indicators) - len(open_items),
        catalogue.note,
        open_items[0] if open_items else "",
    )


def _round_names(store: Store, plan: Plan | None, wanted: str) -> list[str]:
    """Rounds that the plan has or that were opened or imported; numbers first, ITAS last."""
    planned = [step.round for step in (plan.all_steps() if plan else ()) if step.round]
    known = dict.fromkeys((*planned, *(item.name for item in store.rounds())))
    names = sorted(known, key=lambda name: (name == ITAS, not name.isdecimal(), sorting.key(name)))
    if not wanted:
        return names
    if wanted not in known:
        raise OitcheckError(f"ไม่มีการส่งลิงก์ ครั้งที่ {wanted}", nearest(wanted, names))
    return [wanted]


def _round(
    store: Store, name: str, agencies: Sequence[Agency], plan: Plan | None, at: datetime
) -> RoundStanding:
    found = collected(store, plan, name, at)
    came = found.handed_in
    if name == ITAS:
        # a supplier types nothing into ITAS
        asked = [agency for agency in agencies if agency.role is Role.ASSESSED]
    elif is_checklist(store, name):
        # a checklist is the province's own, and that of whoever hands something in
        asked = [one for one in agencies if one.id in came or kind_of(one.kind) == PROVINCE]
    else:
        asked = list(who_hands_in(agencies, came))
    return RoundStanding(
        name=name,
        due=found.terms.deadline,
        by_hand=found.terms.by_hand,
        state=found.terms.state,
        begun=bool(came),
        entries=tuple(HandedIn(agency, came.get(agency.id)) for agency in asked),
    )


def _begun(rounds: Sequence[RoundStanding], at: datetime) -> list[RoundStanding]:
    """The first round whose deadline lies ahead is being collected, also before anything came."""
    ahead = [one for one in rounds if one.due and one.due.last and one.due.last > at]
    current = min(
        ahead, key=lambda one: one.due.last if one.due and one.due.last else at, default=None
    )
    return [
        RoundStanding(
            one.name,
            one.due,
            one.by_hand,
            one.state,
            one.begun or one is current or one not in ahead,
            one.entries,
        )
        for one in rounds
    ]


def _due(one: Deadline, today: date, off: DaysOff, done: bool) -> Due:
    return Due(
        deadline=one,
        days=(one.day - today).days,
        working_days=off.between(today, one.day),
        closed=off.free(one.day),
        done=done,
    )


def _past(every: Sequence[Due], rounds: Sequence[RoundStanding], at: datetime) -> tuple[Due, ...]:
    """What ended today, and the last collection that is over while agencies are still missing."""
    over = [one for one in every if one.deadline.last <= at]
    lacking = {one.name for one in rounds if one.missing}
    collections = [one for one in over if one.deadline.step.round in lacking]
    last = collections[-1:]
    return tuple(one for one in over if one.days == 0 or one in last)


def _running(plan: Plan | None, at: datetime, done: set[str]) -> tuple[Running, ...]:
    found = []
    for step, parent in with_parents(plan) if plan else ():
        now = against_time(step, parent, at)
        if now.place == "running" and step.kind != "close":
            found.append(Running(step, parent, now.windows, step.id in done))
    return tuple(found)
