"""Rosters on file that share people with a new one: with altered numbers, or (of other rounds) with the very ones.

Found when it is filed, kept, told of both. Works across rounds and after a purge. Told by pairs of rosters of different
applicants, never by one row; with how many there would be by chance (verify/coincidence.py).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from casebook.database.queries import applicants, chunks
from casebook.filed.near import Neighbours
from casebook.filed.withdrawals import forgotten_ids
from casebook.fingerprints import combined
from casebook.journal import EntryWriter
from casebook.masks import HOLE, READ, WHOLE, Masks, read_print
from casebook.schema import altered, dossiers, likenesses, masked, masks, people, respondents, versions
from verify.coincidence import ALIKE, LEAST, ONE, SOUND, Surprise, controlled, earlier, in_order, surprise
from verify.fields.name import clean

_WRITTEN = select(people.c.respondent_id, people.c.name).join(
    respondents, respondents.c.id == people.c.respondent_id
)
SAME = "same_number"  # the kind of a roster whose very numbers are shared
_CUSTOMERS, _CUSTOMERS_SHARE = (
    3,
    0.05,
)  # whom two companies may share: as shared_customers of the settings stands
_LOOKED_INTO = 50  # rosters on file whose chances are reckoned, those with the most near people


@dataclass(frozen=True, slots=True)
class Echo:
    """A roster on file that shares altered people with another. ``rows``: (row id here, row id there).

    ``dates``: whose survey dates are earlier (dates_before: those here); ``in_order``: the people stand in one order.
    """

    version: int
    round: str
    dossier: str
    kind: str
    people: int
    expected: float
    dates: str
    in_order: bool
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A new roster that asks: prints, row ids and first survey days of its respondents; whose it is."""

    masks: Sequence[Masks]
    row_ids: Sequence[str]
    days: Sequence[str]
    dossier_id: int
    applicant_key: str


@dataclass(frozen=True, slots=True)
class _Filed:
    version: int
    row_id: str
    day: str
    position: int


def add(writer: EntryWriter, version: int, ids: Sequence[int], made: Sequence[Masks]) -> None:
    """Store the prints of a roster, with their number and XOR. ``ids``: of its respondents, along ``made``."""
    prints = sorted(
        {(p, id) for id, one in zip(ids, made, strict=True) for number in one.numbers for p in number}
    )
    names = sorted({(id, p) for id, one in zip(ids, made, strict=True) for p, _ in one.names})
    store(writer, version, prints, names)


def store(
    writer: EntryWriter, version: int, prints: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]]
) -> None:
    """Store (mask, respondent) and (respondent, print of the name) of a version."""
    if prints:
        writer.conn.execute(insert(masks), [{"print": p, "respondent_id": id} for p, id in prints])
    if names:
        writer.conn.execute(insert(likenesses), [{"respondent_id": id, "print": p} for id, p in names])
    xor = combined([*(p for p, _ in prints), *(p for _, p in names)])
    count = len(prints) + len(names)
    writer.add(masked, [{"version_id": version, "prints_count": count, "prints_xor": xor}])


def find(conn: Connection, key: bytes, asked: Asked, on_file: Neighbours) -> tuple[Echo, ...]:
    """Return the rosters on file of other applicants that share altered people beyond chance, one per dossier.

    ``on_file``: who has masks of the new roster.
    """
    near, same = _near(asked.masks, on_file)
    if not near:
        return ()
    filed = _filed(conn, {there for _, there in near})
    others = _others(conn, asked, {item.version for item in filed.values()})
    by_version: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for here, there in near:
        if filed[there].version in others:
            by_version[filed[there].version].append((here, there))
    enough = [version for version, pairs in by_version.items() if _people(pairs) >= min(LEAST.values())]
    looked = sorted(enough, key=lambda v: (-_people(by_version[v]), v))[:_LOOKED_INTO]
    found: list[tuple[Surprise, int, list[tuple[int, int]]]] = []
    for version in looked:
        seen, pairs = _tested(conn, key, asked.masks, version, by_version[version], same)
        if seen is not None:
            found.append((seen, version, pairs))
    told = controlled([seen.p_value for seen, *_ in found], max(1, _compared(conn, asked)))
    best: dict[tuple[str, str], tuple[Surprise, Echo]] = {}
    for (seen, version, pairs), tell in zip(found, told, strict=True):
        known = best.get(others[version])
        if tell and (known is None or seen.p_value < known[0].p_value):
            best[others[version]] = seen, _echo(asked, version, others[version], seen, pairs, filed)
    return tuple(
        echo for _, echo in sorted(best.values(), key=lambda item: (item[0].p_value, item[1].version))
    )


