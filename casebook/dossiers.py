"""Dossiers in and out: filing with versions, and reading rosters back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from casebook import links, sealing
from casebook.codec import tables
from casebook.codec.checks import run_codes
from casebook.codec.record import DossierRecord, PreparedDossier
from casebook.codec.respondents import contacts_of
from casebook.codec.reviews import to_records
from casebook.connect import Casebook
from casebook.database.queries import last_review
from casebook.journal import EntryWriter, Stamp
from casebook.schema import dossiers, filings, findings, people, purges, respondents, reviews, versions
from sampling.model import FiledRoster
from verify.model import Finding, Review

NEW, CHANGED, BESIDE, CHECKED, KNOWN, OLDER = "new", "changed", "beside", "checked", "known", "older"


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one dossier that was added.

    ``status``: new; changed (a further version); beside (a further version of a sealed roster, refused
    for the draw); checked (the same file, new findings); known (nothing new); older (a file that a later
    version has replaced).
    """

    dossier: str
    status: str
    version: int
    rows: int
    same_rows: bool  # a changed file whose rows are those of the version before
    links: tuple[links.RespondentLink, ...]
    before: str  # file of the version before, "" if there is none
    row_ids: tuple[str, ...] = ()

    @property
    def reused(self) -> Mapping[str, int]:
        """Rows that look like somebody on another company's roster, by kind."""
        kinds: dict[int, str] = {}
        for link in self.links:
            if not link.same_applicant:
                kinds.setdefault(link.at, link.kind)
        return dict(Counter(kinds.values()))


def document(item: Filed) -> dict[str, Any]:
    """Return what became of a dossier as JSON values."""
    return {
        "id": item.dossier,
        "status": item.status,
        "version": item.version,
        "rows": item.rows,
        "same_rows": item.same_rows,
        "reused": dict(item.reused),
        "links": [
            {
                "row": item.row_ids[link.at],
                "kind": link.kind,
                "round": link.round,
                "dossier": link.dossier,
                "other": link.row_id,
                "same_applicant": link.same_applicant,
            }
            for link in item.links
        ],
    }


def file_review(
    casebook: Casebook,
    review: Review,
    found: Mapping[str, Sequence[Finding]],
    settings: Mapping[str, Any],
    stamp: Stamp,
) -> tuple[Filed, ...]:
    """File every dossier of a review, all in one transaction; filing the same again changes nothing.

    ``settings``: as in review.json, sha256 and every value.
    """
    ready = to_records(review, found, settings, casebook.key)
    known = [item for item in _known(casebook, ready) if item is not None]
    if len(known) == len(ready):
        return tuple(known)
    with casebook.write() as conn:
        writer = EntryWriter(conn, casebook.key)
        under_seal = {code for seal in sealing.load_seals(conn) for code in seal.versions}
        filed = [
            file_one(writer, item, casebook.round, item.record.code in under_seal, stamp) for item in ready
        ]
        written = [item for item in filed if item.status not in (KNOWN, OLDER)]
        if written:
            facts = [[f.dossier, f.status, f.version, f.rows] for f in written]
            writer.close(stamp, "add", {"dossiers": facts})
    return tuple(filed)


def _known(casebook: Casebook, ready: Sequence[PreparedDossier]) -> list[Filed | None]:
    """Look without the write lock whether there is anything to file at all."""
    with casebook.read() as conn:
        return [_recognised(conn, item, casebook.round) for item in ready]


def _recognised(conn: Connection, item: PreparedDossier, round_name: str) -> Filed | None:
    """Return the dossier as it stands when this very file is on file and the review says nothing new of it."""
    code = item.record.code
    dossier = _dossier_id(conn, round_name, code)
    version = None if dossier is None else _version_of(conn, dossier, item)
    if dossier is None or version is None:
        return None
    top = conn.scalar(select(func.max(versions.c.number)).where(versions.c.dossier_id == dossier))
    if version[1] != top:
        return Filed(code, OLDER, version[1], version[2], False, (), "")
    if _is_purged(conn, version[0]) or _nothing_new(conn, version[0], item.record):
        return Filed(code, KNOWN, version[1], version[2], False, (), "")
    return None


