"""What chance does: permutations, tails, and how surprising an observation is.

``strength`` is the common unit of the signals: -log10 of the probability, under the signal's null, of
something at least as odd; 0 = nothing to see, 2 = one in a hundred. It is capped, so that one huge value
does not hide another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from verify.credibility import tail_sums

CAP = 12.0
_SIMULATIONS = 499
_CELLS = 500_000  # simulated rows at most


@dataclass(frozen=True, slots=True)
class Tail:
    """How far an observation lies in the tail of its null."""

    p_value: float
    strength: float


NOTHING = Tail(1.0, 0.0)


def generator(seed: int, purpose: str) -> np.random.Generator:
    """Return the source of chance of one purpose in one dossier; the same content, the same chance."""
    return np.random.default_rng([seed, *purpose.encode()])


def simulations(size: int) -> int:
    """How many simulated rosters of ``size`` rows are drawn."""
    return int(min(_SIMULATIONS, max(199, _CELLS // max(size, 1))))


def shuffles(rng: np.random.Generator, values: np.ndarray, turn: int = 0, times: int = 0) -> np.ndarray:
    """Return ``values`` in random order, many times over: (simulations, size), or ``times`` of them.

    The orders themselves are drawn once for each size; the dossier's own chance deals the values out to them.
    Columns that are to be shuffled independently take different ``turn``s.
    """
    orders = _orders(len(values), times or simulations(len(values)))
    if turn:
        orders = np.roll(orders, turn, axis=0)
    return np.take(values[rng.permutation(len(values))], orders)


@lru_cache(maxsize=32)  # a dossier asks for the same few sizes again and again; at most a megabyte each
def _orders(size: int, times: int) -> np.ndarray:
    """So many random orders of 0..size-1: what is left of an order of more when the rest is struck out."""
    bits = max(size - 1, 31).bit_length()
    table = _table(bits, max(times, simulations(2 ** (bits - 1))))[:times]
    return np.take(table, np.flatnonzero(table < size)).reshape(len(table), size)


@lru_cache(maxsize=8)
def _table(bits: int, times: int) -> np.ndarray:
    """So many random orders of 0..2**bits-1."""
    rng = np.random.default_rng([20170620, bits])
    orders = np.argsort(rng.random((times, 2**bits), dtype=np.float32), axis=1)
    return orders.astype(np.int32 if bits > 15 else np.int16)


def upper(observed: float, simulated: np.ndarray) -> Tail:
    """Monte-Carlo tail: p = (1 + #{simulated >= observed}) / (B + 1).

    Beyond the largest simulated value the strength goes on growing, 0.4 per standard deviation, so that
    what is off the chart stays ordered; the p-value does not.
    """
    count = len(simulated)
    p = (1 + int(np.count_nonzero(simulated >= observed - 1e-9))) / (count + 1)
    spread = float(simulated.std())
    beyond = max(0.0, observed - float(simulated.max())) / spread if spread > 0 else 0.0
    return Tail(p, min(CAP, -np.log10(p) + 0.4 * beyond))


def upper_of_sum(observed: float, simulated: np.ndarray) -> Tail:
    """The same for a sum of many small independent terms: beyond the simulated values the tail is the normal one."""
    tail, spread = upper(observed, simulated), float(simulated.std())
    if spread == 0 or observed <= simulated.max():
        return tail
    normal = of_log(float(tail_sums.normal_upper((observed - simulated.mean()) / spread)))
    return Tail(tail.p_value, max(tail.strength, normal.strength))


def poisson_upper(observed: int, mean: float) -> Tail:
    """P(X >= observed) for a Poisson count."""
    return of_log(tail_sums.poisson_upper(observed, mean)) if observed > 0 else NOTHING


def binomial_upper(observed: int, trials: int, rate: float) -> Tail:
    """P(X >= observed) for ``trials`` rows that are odd at most at ``rate``.

    Where rows are odd at different rates their mean serves: the binomial tail is then the larger one (Hoeffding 1956).
    """
    return of_log(tail_sums.binomial_upper(observed, trials, rate)) if observed > 0 else NOTHING


def best(tails: Sequence[Tail], weights: Sequence[float] = ()) -> Tail:
    """Return the strongest of several looks at the same thing, paid for by Bonferroni.

    ``weights``: how much of the chance each look is given (any unit); none = the same to each.
    """
    given = list(weights) or [1.0] * len(tails)
    whole = sum(given)
    shares = [weight / whole for weight in given]
    p = min(1.0, *(tail.p_value / share for tail, share in zip(tails, shares, strict=True)))
    strength = max(tail.strength + math.log10(share) for tail, share in zip(tails, shares, strict=True))
    return Tail(float(p), float(max(0.0, strength)))


def of_log(log_p: float) -> Tail:
    """Return the tail of a probability given as its natural logarithm; neither it nor its strength goes beyond CAP.

    Nulls are models: a figure such as 1e-300 would say nothing more, and sound as if it did.
    """
    strength = min(CAP, max(0.0, -log_p / math.log(10)))
    return Tail(max(math.exp(min(log_p, 0.0)), 10.0**-CAP), float(strength))
