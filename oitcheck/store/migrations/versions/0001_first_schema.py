"""The first schema.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

APPEND_ONLY = (
    "submission",
    "entry",
    "link",
    "blob",
    "capture",
    "edge",
    "rendition",
    "input",
    "judgement",
    "decision",
)


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _guards_postgresql()
    else:
        _guards_sqlite()


def downgrade() -> None:
    """There is nothing before the first schema: evidence is never dropped."""
    raise NotImplementedError("oitcheck never goes back to an older schema")


def _tables() -> None:
    op.create_table(
        "agency",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("district", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("hosts", TEXT, nullable=False),
        sa.Column("track", TEXT, nullable=False),
        sa.Column("grown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_index(op.f("ix_blob_file"), "blob", ["file"])
    op.create_table(
        "document",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("reader_key", TEXT, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "reader_key", name=op.f("pk_document")),
    )
    op.create_table(
        "input",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_input")),
    )
    op.create_table(
        "round",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("track", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_round")),
    )
    op.create_table(
        "agency_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("valid_from", TEXT, nullable=False),
        sa.Column("valid_to", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name=op.f("fk_agency_name_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_name")),
    )
    op.create_index(op.f("ix_agency_name_agency"), "agency_name", ["agency"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", TEXT, nullable=False),
        sa.Column("agency", TEXT, nullable=False),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name=op.f("fk_decision_agency")),
        sa.ForeignKeyConstraint(["round"], ["round.name"], name=op.f("fk_decision_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_round"), "decision", ["round"])
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", TEXT, nullable=False),
        sa.Column("as_of", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.name"], name=op.f("fk_judgement_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("round", "sha256", name=op.f("uq_judgement_round_sha256")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("started_at", TEXT, nullable=False),
        sa.Column("finished_at", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["round"], ["round.name"], name=op.f("fk_run_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_round"), "run", ["round"])
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", TEXT, nullable=False),
        sa.Column("agency", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", TEXT, nullable=False),
        sa.Column("imported_at", TEXT, nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name=op.f("fk_submission_agency")),
        sa.ForeignKeyConstraint(["round"], ["round.name"], name=op.f("fk_submission_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "round", "agency", "version", name=op.f("uq_submission_round_agency_version")
        ),
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("url_key", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("taken_at", TEXT, nullable=False),
        sa.Column("final_url", TEXT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", TEXT, nullable=False),
        sa.Column("hops", TEXT, nullable=False),
        sa.Column("problem_code", TEXT, nullable=True),
        sa.Column("problem_transient", sa.Boolean(), nullable=True),
        sa.Column("problem_detail", TEXT, nullable=True),
        sa.Column("tls", TEXT, nullable=True),
        sa.Column("ip", TEXT, nullable=False),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("record_file", TEXT, nullable=True),
        sa.Column("record_offset", sa.BigInteger(), nullable=True),
        sa.Column("record_length", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_capture_run")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_capture_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.UniqueConstraint(
            "run",
            "url_key",
            "attempt",
            "purpose",
            name=op.f("uq_capture_run_url_key_attempt_purpose"),
        ),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_entry_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("submission", "position", name=op.f("uq_entry_submission_position")),
    )
    op.create_table(
        "target",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("url_key", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_target_run")),
        sa.PrimaryKeyConstraint("run", "purpose", "url_key", name=op.f("pk_target")),
    )
    op.create_table(
        "edge",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("parent_key", TEXT, nullable=False),
        sa.Column("child_key", TEXT, nullable=False),
        sa.Column("capture", sa.Integer(), nullable=False),
        sa.Column("parent", TEXT, nullable=False),
        sa.Column("child", TEXT, nullable=False),
        sa.Column("href", TEXT, nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.Column("context", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_edge_capture")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_edge_run")),
        sa.PrimaryKeyConstraint("run", "parent_key", "child_key", name=op.f("pk_edge")),
    )
    op.create_index(op.f("ix_edge_capture"), "edge", ["capture"])
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("given", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("origin_file", TEXT, nullable=False),
        sa.Column("origin_sheet", TEXT, nullable=False),
        sa.Column("origin_row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_link_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_entry"), "link", ["entry"])
    op.create_table(
        "rendition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capture", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("taken_at", TEXT, nullable=False),
        sa.Column("final_url", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=False),
        sa.Column("record_file", TEXT, nullable=True),
        sa.Column("record_offset", sa.BigInteger(), nullable=True),
        sa.Column("record_length", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_rendition_capture")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_rendition_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rendition")),
    )
    op.create_index(op.f("ix_rendition_capture"), "rendition", ["capture"])


def _guards_sqlite() -> None:
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _guards_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION oitcheck_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION oitcheck_append_only()"
        )
