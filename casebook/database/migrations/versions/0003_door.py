"""What the register said stays known, and a dossier can leave the round.

New tables only. Written out once and never changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _kept(name: str, *columns: sa.schema.SchemaItem) -> None:
    entry = sa.ForeignKey("journal.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        name,
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        *columns,
        sa.Column("entry", KEY, entry, nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
    )


def upgrade() -> None:
    _kept("registers", sa.Column("content", sa.Text(), nullable=False))
    _kept(
        "withdrawals",
        sa.Column("dossier_id", KEY, sa.ForeignKey("dossiers.id"), nullable=False),
        sa.Column("undone", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("reason", "by", "at")),
    )


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
