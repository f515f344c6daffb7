"""A full disk and a folder that cannot be written: said in a sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook import check, connect, outcomes, standing
from casebook.connect import Casebook
from tests.casebook.build import STAMP, Made, file, people
from tests.casebook.test_filing import seal
from tests.cli.run import ROOT

posix = pytest.mark.skipif(
    os.name != "posix", reason="limits on file size and modes are set the POSIX way here"
)

# Runs with everything imported before the limit is set; prints the error's code.
SCRIPT = """
import os, resource, sys
sys.path.insert(0, {root!r})
from casebook import check, connect, outcomes
from casebook.errors import CasebookError
from tests.casebook.build import STAMP, Made, attempts, file, people, review
import encodings.ascii, importlib.readers, phrases; phrases.table("casebook_error")
from verify.fields import reading; reading.readings()
{before}
try:
    {work}
except CasebookError as error:
    print(error.code)
else:
    print("done")
"""


def script(work: str, before: str = "") -> str:
    """Run a piece of work in a process of its own."""
    code = SCRIPT.format(root=str(ROOT), before=before, work=work)
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    return ran.stdout.strip()


def limit(size: int) -> str:
    return f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"


@posix
def test_no_room_to_file(sqlite_book: Casebook, tmp_path: Path) -> None:
    """The log cannot grow: the roster is not filed, what was there stays, and later the same command completes."""
    file(sqlite_book, Made("A", people(40)))
    before = standing.overview(sqlite_book)
    work = f"file(connect.open_casebook({sqlite_book.path!r}), Made('B', people(600, 500)))"
    for size in (180_000, 240_000, 300_000):
        assert script(work, limit(size)) == "disk_full"
        assert standing.overview(sqlite_book) == before
        assert check.check(sqlite_book) == ()
    assert script(work) == "done"
    assert [d.id for d in standing.overview(sqlite_book).dossiers] == ["A", "B"]


@posix
def test_no_room_for_outcomes(sqlite_book: Casebook) -> None:
    """Outcomes come in one by one until the disk is full: exactly the acknowledged ones are there."""
    file(sqlite_book, Made("A", people(200)))
    seal(sqlite_book)
    path = sqlite_book.path
    size = Path(path).stat().st_size
    work = (
        f"book = connect.open_casebook({path!r})\n"
        "    for line in range(2, 202):\n"
        "        outcomes.import_outcomes(book, attempts({f'A#{line:04d}': 'V1'}), [], 't', STAMP)\n"
        "        print(line)"
    )
    lines = script(work, limit(size + 20_000)).splitlines()
    assert lines[-1] == "disk_full"
    with sqlite_book.read() as conn:
        stored = [a.row for a in outcomes.all_attempts(conn)]
    assert stored == [f"A#{int(line):04d}" for line in lines[:-1]]
    assert stored
    assert check.check(sqlite_book) == ()


@posix
def test_no_room_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert script(f"connect.create({str(path)!r}, '2017', STAMP)", limit(20_000)) == "disk_full"
    book = connect.create(str(path), "2017", STAMP)
    assert check.check(book) == ()
    connect.close(book)


@pytest.fixture
def read_only(sqlite_book: Casebook) -> Iterator[Path]:
    """A casebook in a folder that nobody may write."""
    file(sqlite_book, Made("A", people(40)))
    seal(sqlite_book)
    connect.close(sqlite_book)
    folder = Path(tempfile.mkdtemp(prefix="hefang-ro-"))
    for path in Path(sqlite_book.path).parent.glob("casebook.db*"):
        shutil.copy(path, folder / path.name)
        (folder / path.name).chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@posix
def test_a_folder_that_cannot_be_written(read_only: Path) -> None:
    # Nothing is forbidden to root, so it becomes nobody once everything is imported.
    nobody = "os.geteuid() == 0 and os.seteuid(65534)"
    path = read_only / "casebook.db"
    book = f"connect.open_casebook({str(path)!r})"
    outcome = f"outcomes.import_outcomes({book}, attempts({{'A#0002': 'V1'}}), [], 't', STAMP)"
    before = {p.name: p.read_bytes() for p in read_only.iterdir()}
    for work in (outcome, f"file({book}, Made('B', people(30, 500)))"):
        assert script(work, nobody) in ("read_only", "cannot_open")
    assert script(f"connect.create({str(read_only / 'other.db')!r}, '2017', STAMP)", nobody) in (
        "read_only",
        "cannot_open",
    )
    assert {p.name: p.read_bytes() for p in read_only.iterdir()} == before


@posix
def test_the_command_says_it_in_a_sentence(sqlite_book: Casebook, tmp_path: Path) -> None:
    """Through the command line: exit 2, one sentence with what to do, no traceback."""
    from tests.cli.run import hefang, write_book
    from tests.cli.run import people as rows

    write_book(tmp_path / "B.xlsx", rows(200))
    code = (
        "import resource, sys; sys.argv = ['hefang', 'add', 'B.xlsx']; import cli\n"
        f"{limit(100_000)}\ncli.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "磁盘" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert hefang("add", "B.xlsx", cwd=tmp_path).code == 0
