"""A casebook: opened, begun, written to and read, the same way in SQLite and in PostgreSQL.

One writer at a time: SQLite by ``BEGIN IMMEDIATE``, PostgreSQL by a lock on the journal. A write is one
transaction with its journal entry, so what is acknowledged is on disk (synchronous=FULL) and what was
broken off never was. Waiting for others is done here and shown to nobody.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError

from casebook import journal
from casebook.database import driver_errors, keys, migrate, places
from casebook.database.archive import Archive
from casebook.errors import CasebookError
from casebook.journal import Stamp
from casebook.schema import about

PATIENCE = 120.0  # seconds a command waits for others
_BUSY_MS = 5_000  # one wait inside SQLite; between waits we draw a random pause, so that all get a turn
_CONNECT_SECONDS = 15
KEY_FILE = "HEFANG_KEY_FILE"


@dataclass(frozen=True, slots=True)
class Casebook:
    """An open casebook. ``path`` is how it is shown: a file, or a URL without its password."""

    engine: Engine
    path: str
    key: bytes = field(repr=False)
    key_file: Path
    round: str
    archive: Archive | None = field(default=None, repr=False)  # where the file could only be read: its copy

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction with the write lock: all of it is stored, durably, or nothing.

        Raises CasebookError read_only where the casebook can only be read.
        """
        if self.archive is not None:
            raise CasebookError("read_only", path=self.path)
        with _transaction(self.engine, self.path, write=True) as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view."""
        with _transaction(self.engine, self.path, write=False) as conn:
            yield conn

    @property
    def is_file(self) -> bool:
        """Whether this is an SQLite file."""
        return self.engine.dialect.name == "sqlite"


def create(where: str, round_name: str, stamp: Stamp, *, key: bytes | None = None) -> Casebook:
    """Begin a casebook. A broken-off beginning is completed; a complete one is never touched.

    ``key``: an earlier round's key, so that its fingerprints can be carried over.
    Raises CasebookError exists, and what opening raises.
    """
    url = _url(where)
    path = _shown(url)
    if url.get_backend_name() == "sqlite" and url.database:
        places.refuse_network(Path(url.database))
        _own(Path(url.database))
    engine = _engine(url)
    with _transaction(engine, path, write=False) as conn:
        if migrate.revision(conn) is not None:
            known = conn.scalar(select(about.c.value).where(about.c.name == "round"))
            raise CasebookError("exists", path=path, round=known)
        if inspect(conn).get_table_names():
            raise CasebookError("foreign", path=path)
    made = keys.make_key(_key_path(url), key)
    if engine.dialect.name == "sqlite":
        _use_wal(engine, path)
    with _transaction(engine, path, write=True, new=True) as conn:
        if migrate.revision(conn) is not None:
            raise CasebookError("exists", path=path, round=round_name)
        migrate.upgrade(conn)
        facts = {"round": round_name, "created": stamp.at, "key_check": keys.check_of(made)}
        conn.execute(insert(about), [{"name": name, "value": value} for name, value in facts.items()])
        journal.append(conn, made, stamp, "new", {"round": round_name, "key_check": facts["key_check"]})
    return Casebook(engine, path, made, _key_path(url), round_name)


def open_casebook(where: str) -> Casebook:
    """Open a casebook; one of an earlier version of hefang is brought up to date.

    One that can only be read is read in a copy in memory, where the steps are taken too.
    Raises CasebookError no_casebook, newer, foreign, key_missing, key_wrong, or why it cannot be opened.
    """
    url = _url(where)
    path = _shown(url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise CasebookError("no_casebook", path=path)
    if url.get_backend_name() == "sqlite":
        places.refuse_network(Path(str(url.database)))
    engine, archive = _engine(url), None
    try:
        _bring_up_to_date(engine, path)
    except CasebookError as error:
        if engine.dialect.name != "sqlite" or error.code not in ("read_only", "cannot_open"):
            raise
        archive = Archive(Path(str(url.database)))
        engine = _engine(url, archive)
        _bring_up_to_date(engine, path)
    key_path = _key_path(url)
    key = keys.read_key(key_path)
    with _transaction(engine, path, write=False) as conn:
        facts = {str(name): str(value) for name, value in conn.execute(select(about.c.name, about.c.value))}
    if facts.get("key_check") not in (keys.check_of(key), keys.first_check_of(key)):
        raise CasebookError("key_wrong", path=key_path)
    if facts["key_check"] == keys.first_check_of(key) and archive is None:
        _key_journal(engine, path, key)
    return Casebook(engine, path, key, key_path, facts["round"], archive)


def _bring_up_to_date(engine: Engine, path: str) -> None:
    """Take the steps that a casebook lacks. Raises CasebookError no_casebook, foreign, newer, step_number."""
    with _transaction(engine, path, write=False) as conn:
        found = migrate.revision(conn)
        if found is None:
            raise CasebookError("foreign" if inspect(conn).get_table_names() else "no_casebook", path=path)
        if found not in migrate.known():
            raise CasebookError("newer", path=path, got=found, known=migrate.HEAD)
    if found != migrate.HEAD:
        try:
            with _transaction(engine, path, write=True) as conn:
                migrate.upgrade(conn)
        except (CasebookError, IntegrityError, ProgrammingError) as error:
            if isinstance(error, CasebookError) and error.code != "database":
                raise
            # A step that meets its own work done already: the number that the casebook bears is not its own.
            raise CasebookError("step_number", path=path, got=found, known=migrate.HEAD) from error


def _own(path: Path) -> None:
    """Make the file, for its owner only, before the driver makes it for everybody. Its log files take its mode."""
    with suppress(OSError):  # what is wrong with the place, the driver says
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _key_journal(engine: Engine, path: str, key: bytes) -> None:
    """From now on the journal of a casebook of the first edition is keyed; say so in it, and what was not proven.

    An archive that cannot be written stays as it is.
    """
    with _transaction(engine, path, write=False) as conn:
        if journal.keyed_from(conn) is not None:
            return
    with suppress(CasebookError), _transaction(engine, path, write=True) as conn:
        if journal.keyed_from(conn) is None:
            entries, last = journal.head(conn)
            stamp = Stamp(datetime.now().astimezone().isoformat(timespec="seconds"), "hefang")
            journal.append(conn, key, stamp, journal.KEYED, {"entries": entries, "hash": last})


def close(casebook: Casebook) -> None:
    """Let go of the database."""
    casebook.engine.dispose()


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where)))
    try:
        url = make_url(where)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise CasebookError("url", got=f"{where.partition('://')[0]}://…") from error  # may hold a password
    if backend not in ("sqlite", "postgresql") or (backend == "sqlite" and not url.database):
        raise CasebookError("url", got=url.render_as_string(hide_password=True))
    return url


def _shown(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def _key_path(url: URL) -> Path:
    named = os.environ.get(KEY_FILE)
    if named:
        return Path(named)
    if url.get_backend_name() != "sqlite":
        raise CasebookError("key_unnamed")
    return Path(f"{url.database}.key")


def _engine(url: URL, archive: Archive | None = None) -> Engine:
    try:
        more: dict[str, Any] = {} if archive is None else {"creator": archive.connect}
        patience = {} if url.get_backend_name() == "sqlite" else {"connect_timeout": _CONNECT_SECONDS}
        # What is written are names and numbers: no error may quote them.
        engine = create_engine(url, poolclass=NullPool, connect_args=patience, hide_parameters=True, **more)
    except NoSuchModuleError as error:
        raise CasebookError("url", got=url.render_as_string(hide_password=True)) from error
    except ImportError as error:
        raise CasebookError("driver", got=error.name) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",  # nothing personal goes into temporary files
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(conn: Connection) -> None:
    mode = conn.get_execution_options().get("hefang_begin", "DEFERRED")
    if mode:
        conn.exec_driver_sql(f"BEGIN {mode}")


def _use_wal(engine: Engine, path: str) -> None:
    """Turn the write-ahead log on; it stays on for good. Waits while others begin the same casebook."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            raw = engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                raw.close()
            return
        except (sqlite3.Error, DBAPIError) as error:
            wrapped = error if isinstance(error, DBAPIError) else DBAPIError("", None, error)
            if not driver_errors.is_busy(wrapped) or time.monotonic() > deadline:
                raise driver_errors.explain(wrapped, path) from error
            time.sleep(random.uniform(0.005, 0.05))


