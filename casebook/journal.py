"""The journal: append-only, each entry chained to the one before by a keyed hash.

The key is derived from the casebook's: whoever has the database alone can neither change an entry, nor take one out
of the middle, nor leave out rows of one, and make the hashes fit again. What is left is to cut off the end, or to put an
older copy back: against that stands the last hash, printed on papers (``witness``). Casebooks of the first edition
began with plain SHA-256; when such a casebook is opened, an entry says from where on the journal is keyed.

Who, when and what are arguments: nothing here knows a clock or a user. Facts hold no personal data, so
a purge leaves the chain whole. ``digest`` covers the macs of all rows written under the entry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hmac import digest
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from casebook.fingerprints import mac
from casebook.schema import journal, values_of

START = "0" * 64
KEYED = "keyed"  # the entry from which on the journal of an older casebook is keyed
# Every kind of entry that is written; each has its words as ``entry_<kind>`` in phrases/tables/casebook.csv.
KINDS = frozenset({
    "new", KEYED, "carry", "add", "confirm", "seal", "draw", "lists", "import", "judge", "decide", "purge", "wiped", "withdraw",
    "close", "evidence", "sign", "timestamp", "exported", "again_draw", "again_lists", "again_import",
    "desk_pass", "desk_pass_ended", "desk_in", "desk_out", "desk_taken", "desk_shown", "desk_kept", "desk_skipped",
    "desk_outcome", "desk_amended", "desk_again", "desk_clock",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, and when (local time with offset, ISO)."""

    at: str
    who: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
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


def key_of(key: bytes) -> bytes:
    """Return the journal's key, apart from the one that fingerprints are made with."""
    return bytes.fromhex(mac(key, "journal"))


def hash_of(entry: JournalEntry, key: bytes | None) -> str:
    """Return the hash that an entry must carry. ``key``: the casebook's; None: plain SHA-256, as it was at first."""
    parts = [entry.id, entry.at, entry.who, entry.what, entry.facts, entry.digest, entry.previous]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(text).hexdigest() if key is None else digest(key_of(key), text, "sha256").hex()


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
    conn: Connection,
    key: bytes,
    stamp: Stamp,
    what: str,
    facts: Mapping[str, Any],
    macs: Iterable[str] = (),
) -> JournalEntry:
    """Append an entry; only under the write lock. ``key``: the casebook's.

    Raises ValueError for a kind that is not in KINDS: nobody could say what it is.
    """
    if what not in KINDS:
        raise ValueError(what)
    number = next_id(conn)
    previous = conn.scalar(select(journal.c.hash).where(journal.c.id == number - 1)) or START
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    bare = JournalEntry(number, stamp.at, stamp.who, what, text, digest_of(macs), previous, "")
    entry = replace(bare, hash=hash_of(bare, key))
    conn.execute(insert(journal), [{name: getattr(entry, name) for name in _NAMES}])
    return entry


def keyed_from(conn: Connection) -> int | None:
    """Return the entry from which on the journal is keyed, of a casebook of the first edition; None: none yet."""
    found = conn.scalar(select(func.min(journal.c.id)).where(journal.c.what == KEYED))
    return None if found is None else int(found)


def witness(conn: Connection, printed: str) -> tuple[int, int] | None:
    """Return the number of the entry whose hash was printed, and how many came after it; None where there is none.

    ``printed``: as on the paper, grouped or not, at least its first sixteen digits.
    """
    plain = "".join(printed.split()).lower()
    if not 16 <= len(plain) <= 64 or set(plain) - set("0123456789abcdef"):
        return None
    found = conn.scalar(select(journal.c.id).where(journal.c.hash.startswith(plain, autoescape=True)))
    return None if found is None else (int(found), head(conn)[0] - int(found))


def entries(conn: Connection) -> Iterator[JournalEntry]:
    """Yield all entries in order."""
    for row in conn.execute(select(*(journal.c[name] for name in _NAMES)).order_by(journal.c.id)):
        yield JournalEntry(*row)


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

    def close(self, stamp: Stamp, what: str, facts: Mapping[str, Any]) -> JournalEntry:
        """Append the journal entry."""
        return append(self.conn, self.key, stamp, what, facts, self.macs)
