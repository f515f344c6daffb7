"""Records of dossiers <-> the tables: written under one journal entry, read back in a few statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select

from casebook.codec.record import DossierRecord, PreparedDossier, Row
from casebook.codec.reviews import text_mac
from casebook.codec.values import as_json
from casebook.database.queries import chunks, pairs
from casebook.fingerprints import combined
from casebook.journal import EntryWriter
from casebook.schema import (
    filings,
    findings,
    fingerprints,
    people,
    purges,
    respondents,
    reviews,
    texts,
    versions,
)


def add_version(writer: EntryWriter, item: PreparedDossier, **version: Any) -> tuple[int, Sequence[int]]:
    """Write a roster with its people and fingerprints; return the ids of the version and of its respondents.

    ``version``: dossier_id, number, filed_at.
    """
    record = item.record
    prints = sum(map(len, item.prints))
    xor = combined(made for row in item.prints for made in row)
    head = {"rows_mac": item.rows_mac, "row_count": len(record.respondents), "prints_count": prints}
    (version_id,) = writer.add(versions, [{**version, **record.version, **head, "prints_xor": xor}])
    ids = writer.add(respondents, [{"version_id": version_id, **row} for row in record.respondents])
    persons = [
        {"respondent_id": id, **row} for id, row in zip(ids, record.people, strict=True) if row is not None
    ]
    if persons:
        writer.conn.execute(insert(people), persons)
    add_prints(writer.conn, ((made, id) for id, row in zip(ids, item.prints, strict=True) for made in row))
    return version_id, ids


def add_prints(conn: Connection, prints: Iterable[tuple[int, int]]) -> None:
    """Store fingerprints: (print, id of the respondent)."""
    rows = [{"print": made, "respondent_id": id} for made, id in sorted(prints)]
    if rows:
        conn.execute(insert(fingerprints), rows)


def add_review(writer: EntryWriter, version_id: int, record: DossierRecord) -> None:
    """Write what a review says of a version."""
    (review_id,) = writer.add(reviews, [{"version_id": version_id, **record.review}])
    about, mac = as_json(record.about, sort=False), text_mac(writer.key, record.file_text)
    (filing_id,) = writer.add(filings, [{"review_id": review_id, "about": about, "text_mac": mac}])
    ids = writer.add(findings, [{"review_id": review_id, **row} for row in record.findings])
    owned = [("reviews", review_id, record.score_text), ("filings", filing_id, record.file_text)]
    owned += [("findings", id, text) for id, text in zip(ids, record.finding_texts, strict=True)]
    add_texts(writer.conn, version_id, owned)


def add_texts(conn: Connection, version_id: int, owned: Sequence[tuple[str, int, str]]) -> None:
    """Store texts that may name people: (table, id, text); blank ones are left out."""
    rows = [
        {"owner": owner, "owner_id": id, "version_id": version_id, "text": text}
        for owner, id, text in owned
        if text
    ]
    if rows:
        conn.execute(insert(texts), rows)


def load(conn: Connection, version_ids: Mapping[str, int]) -> tuple[DossierRecord, ...]:
    """Return versions, each with its last review, in the order given. ``version_ids``: dossier id -> version."""
    ids = list(version_ids.values())
    known = {row["id"]: row for row in _rows(conn, select(versions), versions.c.id, ids)}
    heads = {row["version_id"]: row for row in _rows(conn, _REVIEWS, reviews.c.version_id, ids)}
    said = {
        (t["owner"], t["owner_id"]): t["text"] for t in _rows(conn, select(texts), texts.c.version_id, ids)
    }
    found = _grouped(
        _rows(conn, _FINDINGS, findings.c.review_id, [h["id"] for h in heads.values()]), "review_id"
    )
    rows = _grouped(_rows(conn, _RESPONDENTS, respondents.c.version_id, ids), "version_id")
    gone = set(conn.scalars(select(purges.c.version_id)))
    counts = pairs(conn, select(versions.c.dossier_id, func.count()).group_by(versions.c.dossier_id))
    records = []
    for code, id in version_ids.items():
        head, mine = heads[id], tuple(found.get(heads[id]["id"], ()))
        about = head["about"]
        records.append(
            DossierRecord(
                code=code,
                version=known[id],
                review=head,
                about=None if about is None else json.loads(about),
                respondents=tuple(rows.get(id, ())),
                people=tuple(None if row["respondent_id"] is None else row for row in rows.get(id, ())),
                findings=mine,
                score_text=said.get(("reviews", head["id"]), ""),
                file_text=said.get(("filings", head["filing_id"]), ""),
                finding_texts=tuple(said.get(("findings", row["id"]), "") for row in mine),
                review_id=head["id"],
                versions=counts[known[id]["dossier_id"]],
                purged=id in gone,
            )
        )
    return tuple(records)


_REVIEWS = (
    select(reviews, filings.c.id.label("filing_id"), filings.c.about)
    .join(filings, filings.c.review_id == reviews.c.id, isouter=True)
    .order_by(reviews.c.id)
)
_FINDINGS = select(findings).order_by(findings.c.id)
_RESPONDENTS = (
    select(respondents, people)
    .join(people, people.c.respondent_id == respondents.c.id, isouter=True)
    .order_by(respondents.c.version_id, respondents.c.position)
)


def _rows(
    conn: Connection, statement: Select[Any], column: ColumnElement[int], ids: Sequence[int]
) -> Iterator[Row]:
    """Run a statement over many ids."""
    for chunk in chunks(ids):
        yield from (dict(row) for row in conn.execute(statement.where(column.in_(chunk))).mappings())


def _grouped(rows: Iterable[Row], name: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found
