"""The items of one (fiscal year, track): what an agency is asked to publish."""

from oitcheck.catalogue.of_checklist import catalogue_of
from oitcheck.catalogue.parse import parse_catalogue
from oitcheck.catalogue.values import (
    DATA_YEARS,
    DETECTORS,
    FILE_KINDS,
    ITEM,
    PERIODS,
    Catalogue,
    Confirmation,
    Element,
    Indicator,
    Way,
    Words,
)

__all__ = [
    "DATA_YEARS",
    "DETECTORS",
    "FILE_KINDS",
    "ITEM",
    "PERIODS",
    "Catalogue",
    "Confirmation",
    "Element",
    "Indicator",
    "Way",
    "Words",
    "catalogue_of",
    "parse_catalogue",
]
