"""Link lists and registries as agencies hand them in, and the form that is sent out to them."""

from oitcheck.intake.contacts import items_text, read_contacts, write_contacts_form
from oitcheck.intake.itas import ItasStatement, read_itas, write_itas_form
from oitcheck.intake.lists import Counts, Intake, read_files
from oitcheck.intake.problems import Problem, problem
from oitcheck.intake.register import Register
from oitcheck.intake.registry import read_agencies
from oitcheck.intake.template import split_notes, write_template

__all__ = [
    "Counts",
    "Intake",
    "ItasStatement",
    "Problem",
    "Register",
    "items_text",
    "problem",
    "read_agencies",
    "read_contacts",
    "read_files",
    "read_itas",
    "split_notes",
    "write_contacts_form",
    "write_itas_form",
    "write_template",
]
