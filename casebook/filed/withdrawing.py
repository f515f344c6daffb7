"""Taking a dossier out of the round, and back: ``hefang withdraw``."""

from __future__ import annotations

from casebook import judging
from casebook.connect import Casebook
from casebook.database.queries import dossier_ids
from casebook.errors import CasebookError
from casebook.filed.withdrawals import Withdrawal, note, withdrawn
from casebook.journal import EntryWriter, Stamp
from casebook.sealing import load_seals


def withdraw(casebook: Casebook, code: str, reason: str, stamp: Stamp) -> str:
    """Take a dossier out of the round; return how far it had come: filed, sealed or drawn.

    Raises CasebookError withdraw_unknown, withdraw_again, withdraw_reason, withdraw_drawn (drawn, and no reason),
    reason_personal.
    """
    with casebook.write() as conn:
        if code not in dossier_ids(conn, casebook.round):
            raise CasebookError("withdraw_unknown", id=code)
        if (known := withdrawn(conn, casebook.round).get(code)) is not None:
            raise CasebookError("withdraw_again", id=code, at=known.at[:16].replace("T", " "), by=known.by)
        seals = [seal for seal in load_seals(conn) if code in seal.versions]
        stage = "drawn" if any(seal.draws for seal in seals) else "sealed" if seals else "filed"
        if not reason.strip():
            raise CasebookError("withdraw_drawn" if stage == "drawn" else "withdraw_reason", id=code)
        judging.refuse_personal(conn, casebook.round, code, reason)
        writer = EntryWriter(conn, casebook.key)
        note(writer, casebook.round, [code], reason, stamp, undone=False)
        writer.close(stamp, "withdraw", {"dossier": code, "stage": stage})
        return stage


def bring_back(casebook: Casebook, code: str, reason: str, stamp: Stamp) -> Withdrawal:
    """Take a dossier back into the round; return the withdrawal that this undoes.

    Raises CasebookError withdraw_unknown, withdraw_not.
    """
    with casebook.write() as conn:
        if code not in dossier_ids(conn, casebook.round):
            raise CasebookError("withdraw_unknown", id=code)
        known = withdrawn(conn, casebook.round).get(code)
        if known is None:
            raise CasebookError("withdraw_not", id=code)
        judging.refuse_personal(conn, casebook.round, code, reason)
        writer = EntryWriter(conn, casebook.key)
        note(writer, casebook.round, [code], reason, stamp, undone=True)
        writer.close(stamp, "withdraw", {"dossier": code, "undone": True})
        return known
