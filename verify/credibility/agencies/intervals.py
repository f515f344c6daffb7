"""Exact intervals of a share (Clopper and Pearson 1934)."""

from __future__ import annotations

from math import exp

from verify.credibility.tail_sums import binomial_upper

_STEPS = 40


def exact(count: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of a share from ``count`` of ``of`` rows; (0, 1) where there is none."""
    if of <= 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else _solve(count, of, tail)
    high = 1.0 if count == of else 1 - _solve(of - count, of, tail)
    return low, high


def _solve(count: int, of: int, tail: float) -> float:
    """The rate at which ``count`` or more of ``of`` have the probability ``tail``."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if exp(binomial_upper(count, of, middle)) < tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2
