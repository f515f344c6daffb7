"""People of many provinces compared by DuckDB: ``python -m benchmarks.across [PEOPLE...]``; ``engines PEOPLE`` runs the same
query on PostgreSQL beside, where HEFANG_TEST_POSTGRES names one.

Made-up exports of 31 provinces: surnames as counted, numbers in blocks as operators sell them. Planted: rosters copied
with one digit of each number changed. The prints are a mixing function instead of keyed hashes, so that ten million are
made in a minute: a join sees no difference. Prints processor and wall seconds, the most memory, what was spilled, bytes
per person, recall of the planted pairs, and a hash of the sorted result, by which engines are compared.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from hashlib import sha256
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from casebook.across import query
from casebook.across.compare import compare
from casebook.across.engines import DuckDb
from casebook.across.files import EXPORT, EXPORT_SCHEMA, ExportLabel, write
from casebook.across.people import COLUMNS, MASKS

PROVINCES, ROWS = 31, 200
PLANTED = 100  # rosters that are copies, with one digit of each number changed
MEMORY = "6GB"
_SURNAMES = np.array([7.9, 7.4, 7.1, 5.4, 4.5, 3.1, 2.5, 2.1, 2.0, 1.7, *(40 / k for k in range(30, 430))])
_POSTGRES = "HEFANG_TEST_POSTGRES"


def mixed(values: np.ndarray, salt: int) -> np.ndarray:
    """Return 64 bits that look random, the same for the same value and salt (the finaliser of splitmix64)."""
    x = values.astype(np.uint64) + np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (x ^ (x >> np.uint64(31))).astype(np.int64)


def numbers(rng: np.random.Generator, count: int) -> np.ndarray:
    """Mobiles: half of them in 20,000 blocks of ten thousand, the rest anywhere under forty prefixes."""
    blocks = np.random.default_rng(7).integers(1_300_000, 1_900_000, 20_000)
    inside = rng.choice(blocks, count) * 10_000 + rng.integers(0, 10_000, count)
    anywhere = (rng.integers(0, 40, count) + 135) * 10**8 + rng.integers(0, 10**8, count)
    return np.where(rng.random(count) < 0.5, inside, anywhere)


def people(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rosters of ROWS people each: (dossier, number, name as surname, first and second character)."""
    rng = np.random.default_rng(seed)
    surname = rng.choice(len(_SURNAMES), count, p=_SURNAMES / _SURNAMES.sum())
    given = np.minimum(rng.zipf(1.4, (2, count)), 1_500)
    return np.arange(count) // ROWS, numbers(rng, count), np.stack([surname, *given])


def planted(dossier: np.ndarray, number: np.ndarray, name: np.ndarray, seed: int) -> np.ndarray:
    """Let the last PLANTED rosters be copies of the first; return the places (of copies)."""
    rng = np.random.default_rng(seed)
    total = PLANTED * ROWS
    copies = np.arange(len(number) - total, len(number))
    place, shift = 10 ** rng.integers(0, 8, total), rng.integers(1, 10, total)
    old = number[:total]
    digit = old // place % 10
    number[copies] = old + ((digit + shift) % 10 - digit) * place
    name[:, copies] = name[:, :total]
    return copies


