"""What callbacks taught, dossier by dossier: how its numbers looked, and how many respondents confirmed or denied.

Numbers only. Within a round the reference stays as it is, so that all of its dossiers are measured alike and filing
a file again changes nothing; lessons are written when the next round begins (``hefang new --previous``), and handed
on from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from casebook.codec.values import as_json
from casebook.database.queries import last_review
from casebook.journal import EntryWriter
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


_COLUMNS = tuple(table.c[name] for name in ("round", "code", "tool", "vector", "confirmed", "denied"))


def to_row(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson as its table holds it."""
    return {**asdict(lesson), "vector": as_json(lesson.vector)}


def from_row(row: Sequence[Any]) -> Lesson:
    """Return the lesson of a row, its columns in the order of the fields."""
    round_name, code, tool, vector, confirmed, denied = row
    return Lesson(round_name, code, tool, json.loads(vector), confirmed, denied)


def lessons(conn: Connection) -> tuple[Lesson, ...]:
    """Return all lessons of a casebook, in the order of rounds and dossiers."""
    statement = select(*_COLUMNS).order_by(table.c.round, table.c.code)
    return tuple(from_row(row) for row in conn.execute(statement))


def add_lessons(writer: EntryWriter, found: Iterable[Lesson]) -> int:
    """Write lessons; a dossier that is known already is left alone. Return how many were new."""
    known = {(row[0], row[1]) for row in writer.conn.execute(select(table.c.round, table.c.code))}
    fresh = {(lesson.round, lesson.code): lesson for lesson in found}
    return len(writer.add(table, [to_row(lesson) for key, lesson in fresh.items() if key not in known]))


def measured(conn: Connection, version_id: int) -> tuple[str, Mapping[str, float]] | None:
    """Return (tool, vector) of a version as its last review measured it; None where there is no score on file.

    Stands after a purge.
    """
    row = conn.execute(last_review(version_id, reviews.c.tool, filings.c.about)).first()
    vector = None if row is None or row[1] is None else json.loads(row[1])["vector"]
    return None if row is None or vector is None else (str(row[0]), vector)
