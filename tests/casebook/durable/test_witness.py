"""Whoever has the casebook and no key cannot bend it unseen; whoever has the key as well is found by what was printed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casebook import check, connect, journal
from casebook.database import keys
from casebook.journal import JournalEntry, digest_of, hash_of
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book

ONE = "31415926535897932384"


@pytest.fixture
def folder(judged: Path, tmp_path: Path) -> Path:
    """A round of one's own to bend."""
    return Path(shutil.copytree(judged, tmp_path / "round"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round up to its judgement: ten of the drawn say that nobody asked them."""
    tmp_path = tmp_path_factory.mktemp("judged")
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "A.xlsx", people(60))
    with inside(tmp_path, {}):
        for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
            run(*words, code=None)
        denied: list[str] = []

        def said(row: str, _: int) -> str:
            denied.append(row)
            return "N1" if len(denied) <= 10 else "V1"

        fill(tmp_path / "回访名单-1.xlsx", said)
        run("calls", "import", "回访名单-1.xlsx")
        run("judge", code=None)
    return tmp_path


def rewritten(book: sqlite3.Connection, hashed: Callable[[JournalEntry], str]) -> None:
    """Make every digest and hash of the journal fit what the tables hold now."""
    tables = [
        name
        for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if {"entry", "mac"} <= {column[1] for column in book.execute(f"PRAGMA table_info({name})")}
    ]
    previous = journal.START
    for row in book.execute(
        "SELECT id, at, who, what, facts, digest, previous, hash FROM journal ORDER BY id"
    ).fetchall():
        macs = [m for t in tables for (m,) in book.execute(f"SELECT mac FROM {t} WHERE entry = ?", (row[0],))]
        entry = replace(JournalEntry(*row), digest=digest_of(macs), previous=previous)
        previous = hashed(entry)
        book.execute(
            "UPDATE journal SET digest = ?, previous = ?, hash = ? WHERE id = ?",
            (entry.digest, entry.previous, previous, entry.id),
        )
    book.commit()


def faults(folder: Path) -> set[str]:
    book = connect.open_casebook(str(folder / "casebook.db"))
    found = {fault.code for fault in check.check(book)}
    connect.close(book)
    return found


def edit(folder: Path, *statements: str) -> sqlite3.Connection:
    book = sqlite3.connect(folder / "casebook.db")
    for statement in statements:
        book.execute(statement)
    book.commit()
    return book


def without_key(entry: JournalEntry) -> str:
    return hash_of(entry, None)


ATTACKS = {
    "denials deleted, digests and hashes made to fit": ("DELETE FROM attempts WHERE code = 'N1'",),
    "a denial turned into a confirmation": ("UPDATE attempts SET code = 'V1' WHERE code = 'N1'",),
    "a seal's document changed": ("UPDATE seals SET document = replace(document, '10%', '30%')",),
    "who decided is somebody else": ("UPDATE journal SET who = 'x' WHERE id > 3",),
    "an entry taken out of the middle": ("DELETE FROM journal WHERE id = 5",),
    "the finding that speaks against the list is gone": ("DELETE FROM findings",),
    "people exchanged": ("UPDATE people SET contacts = replace(contacts, '139', '138')",),
    "a trigger that changes what comes in": (
        "CREATE TRIGGER t AFTER INSERT ON attempts BEGIN UPDATE attempts SET code = 'V1'; END",
    ),
    "a view that hides": ("CREATE VIEW shown AS SELECT * FROM attempts WHERE code <> 'N1'",),
    "a table beside": ("CREATE TABLE notes (text TEXT)",),
    "a column more": ("ALTER TABLE attempts ADD COLUMN real TEXT",),
    "fingerprints taken away": ("DELETE FROM fingerprints",),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_with_the_file_and_without_the_key(folder: Path, name: str) -> None:
    assert not faults(folder)
    rewritten(edit(folder, *ATTACKS[name]), without_key)
    assert faults(folder)


def test_a_casebook_cannot_be_passed_off_as_one_from_before(folder: Path) -> None:
    """Rewritten without a key, with the facts of the first edition: what it remembers of its key gives it away."""
    book = edit(folder, "DELETE FROM attempts WHERE code = 'N1'")
    facts = json.loads(book.execute("SELECT facts FROM journal WHERE id = 1").fetchone()[0])
    for guess in ("0" * 32, facts["key_check"]):
        facts["key_check"] = guess
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        book.execute("UPDATE journal SET facts = ? WHERE id = 1", (text,))
        book.execute("UPDATE about SET value = ? WHERE name = 'key_check'", (guess,))
        rewritten(book, without_key)
        with inside(folder, {}):
            ran = run("status", "--check", code=None)
        assert ran.code in (1, 2)


def test_the_end_cut_off_is_found_by_what_was_printed(folder: Path) -> None:
    with inside(folder, {}):
        printed = answer("status")["journal"]["hash"]
        run("report", "--out", "papers")
        assert run("status", "--witness", printed).code == 0
        paper = folder / "papers" / "audit.docx"
        assert "此后又有 0 条" in run("status", "--witness", paper).out
        last = answer("status")["journal"]["entries"]
    tables = ("judgements", "attempts", "lists")
    edit(
        folder,
        *(f"DELETE FROM {table} WHERE entry >= {last - 2}" for table in tables),
        f"DELETE FROM journal WHERE id >= {last - 2}",
    )
    assert not faults(folder)  # nothing in the file itself can tell
    with inside(folder, {}):
        for witness in (printed, " ".join(printed[at : at + 4] for at in range(0, 64, 4)), paper):
            ran = run("status", "--check", "--witness", witness, code=1)
            assert "被截短、改写或换成了旧的副本" in ran.out


def test_an_older_copy_put_back_is_found(folder: Path) -> None:
    with inside(folder, {}):
        shutil.copy("casebook.db", "old.db")
        minutes = run(
            "judge", "--decide", "A", "--as", "low", "--by", "王", "--reason", "十人否认", code=1
        ).out
        (folder / "judge.txt").write_text(minutes, encoding="utf-8")
        assert run("status", "--witness", "judge.txt").code == 0
        for name in ("casebook.db-wal", "casebook.db-shm"):
            (folder / name).unlink(missing_ok=True)
        shutil.copy("old.db", "casebook.db")
        run("status", "--check", "--witness", "judge.txt", code=1)


def test_whoever_has_the_key_too_is_found_by_the_papers(folder: Path) -> None:
    with inside(folder, {}):
        printed = answer("status")["journal"]["hash"]
    key = keys.read_key(folder / "casebook.db.key")
    rewritten(edit(folder, "DELETE FROM attempts WHERE code = 'N1'"), lambda entry: hash_of(entry, key))
    assert not faults(folder)
    with inside(folder, {}):
        assert run("status", "--check", "--witness", printed, code=1)


def test_a_paper_without_a_hash_and_a_hash_that_is_too_short_are_said(folder: Path) -> None:
    (folder / "note.txt").write_text("没有", encoding="utf-8")
    with inside(folder, {}):
        assert "没有印日志末条" in run("status", "--witness", "note.txt", code=2).err
        run("status", "--witness", "abcd", code=1)


def test_a_clock_that_was_set_back_is_marked(folder: Path) -> None:
    book = connect.open_casebook(str(folder / "casebook.db"))
    with book.write() as conn:
        journal.append(conn, book.key, journal.Stamp("2016-01-01T08:00:00+08:00", "x"), "decide", {})
    connect.close(book)
    with inside(folder, {}):
        ran = run("status", "--check")
    assert "早于前一条" in ran.out
