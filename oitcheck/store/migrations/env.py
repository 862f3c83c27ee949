"""Runs the migrations on the connection that `oitcheck.store.migrate` hands in."""

from __future__ import annotations

from alembic import context

from oitcheck.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
