"""The one query that finds shared and altered people among any number of exports. Plain SQL of one table ``people``.

DuckDB, Apache Spark and PostgreSQL take it as it stands: joins on whole numbers, no function of one engine alone.
"""

from __future__ import annotations

from casebook.across.people import COLUMNS, MASKS
from verify.coincidence import ALIKE, ONE, SOUND

SAME, NEAR = "same", "near"
_END = ("dossier", "person", "day", "position")
PAIR = (*(f"{name}_{side}" for side in "ab" for name in _END), "kind")  # columns of a pair of rows
_ENDS = ", ".join(f"{side}.{name} AS {name}_{side}" for side in "ab" for name in _END)
_STRANGERS = "a.dossier < b.dossier AND a.applicant <> b.applicant"
_HOLE = " OR ".join(f"(a.h{n} <> 0 AND a.h{n} = b.h{n})" for n in (1, 2, 3))
_KIND = (
    f"CASE WHEN a.name = b.name THEN '{ONE}' WHEN {_HOLE} THEN '{ALIKE}' "
    f"WHEN a.sound <> 0 AND a.sound = b.sound THEN '{SOUND}' ELSE '{NEAR}' END"
)


def rows(table: str = "people") -> str:
    """Return the query for pairs of rows of different applicants: the same number (kind same), or numbers that differ in
    one digit, by what their names have in common; kind near: nothing.

    Equal masks at one place, unequal numbers: that is one digit, and no pair is found at two places.
    """
    same = (
        f"SELECT {_ENDS}, '{SAME}' AS kind FROM {table} a JOIN {table} b ON a.number = b.number "
        f"WHERE {_STRANGERS}"
    )
    near = [
        f"SELECT {_ENDS}, {_KIND} AS kind FROM {table} a JOIN {table} b ON a.{mask} = b.{mask} "
        f"WHERE {_STRANGERS} AND a.number <> b.number"
        for mask in MASKS
    ]
    return " UNION ALL ".join([same, *near])


def printed() -> str:
    """Return the query for people who run it themselves, a line for each join, with the table that it is of."""
    columns = ", ".join(f"{name} BIGINT" for name in COLUMNS)
    joins = (
        rows()
        .replace(" UNION ALL ", "\nUNION ALL\n")
        .replace(" FROM ", "\nFROM ")
        .replace(" WHERE ", "\nWHERE ")
    )
    return f"-- people ({columns})\n{joins};"


# Of every two dossiers, by kind: pairs of rows, and people on either side.
COUNTED = (
    "SELECT dossier_a, dossier_b, kind, COUNT(*) AS pairs, COUNT(DISTINCT person_a) AS people_a, "
    "COUNT(DISTINCT person_b) AS people_b FROM pairs GROUP BY dossier_a, dossier_b, kind"
)
SIZES = "SELECT dossier, COUNT(*) AS lines FROM people GROUP BY dossier"
OWNERS = "SELECT applicant, COUNT(DISTINCT dossier) AS dossiers FROM people GROUP BY applicant"
HOMES = "SELECT dossier, MIN(source) AS source FROM people GROUP BY dossier"
CHOSEN = (
    f"SELECT DISTINCT {', '.join(PAIR)} FROM pairs WHERE kind <> '{NEAR}' "
    "ORDER BY dossier_a, dossier_b, person_a, person_b, kind"
)


def alike(column: str) -> str:
    """Return the query for how many names of two dossiers of ``looked`` agree in a column."""
    counted = f"SELECT dossier, {column} AS print, COUNT(*) AS n FROM people WHERE {column} <> 0 GROUP BY dossier, {column}"
    return (
        f"SELECT l.dossier_a, l.dossier_b, SUM(x.n * y.n) AS pairs FROM looked l "
        f"JOIN ({counted}) x ON x.dossier = l.dossier_a JOIN ({counted}) y ON y.dossier = l.dossier_b "
        "AND y.print = x.print GROUP BY l.dossier_a, l.dossier_b"
    )
