"""What a review said is kept whole, and what callbacks taught goes on to the next round.

New tables only: rows that were written under the first schema, and their macs, stay as they are. Written out
once and never changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _kept(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        *columns,
        sa.Column(
            "entry",
            KEY,
            sa.ForeignKey("journal.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        *_text("mac"),
    )


def upgrade() -> None:
    _kept(
        "filings",
        sa.Column("review_id", KEY, sa.ForeignKey("reviews.id"), nullable=False),
        *_text("about", "text_mac"),
        sa.UniqueConstraint("review_id"),
    )
    _kept(
        "lessons",
        *_text("round", "code", "tool", "vector"),
        *(sa.Column(name, KEY, nullable=False) for name in ("confirmed", "denied")),
        sa.UniqueConstraint("round", "code"),
    )


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
