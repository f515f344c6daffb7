"""SG01: mobiles that stand close to each other, or that are copies with a digit changed."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.signal import Signal, blind, seen
from verify.credibility.view import DossierView

CODE, NULL = "SG01", "poisson_blocks"

SCALES = (10, 60, 300)  # how far apart two numbers of one block may lie to count as close
CLUSTERING = 1.25  # real numbers cluster a little within a block: dealers sell them shelf by shelf
HOUSEHOLDS = 0.01  # pairs per row that honest rosters have beyond chance: relatives, one shop's SIM cards
_FEWEST = 8
_MOST = 600  # rows beyond which pairs are looked for in a sample


def neighbours(view: DossierView) -> Signal:
    """Count close pairs of mobiles within a block of 10,000, and pairs that differ by one or two digits.

    Null: given how many numbers fall into each block (first seven digits), the last four are spread evenly
    and independently, so the number of close pairs is Poisson; widened by CLUSTERING and HOUSEHOLDS. Sharing
    seven digits, or the last four, is no sign and counts for nothing. Pairs of one employer (other than the
    applicant itself), of one landline, and lone pairs of one surname or of neighbouring rows (a couple) are
    left out.
    """
    index = np.flatnonzero(view.mobile)
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "neighbours")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_mobiles", view.size)
    number = view.mobile[index]
    allowed = ~_linked(view, index)
    upper = np.triu(np.ones((len(index), len(index)), bool), 1) & allowed
    if not upper.any():
        return blind(CODE, NULL, len(index), "one_employer", view.size)
    block, last = number // 10_000, number % 10_000
    same_block = (block[:, None] == block[None, :]) & upper
    gap = np.abs(last[:, None] - last[None, :])
    slack = HOUSEHOLDS * len(index)
    within = int(same_block.sum())
    different = same_block & (gap > 0)
    different &= ~_couples(view, index, different & (gap <= SCALES[1]))
    close = [different & (gap <= scale) for scale in SCALES]
    counts = [int(pairs.sum()) for pairs in close]
    looks = [
        chance.poisson_upper(count, CLUSTERING * within * _share(scale) + slack)
        for count, scale in zip(counts, SCALES, strict=True)
    ]
    copies, expected = _copies(number, upper)
    copies &= ~_couples(view, index, copies)
    edited = chance.poisson_upper(int(copies.sum()), CLUSTERING * expected + slack)
    chosen = int(np.argmax([look.strength for look in looks]))
    parts = {"near": chance.best(looks), "copies": edited}
    rows = np.zeros(view.size)
    if parts["near"].strength > 1:
        rows[index] = np.maximum(rows[index], _involved(close[chosen]) * (1.0, 0.8, 0.5)[chosen])
    if edited.strength > 1:
        rows[index] = np.maximum(rows[index], _involved(copies))
    facts = {
        "pairs": counts[chosen],
        "apart": SCALES[chosen],
        "expected": round(within * _share(SCALES[chosen]), 2),
        "copies": int(copies.sum()),
    }
    return seen(CODE, NULL, len(index), parts, rows, facts)


def _share(scale: int) -> float:
    """Chance that two even draws from 10,000 lie within ``scale`` of each other and are not equal."""
    return (2 * scale * 10_000 - scale * (scale + 1)) / 10_000**2


def _linked(view: DossierView, index: np.ndarray) -> np.ndarray:
    """Pairs that have a good reason to be close: one employer's block, one landline."""
    employer, line = view.employer[index], view.line[index]
    theirs = (employer[:, None] == employer[None, :]) & (employer >= 0)[:, None] & ~view.own[index][:, None]
    return np.asarray(theirs | ((line[:, None] == line[None, :]) & (line >= 0)[:, None]))


def _couples(view: DossierView, index: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Pairs of neighbouring rows or of one surname, where neither has a second close number."""
    degree = pairs.sum(0) + pairs.sum(1)
    alone = (degree[:, None] <= 2) & (degree[None, :] <= 2)
    surname = view.name[index].astype("U1")
    place = view.place[index]
    kin = (surname[:, None] == surname[None, :]) | (np.abs(place[:, None] - place[None, :]) == 1)
    return np.asarray(pairs & alone & kin)


def _copies(number: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, float]:
    """Pairs that differ in one or two digits, the last four among them, and how many chance makes."""
    digits = number[:, None] // 10 ** np.arange(10, -1, -1) % 10
    head = differing(digits[:, :7])
    tail = differing(digits[:, 7:])
    pairs = upper & (tail >= 1) & (head + tail <= 2)
    # Two last fours agree place by place as often as this roster's own digits make them.
    agree = [
        float(np.square(np.bincount(digits[:, place], minlength=10) / len(number)).sum())
        for place in range(7, 11)
    ]
    none = float(np.prod(agree))
    one = sum(none / a * (1 - a) for a in agree)
    two = sum(none / a / b * (1 - a) * (1 - b) for i, a in enumerate(agree) for b in agree[:i])
    heads = [int(((head == different) & upper).sum()) for different in (0, 1)]
    return pairs, heads[0] * (one + two) + heads[1] * one


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out


def _involved(pairs: np.ndarray) -> np.ndarray:
    return np.asarray((pairs.any(0) | pairs.any(1)).astype(float))
