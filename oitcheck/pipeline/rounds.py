"""Rounds: until when their links are due, what counts in them, and what the office does to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oitcheck.errors import OitcheckError
from oitcheck.model import RoundChange, RoundEvent, RoundState, Submission
from oitcheck.pipeline.rules import is_checklist, rounds_alike, rules_of
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import Plan, Terms, Window, planned, terms
from oitcheck.report import round_title
from oitcheck.store import Store
from oitcheck.submissions import Came, Courses, chain, courses, handed_in


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a wish: how the round stands now, and what was written down for it (nothing
    where it stood so already)."""

    terms: Terms
    made: bool = False
    changes: tuple[RoundChange, ...] = ()

    @property
    def changed(self) -> bool:
        return self.made or bool(self.changes)


def terms_of(
    store: Store, plan: Plan | None, round_name: str, as_of: datetime | None = None
) -> Terms:
    """How a round is collected by ``as_of`` (None: now); also for one that only the plan knows.

    The calendar of a plan says nothing about a checklist's round.
    """
    known = None if is_checklist(store, round_name) else plan
    return terms(round_name, known, store.office.round_events(round_name), as_of)


def counted(
    store: Store, round_name: str, as_of: datetime | None
) -> tuple[tuple[str, ...], tuple[Submission, ...]]:
    """The chain of rounds that ``round_name`` builds on, and the submissions that count in it.

    A round that is frozen by ``as_of`` rests on what the workspace held then: a list that is
    imported afterwards into an earlier round doesn't reach it.
    Raises `OitcheckError` for a round that is not there.
    """
    known = rounds_alike(store, round_name)
    if round_name not in known:
        raise OitcheckError(
            f"ยังไม่มี{round_title(round_name, 'th')}",
            f"นำเข้าก่อนด้วย: oitcheck import FILE --round {_typed(round_name)}",
        )
    names = chain(round_name, known)
    found = store.submissions(names, as_of)
    frozen_at = terms_of(store, None, round_name, as_of).frozen_at
    if frozen_at is not None:
        found = tuple(one for one in found if _second(one.imported_at) <= frozen_at)
    return names, found


@dataclass(frozen=True, slots=True)
class Collected:
    """A round's terms and what came of every item, by an instant; nothing for a round that only
    the plan knows."""

    terms: Terms
    courses: Courses

    @property
    def handed_in(self) -> dict[str, Came]:
        return handed_in(self.courses)


def collected(
    store: Store, plan: Plan | None, round_name: str, as_of: datetime | None = None
) -> Collected:
    """What a round has collected by ``as_of`` (None: now)."""
    holding = terms_of(store, plan, round_name, as_of)
    if not rounds_alike(store, round_name):
        return Collected(holding, {})
    names, submissions = counted(store, round_name, as_of)
    return Collected(holding, courses(names, submissions, as_of, holding))


def refuse_frozen(now_holding: Terms) -> None:
    """Raises `OitcheckError` for a round that takes nothing any more."""
    if now_holding.state is RoundState.FROZEN:
        name = now_holding.round
        raise OitcheckError(
            f"{round_title(name, 'th')} ยุติการรับลิงก์แล้ว จึงนำเข้าไม่ได้",
            f'หากต้องรับเพิ่ม ให้เปิดอีกครั้งก่อน: oitcheck round open {_typed(name)} --why "เหตุผล"',
        )


def open_round(
    workspace: Workspace,
    round_name: str,
    deadline: Window | None,
    *,
    by: str,
    why: str,
    now: datetime,
) -> Noted:
    """Make a round, or open one again that was closed or frozen. The caller holds the lock.

    Raises `OitcheckError` where a frozen one is to be opened and nobody says why.
    """
    about = workspace.settings().workspace
    plan = rules_of(workspace).plan
    with workspace.store() as store:
        held = terms_of(store, plan, round_name)
        if held.state is RoundState.FROZEN and not why.strip():
            raise OitcheckError(
                f"{round_title(round_name, 'th')} ยุติการรับลิงก์แล้ว จะเปิดอีกต้องบอกเหตุผล",
                f'เช่น oitcheck round open {_typed(round_name)} --why "ป.ป.ช. ขยายเวลา"',
            )
        made = round_name not in {item.name for item in store.rounds()}
        if made:
            store.ensure_round(round_name, about.year, about.track)
        changes = []
        if made or held.state is not RoundState.OPEN:
            changes.append(RoundChange.OPENED)
        if deadline is not None and not (held.by_hand and held.deadline == deadline):
            changes.append(RoundChange.DEADLINE)
        for change in changes:
            _write(store, round_name, change, deadline, by, why, now)
        return Noted(terms_of(store, plan, round_name), made, tuple(changes))


