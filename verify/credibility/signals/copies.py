"""SG01: mobiles that are copies of each other with a digit or two changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.blocks import HELD
from verify.credibility.signals.pairs import (
    CLUSTERING,
    CLUSTERS,
    COUPLES,
    KIN,
    SELDOM,
    NumberPairs,
    Seen,
    counted,
    differing,
    involved,
    lone,
)
from verify.credibility.signals.signal import Look
from verify.credibility.view import DossierView

CHANGED = (2, 3)  # digits in which a copied number differs


def copies(view: DossierView, index: np.ndarray, upper: np.ndarray) -> list[Seen]:
    """Numbers that differ in a few digits: in clusters, in lone pairs, in lone pairs of one surname; and whole endings.

    ``upper``: pairs of mobiles that have no good reason to be alike.
    """
    number = view.mobile[index]
    digits = number[:, None] // 10 ** np.arange(10, -1, -1) % 10
    head, tail = differing(digits[:, :7]), differing(digits[:, 7:])
    (few, few_expected), (more, more_expected) = _expected(digits, number, upper, head, tail)
    alone, kin = lone(view, index, few)
    solitary, _ = lone(view, index, more)
    ending, ending_expected = _endings(upper, head, tail)
    asked = (
        ("copies", few.of(~alone), few_expected, CLUSTERS, CHANGED[0], 1.0),
        ("copies", few.of(alone & ~kin), few_expected, COUPLES, CHANGED[0], 0.8),
        ("copies", more.of(~solitary), more_expected, CLUSTERS, CHANGED[1], 0.6),
        ("kin_copies", few.of(alone & kin), few_expected, KIN, CHANGED[0], 0.6),
        ("endings", ending, ending_expected, COUPLES, CHANGED[0], 0.6),
    )
    out: list[Seen] = []
    for name, found, by_chance, allowed, changed, weight in asked:
        count, usual = counted(found, name == "kin_copies"), CLUSTERING * by_chance + allowed * len(index)
        share = 1.0 if name == "copies" else SELDOM
        tailed = chance.poisson_upper(count, usual)
        look = Look(name, tailed, count, usual, facts={"changed": changed}, weight=share)
        out.append((look, weight * involved(found)))
    return out


def _endings(upper: np.ndarray, head: np.ndarray, tail: np.ndarray) -> tuple[NumberPairs, float]:
    """Pairs with one ending of four whose first seven digits differ in CHANGED[0] places at most, and how many chance makes.

    Sharing an ending is no sign: a family chooses one. So endings are dealt out to the numbers' beginnings: as many pairs
    of like beginnings share one as pairs of any.
    """
    apart = upper & (head >= 1)
    alike, shared = apart & (head <= CHANGED[0]), apart & (tail == 0)
    pairs = max(int(np.count_nonzero(apart)), 1)
    by_chance = float(np.count_nonzero(alike)) * float(np.count_nonzero(shared)) / pairs
    return NumberPairs.where(alike & shared), by_chance


def _expected(
    digits: np.ndarray, number: np.ndarray, upper: np.ndarray, head: np.ndarray, tail: np.ndarray
) -> list[tuple[NumberPairs, float]]:
    """Pairs that differ in at most CHANGED digits, the last four among them, and how many chance makes."""
    # Two last fours agree place by place as often as this roster's own digits make them: the chance that so many
    # of the four places differ is a product of polynomials.
    same = [
        float(np.square(np.bincount(digits[:, p], minlength=10) / len(number)).sum()) for p in range(7, 11)
    ]
    alike = [int(np.count_nonzero((head == changed) & upper)) for changed in range(max(CHANGED))]
    pieces = _pieces(number, upper, same)
    pairs = NumberPairs.where(upper & (tail >= 1) & (head + tail <= max(CHANGED)))
    changes = head[pairs.first, pairs.second] + tail[pairs.first, pairs.second]
    found = []
    for most in CHANGED:
        expected = 0.0
        for changed in range(most):
            expected += alike[changed] * _at_most(same, most - changed)
        added = 0.0
        for inside, own in pieces:
            added += inside * (_at_most([own, *same[1:]], most) - _at_most(same, most))
        found.append((pairs.of(changes <= most), expected + added))
    return found


def _pieces(number: np.ndarray, upper: np.ndarray, same: Sequence[float]) -> list[tuple[int, float]]:
    """Pairs in each block that holds HELD numbers or more, and how often their first digits agree, as a piece has its own."""
    _, group, counts = np.unique(number // 10_000, return_inverse=True, return_counts=True)
    found = []
    for each in np.flatnonzero(counts >= HELD):
        inside = np.flatnonzero(group == each)
        firsts = np.bincount(number[inside] // 1000 % 10)
        own = float((firsts * (firsts - 1)).sum()) / (counts[each] * (counts[each] - 1))
        if own > same[0]:
            found.append((int(np.count_nonzero(upper[np.ix_(inside, inside)])), own))
    return found


def _at_most(same: Sequence[float], most: int) -> float:
    """Chance that one to ``most`` of the places differ."""
    differ = np.ones(1)
    for agree in same:
        differ = np.convolve(differ, (agree, 1 - agree))
    return float(differ[1 : most + 1].sum())
