"""Engines that compare exports: each takes the same plain SQL (casebook/across/query.py) of the same table ``people``.

DuckDB on one machine (extra scale), Apache Spark on one machine or a cluster (extra spark). Nothing of ours is joined here.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from casebook.across.people import COLUMNS
from casebook.errors import CasebookError

DUCKDB, SPARK = "duckdb", "spark"
Line = tuple[Any, ...]
# Read once to the end, so that what goes wrong afterwards is no fault of a file.
_WHOLE = ", ".join(f"BIT_XOR({name})" for name in COLUMNS)
_BATCH = 50_000


class EngineError(Exception):
    """The engine gave up; the text is its first line."""


class Engine(Protocol):
    """What compares. Every method raises EngineError."""

    def whole(self, file: Path) -> None:
        """Read an export to its end. Raises EngineError where it is broken."""

    def people(self, files: Sequence[Path]) -> None:
        """Make the table ``people`` of exports: COLUMNS, and ``source``, the place of the file among them."""

    def define(self, name: str, statement: str) -> None:
        """Make a table of what a statement gives."""

    def give(self, name: str, columns: Mapping[str, Sequence[int]]) -> None:
        """Make a table of whole numbers."""

    def ask(self, statement: str) -> Iterator[Line]:
        """Yield what a statement gives."""

    def close(self) -> None:
        """Let go of everything."""


def engine(name: str, memory: str | None, spill: Path) -> Engine:
    """Return an engine that spills into a folder. Raises CasebookError extra or link_engine_name, and EngineError."""
    known: dict[str, Callable[[str | None, Path], Engine]] = {DUCKDB: DuckDb, SPARK: Spark}
    if name not in known:
        raise CasebookError("link_engine_name", got=name, known=" ".join(known))
    return known[name](memory, spill)


def _needed(module: str, name: str, extra: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise CasebookError("extra", name=name, extra=extra) from error


def first_line(error: BaseException) -> str:
    """Return the first line of an error, or its name."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


class DuckDb:
    """DuckDB in this process. ``connection``: its own, for whoever measures it."""

    def __init__(self, memory: str | None, spill: Path) -> None:
        self._errors = _needed("duckdb", "DuckDB", "scale").Error
        settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        if memory:
            settings["memory_limit"] = memory
        try:
            self.connection = import_module("duckdb").connect(":memory:", config=settings)
        except self._errors as error:
            raise EngineError(first_line(error)) from error
        folder = str(spill).replace("'", "''")
        self._run(f"SET temp_directory = '{folder}'")
        self._run("SET preserve_insertion_order = false")

    def whole(self, file: Path) -> None:
        self._run(f"SELECT {_WHOLE} FROM read_parquet(?)", _plain(file)).fetchall()

    def people(self, files: Sequence[Path]) -> None:
        columns = ", ".join(f"{name} BIGINT" for name in COLUMNS)
        self._run(f"CREATE TABLE people ({columns}, source INTEGER)")
        for number, file in enumerate(files):
            names = ", ".join(COLUMNS)
            self._run(f"INSERT INTO people SELECT {names}, {number} FROM read_parquet(?)", _plain(file))

    def define(self, name: str, statement: str) -> None:
        self._run(f"CREATE TABLE {name} AS {statement}")

    def give(self, name: str, columns: Mapping[str, Sequence[int]]) -> None:
        self.connection.register(f"{name}_in", import_module("pyarrow").table(dict(columns)))
        self.define(name, f"SELECT * FROM {name}_in")

    def ask(self, statement: str) -> Iterator[Line]:
        reader = self._run(statement)
        try:
            while batch := reader.fetchmany(_BATCH):
                yield from batch
        except self._errors as error:
            raise EngineError(first_line(error)) from error

    def close(self) -> None:
        self.connection.close()

    def _run(self, statement: str, *values: str) -> Any:
        try:
            return self.connection.execute(statement, list(values))
        except self._errors as error:
            raise EngineError(first_line(error)) from error


def _plain(file: Path) -> str:
    """A path in which nothing stands for anything else."""
    return re.sub(r"([*?[])", r"[\1]", str(file))


class Spark:
    """Apache Spark: local, or the cluster that SPARK_CONF_DIR or PYSPARK_SUBMIT_ARGS names, which must see the files too."""

    def __init__(self, memory: str | None, spill: Path) -> None:
        sql = _needed("pyspark.sql", "Apache Spark", "spark")
        self._errors = (
            import_module("pyspark.errors").PySparkException,
            import_module("py4j.protocol").Py4JError,
            OSError,
            RuntimeError,  # no Java
        )
        self._kept = import_module("pyspark").StorageLevel.DISK_ONLY
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        said = {
            "spark.local.dir": str(spill),
            "spark.sql.warehouse.dir": str(spill / "warehouse"),
            "spark.log.level": "OFF",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        if memory:
            said["spark.driver.memory"] = re.sub(r"[iI]?[bB]$", "", memory.strip())
        try:
            self.session = sql.SparkSession.builder.appName("hefang").config(map=said).getOrCreate()
            context = self.session.sparkContext
            if context.master.startswith("local"):  # as many parts as a cluster has are slow on one machine
                self.session.conf.set("spark.sql.shuffle.partitions", 4 * context.defaultParallelism)
        except self._errors as error:
            raise EngineError(first_line(error)) from error

    def whole(self, file: Path) -> None:
        self._read(file).createOrReplaceTempView("one")
        list(self.ask(f"SELECT {_WHOLE} FROM one"))

    def people(self, files: Sequence[Path]) -> None:
        parts = []
        for number, file in enumerate(files):
            self._read(file).createOrReplaceTempView(f"part{number}")
            parts.append(f"SELECT {', '.join(COLUMNS)}, {number} AS source FROM part{number}")
        self.define("people", " UNION ALL ".join(parts))

    def define(self, name: str, statement: str) -> None:
        try:
            self.session.sql(statement).persist(self._kept).createOrReplaceTempView(name)
        except self._errors as error:
            raise EngineError(first_line(error)) from error

    def give(self, name: str, columns: Mapping[str, Sequence[int]]) -> None:
        kinds = ", ".join(f"{column} BIGINT" for column in columns)
        rows = list(zip(*columns.values(), strict=True))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pandas, which is not used here
            self.session.createDataFrame(rows, kinds).createOrReplaceTempView(name)

    def ask(self, statement: str) -> Iterator[Line]:
        try:
            for row in self.session.sql(statement).toLocalIterator():
                yield tuple(row)
        except self._errors as error:
            raise EngineError(first_line(error)) from error

    def close(self) -> None:
        self.session.stop()

    def _read(self, file: Path) -> Any:
        # What stands for something else in Hadoop's paths is written with a backslash.
        try:
            return self.session.read.parquet(
                "file:" + re.sub(r"([*?\[\]{}\\])", r"\\\1", str(file.absolute()))
            )
        except self._errors as error:
            raise EngineError(first_line(error)) from error
