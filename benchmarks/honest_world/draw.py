"""Small helps for drawing: a source per seed and label, weighted choices, ranges."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import exp, log
from typing import TypeVar

T = TypeVar("T")


def source(*labels: object) -> random.Random:
    """A source of its own for these labels. Texts are hashed by ``random`` itself: the same on every machine."""
    return random.Random("/".join(str(label) for label in labels))


def pick(rng: random.Random, weights: Mapping[T, float]) -> T:
    """One key, with chances in proportion to the weights."""
    return rng.choices(list(weights), list(weights.values()))[0]


def between(rng: random.Random, span: tuple[float, float]) -> float:
    """A number of the span, every one alike."""
    return rng.uniform(*span)


def size(rng: random.Random, span: tuple[int, int]) -> int:
    """A whole number of the span, small ones as likely as large ones by their logarithm."""
    low, high = span
    return min(high, max(low, round(exp(rng.uniform(log(low), log(high + 0.5))))))


def count(rng: random.Random, mean: float) -> int:
    """A Poisson count (by Knuth's product; means here are below 60)."""
    left, product, found = exp(-mean), rng.random(), 0
    while product > left:
        product *= rng.random()
        found += 1
    return found


def shares(text: str) -> dict[str, float]:
    """``"淑17 桂15"`` as {"淑": 17.0, "桂": 15.0}; a word without a number counts 1."""
    found: dict[str, float] = {}
    for word in text.split():
        sign = word.rstrip("0123456789.")
        if sign in found:
            raise ValueError(f"{sign} stands twice")
        found[sign] = float(word[len(sign) :] or 1)
    return found


def ranked(signs: str, flat: float = 4.0) -> dict[str, float]:
    """Signs in order of commonness, weights 1 / (rank + flat): the larger ``flat``, the more alike."""
    return {sign: 1 / (rank + flat) for rank, sign in enumerate(dict.fromkeys(signs))}


def jolted(rng: random.Random, weights: Mapping[T, float], spread: float) -> dict[T, float]:
    """The same weights, each times its own factor exp(N(0, spread)): no two places are alike."""
    return {key: weight * exp(rng.gauss(0, spread)) for key, weight in weights.items()}


class Urn:
    """Many draws from the same weights; the sums are made once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._keys: Sequence[str] = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, rng: random.Random) -> str:
        """One key."""
        return rng.choices(self._keys, cum_weights=self._sums)[0]


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, split at blanks."""
    return tuple(text.split())


def shuffled(rng: random.Random, things: Iterable[T]) -> list[T]:
    """The things in another order."""
    found = list(things)
    rng.shuffle(found)
    return found
