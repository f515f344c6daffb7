"""SG01: mobiles that stand close to each other, or that are copies with a digit changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.blocks import HELD, PRESENT, bought, institutions, unbroken, widths
from verify.credibility.signals.signal import FEWER, Look, Signal, blind, seen
from verify.credibility.view import DossierView

CODE = "SG01"

SCALES = (10, 60, 300)  # how far apart two numbers of one block may lie to count as close
CHANGED = (2, 3)  # digits in which a copied number differs
CLUSTERING = 1.25  # real numbers cluster a little within a block: dealers sell them shelf by shelf
# Close pairs per row that honest rosters have beyond chance. Two numbers close to each other and to no third are
# a couple's or two friends' more often than not; three and more are seldom innocent.
COUPLES, CLUSTERS = 0.04, 0.01
_NARROWEST = 10  # scales that a piece must be wide
_FEWEST = 8
_MOST = 600  # rows beyond which pairs are looked for in a sample
# Spaces between the numbers of a block: so many are needed, and so wide on average, to ask whether they are even.
_SPACES, _ROOMY = 12, 1.5
_DRAWS, _MORE_DRAWS = 199, 999  # more only where hardly any of the first is as even

Seen = tuple[Look, np.ndarray]  # a look, and how much each mobile is part of it


def neighbours(view: DossierView) -> Signal:
    """Count close pairs of mobiles within a block of 10,000, and pairs that differ in a few digits.

    Null: given how many numbers fall into each block (first seven digits), the last four are spread evenly and
    independently over the piece of the block that they come from (``blocks.widths``: an institution's plan is a
    thousand wide or more, whether the roster names the institution or not), so the number of close pairs is Poisson;
    widened by CLUSTERING, COUPLES and CLUSTERS. Sharing seven digits, or the last four, is no sign and counts for
    nothing. Pairs within the fullest blocks of one employer (other than the applicant itself), of one landline, and
    lone pairs of one surname are left out. Of numbers in a row, one employer's or any, it is asked whether next to none is
    missing (``blocks.unbroken``); of numbers in one block, whether the spaces between them are too even.
    """
    index = np.flatnonzero(view.mobile)
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "neighbours")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, len(index), "few_mobiles", view.size)
    upper = np.triu(np.ones((len(index), len(index)), bool), 1) & ~_linked(view, index)
    found: dict[str, list[Seen]] = {
        "near": [*_close(view, index, upper), _in_a_row(view, index), _even(view, index)],
        "copies": _edits(view, index, upper),
    }
    rows = np.zeros(view.size)
    for several in found.values():
        whole = chance.best([look.tail for look, _ in several])
        for look, inside in several:
            if whole.strength > 1 and look.tail.strength > 1:
                rows[index] = np.maximum(rows[index], inside)
    return seen(
        CODE, len(index), {name: [look for look, _ in several] for name, several in found.items()}, rows
    )


def _close(view: DossierView, index: np.ndarray, upper: np.ndarray) -> list[Seen]:
    """Numbers close to each other in one block: pairs at each of SCALES that belong to clusters, and lone pairs."""
    block, last = view.mobile[index] // 10_000, view.mobile[index] % 10_000
    width = widths(block, last)
    same_block = (block[:, None] == block[None, :]) & upper
    gap = np.abs(last[:, None] - last[None, :])
    pairs_in = same_block.sum(1)  # pairs of a block come from a piece of one width
    # In a narrow piece nearly everybody is close by the wider measure; that shows nothing, and is no Poisson count.
    roomy = [width >= _NARROWEST * scale for scale in (*SCALES, SCALES[1])]
    different = same_block & (gap > 0)
    lone, kin = _lone(view, index, different & (gap <= SCALES[1]))
    pairs = [*(different & (gap <= scale) & ~lone for scale in SCALES), lone & ~kin]
    scales, weights = (*SCALES, SCALES[1]), (1.0, 0.8, 0.5, 0.6)
    out: list[Seen] = []
    names = ("close", "close", "close", "couples")
    for name, found, scale, weight, room in zip(names, pairs, scales, weights, roomy, strict=True):
        found = found & room[:, None]
        more = COUPLES if name == "couples" else CLUSTERS
        usual = CLUSTERING * float((pairs_in * _share(scale, width) * room).sum()) + more * len(index)
        count = int(found.sum())
        look = Look(name, chance.poisson_upper(count, usual), count, usual, facts={"apart": scale})
        out.append((look, weight * _involved(found)))
    return out


def _in_a_row(view: DossierView, index: np.ndarray) -> Seen:
    """The row of numbers, one employer's or any, in which least is missing."""
    tail, inside, length, missing, whose = unbroken(view, index)
    usual = max(length - 1, 0) * (1 - PRESENT) / PRESENT
    return Look("row" if whose else "run", tail, missing, usual, FEWER, {"row": length}), 0.8 * inside


