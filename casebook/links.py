"""Who is on file already: the questions of new rows against the fingerprints of all that were filed.

Works within the round, across dossiers, and across rounds, also after names and numbers were purged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.fingerprints import STRENGTH
from casebook.schema import dossiers, fingerprints, respondents, reviews, versions

_CHUNK = 5_000  # values in one statement; SQLite takes 32,766
_MOST = 20  # matches followed for one print: a number that hundreds share says it with twenty


@dataclass(frozen=True, slots=True)
class Link:
    """A new row and an older one that look like the same person. ``at``: index of the new row."""

    at: int
    other_id: int
    kind: str  # contact, edited or person: the strongest that holds
    round: str
    dossier: str
    row_id: str
    same_applicant: bool  # an earlier survey of the same company: usual, no reuse


@dataclass(frozen=True, slots=True)
class _Place:
    dossier_id: int
    round: str
    code: str
    row_id: str
    number: int
    applicant_key: str


def find(
    conn: Connection,
    asked: Sequence[Sequence[tuple[int, str]]],
    *,
    dossier_id: int,
    round_name: str,
    applicant_key: str,
) -> tuple[Link, ...]:
    """Return links of new rows to rows of other dossiers, at most one per row and other dossier.

    Dossiers of the same applicant in the same round are passed over: one company, one set of customers.
    """
    wanted: dict[int, list[tuple[int, str]]] = {}
    for at, questions in enumerate(asked):
        for made, kind in questions:
            wanted.setdefault(made, []).append((at, kind))
    matches = _matches(conn, list(wanted))
    places = _places(conn, {other for others in matches.values() for other in others})
    best: dict[tuple[int, int], tuple[tuple[int, int, int], Link]] = {}
    for made, others in matches.items():
        for at, kind in wanted[made]:
            for other in others:
                place = places[other]
                same = bool(applicant_key) and place.applicant_key == applicant_key
                if place.dossier_id == dossier_id or (same and place.round == round_name):
                    continue
                link = Link(at, other, kind, place.round, place.code, place.row_id, same)
                rank = (STRENGTH.index(kind), -place.number, other)
                known = best.get((at, place.dossier_id))
                if known is None or rank < known[0]:
                    best[at, place.dossier_id] = rank, link
    return tuple(best[pair][1] for pair in sorted(best))


def _matches(conn: Connection, prints: Sequence[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    statement = select(fingerprints.c.print, fingerprints.c.respondent_id)
    # Sorted, neighbouring questions read the same pages.
    for chunk in _chunks(sorted(prints)):
        for made, respondent in conn.execute(statement.where(fingerprints.c.print.in_(chunk))):
            found.setdefault(made, []).append(respondent)
    return {made: sorted(others)[-_MOST:] for made, others in found.items()}


def _places(conn: Connection, ids: Iterable[int]) -> Mapping[int, _Place]:
    rows = select(
        respondents.c.id, respondents.c.row_id, versions.c.id, versions.c.number, versions.c.dossier_id,
        dossiers.c.round, dossiers.c.code,
    ).select_from(respondents.join(versions, respondents.c.version_id == versions.c.id).join(dossiers))  # fmt: skip
    found = [
        row for chunk in _chunks(sorted(ids)) for row in conn.execute(rows.where(respondents.c.id.in_(chunk)))
    ]
    applicants: dict[int, str] = {}
    heads = select(reviews.c.version_id, reviews.c.applicant_key).order_by(reviews.c.id)
    for chunk in _chunks(sorted({row[2] for row in found})):
        applicants.update(
            (int(version), str(key))
            for version, key in conn.execute(heads.where(reviews.c.version_id.in_(chunk)))
        )
    return {r[0]: _Place(r[4], r[5], r[6], r[1], r[3], applicants.get(r[2], "")) for r in found}


def _chunks(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))
