"""Who is on file already: found when a roster is filed, stored as links, and read for both of the two rosters.

Works within the round, across dossiers, and across rounds, also after names and numbers were purged. Two rows are
linked when they look like the same person: one fingerprint that the new row asks for is a fingerprint on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from casebook.codec.record import PreparedDossier
from casebook.database.queries import applicants, chunks
from casebook.filed.near import Neighbours, named, slips
from casebook.filed.withdrawals import drawn_out_ids, forgotten_ids
from casebook.fingerprints import CONTACT, EDITED, STRENGTH
from casebook.journal import EntryWriter
from casebook.masks import READ, WHOLE
from casebook.schema import dossiers, fingerprints, links, respondents, versions

_MOST = 20  # matches followed for one print: a number that hundreds share says it with twenty


@dataclass(frozen=True, slots=True)
class RespondentLink:
    """A new row and an older one that look like the same person. ``at``: index of the new row."""

    at: int
    other_id: int
    kind: str  # contact, edited or person: the strongest that holds
    round: str
    dossier: str
    row_id: str
    same_applicant: bool  # an earlier survey of the same company: usual, no reuse
    drawn_out: bool = (
        False  # of a dossier that left this round after its draw: these people were called already
    )
    read_alike: bool = False  # kind contact: the name is another one that is read alike


@dataclass(frozen=True, slots=True)
class _FiledRow:
    dossier_id: int
    round: str
    code: str
    row_id: str
    number: int
    applicant_key: str


def find(
    conn: Connection, key: bytes, new: PreparedDossier, near: Neighbours, *, dossier_id: int, round_name: str
) -> tuple[RespondentLink, ...]:
    """Return links of new rows to rows of other dossiers, at most one per row and other dossier.

    ``near``: who on file has masks of the new roster.

    Dossiers of the same applicant in the same round are passed over: one company, one set of customers. One that left
    the round after its draw is not: what was heard of its people counts for whoever files them again.
    """
    wanted: dict[int, list[tuple[int, str]]] = {}
    for at, questions in enumerate(new.asked):
        for made, kind in questions:
            wanted.setdefault(made, []).append((at, kind))
    matches = dict(_matches(conn, list(wanted)))
    exact = {
        (at, other)
        for made, others in matches.items()
        for at, kind in wanted[made]
        if kind == CONTACT
        for other in others
    }
    further: set[int] = set()
    for at, made in slips(conn, key, new, near, exact):
        if made not in wanted:
            further.add(made)
        wanted.setdefault(made, []).append((at, EDITED))
    matches |= _matches(conn, list(further))
    applicant_key = str(new.record.review["applicant_key"])
    on_file = _filed_rows(conn, {other for others in matches.values() for other in others})
    drawn_out = drawn_out_ids(conn)
    best: dict[tuple[int, int], tuple[tuple[int, int, int], RespondentLink]] = {}
    for made, others in matches.items():
        for at, kind in wanted[made]:
            for other in others:
                there = on_file[other]
                same = bool(applicant_key) and there.applicant_key == applicant_key
                called = there.dossier_id in drawn_out and there.round == round_name
                if there.dossier_id == dossier_id or (same and there.round == round_name and not called):
                    continue
                link = RespondentLink(at, other, kind, there.round, there.code, there.row_id, same, called)
                rank = (STRENGTH.index(kind), -there.number, other)
                known = best.get((at, there.dossier_id))
                if known is None or rank < known[0]:
                    best[at, there.dossier_id] = rank, link
    return _with_names(conn, new, [best[pair][1] for pair in sorted(best)])


def _with_names(
    conn: Connection, new: PreparedDossier, found: Sequence[RespondentLink]
) -> tuple[RespondentLink, ...]:
    """Say of which contacts the names are other ones that are read alike."""
    there = named(conn, {link.other_id for link in found if link.kind == CONTACT}) if new.masks else {}

    def read_alike(link: RespondentLink) -> bool:
        shared = {kind for made, kind in new.masks[link.at].names if made in there.get(link.other_id, ())}
        return READ in shared and WHOLE not in shared

    return tuple(
        replace(link, read_alike=link.kind == CONTACT and bool(there) and read_alike(link)) for link in found
    )


def _matches(conn: Connection, prints: Sequence[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    statement = select(fingerprints.c.print, fingerprints.c.respondent_id)
    # Sorted, neighbouring questions read the same pages.
    for chunk in chunks(sorted(prints)):
        for made, respondent in conn.execute(statement.where(fingerprints.c.print.in_(chunk))):
            found.setdefault(made, []).append(respondent)
    return {made: sorted(others)[-_MOST:] for made, others in found.items()}


def _filed_rows(conn: Connection, ids: Iterable[int]) -> Mapping[int, _FiledRow]:
    rows = select(
        respondents.c.id, respondents.c.row_id, versions.c.id, versions.c.number, versions.c.dossier_id,
        dossiers.c.round, dossiers.c.code,
    ).select_from(respondents.join(versions, respondents.c.version_id == versions.c.id).join(dossiers))  # fmt: skip
    found = [
        row for chunk in chunks(sorted(ids)) for row in conn.execute(rows.where(respondents.c.id.in_(chunk)))
    ]
    applicant = applicants(conn, sorted({row[2] for row in found}))
    return {r[0]: _FiledRow(r[4], r[5], r[6], r[1], r[3], applicant.get(r[2], "")) for r in found}


def add(writer: EntryWriter, found: Iterable[RespondentLink], ids: Sequence[int]) -> None:
    """Write links of a new roster. ``ids``: of its respondents, in their order."""
    rows = [{"respondent_id": ids[link.at], "other_id": link.other_id, "kind": link.kind} for link in found]
    writer.add(links, rows)


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One of two linked respondents: its id, row id and version."""

    respondent: int
    row: str
    version: int


