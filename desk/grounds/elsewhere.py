"""Rosters of other companies that hold people of a dossier: what whoever judges has to know, and decides nothing."""

from __future__ import annotations

from sqlalchemy import Connection

from casebook.filed.altered import pairs
from casebook.filed.came_back import Shared
from desk.console import Document


def elsewhere(conn: Connection, round_name: str, back: Shared) -> dict[str, Document]:
    """Return dossier -> ``shared_elsewhere``: rosters of this round with its people under altered numbers, as found when
    the later of the two was filed; told of both.

    ``back``: dossiers that belong together, of which it is said that they do. Earlier rounds: casebook/filed/reuse.py.
    """
    found: dict[str, list[Document]] = {}
    for pair in pairs(conn, round_name):
        if pair.round != round_name or pair.other in back.get(pair.dossier, {}):
            continue
        told = {"round": pair.round, "people": pair.people, "kind": pair.kind}
        found.setdefault(pair.dossier, []).append({**told, "other": pair.other})
        found.setdefault(pair.other, []).append({**told, "other": pair.dossier})
    return {id: {"shared_elsewhere": others} for id, others in found.items()}
