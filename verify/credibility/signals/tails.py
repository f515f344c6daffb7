"""Fancy tails: last four digits that people choose and pay for (AAAB, AABB, ABAB, ladders, ...88, ...168)."""

from __future__ import annotations

from functools import cache

import numpy as np

# Of honest rosters as many as a fifth carry one that was bought (a bank's wealthy clients); judgement, no count exists.
BOUGHT = 0.20
_SOUGHT = ("168", "518", "158", "198", "618", "628", "918", "520", "521")
_WORDS = ("1314", "6789")
# Customers drawn by the ends of their numbers: so few endings hold nearly all of so many numbers. Nobody types so.
_DRAWN, _NEARLY, _NUMBERS = 10, 0.95, 20


@cache
def climbing() -> np.ndarray:
    """For all 10,000 tails: bought ones whose digits differ by one, as made-up digits do: ladders, and 8989.

    The other fancy tails repeat digits, which nobody does who makes numbers up.
    """
    digits = np.arange(10_000)[:, None] // 10 ** np.arange(3, -1, -1) % 10
    a, b, c, d = digits.T
    return np.asarray(ladders() | ((a == c) & (b == d) & (np.abs(a - b) == 1)))


@cache
def fancy() -> np.ndarray:
    """For all 10,000 tails: whatever digits may have been chosen for: climbing ones, AAA, AABB, ABAB, ABBA.

    Numbers that repeat digits are sold apart. Left out, the others hang together no more in one roster than in another.
    """
    digits = np.arange(10_000)[:, None] // 10 ** np.arange(3, -1, -1) % 10
    a, b, c, d = digits.T
    thrice = (b == c) & ((a == b) | (c == d))
    pairs = ((a == b) & (c == d)) | ((a == c) & (b == d)) | ((a == d) & (b == c))
    return np.asarray(climbing() | thrice | pairs)


@cache
def told() -> np.ndarray:
    """For all 10,000 tails: bought ones that say something (168, 1314, 998), and so prefer some digits; and ladders."""
    digits = np.arange(10_000)[:, None] // 10 ** np.arange(3, -1, -1) % 10
    texts = [f"{tail:04d}" for tail in range(10_000)]
    words = np.array([text.endswith(_SOUGHT) or text in _WORDS for text in texts])
    return np.asarray(words | np.isin(digits[:, 1:], (6, 8, 9)).all(1) | ladders())


@cache
def ladders() -> np.ndarray:
    """For all 10,000 tails: whether three digits at the beginning or the end climb or fall by one."""
    digits = np.arange(10_000)[:, None] // 10 ** np.arange(3, -1, -1) % 10
    step = np.diff(digits, axis=1)
    return np.asarray(((step[:, 1:] == step[:, :-1]) & (np.abs(step[:, 1:]) == 1)).any(1))


@cache
def shaped() -> np.ndarray:
    """For all 10,000 tails: ladders by one or two, pairs beside pairs: what whoever makes tidy numbers up is fond of."""
    digits = np.arange(10_000)[:, None] // 10 ** np.arange(3, -1, -1) % 10
    step = np.diff(digits, axis=1)
    twos = ((step[:, 1:] == step[:, :-1]) & (np.abs(step[:, 1:]) == 2)).any(1)
    return np.asarray(ladders() | twos | ((step[:, 0] == 0) & (step[:, 2] == 0)))


def drawn(number: np.ndarray) -> int:
    """How many of the last digits belong together because customers were drawn by them: 2 or 3, else 1."""
    for width in (3, 2):
        held = np.sort(np.unique(number % 10**width, return_counts=True)[1])[-_DRAWN:].sum()
        if len(number) >= _NUMBERS and held >= _NEARLY * len(number):
            return width
    return 1
