"""Dossiers in and out: filing with versions, and reading rosters back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from casebook import sealing
from casebook.codec import tables
from casebook.codec.checks import run_codes
from casebook.codec.record import DossierRecord, PreparedDossier
from casebook.codec.respondents import contacts_of
from casebook.codec.reviews import to_records
from casebook.connect import Casebook
from casebook.database.queries import last_review
from casebook.filed import altered, links, registers, withdrawals
from casebook.filed.links import RespondentLink
from casebook.filed.near import look_up
from casebook.fingerprints import CONTACT, STRENGTH
from casebook.journal import EntryWriter, Stamp
from casebook.schema import dossiers, filings, findings, people, purges, respondents, reviews, texts, versions
from phrases import say
from sampling.model import FiledRoster
from verify.model import Finding, Review

NEW, CHANGED, BESIDE, CHECKED, KNOWN, OLDER = "new", "changed", "beside", "checked", "known", "older"
WITHDRAWN = "withdrawn"
WRITTEN = (NEW, CHANGED, BESIDE, CHECKED)


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one dossier that was added.

    ``status``: new; changed (a further version); beside (a further version of a sealed roster, refused
    for the draw); checked (the same file, new findings); known (nothing new); older (a file that a later
    version has replaced); withdrawn (out of the round, and left there).
    """

    dossier: str
    status: str
    version: int
    rows: int
    same_rows: bool  # a changed file whose rows are those of the version before
    links: tuple[RespondentLink, ...]
    before: str  # file of the version before, "" if there is none
    row_ids: tuple[str, ...] = ()
    altered: tuple[altered.Echo, ...] = ()  # rosters on file that share people with altered numbers

    @property
    def reused(self) -> Mapping[str, int]:
        """Rows that look like somebody on another company's roster, by kind."""
        return dict(Counter(link.kind for link in self._elsewhere.values()))

    @property
    def read_alike(self) -> int:
        """Rows among ``reused`` whose contact stands there under another name that is read alike."""
        return sum(link.read_alike for link in self._elsewhere.values())

    @property
    def _elsewhere(self) -> Mapping[int, RespondentLink]:
        """Row -> the strongest of its links to other companies' rosters."""
        found = [link for link in self.links if not link.same_applicant and not link.drawn_out]
        ranked = sorted(found, key=lambda link: (STRENGTH.index(link.kind), link.read_alike))
        return {link.at: link for link in reversed(ranked)}

    @property
    def called_before(self) -> Mapping[str, int]:
        """Dossier that left the round after its draw -> how many rows look like somebody on its roster."""
        return dict(Counter(of for _, of in {(k.at, k.dossier) for k in self.links if k.drawn_out}))


def document(item: Filed) -> dict[str, Any]:
    """Return what became of a dossier as JSON values."""
    return {
        "id": item.dossier,
        "status": item.status,
        "version": item.version,
        "rows": item.rows,
        "same_rows": item.same_rows,
        "reused": dict(item.reused),
        "read_alike": item.read_alike,
        "called_before": dict(item.called_before),
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
        "altered": [altered.document(echo) for echo in item.altered],
    }


def file_review(
    casebook: Casebook,
    review: Review,
    found: Mapping[str, Sequence[Finding]],
    settings: Mapping[str, Any],
    stamp: Stamp,
    *,
    register: bool = True,
    read: Mapping[str, str] | None = None,
    confirmed: Mapping[str, Any] | None = None,
) -> tuple[Filed, ...]:
    """File every dossier of a review, all in one transaction; filing the same again changes nothing.

    ``settings``: as in review.json, sha256 and every value; ``register``: one came with the rosters;
    ``read``: file -> sha256 of all rosters that were read; ``confirmed``: who compared a roster with its pictures, and
    what came of it, for the journal.
    """
    ready = to_records(review, found, settings, casebook.key)
    learned = registers.learned(review.batch.matching, review.batch.unreadable, register=register)
    with casebook.read() as conn:  # without the write lock: is there anything to file at all?
        known = [_recognised(conn, item, casebook.round) for item in ready]
        moved = _moved(conn, casebook.round, review, read or {})
        if not moved and not registers.fresh(conn, learned) and all(known):
            return tuple(item for item in known if item is not None)
    with casebook.write() as conn:
        writer = EntryWriter(conn, casebook.key)
        under_seal = {code for seal in sealing.load_seals(conn, whole=True) for code in seal.versions}
        moved = _moved(conn, casebook.round, review, read or {})
        moved = {code: of for code, of in moved.items() if code not in under_seal}
        for code, of in moved.items():
            reason = say("casebook.moved", "zh", id=of)
            withdrawals.note(writer, casebook.round, [code], reason, stamp, undone=False)
        registers.store(writer, registers.fresh(conn, learned))
        filed = [
            file_one(writer, item, casebook.round, item.record.code in under_seal, stamp) for item in ready
        ]
        if writer.macs:
            facts = [[f.dossier, f.status, f.version, f.rows] for f in filed if f.status in WRITTEN]
            told = {"dossiers": facts, **({"moved": moved} if moved else {}), **(confirmed or {})}
            writer.close(stamp, "add" if confirmed is None else "confirm", told)
    return tuple(filed)


