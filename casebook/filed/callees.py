"""The people to be called, with what callers need: read from the rosters under seal. Personal data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from casebook.codec.header import declared_items
from casebook.codec.respondents import contacts_of
from casebook.database.queries import last_review
from casebook.journal import entries
from casebook.outcomes import all_attempts
from casebook.schema import lists, people, respondents, reviews
from casebook.sealing import StoredSeal
from sampling.model import Attempt, Callee

_BY_PHONE = ("mobile", "landline", "toll_free", "short_code", "satellite")


def callees(conn: Connection, seals: Iterable[StoredSeal], rows: Iterable[str]) -> dict[str, Callee]:
    """Return the people behind row ids, by row id; those whose names and numbers were purged are left out."""
    wanted = set(rows)
    made: dict[str, list[Attempt]] = {}
    for attempt in all_attempts(conn):
        made.setdefault(attempt.row, []).append(attempt)
    found: dict[str, Callee] = {}
    for seal in seals:
        for dossier, version in seal.versions.items():
            applicant = conn.scalar(last_review(version, reviews.c.applicant)) or ""
            product = product_of(conn.scalar(last_review(version, reviews.c.declared)))
            c = respondents.c
            statement = (
                select(c.row_id, c.mode, c.start, c.end, people)
                .outerjoin(people, people.c.respondent_id == c.id)
                .where(c.version_id == version)
                .order_by(c.position)
            )
            for row in conn.execute(statement):
                if row.row_id not in wanted or row.respondent_id is None:
                    continue
                found[row.row_id] = Callee(
                    row.row_id, dossier, applicant, row.name, phones_of(row.contacts), row.employer, row.mode,
                    "/".join(dict.fromkeys(day for day in (row.start, row.end) if day)),
                    tuple(made.get(row.row_id, ())), product=product,
                )  # fmt: skip
    return found


def product_of(declared: str | None) -> str:
    """Return the product or service that was declared; "" where there was no declaration."""
    items = (declared_items(declared) if declared else None) or {}
    return next((str(items[name]) for name in ("product_model", "service_name") if items.get(name)), "")


def applicants_of(conn: Connection, seals: Iterable[StoredSeal]) -> tuple[str, ...]:
    """Return the names of all applicants under seal, for the companies that callers read out."""
    versions = (version for seal in seals for version in seal.versions.values())
    found = (conn.scalar(last_review(version, reviews.c.applicant)) or "" for version in versions)
    return tuple(dict.fromkeys(filter(None, found)))


def phones_of(contacts: str) -> tuple[str, ...]:
    """Return the numbers of the column ``contacts`` of people; where there is none, whatever else the roster gives."""
    known = [(kind, value) for kind, value, _ in contacts_of(contacts) if value]
    numbers = [value for kind, value in known if kind in _BY_PHONE]
    return tuple(dict.fromkeys(numbers or [value for _, value in known]))


def callers_of(conn: Connection) -> Mapping[str, str]:
    """Return row id -> the caller whose list it was on last."""
    found: dict[str, str] = {}
    for caller, rows in conn.execute(select(lists.c.caller, lists.c.rows).order_by(lists.c.id)):
        found.update(dict.fromkeys(json.loads(rows), str(caller)))
    return found


def last_lists(conn: Connection) -> Mapping[str, tuple[str, ...]]:
    """Return caller -> the rows of the last list that was written for them."""
    statement = select(lists.c.caller, lists.c.rows).order_by(lists.c.id)
    return {str(caller): tuple(json.loads(rows)) for caller, rows in conn.execute(statement)}


def office_times(conn: Connection) -> Mapping[int, datetime]:
    """Return journal entry -> when it was written, as the office's clock showed it (no zone, to the minute).

    With ``StoredDraw.entry``: no call on a drawn row can have been made before that.
    """
    return {
        entry.id: datetime.fromisoformat(entry.at).astimezone().replace(second=0, microsecond=0, tzinfo=None)
        for entry in entries(conn)
    }
