"""The people whom the desk offers: who shares a number, who one of them is. Personal data; nothing of it is kept here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.codec import calls
from casebook.database.queries import last_review
from casebook.errors import CasebookError
from casebook.filed.callees import phones_of, product_of
from casebook.schema import attempts, dossiers, people, remarks, respondents, reviews, texts, versions
from sampling.model import Attempt, Callee, Remark


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the casebook."""

    respondent: int
    version: int


def numbers_of(conn: Connection, under: Collection[int]) -> dict[str, tuple[Place, tuple[str, ...]]]:
    """Return row id -> place and numbers, for everybody of these versions whose name has not been purged."""
    c = respondents.c
    found: dict[str, tuple[Place, tuple[str, ...]]] = {}
    for version in sorted(under):
        statement = (
            select(c.row_id, c.id, people.c.contacts)
            .join(people, people.c.respondent_id == c.id)
            .where(c.version_id == version)
        )
        for row, id, contacts in conn.execute(statement):
            found[str(row)] = (Place(int(id), version), phones_of(contacts))
    return found


def callee_of(conn: Connection, place: Place) -> Callee:
    """Return one person with everything that a caller needs. Raises CasebookError purged where the name is gone."""
    c = respondents.c
    row = conn.execute(
        select(c.row_id, c.mode, c.start, c.end, people)
        .outerjoin(people, people.c.respondent_id == c.id)
        .where(c.id == place.respondent)
    ).one()
    dossier = conn.scalar(
        select(dossiers.c.code)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .where(versions.c.id == place.version)
    )
    if row.respondent_id is None:
        raise CasebookError("purged", what=dossier)
    review = conn.execute(last_review(place.version, reviews.c.applicant, reviews.c.declared)).first()
    applicant, declared = (review[0] or "", review[1]) if review is not None else ("", None)
    days = "/".join(dict.fromkeys(day for day in (row.start, row.end) if day))
    made = attempts_of(conn, place.respondent)
    return Callee(
        row.row_id, str(dossier), applicant, row.name, phones_of(row.contacts), row.employer, row.mode, days,
        made, product=product_of(declared),
    )  # fmt: skip


def attempts_of(conn: Connection, respondent: int) -> tuple[Attempt, ...]:
    """Return the attempts that are stored of one person, in their order."""
    statement = calls.attempts_of(attempts).where(attempts.c.respondent_id == respondent)
    return tuple(map(calls.attempt_from_row, conn.execute(statement.order_by(attempts.c.number))))


def remark_of(conn: Connection, respondent: int) -> Remark | None:
    """Return the last remark on one person; None where there is none, or a purge took it."""
    c = remarks.c
    statement = (
        select(respondents.c.row_id, c.caller, texts.c.text)
        .join(respondents, respondents.c.id == c.respondent_id)
        .join(texts, (texts.c.owner == "remarks") & (texts.c.owner_id == c.id))
        .where(c.respondent_id == respondent)
    )
    found = conn.execute(statement.order_by(c.id.desc()).limit(1)).first()
    return None if found is None else calls.remark_from_row(found)
