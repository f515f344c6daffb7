"""What callbacks taught, dossier by dossier: how its numbers looked, and how many respondents confirmed or denied.

Numbers only. Within a round the reference stays as it is, so that all of its dossiers are measured alike and filing
a file again changes nothing; lessons are written when the next round begins (``hefang new --previous``), and handed
on from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.pen import Pen
from casebook.plain import as_json
from casebook.schema import filings, reviews
from casebook.schema import lessons as table


@dataclass(frozen=True, slots=True)
class Lesson:
    """One dossier of an earlier round. ``vector``: component of a signal -> strength, what was not testable left out;
    ``tool``: the version that measured it; ``confirmed``, ``denied``: its called rows."""

    round: str
    code: str
    tool: str
    vector: Mapping[str, float]
    confirmed: int
    denied: int


def lessons(conn: Connection) -> tuple[Lesson, ...]:
    """Return all lessons of a casebook, in the order of rounds and dossiers."""
    c = table.c
    statement = select(c.round, c.code, c.tool, c.vector, c.confirmed, c.denied).order_by(c.round, c.code)
    return tuple(
        Lesson(r[0], r[1], r[2], json.loads(r[3]), int(r[4]), int(r[5])) for r in conn.execute(statement)
    )


def add_lessons(pen: Pen, found: Iterable[Lesson]) -> int:
    """Write lessons under the pen; a dossier that is known already is left alone. Return how many were new."""
    known = {(row[0], row[1]) for row in pen.conn.execute(select(table.c.round, table.c.code))}
    fresh = {(lesson.round, lesson.code): lesson for lesson in found}
    rows = [
        {
            "round": lesson.round,
            "code": lesson.code,
            "tool": lesson.tool,
            "vector": as_json(lesson.vector),
            "confirmed": lesson.confirmed,
            "denied": lesson.denied,
        }
        for key, lesson in fresh.items()
        if key not in known
    ]
    pen.add(table, rows)
    return len(rows)


def measured(conn: Connection, version_id: int) -> tuple[str, Mapping[str, float]] | None:
    """Return (tool, vector) of a version as its last review measured it; None where there is no score on file.

    Stands after a purge.
    """
    row = conn.execute(
        select(reviews.c.tool, filings.c.about)
        .join(filings, filings.c.review_id == reviews.c.id, isouter=True)
        .where(reviews.c.version_id == version_id)
        .order_by(reviews.c.id.desc())
        .limit(1)
    ).first()
    vector = None if row is None or row[1] is None else json.loads(row[1])["vector"]
    return None if row is None or vector is None else (str(row[0]), vector)