def file_one(
    writer: EntryWriter, item: PreparedDossier, round_name: str, under_seal: bool, stamp: Stamp
) -> Filed:
    """File one dossier under the writer's entry; what is on file already is left as it is."""
    known = _recognised(writer.conn, item, round_name)
    if known is not None:
        return known
    code = item.record.code
    dossier = _dossier_id(writer.conn, round_name, code)
    if dossier is None:
        (dossier,) = writer.add(dossiers, [{"round": round_name, "code": code}])
    version = _version_of(writer.conn, dossier, item)
    if version is not None:
        tables.add_review(writer, version[0], item.record)
        return Filed(code, CHECKED, version[1], version[2], False, (), "")
    before = writer.conn.execute(
        select(versions.c.number, versions.c.rows_mac, versions.c.file)
        .where(versions.c.dossier_id == dossier)
        .order_by(versions.c.number.desc())
        .limit(1)
    ).first()
    number = 1 if before is None else int(before[0]) + 1
    found = links.find(
        writer.conn, item.asked, dossier_id=dossier, round_name=round_name,
        applicant_key=str(item.record.review["applicant_key"]),
    )  # fmt: skip
    version_id, ids = tables.add_version(writer, item, dossier_id=dossier, number=number, filed_at=stamp.at)
    links.add(writer, found, ids)
    tables.add_review(writer, version_id, item.record)
    status = NEW if before is None else BESIDE if under_seal else CHANGED
    same = before is not None and before[1] == item.rows_mac
    row_ids = tuple(str(row["row_id"]) for row in item.record.respondents)
    from_file = "" if before is None else str(before[2])
    return Filed(code, status, number, len(row_ids), same, found, from_file, row_ids)


def _dossier_id(conn: Connection, round_name: str, code: str) -> int | None:
    return conn.scalar(select(dossiers.c.id).where(dossiers.c.round == round_name, dossiers.c.code == code))


def _version_of(conn: Connection, dossier: int, item: PreparedDossier) -> tuple[int, int, int] | None:
    row = conn.execute(
        select(versions.c.id, versions.c.number, versions.c.row_count).where(
            versions.c.dossier_id == dossier,
            versions.c.sha256 == item.record.version["sha256"],
            versions.c.sheet == item.record.version["sheet"],
        )
    ).first()
    return None if row is None else (int(row[0]), int(row[1]), int(row[2]))


def _nothing_new(conn: Connection, version_id: int, record: DossierRecord) -> bool:
    """Whether the last review of a version says all that this one says.

    A roster that is added again by itself cannot be compared with others: what those checks found when it
    lay among others still stands, so they are left out here.
    """
    names = ("settings_sha256", "tool", "applicant", "applicant_key", "declared", "score", "text_mac")
    statement = last_review(version_id, reviews.c.id, filings.c.about, *(reviews.c[name] for name in names))
    last = conn.execute(statement).first()
    if last is None or last[1] is None or tuple(last[2:]) != tuple(record.review[name] for name in names):
        return False
    wanted = run_codes(record.about or {})
    if not wanted <= run_codes(json.loads(last[1])):
        return False
    columns = ("code", "severity", "clause", "rows", "cells", "text_mac")
    stored = conn.execute(
        select(*(findings.c[name] for name in columns)).where(findings.c.review_id == last[0])
    )
    return sorted(tuple(row) for row in stored if row[0] in wanted) == sorted(
        tuple(row[name] for name in columns) for row in record.findings if row["code"] in wanted
    )


def _is_purged(conn: Connection, version_id: int) -> bool:
    return conn.scalar(select(purges.c.id).where(purges.c.version_id == version_id)) is not None


def rosters(conn: Connection, version_ids: Mapping[str, int]) -> tuple[FiledRoster, ...]:
    """Return rosters as they go under seal: dossier id -> version, in the order given."""
    return tuple(_roster(conn, code, version) for code, version in version_ids.items())


def _roster(conn: Connection, code: str, version_id: int) -> FiledRoster:
    """A roster with the priorities of its last review; of one from before they were kept, of its first."""
    statement = (
        select(
            respondents.c.row_id, people.c.name, people.c.contacts, respondents.c.mode,
            respondents.c.start, respondents.c.end, people.c.employer, respondents.c.priority,
        )
        .select_from(respondents.join(people, people.c.respondent_id == respondents.c.id))
        .where(respondents.c.version_id == version_id)
        .order_by(respondents.c.position)
    )  # fmt: skip
    found = conn.execute(statement).all()
    rows = tuple(
        (r[0], r[1], "|".join(c[1] for c in contacts_of(r[2])), r[3], r[4], r[5], r[6]) for r in found
    )
    about = conn.scalar(last_review(version_id, filings.c.about))
    priority = [r[7] for r in found] if about is None else json.loads(about)["priority"]
    return FiledRoster(code, rows, tuple(map(float, priority)))
