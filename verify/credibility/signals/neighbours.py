"""SG01: mobiles that stand close to each other, or that are copies with a digit changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.blocks import bought, unbroken
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


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking: its tail, how much each mobile is part of it, and what is said of it."""

    tail: Tail
    rows: np.ndarray
    facts: Mapping[str, float] = field(default_factory=dict)


def neighbours(view: DossierView) -> Signal:
    """Count close pairs of mobiles within a block of 10,000, and pairs that differ in a few digits.

    Null: given how many numbers fall into each block (first seven digits), the last four are spread evenly
    and independently, so the number of close pairs is Poisson; widened by CLUSTERING, COUPLES and CLUSTERS.
    Sharing seven digits, or the last four, is no sign and counts for nothing. Pairs within the fullest blocks of one
    employer (other than the applicant itself), of one landline, and lone pairs of one surname are left out. Of an
    employer's numbers in a row only this is asked, whether next to none is missing (``blocks.unbroken``).
    """
    index = np.flatnonzero(view.mobile)
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "neighbours")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_mobiles", view.size)
    upper = np.triu(np.ones((len(index), len(index)), bool), 1) & ~_linked(view, index)
    near, copies = _close(view, index, upper), _edits(view, index, upper)
    tail, inside, length, missing = unbroken(view, index)
    in_a_row = Look(tail, 0.8 * inside, {"row": length, "missing": missing})
    parts = {
        "near": chance.best([look.tail for look in (*near, in_a_row)]),
        "copies": chance.best([look.tail for look in copies]),
    }
    rows = np.zeros(view.size)
    for name, looks in (("near", (_strongest(near), in_a_row)), ("copies", (_strongest(copies),))):
        for look in looks:
            if parts[name].strength > 1 and look.tail.strength > 1:
                rows[index] = np.maximum(rows[index], look.rows)
    changed = int(copies[0].facts["pairs"] + copies[1].facts["pairs"])
    facts = {**_strongest(near).facts, "copies": changed, **in_a_row.facts}
    return seen(CODE, NULL, len(index), parts, rows, facts)


def _close(view: DossierView, index: np.ndarray, upper: np.ndarray) -> list[Look]:
    """Numbers close to each other in one block: pairs at each of SCALES that belong to clusters, and lone pairs."""
    block, last = view.mobile[index] // 10_000, view.mobile[index] % 10_000
    same_block = (block[:, None] == block[None, :]) & upper
    gap = np.abs(last[:, None] - last[None, :])
    within = int(same_block.sum())
    different = same_block & (gap > 0)
    lone, kin = _lone(view, index, different & (gap <= SCALES[1]))
    pairs = [*(different & (gap <= scale) & ~lone for scale in SCALES), lone & ~kin]
    allowed = (*(CLUSTERS,) * len(SCALES), COUPLES)
    looks = []
    for found, scale, more, weight in zip(
        pairs, (*SCALES, SCALES[1]), allowed, (1.0, 0.8, 0.5, 0.6), strict=True
    ):
        by_chance = within * _share(scale)
        tail = chance.poisson_upper(int(found.sum()), CLUSTERING * by_chance + more * len(index))
        facts = {"pairs": int(found.sum()), "apart": scale, "expected": round(by_chance, 2)}
        looks.append(Look(tail, weight * _involved(found), facts))
    return looks


def _edits(view: DossierView, index: np.ndarray, upper: np.ndarray) -> list[Look]:
    """Numbers that differ in a few digits: two in clusters, two in lone pairs, three in clusters."""
    number = view.mobile[index]
    (few, few_expected), (more, more_expected) = (_copies(number, upper, most) for most in CHANGED)
    alone, related = _lone(view, index, few)
    solitary, _ = _lone(view, index, more)
    looks = []
    for found, by_chance, allowed, weight in (
        (few & ~alone, few_expected, CLUSTERS, 1.0),
        (alone & ~related, few_expected, COUPLES, 0.8),
        (more & ~solitary, more_expected, CLUSTERS, 0.6),
    ):
        tail = chance.poisson_upper(int(found.sum()), CLUSTERING * by_chance + allowed * len(index))
        looks.append(Look(tail, weight * _involved(found), {"pairs": int(found.sum())}))
    return looks


def _strongest(looks: Sequence[Look]) -> Look:
    return max(looks, key=lambda look: look.tail.strength)


def _share(scale: int) -> float:
    """Chance that two even draws from 10,000 lie within ``scale`` of each other and are not equal."""
    return (2 * scale * 10_000 - scale * (scale + 1)) / 10_000**2


def _linked(view: DossierView, index: np.ndarray) -> np.ndarray:
    """Pairs that have a good reason to be close: one employer's blocks, one landline."""
    employer, line = view.employer[index], view.line[index]
    shared = bought(view, index)
    theirs = (employer[:, None] == employer[None, :]) & shared[:, None] & shared[None, :]
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
