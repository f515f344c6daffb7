"""Dossiers that hold people of one that left the round after its draw: what was heard of them then is told again.

Whoever files a roster anew under another number gets other dice. The first ones, and what the calls said, stay on file
and belong before whoever decides: on the screen, on page one, in the opinion form.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from casebook.database.queries import chunks
from casebook.filed.withdrawals import drawn_out_ids
from casebook.judging import last_versions
from casebook.schema import dossiers, fingerprints, links, respondents, versions


def came_back(conn: Connection, round_name: str) -> dict[str, dict[str, int]]:
    """Return dossier of the round -> dossier that left it after its draw -> how many people of the first look like
    somebody on the second. Holds after a purge, and whichever of the two was filed first.
    """
    gone = _rows_of(conn, round_name, drawn_out_ids(conn))
    if not gone:
        return {}
    mine = {version: code for code, version in last_versions(conn, round_name).items()}
    live = {row: mine[version] for row, version in _respondents(conn, mine)}
    shared: set[tuple[int, str]] = set()
    theirs: dict[int, set[str]] = {}
    for made, row in _prints(conn, gone):
        theirs.setdefault(made, set()).add(gone[row])
    f = fingerprints.c
    for chunk in chunks(sorted(theirs)):
        for made, row in conn.execute(select(f.print, f.respondent_id).where(f.print.in_(chunk))):
            if row in live:
                shared |= {(row, code) for code in theirs[made]}
    # Numbers with one changed digit are found when a roster is filed, and kept as links.
    statement = select(links.c.respondent_id, links.c.other_id)
    for chunk in chunks(sorted(live)):
        for row, other in conn.execute(statement.where(links.c.respondent_id.in_(chunk))):
            if other in gone:
                shared.add((row, gone[other]))
    found: dict[str, dict[str, int]] = {}
    for row, code in sorted(shared):
        counts = found.setdefault(live[row], {})
        counts[code] = counts.get(code, 0) + 1
    return found


def _rows_of(conn: Connection, round_name: str, ids: set[int]) -> dict[int, str]:
    """Return respondent -> dossier of those dossiers that are of the round."""
    statement = (
        select(respondents.c.id, dossiers.c.code)
        .select_from(respondents.join(versions, versions.c.id == respondents.c.version_id).join(dossiers))
        .where(dossiers.c.round == round_name)
    )
    return {
        int(row): str(code)
        for chunk in chunks(sorted(ids))
        for row, code in conn.execute(statement.where(dossiers.c.id.in_(chunk)))
    }


def _respondents(conn: Connection, chosen: Mapping[int, str]) -> list[tuple[int, int]]:
    c = respondents.c
    return [
        (int(row), int(version))
        for chunk in chunks(sorted(chosen))
        for row, version in conn.execute(select(c.id, c.version_id).where(c.version_id.in_(chunk)))
    ]


def _prints(conn: Connection, rows: Mapping[int, str]) -> list[tuple[int, int]]:
    f = fingerprints.c
    return [
        (int(made), int(row))
        for chunk in chunks(sorted(rows))
        for made, row in conn.execute(select(f.print, f.respondent_id).where(f.respondent_id.in_(chunk)))
    ]
