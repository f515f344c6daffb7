"""The power fails, or the disk fills up, at any moment: what was acknowledged is there, nothing is half there."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from casebook import check, connect, outcomes, standing
from casebook.connect import Casebook
from tests.casebook.build import STAMP, Made, attempts, file, people
from tests.casebook.test_filing import seal
from tests.cli.run import ROOT

CALLS, CUTS, SIZES = 40, 40, 20
# One process, imported once; prints for every size how filing ended and how many faults there are then.
FULL = """
import resource, sys
sys.path.insert(0, {root!r})
from casebook import check, connect, standing
from casebook.errors import CasebookError
from tests.casebook.build import Made, file, people
import encodings.ascii, importlib.readers, phrases; phrases.table("casebook_error")
path, sizes = sys.argv[1], list(map(int, sys.argv[2:]))
before = standing.overview(connect.open_casebook(path))
for size in sizes:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        file(connect.open_casebook(path), Made("B", people(600, 500)))
        ended = "done"
    except CasebookError as error:
        ended = error.code
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    book = connect.open_casebook(path)
    print(ended, len(check.check(book)), standing.overview(book) == before, flush=True)
    if ended == "done":
        break
"""


def test_a_power_cut_leaves_what_was_acknowledged(sqlite_book: Casebook, tmp_path: Path) -> None:
    """Copies of file and log as the disk held them when the power went: the log ends anywhere, with rubbish after it."""
    file(sqlite_book, Made("A", people(100)))
    seal(sqlite_book)
    path = Path(sqlite_book.path)
    log = Path(f"{path}-wal")
    kept = sqlite3.connect(path)  # while somebody has it open, nothing goes from the log into the file
    kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept.execute("BEGIN")
    kept.execute("SELECT COUNT(*) FROM journal").fetchone()
    start, ends, rows = path.read_bytes(), [], []
    for line in range(2, CALLS + 2):
        rows.append(f"A#{line:04d}")
        outcomes.import_outcomes(sqlite_book, attempts({rows[-1]: "V1"}), [], "t", STAMP)
        ends.append(log.stat().st_size)
    written = log.read_bytes()
    kept.close()
    dice = random.Random(20170620)
    cuts = [0, 7, ends[0], ends[-1], *(dice.randrange(ends[-1]) for _ in range(CUTS - 4))]
    for number, cut in enumerate(cuts):
        copy = tmp_path / f"copy{number}"
        copy.mkdir()
        (copy / path.name).write_bytes(start)
        shutil.copy(sqlite_book.key_file, copy)
        rubbish = (b"", bytes(4096), dice.randbytes(5000), written[:4096])[number % 4]
        (copy / log.name).write_bytes(written[:cut] + rubbish)
        book = connect.open_casebook(str(copy / path.name))
        with book.read() as conn:
            stored = [a.row for a in outcomes.all_attempts(conn)]
        assert stored == rows[: sum(end <= cut for end in ends)], cut
        assert check.check(book) == ()
        outcomes.import_outcomes(book, attempts({"A#0099": "V1"}), [], "t", STAMP)
        assert check.check(book) == ()
        connect.close(book)


@pytest.mark.skipif(os.name != "posix", reason="the limit on file size is set the POSIX way here")
def test_a_disk_that_is_full_at_twenty_sizes(sqlite_book: Casebook, tmp_path: Path) -> None:
    """A roster of 600 comes in while there is room for less and less short of it: all of it, or nothing and a sentence."""
    file(sqlite_book, Made("A", people(40)))
    needed = room_for_all(sqlite_book, tmp_path)
    path = Path(sqlite_book.path)
    least = path.stat().st_size
    sizes = [least + (needed - least) * step // SIZES for step in range(SIZES)]
    ran = subprocess.run(
        [sys.executable, "-c", FULL.format(root=str(ROOT)), str(path), *map(str, sizes)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    assert ran.stdout.splitlines() == ["disk_full 0 True"] * SIZES
    file(sqlite_book, Made("B", people(600, 500)))
    assert check.check(sqlite_book) == ()
    assert [dossier.id for dossier in standing.overview(sqlite_book).dossiers] == ["A", "B"]


def room_for_all(book: Casebook, folder: Path) -> int:
    """Bytes that the log takes when the roster is filed, measured in a copy."""
    copy = folder / "measured"
    copy.mkdir()
    for path in Path(book.path).parent.glob("casebook.db*"):
        shutil.copy(path, copy)
    twin = connect.open_casebook(str(copy / "casebook.db"))
    held = sqlite3.connect(copy / "casebook.db")
    held.execute("BEGIN")
    held.execute("SELECT COUNT(*) FROM journal").fetchone()
    file(twin, Made("B", people(600, 500)))
    size = (copy / "casebook.db-wal").stat().st_size
    held.close()
    connect.close(twin)
    return size
