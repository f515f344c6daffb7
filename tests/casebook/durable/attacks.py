"""Attacks on a casebook, and what names them: ``python -m tests.casebook.durable.attacks`` prints the table.

Twelve by somebody who has the file and no key: he makes plain digests and hashes fit. Eight by somebody who has the key as well
and makes every keyed hash fit: rows, digests, journal. Neither has the papers.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from casebook import check, connect, journal
from casebook.database import keys
from casebook.fingerprints import mac
from casebook.journal import JournalEntry, digest_of, hash_of
from casebook.schema import KEPT, values_of
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book

ONE, TWO = "31415926535897932384", "27182818284590452353"
Attack = Callable[[Path], None]
_ENTRY = "id, at, who, what, facts, digest, previous, hash"


def judged(folder: Path) -> str:
    """Walk a round up to its judgement, with ten denials; return the journal's last hash, as it is printed then."""
    (folder / "r").mkdir()
    write_book(folder / "r" / "A.xlsx", people(60))
    with inside(folder, {}):
        for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
            run(*words, code=None)
        denied: list[str] = []

        def said(row: str, _: int) -> str:
            denied.append(row)
            return "N1" if len(denied) <= 10 else "V1"

        fill(folder / "回访名单-1.xlsx", said)
        shutil.copy("casebook.db", "before.db")
        run("calls", "import", "回访名单-1.xlsx")
        run("judge", code=None)
        run("judge", "--decide", "A", "--as", "low", "--by", "王", "--reason", "十人否认", code=1)
        return str(answer("status")["journal"]["hash"])


def edit(folder: Path, *statements: str) -> sqlite3.Connection:
    """Change a casebook behind its back."""
    book = sqlite3.connect(folder / "casebook.db")
    for statement in statements:
        book.execute(statement)
    book.commit()
    return book


def entries_of(book: sqlite3.Connection) -> list[JournalEntry]:
    """All entries, in the order of their numbers."""
    return [
        JournalEntry(*row) for row in book.execute(f"SELECT {_ENTRY} FROM journal ORDER BY id").fetchall()
    ]


def rewritten(book: sqlite3.Connection, hashed: Callable[[JournalEntry], str]) -> None:
    """Make every digest and hash of the journal fit what the tables hold now; numbers without a gap."""
    tables = [
        name
        for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if {"entry", "mac"} <= {column[1] for column in book.execute(f"PRAGMA table_info({name})")}
    ]
    previous = journal.START
    for row in entries_of(book):
        macs = [m for t in tables for (m,) in book.execute(f"SELECT mac FROM {t} WHERE entry = ?", (row.id,))]
        entry = replace(row, digest=digest_of(macs), previous=previous)
        previous = hashed(entry)
        book.execute(
            "UPDATE journal SET digest = ?, previous = ?, hash = ? WHERE id = ?",
            (entry.digest, entry.previous, previous, entry.id),
        )
    book.commit()


def without_key(entry: JournalEntry) -> str:
    return hash_of(entry, None)


def fitted(folder: Path, book: sqlite3.Connection) -> None:
    """What the holder of the key can do: every row's mac, and then every digest and hash, made to fit."""
    key = keys.read_key(folder / "casebook.db.key")
    for table in KEPT:
        names = values_of(table)
        columns = ", ".join(f'"{name}"' for name in names)
        for row in book.execute(f"SELECT {columns} FROM {table.name}").fetchall():
            made = mac(key, table.name, *row)
            book.execute(f"UPDATE {table.name} SET mac = ? WHERE id = ?", (made, row[names.index("id")]))
    rewritten(book, lambda entry: hash_of(entry, key))


def renumbered(book: sqlite3.Connection, gone: int) -> None:
    """Take an entry out with its rows, and let all later ones move up."""
    for table in reversed(KEPT):
        book.execute(f"DELETE FROM {table.name} WHERE entry = {gone}")
        book.execute(f"UPDATE {table.name} SET entry = entry - 1 WHERE entry > {gone}")
    book.execute(f"DELETE FROM journal WHERE id = {gone}")
    for (number,) in book.execute(f"SELECT id FROM journal WHERE id > {gone} ORDER BY id").fetchall():
        book.execute(f"UPDATE journal SET id = {number - 1} WHERE id = {number}")
    book.commit()


# Without the key -------------------------------------------------------------------------------------------

