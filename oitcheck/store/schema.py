"""The tables. The migrations make them; a test compares the two.

Tables of `APPEND_ONLY` carry triggers that refuse every UPDATE and DELETE: what was handed in,
seen, ruled and judged is evidence. A change is a new row.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from oitcheck.store.columns import PLAIN_TEXT, Instant, Json, PackedText, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
    "round_event",
    "itas_event",
    "step_note",
)

agency = Table(
    "agency",
    metadata,
    Column("id", PLAIN_TEXT, primary_key=True),
    Column("code", PLAIN_TEXT, nullable=False),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("district", Words, nullable=False),
    Column("role", PLAIN_TEXT, nullable=False),
    Column("hosts", Json, nullable=False),
    Column("track", PLAIN_TEXT, nullable=False),
    Column("grown", Boolean, nullable=False),
)

agency_name = Table(
    "agency_name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agency", ForeignKey(agency.c.id), nullable=False, index=True),
    Column("code", PLAIN_TEXT, nullable=False),
    Column("name", Words, nullable=False),
    Column("valid_from", Instant, nullable=False),
    Column("valid_to", Instant),
)

round_ = Table(
    "round",
    metadata,
    Column("name", PLAIN_TEXT, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("track", PLAIN_TEXT, nullable=False),
    Column("position", Integer, nullable=False),
)

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", ForeignKey(round_.c.name), nullable=False),
    Column("agency", ForeignKey(agency.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("imported_at", Instant, nullable=False),
    Column("whole", Boolean, nullable=False),
    UniqueConstraint("round", "agency", "version"),
)

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey(submission.c.id), nullable=False),
    Column("position", Integer, nullable=False),
    Column("indicator", PLAIN_TEXT, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    UniqueConstraint("submission", "position"),
)

link = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", ForeignKey(entry.c.id), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("url", Words, nullable=False),
    Column("given", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("origin_file", Words, nullable=False),
    Column("origin_sheet", Words, nullable=False),
    Column("origin_row", Integer, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", ForeignKey(round_.c.name), nullable=False, index=True),
    Column("kind", PLAIN_TEXT, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
)

target = Table(
    "target",
    metadata,
    Column("run", ForeignKey(run.c.id), primary_key=True),
    Column("purpose", PLAIN_TEXT, primary_key=True),
    Column("url_key", PLAIN_TEXT, primary_key=True),
    Column("url", Words, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", PLAIN_TEXT, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("file", PLAIN_TEXT, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("digest", PLAIN_TEXT, nullable=False),
    Index(None, "file"),
)

capture = Table(
    "capture",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey(run.c.id), nullable=False),
    Column("url_key", PLAIN_TEXT, nullable=False),
    Column("url", Words, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("purpose", PLAIN_TEXT, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("final_url", Words, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", Json, nullable=False),
    Column("hops", Json, nullable=False),
    Column("problem_code", PLAIN_TEXT),
    Column("problem_transient", Boolean),
    Column("problem_detail", Words),
    Column("tls", Json),
    Column("ip", Words, nullable=False),
    Column("elapsed_ms", BigInteger, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("sha256", ForeignKey(blob.c.sha256)),
    Column("size", BigInteger, nullable=False),
    Column("left_out", Integer, nullable=False),
    # The WARC record of this very fetch: a response, a revisit, or the note of a failure.
    Column("record_file", PLAIN_TEXT),
    Column("record_offset", BigInteger),
    Column("record_length", BigInteger),
    UniqueConstraint("run", "url_key", "attempt", "purpose"),
)

edge = Table(
    "edge",
    metadata,
    Column("run", ForeignKey(run.c.id), primary_key=True),
    Column("parent_key", PLAIN_TEXT, primary_key=True),
    Column("child_key", PLAIN_TEXT, primary_key=True),
    Column("capture", ForeignKey(capture.c.id), nullable=False, index=True),
    Column("parent", Words, nullable=False),
    Column("child", Words, nullable=False),
    Column("href", Words, nullable=False),
    Column("anchor", Words, nullable=False),
    Column("context", Words, nullable=False),
    Column("position", Integer, nullable=False),
)

rendition = Table(
    "rendition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("capture", ForeignKey(capture.c.id), nullable=False, index=True),
    Column("kind", PLAIN_TEXT, nullable=False),
    Column("sha256", ForeignKey(blob.c.sha256)),
    Column("media_type", Words, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("final_url", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Column("record_file", PLAIN_TEXT),
    Column("record_offset", BigInteger),
    Column("record_length", BigInteger),
)

document = Table(
    "document",
    metadata,
    Column("sha256", PLAIN_TEXT, primary_key=True),
    Column("reader_key", PLAIN_TEXT, primary_key=True),
    Column("text", PackedText, nullable=False),
)

input_ = Table(
    "input",
    metadata,
    Column("sha256", PLAIN_TEXT, primary_key=True),
    Column("text", PackedText, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", ForeignKey(round_.c.name), nullable=False),
    Column("as_of", Instant, nullable=False),
    Column("sha256", PLAIN_TEXT, nullable=False),
    Column("text", PackedText, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("round", "sha256"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", ForeignKey(round_.c.name), nullable=False, index=True),
    Column("agency", ForeignKey(agency.c.id), nullable=False),
    Column("indicator", PLAIN_TEXT, nullable=False),
    Column("outcome", PLAIN_TEXT, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", Words, nullable=False),
)

round_event = Table(
    "round_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", ForeignKey(round_.c.name), nullable=False, index=True),
    Column("change", PLAIN_TEXT, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("deadline", Instant),
    Column("has_hour", Boolean, nullable=False),
)

itas_event = Table(
    "itas_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agency", ForeignKey(agency.c.id), nullable=False, index=True),
    Column("state", PLAIN_TEXT, nullable=False),
    Column("at", Instant, nullable=False),
    Column("noted_at", Instant, nullable=False),
    Column("source", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("undone", Boolean, nullable=False),
)

step_note = Table(
    "step_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("step", PLAIN_TEXT, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", PLAIN_TEXT, nullable=False),
    Column("result", Words, nullable=False),
    Column("document", Words, nullable=False),
    Column("number", Words, nullable=False),
    Column("date", PLAIN_TEXT, nullable=False),
    Column("by", Words, nullable=False),
)

contact = Table(
    "contact",
    metadata,
    Column("id", Integer, primary_key=True),
    # no foreign key: a district's coordinator belongs to no agency
    Column("agency", PLAIN_TEXT, nullable=False),
    Column("district", Words, nullable=False),
    Column("function", Words, nullable=False),
    Column("indicators", Json, nullable=False),
    Column("telephone", Words, nullable=False),
    Column("email", Words, nullable=False),
)
