"""Proposed judgements and reviewers' own decisions: appended, never changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from casebook.codec.respondents import contacts_of
from casebook.codec.values import as_json, clean
from casebook.connect import Casebook
from casebook.database.queries import dossier_ids
from casebook.errors import CasebookError
from casebook.filed.withdrawals import withdrawn
from casebook.journal import EntryWriter, Stamp
from casebook.schema import (
    decisions,
    dossiers,
    filings,
    findings,
    judgements,
    people,
    respondents,
    reviews,
    versions,
)
from casebook.sealing import load_seals

DOSSIER, ROW, FINDING = "dossier", "row", "finding"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided. ``target``: dossier, row or finding; ``what``: row id or check code."""

    dossier: str
    target: str
    what: str
    verdict: str
    by: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class FiledFinding:
    """A finding on file, without its facts: ``rows`` is () for one about the dossier as a whole."""

    code: str
    severity: str
    clause: str
    rows: tuple[str, ...]


def find_target(
    casebook: Casebook, named: str, also: Collection[tuple[str, str]] = ()
) -> tuple[str, str, str]:
    """Return (dossier, target, what) of ``ID``, of a row id or of ``ID:CHECK``.

    ``also``: (dossier, check) of grounds that are found when dossiers are judged and lie in no review.

    Raises CasebookError target_unknown.
    """
    with casebook.read() as conn:
        known = last_versions(conn, casebook.round)
        if named in known:
            return named, DOSSIER, ""
        dossier, colon, code = named.rpartition(":")
        filed = findings_of(conn, known[dossier]) if colon and dossier in known else ()
        if any(f.code == code.upper() for f in filed) or (dossier, code.upper()) in also:
            return dossier, FINDING, code.upper()
        statement = (
            select(dossiers.c.code)
            .select_from(respondents.join(versions, versions.c.id == respondents.c.version_id).join(dossiers))
            .where(respondents.c.row_id == named, dossiers.c.round == casebook.round)
        )
        owner = conn.scalar(statement) if "#" in named else None
    if owner is None:
        raise CasebookError("target_unknown", got=named)
    return owner, ROW, named


def decide(casebook: Casebook, decision: Decision, stamp: Stamp, command: str = "--decide") -> bool:
    """Append a reviewer's decision; return False when it is the last one on this target already.

    Raises CasebookError by_missing, reason_missing, or reason_personal when the reason names a
    respondent of the dossier: reasons outlive the purge.
    """
    if not decision.by.strip():
        raise CasebookError("by_missing")
    if not decision.reason.strip():
        raise CasebookError("reason_missing", what=command)
    row = {
        "target": decision.target,
        "what": decision.what,
        "verdict": decision.verdict,
        "by": clean(decision.by),
        "reason": clean(decision.reason),
    }
    with casebook.write() as conn:
        refuse_personal(conn, casebook.round, decision.dossier, decision.reason)
        known = _last(conn, casebook.round).get((decision.dossier, decision.target, decision.what))
        said = (row["verdict"], row["by"], row["reason"])
        if known is not None and (known.verdict, known.by, known.reason) == said:
            return False
        writer = EntryWriter(conn, casebook.key)
        number = dossier_ids(conn, casebook.round)[decision.dossier]
        writer.add(decisions, [{"dossier_id": number, **row, "at": decision.at}])
        facts = {"dossier": decision.dossier, "target": decision.target, "what": decision.what}
        writer.close(stamp, "decide", {**facts, "verdict": decision.verdict, "by": row["by"]})
        return True


def need_reason(conn: Connection, round_name: str, reason: str, what: str) -> None:
    """Raise CasebookError reason_missing or reason_personal where a reason has to be given."""
    if not reason.strip():
        raise CasebookError("reason_missing", what=what)
    refuse_personal(conn, round_name, None, reason)


def refuse_personal(conn: Connection, round_name: str, dossier: str | None, text: str) -> None:
    """Raise CasebookError reason_personal when a text names a respondent (of one dossier, or of the round)."""
    statement = (
        select(people.c.name, people.c.contacts, respondents.c.row_id)
        .select_from(
            people.join(respondents, respondents.c.id == people.c.respondent_id)
            .join(versions, versions.c.id == respondents.c.version_id)
            .join(dossiers)
        )
        .where(dossiers.c.round == round_name)
    )
    if dossier is not None:
        statement = statement.where(dossiers.c.code == dossier)
    for name, contacts, row in conn.execute(statement):
        reached = [c[1] for c in contacts_of(contacts) if len(c[1]) >= 7]
        if (len(name) >= 2 and name in text) or any(value in text for value in reached):
            raise CasebookError("reason_personal", got=row)


