"""What holds for each agency and indicator once several submissions have come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from oitcheck.model import Answer, AnswerStatus, Submission

Answers = dict[tuple[str, str], Answer]


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
    place = {name: index for index, name in enumerate(chain)}
    counted = sorted(
        (
            submission
            for submission in submissions
            if submission.round in place and (as_of is None or submission.received_at <= as_of)
        ),
        key=lambda one: (place[one.round], one.received_at, one.version),
    )
    answers: Answers = {}
    newest: dict[str, Submission] = {}
    for submission in counted:
        _apply(answers, submission)
        if submission.round == chain[-1]:
            newest[submission.agency] = submission
    return {key: _with_status(answer, newest.get(answer.agency)) for key, answer in answers.items()}


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit()


def _apply(answers: Answers, submission: Submission) -> None:
    named = {}
    for entry in submission.entries:
        if entry.links or entry.withdrawn:
            named[entry.indicator] = () if entry.withdrawn else entry.links
    if submission.whole:
        for agency, indicator in list(answers):
            if agency == submission.agency and indicator not in named:
                named[indicator] = ()
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


def _with_status(answer: Answer, newest: Submission | None) -> Answer:
    if answer.status is AnswerStatus.WITHDRAWN:
        return answer
    given = newest is not None and (answer.round, answer.version, answer.received_at) == (
        newest.round,
        newest.version,
        newest.received_at,
    )
    return answer if given else replace(answer, status=AnswerStatus.CARRIED)
