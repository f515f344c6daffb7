"""A review as one JSON document, for machines: the shape is the contract's."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reports.content.material import Material
from reports.content.overview import Catalogue, DossierLine, worst_first
from reports.content.round import Course
from reports.veil import Veil
from verify.check import plain, skip_words
from verify.credibility import words as explained
from verify.forms.parts import parts
from verify.model import PAPER_COLUMNS, SEVERITIES, Credibility, Review

DECLARED = (
    "category",
    "recommender",
    "valid_questionnaires",
    "survey_start",
    "survey_end",
    "score",
    "product_model",
    "service_name",
)


def document(material: Material, *, rows: bool = False) -> dict[str, Any]:
    """Return the JSON document of what the papers are made of. ``rows``: with every respondent.

    In a round, ``"round"`` and a ``"course"`` per dossier are added: seal, draws, calls, proposal.
    """
    review, known = material.review, material.context
    result: dict[str, Any] = {
        "tool": {"name": "hefang", "version": review.version},
        "settings": dict(material.settings),
        "dossiers": [_dossier(material, line, rows) for line in worst_first(material.lines)],
        "unreadable": [dict(u) for u in material.unreadable],
        "passed_over": [dict(p) for p in material.passed_over],
        "register": _register(review),
        "standing_out": {
            "dossiers": None if known.standing_out is None else list(known.standing_out),
            "rate": known.rate,
        },
    }
    if known.agencies is not None:
        result["agencies"] = asdict(known.agencies)
    if known.round is not None:
        result["round"] = {
            "name": known.round.name,
            "journal": {"entries": known.round.journal_entries, "hash": known.round.journal_hash},
            **({"again": dict(known.round.again)} if known.round.again else {}),
        }
        for item in result["dossiers"]:
            course = known.round.courses.get(item["id"])
            item["course"] = None if course is None else _course(course)
    return result


def _register(review: Review) -> dict[str, Any]:
    """How the rosters and the register's entries found each other."""
    matching, dossiers = review.batch.matching, review.batch.dossiers
    named = zip(dossiers.index, dossiers["applicant"].map(plain), dossiers["file"], strict=True)
    listed = [{"id": id, "applicant": applicant, "files": [file]} for id, applicant, file in named]
    declared = set(dossiers.index[dossiers["declared"]])
    return {
        "entries": max(matching.entries, len(declared)),
        "matched": [item for item in listed if item["id"] in declared],
        "without_roster": [
            {"id": entry.id, "applicant": entry.applicant, "files": []} for entry in matching.absent
        ],
        "rosters_without_entry": [item for item in listed if item["id"] not in declared],
        "unread": [
            {
                "id": item.entry.id or None if item.entry else None,
                "applicant": item.entry.applicant or None if item.entry else None,
                "files": [item.file],
            }
            for item in matching.unread
        ],
        "open": [
            {"file": item.file, "sheet": item.sheet, "why": item.why, "candidates": list(item.candidates)}
            for item in matching.open
        ],
        "how": dict(matching.how),
    }


def _segments(review: Review, dossier: str) -> list[dict[str, Any]]:
    """The sheets and files that make up a roster, in order."""
    rows = review.batch.rows
    mine = rows.loc[rows["dossier"].eq(dossier), ["segment", "file", "sheet"]]
    found = mine.groupby("segment", sort=True, observed=True).agg(
        file=("file", "first"), sheet=("sheet", "first"), row_count=("segment", "size")
    )
    return [
        {"file": str(f), "sheet": str(s), "row_count": int(n)} for f, s, n in found.itertuples(index=False)
    ]


_MEDIUM = {"pdf": "text", "picture": "picture"}


def _papers(review: Review, dossier: str, shown: Veil) -> list[dict[str, str]]:
    """What the papers of a dossier say, each with its file and place."""
    papers = review.batch.papers
    mine = papers[papers["dossier"].eq(dossier) & papers["item"].ne("")]
    return [
        {"paper": paper, "item": item, "value": shown.text(value), "file": file, "place": place}
        for _, paper, item, value, file, place in mine[list(PAPER_COLUMNS)].itertuples(index=False)
    ]


def _parts(review: Review, line: DossierLine) -> list[dict[str, Any]] | None:
    """The parts of the application by filling.1, seen or not; None where no paper of it was read."""
    papers = review.batch.papers
    mine = papers[papers["dossier"].eq(line.id) & papers["item"].eq("")]
    if mine.empty:
        return None
    seen = [("roster", str(line.facts["file"])), *zip(mine["paper"], mine["file"], strict=True)]
    return [{"part": part.name, "seen": part.seen, "files": list(part.files)} for part in parts(seen)]


def _course(course: Course) -> dict[str, Any]:
    """How far a dossier has come, as JSON values; the proposal is that of ``hefang judge --json``."""
    return {**asdict(course), "judgement": course.judgement}


