"""Rosters of other companies that hold people of a dossier: what whoever judges has to know, and decides nothing."""

from __future__ import annotations

from sqlalchemy import Connection

from casebook.filed.altered import pairs
from desk.console import Document


def elsewhere(conn: Connection, round_name: str) -> dict[str, Document]:
    """Return dossier of the round -> ``shared_elsewhere``: rosters with its people under altered numbers, or (of other
    rounds) under the very ones, as found when the later of the two was filed. Of both, where both are of the round."""
    found: dict[str, list[Document]] = {}
    for pair in pairs(conn, round_name):
        told = {"people": pair.people, "kind": pair.kind}
        found.setdefault(pair.dossier, []).append({"round": pair.round, "other": pair.other, **told})
        if pair.round == round_name:
            found.setdefault(pair.other, []).append({"round": round_name, "other": pair.dossier, **told})
    return {id: {"shared_elsewhere": others} for id, others in found.items()}
