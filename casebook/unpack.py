"""Leaves of a casebook -> the frames of a batch, as verify/batch.py makes them from files.

Left out are columns that only checks and signals read (name_key, employer_key, year_assumed, weekday_said), marks
and extras: nothing is checked again from a casebook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from casebook.filing import SPARSE
from casebook.leaves import Leaf
from casebook.prepare import DECLARED, RAW
from verify.model import Batch

_ROW = ("row_id", "serial", "name", "contact", "contact_kind", "contact_problem", "mode", "employer")
_CONTACT = ("at", "position", "kind", "value", "raw", "problem")
_LETTERS = re.compile(r"(?:.*!)?([A-Z]{1,3})\d+")


def batch_of(leaves: Sequence[Leaf]) -> Batch:
    """Return the batch of all leaves, in their order."""
    sheets = [_sheets(leaf) for leaf in leaves]
    contacts = _contacts(leaves)
    empty = pd.Series([], dtype="str")
    number = pd.Series([], dtype="int64")
    return Batch(
        rows=_rows(leaves, sheets, contacts),
        contacts=contacts,
        dossiers=_dossiers(leaves),
        segments=_segments(leaves, sheets),
        marks=pd.DataFrame({"at": number, "field": empty, "kind": empty, "detail": empty}),
        extras=pd.DataFrame({"at": number, "heading": empty, "text": empty}),
    )


def priorities(leaves: Sequence[Leaf], index: pd.Index[Any]) -> pd.Series:
    """Return priority by position; of a review from before it was kept, as at the first filing."""
    found: list[float] = []
    for leaf in leaves:
        found += leaf.about["priority"] if leaf.about else [row.priority for row in leaf.rows]
    return pd.Series(found, index=index, dtype="float64")


def letter_of(cells: Sequence[str]) -> str:
    """Return the column's letters in the first of some cell addresses, "" where there are none."""
    match = _LETTERS.fullmatch(cells[0]) if cells else None
    return match[1] if match else ""


def _sheets(leaf: Leaf) -> list[list[Any]]:
    """(sheet, several, field -> column, rows) of every segment.

    Where that was not recorded, sheets and columns are read off the cells of the findings, so that findings keep
    their addresses; a column is then called by its letters.
    """
    if leaf.about:
        return list(leaf.about["sheets"])
    columns = {letters: _index(letters) for f in leaf.findings if (letters := letter_of(f.cells))}
    stems = Counter(_stem(row.row_id) for row in leaf.rows)
    named: dict[str, str] = {}
    for finding in leaf.findings:
        for row, cell in zip(finding.rows, finding.cells, strict=True):
            sheet, mark, _ = cell.rpartition("!")
            if mark:
                named[_stem(row)] = sheet
    several = len(stems) > 1 or bool(named)
    return [[named.get(s, leaf.source["sheet"]), several, columns, count] for s, count in stems.items()]


def _stem(row_id: str) -> str:
    return row_id.rpartition("#")[0]


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _segments(leaves: Sequence[Leaf], sheets: Sequence[list[list[Any]]]) -> pd.DataFrame:
    found = [(leaf.code, *sheet[:3]) for leaf, mine in zip(leaves, sheets, strict=True) for sheet in mine]
    return pd.DataFrame(
        {
            "dossier": [line[0] for line in found],
            "sheet": [line[1] for line in found],
            "columns": [line[3] for line in found],
            "several": [line[2] for line in found],
        }
    )


def _rows(leaves: Sequence[Leaf], sheets: Sequence[list[list[Any]]], contacts: pd.DataFrame) -> pd.DataFrame:
    rows = [row for leaf in leaves for row in leaf.rows]
    first = contacts[contacts["position"].eq(0)]
    sizes = [len(leaf.rows) for leaf in leaves]
    parts = [sheet for mine in sheets for sheet in mine]
    raws = {name: _texts([str(row.raw.get(name, "")) for row in rows]) for name in RAW}
    found: dict[str, Any] = {
        "row_id": _texts([row.row_id for row in rows]),
        "dossier": _repeated([leaf.code for leaf in leaves], sizes),
        "segment": pd.Series(
            [number for number, sheet in enumerate(parts) for _ in range(sheet[3])], dtype="int32"
        ),
        "file": _repeated([leaf.source["file"] for leaf in leaves], sizes),
        "sheet": _repeated([str(sheet[0]) for sheet in parts], [int(sheet[3]) for sheet in parts]),
        "row": pd.Series([row.shown for row in rows], dtype="int32"),
        **{f"{name}_raw": column for name, column in raws.items()},
        "serial": raws["serial"].str.strip(),
        "name": _texts([row.name for row in rows]),
        "contact": _texts(first["value"].tolist()),
        "contact_kind": _texts(first["kind"].tolist()),
        "contact_problem": _texts(first["problem"].tolist()),
        "mode": _texts([row.mode for row in rows]),
        "start": _days([row.start for row in rows]),
        "end": _days([row.end for row in rows]),
        "employer": _texts([row.employer for row in rows]),
    }
    return pd.DataFrame(found | {name: _sparse(leaves, name, usual) for name, usual in SPARSE.items()})