def _moved(conn: Connection, round_name: str, review: Review, read: Mapping[str, str]) -> dict[str, str]:
    """Return dossiers on file whose very file was read again and is another dossier's now -> that one.

    So it is when people have said whose roster it is that was filed under its file's name.
    """
    there = set(review.batch.dossiers.index)
    pairs = review.batch.rows[["file", "dossier"]].drop_duplicates()
    now = {str(file): str(dossier) for file, dossier in pairs.itertuples(index=False)}
    now |= {item.file: item.dossier for item in review.batch.matching.aside if item.file not in now}
    out = withdrawals.withdrawn(conn, round_name)
    return {
        code: now[file]
        for code, (file, sha256) in last_files(conn, round_name).items()
        if code not in there and code not in out and file in now and read.get(file) == sha256
    }


def _recognised(conn: Connection, item: PreparedDossier, round_name: str) -> Filed | None:
    """Return the dossier as it stands when this very file is on file and the review says nothing new of it."""
    code = item.record.code
    dossier = _dossier_id(conn, round_name, code)
    if dossier is not None and dossier in withdrawals.withdrawn_ids(conn):
        return _still_out(conn, dossier, item)
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
    if dossier is not None and dossier in withdrawals.withdrawn_ids(writer.conn):
        withdrawals.note(writer, round_name, [code], say("casebook.back", "zh"), stamp, undone=True)
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
    near = look_up(writer.conn, item.masks)
    found = links.find(writer.conn, writer.key, item, near, dossier_id=dossier, round_name=round_name)
    row_ids = tuple(str(row["row_id"]) for row in item.record.respondents)
    days = tuple(str(row["start"]) for row in item.record.respondents)
    asked = altered.Asked(item.masks, row_ids, days, dossier, str(item.record.review["applicant_key"]))
    elsewhere = [
        (link.at, link.other_id)
        for link in found
        if link.kind == CONTACT and link.round != round_name and not link.same_applicant
    ]
    echoes = (
        *altered.repeated(writer.conn, asked, elsewhere, round_name),
        *altered.find(writer.conn, writer.key, asked, near),
    )
    version_id, ids = tables.add_version(writer, item, dossier_id=dossier, number=number, filed_at=stamp.at)
    links.add(writer, found, ids)
    if item.masks:
        altered.add(writer, version_id, ids, item.masks)
        altered.keep(writer, version_id, echoes)
    tables.add_review(writer, version_id, item.record)
    status = NEW if before is None else BESIDE if under_seal else CHANGED
    same = before is not None and before[1] == item.rows_mac
    out = withdrawals.withdrawn(writer.conn, round_name)
    found = tuple(
        link for link in found if link.round != round_name or link.drawn_out or link.dossier not in out
    )
    from_file = "" if before is None else str(before[2])
    return Filed(code, status, number, len(row_ids), same, found, from_file, row_ids, echoes)


def _still_out(conn: Connection, dossier: int, item: PreparedDossier) -> Filed | None:
    """A withdrawn dossier stays out when the same file comes again, and when it lies under a seal: only ``withdraw
    --undo`` brings back what was sealed. Another roster for it that was never sealed comes back into the round."""
    code = item.record.code
    version = _version_of(conn, dossier, item)
    held = any(code in seal.versions for seal in sealing.load_seals(conn, whole=True))
    if version is None and not held:
        return None
    number, rows = (version[1], version[2]) if version else (0, len(item.record.respondents))
    return Filed(code, WITHDRAWN, number, rows, False, (), "")


def last_files(conn: Connection, round_name: str) -> dict[str, tuple[str, str]]:
    """Return dossier -> (file, sha256) of its last version."""
    statement = (
        select(dossiers.c.code, versions.c.file, versions.c.sha256)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .where(dossiers.c.round == round_name)
        .order_by(versions.c.id)
    )
    return {str(code): (str(file), str(sha256)) for code, file, sha256 in conn.execute(statement)}


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
    if _names_only_the_gone(conn, last[0]):
        return False
    columns = ("code", "severity", "clause", "rows", "cells", "text_mac")
    stored = conn.execute(
        select(*(findings.c[name] for name in columns)).where(findings.c.review_id == last[0])
    )
    return sorted(tuple(row) for row in stored if row[0] in wanted) == sorted(
        tuple(row[name] for name in columns) for row in record.findings if row["code"] in wanted
    )


def _names_only_the_gone(conn: Connection, review_id: int) -> bool:
    """Whether a review names other dossiers, and all of them have left the round: a copy that was withdrawn, or found to
    be a copy. What was found beside them does not stand any longer."""
    statement = (
        select(texts.c.text)
        .select_from(
            texts.join(findings, (texts.c.owner == "findings") & (texts.c.owner_id == findings.c.id))
        )
        .where(findings.c.review_id == review_id)
    )
    named = {str(other) for text in conn.scalars(statement) if (other := json.loads(text).get("other"))}
    if not named:
        return False
    gone = conn.scalars(select(dossiers.c.code).where(dossiers.c.id.in_(withdrawals.withdrawn_ids(conn))))
    return named <= set(gone)


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
