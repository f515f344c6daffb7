"""The call desk in the browser: who may sit at it, who does, and who has whom on the screen.

New tables only. Written out once and never changed again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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


def _whole(name: str, *keys: sa.ForeignKey) -> sa.Column[int]:
    return sa.Column(name, KEY, *keys, nullable=False)


def upgrade() -> None:
    _kept("passes", *_text("name", "role", "code_mac"), _whole("ended"), *_text("at"))
    _kept("sittings", _whole("pass_id", sa.ForeignKey("passes.id")), *_text("token_mac", "at"))
    _kept(
        "leases",
        _whole("respondent_id", sa.ForeignKey("respondents.id")),
        _whole("first"),
        *_text("caller", "what", "reason", "until", "at"),
    )
    op.create_index("leases_respondent", "leases", ["respondent_id"])


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
