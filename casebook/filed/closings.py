"""The end of calls, declared with a reason, and taken back: appended, never deleted.

It covers the rows of a dossier that were drawn before it; what a second stage draws afterwards is called like any
other. What it means for a judgement stands in sampling/rounds.py: nobody is silent by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook import judging
from casebook.codec.values import clean
from casebook.connect import Casebook
from casebook.database.queries import dossier_ids
from casebook.errors import CasebookError
from casebook.journal import EntryWriter, Stamp
from casebook.schema import closings, dossiers


@dataclass(frozen=True, slots=True)
class EndOfCalls:
    """The calls to a dossier were declared ended: why, by whom, when. ``entry``: of the journal."""

    dossier: str
    entry: int
    reason: str
    by: str
    at: str


def ended(conn: Connection, round_name: str) -> dict[str, EndOfCalls]:
    """Return the last end of calls that stands, by dossier."""
    return {code: stack[-1] for code, stack in _standing(conn, round_name).items() if stack}


def _standing(conn: Connection, round_name: str) -> dict[str, list[EndOfCalls]]:
    c = closings.c
    statement = (
        select(dossiers.c.code, c.undone, c.entry, c.reason, c.by, c.at)
        .join(dossiers, dossiers.c.id == c.dossier_id)
        .where(dossiers.c.round == round_name)
        .order_by(c.id)
    )
    found: dict[str, list[EndOfCalls]] = {}
    for code, undone, entry, reason, by, at in conn.execute(statement):
        stack = found.setdefault(code, [])
        if not undone:
            stack.append(EndOfCalls(code, entry, reason, by, at))
        elif stack:
            stack.pop()
    return found


def end(casebook: Casebook, codes: Sequence[str], reason: str, stamp: Stamp) -> None:
    """Declare the calls to these dossiers ended. Raises CasebookError reason_missing, reason_personal."""
    with casebook.write() as conn:
        judging.need_reason(conn, casebook.round, reason, "calls close")
        _note(conn, casebook, codes, reason, stamp, undone=False)


def reopen(casebook: Casebook, codes: Sequence[str], reason: str, stamp: Stamp) -> tuple[EndOfCalls, ...]:
    """Take back the last end of calls of these dossiers, or of all that have one; return what was taken back.

    Raises CasebookError close_not, reason_personal.
    """
    with casebook.write() as conn:
        known = ended(conn, casebook.round)
        wanted = list(codes) or list(known)
        missing = [code for code in wanted if code not in known]
        if not wanted:
            raise CasebookError("close_not_any")
        if missing:
            raise CasebookError("close_not", ids=" ".join(missing))
        judging.refuse_personal(conn, casebook.round, None, reason)
        _note(conn, casebook, wanted, reason, stamp, undone=True)
        return tuple(known[code] for code in wanted)


def _note(
    conn: Connection, casebook: Casebook, codes: Sequence[str], reason: str, stamp: Stamp, *, undone: bool
) -> None:
    numbers = dossier_ids(conn, casebook.round)
    row = {"undone": int(undone), "reason": clean(reason), "by": clean(stamp.who), "at": stamp.at}
    writer = EntryWriter(conn, casebook.key)
    writer.add(closings, [{"dossier_id": numbers[code], **row} for code in codes])
    facts = {"dossiers": list(codes), **({"undone": True} if undone else {})}
    writer.close(stamp, "close", facts)
