"""Who has whom on the screen: leases, as lines that are only ever added.

A lease begins with a line ``taken``; further lines say what became of it, and the last one counts. Everything that
changes a lease is one transaction under the casebook's lock, in which the lease is looked at again: so nobody gets a
person whom somebody has, and an outcome and the end of its lease are stored together or not at all.

Whether a lease has run out is for the server to say, which watches it by a clock that nobody sets: see
desk/web/hourglass.py. ``until`` is what the wall clock said, for whoever deals lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from casebook.codec.values import clean
from casebook.journal import EntryWriter, Stamp
from casebook.schema import leases, respondents

# taken, or taken to be called again by the second ear; then: name and number were shown; a quarter of an hour more; and one
# that ends it: an outcome was stored, passed on with a reason, it ran out and somebody else took the person.
TAKEN, AGAIN, SHOWN, KEPT, DONE, SKIPPED = "taken", "again", "shown", "kept", "done", "skipped"
BEGUN = (TAKEN, AGAIN)
_OPEN = (*BEGUN, SHOWN, KEPT)


@dataclass(frozen=True, slots=True)
class Lease:
    """A person on somebody's screen. ``id``: of the first line; ``line``: of the last one; times as ISO texts.

    ``reason``: why a person was passed on; of a second ear's call that ended in an appointment, when that is.
    """

    id: int
    line: int
    row: str
    respondent: int
    caller: str
    what: str
    reason: str
    until: str
    at: str
    shown_at: str = ""  # when name and number were shown first
    again: bool = False  # of the second ear

    @property
    def is_open(self) -> bool:
        """Whether it has not been ended. It may have run out."""
        return self.what in _OPEN


def read(conn: Connection, known: Mapping[int, Lease], after: int) -> Iterator[Lease]:
    """Yield every lease of which something was written after a line, as it is now.

    ``known``: leases by id as they were at that line; those that are yielded take their place.
    """
    changed: dict[int, Lease] = {}
    c = leases.c
    statement = (
        select(
            c.id, c.first, c.respondent_id, respondents.c.row_id, c.caller, c.what, c.reason, c.until, c.at
        )
        .join(respondents, respondents.c.id == c.respondent_id)
        .where(c.id > after)
        .order_by(c.id)
    )
    for line, first, respondent, row, caller, what, reason, until, at in conn.execute(statement):
        id = first or line
        before = changed.get(id) or known.get(id)
        shown = (before.shown_at if before else "") or (at if what == SHOWN else "")
        again = what == AGAIN or (before is not None and before.again)
        changed[id] = Lease(id, line, row, respondent, caller, what, reason, until, at, shown, again)
    yield from changed.values()


def last_line(conn: Connection) -> int:
    """Return the id of the last line; 0 where there is none."""
    return int(conn.scalar(select(func.coalesce(func.max(leases.c.id), 0))) or 0)


def open_leases(conn: Connection) -> tuple[Lease, ...]:
    """Return every lease that has not been ended, by the casebook alone; the last of each person counts."""
    latest: dict[int, Lease] = {}
    for lease in sorted(read(conn, {}, 0), key=lambda lease: lease.id):
        latest[lease.respondent] = lease
    return tuple(lease for lease in latest.values() if lease.is_open)


def held_rows(conn: Connection, now: datetime) -> frozenset[str]:
    """Return the rows that are on somebody's screen by the wall clock: no list may give them to anybody else.

    ``now``: with its offset.
    """
    return frozenset(lease.row for lease in open_leases(conn) if now <= datetime.fromisoformat(lease.until))


def ever_shown(conn: Connection, entry: int) -> int:
    """Return to how many people's names the desk has shown somebody since a journal entry."""
    c = leases.c
    statement = select(func.count(func.distinct(c.respondent_id))).where(c.what == SHOWN, c.entry > entry)
    return int(conn.scalar(statement) or 0)


def take(
    writer: EntryWriter, respondent: int, caller: str, until: str, stamp: Stamp, what: str = TAKEN
) -> int:
    """Write that a caller has somebody on the screen from now on; return the lease's id. Only under the lock.

    ``what``: TAKEN, or AGAIN for the second ear.
    """
    (id,) = writer.add(leases, [_row(respondent, 0, caller, what, "", until, stamp)])
    return id


def note(
    writer: EntryWriter, lease: Lease, what: str, stamp: Stamp, *, until: str = "", reason: str = ""
) -> None:
    """Write what became of a lease. Only under the lock."""
    row = _row(lease.respondent, lease.id, lease.caller, what, reason, until or lease.until, stamp)
    writer.add(leases, [row])


def respondent_ids(conn: Connection, versions: Collection[int]) -> dict[str, int]:
    """Return row id -> respondent of the rows of these versions."""
    c = respondents.c
    found: dict[str, int] = {}
    for version in sorted(versions):
        found |= {str(row): int(id) for row, id in conn.execute(
            select(c.row_id, c.id).where(c.version_id == version)
        )}  # fmt: skip
    return found


def _row(
    respondent: int, first: int, caller: str, what: str, reason: str, until: str, stamp: Stamp
) -> dict[str, int | str]:
    said = {"caller": clean(caller), "what": what, "reason": reason, "until": until, "at": stamp.at}
    return {"respondent_id": respondent, "first": first, **said}
