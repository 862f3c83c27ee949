"""Trouble that several agencies share: one cause at one place, told once for the province.

A place is the server's address where websites of several registered names at it are in the same
trouble and next to nothing there opens (a company that hosts many agencies), and else the
registered name that several agencies' links lead to. Only trouble in opening links is looked at:
what is missing on one page of a server says nothing about the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oitcheck import troubles, urls
from oitcheck.model import (
    AgencyVerdicts,
    Capture,
    Finding,
    Judgement,
    LinkVerdict,
    Outcome,
    Purpose,
)
from oitcheck.report import safe
from oitcheck.report.moments import Moments, local_day, parse
from oitcheck.report.speech import Speech
from oitcheck.report.standing import telling
from oitcheck.report.words import ReportWords

_SHOWN = 12
_FAILED_FOR_ONE_THAT_ANSWERS = 4
"""So many links in one trouble for each that opens at the same address, or the address is not the
cause: a server, or a service in front of many, holds sites that fail each for its own reason."""
_HOSTS_NAMED = 6
_LINKS_NAMED = 40
# What a server does to all of its websites. A page that is gone is the page's own matter.
_OF_A_SERVER = frozenset({"unreachable", "second-look", "certificate", "refused-robot"})


@dataclass(frozen=True, slots=True)
class Shared:
    """One cause. ``place``: an IP address where ``by_address``, else a registered name.
    ``agencies``: ids with names, in the report's order; ``items``: pairs of agency and item;
    ``links``: each once, in order; ``since``: the first fetch in the
    row of failed ones that the findings end."""

    place: str
    by_address: bool
    finding: Finding
    agencies: Mapping[str, str]
    items: frozenset[tuple[str, str]]
    hosts: tuple[str, ...]
    links: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class SharedView:
    """One place behind the trouble of several agencies: (name, page) of each. ``message``: what to
    send once to whoever keeps it, empty where that is nobody's to mend."""

    place: str
    by_address: bool
    hosts: tuple[str, ...]
    seen: str
    since: str
    agencies: tuple[tuple[str, str], ...]
    items: int
    links: int
    message: str


@dataclass(frozen=True, slots=True)
class _Case:
    agency: AgencyVerdicts
    item: str
    link: LinkVerdict
    finding: Finding
    capture: Capture | None

    @property
    def name(self) -> str:
        host = urls.host(self.link.url)
        return urls.registrable(host) or host

    @property
    def address(self) -> str:
        return self.capture.ip if self.capture else ""


class SharedCauses:
    """The shared causes of a round, the widest first, and which of them a finding belongs to."""

    def __init__(self, agencies: Sequence[AgencyVerdicts], speech: Speech) -> None:
        self._speech = speech
        cases = [case for agency in agencies for case in _cases(agency, speech)]
        found: list[list[_Case]] = []
        rest: dict[tuple[str, str], list[_Case]] = defaultdict(list)
        at: dict[tuple[str, str], list[_Case]] = defaultdict(list)
        for case in cases:
            if case.address and case.finding.reason in _OF_A_SERVER:
                at[case.address, self._said(case.finding)].append(case)
            else:
                rest[case.name, self._said(case.finding)].append(case)
        open_at = _open_at(agencies)
        by_address: set[int] = set()
        for (address, said), group in at.items():
            failed = {case.link.url for case in group}
            answer = len(open_at.get(address, frozenset()) - failed)
            if (
                _several(group)
                and len({case.name for case in group}) > 1
                and answer * _FAILED_FOR_ONE_THAT_ANSWERS <= len(failed)
            ):
                by_address.add(len(found))
                found.append(group)
            else:
                for case in group:
                    rest[case.name, said].append(case)
        found.extend(group for group in rest.values() if _several(group))
        made = [(_shared(group, number in by_address), group) for number, group in enumerate(found)]
        made.sort(key=lambda pair: (-len(pair[0].agencies), -len(pair[0].items), pair[0].place))
        self.causes = tuple(shared for shared, _ in made)
        self._of = {
            (case.agency.id, case.link.url, self._said(case.finding)): shared
            for shared, group in made
            for case in group
        }

    def of(self, agency: str, link: LinkVerdict, finding: Finding) -> Shared | None:
        """The shared cause behind a finding of an agency's link, or None."""
        return self._of.get((agency, link.url, self._said(finding)))

    def _said(self, finding: Finding) -> str:
        """The trouble without what differs from link to link and from look to look."""
        return f"{finding.reason} {finding.facts.get('trouble', '')}"


