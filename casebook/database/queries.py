"""Questions that several modules ask of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from casebook.schema import dossiers, filings, reviews

_MOST = 5_000  # values in one statement; SQLite takes 32,766


def chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield values in portions that fit into one statement."""
    return (values[at : at + _MOST] for at in range(0, len(values), _MOST))


def pairs(conn: Connection, statement: Select[Any]) -> dict[Any, Any]:
    """Return a result of two columns as a dictionary; later rows win."""
    return {row[0]: row[1] for row in conn.execute(statement)}


def dossier_ids(conn: Connection, round_name: str) -> dict[str, int]:
    """Return code -> id of the dossiers of a round."""
    return pairs(conn, select(dossiers.c.code, dossiers.c.id).where(dossiers.c.round == round_name))


def last_review(version_id: int, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the statement for columns of the last review of a version, and of its filing (None without one)."""
    return (
        select(*columns)
        .select_from(reviews.join(filings, filings.c.review_id == reviews.c.id, isouter=True))
        .where(reviews.c.version_id == version_id)
        .order_by(reviews.c.id.desc())
        .limit(1)
    )


def applicants(conn: Connection, version_ids: Sequence[int] | None = None) -> dict[int, str]:
    """Return version -> comparing form of its applicant, "" if unknown, as its last review has it.

    ``version_ids``: of these only; None asks for all.
    """
    statement = select(reviews.c.version_id, reviews.c.applicant_key).order_by(reviews.c.id)
    if version_ids is None:
        return pairs(conn, statement)
    found: dict[int, str] = {}
    for chunk in chunks(version_ids):
        found |= pairs(conn, statement.where(reviews.c.version_id.in_(chunk)))
    return found