def _even(view: DossierView, index: np.ndarray) -> Seen:
    """Spaces between the numbers of a block that are too even: whoever makes numbers up steps along.

    Statistic: sum of squares of the spaces as shares of their block's sum, times how many they are, over all blocks
    whose spaces are roomy. Null: numbers fall anywhere in their piece, every choice of distinct ones as likely, so
    that what the spaces hold beyond one is dealt out by Bose and Einstein; exact.
    """
    number = np.unique(view.mobile[index])
    block = number // 10_000
    shares: list[tuple[np.ndarray, int]] = []
    members = np.zeros(len(index))
    blocks, counts = np.unique(block, return_counts=True)
    for each in blocks[counts > _SPACES]:
        gaps = np.diff(number[block == each])
        if gaps.mean() >= _ROOMY:
            shares.append((gaps / gaps.sum(), int(gaps.sum())))
            members[view.mobile[index] // 10_000 == each] = 0.6
    if not shares:
        return Look("spaces", chance.NOTHING, 0, 0, FEWER), members
    rng = chance.generator(view.seed, "spaces")
    observed = sum(len(share) * float(np.square(share).sum()) for share, _ in shares)
    simulated = _by_chance(shares, _DRAWS, rng)
    if np.count_nonzero(simulated <= observed) <= 2:
        simulated = _by_chance(shares, _MORE_DRAWS, rng)
    tail = chance.upper_of_sum(-float(np.log(observed)), -np.log(simulated))
    count = sum(len(share) for share, _ in shares)
    # As a coefficient of variation it can be said aloud: 1 where numbers fall at random.
    spread, usual = (np.sqrt(max(0.0, value / len(shares) - 1)) for value in (observed, np.median(simulated)))
    return Look("spaces", tail, float(spread), float(usual), FEWER, {"spaces": count}), members


def _by_chance(shares: Sequence[tuple[np.ndarray, int]], draws: int, rng: np.random.Generator) -> np.ndarray:
    simulated = np.zeros(draws)
    for share, width in shares:
        part = rng.standard_exponential((draws, len(share)))
        part /= part.sum(1, keepdims=True)
        drawn = (1 + rng.multinomial(width - len(share), part)) / width
        simulated += len(share) * np.square(drawn).sum(1)
    return simulated


def _edits(view: DossierView, index: np.ndarray, upper: np.ndarray) -> list[Seen]:
    """Numbers that differ in a few digits: two in clusters, two in lone pairs, three in clusters."""
    number = view.mobile[index]
    (few, few_expected), (more, more_expected) = _copies(number, upper)
    alone, related = _lone(view, index, few)
    solitary, _ = _lone(view, index, more)
    out: list[Seen] = []
    for found, by_chance, allowed, changed, weight in (
        (few & ~alone, few_expected, CLUSTERS, CHANGED[0], 1.0),
        (alone & ~related, few_expected, COUPLES, CHANGED[0], 0.8),
        (more & ~solitary, more_expected, CLUSTERS, CHANGED[1], 0.6),
    ):
        count, usual = int(found.sum()), CLUSTERING * by_chance + allowed * len(index)
        look = Look("copies", chance.poisson_upper(count, usual), count, usual, facts={"changed": changed})
        out.append((look, weight * _involved(found)))
    return out


def _share(scale: int, width: np.ndarray) -> np.ndarray:
    """Chance that two even draws from ``width`` lie within ``scale`` of each other and are not equal."""
    return np.asarray((2 * scale * width - scale * (scale + 1)) / width**2)


def _linked(view: DossierView, index: np.ndarray) -> np.ndarray:
    """Pairs that have a good reason to be close: one employer's blocks, a named institution's plan, one landline."""
    employer, line = view.employer[index], view.line[index]
    shared = bought(view, index)
    theirs = (employer[:, None] == employer[None, :]) & shared[:, None] & shared[None, :]
    plan = institutions(view, index)
    theirs |= plan[:, None] & plan[None, :]
    return np.asarray(theirs | ((line[:, None] == line[None, :]) & (line >= 0)[:, None]))


def _lone(view: DossierView, index: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that no third number is close to, and pairs of one surname."""
    degree = pairs.sum(0) + pairs.sum(1)
    lone = pairs & (degree == 1)[:, None] & (degree == 1)[None, :]
    surname = view.name[index].astype("U1")
    return np.asarray(lone), np.asarray(surname[:, None] == surname[None, :])


def _copies(number: np.ndarray, upper: np.ndarray) -> list[tuple[np.ndarray, float]]:
    """Pairs that differ in at most CHANGED digits, the last four among them, and how many chance makes."""
    digits = number[:, None] // 10 ** np.arange(10, -1, -1) % 10
    head, tail = differing(digits[:, :7]), differing(digits[:, 7:])
    # Two last fours agree place by place as often as this roster's own digits make them: the chance that so many
    # of the four places differ is a product of polynomials.
    same = [
        float(np.square(np.bincount(digits[:, p], minlength=10) / len(number)).sum()) for p in range(7, 11)
    ]
    alike = [int(np.count_nonzero((head == changed) & upper)) for changed in range(max(CHANGED))]
    pieces = _pieces(number, upper, same)
    changes = np.where(upper & (tail >= 1), head + tail, 11)
    found = []
    for most in CHANGED:
        expected = 0.0
        for changed in range(most):
            expected += alike[changed] * _at_most(same, most - changed)
        added = 0.0
        for pairs, own in pieces:
            added += pairs * (_at_most([own, *same[1:]], most) - _at_most(same, most))
        found.append((changes <= most, expected + added))
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


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out


def _involved(pairs: np.ndarray) -> np.ndarray:
    return np.asarray((pairs.any(0) | pairs.any(1)).astype(float))
