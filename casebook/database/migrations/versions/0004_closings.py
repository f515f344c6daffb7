"""The end of calls can be declared, with a reason.

A new table only. Written out once and never changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    entry = sa.ForeignKey("journal.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "closings",
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        sa.Column("dossier_id", KEY, sa.ForeignKey("dossiers.id"), nullable=False),
        sa.Column("undone", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("reason", "by", "at")),
        sa.Column("entry", KEY, entry, nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
