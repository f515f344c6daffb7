"""The score of a dossier as a waterfall of parts, and whom to call first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from verify.credibility import detect
from verify.credibility.reference import MINIMUM, Experience, Reference, shipped
from verify.credibility.signals import Signal, measure
from verify.credibility.signals.contacts import SLIPS
from verify.credibility.vector import COLUMNS, CONTEXT, vector
from verify.credibility.view import views
from verify.model import FAIL, WARN, Assessment, Batch, CheckResult, Credibility, Part

# Points of the waterfall. A signal costs nothing up to what one honest dossier in ten shows.
PER_TENFOLD, SIGNAL_MOST, FREE = 5.0, 25.0, 1.0
REFERENCE_PER_TENFOLD, REFERENCE_MOST = 12.5, 25.0
FINDING_MOST = {FAIL: 15.0, WARN: 5.0}
_CONTEXT = frozenset(name.split(".")[0] for name in CONTEXT)
# Checks that look at other dossiers of the batch, or at the day of reading: facts for the reviewer, but the same
# roster must have the same score in any company and on any day.
ELSEWHERE = frozenset({"DU05", "DU06", "DT05"})


def assess(
    batch: Batch, results: Sequence[CheckResult] = (), reference: Reference | None = None
) -> Assessment:
    """Score every dossier of a batch against a reference (None: the one that is shipped).

    A dossier's score depends on its own rows, its own register entry, its own findings and the reference, and on
    nothing else.
    """
    reference = shipped() if reference is None else reference
    names, measured, places = [], [], []
    for view in views(batch):
        names.append(view.dossier)
        measured.append(measure(view))
        places.append(view.at)
    suspicion = np.zeros(len(batch.rows))
    scores: dict[str, Credibility] = {}
    if not names:
        return Assessment(scores, pd.Series(suspicion, index=batch.rows.index))
    vectors = np.array([vector(signals) for signals in measured])
    findings = _findings(batch, results)
    p, odder = _compare(reference, vectors)
    source = reference.facts()
    for place, name in enumerate(names):
        scores[name] = _score(source, measured[place], p[place], int(odder[place]), findings.get(name, []))
        suspicion[places[place]] = _rows(measured[place], p[place])
    return Assessment(scores, pd.Series(suspicion, index=batch.rows.index))


def experience(credibility: Credibility, confirmed: int, denied: int) -> Experience:
    """Return what a dossier teaches once it was called: its vector stands in the parts of its score."""
    found = dict.fromkeys(COLUMNS, np.nan)
    for part in credibility.parts:
        found |= part.facts.get("vector", {})
    return Experience(np.array([found[name] for name in COLUMNS]), confirmed, denied)


def _compare(reference: Reference, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return p-values, and how many reference dossiers are at least as odd."""
    if reference.dossiers == 0:
        return np.ones(len(vectors)), np.zeros(len(vectors))
    p, by_arm = detect.p_values(detect.arms(reference), vectors)
    odder = np.rint(by_arm.min(axis=0) * (reference.dossiers + 1) - 1)
    return p, odder


def _score(
    source: Mapping[str, Any], signals: Iterable[Signal], p: float, odder: int, findings: Sequence[Part]
) -> Credibility:
    enough = source["dossiers"] >= MINIMUM
    parts = [Part("START", 100.0, None, {})]
    parts += [_part(signal, enough) for signal in signals]
    if not enough:
        rank = {"dossiers": source["dossiers"], "minimum": MINIMUM, "odder": odder}
        parts.append(Part("RANK", 0.0, None, rank))
        return Credibility(None, None, source, tuple(parts))
    points = min(REFERENCE_MOST, REFERENCE_PER_TENFOLD * max(0.0, -np.log10(p) - FREE))
    facts = {"dossiers": source["dossiers"], "percent": round(100 * p, 1), "null": "conformal"}
    parts.append(Part("ALL", -round(points, 1) + 0.0, float(p), facts))
    parts += findings
    total = sum(part.points for part in parts)
    if total < 0:
        parts.append(Part("FLOOR", -round(total, 1), None, {}))
    return Credibility(round(max(0.0, total)), float(p), source, tuple(parts))


def _part(signal: Signal, enough: bool) -> Part:
    counted = enough and signal.code not in _CONTEXT
    points = min(SIGNAL_MOST, PER_TENFOLD * max(0.0, signal.statistic - FREE)) if counted else 0.0
    vector_of = {f"{signal.code}.{k}": round(t.strength, 3) for k, t in signal.parts.items()}
    facts = {**signal.facts, "n": signal.n, "null": signal.null, "vector": vector_of}
    if signal.code in _CONTEXT:
        facts["context"] = True
    if signal.reason:
        facts["reason"] = signal.reason
    else:
        facts["statistic"] = round(signal.statistic, 2)
    return Part(signal.code, -round(points, 1) + 0.0, signal.p_value, facts)


def _findings(batch: Batch, results: Sequence[CheckResult]) -> dict[str, list[Part]]:
    """One part per dossier and check that found rows in the dossier itself; p by the slips that are allowed."""
    sizes = batch.rows["dossier"].value_counts().to_dict()
    found: dict[str, list[Part]] = {}
    for result in results:
        if result.code in ELSEWHERE or not len(result.hits):
            continue
        hits = result.hits[result.hits["row"].ge(0) & result.hits["severity"].isin(tuple(FINDING_MOST))]
        for dossier, mine in hits.groupby(hits["dossier"].astype("str"), sort=False):
            rows = len({*mine["row"], *(place for more in mine["more"] for place in more)})
            severity = FAIL if mine["severity"].eq(FAIL).any() else WARN
            size = int(sizes[dossier])
            p = float(stats.binom.sf(rows - 1, size, SLIPS))
            points = min(FINDING_MOST[severity], 100.0 * rows / size) if p < 0.1 else 0.0
            facts = {"check": result.code, "rows": rows, "examined": size, "severity": severity}
            part = Part(result.code, -round(points, 1) + 0.0, p, {**facts, "null": "rare_rate"})
            found.setdefault(str(dossier), []).append(part)
    return found


def _rows(signals: Iterable[Signal], p: float) -> np.ndarray:
    """Per row: what is odd about the dossier, and above that, how much of it is in this row."""
    shared = float(np.clip(-np.log10(p) / 4, 0.0, 0.6))
    left: np.ndarray | float = 1.0
    for signal in signals:
        if signal.code in _CONTEXT:
            continue
        weight = 1 - 10 ** -(signal.statistic / 3)
        left = left * (1 - 0.8 * weight * signal.rows)
    return np.asarray(1 - (1 - shared) * left)
