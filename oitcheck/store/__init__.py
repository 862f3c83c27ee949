"""What a workspace remembers: SQLite or PostgreSQL through SQLAlchemy."""

from oitcheck.store.store import Store, open_store
from oitcheck.store.values import (
    AgencyName,
    Asked,
    Held,
    NewCapture,
    Round,
    Ruling,
    Run,
    StoredJudgement,
)

__all__ = [
    "AgencyName",
    "Asked",
    "Held",
    "NewCapture",
    "Round",
    "Ruling",
    "Run",
    "Store",
    "StoredJudgement",
    "open_store",
]
