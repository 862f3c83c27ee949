"""Bodies and failures as WARC/1.1: the only copy of what was seen."""

from oitcheck.archive.archive import ROLL_OVER, Archive

__all__ = ["ROLL_OVER", "Archive"]