def _dossier(material: Material, line: DossierLine, rows: bool) -> dict[str, Any]:
    review, lang, shown, facts = material.review, material.lang, material.persons.veil, line.facts
    found = sorted(
        material.flags[line.id],
        key=lambda flag: (SEVERITIES.index(flag.finding.severity), flag.finding.code, flag.finding.shown),
    )
    whole = {"valid_questionnaires": int}
    declared = {
        k: whole.get(k, lambda v: v)(v) if (v := plain(facts[k])) is not None else None for k in DECLARED
    }
    result = {
        "id": line.id,
        "applicant": plain(facts["applicant"]),
        "agency": plain(facts["agency"]),
        "declared": declared if facts["declared"] else None,
        "source": {
            **{k: facts[k] for k in ("file", "sheet", "sha256", "reader")},
            "medium": _MEDIUM.get(str(facts["reader"]), "cells"),
            "notes": [{"code": code, "place": place} for code, place in facts["notes"] if code != "title"],
            "segments": _segments(review, line.id),
            "aside": [
                {"file": item.file, "sheet": item.sheet, "as": item.kind, "of": line.id}
                for item in review.batch.matching.aside
                if item.dossier == line.id
            ],
        },
        "papers": _papers(review, line.id, shown),
        "parts": _parts(review, line),
        "header": {"rows": list(facts["header"]), "columns": dict(facts["columns"])},
        "row_count": int(facts["row_count"]),
        "checks": [
            {
                "code": c.code,
                "severity": c.severity,
                "clause": c.clause or None,
                "examined": c.examined,
                "hits": c.hits,
                "skipped": None if c.skipped is None else skip_words(c.skipped, lang),
            }
            for c in line.checks
        ],
        "findings": [
            {
                "code": flag.finding.code,
                "severity": flag.finding.severity,
                "clause": flag.finding.clause or None,
                "rows": list(flag.finding.rows),
                "cells": list(flag.finding.cells),
                "facts": dict(flag.finding.facts),
                "message": flag.message,
            }
            for flag in found
        ],
        "credibility": None if line.credibility is None else credibility(line.credibility, lang),
    }
    if rows:
        result["rows"] = _rows(review, line.id, shown)
    return result


def credibility(score: Credibility, lang: str) -> dict[str, Any]:
    """Return a score with its parts, never without them: p-value, plain words, what else could explain it."""
    return {
        "score": score.score,
        "p_value": score.p_value,
        "reference": dict(score.reference),
        "parts": [
            {
                "signal": p.signal,
                "points": p.points,
                "p_value": p.p_value,
                "facts": dict(p.facts),
                "title": explained.title(p, lang),
                "message": explained.plain(p, lang),
                "innocent": explained.innocent(p, lang),
            }
            for p in score.parts
        ],
    }


def _rows(review: Review, dossier: str, shown: Veil) -> list[dict[str, Any]]:
    mine = review.batch.rows[review.batch.rows["dossier"].eq(dossier)]
    contacts = review.batch.contacts
    mine_contacts = contacts[contacts["at"].isin(mine.index) & contacts["kind"].ne("none")]
    by_row: dict[int, list[dict[str, str]]] = {}
    for at, kind, value, raw in zip(
        *(mine_contacts[c].tolist() for c in ("at", "kind", "value", "raw")), strict=True
    ):
        masked = shown.contact(value)
        contact = {"kind": kind, "value": masked, "raw": raw if shown.unmask else masked}
        by_row.setdefault(at, []).append(contact)
    marks = review.batch.marks
    doubted = marks[
        marks["kind"].eq("unread") & marks["detail"].eq("uncertain") & marks["at"].isin(mine.index)
    ]
    uncertain: dict[int, list[str]] = {}
    for at, field in zip(doubted["at"].tolist(), doubted["field"].tolist(), strict=True):
        uncertain.setdefault(at, []).append(field)
    priority = review.priority.loc[mine.index]
    columns = ("row_id", "row", "serial", "name", "mode", "mode_raw", "start", "end", "surveyed_raw")
    values = {c: mine[c].tolist() for c in (*columns, "surveyed_problem", "employer")}
    return [
        {
            "id": values["row_id"][i],
            "row": int(values["row"][i]),
            "serial": shown.serial(values["serial"][i]),
            "name": shown.name(values["name"][i]),
            "contacts": by_row.get(at, []),
            "mode": values["mode"][i],
            "mode_raw": shown.written(values["mode_raw"][i]),
            "surveyed": {
                "start": plain(values["start"][i]),
                "end": plain(values["end"][i]),
                "raw": shown.written(values["surveyed_raw"][i]),
                "problem": values["surveyed_problem"][i] or None,
            },
            "employer": shown.text(values["employer"][i]),
            "priority": round(float(priority.loc[at]), 4),
            **({"uncertain": uncertain[at]} if at in uncertain else {}),
        }
        for i, at in enumerate(mine.index)
    ]


def catalogue(checks: Catalogue, lang: str = "zh") -> dict[str, Any]:
    """Return the catalogue of checks as a JSON document."""
    index = 1 if lang == "en" else 0
    return {
        "checks": [
            {
                "code": c.code,
                "name": c.name,
                "title": c.title[index],
                "severity": c.severity,
                "clause": c.clause or None,
                "needs": list(c.needs),
                "what": (page := c.page(lang)).what,
                "innocent_causes": page.innocent,
                "to_clear": page.clear,
                "example": "\n".join(line.strip() for line in c.example.strip().splitlines()),
            }
            for c in checks.values()
        ]
    }
