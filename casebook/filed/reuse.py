"""Whom a roster of this round shares with rosters of earlier rounds: another company's, or its own of last year.

A copy of last year's list is the cheapest forgery there is, and a company's own old customers are no forgery at all. The
links were made when the roster was filed; here they are counted by pairs of rosters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from casebook.database.queries import applicants, chunks
from casebook.filed.altered import pairs
from casebook.filed.withdrawals import forgotten_ids
from casebook.schema import dossiers, links, respondents, versions


@dataclass(frozen=True, slots=True)
class Reuse:
    """How many people of a roster stand in one of an earlier round. ``own``: of the same company; ``known``: both
    companies are known by name."""

    round: str
    dossier: str
    people: int
    own: bool
    known: bool


def reused(conn: Connection, round_name: str, chosen: Mapping[int, str]) -> dict[str, tuple[Reuse, ...]]:
    """Return dossier -> the rosters of other rounds with which it shares people, those with the most first.

    ``chosen``: version -> dossier of this round. Numbers that are equal or slipped by a digit count, and so do people whose
    altered numbers were told beyond chance when the roster was filed.
    """
    one, two, link = respondents.alias("one"), respondents.alias("two"), links.c
    statement = (
        select(
            one.c.version_id, two.c.version_id, dossiers.c.id, dossiers.c.round, dossiers.c.code,
            func.count(link.respondent_id.distinct()),
        )
        .join(one, one.c.id == link.respondent_id)
        .join(two, two.c.id == link.other_id)
        .join(versions, versions.c.id == two.c.version_id)
        .join(dossiers, dossiers.c.id == versions.c.dossier_id)
        .where(dossiers.c.round != round_name)
        .group_by(one.c.version_id, two.c.version_id, dossiers.c.id, dossiers.c.round, dossiers.c.code)
    )  # fmt: skip
    out = forgotten_ids(conn)
    lines = [
        tuple(row)
        for chunk in chunks(sorted(chosen))
        for row in conn.execute(statement.where(one.c.version_id.in_(chunk)))
        if row[2] not in out
    ]
    owner = applicants(conn)
    found: dict[tuple[str, str, str], Reuse] = {}
    for mine, theirs, _, round, code, people in lines:
        key = (chosen[mine], round, code)
        same = bool(owner.get(mine)) and owner.get(mine) == owner.get(theirs)
        known = bool(owner.get(mine)) and bool(owner.get(theirs))
        if key not in found or people > found[key].people:
            found[key] = Reuse(round, code, int(people), same, known)
    v = versions.c
    whose = select(v.id, dossiers.c.round, dossiers.c.code).join(dossiers).order_by(v.id)
    names = {(str(round), str(code)): owner.get(id, "") for id, round, code in conn.execute(whose)}
    for pair in pairs(conn, round_name):
        key = (pair.dossier, pair.round, pair.other)
        if pair.round == round_name or pair.dossier not in chosen.values():
            continue
        if key not in found or pair.people > found[key].people:
            known = bool(names.get((round_name, pair.dossier)) and names.get((pair.round, pair.other)))
            found[key] = Reuse(pair.round, pair.other, pair.people, False, known)
    told: dict[str, list[Reuse]] = {}
    for (code, _, _), reuse in found.items():
        told.setdefault(code, []).append(reuse)
    return {
        code: tuple(sorted(several, key=lambda item: (-item.people, item.round, item.dossier)))
        for code, several in told.items()
    }
