"""What was changed behind the casebook's back is found, and named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from casebook import check, connect, judging, outcomes
from casebook.connect import Casebook
from casebook.filed import withdrawing
from casebook.journal import head
from casebook.schema import KEPT
from sampling.model import Remark
from tests.casebook.build import STAMP, Made, attempts, file, people
from tests.casebook.linkage.test_links import reuses
from tests.casebook.test_filing import seal

# What is changed -> (table, what it is called) of the fault that must be among those found.
CHANGES = {
    "UPDATE respondents SET row_id = 'A#0099' WHERE row_id = 'A#0007'": ("respondents", "A#0099"),
    "UPDATE respondents SET mode = 'VISIT' WHERE row_id = 'A#0008'": ("respondents", "A#0008"),
    "UPDATE people SET name = '卫改名' WHERE respondent_id = 3": ("people", "A#0004"),
    "UPDATE people SET contacts = replace(contacts, '139', '138') WHERE respondent_id = 5": (
        "people",
        "A#0006",
    ),
    "DELETE FROM people WHERE respondent_id = 4": ("people", "A#0005"),
    "UPDATE seals SET document = replace(document, '\"population\": 40', '\"population\": 41')": (
        "seals",
        "",
    ),
    "UPDATE sealed SET version_id = 2 WHERE id = 1": ("sealed", "B v1"),
    "UPDATE attempts SET code = 'V1' WHERE code = 'N1'": ("attempts", "A#0003 (2)"),
    "DELETE FROM attempts WHERE code = 'N1'": ("journal", ""),
    "UPDATE texts SET text = '[]' WHERE owner = 'remarks'": ("texts", "A#0002 (1)"),
    "DELETE FROM texts WHERE owner = 'remarks'": ("texts", "A#0002 (1)"),
    "UPDATE journal SET who = 'x' WHERE id = 2": ("journal", "2"),
    "UPDATE journal SET facts = replace(facts, 'A', 'B') WHERE id = 2": ("journal", "2"),
    "DELETE FROM fingerprints WHERE respondent_id = 9": ("fingerprints", "A v1"),
    "UPDATE fingerprints SET print = print + 1 WHERE respondent_id = 60": ("fingerprints", "B v1"),
    "UPDATE decisions SET verdict = 'high'": ("decisions", "A (1)"),
    "UPDATE links SET kind = 'edited' WHERE kind = 'contact'": ("links", "1"),
    "UPDATE versions SET sha256 = 'x' WHERE id = 1": ("versions", "A (1)"),
    "UPDATE dossiers SET code = 'C' WHERE code = 'A'": ("dossiers", "C"),
    "UPDATE filings SET about = replace(about, '2017-07-01', '2017-07-02') WHERE id = 2": ("filings", "B v1"),
    "DELETE FROM filings WHERE id = 1": ("journal", "2"),
    "UPDATE texts SET text = '{}' WHERE owner = 'filings'": ("texts", "A v1"),
    "DELETE FROM texts WHERE owner = 'filings'": ("texts", "A v1"),
    "UPDATE registers SET content = replace(content, 'A公司', '乙公司') WHERE id = 1": ("registers", "1"),
    "DELETE FROM registers": ("journal", "2"),
    "UPDATE withdrawals SET undone = 1": ("withdrawals", "B (1)"),
    "DELETE FROM withdrawals": ("journal", ""),
}


@pytest.fixture
def filled(book: Casebook) -> Casebook:
    """Two rosters, sealed, some outcomes, a remark and a decision."""
    file(book, Made("A", people(40), title="甲公司被访者信息登记表"), Made("B", reuses(people(40))))
    seal(book)
    remark = Remark("A#0002", "1", "是", "是", "一致", "很配合")
    outcomes.import_outcomes(book, attempts({"A#0002": "V1", "A#0003": "N1"}), [remark], "test", STAMP)
    decision = judging.Decision("A", judging.DOSSIER, "", "low", "乙评审", "见回访", STAMP.at)
    judging.decide(book, decision, STAMP)
    withdrawing.withdraw(book, "B", "企业撤回申报", STAMP)
    assert check.check(book) == ()
    return book


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_named(filled: Casebook, change: str) -> None:
    with filled.engine.connect() as conn:
        if filled.is_file:
            conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
        done = conn.execute(text(change))
        conn.commit()
        assert done.rowcount
    table, which = CHANGES[change]
    faults = check.check(filled)
    assert any(f.table == table and which in f.which for f in faults), faults


def test_a_row_slipped_in_is_found(filled: Casebook) -> None:
    with filled.engine.connect() as conn:
        conn.execute(
            text(
                "INSERT INTO attempts (id, respondent_id, number, code, called_at, caller, source, entry, mac) "
                "SELECT 99, 5, 1, code, called_at, caller, source, entry, mac FROM attempts WHERE id = 1"
            )
        )
        conn.commit()
    faults = check.check(filled)
    assert {(f.code, f.table) for f in faults} >= {("changed", "attempts"), ("digest", "journal")}


def test_a_journal_written_anew_has_another_last_hash(filled: Casebook) -> None:
    """Whoever removes the tail of everything leaves a chain that holds; the hash in the minutes does not."""
    with filled.read() as conn:
        witnessed = head(conn)
    with filled.engine.connect() as conn:
        last = witnessed[0]
        if filled.is_file:
            conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for table in reversed(KEPT):
            conn.execute(table.delete().where(table.c.entry == last))
        conn.execute(text(f"DELETE FROM journal WHERE id = {last}"))
        conn.commit()
    assert check.check(filled) == ()
    with filled.read() as conn:
        assert head(conn) != witnessed


def test_every_byte_that_is_changed_in_stored_texts_is_found(sqlite_book: Casebook, tmp_path: Path) -> None:
    """Flip one bit at many places of the file itself that hold a row, the seal or the journal."""
    file(sqlite_book, Made("A", people(40)))
    seal(sqlite_book)
    connect.close(sqlite_book)
    path = tmp_path / "casebook.db"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    data = path.read_bytes()
    places = [
        data.find(part) for part in (b"PHONE2017-03-05", "虚构单位7".encode(), b'"n1": ', b'{"dossiers":[[')
    ]
    places += [data.find(b"A#0013"), data.find(b"2017-07-01T09")]
    assert min(places) > 0
    for place in places:
        for offset in range(0, 6, 2):
            broken = bytearray(data)
            broken[place + offset] ^= 0x01 if offset else 0x80
            path.write_bytes(broken)
            faults = check.check(sqlite_book)
            connect.close(sqlite_book)
            assert faults, (place, offset)
    path.write_bytes(data)
    assert check.check(sqlite_book) == ()