def linked(conn: Connection) -> Iterator[tuple[LinkEnd, LinkEnd, str]]:
    """Yield (one, the other, kind) of every link between rosters of different applicants, from both ends.

    A link is found when the later of two rosters is filed; it is told to both. What left the round undrawn is linked to nobody.
    """
    mine, other = respondents.alias("mine"), respondents.alias("other")
    applicant = applicants(conn)
    out = forgotten_ids(conn)
    gone = (
        set(conn.scalars(select(versions.c.id).where(versions.c.dossier_id.in_(sorted(out)))))
        if out
        else set()
    )
    statement = (
        select(
            *(mine.c.id, mine.c.row_id, mine.c.version_id),
            *(other.c.id, other.c.row_id, other.c.version_id, links.c.kind),
        )
        .join(mine, mine.c.id == links.c.respondent_id)
        .join(other, other.c.id == links.c.other_id)
        .order_by(links.c.id)
    )
    for *ends, kind in conn.execute(statement):
        new, old = LinkEnd(*ends[:3]), LinkEnd(*ends[3:])
        if new.version in gone or old.version in gone:
            continue
        if not applicant.get(new.version) or applicant[new.version] != applicant.get(old.version):
            yield new, old, kind
            yield old, new, kind


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

    Versions that another of their dossier has replaced are left out unless they are asked for.
    """
    statement = select(versions.c.id, dossiers.c.round, dossiers.c.code).join(dossiers)
    dossier = {row[0]: (row[1], row[2]) for row in conn.execute(statement)}
    best: dict[int, dict[tuple[str, str, str], Match]] = {version: {} for version in version_ids}
    for here, there, kind in linked(conn):
        if here.version not in best or dossier[here.version] == dossier[there.version]:
            continue
        match = Match(here.row, kind, *dossier[there.version], there.row)
        pair = (match.row, match.round, match.dossier)
        known = best[here.version].get(pair)
        if known is None or STRENGTH.index(kind) <= STRENGTH.index(known.kind):
            best[here.version][pair] = match
    return {
        version: tuple(sorted(found.values(), key=lambda m: (STRENGTH.index(m.kind), m.row, m.dossier)))
        for version, found in best.items()
    }
