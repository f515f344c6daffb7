"""SG01: mobiles that stand close to each other, or that are copies with a digit changed."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.signal import Signal, blind, seen
from verify.credibility.view import DossierView

CODE, NULL = "SG01", "poisson_blocks"

SCALES = (10, 60, 300)  # how far apart two numbers of one block may lie to count as close
CHANGED = (2, 3)  # digits in which a copied number differs
CLUSTERING = 1.25  # real numbers cluster a little within a block: dealers sell them shelf by shelf
# Close pairs per row that honest rosters have beyond chance. Two numbers close to each other and to no third are
# a couple's or two friends' more often than not; three and more are seldom innocent.
COUPLES, CLUSTERS = 0.04, 0.01
_FEWEST = 8
_MOST = 600  # rows beyond which pairs are looked for in a sample


def neighbours(view: DossierView) -> Signal:
    """Count close pairs of mobiles within a block of 10,000, and pairs that differ in a few digits.

    Null: given how many numbers fall into each block (first seven digits), the last four are spread evenly
    and independently, so the number of close pairs is Poisson; widened by CLUSTERING, COUPLES and CLUSTERS.
    Sharing seven digits, or the last four, is no sign and counts for nothing. Pairs of one employer (other than the
    applicant itself), of one landline, and lone pairs of one surname are left out.
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
    within = int(same_block.sum())
    different = same_block & (gap > 0)
    lone, kin = _lone(view, index, different & (gap <= SCALES[1]))
    close = [different & (gap <= scale) & ~lone for scale in SCALES]
    expected = [CLUSTERING * within * _share(scale) for scale in SCALES]
    slack, couples = CLUSTERS * len(index), COUPLES * len(index)
    looks = [chance.poisson_upper(int(c.sum()), e + slack) for c, e in zip(close, expected, strict=True)]
    looks.append(chance.poisson_upper(int((lone & ~kin).sum()), expected[1] + couples))
    near = [*close, lone & ~kin]
    (few, few_expected), (more, more_expected) = (_copies(number, upper, most) for most in CHANGED)
    alone, related = _lone(view, index, few)
    solitary, _ = _lone(view, index, more)
    copies = [few & ~alone, alone & ~related, more & ~solitary]
    edits = [
        chance.poisson_upper(int(pairs.sum()), CLUSTERING * by_chance + allowed)
        for pairs, by_chance, allowed in zip(
            copies, (few_expected, few_expected, more_expected), (slack, couples, slack), strict=True
        )
    ]
    chosen = int(np.argmax([look.strength for look in looks]))
    parts = {"near": chance.best(looks), "copies": chance.best(edits)}
    apart = (*SCALES, SCALES[1])[chosen]
    rows = np.zeros(view.size)
    if parts["near"].strength > 1:
        rows[index] = np.maximum(rows[index], _involved(near[chosen]) * (1.0, 0.8, 0.5, 0.6)[chosen])
    if parts["copies"].strength > 1:
        edited = int(np.argmax([look.strength for look in edits]))
        rows[index] = np.maximum(rows[index], _involved(copies[edited]) * (1.0, 0.8, 0.6)[edited])
    facts = {
        "pairs": int(near[chosen].sum()),
        "apart": apart,
        "expected": round(within * _share(apart), 2),
        "copies": int((copies[0] | copies[1]).sum()),
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


def _lone(view: DossierView, index: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that no third number is close to, and pairs of one surname."""
    degree = pairs.sum(0) + pairs.sum(1)
    lone = pairs & (degree == 1)[:, None] & (degree == 1)[None, :]
    surname = view.name[index].astype("U1")
    return np.asarray(lone), np.asarray(surname[:, None] == surname[None, :])


def _copies(number: np.ndarray, upper: np.ndarray, most: int) -> tuple[np.ndarray, float]:
    """Pairs that differ in at most ``most`` digits, the last four among them, and how many chance makes."""
    digits = number[:, None] // 10 ** np.arange(10, -1, -1) % 10
    head, tail = differing(digits[:, :7]), differing(digits[:, 7:])
    pairs = upper & (tail >= 1) & (head + tail <= most)
    # Two last fours agree place by place as often as this roster's own digits make them: the chance that so many
    # of the four places differ is a product of polynomials.
    differ = np.ones(1)
    for place in range(7, 11):
        same = float(np.square(np.bincount(digits[:, place], minlength=10) / len(number)).sum())
        differ = np.convolve(differ, (same, 1 - same))
    heads = [int(((head == changed) & upper).sum()) for changed in range(most)]
    return pairs, sum(
        count * float(differ[1 : most - changed + 1].sum()) for changed, count in enumerate(heads)
    )


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out


def _involved(pairs: np.ndarray) -> np.ndarray:
    return np.asarray((pairs.any(0) | pairs.any(1)).astype(float))
