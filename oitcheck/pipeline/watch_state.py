"""What a watch has told up to now, so that the next pass tells only what is new.

It is a cache: without it the log is made anew of all captures, only that what was told of pages
that had changed is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from oitcheck.outages import Change, Fault, Kind, Log, Look, Outage, Shown, Standing, State

SCHEMA = "oitcheck.watch-state/1"


@dataclass(frozen=True, slots=True)
class Told:
    """A change, of which link, told at which pass (``at``)."""

    url: str
    at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class WatchState:
    """``capture``: the highest id of a capture that is in the logs. ``told``: newest first."""

    capture: int = 0
    passes: int = 0
    logs: Mapping[str, Log] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    told: tuple[Told, ...] = ()


def load_state(path: Path) -> WatchState | None:
    """None where there is none, or one of another program."""
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA:
            return None
        return WatchState(
            capture=data["capture"],
            passes=data["passes"],
            logs={url: _log(one) for url, one in data["logs"].items()},
            standings={url: _standing(one) for url, one in data["standings"].items()},
            told=tuple(
                Told(one["url"], _moment(one["at"]), _change(one["change"])) for one in data["told"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save_state(path: Path, state: WatchState) -> None:
    """Whole or not at all. Raises `OSError`."""
    text = json.dumps(
        {"schema": SCHEMA} | asdict(state), ensure_ascii=False, sort_keys=True, default=_plain
    )
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)


def written(moment: datetime) -> str:
    """RFC 3339 in UTC, with all that is known of the second."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return written(value)
    raise TypeError(type(value))


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _log(data: Mapping[str, Any]) -> Log:
    return Log(
        outages=tuple(
            Outage(
                _moment(one["first_down"]),
                _moment(one["last_down"]),
                _moment(one["up_again"]) if one["up_again"] else None,
                one["looks"],
                one["code"],
            )
            for one in data["outages"]
        ),
        looks=data["looks"],
        now=_look(data["now"]),
        good=_look(data["good"]),
        judged=_look(data["judged"]),
    )


def _look(data: Mapping[str, Any] | None) -> Look | None:
    if data is None:
        return None
    return Look(**{**data, "at": _moment(data["at"]), "state": State(data["state"])})


def _shown(data: Mapping[str, Any] | None) -> Shown | None:
    if data is None:
        return None
    return Shown(
        **{
            **data,
            "at": _moment(data["at"]),
            "years": tuple(data["years"]),
            "sketch": tuple(data["sketch"]),
            "signs": tuple(map(Fault, data["signs"])),
        }
    )


def _standing(data: Mapping[str, Any]) -> Standing:
    return Standing(
        state=State(data["state"]),
        at=_moment(data["at"]),
        since=_moment(data["since"]),
        code=data["code"],
        good=_shown(data["good"]),
        shown=_shown(data["shown"]),
        faults=tuple(map(Fault, data["faults"])),
    )


def _change(data: Mapping[str, Any]) -> Change:
    return Change(
        Kind(data["kind"]), _moment(data["at"]), data["detail"], data["before"], data["after"]
    )
