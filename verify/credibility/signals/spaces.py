"""SG01: spaces between numbers that nobody would leave by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.blocks import PRESENT
from verify.credibility.signals.pairs import CLUSTERING, SELDOM, Seen
from verify.credibility.signals.signal import FEWER, Look
from verify.credibility.view import DossierView

# Spaces between the numbers of a block: so many are needed, and so wide on average, to ask whether they are even.
_SPACES, _ROOMY = 12, 1.5
_DRAWS, _MORE_DRAWS = 199, 999  # more only where hardly any of the first is as even
_WIDE = 300  # beyond the widest measure of what is close: a smaller step is seen there
_ENDINGS = (2, 4)  # digits that somebody may count through
_EQUAL = 0.02  # per row: steps equal to the one before that honest rosters have beyond chance


def even(view: DossierView, index: np.ndarray) -> Seen:
    """Spaces between the numbers of a block that are too even: whoever makes numbers up steps along.

    Statistic: sum of squares of the spaces as shares of their block's sum, times how many they are, over all blocks
    whose spaces are roomy. Null: every k-th of a list in the order of numbers was drawn, as textbooks teach, of a list in
    which one number of five at least is missing (PRESENT); k as large as the spaces allow, which is the evenest that any
    such sample can be. What a space holds beyond the k is then, given their sum, dealt out by Polya's urn; exact. With
    k = 1 numbers fall anywhere. Whoever holds the numbers: one space throughout is left by a list without a gap only.
    """
    gaps, members = roomy(view, index)
    if not gaps:
        return Look("spaces", chance.NOTHING, 0, 0, FEWER), members
    tail, spread, usual = evenness(gaps, PRESENT, view.seed)
    return Look("spaces", tail, spread, usual, FEWER, {"spaces": sum(map(len, gaps))}), members


def roomy(view: DossierView, index: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the spaces of each block that has enough of them, and how much each mobile is part of that."""
    number = np.unique(view.mobile[index])
    block = number // 10_000
    gaps: list[np.ndarray] = []
    members = np.zeros(len(index))
    blocks, counts = np.unique(block, return_counts=True)
    for each in blocks[counts > _SPACES]:
        inside = np.diff(number[block == each])
        if inside.mean() >= _ROOMY:
            gaps.append(inside)
            members[view.mobile[index] // 10_000 == each] = 0.6
    return gaps, members


def evenness(gaps: Sequence[np.ndarray], present: float, seed: int) -> tuple[Tail, float, float]:
    """Return how even spaces are beside a sample from a list that holds ``present`` of the numbers (0: drawn anywhere).

    And, as coefficients of variation that can be said aloud, how much they vary and how much they usually do: 1 where
    numbers fall at random.
    """
    rng = chance.generator(seed, "spaces")
    observed = sum(float(np.square(gap).sum()) * len(gap) / float(gap.sum()) ** 2 for gap in gaps)
    simulated = _every_so_manyth(gaps, present, _DRAWS, rng)
    if np.count_nonzero(simulated <= observed) <= 2:
        simulated = _every_so_manyth(gaps, present, _MORE_DRAWS, rng)
    tail = chance.upper_of_sum(-float(np.log(observed)), -np.log(simulated))
    spread, usual = (np.sqrt(max(0.0, value / len(gaps) - 1)) for value in (observed, np.median(simulated)))
    return tail, float(spread), float(usual)


def _every_so_manyth(
    gaps: Sequence[np.ndarray], present: float, draws: int, rng: np.random.Generator
) -> np.ndarray:
    simulated = np.zeros(draws)
    for gap in gaps:
        count, width = len(gap), int(gap.sum())
        every = max(1, int(width * present) // count)
        part = rng.standard_gamma(every, (draws, count))
        part /= part.sum(1, keepdims=True)
        drawn = (every + rng.multinomial(width - every * count, part)) / width
        simulated += count * np.square(drawn).sum(1)
    return simulated


def steps(view: DossierView, index: np.ndarray) -> list[Seen]:
    """Numbers each of which is the one before plus the same large step, in order of size or as they stand; and endings.

    Null: two steps in succession are hardly ever equal by chance; _EQUAL per row are granted (Poisson). Of endings as they
    stand, in rows of different blocks, as often as independent endings of this roster make it, and the same allowance.
    """
    _, first = np.unique(view.mobile[index], return_index=True)
    listed = index[np.argsort(view.place[index], kind="stable")]
    number = view.mobile[listed]
    ways = []
    for along in (index[first], listed):
        step = np.diff(view.mobile[along])
        ways.append(_inside(index, along, (step[1:] == step[:-1]) & (np.abs(step[1:]) >= _WIDE)))
    count, inside = max(ways, key=lambda way: way[0])
    found = [(Look("strides", *_beyond(count, 0.0, len(index)), weight=SELDOM), inside)]
    apart = np.diff(number // 10_000) != 0
    for digits in _ENDINGS:
        ending = number % 10**digits
        step = np.diff(ending) % 10**digits
        equal = (step[1:] == step[:-1]) & (step[1:] != 0) & apart[1:] & apart[:-1]
        count, inside = _inside(index, listed, equal)
        look = _beyond(count, len(equal) * _as_often(ending, digits), len(index))
        found.append((Look("counter", *look, facts={"digits": digits}, weight=SELDOM), inside))
    return found


def _beyond(count: int, by_chance: float, size: int) -> tuple[Tail, float, float]:
    usual = CLUSTERING * by_chance + _EQUAL * size
    return chance.poisson_upper(count, usual), count, usual


def _inside(index: np.ndarray, along: np.ndarray, equal: np.ndarray) -> tuple[int, np.ndarray]:
    """Return how many steps equal the one before, and 1.0 for each mobile that is part of one."""
    again = np.flatnonzero(equal)
    rows = along[np.unique(np.concatenate([again, again + 1, again + 2]))]
    return len(again), np.isin(index, rows).astype(float)


def _as_often(ending: np.ndarray, digits: int) -> float:
    """Chance that of three independent endings of a roster the second lies as far from the first as the third from it."""
    share = np.bincount(ending, minlength=10**digits) / len(ending)
    # Twice the second is the first plus the third, round the circle; where the endings are many their own shares say enough.
    if digits > 2:
        return float(np.square(share).sum())
    both = np.real(np.fft.ifft(np.fft.fft(share) ** 2))
    return float((share * both[2 * np.arange(10**digits) % 10**digits]).sum())
