"""Where a workspace stands, as values for JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from oitcheck.model import Agency, Role
from oitcheck.pipeline.standing import Due, RoundStanding, Standing
from oitcheck.pipeline.standing_words import in_districts
from oitcheck.plan import Step, Window
from oitcheck.plan.deadlines import numbered, whole_month_end


def as_dict(found: Standing) -> dict[str, Any]:
    """Days are calendar days in Bangkok; instants RFC 3339, those of the plan in local time."""
    main = found.confirmed[0]
    return {
        "now": _utc(found.at),
        "today": found.today.isoformat(),
        "province": found.province,
        "year": main.year,
        "confirmed": main.confirmed,
        "items": main.items,
        "basis": main.basis,
        "next_to_confirm": main.next_item or None,
        "tracks_confirmed": [
            {"track": one.track, "confirmed": one.confirmed, "items": one.items}
            for one in found.confirmed
        ],
        "plan": found.plan.id if found.plan else None,
        "district": found.district or None,
        "due": [_due(one, found.at) for one in found.due],
        "past": [_due(one, found.at) for one in found.past],
        "running": [
            {
                **_step(one.step, one.parent),
                "done": one.done,
                "windows": [{"by": owner, **window_dict(window)} for owner, window in one.windows],
            }
            for one in found.running
        ],
        "rounds": [_round(found, one) for one in found.rounds],
        "groups": [
            {
                "group": one.title,
                "step": one.step.id if one.step else None,
                "agencies": len(one.agencies),
            }
            for one in found.groups
        ],
        "oddities": [
            *({"step": None, "text": text} for text in (found.plan.oddities if found.plan else ())),
            *(
                {"step": step.id, "text": step.oddity}
                for step in (found.plan.all_steps() if found.plan else ())
                if step.oddity
            ),
        ],
    }


def window_dict(window: Window) -> dict[str, Any]:
    """``last`` is exclusive where there is no hour; ``last_day`` is the last day that belongs."""
    return {
        "first": window.first.isoformat() if window.first else None,
        "last": window.last.isoformat() if window.last else None,
        "last_day": window.last_day.isoformat() if window.last_day else None,
        "has_hour": window.has_hour,
        "month_only": whole_month_end(window),
    }


def _step(step: Step, parent: Step | None) -> dict[str, Any]:
    return {
        "step": step.id,
        "number": numbered(step, parent),
        "kind": step.kind,
        "text": step.text,
        "units": list(step.units or (parent.units if parent else ())),
    }


def _due(one: Due, at: datetime) -> dict[str, Any]:
    deadline = one.deadline
    minutes = int((deadline.last - at).total_seconds() // 60)
    return {
        **_step(deadline.step, deadline.parent),
        **window_dict(deadline.window),
        "closes": deadline.step.closes or None,
        "round": deadline.step.round or None,
        "set_by": ["office"] if deadline.moved else list(deadline.owners),
        "planned": window_dict(deadline.planned) if deadline.planned else None,
        "days": one.days,
        "working_days": one.working_days,
        "minutes": minutes if one.days == 0 and deadline.window.has_hour else None,
        "closed_on_last_day": one.closed or None,
        "done": one.done,
    }


def _round(found: Standing, one: RoundStanding) -> dict[str, Any]:
    given = {entry.agency.id for entry in one.entries if entry.came}
    everyone = {entry.agency.id for entry in one.entries}
    return {
        "round": one.name,
        "state": str(one.state),
        "deadline": window_dict(one.due) if one.due else None,
        "deadline_set_by": None if one.due is None else "office" if one.by_hand else "plan",
        "handed_in": len(given),
        "missing": [_code(agency) for agency in one.missing],
        "late": [
            {
                "agency": _code(entry.agency),
                "name": entry.agency.name,
                "received_at": _utc(entry.came.at),
                "days": entry.came.late.days,
            }
            for entry in one.late
            if entry.came and entry.came.late
        ],
        **{
            key: {
                "agencies": len(entries),
                "handed_in": sum(entry.came is not None for entry in entries),
            }
            for key, role in (("assessed", Role.ASSESSED), ("suppliers", Role.SUPPLIER))
            for entries in (one.of_role(role),)
        },
        "districts": [
            {
                "district": district,
                "agencies": len(agencies),
                "handed_in": sum(agency.id in given for agency in agencies),
                "missing": [_code(agency) for agency in agencies if agency.id not in given],
            }
            for district, agencies in in_districts(entry.agency for entry in one.entries)
        ],
        "groups": [
            {
                "group": group.title,
                "agencies": len(group.agencies & everyone),
                "handed_in": len(group.agencies & given),
                "missing": [_code(a) for a in one.missing if a.id in group.agencies],
            }
            for group in found.groups
        ],
    }


def _code(agency: Agency) -> str:
    return agency.code or agency.id


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