def all_decisions(conn: Connection, round_name: str) -> tuple[Decision, ...]:
    """Return the decisions that stand: the last on each target."""
    return tuple(_last(conn, round_name).values())


def _last(conn: Connection, round_name: str) -> dict[tuple[str, str, str], Decision]:
    c = decisions.c
    statement = (
        select(dossiers.c.code, c.target, c.what, c.verdict, c.by, c.reason, c.at)
        .join(dossiers, dossiers.c.id == c.dossier_id)
        .where(dossiers.c.round == round_name)
        .order_by(c.id)
    )
    return {(row[0], row[1], row[2]): Decision(*row) for row in conn.execute(statement)}


def findings_of(conn: Connection, version_id: int, upto: int | None = None) -> tuple[FiledFinding, ...]:
    """Return the findings of the last review of a version; of the last one up to a journal entry."""
    last, c = _last_review(conn, version_id, upto), findings.c
    rows = conn.execute(
        select(c.code, c.severity, c.clause, c.rows).where(c.review_id == last).order_by(c.id)
    )
    return tuple(FiledFinding(r[0], r[1], r[2], tuple(json.loads(r[3]))) for r in rows)


def settings_of(conn: Connection, version_id: int, upto: int | None = None) -> Mapping[str, Any]:
    """Return the settings of that review: sha256, and every value where they were kept."""
    last = _last_review(conn, version_id, upto)
    about = conn.scalar(select(filings.c.about).where(filings.c.review_id == last))
    sha256 = conn.scalar(select(reviews.c.settings_sha256).where(reviews.c.id == last))
    return {"sha256": str(sha256 or ""), **({} if about is None else json.loads(about)["settings"])}


def _last_review(conn: Connection, version_id: int, upto: int | None) -> int | None:
    mine = select(reviews.c.id).where(reviews.c.version_id == version_id)
    if upto is not None:
        mine = mine.where(reviews.c.entry <= upto)
    return conn.scalar(mine.order_by(reviews.c.id.desc()).limit(1))


def last_versions(conn: Connection, round_name: str) -> dict[str, int]:
    """Return, in the order of filing, the version of every dossier that counts: under seal, else the last."""
    statement = (
        select(dossiers.c.code, versions.c.id)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .where(dossiers.c.round == round_name)
        .order_by(dossiers.c.id, versions.c.number)
    )
    out = withdrawn(conn, round_name)
    found = {str(code): int(id) for code, id in conn.execute(statement) if code not in out}
    for seal in load_seals(conn):
        found.update(seal.versions)
    return found


def store_judgements(
    casebook: Casebook, proposed: Mapping[str, Mapping[str, Any]], stamp: Stamp
) -> tuple[str, ...]:
    """Append proposals that differ from the last one of their dossier; return the ids of those."""
    with casebook.write() as conn:
        known = last_judgements(conn, casebook.round)
        fresh = {
            id: as_json(doc) for id, doc in proposed.items() if known.get(id) != json.loads(as_json(doc))
        }
        if not fresh:
            return ()
        numbers = dossier_ids(conn, casebook.round)
        writer = EntryWriter(conn, casebook.key)
        writer.add(judgements, [{"dossier_id": numbers[id], "document": text} for id, text in fresh.items()])
        said = {id: [proposed[id]["decision"], proposed[id]["judgement"]] for id in fresh}
        writer.close(stamp, "judge", {"proposed": said})
        return tuple(fresh)


def last_judgements(conn: Connection, round_name: str) -> dict[str, dict[str, Any]]:
    """Return the last proposal of every dossier that has one."""
    statement = (
        select(dossiers.c.code, judgements.c.document)
        .join(dossiers, dossiers.c.id == judgements.c.dossier_id)
        .where(dossiers.c.round == round_name)
        .order_by(judgements.c.id)
    )
    return {str(code): json.loads(text) for code, text in conn.execute(statement)}


def verdicts(decided: Sequence[Decision], target: str) -> dict[str, Decision]:
    """Return decisions of one kind by what they are about: dossier id, row id, or ``ID:CHECK``."""
    return {_name(d): d for d in decided if d.target == target}


def _name(decision: Decision) -> str:
    if decision.target == FINDING:
        return f"{decision.dossier}:{decision.what}"
    return decision.what if decision.target == ROW else decision.dossier


def document(decision: Decision | None) -> dict[str, str] | None:
    """Return a decision on a dossier as JSON values."""
    if decision is None:
        return None
    return {"judgement": decision.verdict, "by": decision.by, "reason": decision.reason, "at": decision.at}
