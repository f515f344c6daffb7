"""Evidence for people whom no call reached.

A new table only. Written out once and never changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
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
    _kept(
        "evidence",
        sa.Column("version_id", KEY, sa.ForeignKey("versions.id"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("row_id", "kind", "media", "sha256")),
        sa.Column("size", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "at", "text_mac")),
    )


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
