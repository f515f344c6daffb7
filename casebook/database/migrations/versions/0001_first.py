"""The first schema.

Written out once and never changed again: what the tables look like today stands in casebook/schema.py,
and a test compares the two.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, KEY, nullable=False) for name in names]


def _to(name: str, table: str) -> sa.Column[int]:
    return sa.Column(name, KEY, sa.ForeignKey(f"{table}.id"), nullable=False)


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
    op.create_table("about", sa.Column("name", sa.Text(), primary_key=True), *_text("value"))
    op.create_table(
        "journal",
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        *_text("at", "who", "what", "facts", "digest", "previous", "hash"),
    )
    _rosters()
    _people()
    _calls()


def _rosters() -> None:
    _kept("dossiers", *_text("round", "code"), sa.UniqueConstraint("round", "code"))
    _kept(
        "versions",
        _to("dossier_id", "dossiers"),
        *_whole("number"),
        *_text("file", "sheet", "sha256", "reader", "filed_at", "rows_mac"),
        *_whole("row_count", "prints_count", "prints_xor"),
        sa.UniqueConstraint("dossier_id", "number"),
        sa.UniqueConstraint("dossier_id", "sha256", "sheet"),
    )
    _kept(
        "reviews",
        _to("version_id", "versions"),
        *_text("settings_sha256", "tool", "applicant", "applicant_key", "declared", "counts", "score"),
        *_text("content_mac", "text_mac"),
    )
    _kept(
        "findings",
        _to("review_id", "reviews"),
        *_text("code", "severity", "clause", "rows", "cells", "text_mac"),
    )
    op.create_index("findings_review", "findings", ["review_id"])


def _people() -> None:
    _kept(
        "respondents",
        _to("version_id", "versions"),
        *_whole("position"),
        *_text("row_id"),
        *_whole("shown"),
        *_text("mode", "start", "end", "priority", "person_mac"),
    )
    op.create_index("respondents_version", "respondents", ["version_id", "position"])
    op.create_table(
        "people",
        sa.Column(
            "respondent_id", KEY, sa.ForeignKey("respondents.id"), primary_key=True, autoincrement=False
        ),
        *_text("name", "contacts", "employer", "raw"),
    )
    op.create_table(
        "texts",
        sa.Column("owner", sa.Text(), primary_key=True),
        sa.Column("owner_id", KEY, primary_key=True, autoincrement=False),
        _to("version_id", "versions"),
        *_text("text"),
    )
    op.create_index("texts_version", "texts", ["version_id"])
    op.create_table(
        "fingerprints",
        sa.Column("print", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column(
            "respondent_id", KEY, sa.ForeignKey("respondents.id"), primary_key=True, autoincrement=False
        ),
        sqlite_with_rowid=False,
    )
    _kept("links", _to("respondent_id", "respondents"), _to("other_id", "respondents"), *_text("kind"))
    op.create_index("links_respondent", "links", ["respondent_id"])


def _calls() -> None:
    _kept("seals", *_text("seal_sha256", "document", "supersedes", "reason"))
    _kept("sealed", _to("seal_id", "seals"), _to("dossier_id", "dossiers"), _to("version_id", "versions"))
    _kept("draws", _to("seal_id", "seals"), *_whole("stage"), *_text("document", "dossiers"))
    _kept("lists", *_text("caller", "rows", "content"))
    outcome = ("code", "called_at", "caller", "source")
    _kept(
        "attempts",
        _to("respondent_id", "respondents"),
        *_whole("number"),
        *_text(*outcome),
        sa.UniqueConstraint("respondent_id", "number"),
    )
    _kept("remarks", _to("respondent_id", "respondents"), *_text("caller", "text_mac"))
    _kept(
        "contradictions",
        _to("respondent_id", "respondents"),
        *_whole("number"),
        *_text(*outcome),
        sa.UniqueConstraint("respondent_id", "number", "code", "called_at"),
    )
    _kept("judgements", _to("dossier_id", "dossiers"), *_text("document"))
    _kept(
        "decisions",
        _to("dossier_id", "dossiers"),
        *_text("target", "what", "verdict", "by", "reason", "at"),
    )
    _kept("purges", _to("version_id", "versions"))


def downgrade() -> None:
    raise NotImplementedError("a casebook is never taken back to an older schema")
