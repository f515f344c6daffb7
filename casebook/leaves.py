"""Everything that is on file of the dossiers of a round, read in a few statements: one leaf per dossier.

Of each dossier the version that counts is read (the one under seal, else the last), and its last review.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from casebook.judging import last_versions
from casebook.schema import (
    filings,
    findings,
    people,
    purges,
    respondents,
    reviews,
    texts,
    versions,
)

_CHUNK = 5_000  # values in one statement; SQLite takes 32,766


@dataclass(frozen=True, slots=True)
class LeafFinding:
    """A finding as filed; ``facts`` is empty after a purge."""

    code: str
    severity: str
    rows: tuple[str, ...]
    cells: tuple[str, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A respondent as filed; texts are "" and ``contacts`` empty after a purge.

    ``contacts``: (kind, value, problem). ``raw``: cells as written, by field; ``contacts`` in it: several contacts
    of one cell, each as written.
    """

    row_id: str
    shown: int
    mode: str
    start: str
    end: str
    priority: float
    name: str
    contacts: Sequence[Sequence[str]]
    employer: str
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One dossier. ``about``: what casebook/filing.py keeps, None where its review was filed before there was that.

    ``text``: title and notes; ``score_parts``: the score as it was, None after a purge or where there was none.
    """

    code: str
    version: int
    versions: int
    filed_at: str
    purged: bool
    source: Mapping[str, str]  # file, sheet, sha256, reader
    review_id: int
    settings_sha256: str
    tool: str
    applicant: str
    applicant_key: str
    declared: Mapping[str, Any] | None
    score: str
    score_parts: Mapping[str, Any] | None
    about: Mapping[str, Any] | None
    text: Mapping[str, Any]
    findings: tuple[LeafFinding, ...]
    rows: tuple[LeafRow, ...]


def leaves(conn: Connection, round_name: str) -> tuple[Leaf, ...]:
    """Return every dossier of a round, in the order of filing."""
    chosen = last_versions(conn, round_name)
    ids = list(chosen.values())
    heads = {row["version_id"]: row for row in _rows(conn, _REVIEWS, reviews.c.version_id, ids)}
    said = {
        (row["owner"], row["owner_id"]): row["text"] for row in _rows(conn, _TEXTS, texts.c.version_id, ids)
    }
    found: dict[int, list[LeafFinding]] = {}
    last = [head["id"] for head in heads.values()]
    for row in _rows(conn, _FINDINGS, findings.c.review_id, last):
        found.setdefault(row["review_id"], []).append(_finding(row, said))
    people_of: dict[int, list[LeafRow]] = {}
    for row in _rows(conn, _PEOPLE, respondents.c.version_id, ids):
        people_of.setdefault(row["version_id"], []).append(_row(row))
    gone = set(conn.scalars(select(purges.c.version_id)))
    counts = {
        row[0]: int(row[1])
        for row in conn.execute(select(versions.c.dossier_id, func.count()).group_by(versions.c.dossier_id))
    }
    known = {row["id"]: row for row in _rows(conn, _VERSIONS, versions.c.id, ids)}
    return tuple(
        _leaf(
            code, known[id], counts[known[id]["dossier_id"]], heads[id], said, id in gone,
            tuple(found.get(heads[id]["id"], ())), tuple(people_of.get(id, ())),
        )
        for code, id in chosen.items()
    )  # fmt: skip


_VERSIONS = select(versions)
_REVIEWS = (
    select(reviews, filings.c.id.label("filing_id"), filings.c.about)
    .join(filings, filings.c.review_id == reviews.c.id, isouter=True)
    .order_by(reviews.c.id)
)
_TEXTS = select(texts)
_FINDINGS = select(findings).order_by(findings.c.id)
_PEOPLE = (
    select(respondents, people)
    .join(people, people.c.respondent_id == respondents.c.id, isouter=True)
    .order_by(respondents.c.version_id, respondents.c.position)
)


def _rows(
    conn: Connection, statement: Select[Any], column: ColumnElement[int], ids: Iterable[int]
) -> Iterator[Mapping[str, Any]]:
    """Run a statement over many ids."""
    wanted = list(ids)
    for at in range(0, len(wanted), _CHUNK):
        yield from (
            dict(row)
            for row in conn.execute(statement.where(column.in_(wanted[at : at + _CHUNK]))).mappings()
        )


def _leaf(
    code: str,
    version: Mapping[str, Any],
    count: int,
    head: Mapping[str, Any],
    said: Mapping[tuple[str, int], str],
    purged: bool,
    found: tuple[LeafFinding, ...],
    rows: tuple[LeafRow, ...],
) -> Leaf:
    about, filing = head["about"], said.get(("filings", head["filing_id"]))
    parts = said.get(("reviews", head["id"]))
    return Leaf(
        code=code,
        version=int(version["number"]),
        versions=count,
        filed_at=str(version["filed_at"]),
        purged=purged,
        source={name: str(version[name]) for name in ("file", "sheet", "sha256", "reader")},
        review_id=int(head["id"]),
        settings_sha256=str(head["settings_sha256"]),
        tool=str(head["tool"]),
        applicant=str(head["applicant"]),
        applicant_key=str(head["applicant_key"]),
        declared=json.loads(head["declared"]),
        score=str(head["score"]),
        score_parts=None if parts is None else json.loads(parts),
        about=None if about is None else json.loads(about),
        text={} if filing is None else json.loads(filing),
        findings=found,
        rows=rows,
    )


def _finding(row: Mapping[str, Any], said: Mapping[tuple[str, int], str]) -> LeafFinding:
    facts = said.get(("findings", row["id"]))
    return LeafFinding(
        str(row["code"]), str(row["severity"]), tuple(json.loads(row["rows"])), tuple(json.loads(row["cells"])),
        {} if facts is None else json.loads(facts),
    )  # fmt: skip


def _row(row: Mapping[str, Any]) -> LeafRow:
    there = row["respondent_id"] is not None
    return LeafRow(
        row_id=str(row["row_id"]),
        shown=int(row["shown"]),
        mode=str(row["mode"]),
        start=str(row["start"]),
        end=str(row["end"]),
        priority=float(row["priority"]),
        name=str(row["name"]) if there else "",
        contacts=json.loads(row["contacts"]) if there else (),
        employer=str(row["employer"]) if there else "",
        raw=json.loads(row["raw"]) if there else {},
    )
