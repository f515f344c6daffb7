"""Dossiers in and out: filing with versions, and reading rosters back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from casebook import links, sealing
from casebook.connect import Casebook
from casebook.filing import ran
from casebook.fingerprints import mac
from casebook.journal import Stamp
from casebook.pen import Pen
from casebook.prepare import Ready, prepare
from casebook.schema import (
    dossiers,
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
from casebook.schema import links as links_table
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
    links: tuple[links.Link, ...]
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
    ready = prepare(review, found, settings, casebook.key)
    known = [item for item in _known(casebook, ready) if item is not None]
    if len(known) == len(ready):
        return tuple(known)
    with casebook.write() as conn:
        pen = Pen(conn, casebook.key)
        under_seal = {code for seal in sealing.load_seals(conn) for code in seal.versions}
        filed = [file_one(pen, item, casebook.round, item.code in under_seal, stamp) for item in ready]
        written = [item for item in filed if item.status not in (KNOWN, OLDER)]
        if written:
            facts = [[f.dossier, f.status, f.version, f.rows] for f in written]
            pen.close(stamp, "add", {"dossiers": facts})
    return tuple(filed)


def _known(casebook: Casebook, ready: Sequence[Ready]) -> list[Filed | None]:
    """Look without the write lock whether there is anything to file at all."""
    with casebook.read() as conn:
        return [_recognised(conn, item, casebook.round) for item in ready]


def _recognised(conn: Connection, item: Ready, round_name: str) -> Filed | None:
    """Return the dossier as it stands when this very file is on file and the review says nothing new of it."""
    dossier = _dossier_id(conn, round_name, item.code)
    version = None if dossier is None else _version_of(conn, dossier, item)
    if dossier is None or version is None:
        return None
    top = conn.scalar(select(func.max(versions.c.number)).where(versions.c.dossier_id == dossier))
    if version[1] != top:
        return Filed(item.code, OLDER, version[1], version[2], False, (), "")
    if _is_purged(conn, version[0]) or _nothing_new(conn, version[0], item):
        return Filed(item.code, KNOWN, version[1], version[2], False, (), "")
    return None


def file_one(pen: Pen, item: Ready, round_name: str, under_seal: bool, stamp: Stamp) -> Filed:
    """File one dossier under the pen; what is on file already is left as it is."""
    known = _recognised(pen.conn, item, round_name)
    if known is not None:
        return known
    dossier = _dossier_id(pen.conn, round_name, item.code)
    if dossier is None:
        (dossier,) = pen.add(dossiers, [{"round": round_name, "code": item.code}])
    version = _version_of(pen.conn, dossier, item)
    if version is not None:
        _add_review(pen, version[0], item)
        return Filed(item.code, CHECKED, version[1], version[2], False, (), "")
    before = pen.conn.execute(
        select(versions.c.number, versions.c.rows_mac, versions.c.file)
        .where(versions.c.dossier_id == dossier)
        .order_by(versions.c.number.desc())
        .limit(1)
    ).first()
    number = 1 if before is None else int(before[0]) + 1
    found = links.find(
        pen.conn, item.asked, dossier_id=dossier, round_name=round_name,
        applicant_key=str(item.review["applicant_key"]),
    )  # fmt: skip
    _add_version(pen, dossier, number, item, found, stamp)
    status = NEW if before is None else BESIDE if under_seal else CHANGED
    same = before is not None and before[1] == item.rows_mac
    ids = tuple(str(row["row_id"]) for row in item.respondents)
    from_file = "" if before is None else str(before[2])
    return Filed(item.code, status, number, len(ids), same, found, from_file, ids)


def _add_version(
    pen: Pen, dossier: int, number: int, item: Ready, found: Sequence[links.Link], stamp: Stamp
) -> None:
    version = {
        "dossier_id": dossier,
        "number": number,
        **item.source,
        "filed_at": stamp.at,
        "rows_mac": item.rows_mac,
        "row_count": len(item.respondents),
        "prints_count": sum(map(len, item.prints)),
        "prints_xor": item.prints_xor,
    }
    (version_id,) = pen.add(versions, [version])
    first = pen.next_id(respondents)
    ids = range(first, first + len(item.respondents))
    pen.insert(
        respondents,
        [{"id": id, "version_id": version_id, **row} for id, row in zip(ids, item.respondents, strict=True)],
    )
    if item.people:
        pen.conn.execute(
            insert(people), [{"respondent_id": id, **row} for id, row in zip(ids, item.people, strict=True)]
        )
    prints = sorted((made, id) for id, row in zip(ids, item.prints, strict=True) for made in row)
    if prints:
        pen.conn.execute(insert(fingerprints), [{"print": made, "respondent_id": id} for made, id in prints])
    pen.add(
        links_table,
        [{"respondent_id": ids[link.at], "other_id": link.other_id, "kind": link.kind} for link in found],
    )
    _add_review(pen, version_id, item)


def _add_review(pen: Pen, version_id: int, item: Ready) -> None:
    (review_id,) = pen.add(reviews, [{"version_id": version_id, **item.review}])
    text = item.filing.text
    filing = {"about": item.filing.about, "text_mac": mac(pen.key, text) if text else ""}
    (filing_id,) = pen.add(filings, [{"review_id": review_id, **filing}])
    ids = pen.add(findings, [{"review_id": review_id, **row} for row in item.findings])
    owned = [("reviews", review_id, item.score_text), ("filings", filing_id, text)]
    owned += [("findings", id, text) for id, text in zip(ids, item.finding_texts, strict=True)]
    add_texts(pen.conn, version_id, owned)


def add_texts(conn: Connection, version_id: int, owned: Sequence[tuple[str, int, str]]) -> None:
    """Store texts that may name people: (table, id, text); blank ones are left out."""
    rows = [
        {"owner": owner, "owner_id": id, "version_id": version_id, "text": text}
        for owner, id, text in owned
        if text
    ]
    if rows:
        conn.execute(insert(texts), rows)


def _dossier_id(conn: Connection, round_name: str, code: str) -> int | None:
    return conn.scalar(select(dossiers.c.id).where(dossiers.c.round == round_name, dossiers.c.code == code))


def _version_of(conn: Connection, dossier: int, item: Ready) -> tuple[int, int, int] | None:
    row = conn.execute(
        select(versions.c.id, versions.c.number, versions.c.row_count).where(
            versions.c.dossier_id == dossier,
            versions.c.sha256 == item.source["sha256"],
            versions.c.sheet == item.source["sheet"],
        )
    ).first()
    return None if row is None else (int(row[0]), int(row[1]), int(row[2]))


def _nothing_new(conn: Connection, version_id: int, item: Ready) -> bool:
    """Whether the last review of a version says all that this one says.

    A roster that is added again by itself cannot be compared with others: what those checks found when it
    lay among others still stands, so they are left out here.
    """
    names = ("settings_sha256", "tool", "applicant", "applicant_key", "declared", "score", "text_mac")
    statement = (
        select(reviews.c.id, filings.c.about, *(reviews.c[name] for name in names))
        .join(filings, filings.c.review_id == reviews.c.id, isouter=True)
        .where(reviews.c.version_id == version_id)
    )
    last = conn.execute(statement.order_by(reviews.c.id.desc()).limit(1)).first()
    if last is None or last[1] is None or tuple(last[2:]) != tuple(item.review[name] for name in names):
        return False
    wanted = ran(json.loads(item.filing.about))
    if not wanted <= ran(json.loads(last[1])):
        return False
    columns = ("code", "severity", "clause", "rows", "cells", "text_mac")
    stored = conn.execute(
        select(*(findings.c[name] for name in columns)).where(findings.c.review_id == last[0])
    )
    return sorted(tuple(row) for row in stored if row[0] in wanted) == sorted(
        tuple(row[name] for name in columns) for row in item.findings if row["code"] in wanted
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
        (r[0], r[1], "|".join(c[1] for c in json.loads(r[2])), r[3], r[4], r[5], r[6]) for r in found
    )
    last = (
        select(filings.c.about)
        .join(reviews, reviews.c.id == filings.c.review_id)
        .where(reviews.c.version_id == version_id)
        .order_by(reviews.c.id.desc())
    )
    about = conn.scalar(last.limit(1))
    priority = [r[7] for r in found] if about is None else json.loads(about)["priority"]
    return FiledRoster(code, rows, tuple(map(float, priority)))
