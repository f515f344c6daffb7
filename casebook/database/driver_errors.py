"""From what a database driver raises to what a user is told."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError

from casebook.errors import CasebookError

# SQLite's names of what went wrong, by how they begin; the first that fits counts.
_SQLITE = (
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_FULL", "disk_full"),
    ("SQLITE_IOERR_WRITE", "disk_full"),  # EFBIG and quotas come out as a failed write
    ("SQLITE_IOERR_SHMSIZE", "disk_full"),
    ("SQLITE_READONLY", "read_only"),
    ("SQLITE_PERM", "read_only"),
    ("SQLITE_CANTOPEN", "cannot_open"),
    ("SQLITE_IOERR", "io"),
    ("SQLITE_NOTADB", "foreign"),
    ("SQLITE_CORRUPT", "damaged"),
)
_POSTGRES = (("53100", "disk_full"), ("25006", "read_only"), ("42501", "read_only"), ("08", "connection"))


def is_busy(error: DBAPIError) -> bool:
    """Return whether somebody else holds the casebook just now, so that waiting helps."""
    cause = error.orig
    name = getattr(cause, "sqlite_errorname", None) or ""
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"))


def explain(error: DBAPIError, path: str) -> CasebookError:
    """Return the error to show. What the driver said stays as the cause."""
    cause = error.orig
    got = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", None) or ""
        for start, code in _SQLITE:
            if name.startswith(start):
                return CasebookError(code, path=path, got=got)
        return CasebookError("database", path=path, got=got)
    state = getattr(cause, "sqlstate", None)
    if state is None and isinstance(error, OperationalError):
        return CasebookError("connection", path=path, got=got)
    for start, code in _POSTGRES:
        if str(state).startswith(start):
            return CasebookError(code, path=path, got=got)
    return CasebookError("database", path=path, got=got)
