"""The people of a casebook as keyed prints that may leave the house: one line per mobile, no name, no number.

The key is that of all who take part, not the casebook's. Whoever has it can try all numbers against the prints: it is what
keeps them secret (docs/linkage.md). Dossiers and people are prints too, which only their own casebook can resolve.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from casebook.codec.respondents import contacts_of
from casebook.database.queries import applicants
from casebook.filed.withdrawals import withdrawn_ids
from casebook.fingerprints import NOBODY
from casebook.masks import hashed, name_prints, number_masks, read_print
from casebook.schema import dossiers, people, purges, respondents, versions
from verify.coincidence import PLACES, holes
from verify.fields import name as names

MASKS = tuple(f"m{place}" for place in range(1, PLACES + 1))
HOLES = ("h1", "h2", "h3")
# What one line holds; all are whole numbers of 64 bits, 0 where there is none.
COLUMNS = ("dossier", "applicant", "person", "position", "day", "number", *MASKS, "name", *HOLES, "sound")
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Given:
    """What was taken from a casebook: lines by COLUMNS, rosters, people, and rosters whose people were purged."""

    lines: tuple[tuple[int, ...], ...]
    rosters: int
    people: int
    purged: int


@dataclass(frozen=True, slots=True)
class Owner:
    """A roster of this casebook, or one of its rows."""

    round: str
    dossier: str
    row: str = ""


def given(conn: Connection, key: bytes, source: str) -> Given:
    """Return the prints of everybody on file, by the last version of every dossier that was not withdrawn.

    ``source``: what the file is called among those who take part (黑龙江 2017).
    """
    lines: list[tuple[int, ...]] = []
    rosters, persons, gone = 0, 0, 0
    purged = set(conn.scalars(select(purges.c.version_id)))
    owner = applicants(conn)
    for version, round_name, code in _last(conn):
        if version in purged:
            gone += 1
            continue
        rosters += 1
        dossier = dossier_print(key, source, round_name, code)
        applicant = hashed(key, f"applicant\t{owner[version]}") if owner.get(version) else dossier
        for position, (row, name, contacts, day) in enumerate(_rows(conn, version)):
            mobiles = _mobiles(contacts)
            form = names.clean(name).key
            if not form or not mobiles:
                continue
            persons += 1
            person = row_print(key, source, round_name, code, row)
            whole, gaps = _name(key, form)
            spoken = read_print(key, form)
            for number in mobiles:
                print_ = hashed(key, f"number\t{number}")
                masks = number_masks(key, number)
                lines.append(
                    (dossier, applicant, person, position, _day(day), print_, *masks, whole, *gaps, spoken)
                )
    return Given(tuple(lines), rosters, persons, gone)


def owners(conn: Connection, key: bytes, source: str) -> dict[int, Owner]:
    """Return print -> what of this casebook it stands for, dossiers and rows; purged ones too: their row ids stay."""
    found: dict[int, Owner] = {}
    for version, round_name, code in _last(conn):
        found[dossier_print(key, source, round_name, code)] = Owner(round_name, code)
        statement = select(respondents.c.row_id).where(respondents.c.version_id == version)
        for row in conn.scalars(statement):
            found[row_print(key, source, round_name, code, row)] = Owner(round_name, code, row)
    return found


def dossier_print(key: bytes, source: str, round_name: str, code: str) -> int:
    """Return the print of a dossier."""
    return hashed(key, f"dossier\t{source}\t{round_name}\t{code}")


def row_print(key: bytes, source: str, round_name: str, code: str, row: str) -> int:
    """Return the print of a row."""
    return hashed(key, f"row\t{source}\t{round_name}\t{code}\t{row}")


def key_print(key: bytes) -> str:
    """Return what a file remembers of its key: the same for all who have the same one."""
    return f"{hashed(key, 'key of a linkage') & (1 << 64) - 1:016x}"


def _last(conn: Connection) -> Iterator[tuple[int, str, str]]:
    """Last versions: (version, round, dossier)."""
    newest = select(func.max(versions.c.id)).group_by(versions.c.dossier_id)
    statement = (
        select(versions.c.id, dossiers.c.round, dossiers.c.code, dossiers.c.id)
        .join(dossiers, dossiers.c.id == versions.c.dossier_id)
        .where(versions.c.id.in_(newest))
        .order_by(versions.c.id)
    )
    out = withdrawn_ids(conn)
    for version, round_name, code, dossier in conn.execute(statement).all():
        if dossier not in out:
            yield version, round_name, code


def _rows(conn: Connection, version: int) -> list[tuple[str, str, str, str]]:
    statement = (
        select(respondents.c.row_id, people.c.name, people.c.contacts, respondents.c.start)
        .join(people, people.c.respondent_id == respondents.c.id)
        .where(respondents.c.version_id == version)
        .order_by(respondents.c.position)
    )
    return [(row[0], row[1], row[2], row[3]) for row in conn.execute(statement)]


def _mobiles(contacts: str) -> Sequence[str]:
    found = {
        value: None
        for kind, value, problem in contacts_of(contacts)
        if kind == "mobile" and len(value) == 11 and problem not in NOBODY
    }
    return list(found)


def _name(key: bytes, form: str) -> tuple[int, tuple[int, ...]]:
    whole, *gaps = (made for made, _ in name_prints(key, form))
    places = [bool(hole) for hole in holes(form)]
    left = iter(gaps)
    return whole, tuple(next(left) if there else 0 for there in places)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - _EPOCH if text else 0
