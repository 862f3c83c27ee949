"""What is wrong with a link list before anything is fetched: told from the addresses alone.

`lint` takes what the intake has read and gives complaints that point at cells. Pure.
"""

from oitcheck.linting.linting import Complaint, lint
from oitcheck.linting.words import WORDS, Severity

__all__ = ["WORDS", "Complaint", "Severity", "lint"]
