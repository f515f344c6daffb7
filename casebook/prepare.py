"""From a review to what is filed: one frozen record per dossier, made before anything is locked.

The loops over rows here are what keyed hashes cost: one HMAC per person, contact and spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.filing import Filing, filings
from casebook.fingerprints import Respondent, asked, combined, mac, stored
from casebook.plain import as_json, clean, plain
from verify.model import SEVERITIES, Credibility, Finding, Review

DECLARED = (
    *("agency", "recommender", "category", "valid_questionnaires", "survey_start", "survey_end"),
    *("score", "product_model", "service_name"),
)
RAW = ("serial", "name", "contact", "mode", "surveyed", "employer")
Row = dict[str, Any]
Contact = tuple[str, str, str, str]  # kind, value, problem, as written


@dataclass(frozen=True, slots=True)
class Ready:
    """One dossier, ready to be filed. Lists run along the rows of the roster."""

    code: str
    source: Mapping[str, str]  # file, sheet, sha256, reader
    respondents: tuple[Row, ...]
    people: tuple[Row, ...]
    prints: tuple[tuple[int, ...], ...]
    asked: tuple[tuple[tuple[int, str], ...], ...]
    rows_mac: str
    review: Row
    score_text: str  # parts of the score, which may name people
    findings: tuple[Row, ...]
    finding_texts: tuple[str, ...]
    filing: Filing

    @property
    def prints_xor(self) -> int:
        """All prints in one number."""
        return combined(made for row in self.prints for made in row)


def prepare(
    review: Review, findings: Mapping[str, Sequence[Finding]], settings: Mapping[str, Any], key: bytes
) -> tuple[Ready, ...]:
    """Return every dossier of a review, in its order. ``settings``: as in review.json, sha256 among them."""
    batch = review.batch
    contacts: dict[int, list[Contact]] = {}
    known = batch.contacts.sort_values(["at", "position"], kind="stable")
    for at, *contact in zip(
        *(known[name].tolist() for name in ("at", "kind", "value", "problem", "raw")), strict=True
    ):
        kind, value, problem, raw = contact
        contacts.setdefault(at, []).append((kind, clean(value), problem, raw))
    groups = dict(iter(batch.rows.groupby("dossier", observed=True, sort=False)))
    filed = filings(review, findings, settings)
    sha256 = str(settings["sha256"])
    return tuple(
        _dossier(
            str(code), groups.get(code), contacts, review, findings.get(str(code), ()), sha256,
            filed[str(code)], key,
        )
        for code in batch.dossiers.index
    )  # fmt: skip


def _dossier(
    code: str,
    rows: pd.DataFrame | None,
    contacts: Mapping[int, Sequence[Contact]],
    review: Review,
    findings: Sequence[Finding],
    settings_sha256: str,
    filing: Filing,
    key: bytes,
) -> Ready:
    facts = review.batch.dossiers.loc[code].to_dict()
    people, respondents, prints, questions = _rows(rows, contacts, review.priority, key)
    head, score_text = _review(facts, review.credibility.get(code), findings, settings_sha256, review.version)
    found = [
        {
            "code": f.code,
            "severity": f.severity,
            "clause": f.clause,
            "rows": as_json(f.rows),
            "cells": as_json(f.cells),
        }
        for f in findings
    ]
    finding_texts = tuple(as_json(f.facts) if f.facts else "" for f in findings)
    head["text_mac"] = mac(key, score_text) if score_text else ""
    head["content_mac"] = mac(key, as_json([head, found, finding_texts]))
    content = [[r[name] for name in ("row_id", "mode", "start", "end", "person_mac")] for r in respondents]
    return Ready(
        code=code,
        source={name: clean(facts[name]) for name in ("file", "sheet", "sha256", "reader")},
        respondents=tuple(respondents),
        people=tuple(people),
        prints=tuple(prints),
        asked=tuple(questions),
        rows_mac=mac(key, as_json(content)),
        review=head,
        score_text=score_text,
        findings=tuple(
            {**row, "text_mac": mac(key, text) if text else ""}
            for row, text in zip(found, finding_texts, strict=True)
        ),
        finding_texts=finding_texts,
        filing=filing,
    )


def _rows(
    rows: pd.DataFrame | None,
    contacts: Mapping[int, Sequence[Contact]],
    priority: pd.Series,
    key: bytes,
) -> tuple[list[Row], list[Row], list[tuple[int, ...]], list[tuple[tuple[int, str], ...]]]:
    people: list[Row] = []
    respondents: list[Row] = []
    prints: list[tuple[int, ...]] = []
    questions: list[tuple[tuple[int, str], ...]] = []
    if rows is None:
        return people, respondents, prints, questions
    raws = [rows[f"{name}_raw"].tolist() for name in RAW]
    columns = ("row_id", "row", "name", "name_key", "mode", "employer", "employer_key")
    values = [rows[name].tolist() for name in columns]
    starts, ends = (rows[name].dt.strftime("%Y-%m-%d").fillna("").tolist() for name in ("start", "end"))
    weights = priority.loc[rows.index].tolist()
    for at, (position, row_id, shown, name, name_key, mode, employer, employer_key) in enumerate(
        zip(rows.index.tolist(), *values, strict=True)
    ):
        written = contacts.get(position, ())
        reached = tuple(contact[:3] for contact in written)
        raw = dict(zip(RAW, (column[at] for column in raws), strict=True))
        parts = [contact[3] for contact in written]
        if parts != [raw["contact"]]:
            raw["contacts"] = parts  # several in one cell; alone, a contact was written as the cell is
        person = {
            "name": clean(name),
            "contacts": as_json(reached),
            "employer": clean(employer),
            "raw": as_json(raw),
        }
        people.append(person)
        respondents.append(
            {
                "position": at,
                "row_id": clean(row_id),
                "shown": int(shown),
                "mode": clean(mode),
                "start": starts[at],
                "end": ends[at],
                "priority": f"{weights[at]:.4f}",
                "person_mac": person_mac(key, person),
            }
        )
        who = Respondent(clean(name_key), clean(employer_key), reached)
        prints.append(tuple(stored(key, who)))
        questions.append(tuple(asked(key, who)))
    return people, respondents, prints, questions


def person_mac(key: bytes, person: Mapping[str, Any]) -> str:
    """Return the keyed hash of a row of ``people``."""
    return mac(key, *(person[name] for name in ("name", "contacts", "employer", "raw")))


def _review(
    facts: Mapping[Any, Any],
    score: Credibility | None,
    findings: Iterable[Finding],
    settings_sha256: str,
    version: str,
) -> tuple[Row, str]:
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    declared = {name: plain(facts[name]) for name in DECLARED} if facts["declared"] else None
    text = ""
    if score is not None:
        parts = [[p.signal, p.points, p.p_value, dict(p.facts)] for p in score.parts]
        text = as_json({"p_value": score.p_value, "reference": dict(score.reference), "parts": parts})
    return {
        "settings_sha256": settings_sha256,
        "tool": clean(version),
        "applicant": clean(plain(facts["applicant"]) or ""),
        "applicant_key": clean(facts["applicant_key"]),
        "declared": as_json(declared),
        "counts": as_json(counts),
        "score": "" if score is None or score.score is None else str(score.score),
    }, text
