"""Writing under one journal entry: every row gets the entry's number and a mac, the entry their digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from casebook import journal
from casebook.fingerprints import mac
from casebook.journal import Entry, Stamp
from casebook.schema import values_of

Row = dict[str, Any]


class Pen:
    """Collects the macs of what is written; ``close`` appends the entry. Only under the write lock."""

    def __init__(self, conn: Connection, key: bytes) -> None:
        self.conn, self.key = conn, key
        self.entry = journal.next_id(conn)
        self.macs: list[str] = []

    def next_id(self, table: Table) -> int:
        """Return the first free id of a table."""
        return int(self.conn.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0) + 1

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows of a kept table; their ids are given by the caller."""
        if not rows:
            return
        names = values_of(table)
        made: list[Row] = []
        for row in rows:
            full: Row = {**row, "entry": self.entry}
            full["mac"] = mac(self.key, table.name, *(full[name] for name in names))
            self.macs.append(full["mac"])
            made.append(full)
        self.conn.execute(insert(table), made)

    def add(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows under new ids and return these."""
        first = self.next_id(table)
        self.insert(table, [{"id": first + at, **row} for at, row in enumerate(rows)])
        return list(range(first, first + len(rows)))

    def close(self, stamp: Stamp, what: str, facts: Mapping[str, Any]) -> Entry:
        """Append the journal entry."""
        return journal.append(self.conn, stamp, what, facts, self.macs)
