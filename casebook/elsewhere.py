"""Rows of one roster that are on file in another, in both directions, for the papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.check import pairs
from casebook.fingerprints import STRENGTH
from casebook.schema import dossiers, links, respondents, reviews, versions


@dataclass(frozen=True, slots=True)
class Match:
    """A row and one that looks like the same person on another applicant's roster. ``kind``: one of STRENGTH."""

    row: str
    kind: str
    round: str
    dossier: str
    other: str


def matches(conn: Connection, version_ids: Iterable[int]) -> dict[int, tuple[Match, ...]]:
    """Return the matches of every version asked for, at most one per row and other dossier, strongest first.

    A link is found when the later of two rosters is filed; it is told to both. Rosters of the same applicant are
    left out, and so are versions that another of their dossier has replaced unless they are asked for.
    """
    wanted = set(version_ids)
    mine, other = respondents.alias("mine"), respondents.alias("other")
    applicant = pairs(conn, select(reviews.c.version_id, reviews.c.applicant_key).order_by(reviews.c.id))
    place = {
        int(version): (str(round_name), str(code))
        for version, round_name, code in conn.execute(
            select(versions.c.id, dossiers.c.round, dossiers.c.code).join(
                dossiers, dossiers.c.id == versions.c.dossier_id
            )
        )
    }
    statement = (
        select(mine.c.version_id, mine.c.row_id, links.c.kind, other.c.version_id, other.c.row_id)
        .join(mine, mine.c.id == links.c.respondent_id)
        .join(other, other.c.id == links.c.other_id)
        .order_by(links.c.id)
    )
    best: dict[int, dict[tuple[str, str, str], Match]] = {version: {} for version in wanted}
    for version, row, kind, elsewhere, older in conn.execute(statement):
        if applicant.get(version) and applicant.get(version) == applicant.get(elsewhere):
            continue
        for here, there, own, its in ((version, elsewhere, row, older), (elsewhere, version, older, row)):
            if here not in wanted or place[here] == place[there]:
                continue
            match = Match(str(own), str(kind), *place[there], str(its))
            known = best[here].get((match.row, match.round, match.dossier))
            if known is None or STRENGTH.index(match.kind) <= STRENGTH.index(known.kind):
                best[here][match.row, match.round, match.dossier] = match
    return {
        version: tuple(sorted(found.values(), key=lambda m: (STRENGTH.index(m.kind), m.row, m.dossier)))
        for version, found in best.items()
    }
