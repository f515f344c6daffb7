"""What stands at the head of a dossier: its file and how it was read, the applicant, what was declared.

One line of ``Batch.dossiers``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from casebook.codec.record import DossierRecord, Row
from casebook.codec.values import as_json, clean, plain

SOURCE = ("file", "sheet", "sha256", "reader")  # columns of versions
_DAYS, _NUMBERS = ("survey_start", "survey_end"), ("valid_questionnaires", "score")
# Items of a declaration. More may be added: one that was filed without has None.
DECLARED = (
    "agency",
    "recommender",
    "category",
    *_NUMBERS[:1],
    *_DAYS,
    *_NUMBERS[1:],
    "product_model",
    "service_name",
)

# What the lines above a roster say where no register does: kept apart, since nobody declared it.
ABOVE = ("agency",)


def to_columns(facts: Mapping[Any, Any]) -> tuple[Row, Row, Row, str]:
    """Return the columns of the version, those of the review, the share of ``about``, and title and notes as text."""
    codes = {code for code, _ in facts["notes"]}
    above = {name: plain(facts[name]) for name in ABOVE if f"above_{name}" in codes}
    items = {name: None if name in above else plain(facts[name]) for name in DECLARED}
    declared = items if facts["declared"] else None
    review = {
        "applicant": clean(plain(facts["applicant"]) or ""),
        "applicant_key": clean(facts["applicant_key"]),
        "declared": as_json(declared),
    }
    about: dict[str, Any] = {
        "read_on": f"{facts['read_on']:%Y-%m-%d}",
        "header": [int(row) for row in facts["header"]],
        "columns": dict(facts["columns"]),
        "notes": [code for code, _ in facts["notes"]],
    }
    if above:
        about["above"] = above
    text: dict[str, Any] = {
        "title": str(facts["title"] or ""),
        "notes": [list(note) for note in facts["notes"]],
    }
    if facts["unread"]:
        text["unread"] = dict(facts["unread"])
    version = {name: clean(facts[name]) for name in SOURCE}
    return version, review, about, as_json(text) if any(text.values()) else ""


def from_records(records: Sequence[DossierRecord]) -> pd.DataFrame:
    """Return the frame of dossiers."""
    columns = (
        *("applicant", *DECLARED, "declared", *SOURCE, "title", "header", "columns", "row_count", "notes"),
        *("read_on", "applicant_key", "unread"),
    )
    frame = pd.DataFrame(
        [_facts(record) for record in records],
        index=pd.Index([record.code for record in records], dtype="str", name="dossier"),
        columns=list(columns),
    )
    kinds = dict.fromkeys((*_DAYS, "read_on"), "datetime64[s]") | dict.fromkeys(_NUMBERS, "float64")
    return frame.astype({**kinds, "declared": "bool", "row_count": "int64"})


def declared_items(column: str) -> Row | None:
    """Return what was declared from the column of the review: item -> value; None where there was no declaration."""
    items: Row | None = json.loads(column)
    return items


def _facts(record: DossierRecord) -> dict[str, Any]:
    about: Row = record.about or {}
    text: Row = json.loads(record.file_text) if record.file_text else {}
    items = declared_items(record.review["declared"])
    declared: Row = items or {}
    notes = text.get("notes") or [(code, "") for code in about.get("notes", ())]
    return {
        "applicant": record.review["applicant"] or None,
        **{name: declared.get(name) for name in DECLARED},
        **about.get("above", {}),
        **{name: _day(declared.get(name)) for name in _DAYS},
        "declared": items is not None,
        **{name: record.version[name] for name in SOURCE},
        "title": text.get("title", ""),
        "header": tuple(about.get("header", ())),
        "columns": dict(about.get("columns", {})),
        "row_count": len(record.respondents),
        "notes": tuple((code, detail) for code, detail in notes),
        "read_on": _day(about.get("read_on")),
        "applicant_key": record.review["applicant_key"],
        "unread": dict(text.get("unread", {})),
    }


def _day(text: str | None) -> pd.Timestamp | None:
    return None if text is None else pd.Timestamp(text)
