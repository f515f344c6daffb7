"""What the dossiers of a round declared, for a roster that comes later and without the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from casebook.codec.header import declared_items
from casebook.filed.withdrawals import withdrawn
from casebook.schema import dossiers, reviews, versions


@dataclass(frozen=True, slots=True)
class Declaration:
    """One dossier's declaration: its id, the file that its last roster came from, items as codec.header.DECLARED."""

    id: str
    file: str
    applicant: str
    items: Mapping[str, Any]


def declarations(conn: Connection, round_name: str, *, gone: bool = False) -> tuple[Declaration, ...]:
    """Return the last declaration of every dossier of the round that has one; ``gone``: of those that were withdrawn."""
    statement = (
        select(dossiers.c.code, versions.c.file, reviews.c.applicant, reviews.c.declared)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .join(reviews, reviews.c.version_id == versions.c.id)
        .where(dossiers.c.round == round_name)
        .order_by(reviews.c.id)
    )
    out = withdrawn(conn, round_name)
    found = {
        str(code): Declaration(str(code), str(file), str(applicant), items)
        for code, file, applicant, declared in conn.execute(statement)
        if (items := declared_items(declared)) is not None and (code in out) == gone
    }
    return tuple(found.values())
