"""Bodies to Documents in worker processes with limits, cached by reader key."""

from oitcheck.readers.jobs import OWN_FAULTS, Cache, Job, OnDone, Outcome, Summary
from oitcheck.readers.pool import READER_KEY, read_all

__all__ = ["OWN_FAULTS", "READER_KEY", "Cache", "Job", "OnDone", "Outcome", "Summary", "read_all"]