def _texts(values: list[str]) -> pd.Series:
    return pd.Series(values, dtype="str")


def _days(values: list[str]) -> pd.Series:
    return pd.to_datetime(pd.Series([day or None for day in values], dtype="object")).astype("datetime64[s]")


def _repeated(texts: Sequence[str], counts: Sequence[int]) -> pd.Categorical:
    known = list(dict.fromkeys(texts))
    code = {text: at for at, text in enumerate(known)}
    codes = [code[text] for text, count in zip(texts, counts, strict=True) for _ in range(count)]
    return pd.Categorical.from_codes(codes, categories=pd.Index(known, dtype="str"))


def _sparse(leaves: Sequence[Leaf], name: str, usual: Any) -> pd.Series:
    found: list[Any] = []
    for leaf in leaves:
        column = [usual] * len(leaf.rows)
        for at, value in leaf.about["rows"][name] if leaf.about else ():
            column[at] = value
        found += column
    kind = {bool: "bool", int: "int64", str: "str"}[type(usual)]
    return pd.Series(found, dtype=kind)


def _contacts(leaves: Sequence[Leaf]) -> pd.DataFrame:
    """One line per contact; one of kind none for a row that has no contact, or none any more."""
    found: dict[str, list[Any]] = {name: [] for name in _CONTACT}
    rows = [row for leaf in leaves for row in leaf.rows]
    for at, row in enumerate(rows):
        known = row.contacts or (("none", "", ""),)
        written = row.raw.get("contacts") or [row.raw.get("contact", "")]
        if len(written) != len(known):  # filed before each was kept: the whole cell stands for all of them
            written = written[:1] * len(known)
        for position, ((kind, value, problem), raw) in enumerate(zip(known, written, strict=True)):
            for name, cell in zip(_CONTACT, (at, position, kind, value, raw, problem), strict=True):
                found[name].append(cell)
    kinds = {"at": "int64", "position": "int64", "value": "str", "raw": "str"}
    frame = pd.DataFrame(found).astype({**kinds, "kind": "str", "problem": "str"})
    return frame.assign(value_id=pd.factorize(frame["value"])[0]).astype(
        {"kind": "category", "problem": "category"}
    )


def _dossiers(leaves: Sequence[Leaf]) -> pd.DataFrame:
    columns = [
        *("applicant", *DECLARED, "declared", "file", "sheet", "sha256", "reader", "title", "header"),
        *("columns", "row_count", "notes", "read_on", "applicant_key"),
    ]
    frame = pd.DataFrame(
        [_facts(leaf) for leaf in leaves],
        index=pd.Index([leaf.code for leaf in leaves], dtype="str", name="dossier"),
        columns=columns,
    )
    days = dict.fromkeys(("survey_start", "survey_end", "read_on"), "datetime64[s]")
    numbers = dict.fromkeys(("valid_questionnaires", "score"), "float64")
    return frame.astype({**days, **numbers, "declared": "bool", "row_count": "int64"})


def _facts(leaf: Leaf) -> dict[str, Any]:
    about: Mapping[str, Any] = leaf.about or {}
    declared: Mapping[str, Any] = leaf.declared or {}
    notes = leaf.text.get("notes") or [(code, "") for code in about.get("notes", ())]
    days = {name: _day(declared.get(name)) for name in ("survey_start", "survey_end")}
    return {
        "applicant": leaf.applicant or None,
        **{name: declared.get(name) for name in DECLARED},
        **days,
        "declared": leaf.declared is not None,
        **leaf.source,
        "title": leaf.text.get("title", ""),
        "header": tuple(about.get("header", ())),
        "columns": dict(about.get("columns", {})),
        "row_count": len(leaf.rows),
        "notes": tuple((code, detail) for code, detail in notes),
        "read_on": _day(about.get("read_on")),
        "applicant_key": leaf.applicant_key,
    }


def _day(text: str | None) -> pd.Timestamp | None:
    return None if text is None else pd.Timestamp(text)
