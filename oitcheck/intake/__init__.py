"""Link lists and registries as agencies hand them in, and the form that is sent out to them."""

from oitcheck.intake.lists import Counts, Intake, read_files
from oitcheck.intake.problems import Problem
from oitcheck.intake.registry import read_agencies
from oitcheck.intake.template import write_template

__all__ = ["Counts", "Intake", "Problem", "read_agencies", "read_files", "write_template"]