def end_round(
    workspace: Workspace, round_name: str, change: RoundChange, *, by: str, why: str, now: datetime
) -> Noted:
    """Close a round (``CLOSED``: what comes is late) or freeze it (``FROZEN``: nothing is taken).
    The caller holds the lock. Raises `OitcheckError`, also for closing one that is frozen."""
    plan = rules_of(workspace).plan
    with workspace.store() as store:
        made = _make_planned(workspace, store, plan, round_name)
        held = terms_of(store, plan, round_name)
        if change is RoundChange.CLOSED and held.state is RoundState.FROZEN:
            raise OitcheckError(
                f"{round_title(round_name, 'th')} ยุติการรับลิงก์แล้ว",
                f'จะรับลิงก์ที่ส่งช้า ให้เปิดก่อน: oitcheck round open {_typed(round_name)} --why "เหตุผล"',
            )
        wanted = RoundState.CLOSED if change is RoundChange.CLOSED else RoundState.FROZEN
        if held.state is wanted:
            return Noted(held, made)
        _write(store, round_name, change, None, by, why, now)
        return Noted(terms_of(store, plan, round_name), made, (change,))


def set_deadline(
    workspace: Workspace,
    round_name: str,
    deadline: Window | None,
    *,
    by: str,
    why: str,
    now: datetime,
) -> Noted:
    """Set the day by which a round's links are due; None goes back to the plan's.
    The caller holds the lock. Raises `OitcheckError` for a round that nobody knows."""
    plan = rules_of(workspace).plan
    with workspace.store() as store:
        made = _make_planned(workspace, store, plan, round_name)
        held = terms_of(store, plan, round_name)
        if deadline == (held.deadline if held.by_hand else None):
            return Noted(held, made)
        _write(store, round_name, RoundChange.DEADLINE, deadline, by, why, now)
        return Noted(terms_of(store, plan, round_name), made, (RoundChange.DEADLINE,))


def planned_rounds(plan: Plan | None) -> tuple[str, ...]:
    """The rounds that a plan collects, in its order."""
    steps = plan.all_steps() if plan else ()
    return tuple(dict.fromkeys(s.round for s in steps if s.round and planned(s.round, plan)))


def _make_planned(workspace: Workspace, store: Store, plan: Plan | None, round_name: str) -> bool:
    """See to it that the round is there: one of the plan's may be spoken of before its first list.

    Whether it was made just now. Raises `OitcheckError` for a name that nobody has used yet.
    """
    known = [item.name for item in store.rounds()]
    if round_name in known:
        return False
    coming = planned_rounds(plan)
    if round_name not in coming:
        named = ", ".join(dict.fromkeys((*known, *coming)))
        raise OitcheckError(
            f"ยังไม่มี{round_title(round_name, 'th')}",
            (f"ที่มี: {named} " if named else "")
            + f"หากต้องการครั้งใหม่ สั่ง: oitcheck round open {_typed(round_name)}",
        )
    about = workspace.settings().workspace
    store.ensure_round(round_name, about.year, about.track)
    return True


def _write(
    store: Store,
    round_name: str,
    change: RoundChange,
    deadline: Window | None,
    by: str,
    why: str,
    now: datetime,
) -> None:
    given = deadline if change is RoundChange.DEADLINE else None
    store.office.add_round_event(
        RoundEvent(
            round=round_name,
            change=change,
            # a judgement's as-of is told to the second, and must find the event again
            at=_second(now),
            by=by,
            why=why,
            deadline=given.last if given else None,
            has_hour=given.has_hour if given else False,
        )
    )


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _typed(name: str) -> str:
    """A round's name as it is typed on a command line."""
    return f'"{name}"' if " " in name else name