def table(dossier: np.ndarray, number: np.ndarray, name: np.ndarray, first: int) -> pa.Table:
    """What an export of these people holds. ``first``: number of the first of them among all."""
    whole = name[0] * 10**8 + name[1] * 10**4 + name[2]
    column = {
        "dossier": mixed(dossier, 1),
        "applicant": mixed(dossier, 2),
        "person": mixed(np.arange(first, first + len(number)), 3),
        "position": np.arange(len(number)) % ROWS,
        "day": np.full(len(number), 17_230),
        "number": mixed(number, 4),
        "name": mixed(whole, 5),
        "h1": mixed(whole - name[1] * 10**4, 6),
        "h2": mixed(whole - name[2], 7),
        "h3": np.zeros(len(number), np.int64),
        "sound": mixed(name[0] * 10**8 + name[1] // 3 * 10**4 + name[2] // 3, 8),
    }
    for at, mask in enumerate(MASKS):
        place = 10 ** (7 - at)
        column[mask] = mixed(number - number // place % 10 * place, 9 + at)
    return pa.table([pa.array(column[c], pa.int64()) for c in COLUMNS], schema=EXPORT_SCHEMA)


def exports(folder: Path, count: int) -> tuple[list[Path], set[tuple[int, int]]]:
    """Write the exports; return them and the planted pairs (persons, the lower dossier's first)."""
    dossier, number, name = people(count, 1)
    copies = planted(dossier, number, name, 2)
    persons, homes = mixed(np.arange(count), 3), mixed(dossier, 1)
    pairs = {
        (int(persons[a]), int(persons[b])) if homes[a] < homes[b] else (int(persons[b]), int(persons[a]))
        for a, b in enumerate(copies)
    }
    files = []
    edges = np.linspace(0, count // ROWS, PROVINCES + 1).astype(int) * ROWS
    for at, (start, stop) in enumerate(pairwise(edges)):
        files.append(folder / f"p{at:02d}.parquet")
        cut = slice(start, stop)
        made = table(dossier[cut], number[cut], name[:, cut], int(start))
        write(files[-1], made, EXPORT, ExportLabel("k", f"p{at}"))
    return files, pairs


def sorted_hash(rows: Iterable[tuple[Any, ...]]) -> str:
    """Hash of a result, whatever the order in which an engine gave it."""
    lines = sorted(f"{row}" for row in rows)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _clock() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def one(count: int) -> None:
    """Measure one size in this process."""
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        files, pairs = exports(Path(folder), count)
        size = sum(file.stat().st_size for file in files)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        wall, busy = _clock()
        done = compare(files, Path(folder), MEMORY)
        wall, busy = time.perf_counter() - wall, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        columns = done.table.select(["person_a", "person_b"]).to_pydict()
        found = set(zip(columns["person_a"], columns["person_b"], strict=True))
        recall = len(pairs & found) / len(pairs)
        print(
            f"{count:>11,} people: {busy:7.1f} s processor, {wall:7.1f} s, memory at most {peak:.2f} GiB "
            f"({before:.2f} held before), {size / count:.0f} bytes a person, {done.altered} of {PLANTED} rosters "
            f"told, recall of rows {recall:.3%}, {count / busy:,.0f} people a second of processor",
            flush=True,
        )


def engines(count: int) -> None:
    """The same query by DuckDB and by PostgreSQL: seconds, and the hash of the sorted result."""
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        files, _ = exports(Path(folder), count)
        connection = DuckDb(MEMORY, Path(folder)).connection
        wall = time.perf_counter()
        names = ", ".join(COLUMNS)
        connection.execute(f"CREATE TABLE people AS SELECT {names} FROM read_parquet('{folder}/p*.parquet')")
        rows = connection.execute(query.rows()).fetchall()
        print(
            f"DuckDB      {count:,}: {time.perf_counter() - wall:6.1f} s, {len(rows)} pairs, {sorted_hash(rows)}"
        )
        connection.close()
        where = os.environ.get(_POSTGRES)
        if not where:
            print(f"PostgreSQL: not measured, {_POSTGRES} is not set")
            return
        rows, seconds = postgres(where, files)
        print(f"PostgreSQL  {count:,}: {seconds:6.1f} s, {len(rows)} pairs, {sorted_hash(rows)}")


def postgres(where: str, files: Iterable[Path]) -> tuple[list[tuple[Any, ...]], float]:
    """Run the query by PostgreSQL; return rows and seconds, loading included."""
    psycopg = import_module("psycopg")
    began = time.perf_counter()
    with psycopg.connect(where.replace("postgresql+psycopg://", "postgresql://")) as conn:
        conn.execute(f"CREATE TEMP TABLE people ({', '.join(f'{name} BIGINT' for name in COLUMNS)})")
        with conn.cursor().copy(f"COPY people ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for file in files:
                for row in zip(*pq.read_table(file).to_pydict().values(), strict=True):
                    copy.write_row(row)
        conn.execute("SET work_mem = '512MB'")
        conn.execute("ANALYZE people")
        return conn.execute(query.rows()).fetchall(), time.perf_counter() - began


def main(arguments: list[str]) -> None:
    """Every size in a process of its own, so that the most memory is its own."""
    if arguments[:1] == ["one"]:
        one(int(arguments[1]))
        return
    if arguments[:1] == ["engines"]:
        engines(int(arguments[1]))
        return
    for count in arguments or ("100000", "1000000"):
        subprocess.run([sys.executable, "-m", "benchmarks.across", "one", count], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
