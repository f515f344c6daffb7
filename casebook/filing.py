"""What else a review said of a dossier, for the papers: what was looked at and what was not, and how it was read.

``about`` is kept for good and names nobody: settings, header, columns, sheets, what every check examined or
skipped, where findings point, what could not be read in which row, priorities, the score with its parts, and the
vector that callbacks can make a lesson of. ``text`` may name people (title and notes of the file) and goes with a
purge. casebook/recall.py makes a review of both again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.plain import as_json
from verify.model import Batch, CheckResult, Credibility, Finding, Part, Review

# Columns of CheckResult.hits that are no facts.
FRAME = ("dossier", "severity", "row", "more", "field")
# Columns of Batch.rows that are stored where they say something, with what they hold everywhere else.
SPARSE: Mapping[str, Any] = {
    **dict.fromkeys(
        ("name_problem", "mode_problem", "surveyed_problem", "employer_problem", "mode_parts"), ""
    ),
    "minute": -1,
    "hidden": False,
}
# Texts in the facts of a score that survive a purge: codes of ours (a null, a reason, a check), nothing typed.
_CODE = re.compile(r"[a-z_]{1,30}|[A-Z]{2}\d\d")

Rows = tuple[str, ...]
# (code, severity, row ids) -> column and place among the hits of its check, for one dossier.
Places = dict[tuple[str, str, Rows], list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Filing:
    """What is stored of one dossier, as JSON texts; ``text`` is "" where there is nothing to say."""

    about: str
    text: str


def filings(
    review: Review, found: Mapping[str, Sequence[Finding]], settings: Mapping[str, Any]
) -> dict[str, Filing]:
    """Return what is filed of every dossier of a review. ``settings``: as in review.json."""
    places, skips = _places(review), [list(result.skipped) for result in review.results]
    ranks = [{dossier: at for at, dossier in enumerate(skipped)} for skipped in skips]
    hit = [frozenset(result.hits["dossier"]) for result in review.results]
    groups = dict(iter(review.batch.rows.groupby("dossier", observed=True, sort=False)))
    made = {}
    for dossier in review.batch.dossiers.index:
        facts = review.batch.dossiers.loc[dossier].to_dict()
        rows = groups.get(dossier, review.batch.rows.iloc[:0])
        score = review.credibility.get(dossier)
        about = {
            "settings": dict(settings),
            "read_on": f"{facts['read_on']:%Y-%m-%d}",
            "header": [int(row) for row in facts["header"]],
            "columns": dict(facts["columns"]),
            "notes": [code for code, _ in facts["notes"]],
            "sheets": _sheets(review.batch, str(dossier), rows),
            "checks": [
                _checked(result, str(dossier), rank, dossier in where)
                for result, rank, where in zip(review.results, ranks, hit, strict=True)
            ],
            "findings": _pointed(found.get(dossier, ()), places.get(str(dossier), {})),
            "rows": {name: _sparse(rows[name], usual) for name, usual in SPARSE.items()},
            "priority": [round(float(p), 4) for p in review.priority.loc[rows.index]],
            "score": None if score is None else _score(score),
            "vector": None if score is None else vector_of(score),
        }
        text = {"title": str(facts["title"] or ""), "notes": [list(note) for note in facts["notes"]]}
        made[str(dossier)] = Filing(as_json(about, sort=False), as_json(text) if any(text.values()) else "")
    return made


def ran(about: Mapping[str, Any]) -> frozenset[str]:
    """Return the checks that were run, from ``about``."""
    return frozenset(check["code"] for check in about["checks"] if "skipped" not in check)


def vector_of(score: Credibility) -> dict[str, float]:
    """Return the vector of a score: component of a signal -> strength; what was not testable is left out."""
    found: dict[str, float] = {}
    for part in score.parts:
        given = part.facts.get("vector", {})
        found |= {name: float(value) for name, value in given.items() if value == value}
    return found


def _places(review: Review) -> dict[str, Places]:
    """Where every hit points, and the how manyeth of its check in its dossier it is."""
    ids = review.batch.rows["row_id"].tolist()
    found: dict[str, Places] = {}
    for result in review.results:
        if not len(result.hits):
            continue
        count: Counter[str] = Counter()
        for dossier, severity, row, more, field in zip(
            *(result.hits[name].tolist() for name in FRAME), strict=True
        ):
            rows = tuple(ids[at] for at in (row, *more) if at >= 0)
            place = (str(field), count[dossier])
            found.setdefault(dossier, {}).setdefault((result.code, severity, rows), []).append(place)
            count[dossier] += 1
    return found


def _pointed(found: Iterable[Finding], places: Places) -> list[list[Any]]:
    """Column and place of every finding, in the order of the findings; equal ones keep the order of the hits."""
    taken: Counter[tuple[str, str, Rows]] = Counter()
    pointed: list[list[Any]] = []
    for at, finding in enumerate(found):
        key = (finding.code, finding.severity, finding.rows)
        known = places.get(key, [])
        pointed.append(list(known[taken[key]]) if taken[key] < len(known) else ["", at])
        taken[key] += 1
    return pointed


def _checked(result: CheckResult, dossier: str, rank: Mapping[str, int], hit: bool) -> dict[str, Any]:
    """What one check did; ``rank``: the order in which its skips are told. ``facts``: names of its facts, for hits
    whose values are purged."""
    if dossier in result.skipped:
        return {"code": result.code, "skipped": result.skipped[dossier], "rank": rank[dossier]}
    facts = [name for name in result.hits.columns if name not in FRAME]
    named = {"facts": facts} if facts and hit else {}
    return {"code": result.code, "examined": int(result.examined.get(dossier, 0)), **named}


def _sheets(batch: Batch, dossier: str, rows: pd.DataFrame) -> list[list[Any]]:
    """(sheet, several, field -> 0-based column, rows) of every segment, in order."""
    mine = batch.segments[batch.segments["dossier"].eq(dossier)]
    sizes = Counter(rows["segment"].tolist())
    columns = (mine.index, mine["sheet"], mine["several"], mine["columns"])
    return [
        [str(sheet), bool(several), {k: int(v) for k, v in letters.items()}, sizes[number]]
        for number, sheet, several, letters in zip(*columns, strict=True)
    ]


def _sparse(column: pd.Series, usual: Any) -> list[list[Any]]:
    """(place, value) where a column differs from what is usual."""
    return [[at, value] for at, value in enumerate(column.tolist()) if value != usual]


def _score(score: Credibility) -> dict[str, Any]:
    parts = [[p.signal, p.points, p.p_value, _lasting(p)] for p in score.parts]
    return {"p_value": score.p_value, "reference": dict(score.reference), "parts": parts}


def _lasting(part: Part) -> dict[str, Any]:
    """The facts of a part that can name nobody: numbers, and codes of ours."""
    return {key: value for key, value in part.facts.items() if _is_lasting(value)}


def _is_lasting(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_lasting(item) for item in value.values())
    return isinstance(value, (bool, int, float)) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))