def _cases(agency: AgencyVerdicts, speech: Speech) -> Iterator[_Case]:
    for verdict in agency.verdicts:
        for outcome in (Outcome.FAIL, Outcome.REVIEW):
            for finding, link in telling(verdict, outcome, speech.metas):
                if finding.check != "reachable" or link is None or link.supplier:
                    continue
                if not _is_service(link):
                    capture = next((c for c in link.captures if c.id == finding.capture), None)
                    yield _Case(agency, verdict.indicator, link, finding, capture)


def _open_at(agencies: Iterable[AgencyVerdicts]) -> dict[str, set[str]]:
    """The links that opened, by the address that answered."""
    found: dict[str, set[str]] = defaultdict(set)
    for agency in agencies:
        for link in (link for verdict in agency.verdicts for link in verdict.links):
            for finding in link.findings:
                if finding.check == "reachable" and finding.outcome is Outcome.PASS:
                    seen = next((c for c in link.captures if c.id == finding.capture), None)
                    if seen and seen.ip:
                        found[seen.ip].add(link.url)
    return found


def _first_failed(case: _Case) -> datetime | None:
    """When the link was first seen failing since it last opened."""
    if case.capture is None:
        return None
    since = case.capture.taken_at
    looks = [one for one in case.link.captures if one.purpose is Purpose.EVIDENCE]
    for look in sorted(looks, key=lambda one: one.taken_at, reverse=True):
        if look.taken_at < since:
            if troubles.kind_of(look) is None:
                break
            since = look.taken_at
    return since


def _several(group: Iterable[_Case]) -> bool:
    return len({case.agency.id for case in group}) > 1


def _shared(group: Sequence[_Case], by_address: bool) -> Shared:
    first = group[0]
    times = [at for case in group if (at := _first_failed(case))]
    return Shared(
        place=first.address if by_address else first.name,
        by_address=by_address,
        finding=first.finding,
        agencies={case.agency.id: case.agency.name for case in group},
        items=frozenset((case.agency.id, case.item) for case in group),
        hosts=tuple(dict.fromkeys(urls.host(case.link.url) for case in group)),
        links=tuple(dict.fromkeys(case.link.url for case in group)),
        since=min(times, default=None),
    )


def _is_service(link: LinkVerdict) -> bool:
    """A Drive or social medium serves the whole world: nobody here can repair it."""
    return any(finding.reason in ("drive", "social") for finding in link.findings)


def _of_every_host(links: Sequence[str]) -> list[str]:
    """``links`` with the first of every website before the second of any."""
    met: Counter[str] = Counter()
    turn: list[tuple[int, str]] = []
    for link in links:
        host = urls.host(link)
        turn.append((met[host], link))
        met[host] += 1
    return [link for _, link in sorted(turn, key=lambda pair: pair[0])]


def told_once(
    shared: SharedCauses,
    judgement: Judgement,
    places: Mapping[str, str],
    speech: Speech,
    moments: Moments,
    said: ReportWords,
) -> tuple[SharedView, ...]:
    """The shared causes for the province's page, each with the one message to send about it."""
    views = []
    for cause in shared.causes[:_SHOWN]:
        named = ", ".join(cause.hosts[:_HOSTS_NAMED])
        if more := len(cause.hosts[_HOSTS_NAMED:]):
            named = f"{named} {said('message.more_hosts', count=more)}"
        asked = speech.vendor(cause.finding, host=named)
        lines = [
            said("message.greeting_of_server", place=cause.place),
            said(
                "message.opening",
                year=judgement.year,
                when=moments.date(local_day(parse(judgement.as_of))),
            ),
            asked,
            "",
            said("message.links"),
            *(
                f"{n}. {safe.line(link)}"
                for n, link in enumerate(_of_every_host(cause.links)[:_LINKS_NAMED], start=1)
            ),
            *(
                [said("message.more_links", count=rest)]
                if (rest := len(cause.links[_LINKS_NAMED:]))
                else []
            ),
            "",
            said("message.closing"),
        ]
        views.append(
            SharedView(
                place=cause.place,
                by_address=cause.by_address,
                hosts=cause.hosts,
                seen=speech.in_general(cause.finding),
                since=moments.instant(cause.since) if cause.since else "",
                agencies=tuple((name, places[one]) for one, name in cause.agencies.items()),
                items=len(cause.items),
                links=len(cause.links),
                message="\n".join(lines) if asked else "",
            )
        )
    return tuple(views)
