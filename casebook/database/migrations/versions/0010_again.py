"""The second ear: who is called again by somebody else, chosen by dice after the calls, and what was heard.

New tables only. Written out once and never changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
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


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    _kept("again_draws", sa.Column("number", KEY, nullable=False), *_text("document", "callers"))
    _kept("again_lists", *_text("caller", "rows"))
    _kept(
        "again_calls",
        sa.Column("respondent_id", KEY, sa.ForeignKey("respondents.id"), nullable=False),
        sa.Column("number", KEY, nullable=False),
        *_text("code", "called_at", "caller", "before", "source"),
        sa.UniqueConstraint("respondent_id", "number"),
    )


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
