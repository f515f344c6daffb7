"""One roster under two numbers of a round: whose people another dossier holds, and which company applies twice.

Whoever files a roster anew under another number gets other dice, whether the first one left the round or not. The first
dice, and what the calls said, stay on file and belong before whoever decides: on the screen, on page one, in the opinion
form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select

from casebook.database.queries import applicants, chunks
from casebook.filed.withdrawals import drawn_out_ids
from casebook.judging import last_versions
from casebook.schema import dossiers, fingerprints, likenesses, links, masks, respondents, versions

Shared = Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
Others = dict[str, tuple[str, ...]]


def applying_twice(conn: Connection, round_name: str) -> Others:
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


def one_roster(conn: Connection, round_name: str) -> Others:
    """Return dossier -> the other dossiers of the round that hold half of its people, or half of whose people it holds,
    where no papers say that they are two companies.

    Half of the shorter roster counts, by the links that were made when the later one was filed. Where both companies are
    named and differ, what two rosters share is told row by row and by DU07, and keeps nobody from being judged.
    """
    mine = last_versions(conn, round_name)
    names = applicants(conn, sorted(mine.values()))
    code_of = {version: code for code, version in mine.items()}
    v = versions.c
    sizes = {
        code_of[id]: count
        for chunk in chunks(sorted(code_of))
        for id, count in conn.execute(select(v.id, v.row_count).where(v.id.in_(chunk)))
    }
    found: dict[str, set[str]] = {}
    for one, two, rows, others in _shared_counts(conn, code_of):
        code, there = code_of[one], code_of[two]
        named = names.get(one) and names.get(two)
        if not named and 2 * min(rows, others) >= min(sizes[code], sizes[there]):
            found.setdefault(code, set()).add(there)
            found.setdefault(there, set()).add(code)
    return {code: tuple(sorted(others)) for code, others in sorted(found.items())}


def joined(company: Others, roster: Others) -> Others:
    """Dossier -> the others of one company and those of one roster."""
    return {
        id: tuple(sorted({*company.get(id, ()), *roster.get(id, ())})) for id in sorted({*company, *roster})
    }


def came_back(conn: Connection, round_name: str, beside: Mapping[str, Sequence[str]]) -> Shared:
    """Return dossier of the round -> other dossier -> (row, other row) of everybody who looks like the same person.

    The other one left the round after its draw, or stands ``beside`` (of the same company, or one roster with it): those
    are there even if they share nobody. Holds after a purge, and whichever of the two was filed first.
    """
    gone = _rows(conn, round_name, drawn_out_ids(conn))
    mine = {version: code for code, version in last_versions(conn, round_name).items()}
    own = {version: code for version, code in mine.items() if code in beside}
    if not gone and not own:
        return {}
    live = _rows_of_versions(conn, mine if gone else own)
    own_rows = {row: at for row, at in live.items() if at[0] in beside}
    others = gone | own_rows
    shared: set[tuple[str, str, str, str]] = set()

    def note(row: int, other: int) -> None:
        (code, here), (there_code, there) = live[row], others[other]
        if other in gone or there_code in beside.get(code, ()):
            shared.add((code, there_code, here, there))

    theirs: dict[int, list[int]] = {}
    for made, row in _prints(conn, others):
        theirs.setdefault(made, []).append(row)
    f = fingerprints.c
    for chunk in chunks(sorted(theirs)):
        for made, row in conn.execute(select(f.print, f.respondent_id).where(f.print.in_(chunk))):
            for other in theirs[made] if row in live else ():
                note(row, other)
    # Numbers with one changed digit are found when a roster is filed, and kept as links; of one company they are not.
    for row, other in _linked(conn, live):
        if other in others:
            note(row, other)
    for row, other in _near(conn, own_rows):
        note(row, other)
    # In two rosters that belong together a name is a person, whatever number stands beside it now.
    kin = {(code, other) for code, several in beside.items() for other in several}
    kin |= _half(shared, Counter(at[0] for at in live.values()), Counter(at[0] for at in gone.values()))
    kin |= {(code, other) for code, several in left_by(conn, round_name)[0].items() for other in several}
    for row, other in _same_names(conn, live, others, kin):
        note(row, other)
    found: dict[str, dict[str, list[tuple[str, str]]]] = {
        code: {other: [] for other in sorted(others)} for code, others in sorted(beside.items())
    }
    for code, other_code, here, there in sorted(shared):
        found.setdefault(code, {}).setdefault(other_code, []).append((here, there))
    return found


def _shared_counts(conn: Connection, chosen: Collection[int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (version, other version, linked rows of the one, of the other) where both are chosen."""
    one, two, link = respondents.alias("one"), respondents.alias("two"), links.c
    statement = (
        select(
            one.c.version_id, two.c.version_id,
            func.count(link.respondent_id.distinct()), func.count(link.other_id.distinct()),
        )
        .join(one, one.c.id == link.respondent_id)
        .join(two, two.c.id == link.other_id)
        .group_by(one.c.version_id, two.c.version_id)
    )  # fmt: skip
    for chunk in chunks(sorted(chosen)):
        for row in conn.execute(statement.where(one.c.version_id.in_(chunk))):
            if row[1] in chosen:
                yield int(row[0]), int(row[1]), int(row[2]), int(row[3])


