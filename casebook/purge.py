"""Purge: names, numbers and raw texts go, from the tables and from every page and log of the database.

What stays: row ids, modes, dates, outcomes, judgements, the journal, and the keyed fingerprints by which
next year's duplicates are still found. SQLite: deleted content is overwritten (secure_delete), the file
is rebuilt (VACUUM) and the log is cut to nothing. PostgreSQL: the tables are rewritten (VACUUM FULL);
its own write-ahead log and its backups are the administrator's, and hold old pages until they are recycled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import DBAPIError

from casebook import journal
from casebook.connect import Casebook
from casebook.database import driver_errors
from casebook.errors import CasebookError
from casebook.evidence.filing import drop_purged, vault_of
from casebook.filed.withdrawals import withdrawn_ids
from casebook.journal import EntryWriter, Stamp
from casebook.schema import dossiers, people, purges, respondents, texts, versions
from casebook.sealing import load_seals

WIPED = "wiped"


@dataclass(frozen=True, slots=True)
class Purged:
    """What went: rosters (dossier, version) and people."""

    rosters: tuple[tuple[str, int], ...]
    people: int


def day_of(before: str | None, whole_round: bool) -> str | None:
    """Return the day before which to purge, None for the whole round.

    Raises CasebookError purge_what when it is not said what to purge, date when the day cannot be read.
    """
    if (before is None) != whole_round:
        raise CasebookError("purge_what")
    if before is None:
        return None
    try:
        return date.fromisoformat(before.strip()).isoformat()
    except ValueError as error:
        raise CasebookError("date", got=before) from error


def purge(casebook: Casebook, before: str | None, stamp: Stamp, *, unsealed: bool = False) -> Purged:
    """Purge rosters filed before a day (ISO), or all of them; then wipe what is left on disk.

    The same again completes a purge that was broken off. Raises CasebookError purge_unfinished when
    others keep the database open, so that old pages could not be wiped.
    """
    with casebook.write() as conn:
        chosen = _chosen(conn, before)
        waiting = _undrawn(conn, {version for version, _, _ in chosen})
        if waiting:
            raise CasebookError("purge_sealed", names=", ".join(waiting[:5]), count=len(waiting))
        never = [] if unsealed else _never_sealed(conn, chosen)
        if never:
            raise CasebookError("purge_unsealed", names=", ".join(never[:5]), count=len(never))
        count = 0
        if chosen:
            ids = [version for version, _, _ in chosen]
            gone = select(respondents.c.id).where(respondents.c.version_id.in_(ids))
            count = conn.execute(delete(people).where(people.c.respondent_id.in_(gone))).rowcount
            conn.execute(delete(texts).where(texts.c.version_id.in_(ids)))
            writer = EntryWriter(conn, casebook.key)
            writer.add(purges, [{"version_id": id} for id in ids])
            facts = {"before": before, "rosters": [[code, number] for _, code, number in chosen]}
            writer.close(stamp, "purge", {**facts, "people": count})
    with casebook.read() as conn:
        todo = unfinished(conn)
        drop_purged(conn, vault_of(casebook))  # the same again drops what was left when this broke off
    if todo:
        wipe(casebook)
        with casebook.write() as conn:
            journal.append(conn, casebook.key, stamp, WIPED, {"people": count})
        if casebook.is_file:
            _cut_log(casebook)
    return Purged(tuple((code, number) for _, code, number in chosen), count)


def chosen(conn: Connection, before: str | None) -> frozenset[int]:
    """Return the versions that a purge would take."""
    return frozenset(version for version, _, _ in _chosen(conn, before))


def _undrawn(conn: Connection, chosen: set[int]) -> list[str]:
    """Dossiers among the chosen that lie under a seal and were not drawn: purged, nobody could be called."""
    return [
        code
        for seal in load_seals(conn)  # without what was withdrawn: that is never drawn
        if not seal.draws
        for code, version in seal.versions.items()
        if version in chosen
    ]


def _never_sealed(conn: Connection, chosen: Sequence[tuple[int, str, int]]) -> list[str]:
    """Dossiers among the chosen of which no version was ever sealed: their round has hardly begun.

    What was withdrawn is out of the round; with it goes nothing that anybody waits for.
    """
    known = {code for seal in load_seals(conn, whole=True) for code in seal.versions}
    known |= set(conn.scalars(select(dossiers.c.code).where(dossiers.c.id.in_(withdrawn_ids(conn)))))
    return list(dict.fromkeys(code for _, code, _ in chosen if code not in known))


def unfinished(conn: Connection) -> bool:
    """Whether the last purge was not followed by wiping."""
    last = [entry.what for entry in journal.entries(conn) if entry.what in ("purge", WIPED)]
    return bool(last) and last[-1] == "purge"


def _chosen(conn: Connection, before: str | None) -> list[tuple[int, str, int]]:
    statement = (
        select(versions.c.id, dossiers.c.code, versions.c.number, versions.c.filed_at)
        .join(dossiers, dossiers.c.id == versions.c.dossier_id)
        .where(versions.c.id.not_in(select(purges.c.version_id)))
        .order_by(versions.c.id)
    )
    return [(r[0], r[1], r[2]) for r in conn.execute(statement) if before is None or r[3][:10] < before]


def wipe(casebook: Casebook) -> None:
    """Rebuild the database so that no page of it holds what was deleted."""
    vacuums = ("VACUUM",) if casebook.is_file else ("VACUUM FULL people", "VACUUM FULL texts")
    for statement in vacuums:
        _outside(casebook, statement)
    if casebook.is_file:
        _cut_log(casebook)


def _cut_log(casebook: Casebook) -> None:
    """Move the log into the file and cut it to nothing."""
    if _outside(casebook, "PRAGMA wal_checkpoint(TRUNCATE)"):
        raise CasebookError("purge_unfinished")


def _outside(casebook: Casebook, statement: str) -> bool:
    """Run a statement that stands outside transactions; return whether it says that others are in the way."""
    try:
        with casebook.engine.connect() as conn:
            free = conn.execution_options(isolation_level="AUTOCOMMIT", hefang_begin="")
            result = free.exec_driver_sql(statement)
            row = result.first() if result.returns_rows else None
            return bool(row and row[0])
    except DBAPIError as error:
        if driver_errors.is_busy(error):
            raise CasebookError("purge_unfinished") from error
        raise driver_errors.explain(error, casebook.path) from error
