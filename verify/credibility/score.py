"""The score of a dossier as a waterfall of parts, and whom to call first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from verify.credibility import chance, detect
from verify.credibility.context.homes import city_of, homes
from verify.credibility.context.online import by_dossier, online
from verify.credibility.context.sampled import sampled
from verify.credibility.fitted import Fitted, fit, shipped_fit
from verify.credibility.reference import LEARN_FROM, MINIMUM, Experience, Reference
from verify.credibility.signals import Signal, measure
from verify.credibility.signals.contacts import SLIPS
from verify.credibility.vector import COLUMNS, CONTEXT, vector
from verify.credibility.view import DossierView, views
from verify.model import FAIL, WARN, Assessment, Batch, CheckResult, Credibility, Part

# Points of the waterfall. The comparison with the reference says how many are taken off, once: nothing down to a p-value
# of 0.1, then so many per power of ten. They are taken off where the strengths lie that made the dossier odd; a strength
# up to FREE, which one honest dossier in ten shows, takes no share.
PER_TENFOLD, MOST, FREE = 20.0, 60.0, 1.0
FINDING_MOST = {FAIL: 15.0, WARN: 5.0}
# Findings of the checks about what a component has already been charged for: checks by the letters of their code.
SAME = {"CT": "SG08.impossible", "DU": "SG04.twins"}
# Checks that look at other dossiers of the batch, or at the day of reading: facts for the reviewer, but the same
# roster must have the same score in any company and on any day.
ELSEWHERE = frozenset({"DU05", "DU06", "DU07", "DU08", "DT05"})


def assess(
    batch: Batch, results: Sequence[CheckResult] = (), reference: Reference | None = None
) -> Assessment:
    """Score every dossier of a batch against a reference (None: the one that is shipped).

    A dossier's score depends on its own rows, its own register entry, its own findings and the reference, and on
    nothing else.
    """
    fitted = shipped_fit() if reference is None else fit(reference)
    names, measured, places, beside = [], [], [], []
    owner = batch.rows["dossier"].cat.codes.to_numpy()
    answers = by_dossier(batch.extras, owner)
    told = batch.dossiers[["recommender", "applicant"]].to_dict("index")
    for view in views(batch):
        names.append(view.dossier)
        measured.append(measure(view))
        places.append(view.at)
        beside.append(_beside(told[view.dossier], view, answers.get(int(owner[view.at[0]]))))
    suspicion = np.zeros(len(batch.rows))
    scores: dict[str, Credibility] = {}
    if not names:
        return Assessment(scores, pd.Series(suspicion, index=batch.rows.index))
    vectors = np.array([vector(signals) for signals in measured])
    findings = _findings(batch, results)
    p, odder = _compare(fitted, vectors)
    source = fitted.facts
    for place, name in enumerate(names):
        score = _score(source, measured[place], p[place], int(odder[place]), findings.get(name, []))
        scores[name] = replace(score, parts=(*score.parts, *_unless_charged(beside[place], score.parts)))
        suspicion[places[place]] = _rows(measured[place], p[place])
    return Assessment(scores, pd.Series(suspicion, index=batch.rows.index))


def _beside(told: Mapping[Hashable, Any], view: DossierView, answers: pd.DataFrame | None) -> list[Part]:
    """What is shown and takes nothing off: how an online survey came in, where numbers live, how evenly they lie."""
    said = [text if isinstance(text, str) else "" for text in (told["recommender"], told["applicant"])]
    found = [] if answers is None else online(answers, view)
    return [*found, *homes(view, city_of(*said)), *sampled(view)]


def _unless_charged(beside: Sequence[Part], charged: Sequence[Part]) -> list[Part]:
    """Leave out that even spaces take nothing off where they do: SG01 has charged them."""
    spaces = any(part.points < 0 and part.facts.get("look") == "spaces" for part in charged)
    return [part for part in beside if not (spaces and part.signal == "LIST.spaces")]


def experience(credibility: Credibility, confirmed: int, denied: int) -> Experience:
    """Return what a dossier teaches once it was called: its vector stands in the parts of its score."""
    found = dict.fromkeys(COLUMNS, np.nan)
    for part in credibility.parts:
        found |= part.facts.get("vector", {})
    return Experience(np.array([found[name] for name in COLUMNS]), confirmed, denied)


def _compare(fitted: Fitted, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return p-values, and how many reference dossiers are at least as odd."""
    if not fitted.arms:
        return np.ones(len(vectors)), np.zeros(len(vectors))
    p, by_arm = detect.p_values(fitted.arms, vectors)
    odder = np.rint(by_arm.min(axis=0) * (fitted.facts["dossiers"] + 1) - 1)
    return p, odder


