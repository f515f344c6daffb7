"""SG04: the same person again under a slightly different number, or name."""

from __future__ import annotations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from verify.credibility import chance
from verify.credibility.signals.pairs import differing
from verify.credibility.signals.signal import Look, Signal, blind, seen
from verify.credibility.view import DossierView

CODE = "SG04"
_FEWEST, _MOST = 8, 600
# Pairs per row that honest rosters have: one person asked or typed twice; siblings with numbers bought together.
REPEATS, SIBLINGS = 0.01, 0.05


def twins(view: DossierView) -> Signal:
    """Count pairs of rows that are alike in both name and number.

    Numbers are alike when one or two digits differ; names when they are equal, or when one character differs
    after the same surname; the two are looked at apart. Null: names shuffled over the numbers; the expected count
    is exact (pairs of like numbers times share of pairs of like names), the tail Poisson, with REPEATS or SIBLINGS
    on top. No fixed threshold, so a village of three surnames meets a null with three surnames.
    """
    index = np.flatnonzero((view.mobile > 0) & (view.name != "") & view.named)
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "twins")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, len(index), "few_mobiles", view.size)
    distance, kin = _names_apart(view.name[index])
    count = len(index)
    number = view.mobile[index]
    # One number under two names is a family's, or DU01's; the same row twice is DU02's.
    pairs = np.triu(_near_numbers(number), 1) & (number[:, None] != number[None, :])
    alike = (distance == 0, (distance == 1) & kin)
    found = [pairs & like for like in alike]
    expected = [float(pairs.sum() * (like.sum() - np.trace(like)) / (count * (count - 1))) for like in alike]
    looks = []
    for name, twice, by_chance, allowed in zip(
        ("same_name", "like_name"), found, expected, (REPEATS, SIBLINGS), strict=True
    ):
        usual = by_chance + allowed * count
        looks.append(Look(name, chance.poisson_upper(int(twice.sum()), usual), int(twice.sum()), usual))
    rows = np.zeros(view.size)
    if chance.best([look.tail for look in looks]).strength > 1:
        both = found[0] | found[1]
        rows[index] = both.any(0) | both.any(1)
    return seen(CODE, count, {"twins": looks}, rows)


def _names_apart(name: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Characters in which each two names differ (2 = two or more), and whether they share the surname."""
    distinct, codes = np.unique(name, return_inverse=True)
    distance = process.cdist(distinct, distinct, scorer=Levenshtein.distance, score_cutoff=1, dtype=np.uint8)
    surname = distinct.astype("U1")
    kin = surname[:, None] == surname[None, :]
    return np.asarray(distance[codes][:, codes]), np.asarray(kin[codes][:, codes])


def _near_numbers(number: np.ndarray) -> np.ndarray:
    digits = number[:, None] // 10 ** np.arange(10, -1, -1) % 10
    return np.asarray(differing(digits) <= 2)
