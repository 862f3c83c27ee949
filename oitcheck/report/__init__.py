"""Reports of a judgement: pages for agencies and the province, and a workbook."""

from oitcheck.report.words import Language
from oitcheck.report.writing import Written, round_folder, round_title, write

__all__ = ["Language", "Written", "round_folder", "round_title", "write"]
