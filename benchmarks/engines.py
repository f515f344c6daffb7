"""The one query of ``hefang link`` by three engines, and Splink beside: ``python -m benchmarks.engines PEOPLE [ENGINE...]``.

DuckDB, PostgreSQL (a private server, or the one that HEFANG_TEST_POSTGRES names) and Apache Spark in local mode (``pip install
pyspark``, Java 17) take the query as it stands and must give the same pairs, by hash of the sorted result. Splink with DuckDB
(``pip install splink``) gets the same exports and may use the same masks for blocking: its time, memory and recall of the
planted pairs beside ours. Every engine runs in a process of its own; what is not installed is said.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow.parquet as pq

from benchmarks.across import MEMORY, PLANTED, ROWS, exports, sorted_hash
from casebook.across import query
from casebook.across.engines import DuckDb
from casebook.across.people import COLUMNS, MASKS
from tests import postgres as servers

Row = tuple[Any, ...]
Pair = tuple[int, int]
_SPARK_MEMORY = "5g"
_LIKELY = 0.5  # from this probability on Splink's pair is taken as found
_SAMPLED = 1_000_000  # pairs of people that Splink draws to learn chance from


def by_duckdb(folder: Path) -> list[Row]:
    connection = DuckDb(MEMORY, folder).connection
    names = ", ".join(COLUMNS)
    connection.execute(f"CREATE TABLE people AS SELECT {names} FROM read_parquet('{folder}/p*.parquet')")
    found: list[Row] = connection.execute(query.rows()).fetchall()
    connection.close()
    return found


def by_postgresql(folder: Path) -> list[Row]:
    psycopg = import_module("psycopg")
    with servers.server() as server, servers.database(server) as url, psycopg.connect(url) as conn:
        conn.execute(f"CREATE TABLE people ({', '.join(f'{name} BIGINT' for name in COLUMNS)})")
        with conn.cursor().copy(f"COPY people ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for file in sorted(folder.glob("p*.parquet")):
                for row in zip(*pq.read_table(file).to_pydict().values(), strict=True):
                    copy.write_row(row)
        conn.execute("SET work_mem = '512MB'")
        conn.execute("ANALYZE people")
        found: list[Row] = conn.execute(query.rows()).fetchall()
        return found


def by_spark(folder: Path) -> list[Row]:
    session = import_module("pyspark.sql").SparkSession
    built = session.builder.master("local[2]").appName("hefang").config("spark.driver.memory", _SPARK_MEMORY)
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.sql.shuffle.partitions", "16"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.local.dir", str(folder)),
        ("spark.sql.warehouse.dir", str(folder / "warehouse")),
    ):
        built = built.config(name, value)
    spark = built.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.read.parquet(*(str(file) for file in sorted(folder.glob("p*.parquet")))).createOrReplaceTempView(
        "people"
    )
    found = [tuple(row) for row in spark.sql(query.rows()).toLocalIterator()]
    spark.stop()
    return found


def by_splink(folder: Path) -> list[Row]:
    """Pairs that Splink takes for the same person: (person, person, probability)."""
    splink, levels = import_module("splink"), import_module("splink.comparison_level_library")
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute(f"SET temp_directory = '{folder}'")
    connection.execute(f"CREATE TABLE people AS SELECT * FROM read_parquet('{folder}/p*.parquet')")
    mask = " OR ".join(f"{m}_l = {m}_r" for m in MASKS)
    hole = " OR ".join(f"(h{n}_l <> 0 AND h{n}_l = h{n}_r)" for n in (1, 2, 3))

    def compared(name: str, *kinds: tuple[str, str, dict[str, float]], rest: dict[str, float]) -> Any:
        # The column itself is never null: the level is needed by the library.
        parts = [levels.NullLevel(name)]
        parts += [levels.CustomLevel(sql, label).configure(**told) for sql, label, told in kinds]
        parts.append(levels.ElseLevel().configure(**rest))
        made = import_module("splink.comparison_library").CustomComparison
        return made(comparison_levels=parts, output_column_name=name)

    # How often numbers agree by chance is too rare to be sampled: it is told, as is how many people there are twice.
    count = connection.execute("SELECT COUNT(*) FROM people").fetchall()[0][0]
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="person",
        probability_two_random_records_match=2 * PLANTED * ROWS / count**2,
        comparisons=[
            compared(
                "number",
                ("number_l = number_r", "same", {"m_probability": 0.3, "u_probability": 1e-9}),
                (mask, "one digit", {"m_probability": 0.6, "u_probability": 7e-8}),
                rest={"m_probability": 0.1, "u_probability": 1 - 7e-8},
            ),
            compared(
                "name",
                ("name_l = name_r", "same", {}),
                (hole, "one character", {}),
                ("sound_l = sound_r", "sound", {}),
                rest={},
            ),
        ],
        blocking_rules_to_generate_predictions=[
            splink.block_on("number"),
            *(splink.block_on(m) for m in MASKS),
        ],
    )
    frame = splink.DuckDBAPI(connection=connection).register("people")
    linker = splink.Linker(frame, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED)
    linker.training.estimate_parameters_using_expectation_maximisation(
        splink.block_on("m4"), fix_probability_two_random_records_match=True
    )
    made = linker.inference.predict(threshold_match_probability=_LIKELY)
    found: list[Row] = connection.execute(
        f"SELECT person_l, person_r, match_probability FROM {made.physical_name}"
    ).fetchall()
    return found


ENGINES: dict[str, Callable[[Path], list[Row]]] = {
    "DuckDB": by_duckdb,
    "PostgreSQL": by_postgresql,
    "Spark": by_spark,
    "Splink": by_splink,
}


def recall(rows: Iterable[Row], planted: set[Pair], first: int, second: int) -> float:
    """Share of the planted pairs of persons among some rows. ``first``, ``second``: where these stand in a row."""
    found = {frozenset((row[first], row[second])) for row in rows}
    return sum(frozenset(pair) in found for pair in planted) / len(planted)


def one(name: str, count: int) -> None:
    """Run one engine in this process, and print what it took."""
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as made:
        folder = Path(made)
        _, planted = exports(folder, count)
        began, busy = time.perf_counter(), _busy()
        try:
            rows = ENGINES[name](folder)
        except ModuleNotFoundError as error:
            print(f"{name:11} not measured: {error.name} is not installed", flush=True)
            return
        wall, busy = time.perf_counter() - began, _busy() - busy
        peak = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        ends = (0, 1) if name == "Splink" else (1, 5)
        said = "" if name == "Splink" else f", hash {sorted_hash(rows)}"
        # PostgreSQL and Spark work in processes that are nobody's children here: what they took is not known.
        own = (
            f", {busy:.1f} s processor, at most {peak / 2**20:.2f} GiB"
            if name in ("DuckDB", "Splink")
            else ""
        )
        print(
            f"{name:11} {count:>11,} people: {wall:7.1f} s{own}, {len(rows):,} pairs, "
            f"recall of planted {recall(rows, planted, *ends):.3%}{said}",
            flush=True,
        )


def _busy() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["one"]:
        one(arguments[1], int(arguments[2]))
        return
    count, *names = arguments or ["100000"]
    for name in names or ENGINES:
        subprocess.run([sys.executable, "-m", "benchmarks.engines", "one", name, count], check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
