"""The checks, written by hand in the order in which a report reads them."""

from __future__ import annotations

from typing import Protocol

from oitcheck.checks import (
    current,
    level,
    main_site,
    not_empty,
    procurement_form,
    reachable,
    robots,
    shared_file,
    submitted,
)
from oitcheck.checks.evidence import (
    AgencyContext,
    Context,
    IndicatorEvidence,
    JudgedAgency,
    LinkEvidence,
)
from oitcheck.checks.meta import CHECK_FAILED, CHECK_FAILED_REASON, Meta, Reason
from oitcheck.model import Finding


class IndicatorCheck(Protocol):
    """A module whose subject is all that an agency answered for one indicator."""

    META: Meta

    def check(self, subject: IndicatorEvidence, context: Context) -> tuple[Finding, ...]: ...


class LinkCheck(Protocol):
    """A module whose subject is one link."""

    META: Meta

    def check(self, subject: LinkEvidence, context: Context) -> tuple[Finding, ...]: ...


class AgencyCheck(Protocol):
    """A module whose subject is an agency's whole submission, once its items are judged."""

    META: Meta

    def check(self, subject: JudgedAgency, context: AgencyContext) -> tuple[Finding, ...]: ...


OF_INDICATOR: tuple[IndicatorCheck, ...] = (submitted,)
OF_LINK: tuple[LinkCheck, ...] = (
    reachable,
    robots,
    shared_file,
    not_empty,
    current,
    procurement_form,
    main_site,
)
OF_AGENCY: tuple[AgencyCheck, ...] = (level,)

CHECKS: tuple[IndicatorCheck | LinkCheck | AgencyCheck, ...] = (
    *OF_INDICATOR,
    *OF_LINK,
    *OF_AGENCY,
)


def meta(check_id: str) -> Meta | None:
    """The META of a check by its id (``not-empty``), or None."""
    return next((module.META for module in CHECKS if module.META.id == check_id), None)


def reason(check_id: str, code: str) -> Reason:
    """The words of a finding's reason; also of the one that stands for a check that broke.

    Raises KeyError for a check or reason that does not exist.
    """
    if code == CHECK_FAILED:
        return CHECK_FAILED_REASON
    found = meta(check_id)
    if found is None:
        raise KeyError(check_id)
    return found.reasons[code]