def repeated(
    conn: Connection, asked: Asked, pairs: Sequence[tuple[int, int]], round_name: str
) -> tuple[Echo, ...]:
    """Return the rosters of other rounds whose very numbers stand in a new one, more than of customers of two companies.

    ``pairs``: (row here, respondent there) of the links by contact to other applicants. Within a round DU05 says it.
    """
    filed = _filed(conn, {there for _, there in pairs})
    v = versions.c
    statement = (
        select(v.id, dossiers.c.round, dossiers.c.code, v.row_count)
        .join(dossiers)
        .where(dossiers.c.round != round_name)
    )
    others = {
        row[0]: row[1:]
        for chunk in chunks(sorted({item.version for item in filed.values()}))
        for row in conn.execute(statement.where(v.id.in_(chunk)))
    }
    out = []
    for version, (whose_round, code, rows) in sorted(others.items()):
        mine = [(here, there) for here, there in pairs if filed[there].version == version]
        if _people(mine) > max(_CUSTOMERS, _CUSTOMERS_SHARE * min(rows, len(asked.row_ids))):
            seen = Surprise(SAME, _people(mine), 0.0, 0.0)
            out.append(_echo(asked, version, (whose_round, code), seen, mine, filed))
    return tuple(out)


def keep(writer: EntryWriter, version: int, found: Iterable[Echo]) -> None:
    """Write what was found for a new version."""
    writer.add(
        altered,
        [
            {
                "version_id": version, "other_id": echo.version, "kind": echo.kind, "people": echo.people,
                "expected": f"{echo.expected:.6g}", "dates": echo.dates, "in_order": str(int(echo.in_order)),
                "rows": json.dumps(echo.rows, ensure_ascii=False),
            }
            for echo in found
        ],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two dossiers that were found to share altered people when ``dossier``, the later of them, was filed."""

    dossier: str
    round: str
    other: str
    kind: str
    people: int
    expected: float


def pairs(conn: Connection, round_name: str) -> tuple[Pair, ...]:
    """Return what was found for the dossiers of a round, by their last versions, without what left it undrawn."""
    mine, theirs = versions.alias("mine"), versions.alias("theirs")
    here, there = dossiers.alias("here"), dossiers.alias("there")
    statement = (
        select(
            *(here.c.id, here.c.code, there.c.id, there.c.round, there.c.code),
            *(altered.c.kind, altered.c.people, altered.c.expected, mine.c.number, mine.c.dossier_id),
        )
        .join(mine, mine.c.id == altered.c.version_id)
        .join(here, here.c.id == mine.c.dossier_id)
        .join(theirs, theirs.c.id == altered.c.other_id)
        .join(there, there.c.id == theirs.c.dossier_id)
        .where(here.c.round == round_name)
        .order_by(altered.c.id)
    )
    last = {
        row[0]: row[1]
        for row in conn.execute(
            select(versions.c.dossier_id, func.max(versions.c.number)).group_by(versions.c.dossier_id)
        )
    }
    out = forgotten_ids(conn)
    return tuple(
        Pair(row[1], row[3], row[4], row[5], row[6], float(row[7]))
        for row in conn.execute(statement)
        if row[0] not in out and row[2] not in out and row[8] == last[row[9]]
    )


def document(echo: Echo) -> dict[str, Any]:
    """Return what was found as JSON values."""
    return {
        "round": echo.round,
        "dossier": echo.dossier,
        "kind": echo.kind,
        "people": echo.people,
        "expected": float(f"{echo.expected:.3g}"),
        "dates": echo.dates,
        "same_order": echo.in_order,
        "rows": [{"row": here, "other": there} for here, there in echo.rows],
    }


def _near(
    asked: Sequence[Masks], on_file: Neighbours
) -> tuple[list[tuple[int, int]], dict[int, set[tuple[int, int]]]]:
    """Return (row here, respondent there) of all numbers that differ in one digit, and of equal ones by respondent."""
    shared = Counter(
        (at, which, there)
        for at, one in enumerate(asked)
        for which, number in enumerate(one.numbers)
        for made in number
        for there in on_file.found.get(made, ())
    )
    same: dict[int, set[tuple[int, int]]] = defaultdict(set)
    near: set[tuple[int, int]] = set()
    for (at, _, there), count in shared.items():
        if count == 1:
            near.add((at, there))
        else:
            same[there].add((at, there))
    return sorted(near), dict(same)


def _filed(conn: Connection, ids: Iterable[int]) -> dict[int, _Filed]:
    c = respondents.c
    statement = select(c.id, c.version_id, c.row_id, c.start, c.position)
    return {
        row[0]: _Filed(row[1], row[2], row[3], row[4])
        for chunk in chunks(sorted(ids))
        for row in conn.execute(statement.where(c.id.in_(chunk)))
    }


def _others(conn: Connection, asked: Asked, found: set[int]) -> dict[int, tuple[str, str]]:
    """Return (round, dossier) of those versions that are of other applicants and did not leave their round undrawn."""
    out = forgotten_ids(conn) | {asked.dossier_id}
    statement = select(versions.c.id, dossiers.c.round, dossiers.c.code, dossiers.c.id).join(dossiers)
    owner = applicants(conn, sorted(found))
    return {
        row[0]: (row[1], row[2])
        for chunk in chunks(sorted(found))
        for row in conn.execute(statement.where(versions.c.id.in_(chunk)))
        if row[3] not in out and not (asked.applicant_key and owner.get(row[0]) == asked.applicant_key)
    }


def _compared(conn: Connection, asked: Asked) -> int:
    """How many rosters on file the new one was compared with."""
    statement = select(func.count()).select_from(masked.join(versions, versions.c.id == masked.c.version_id))
    return int(conn.scalar(statement.where(versions.c.dossier_id != asked.dossier_id)) or 0)


def _people(pairs: Sequence[tuple[int, int]]) -> int:
    return min(len({here for here, _ in pairs}), len({there for _, there in pairs}))


def _tested(
    conn: Connection,
    key: bytes,
    asked: Sequence[Masks],
    version: int,
    near: Sequence[tuple[int, int]],
    same: Mapping[int, set[tuple[int, int]]],
) -> tuple[Surprise | None, list[tuple[int, int]]]:
    """What the near pairs with one version say, and those of them that are told."""
    names = _names(conn, key, version)
    equal = {pair for there in names for pair in same.get(there, ())}
    here_too, there_too = {here for here, _ in equal}, {there for _, there in equal}
    # Whoever stands in both rosters with the very number is no altered person: that is a link of its own.
    mine = {at: one for at, one in enumerate(asked) if one.names and at not in here_too}
    theirs = {there: prints for there, prints in names.items() if there not in there_too}
    pairs = [(here, there) for here, there in near if here in mine and there in theirs]
    if not mine or not theirs:
        return None, []
    kinds: dict[str, list[tuple[int, int]]] = {ONE: [], ALIKE: [], SOUND: []}
    for here, there in pairs:
        shared = {kind for p, kind in mine[here].names if p in theirs[there]}
        if WHOLE in shared:
            kinds[ONE].append((here, there))
        if shared & {WHOLE, HOLE}:
            kinds[ALIKE].append((here, there))
        if shared & {WHOLE, READ}:
            kinds[SOUND].append((here, there))
    rows = len(mine) * len(theirs)
    agree = _agree(mine.values(), theirs.values())
    alike = {
        ONE: agree[WHOLE],
        ALIKE: agree[WHOLE] + agree[HOLE],
        SOUND: max(
            agree[WHOLE], agree[READ]
        ),  # the same name is read alike, but old rosters have no such prints
    }
    expected = {kind: len(pairs) * count / rows for kind, count in alike.items()}
    counted = {kind: _people(chosen) for kind, chosen in kinds.items()}
    seen = surprise(counted, expected, len(there_too))
    return seen, [] if seen is None else kinds[seen.kind]


def _names(conn: Connection, key: bytes, version: int) -> dict[int, set[int]]:
    """Return respondent -> prints of the name, of all respondents of a version who have any.

    A roster from before it was kept how names are read: while they are on file, that is made here.
    """
    statement = (
        select(likenesses.c.respondent_id, likenesses.c.print)
        .join(respondents, respondents.c.id == likenesses.c.respondent_id)
        .where(respondents.c.version_id == version)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for there, made in conn.execute(statement):
        found[there].add(made)
    written = select(people.c.respondent_id, people.c.name).where(
        people.c.respondent_id.in_(sorted(found)[:1])
    )
    for there, name in conn.execute(written):
        if read_print(key, clean(name).key) not in found[there]:
            for other, text in conn.execute(_WRITTEN.where(respondents.c.version_id == version)):
                if other in found:
                    found[other].add(read_print(key, clean(text).key))
    return dict(found)


def _agree(mine: Iterable[Masks], theirs: Iterable[set[int]]) -> Mapping[str, int]:
    """How many pairs of names share a print, by its kind: the same characters, one of them left out, read alike.

    Equal names share several with one left out: they are counted too often, which makes chance look larger.
    """
    there = Counter(made for prints in theirs for made in prints)
    total = {WHOLE: 0, HOLE: 0, READ: 0}
    for one in mine:
        for made, kind in one.names:
            total[kind] += there[made]
    return total


def _echo(
    asked: Asked,
    version: int,
    whose: tuple[str, str],
    seen: Surprise,
    pairs: Sequence[tuple[int, int]],
    filed: Mapping[int, _Filed],
) -> Echo:
    once = dict(sorted(pairs))
    return Echo(
        version,
        *whose,
        seen.kind,
        seen.people,
        seen.expected,
        earlier([(asked.days[here], filed[there].day) for here, there in once.items()]),
        in_order([(here, filed[there].position) for here, there in once.items()]),
        tuple((asked.row_ids[here], filed[there].row_id) for here, there in once.items()),
    )
