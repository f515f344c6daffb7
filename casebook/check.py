"""``status --check``: the journal's chain, every mac, every digest, and what belongs together.

Every fault names what was changed: the table, which row of it in the words of the trade (row id, dossier,
seal), and what is wrong. Someone who has the database *and* the key can forge macs; the journal's last
hash, printed by ``status`` and written down elsewhere, is the witness against that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from casebook import journal, schema_watch
from casebook.codec.respondents import person_mac
from casebook.connect import Casebook
from casebook.database import driver_errors, keys
from casebook.database.queries import pairs
from casebook.evidence import filing
from casebook.fingerprints import combined, mac
from casebook.schema import (
    KEPT,
    about,
    again_calls,
    attempts,
    contradictions,
    dossiers,
    evidence,
    filings,
    findings,
    fingerprints,
    leases,
    lessons,
    likenesses,
    masked,
    masks,
    passes,
    people,
    purges,
    remarks,
    respondents,
    reviews,
    texts,
    values_of,
    versions,
)
from phrases.errors import HefangError

# What reading a text that somebody edited can end in.
UNREADABLE = (HefangError, ValueError, KeyError, TypeError, AttributeError, LookupError, ArithmeticError)
_OF_ROWS = (attempts, remarks, contradictions, leases, again_calls)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was stored.

    ``code``: changed (values do not fit their mac), entry_changed (a journal entry does not fit its hash),
    chain (an entry does not follow the one before), digest (rows of an entry are missing or were added),
    missing (a person or text is gone without a purge), left (personal data of a purged roster), file
    (the database's own structure), foreign (a table, column, view or trigger that is none of ours), unreadable
    (a text that stands for values cannot be read any longer: what hangs on it was not compared).
    """

    code: str
    table: str
    which: str
    detail: str = ""


def check(casebook: Casebook) -> tuple[Fault, ...]:
    """Return everything that is not as it was stored; nothing when all is well."""
    with casebook.read() as conn:
        try:
            found = list(_file(conn, casebook))
            if any(fault.code == "file" for fault in found):
                return tuple(found)
            names = _Names(conn)
            macs, faults_found = _kept(conn, casebook.key, names)
            found += faults_found
            found += (Fault("foreign", "schema", name) for name in schema_watch.strangers(conn))
            found += part("journal", _journal(conn, casebook.key, macs))
            found += part("about", _about(conn))
            found += part("people", _people(conn, casebook.key, names))
            found += part("texts", _texts(conn, casebook.key, names))
            found += part("fingerprints", _prints(conn, casebook.key, names))
            found += part("evidence", _evidence(conn, casebook))
        except DBAPIError as error:
            raise driver_errors.explain(error, casebook.path) from error
    return tuple(found)


