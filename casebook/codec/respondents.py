"""The rows of a roster and the people behind them: ``Batch.rows`` and ``Batch.contacts``.

Not stored are columns that only checks and signals read (name_key, employer_key, year_assumed, weekday_said), marks
and extras: nothing is checked again from a casebook. The loop over rows is what keyed hashes cost: one per person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.codec.record import DossierRecord, Row
from casebook.codec.segments import StoredSegment
from casebook.codec.values import as_json, clean
from casebook.fingerprints import Respondent, mac
from verify.model import Batch

_RAW = ("serial", "name", "contact", "mode", "surveyed", "employer")
# Columns of Batch.rows that are stored where they say something, with what they hold everywhere else.
_SPARSE: Mapping[str, Any] = {
    **dict.fromkeys(
        ("name_problem", "mode_problem", "surveyed_problem", "employer_problem", "mode_parts"), ""
    ),
    "minute": -1,
    "hidden": False,
}
_CONTACT = {"at": "int64", "position": "int64", "kind": "str", "value": "str", "raw": "str", "problem": "str"}
_WRITTEN = ("at", "kind", "value", "problem", "raw")
Contacts = Mapping[int, Sequence[tuple[str, str, str, str]]]  # row -> kind, value, problem, as written


@dataclass(frozen=True, slots=True)
class RosterRows:
    """One roster as rows of ``respondents`` and ``people``; ``about``: its share of that column; ``identities``: what
    fingerprints are made from."""

    respondents: tuple[Row, ...]
    people: tuple[Row, ...]
    about: Row
    identities: tuple[Respondent, ...]


def contacts_by_row(batch: Batch) -> Contacts:
    """Return the contacts of every row that has any, in their order."""
    found: dict[int, list[tuple[str, str, str, str]]] = {}
    ordered = batch.contacts.sort_values(["at", "position"], kind="stable")
    for at, kind, value, problem, raw in zip(*(ordered[n].tolist() for n in _WRITTEN), strict=True):
        found.setdefault(at, []).append((kind, clean(value), problem, raw))
    return found


def to_rows(rows: pd.DataFrame, contacts: Contacts, priority: pd.Series, key: bytes) -> RosterRows:
    """Return what is stored of the rows of one dossier."""
    people: list[Row] = []
    respondents: list[Row] = []
    identities: list[Respondent] = []
    days = {name: rows[name].dt.strftime("%Y-%m-%d").fillna("") for name in ("start", "end")}
    weights = priority.loc[rows.index]
    for at, row in enumerate(rows.assign(**days, weight=weights, place=rows.index).to_dict("records")):
        written = contacts.get(row["place"], ())
        reached = tuple(contact[:3] for contact in written)
        raw: dict[str, Any] = {name: row[f"{name}_raw"] for name in _RAW}
        as_written = [contact[3] for contact in written]
        if as_written != [raw["contact"]]:
            raw["contacts"] = as_written  # several in one cell; alone, a contact was written as the cell is
        person = {
            "name": clean(row["name"]),
            "contacts": as_json(reached),
            "employer": clean(row["employer"]),
            "raw": as_json(raw),
        }
        people.append(person)
        respondents.append(
            {
                "position": at,
                "row_id": clean(row["row_id"]),
                "shown": int(row["row"]),
                "mode": clean(row["mode"]),
                **{name: row[name] for name in days},
                "priority": f"{row['weight']:.4f}",
                "person_mac": person_mac(key, person),
            }
        )
        identities.append(Respondent(clean(row["name_key"]), clean(row["employer_key"]), reached))
    about = {
        "rows": {
            name: [[at, value] for at, value in enumerate(rows[name].tolist()) if value != usual]
            for name, usual in _SPARSE.items()
        },
        "priority": [round(float(weight), 4) for weight in weights],
    }
    return RosterRows(tuple(respondents), tuple(people), about, tuple(identities))


def contacts_of(column: str) -> list[list[str]]:
    """Return the contacts of a person from the column: (kind, value, problem) each."""
    return list(json.loads(column))


def person_mac(key: bytes, person: Row) -> str:
    """Return the keyed hash of a row of ``people``."""
    return mac(key, *(person[name] for name in ("name", "contacts", "employer", "raw")))


def from_records(
    records: Sequence[DossierRecord], segments: Sequence[Sequence[StoredSegment]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the frames of rows and of contacts; texts of people who were purged are ""."""
    rows = [row for record in records for row in record.respondents]
    people: list[Row] = [person or _GONE for record in records for person in record.people]
    raws: list[Row] = [json.loads(person["raw"]) for person in people]
    contacts = _contacts(people, raws)
    first = contacts[contacts["position"].eq(0)]
    sizes = [len(record.respondents) for record in records]
    parts = [segment for mine in segments for segment in mine]
    written = {name: _texts([str(raw.get(name, "")) for raw in raws]) for name in _RAW}
    frame: dict[str, Any] = {
        "row_id": _texts([row["row_id"] for row in rows]),
        "dossier": _repeated([record.code for record in records], sizes),
        "segment": pd.Series([n for n, part in enumerate(parts) for _ in range(part.rows)], dtype="int32"),
        "file": _repeated([record.version["file"] for record in records], sizes),
        "sheet": _repeated([part.sheet for part in parts], [part.rows for part in parts]),
        "row": pd.Series([row["shown"] for row in rows], dtype="int32"),
        **{f"{name}_raw": column for name, column in written.items()},
        "serial": written["serial"].str.strip(),
        "name": _texts([person["name"] for person in people]),
        "contact": _texts(first["value"].tolist()),
        "contact_kind": _texts(first["kind"].tolist()),
        "contact_problem": _texts(first["problem"].tolist()),
        "mode": _texts([row["mode"] for row in rows]),
        "start": _days([row["start"] for row in rows]),
        "end": _days([row["end"] for row in rows]),
        "employer": _texts([person["employer"] for person in people]),
    }
    sparse = {name: _sparse(records, name, usual) for name, usual in _SPARSE.items()}
    return pd.DataFrame(frame | sparse), contacts


