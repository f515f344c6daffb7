"""Eight processes write outcomes into one casebook at once: none is lost, none is double."""

from __future__ import annotations

import multiprocessing
from collections import Counter

from sqlalchemy import func, select

from casebook import check, connect, outcomes
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.schema import contradictions
from tests.casebook.build import STAMP, Made, attempts, file, people
from tests.casebook.test_filing import seal

PROCESSES, EACH = 8, 250


def write(where: str, worker: int) -> list[str]:
    """Write 250 outcomes, one transaction for five; every other one is also written by the next process."""
    book = connect.open_casebook(where)
    said = []
    own = [f"D{worker}#{line:04d}" for line in range(2, EACH + 2)]
    shared = [f"D{(worker + 1) % PROCESSES}#{line:04d}" for line in range(2, EACH + 2, 2)]
    rows = own + shared
    for at in range(0, len(rows), 5):
        done = outcomes.import_outcomes(
            book, attempts(dict.fromkeys(rows[at : at + 5], "V1")), [], "w", STAMP
        )
        said += [a.row for a in done.new]
    connect.close(book)
    return said


def test_eight_writers(book: Casebook, where: str) -> None:
    file(book, *(Made(f"D{n}", people(EACH, n * EACH)) for n in range(PROCESSES)))
    seal(book)
    connect.close(book)
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        said = [row for rows in pool.starmap(write, [(where, n) for n in range(PROCESSES)]) for row in rows]
    with book.read() as conn:
        stored = Counter(a.row for a in outcomes.all_attempts(conn))
        assert conn.scalar(select(func.count()).select_from(contradictions)) == 0
    assert len(stored) == PROCESSES * EACH == 2_000
    assert set(stored.values()) == {1}
    # Every outcome was acknowledged as new to exactly one process.
    assert Counter(said) == stored
    assert check.check(book) == ()


def begin(where: str, worker: int) -> str:
    """Begin a casebook; return how that ended."""
    try:
        connect.close(connect.create(where, f"{worker}", STAMP))
    except CasebookError as error:
        return error.code
    return "begun"


def test_four_begin_the_same_casebook(where: str) -> None:
    """One begins it, the others are told so; the key that lies there is its key."""
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        ended = pool.starmap(begin, [(where, n) for n in range(4)])
    assert sorted(ended) == ["begun", "exists", "exists", "exists"]
    book = connect.open_casebook(where)
    assert check.check(book) == ()
    connect.close(book)