def part(table: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    """Yield faults; where a text cannot be read any longer, that is a fault as well, and the check goes on elsewhere."""
    try:
        yield from faults
    except UNREADABLE as error:
        yield Fault("unreadable", table, "", type(error).__name__)


def _evidence(conn: Connection, casebook: Casebook) -> Iterator[Fault]:
    for code, which in filing.faults(conn, filing.vault_of(casebook)):
        yield Fault(code, "evidence", which)


def _file(conn: Connection, casebook: Casebook) -> Iterator[Fault]:
    """SQLite's own check of its pages; and let texts that are no UTF-8 any more be read, so as to name them."""
    if not casebook.is_file:
        return
    raw: Any = conn.connection.dbapi_connection
    raw.text_factory = lambda data: data.decode("utf-8", "replace")
    for row in conn.exec_driver_sql("PRAGMA integrity_check(20)"):
        # A changed value inside an index is found there too; rows are named below.
        if row[0] != "ok" and "index" not in row[0]:
            yield Fault("file", "", casebook.path, str(row[0]))


class _Names:
    """What the rows are called in the words of the trade."""

    def __init__(self, conn: Connection) -> None:
        codes: dict[int, str] = pairs(conn, select(dossiers.c.id, dossiers.c.code))
        c = versions.c
        self.versions = {
            id: f"{codes.get(d, d)} v{n}" for id, d, n in conn.execute(select(c.id, c.dossier_id, c.number))
        }
        self.dossiers = codes
        self.reviews: dict[int, int] = pairs(conn, select(reviews.c.id, reviews.c.version_id))
        self.conn = conn

    def row(self, respondent: int) -> str:
        """Row id of a respondent."""
        found = self.conn.scalar(select(respondents.c.row_id).where(respondents.c.id == respondent))
        return f"respondent {respondent}" if found is None else str(found)

    def of(self, table: Table, row: Mapping[str, Any]) -> str:
        """Name of a row of a kept table."""
        if table is respondents:
            return str(row["row_id"])
        if table is dossiers:
            return str(row["code"])
        if table in _OF_ROWS:
            return f"{self.row(row['respondent_id'])} ({row['id']})"
        if "seal_sha256" in row:
            return str(row["seal_sha256"])
        if table is passes:
            return str(row["name"])
        if table is lessons:
            return f"{row['round']} {row['code']}"
        if table is filings:
            version = self.reviews.get(row["review_id"], 0)
            return str(self.versions.get(version, version))
        if table is findings:
            version = self.reviews.get(row["review_id"], 0)
            return f"{self.versions.get(version, version)} {row['code']} ({row['id']})"
        if "version_id" in row:
            return str(self.versions.get(row["version_id"], row["version_id"]))
        if "dossier_id" in row:
            return f"{self.dossiers.get(row['dossier_id'], row['dossier_id'])} ({row['id']})"
        return str(row["id"])


def _kept(conn: Connection, key: bytes, names: _Names) -> tuple[dict[int, list[str]], list[Fault]]:
    """Check the mac of every row; return the macs as stored by entry, and the faults."""
    macs: dict[int, list[str]] = {}
    found: list[Fault] = []
    for table in KEPT:
        columns = values_of(table)
        for row in _stream(conn, table):
            values: dict[str, Any] = dict(row._mapping)
            macs.setdefault(values["entry"], []).append(values["mac"])
            if mac(key, table.name, *(values[name] for name in columns)) != values["mac"]:
                found.append(Fault("changed", table.name, names.of(table, values)))
    return macs, found


def _stream(conn: Connection, table: Table) -> Iterator[Any]:
    with conn.execution_options(yield_per=10_000).execute(select(table)) as rows:
        yield from rows


def _journal(conn: Connection, key: bytes, macs: Mapping[int, list[str]]) -> Iterator[Fault]:
    previous, last = journal.START, 0
    first = next(journal.entries(conn), None)
    old = first is not None and first.content.get("key_check") == keys.first_check_of(key)
    start = (journal.keyed_from(conn) if old else 1) or float("inf")
    for entry in journal.entries(conn):
        if journal.hash_of(entry, key if entry.id >= start else None) != entry.hash:
            yield Fault("entry_changed", "journal", str(entry.id), entry.what)
        if entry.previous != previous or entry.id != last + 1:
            yield Fault("chain", "journal", str(entry.id), entry.what)
        if journal.digest_of(macs.get(entry.id, ())) != entry.digest:
            yield Fault("digest", "journal", str(entry.id), entry.what)
        previous, last = entry.hash, entry.id
    for number in sorted(set(macs) - set(range(1, last + 1))):
        yield Fault("chain", "journal", str(number), "-")


def _about(conn: Connection) -> Iterator[Fault]:
    """What the casebook says of itself against its first entry."""
    first = next(journal.entries(conn), None)
    stated = {} if first is None else {**first.content, "created": first.at}
    if pairs(conn, select(about.c.name, about.c.value)) != stated:
        yield Fault("changed", "about", str(stated.get("round", "-")))


def _people(conn: Connection, key: bytes, names: _Names) -> Iterator[Fault]:
    gone = set(conn.scalars(select(purges.c.version_id)))
    statement = select(
        respondents.c.id, respondents.c.row_id, respondents.c.version_id, respondents.c.person_mac, people
    ).outerjoin(people, people.c.respondent_id == respondents.c.id)
    with conn.execution_options(yield_per=10_000).execute(statement) as rows:
        for row in rows:
            values: dict[str, Any] = dict(row._mapping)
            there = values["respondent_id"] is not None
            if values["version_id"] in gone:
                if there:
                    yield Fault("left", "people", row.row_id)
            elif not there:
                yield Fault("missing", "people", row.row_id)
            elif person_mac(key, values) != values["person_mac"]:
                yield Fault("changed", "people", row.row_id)


def _texts(conn: Connection, key: bytes, names: _Names) -> Iterator[Fault]:
    gone = set(conn.scalars(select(purges.c.version_id)))
    stored = {
        (owner, id): (version, text)
        for owner, id, version, text in conn.execute(
            select(texts.c.owner, texts.c.owner_id, texts.c.version_id, texts.c.text)
        )
    }
    for table in (reviews, filings, findings, remarks, evidence):
        with conn.execution_options(yield_per=10_000).execute(select(table)) as rows:
            for row in rows:
                values: dict[str, Any] = dict(row._mapping)
                version, text = stored.pop((table.name, values["id"]), (None, None))
                if version is not None and version in gone:
                    yield Fault("left", "texts", names.of(table, values))
                elif text is not None and mac(key, text) != values["text_mac"]:
                    yield Fault("changed", "texts", names.of(table, values))
                elif text is None and values["text_mac"] and not _purged(table, values, names, conn, gone):
                    yield Fault("missing", "texts", names.of(table, values))
    for owner, id in stored:
        yield Fault("digest", "texts", f"{owner} {id}")


def _purged(table: Table, values: Mapping[str, Any], names: _Names, conn: Connection, gone: set[int]) -> bool:
    if table in (reviews, evidence):
        return values["version_id"] in gone
    if table in (filings, findings):
        return names.reviews.get(values["review_id"]) in gone
    version = conn.scalar(select(respondents.c.version_id).where(respondents.c.id == values["respondent_id"]))
    return version in gone


def _prints(conn: Connection, key: bytes, names: _Names) -> Iterator[Fault]:
    """The fingerprints of every version against their number and their XOR."""
    found: dict[int, list[int]] = {}
    statement = select(respondents.c.version_id, fingerprints.c.print).join(
        respondents, respondents.c.id == fingerprints.c.respondent_id
    )
    with conn.execution_options(yield_per=10_000).execute(statement) as rows:
        for version, made in rows:
            known = found.setdefault(version, [0, 0])
            known[0] += 1
            known[1] = combined((known[1], made))
    c = versions.c
    for id, count, xor in conn.execute(select(c.id, c.prints_count, c.prints_xor)):
        if found.get(id, [0, 0]) != [count, xor]:
            yield Fault("changed", "fingerprints", str(names.versions[id]))
    yield from _masks(conn, names)


def _masks(conn: Connection, names: _Names) -> Iterator[Fault]:
    """The same for masks and prints of names; versions from before there were any have none."""
    found: dict[int, list[int]] = {}
    for table in (masks, likenesses):
        statement = select(respondents.c.version_id, table.c.print).join(
            respondents, respondents.c.id == table.c.respondent_id
        )
        with conn.execution_options(yield_per=10_000).execute(statement) as rows:
            for version, made in rows:
                known = found.setdefault(version, [0, 0])
                known[0] += 1
                known[1] = combined((known[1], made))
    for id, count, xor in conn.execute(
        select(masked.c.version_id, masked.c.prints_count, masked.c.prints_xor)
    ):
        if found.pop(id, [0, 0]) != [count, xor]:
            yield Fault("changed", "masks", str(names.versions[id]))
    yield from (Fault("changed", "masks", str(names.versions[id])) for id in found)
