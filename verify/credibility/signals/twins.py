"""SG04: the same person again under a slightly different number, or name."""

from __future__ import annotations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from verify.credibility import chance
from verify.credibility.signals.neighbours import differing
from verify.credibility.signals.signal import Signal, blind, seen
from verify.credibility.view import DossierView

CODE, NULL = "SG04", "names_shuffled"
_FEWEST, _MOST = 8, 600
REPEATS = 0.01  # pairs per row that honest rosters have: one person asked twice, typed twice


def twins(view: DossierView) -> Signal:
    """Count pairs of rows that are alike in both name and number.

    Numbers are alike when at most two digits differ; names when they are equal (1) or differ in one character
    after the same surname (one half). Null: names shuffled over the numbers; the expected count is exact (pairs
    of like numbers times mean likeness of names), the tail Poisson, with REPEATS on top. No fixed threshold, so
    a village of three surnames meets a null with three surnames. Neighbouring rows with one surname and
    different names (a couple, siblings with numbers bought together) are left out.
    """
    index = np.flatnonzero((view.mobile > 0) & (view.name != ""))
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "twins")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_mobiles", view.size)
    like = _like_names(view.name[index])
    count = len(index)
    mean_like = float((like.sum() - np.trace(like)) / (count * (count - 1)))
    pairs = np.triu(_near_numbers(view.mobile[index]), 1)
    place = view.place[index]
    beside = np.abs(place[:, None] - place[None, :]) == 1
    found = np.where(pairs & ~(beside & (like < 1)), like, 0.0)
    expected = float(pairs.sum()) * mean_like
    tail = chance.poisson_upper(int(np.ceil(found.sum() - 0.25)), expected + REPEATS * count)
    rows = np.zeros(view.size)
    if tail.strength > 1:
        rows[index] = np.maximum(found.max(0), found.max(1))
    facts = {
        "pairs": int((found > 0).sum()),
        "same_name": int((found == 1).sum()),
        "expected": round(expected, 2),
    }
    return seen(CODE, NULL, count, {"twins": tail}, rows, facts)


def _like_names(name: np.ndarray) -> np.ndarray:
    distinct, codes = np.unique(name, return_inverse=True)
    distance = process.cdist(distinct, distinct, scorer=Levenshtein.distance, score_cutoff=1, dtype=np.uint8)
    surname = distinct.astype("U1")
    half = (distance == 1) & (surname[:, None] == surname[None, :])
    like = np.where(half, 0.5, 0.0)
    np.fill_diagonal(like, 1.0)
    return np.asarray(like[codes][:, codes])


def _near_numbers(number: np.ndarray) -> np.ndarray:
    digits = number[:, None] // 10 ** np.arange(10, -1, -1) % 10
    return np.asarray(differing(digits) <= 2)
