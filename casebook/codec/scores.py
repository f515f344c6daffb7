"""The credibility score of a dossier: in full as a text, and for good what of it can name nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from casebook.codec.record import DossierRecord, Row
from casebook.codec.values import as_json
from verify.model import Credibility, Part

# Texts in the facts of a score that survive a purge: codes of ours (a null, a reason, a check), nothing typed.
_CODE = re.compile(r"[a-z_]{1,30}|[A-Z]{2}\d\d")
_OURS = frozenset({"city"})  # facts whose texts come out of a table of ours: thousands live there


def to_columns(score: Credibility | None) -> tuple[str, str, Row]:
    """Return the column ``score`` of the review, the text with all parts, and the share of ``about``.

    ``vector`` in the latter: component of a signal -> strength, what was not testable left out; callbacks can make
    a lesson of it.
    """
    if score is None:
        return "", "", {"score": None, "vector": None}
    head = {"p_value": score.p_value, "reference": dict(score.reference)}
    parts: list[list[Any]] = [[p.signal, p.points, p.p_value, dict(p.facts)] for p in score.parts]
    lasting = [
        [*part, {k: v for k, v in facts.items() if k in _OURS or _is_lasting(v)}] for *part, facts in parts
    ]
    vector: dict[str, float] = {}
    for part in score.parts:
        vector |= {name: float(v) for name, v in part.facts.get("vector", {}).items() if v == v}
    column = "" if score.score is None else str(score.score)
    about = {"score": {**head, "parts": lasting}, "vector": vector}
    return column, as_json({**head, "parts": parts}), about


def from_record(record: DossierRecord) -> Credibility | None:
    """Return the score; after a purge, with those facts of its parts that are numbers and codes."""
    said = json.loads(record.score_text) if record.score_text else (record.about or {}).get("score")
    if said is None:
        return None
    parts = tuple(Part(signal, points, p, facts) for signal, points, p, facts in said["parts"])
    column = record.review["score"]
    return Credibility(int(column) if column else None, said["p_value"], said["reference"], parts)


def _is_lasting(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_lasting(item) for item in value.values())
    return isinstance(value, (bool, int, float)) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))
