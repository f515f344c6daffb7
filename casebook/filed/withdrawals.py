"""Dossiers that left the round, and came back: appended, never deleted.

A withdrawn dossier keeps everything that was stored of it, and its seal and draw recompute as before; no command
counts it any longer. Once it has been drawn, whoever withdraws it could have seen which rows the dice gave: so the
reason stands in the papers, with who and when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.codec.values import clean
from casebook.database.queries import dossier_ids, pairs
from casebook.journal import EntryWriter, Stamp
from casebook.schema import dossiers, draws, sealed, versions, withdrawals


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A dossier that is out of the round: why, by whom, when."""

    dossier: str
    reason: str
    by: str
    at: str


def withdrawn(conn: Connection, round_name: str) -> dict[str, Withdrawal]:
    """Return the dossiers of a round that are out of it now, by id."""
    c = withdrawals.c
    statement = (
        select(dossiers.c.code, c.undone, c.reason, c.by, c.at)
        .join(dossiers, dossiers.c.id == c.dossier_id)
        .where(dossiers.c.round == round_name)
        .order_by(c.id)
    )
    found: dict[str, Withdrawal] = {}
    for code, undone, reason, by, at in conn.execute(statement):
        if undone:
            found.pop(code, None)
        else:
            found[code] = Withdrawal(code, reason, by, at)
    return found


def withdrawn_ids(conn: Connection) -> set[int]:
    """Return the dossiers that are out of their rounds, by the key of their table."""
    c = withdrawals.c
    last = pairs(conn, select(c.dossier_id, c.undone).order_by(c.id))
    return {id for id, undone in last.items() if not undone}


def drawn_out_ids(conn: Connection) -> set[int]:
    """Return the dossiers that left their rounds after dice had been thrown for them.

    What the calls said of their people is known. Whoever files these people again, under whatever number, asks for
    other dice: so they stay compared with what comes, while a dossier that left before any draw is compared with nobody.
    """
    statement = select(sealed.c.dossier_id).join(draws, draws.c.seal_id == sealed.c.seal_id)
    return withdrawn_ids(conn) & set(conn.scalars(statement))


def forgotten_ids(conn: Connection) -> set[int]:
    """Return the dossiers that left their rounds undrawn, by the key of their table: nothing is compared with them."""
    return withdrawn_ids(conn) - drawn_out_ids(conn)


def withdrawn_files(conn: Connection, round_name: str) -> dict[tuple[str, str | None, str], str]:
    """Return (sha256, sheet, "") -> dossier of rosters that only withdrawn dossiers of a round hold; (sha256, sheet, file)
    of those whose very bytes another dossier holds too: then the file's name tells them apart.

    The sheet is None where nothing of the file is in the round: then all of its sheets are out.
    """
    gone = withdrawn(conn, round_name)
    statement = (
        select(versions.c.sha256, versions.c.sheet, versions.c.file, dossiers.c.code)
        .join(dossiers, dossiers.c.id == versions.c.dossier_id)
        .where(dossiers.c.round == round_name)
        .order_by(versions.c.id)
    )
    out: dict[tuple[str, str | None, str], str] = {}
    there: set[tuple[str, str | None, str]] = set()
    for sha256, sheet, file, code in conn.execute(statement):
        keys = [(sha256, tab, name) for tab in (sheet, None) for name in ("", file)]
        if code in gone:
            out |= dict.fromkeys(keys, code)
        else:
            there |= set(keys)
    return {key: code for key, code in out.items() if key not in there}


def note(
    writer: EntryWriter, round_name: str, codes: Iterable[str], reason: str, stamp: Stamp, *, undone: bool
) -> None:
    """Write that dossiers leave the round, or come back."""
    numbers = dossier_ids(writer.conn, round_name)
    row = {"undone": int(undone), "reason": clean(reason), "by": clean(stamp.who), "at": stamp.at}
    writer.add(withdrawals, [{"dossier_id": numbers[code], **row} for code in codes])
