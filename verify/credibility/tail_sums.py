"""Tails of three counts and of the normal law as sums of their terms: a score need not load a statistics package."""

from __future__ import annotations

from functools import cache
from math import erfc, exp, log, sqrt

import numpy as np

_NEVER = log(1e-300)  # less than this is not told apart
_FAR = 12.0  # standard deviations beyond which the terms of a tail no longer count


def poisson_upper(observed: int, mean: float) -> float:
    """Natural logarithm of P(X >= observed) for a Poisson count."""
    if observed <= 0:
        return 0.0
    if mean <= 0:
        return _NEVER
    if observed <= mean:
        return _rest(_poisson(np.arange(observed), mean))
    last = observed + int(_FAR * sqrt(observed)) + 60
    return _sum(_poisson(np.arange(observed, last), mean))


def binomial_upper(observed: int, trials: int, rate: float) -> float:
    """Natural logarithm of P(X >= observed) among ``trials``."""
    if observed <= 0 or rate >= 1:
        return 0.0
    if observed > trials or rate <= 0:
        return _NEVER
    if observed <= trials * rate:
        return _rest(_binomial(np.arange(observed), trials, rate))
    return _sum(_binomial(np.arange(observed, trials + 1), trials, rate))


def negative_binomial_lower(failures: int, successes: int, rate: float) -> float:
    """Natural logarithm of P(X <= failures) before so many successes."""
    number = np.arange(failures + 1)
    logs = _choose(number + successes - 1, number) + successes * log(rate) + number * log(1 - rate)
    return min(0.0, _sum(logs))


def normal_upper(deviations: float) -> float:
    """Natural logarithm of P(Z >= deviations)."""
    return max(_NEVER, log(max(0.5 * erfc(deviations / sqrt(2)), 1e-300)))


def _poisson(number: np.ndarray, mean: float) -> np.ndarray:
    return np.asarray(number * log(mean) - mean - _factorials(int(number[-1]))[number])


def _binomial(number: np.ndarray, trials: int, rate: float) -> np.ndarray:
    chosen = _choose(np.full(len(number), trials), number)
    return np.asarray(chosen + number * log(rate) + (trials - number) * log(1 - rate))


def _choose(total: np.ndarray, number: np.ndarray) -> np.ndarray:
    table = _factorials(int(total.max()))
    return np.asarray(table[total] - table[number] - table[total - number])


def _factorials(most: int) -> np.ndarray:
    return _table(max(most, 4095).bit_length())


@cache
def _table(bits: int) -> np.ndarray:
    """Logarithms of 0!, 1!, ... up to 2**bits - 1."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 2**bits)))])


def _sum(logs: np.ndarray) -> float:
    """Logarithm of the sum of what these are the logarithms of."""
    top = float(logs.max())
    return max(_NEVER, top + log(float(np.exp(logs - top).sum())))


def _rest(logs: np.ndarray) -> float:
    """Logarithm of what is left of 1."""
    return log(max(1 - min(1.0, exp(_sum(logs))), 1e-300))
