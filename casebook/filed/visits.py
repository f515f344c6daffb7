"""What was seen at a building project: the last record of each dossier counts. Kept among the reviewers' decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection

from casebook.codec.header import declared_items
from casebook.connect import Casebook
from casebook.database.queries import last_review
from casebook.errors import CasebookError
from casebook.journal import Stamp
from casebook.judging import Decision, decide
from casebook.schema import reviews

CATEGORY = "建筑工程类"  # its dossiers need a record of a visit
VISIT = "visit"
GOOD, BAD = "good", "bad"


def note(casebook: Casebook, dossier: str, day: str, verdict: str, by: str, seen: str, stamp: Stamp) -> bool:
    """Note a visit; return False when it is on file already. ``day``: when somebody was there, as an ISO date.

    Raises CasebookError date, visit_future, verdict, and what ``judging.decide`` raises.
    """
    if verdict not in (GOOD, BAD):
        raise CasebookError("verdict", target=dossier, expected=f"{GOOD} {BAD}", got=verdict or "-")
    try:
        on = date.fromisoformat(day.strip())
    except ValueError as error:
        raise CasebookError("date", got=day or "-") from error
    if on.isoformat() > stamp.at[:10]:
        raise CasebookError("visit_future", got=on.isoformat())
    said = Decision(dossier, VISIT, on.isoformat(), verdict, by, seen, stamp.at)
    return decide(casebook, said, stamp, "visit note")


def declared_of(conn: Connection, version_id: int) -> dict[str, Any]:
    """Return what was declared of a dossier, item by item; nothing where there was no declaration."""
    column = conn.scalar(last_review(version_id, reviews.c.declared))
    return dict(declared_items(column) or {}) if column else {}


def visits(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the last record of every dossier that has one, whichever day it is about."""
    found: dict[str, Decision] = {}
    for said in sorted((d for d in decisions if d.target == VISIT), key=lambda d: d.at):
        found[said.dossier] = said
    return found