_BY_STATEMENTS = {
    "denials deleted, digests and hashes made to fit": "DELETE FROM attempts WHERE code = 'N1'",
    "a denial turned into a confirmation": "UPDATE attempts SET code = 'V1' WHERE code = 'N1'",
    "a seal's document changed": "UPDATE seals SET document = replace(document, '10%', '30%')",
    "who decided is somebody else": "UPDATE journal SET who = 'x' WHERE id > 3",
    "an entry taken out of the middle": "DELETE FROM journal WHERE id = 5",
    "the finding that speaks against the list is gone": "DELETE FROM findings",
    "people exchanged": "UPDATE people SET contacts = replace(contacts, '139', '138')",
    "a trigger that changes what comes in": (
        "CREATE TRIGGER t AFTER INSERT ON attempts BEGIN UPDATE attempts SET code = 'V1'; END"
    ),
    "a view that hides": "CREATE VIEW shown AS SELECT * FROM attempts WHERE code <> 'N1'",
    "a table or a column more": "ALTER TABLE attempts ADD COLUMN real TEXT",
    "fingerprints taken away": "DELETE FROM fingerprints",
}


def _by(statement: str) -> Attack:
    def attack(folder: Path) -> None:
        rewritten(edit(folder, statement), without_key)

    return attack


def _cut_off(folder: Path) -> None:
    with inside(folder, {}):
        last = answer("status")["journal"]["entries"]
    tables = ("decisions", "judgements", "attempts", "lists")
    edit(
        folder,
        *(f"DELETE FROM {table} WHERE entry >= {last - 3}" for table in tables),
        f"DELETE FROM journal WHERE id >= {last - 3}",
    ).close()


WITHOUT_KEY: dict[str, Attack] = {
    **{name: _by(statement) for name, statement in _BY_STATEMENTS.items()},
    "the end of the journal cut off with its rows": _cut_off,
}


# With the key ----------------------------------------------------------------------------------------------


def _with(statement: str) -> Attack:
    def attack(folder: Path) -> None:
        fitted(folder, edit(folder, statement))

    return attack


def _decision_gone(folder: Path) -> None:
    book = edit(folder)
    renumbered(book, max(entry.id for entry in entries_of(book) if entry.what == "decide"))
    fitted(folder, book)


def _older(folder: Path) -> None:
    for name in ("casebook.db-wal", "casebook.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(folder / "before.db", folder / "casebook.db")


def _anew(folder: Path) -> None:
    """The whole round once more under the same key, by dice that suit, with everybody confirmed."""
    again = folder / "again"
    shutil.copytree(folder / "r", again / "r")
    shutil.copy(folder / "casebook.db.key", again)
    with inside(again, {}):
        for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", TWO), ("calls", "export")):
            run(*words, code=None)
        fill(again / "回访名单-1.xlsx", lambda row, _: "V1")
        run("calls", "import", "回访名单-1.xlsx")
        run("judge", code=None)
    for name in ("casebook.db-wal", "casebook.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(again / "casebook.db", folder / "casebook.db")


WITH_KEY: dict[str, Attack] = {
    "denials deleted, everything made to fit": _with("DELETE FROM attempts WHERE code = 'N1'"),
    "denials turned into confirmations": _with("UPDATE attempts SET code = 'V1' WHERE code = 'N1'"),
    "a reviewer's decision and its entry taken out": _decision_gone,
    "a decision put into another's mouth": _with("UPDATE decisions SET verdict = 'high', by = '李'"),
    "the times of calls moved": _with("UPDATE attempts SET called_at = '2026-01-01 09:00'"),
    "the end of the journal cut off": _cut_off,
    "an older copy put back": _older,
    "the whole round made anew with other dice": _anew,
}


def faults(folder: Path) -> set[str]:
    """What ``status --check`` names."""
    book = connect.open_casebook(str(folder / "casebook.db"))
    found = {fault.code for fault in check.check(book)}
    connect.close(book)
    return found


def denied(folder: Path, printed: str) -> bool:
    """Whether ``status --witness`` says that what was printed is no part of what is on file."""
    with inside(folder, {}):
        return run("status", "--witness", printed, code=None).code != 0


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        start = Path(name) / "judged"
        start.mkdir()
        printed = judged(start)
        for title, attacks in (("file, no key", WITHOUT_KEY), ("file and key, no papers", WITH_KEY)):
            print(f"{title:52}{'--check':>10}{'--witness':>12}")
            for number, (what, attack) in enumerate(attacks.items()):
                folder = Path(shutil.copytree(start, Path(name) / f"{title}{number}"))
                attack(folder)
                named = "names" if faults(folder) else "-", "names" if denied(folder, printed) else "-"
                print(f"{what:52}{named[0]:>10}{named[1]:>12}", flush=True)


if __name__ == "__main__":
    main()
