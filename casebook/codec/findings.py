"""Findings: rows of their table with their facts as texts, and where each stood among the hits of its check."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.codec.record import DossierRecord, Row
from casebook.codec.segments import letters_of
from casebook.codec.values import as_json
from verify.model import Finding, Review

# Columns of CheckResult.hits that are no facts.
FRAME = ("dossier", "severity", "clause", "row", "more", "field")
# (code, severity, row ids) -> field and number among the hits of its check, for one dossier.
Places = dict[tuple[str, str, tuple[str, ...]], list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of CheckResult.hits. ``at``: positions of its rows in the batch."""

    dossier: str
    severity: str
    clause: str
    at: tuple[int, ...]
    field: str
    facts: Row


def places_of(review: Review) -> dict[str, Places]:
    """Return, by dossier, which field every hit points at and the how manyeth of its check it is."""
    ids = review.batch.rows["row_id"].tolist()
    found: dict[str, Places] = {}
    for result in review.results:
        if not len(result.hits):
            continue
        count: Counter[str] = Counter()
        named = ("dossier", "severity", "row", "more", "field")
        hits = zip(*(result.hits[name].tolist() for name in named), strict=True)
        for dossier, severity, row, more, field in hits:
            rows = tuple(ids[at] for at in (row, *more) if at >= 0)
            place = (str(field), count[dossier])
            found.setdefault(dossier, {}).setdefault((result.code, severity, rows), []).append(place)
            count[dossier] += 1
    return found


def to_rows(found: Sequence[Finding], places: Places) -> tuple[list[Row], tuple[str, ...], list[list[Any]]]:
    """Return rows of ``findings``, their texts, and the share of ``about``: field and number of each.

    Equal findings keep the order of the hits.
    """
    rows: list[Row] = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "clause": finding.clause,
            "rows": as_json(finding.rows),
            "cells": as_json(finding.cells),
        }
        for finding in found
    ]
    texts = tuple(as_json(finding.facts) if finding.facts else "" for finding in found)
    taken: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    pointed: list[list[Any]] = []
    for at, finding in enumerate(found):
        key = (finding.code, finding.severity, finding.rows)
        known = places.get(key, [])
        pointed.append(list(known[taken[key]]) if taken[key] < len(known) else ["", at])
        taken[key] += 1
    return rows, texts, pointed


def from_records(records: Sequence[DossierRecord]) -> dict[str, list[Hit]]:
    """Return the hits of every check; in a dossier, in the order in which the check found them."""
    found: dict[str, list[Hit]] = {}
    start = 0
    for record in records:
        place = {row["row_id"]: start + at for at, row in enumerate(record.respondents)}
        start += len(record.respondents)
        for row, text, field in _ordered(record):
            at = tuple(place[id] for id in json.loads(row["rows"]) if id in place)
            facts = json.loads(text) if text else {}
            found.setdefault(row["code"], []).append(
                Hit(record.code, row["severity"], row["clause"], at, field, facts)
            )
    return found


def _ordered(record: DossierRecord) -> list[tuple[Row, str, str]]:
    """(finding, its text, its field); where fields were not recorded, the letters of the column."""
    filed = list(zip(record.findings, record.finding_texts, strict=True))
    if not record.about:
        return [(row, text, letters_of(json.loads(row["cells"]))) for row, text in filed]
    pointed = zip(filed, record.about["findings"], strict=True)
    return [(row, text, field) for (row, text), (field, _) in sorted(pointed, key=lambda item: item[1][1])]


def frame(hits: Sequence[Hit], named: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return the hits of one check. ``named``: facts that a dossier's hits had, also where a purge took their values."""
    names = dict.fromkeys(name for hit in hits for name in (*named.get(hit.dossier, ()), *hit.facts))
    columns: dict[str, list[Any]] = {
        "dossier": [hit.dossier for hit in hits],
        "severity": [hit.severity for hit in hits],
        "clause": [hit.clause for hit in hits],
        "row": [hit.at[0] if hit.at else -1 for hit in hits],
        "more": [hit.at[1:] for hit in hits],
        "field": [hit.field for hit in hits],
        **{name: [hit.facts.get(name) for hit in hits] for name in names},
    }
    # Facts as objects: a number must not become a float because another finding lacks it.
    return pd.DataFrame(
        {n: pd.Series(values, dtype="int64" if n == "row" else object) for n, values in columns.items()}
    )
