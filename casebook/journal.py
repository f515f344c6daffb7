"""The journal: append-only, each entry chained by SHA-256 to the one before.

Who, when and what are arguments: nothing here knows a clock or a user. Facts hold no personal data, so
a purge leaves the chain whole. ``digest`` covers the macs of all rows written under the entry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from casebook.fingerprints import mac
from casebook.schema import journal, values_of

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, and when (local time with offset, ISO)."""

    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the journal; ``facts`` is JSON text."""

    id: int
    at: str
    who: str
    what: str
    facts: str
    digest: str
    previous: str
    hash: str

    @property
    def content(self) -> Mapping[str, Any]:
        """The facts as values."""
        return dict(json.loads(self.facts))


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 that the entry must carry."""
    parts = [entry.id, entry.at, entry.who, entry.what, entry.facts, entry.digest, entry.previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def digest_of(macs: Iterable[str]) -> str:
    """Return the digest of all macs written under one entry, in whatever order they come."""
    whole = hashlib.sha256()
    for one in sorted(macs):
        whole.update(one.encode())
    return whole.hexdigest()


def next_id(conn: Connection) -> int:
    """Return the id of the entry to come; only under the write lock."""
    return int(conn.scalar(select(func.coalesce(func.max(journal.c.id), 0))) or 0) + 1


def append(
    conn: Connection, stamp: Stamp, what: str, facts: Mapping[str, Any], macs: Iterable[str] = ()
) -> Entry:
    """Append an entry; only under the write lock."""
    number = next_id(conn)
    previous = conn.scalar(select(journal.c.hash).where(journal.c.id == number - 1)) or START
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    bare = Entry(number, stamp.at, stamp.who, what, text, digest_of(macs), previous, "")
    entry = replace(bare, hash=hash_of(bare))
    conn.execute(insert(journal), [{name: getattr(entry, name) for name in _NAMES}])
    return entry


def entries(conn: Connection) -> Iterator[Entry]:
    """Yield all entries in order."""
    for row in conn.execute(select(*(journal.c[name] for name in _NAMES)).order_by(journal.c.id)):
        yield Entry(*row)


def head(conn: Connection) -> tuple[int, str]:
    """Return number and hash of the last entry: written down elsewhere, they witness the whole journal."""
    row = conn.execute(select(journal.c.id, journal.c.hash).order_by(journal.c.id.desc()).limit(1)).first()
    return (0, START) if row is None else (int(row[0]), str(row[1]))


_NAMES = ("id", "at", "who", "what", "facts", "digest", "previous", "hash")


class EntryWriter:
    """Writes rows under one journal entry: every row gets the entry's number and a mac, the entry their digest.

    Only under the write lock. Without ``close`` the rows have no entry and the transaction fails.
    """

    def __init__(self, conn: Connection, key: bytes) -> None:
        self.conn, self.key = conn, key
        self.entry = next_id(conn)
        self.macs: list[str] = []

    def add(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
        """Insert rows of a table that carries macs, under new ids in their order; return these."""
        first = int(self.conn.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0) + 1
        names = values_of(table)
        made: list[dict[str, Any]] = []
        for id, row in enumerate(rows, first):
            full: dict[str, Any] = {**row, "id": id, "entry": self.entry}
            full["mac"] = mac(self.key, table.name, *(full[name] for name in names))
            made.append(full)
        self.macs += [row["mac"] for row in made]
        if made:
            self.conn.execute(insert(table), made)
        return range(first, first + len(made))

    def close(self, stamp: Stamp, what: str, facts: Mapping[str, Any]) -> Entry:
        """Append the journal entry."""
        return append(self.conn, stamp, what, facts, self.macs)
