"""Alembic's entry: steps run on the connection, and in the transaction, of the casebook being opened."""

from __future__ import annotations

from alembic import context

from casebook.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
