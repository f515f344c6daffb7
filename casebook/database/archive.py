"""A casebook that can only be read: a burnt disc, a folder without the right to write, a file marked read-only.

SQLite needs to write beside a file to read it safely. Where it may not, the whole file is copied into memory and read
there: nothing goes onto another disk, and steps from an older schema are taken in the copy.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from casebook.errors import CasebookError


class Archive:
    """A copy in memory, there as long as this object is. ``uri``: to connect to it."""

    def __init__(self, path: Path) -> None:
        """Copy an SQLite file. Raises CasebookError archive_log, damaged, foreign, cannot_open."""
        self.uri = f"file:/hefang-{secrets.token_hex(8)}?vfs=memdb"
        self._kept = sqlite3.connect(self.uri, uri=True, check_same_thread=False, isolation_level=None)
        log = path.with_name(path.name + "-wal")
        # A log that was not folded in holds the last entries: then the file alone is not the casebook.
        waiting = log.exists() and log.stat().st_size > 0
        mode = "mode=ro" if waiting else "mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)) as source:
                data = bytearray(source.serialize())
        except sqlite3.Error as error:
            if waiting:
                raise CasebookError("archive_log", path=path, log=log) from error
            name = getattr(error, "sqlite_errorname", None) or ""
            code = {"SQLITE_NOTADB": "foreign", "SQLITE_CORRUPT": "damaged"}.get(name, "cannot_open")
            raise CasebookError(code, path=path, got=str(error)) from error
        data[18:20] = b"\1\1"  # the header says that there is a log beside, which memory has not
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(bytes(data))
            copy.backup(self._kept)

    def connect(self) -> sqlite3.Connection:
        """Return one more connection to the copy."""
        return sqlite3.connect(self.uri, uri=True, check_same_thread=False)
