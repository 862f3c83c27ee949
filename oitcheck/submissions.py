"""What holds for each agency and indicator once several submissions have come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oitcheck.kinds import PROVINCE, kind_of
from oitcheck.model import (
    Agency,
    Answer,
    AnswerChange,
    AnswerStatus,
    Course,
    Lateness,
    Link,
    Role,
    Submission,
)
from oitcheck.plan import Terms
from oitcheck.thai import sorting

Key = tuple[str, str]
"""Agency id, indicator code."""

Answers = dict[Key, Answer]
Courses = dict[Key, Course]

# What two answers are compared by. The order of links and how the cell spelt an address change
# nothing of what is to be opened.
_Content = frozenset[tuple[str, str]]


def carries_from(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The earlier rounds that round ``name`` takes over from, earliest first, without itself.

    Numbered rounds build on those with a smaller number (``2`` on ``1``); ``itas`` and rounds
    with a name of their own stand alone.
    """
    if not _is_number(name):
        return ()
    earlier = {other for other in known if _is_number(other) and int(other) < int(name)}
    return tuple(sorted(earlier, key=int))


def chain(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """`carries_from` with ``name`` itself at the end: what `resolve` takes."""
    return (*carries_from(name, known), name)


def resolve(
    chain: Sequence[str], submissions: Iterable[Submission], as_of: datetime | None
) -> Answers:
    """The answers that hold in the last round of ``chain`` (round names, earliest first).

    Only submissions of these rounds received by ``as_of`` (aware; None: all) count, in the order
    of round, time received, version. The newest one that names an indicator wins; what it
    doesn't name carries over, unless it is ``whole``: then that is taken back. The keys are
    (agency, indicator); an indicator that was never named has no key.

    The status is GIVEN for what the agency's newest submission in the last round names, CARRIED
    for what comes from before it, WITHDRAWN (without links) for what was taken back.
    """
    counted = _counted(chain, submissions, as_of)
    answers: Answers = {}
    newest: dict[str, Submission] = {}
    for submission in counted:
        _apply(answers, submission)
        if submission.round == chain[-1]:
            newest[submission.agency] = submission
    return {key: _with_status(answer, newest.get(answer.agency)) for key, answer in answers.items()}


def provinces_of(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    """The assessed agencies that are a province themselves (kind จังหวัด), by code."""
    return _by_code(
        agency
        for agency in agencies
        if agency.role is Role.ASSESSED and kind_of(agency.kind) == PROVINCE
    )


def with_suppliers(answers: Answers, agencies: Iterable[Agency]) -> Answers:
    """``answers`` in which the province's own answer also holds what its suppliers handed in.

    An item's links are the province's own, then those of the suppliers by code; the same URL
    stands once, with whom it came from first. The suppliers' own answers stay as they are. The
    status is the province's own where it has links of its own; otherwise GIVEN if a supplier gave
    the item in this round, else CARRIED. Where the registry has no province or several (see
    `provinces_of`), nobody can say whose answer it would be: ``answers`` come back unchanged.
    """
    known = tuple(agencies)
    provinces = provinces_of(known)
    if len(provinces) != 1:
        return answers
    province = provinces[0].id
    suppliers = _by_code(agency for agency in known if agency.role is Role.SUPPLIER)
    fed = dict(answers)
    for indicator in sorted({indicator for _, indicator in answers}):
        supplied = [
            answer
            for supplier in suppliers
            if (answer := answers.get((supplier.id, indicator))) is not None and answer.links
        ]
        if supplied:
            own = answers.get((province, indicator))
            fed[province, indicator] = _joined(province, own, supplied)
    return fed


def _by_code(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    return tuple(sorted(agencies, key=lambda agency: (sorting.key(agency.code), agency.id)))


def _joined(province: str, own: Answer | None, supplied: Sequence[Answer]) -> Answer:
    links = list(own.links) if own else []
    order = max((link.order for link in links), default=-1)
    seen = {link.url for link in links}
    for answer in supplied:
        for link in sorted(answer.links, key=lambda link: link.order):
            if link.url not in seen:
                seen.add(link.url)
                order += 1
                links.append(replace(link, order=order))
    first = next((one for one in supplied if one.status is AnswerStatus.GIVEN), supplied[0])
    base = own if own and own.links else replace(first, agency=province)
    suppliers = tuple(answer.agency for answer in supplied)
    return replace(base, links=tuple(links), suppliers=suppliers)


def courses(
    chain: Sequence[str],
    submissions: Iterable[Submission],
    as_of: datetime | None,
    terms: Terms,
) -> Courses:
    """What became of every answer that `resolve` gives for the same arguments.

    Late is what the last round of ``chain`` did not hold when its ``terms`` ended: a list that
    repeats afterwards what was there in time makes nothing late, and a change of one item makes
    only that item late. What is carried over from an earlier round, or taken back, is never late.
    """
    counted = _counted(chain, submissions, as_of)
    answers: Answers = {}
    for submission in counted:
        if submission.round != chain[-1]:
            _apply(answers, submission)
    earlier = {key: _content(answer.links) for key, answer in answers.items()}
    told: dict[Key, _Told] = {}
    for submission in counted:
        if submission.round != chain[-1]:
            continue
        in_time = terms.lateness(submission.received_at) is None
        for answer in _apply(answers, submission):
            key = (answer.agency, answer.indicator)
            told[key] = _told(told.get(key), answer, in_time)
    return {key: _course(answer, earlier, told, terms) for key, answer in answers.items()}


def supplied_courses(courses: Courses, answers: Answers, fed: Answers) -> Courses:
    """``courses`` of ``answers``, with those of the province's answers that rest on a supplier's
    list once `with_suppliers` has made ``fed`` of them: that list's."""
    found = dict(courses)
    for (agency, indicator), answer in fed.items():
        own = answers.get((agency, indicator))
        if own is not None and own.links:
            continue
        for supplier in answer.suppliers:
            theirs = answers[supplier, indicator]
            if _came(theirs) == _came(answer):
                found[agency, indicator] = courses[supplier, indicator]
                break
    return found


@dataclass(frozen=True, slots=True)
class Came:
    """What an agency has handed in for a round. ``at``: when the first of its links came that
    hold; of a ``late`` one, when the last of those came that are late, and so is by how much."""

    at: datetime
    late: Lateness | None = None


def handed_in(courses: Courses) -> dict[str, Came]:
    """By agency id: those that have given links in the round itself, repeated ones included, as
    long as one of them holds. An agency is late with its first item that is."""
    found: dict[str, Came] = {}
    for (agency, _), course in courses.items():
        if course.since is None or course.change is AnswerChange.WITHDRAWN:
            continue
        this, held = Came(course.since, course.late), found.get(agency)
        if held is None or _tells_more(this, held):
            found[agency] = this
    return found


def _tells_more(one: Came, other: Came) -> bool:
    if one.late and other.late:
        return one.late > other.late
    return one.late is not None or (other.late is None and one.at < other.at)


def who_hands_in(agencies: Iterable[Agency], came: Mapping[str, Came]) -> tuple[Agency, ...]:
    """Those of ``agencies`` whose links a collection waits for.

    Where offices supply the province's own answer, the province itself need hand in nothing.
    """
    asked = tuple(agencies)
    if all(one.role is not Role.SUPPLIER for one in asked):
        return asked
    provinces = {one.id for one in provinces_of(asked)}
    return tuple(one for one in asked if one.id not in provinces or one.id in came)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the last round itself said of a key: now, before that, and when its terms ended."""

    now: _Content
    before: _Content
    held_in_time: _Content | None
    since: datetime


def _told(held: _Told | None, answer: Answer, in_time: bool) -> _Told:
    now = _content(answer.links)
    same = held is not None and held.now == now
    return _Told(
        now=now,
        before=held.now if held else _NONE,
        held_in_time=now if in_time else held.held_in_time if held else None,
        since=held.since if held and same else answer.received_at,
    )


def _course(
    answer: Answer, earlier: Mapping[Key, _Content], told: Mapping[Key, _Told], terms: Terms
) -> Course:
    key = (answer.agency, answer.indicator)
    own = told.get(key)
    if own is None:
        kept = AnswerChange.CARRIED if answer.links else AnswerChange.WITHDRAWN
        return Course(kept, kept)
    late: Lateness | None = None
    if own.now and own.now != own.held_in_time:
        late = terms.lateness(own.since)
    return Course(
        change=_change(earlier.get(key, _NONE), own.now),
        change_in_round=_change(own.before, own.now),
        since=own.since,
        late=late,
    )


def _change(before: _Content, now: _Content) -> AnswerChange:
    if not now:
        return AnswerChange.WITHDRAWN
    if not before:
        return AnswerChange.NEW
    return AnswerChange.UNCHANGED if now == before else AnswerChange.CHANGED


_NONE: _Content = frozenset()


def _content(links: Iterable[Link]) -> _Content:
    return frozenset((link.url or link.given, link.note) for link in links)


def _counted(
    chain: Sequence[str], submissions: Iterable[Submission], as_of: datetime | None
) -> list[Submission]:
    """What counts by ``as_of``, in the order in which it takes effect."""
    place = {name: index for index, name in enumerate(chain)}
    return sorted(
        (
            submission
            for submission in submissions
            if submission.round in place and (as_of is None or submission.received_at <= as_of)
        ),
        key=lambda one: (place[one.round], one.received_at, one.version),
    )


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit()


def _apply(answers: Answers, submission: Submission) -> list[Answer]:
    """Let ``submission`` take effect; the answers that it gave."""
    named = {}
    for entry in submission.entries:
        if entry.links or entry.withdrawn:
            named[entry.indicator] = () if entry.withdrawn else entry.links
    if submission.whole:
        for agency, indicator in list(answers):
            if agency == submission.agency and indicator not in named:
                named[indicator] = ()
    given = []
    for indicator, links in named.items():
        key = (submission.agency, indicator)
        held = answers.get(key)
        if held is not None and not held.links and not links:
            continue
        answers[key] = Answer(
            agency=submission.agency,
            indicator=indicator,
            status=AnswerStatus.GIVEN if links else AnswerStatus.WITHDRAWN,
            links=links,
            round=submission.round,
            version=submission.version,
            received_at=submission.received_at,
        )
        given.append(answers[key])
    return given


def _came(answer: Answer) -> tuple[AnswerStatus, str, int, datetime]:
    return (answer.status, answer.round, answer.version, answer.received_at)


def _with_status(answer: Answer, newest: Submission | None) -> Answer:
    if answer.status is AnswerStatus.WITHDRAWN:
        return answer
    given = newest is not None and (answer.round, answer.version, answer.received_at) == (
        newest.round,
        newest.version,
        newest.received_at,
    )
    return answer if given else replace(answer, status=AnswerStatus.CARRIED)
