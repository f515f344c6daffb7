"""A PostgreSQL server for the tests: the one that HEFANG_TEST_POSTGRES names, or a private one.

The private server is made with initdb in a temporary folder and listens on a socket there; no test
touches a server that nobody offered.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

ENV = "HEFANG_TEST_POSTGRES"


def programs() -> Path | None:
    """Folder of initdb and pg_ctl, or None."""
    known = [shutil.which("initdb"), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))]
    found = [Path(p).parent for p in known if p]
    return found[-1] if found and (os.name == "posix") else None


def available() -> bool:
    """Whether there is a server, or one can be started here."""
    return bool(os.environ.get(ENV)) or programs() is not None


@contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a server on which databases may be made."""
    given = os.environ.get(ENV)
    if given:
        yield given
        return
    bin_folder = programs()
    assert bin_folder is not None
    # The server refuses to run as root.
    user = {"user": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="hefang-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, "postgres")
        data = folder / "data"

        def run(*words: str) -> None:
            subprocess.run(
                [str(bin_folder / words[0]), *words[1:]], check=True, cwd=folder, timeout=120,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user,
            )  # fmt: skip

        run("initdb", "-D", str(data), "-U", "hefang", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://hefang@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(url: str, template: str = "template0") -> Iterator[str]:
    """Yield the URL of a database of its own on that server; ``template``: a database to which nobody is connected."""
    name = f"hefang_{uuid4().hex[:12]}"
    base = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}"))
    try:
        yield base.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    finally:
        with engine.connect() as conn:
            conn.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        engine.dispose()