@contextmanager
def _transaction(engine: Engine, path: str, *, write: bool, new: bool = False) -> Iterator[Connection]:
    try:
        conn = _begun(engine, path, write=write, new=new)
        try:
            yield conn
            conn.commit()
        finally:
            conn.close()  # rolls back what was not committed
    except (IntegrityError, ProgrammingError):
        raise  # a fault in the program, not of the place where the casebook lies
    except DBAPIError as error:
        raise driver_errors.explain(error, path) from error


def _begun(engine: Engine, path: str, *, write: bool, new: bool) -> Connection:
    """Begin a transaction; wait, with random pauses, while others hold the casebook."""
    deadline = time.monotonic() + PATIENCE
    while True:
        conn: Connection | None = None
        try:
            conn = engine.connect()
            if engine.dialect.name == "sqlite":
                conn = conn.execution_options(hefang_begin="IMMEDIATE" if write else "DEFERRED")
                conn.begin()
                # A deferred transaction starts with its first statement: make it start here.
                conn.exec_driver_sql("SELECT count(*) FROM sqlite_master")
            else:
                conn = conn.execution_options(
                    isolation_level="READ COMMITTED" if write else "REPEATABLE READ"
                )
                conn.begin()
                if write:
                    lock = (
                        "SELECT pg_advisory_xact_lock(4736301)"
                        if new
                        else "LOCK TABLE journal IN EXCLUSIVE MODE"
                    )
                    conn.exec_driver_sql(lock)
            return conn
        except DBAPIError as error:
            if conn is not None:
                conn.close()
            if not driver_errors.is_busy(error):
                raise
            if time.monotonic() > deadline:
                raise CasebookError("busy", path=path) from error
            time.sleep(random.uniform(0.005, 0.05))
