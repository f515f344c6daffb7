"""Which files with names and numbers left the casebook, by path: a purge cannot delete them, and tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from casebook import journal
from casebook.connect import Casebook
from casebook.journal import Stamp

EXPORTED = "exported"


def note(casebook: Casebook, paths: Sequence[str], stamp: Stamp) -> None:
    """Note files that are about to be written, by absolute path; those that are known are not noted again.

    Before and not after: a run that breaks off may have written some of them.
    """
    with casebook.write() as conn:
        known = set(noted(conn))
        fresh = [path for path in paths if path not in known]
        if fresh:
            journal.append(conn, casebook.key, stamp, EXPORTED, {"files": fresh})


def noted(conn: Connection) -> tuple[str, ...]:
    """Return every file that was ever noted, in order."""
    found = [
        path
        for entry in journal.entries(conn)
        if entry.what == EXPORTED
        for path in entry.content.get("files", ())
    ]
    return tuple(dict.fromkeys(found))
