"""One roster under two numbers of a round: whose people another dossier holds, and which company applies twice.

Whoever files a roster anew under another number gets other dice, whether the first one left the round or not. The first
dice, and what the calls said, stay on file and belong before whoever decides: on the screen, on page one, in the opinion
form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from casebook.database.queries import applicants, chunks
from casebook.filed.withdrawals import drawn_out_ids
from casebook.judging import last_versions
from casebook.schema import dossiers, fingerprints, links, respondents, versions

Shared = Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]


def applying_twice(conn: Connection, round_name: str) -> dict[str, tuple[str, ...]]:
    """Return dossier -> the other dossiers of the round that bear the same company's name (legal form aside)."""
    mine = last_versions(conn, round_name)
    names = applicants(conn, sorted(mine.values()))
    of: dict[str, list[str]] = {}
    for code, version in mine.items():
        if names.get(version):
            of.setdefault(names[version], []).append(code)
    return {
        code: tuple(o for o in codes if o != code)
        for codes in of.values()
        if len(codes) > 1
        for code in codes
    }


def came_back(conn: Connection, round_name: str) -> Shared:
    """Return dossier of the round -> other dossier -> (row, other row) of everybody who looks like the same person.

    The other one left the round after its draw, or is of the same company. Holds after a purge, and whichever of the two
    was filed first.
    """
    twice = applying_twice(conn, round_name)
    gone = _rows(conn, round_name, drawn_out_ids(conn))
    mine = {version: code for code, version in last_versions(conn, round_name).items()}
    own = {version: code for version, code in mine.items() if code in twice}
    if not gone and not own:
        return {}
    live = _rows_of_versions(conn, mine if gone else own)
    others = gone | {row: at for row, at in live.items() if at[0] in twice}
    shared: set[tuple[str, str, str, str]] = set()

    def note(row: int, other: int) -> None:
        (code, here), (there_code, there) = live[row], others[other]
        if other in gone or there_code in twice.get(code, ()):
            shared.add((code, there_code, here, there))

    theirs: dict[int, list[int]] = {}
    for made, row in _prints(conn, others):
        theirs.setdefault(made, []).append(row)
    f, link = fingerprints.c, links.c
    for chunk in chunks(sorted(theirs)):
        for made, row in conn.execute(select(f.print, f.respondent_id).where(f.print.in_(chunk))):
            for other in theirs[made] if row in live else ():
                note(row, other)
    # Numbers with one changed digit are found when a roster is filed, and kept as links.
    for chunk in chunks(sorted(live)):
        for row, other in conn.execute(
            select(link.respondent_id, link.other_id).where(link.respondent_id.in_(chunk))
        ):
            if other in others:
                note(row, other)
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for code, other_code, here, there in sorted(shared):
        found.setdefault(code, {}).setdefault(other_code, []).append((here, there))
    return found


def people(pairs: Sequence[tuple[str, str]]) -> int:
    """Return how many rows stand on the left of pairs."""
    return len({row for row, _ in pairs})


def _rows(conn: Connection, round_name: str, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Return respondent -> (dossier, row id) of those dossiers that are of the round."""
    statement = (
        select(respondents.c.id, dossiers.c.code, respondents.c.row_id)
        .select_from(respondents.join(versions, versions.c.id == respondents.c.version_id).join(dossiers))
        .where(dossiers.c.round == round_name)
    )
    return {
        int(id): (str(code), str(row))
        for chunk in chunks(sorted(ids))
        for id, code, row in conn.execute(statement.where(dossiers.c.id.in_(chunk)))
    }


def _rows_of_versions(conn: Connection, chosen: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    c = respondents.c
    return {
        int(id): (chosen[version], str(row))
        for chunk in chunks(sorted(chosen))
        for id, version, row in conn.execute(
            select(c.id, c.version_id, c.row_id).where(c.version_id.in_(chunk))
        )
    }


def _prints(conn: Connection, rows: Mapping[int, object]) -> list[tuple[int, int]]:
    f = fingerprints.c
    return [
        (int(made), int(row))
        for chunk in chunks(sorted(rows))
        for made, row in conn.execute(select(f.print, f.respondent_id).where(f.respondent_id.in_(chunk)))
    ]