def _score(
    source: Mapping[str, Any], signals: Sequence[Signal], p: float, odder: int, findings: Sequence[Part]
) -> Credibility:
    enough = source["dossiers"] >= MINIMUM
    budget = min(MOST, PER_TENFOLD * max(0.0, -np.log10(p) - FREE)) if enough else 0.0
    charged = charges(signals, round(float(budget), 1))
    parts = [Part("START", 100.0, None, {})]
    parts += [part for signal in signals for part in _parts(signal, charged)]
    if not enough:
        rank = {"dossiers": source["dossiers"], "minimum": MINIMUM, "odder": odder}
        parts.append(Part("RANK", 0.0, None, rank))
        return Credibility(None, None, source, tuple(parts))
    arms = 2 + (source["forged"] >= LEARN_FROM)
    facts = {
        "dossiers": source["dossiers"],
        "percent": round(100 * p, 2),
        "floor": round(100 * arms / (source["dossiers"] + 1), 3),
        "null": "conformal",
    }
    left = round(float(budget) - sum(charged.values()), 1)
    parts.append(Part("ALL", -left + 0.0, float(p), facts))
    parts += [_once(part, charged) for part in findings]
    total = sum(part.points for part in parts)
    if total < 0:
        parts.append(Part("FLOOR", -round(total, 1), None, {}))
    return Credibility(round(max(0.0, total)), float(p), source, tuple(parts))


def charges(signals: Sequence[Signal], budget: float) -> dict[str, float]:
    """Deal the points out over the components, by how far their strength goes beyond FREE; none where none does."""
    beyond = {
        f"{signal.code}.{name}": tail.strength - FREE
        for signal in signals
        for name, tail in signal.parts.items()
        if tail.strength > FREE and f"{signal.code}.{name}" not in CONTEXT
    }
    whole = sum(beyond.values())
    shares = {name: round(budget * more / whole, 1) for name, more in beyond.items()}
    if shares:
        most = max(shares, key=lambda name: (shares[name], name))
        shares[most] = round(shares[most] + budget - sum(shares.values()), 1)
    return shares


def _parts(signal: Signal, charged: Mapping[str, float]) -> list[Part]:
    """One part for each component, with the figure that was tested; one for a signal that could not be tested."""
    if signal.reason:
        return [Part(signal.code, 0.0, None, {"reason": signal.reason, "n": signal.n, "vector": {}})]
    out = []
    for name, tail in signal.parts.items():
        code = f"{signal.code}.{name}"
        facts = {**signal.facts[name], "n": signal.n, "null": signal.facts[name]["look"]}
        facts |= {"statistic": round(tail.strength, 2), "vector": {code: round(tail.strength, 3)}}
        if code in CONTEXT:
            facts["context"] = True
        out.append(Part(code, -charged.get(code, 0.0) + 0.0, tail.p_value, facts))
    return out


def _once(part: Part, charged: Mapping[str, float]) -> Part:
    """A finding costs only what goes beyond the charge of the component that looks at the same thing."""
    before = charged.get(SAME.get(part.signal[:2], ""), 0.0)
    return replace(part, points=min(0.0, round(part.points + before, 1)) + 0.0) if before else part


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
            p = chance.binomial_upper(rows, size, SLIPS).p_value
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
        strengths = [t.strength for name, t in signal.parts.items() if f"{signal.code}.{name}" not in CONTEXT]
        weight = 1 - 10 ** -(max(strengths, default=0.0) / 3)
        left = left * (1 - 0.8 * weight * signal.rows)
    return np.asarray(1 - (1 - shared) * left)
