"""Prints by which people with altered numbers are found, also after a purge, and what was found.

New tables only. Written out once and never changed again. Rosters of earlier versions have no such prints.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
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


def _prints(name: str, first: str, second: str) -> None:
    kind = {"print": sa.BigInteger(), "respondent_id": KEY}
    keys = {"print": [], "respondent_id": [sa.ForeignKey("respondents.id")]}
    columns = [
        sa.Column(part, kind[part], *keys[part], primary_key=True, autoincrement=False)
        for part in (first, second)
    ]
    op.create_table(name, *columns, sqlite_with_rowid=False)


def upgrade() -> None:
    _prints("masks", "print", "respondent_id")
    _prints("likenesses", "respondent_id", "print")
    _kept(
        "masked",
        sa.Column("version_id", KEY, sa.ForeignKey("versions.id"), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("prints_count", "prints_xor")),
        sa.UniqueConstraint("version_id"),
    )
    _kept(
        "altered",
        sa.Column("version_id", KEY, sa.ForeignKey("versions.id"), nullable=False),
        sa.Column("other_id", KEY, sa.ForeignKey("versions.id"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "expected", "dates", "in_order")),
        sa.Column("people", KEY, nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