def priorities(records: Sequence[DossierRecord]) -> pd.Series:
    """Return priority by row; of a review from before it was kept, as at the first filing of its roster."""
    found: list[float] = []
    for record in records:
        found += (
            record.about["priority"] if record.about else [float(r["priority"]) for r in record.respondents]
        )
    return pd.Series(found, index=pd.RangeIndex(len(found)), dtype="float64")


_GONE: Row = {"name": "", "contacts": "[]", "employer": "", "raw": "{}"}


def _contacts(people: Sequence[Row], raws: Sequence[Row]) -> pd.DataFrame:
    """One line per contact; one of kind none for a row that has no contact, or none any more."""
    lines: list[tuple[Any, ...]] = []
    for at, (person, raw) in enumerate(zip(people, raws, strict=True)):
        known = contacts_of(person["contacts"]) or (("none", "", ""),)
        written = raw.get("contacts") or [raw.get("contact", "")]
        if len(written) != len(known):  # filed before each was kept: the whole cell stands for all of them
            written = written[:1] * len(known)
        for position, ((kind, value, problem), as_written) in enumerate(zip(known, written, strict=True)):
            lines.append((at, position, kind, value, as_written, problem))
    frame = pd.DataFrame(lines, columns=list(_CONTACT)).astype(_CONTACT)
    return frame.assign(value_id=pd.factorize(frame["value"])[0]).astype(
        {"kind": "category", "problem": "category"}
    )


def _sparse(records: Sequence[DossierRecord], name: str, usual: Any) -> pd.Series:
    found: list[Any] = []
    for record in records:
        column = [usual] * len(record.respondents)
        for at, value in record.about["rows"][name] if record.about else ():
            column[at] = value
        found += column
    return pd.Series(found, dtype={bool: "bool", int: "int64", str: "str"}[type(usual)])


def _texts(values: list[str]) -> pd.Series:
    return pd.Series(values, dtype="str")


def _days(values: list[str]) -> pd.Series:
    return pd.to_datetime(pd.Series([day or None for day in values], dtype="object")).astype("datetime64[s]")


def _repeated(texts: Sequence[str], counts: Sequence[int]) -> pd.Categorical:
    known = list(dict.fromkeys(texts))
    code = {text: at for at, text in enumerate(known)}
    codes = [code[text] for text, count in zip(texts, counts, strict=True) for _ in range(count)]
    return pd.Categorical.from_codes(codes, categories=pd.Index(known, dtype="str"))
