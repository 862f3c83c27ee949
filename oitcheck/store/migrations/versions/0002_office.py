"""What the office keeps by hand: changes of rounds, ITAS, notes on steps, contacts.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
APPEND_ONLY = ("round_event", "itas_event", "step_note")


def upgrade() -> None:
    op.create_table(
        "round_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", TEXT, nullable=False),
        sa.Column("change", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("deadline", TEXT, nullable=True),
        sa.Column("has_hour", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.name"], name=op.f("fk_round_event_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_event")),
    )
    op.create_index(op.f("ix_round_event_round"), "round_event", ["round"])
    op.create_table(
        "itas_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("noted_at", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name=op.f("fk_itas_event_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_itas_event")),
    )
    op.create_index(op.f("ix_itas_event_agency"), "itas_event", ["agency"])
    op.create_table(
        "step_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("date", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_note")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency", TEXT, nullable=False),
        sa.Column("district", TEXT, nullable=False),
        sa.Column("function", TEXT, nullable=False),
        sa.Column("indicators", TEXT, nullable=False),
        sa.Column("telephone", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in APPEND_ONLY:
        if postgresql:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION oitcheck_append_only()"
            )
            continue
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    """What was kept is never dropped."""
    raise NotImplementedError("oitcheck never goes back to an older schema")