def left_by(conn: Connection, round_name: str) -> tuple[Others, Others]:
    """Return dossier -> the dossiers that left the round after their draw: those of the same company, and those of which
    nothing says whose they are (or whose this one is)."""
    out = drawn_out_ids(conn)
    statement = (
        select(versions.c.id, dossiers.c.code)
        .join(dossiers, dossiers.c.id == versions.c.dossier_id)
        .where(dossiers.c.round == round_name, dossiers.c.id.in_(sorted(out)))
        .order_by(versions.c.number)
    )
    gone = {str(code): int(version) for version, code in conn.execute(statement)}
    mine = {code: version for code, version in last_versions(conn, round_name).items() if code not in gone}
    names = applicants(conn, sorted({*gone.values(), *mine.values()}))
    same: Others = {}
    unknown: Others = {}
    for code, version in mine.items():
        name = names.get(version)
        same[code] = tuple(sorted(o for o, v in gone.items() if name and names.get(v) == name))
        unknown[code] = tuple(sorted(o for o, v in gone.items() if not name or not names.get(v)))
    return same, unknown


def _half(
    shared: Iterable[tuple[str, str, str, str]], sizes: Mapping[str, int], gone: Mapping[str, int]
) -> set[tuple[str, str]]:
    """Pairs of a dossier and one that left of which half of the shorter roster is shared."""
    rows: dict[tuple[str, str], set[str]] = {}
    for code, other, here, _ in shared:
        rows.setdefault((code, other), set()).add(here)
    return {
        (code, other)
        for (code, other), mine in rows.items()
        if other in gone and 2 * len(mine) >= min(sizes[code], gone[other])
    }


def _same_names(
    conn: Connection,
    live: Mapping[int, tuple[str, str]],
    others: Mapping[int, tuple[str, str]],
    kin: Collection[tuple[str, str]],
) -> Iterator[tuple[int, int]]:
    """Yield (row, other row) of equal names in two dossiers that belong together: those share all prints of a name."""
    wanted = {code for pair in kin for code in pair}
    rows = {row for known in (live, others) for row, at in known.items() if at[0] in wanted}
    names: dict[int, set[int]] = {}
    like = likenesses.c
    for chunk in chunks(sorted(rows)):
        for row, made in conn.execute(
            select(like.respondent_id, like.print).where(like.respondent_id.in_(chunk))
        ):
            names.setdefault(row, set()).add(made)
    by_name: dict[tuple[str, frozenset[int]], list[int]] = {}
    for row, prints in names.items():
        if row in others:
            by_name.setdefault((others[row][0], frozenset(prints)), []).append(row)
    for row, prints in names.items():
        if row in live:
            for code, other in kin:
                if code == live[row][0]:
                    yield from ((row, there) for there in by_name.get((other, frozenset(prints)), ()))


def people(pairs: Sequence[tuple[str, str]]) -> int:
    """Return how many rows stand on the left of pairs."""
    return len({row for row, _ in pairs})


def _linked(conn: Connection, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield (respondent, other respondent) of the links that were made when these rows were filed."""
    link = links.c
    for chunk in chunks(sorted(rows)):
        for row, other in conn.execute(
            select(link.respondent_id, link.other_id).where(link.respondent_id.in_(chunk))
        ):
            yield int(row), int(other)


def _near(conn: Connection, rows: Mapping[int, tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows of different dossiers with names alike and a number that differs in one digit at most."""
    names: dict[int, set[int]] = {}
    like, mask = likenesses.c, masks.c
    for chunk in chunks(sorted(rows)):
        for row, made in conn.execute(
            select(like.respondent_id, like.print).where(like.respondent_id.in_(chunk))
        ):
            names.setdefault(row, set()).add(made)
    by_mask: dict[int, list[int]] = {}
    for chunk in chunks(sorted(rows)):
        for made, row in conn.execute(
            select(mask.print, mask.respondent_id).where(mask.respondent_id.in_(chunk))
        ):
            by_mask.setdefault(made, []).append(row)
    for same in by_mask.values():
        for at, one in enumerate(same):
            for two in same[at + 1 :]:
                if rows[one][0] != rows[two][0] and names.get(one, set()) & names.get(two, set()):
                    yield one, two
                    yield two, one


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
