"""Rows that stay silent: the model S(Γ), and the upper bound under it.

n of N rows are drawn; k of them are false (hypergeometric). u of the n stay silent. Given k and u, the
silent rows are drawn with weight Γ for a false one and 1 for a true one: the number b of silent false
rows has Fisher's noncentral hypergeometric distribution,

    P(b | k, u) = C(k, b) C(n - k, u - b) Γ^b / sum,        and X = k - b false rows are heard.

Γ = 1: silence has nothing to do with truth. Γ = 2: a false row is silent with twice the odds of a true
one. Γ = ∞: silence hides false rows first, the worst case. Γ is sealed before the dice. The silent of
each stage stay within their stage. Sources: Rosenbaum, Observational Studies, chapter 4, for the idea
of asking how strong a hidden bias would have to be; Fog (2008), Communications in Statistics 37, for
the distribution.

Sums run in floating numbers, and decide nothing by them: whatever comes within ``GUARD`` of a level is
settled in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, islice
from math import comb, exp, inf, lgamma, log, sqrt
from operator import mul

from sampling.design import exact
from sampling.design.odds import Odds

GUARD = 1e-9  # far above the error of the floating sums (about 1e-12)
_NEGLIGIBLE = 1e-17
_LITTLE = 1e-14  # of a sum that is compared with GUARD to spare
_AHEAD = 8  # further numbers of false rows that are worked out with the one that is asked for
_BEARABLE = 1e3  # times the rounding of one step
_UNDERFLOW = -600  # natural logarithm
STEPS = 10  # the tipping point is told to one decimal
_LARGEST_TIP = 1000


@dataclass(frozen=True, slots=True)
class CalledSample:
    """One random sample that was called: how many rows were drawn, and how many of them stay silent."""

    drawn: int
    silent: int


def upper(population: int, samples: Sequence[CalledSample], false: int, gamma: Odds, alpha: Fraction) -> int:
    """U = max{K : P_K(X <= false | silent) > alpha}, in rows of ``population``.

    ``samples``: one stage or two. ``false``: rows heard to be false, in all of them together.
    """
    heard = sum(s.drawn - s.silent for s in samples)
    top = population - (heard - false)  # the others were heard, and are true

    def excluded(bad: int) -> bool:
        return is_excluded(population, bad, samples, false, gamma, alpha)

    if gamma is None or len(samples) == 1:
        return exact.first_true(false, top, excluded) - 1
    whole, level = (pooled(samples),), float(alpha)
    guess = exact.first_true(false, top, lambda bad: rough(population, bad, whole, false, gamma) <= level)
    return exact.first_true_near(false, top, guess, excluded) - 1


def pooled(samples: Sequence[CalledSample]) -> CalledSample:
    """Both stages as if they were one sample: quick, and hardly ever off by more than a row."""
    return CalledSample(sum(s.drawn for s in samples), sum(s.silent for s in samples))


def upper_is_below(
    population: int, samples: Sequence[CalledSample], false: int, gamma: Odds, alpha: Fraction, limit: int
) -> bool:
    """Whether ``upper`` is below ``limit``: asked of the limit alone, since what is excluded stays excluded above."""
    if limit <= false:
        return False
    top = population - sum(s.drawn - s.silent for s in samples) + false
    return limit > top or is_excluded(population, limit, samples, false, gamma, alpha)


def is_excluded(
    population: int, bad: int, samples: Sequence[CalledSample], false: int, gamma: Odds, alpha: Fraction
) -> bool:
    """Decide P_K(X <= false | silent) <= alpha, K = ``bad``, without rounding."""
    if gamma is None and len(samples) == 1:
        drawn, hidden = samples[0].drawn, false + samples[0].silent
        return exact.is_rare(
            exact.ways_at_most(population, bad, drawn, hidden), comb(population, drawn), alpha
        )
    near = rough(population, bad, tuple(samples), false, gamma)
    if abs(near - float(alpha)) > GUARD:
        return near < alpha
    return probability(population, bad, samples, false, gamma) <= alpha


def probability(
    population: int, bad: int, samples: Sequence[CalledSample], false: int, gamma: Odds
) -> Fraction:
    """P_K(X <= false | silent), exactly. For the boundary and for tests: fractions take their time."""
    first, *rest = samples
    total = Fraction(0)
    for k in range(max(0, first.drawn - population + bad), min(first.drawn, bad) + 1):
        chance = exact.exactly(population, bad, first.drawn, k)
        for heard, weight in enumerate(_exact_heard(first, k, gamma)[: false + 1]):
            if not weight:
                continue
            left = Fraction(1)
            if rest:
                left = probability(population - first.drawn, bad - k, rest, false - heard, gamma)
            total += chance * weight * left
    return total


def tipping(passes: Callable[[Odds], bool], nearly: Callable[[Odds], bool] | None = None) -> str | None:
    """Return the greatest Γ, to one decimal and rounded down, at which a proposal holds.

    ``passes``: whether it holds at a Γ; it may only get harder as Γ grows. ``inf`` where it always holds, None
    where it does not even hold at Γ = 1 / STEPS. ``nearly``: quicker, and right but for a few steps.
    """
    if passes(None):
        return "inf"
    last, quick = _LARGEST_TIP * STEPS, nearly or passes
    guess = exact.first_true(1, last, lambda step: not quick(Fraction(step, STEPS)))
    most = guess - 1
    if nearly is not None:
        most = exact.first_true_near(1, last, guess, lambda step: not passes(Fraction(step, STEPS))) - 1
    return f"{most // STEPS}.{most % STEPS}" if most else None


# Exact and floating versions of the same two distributions ------------------------------------------


def _exact_heard(sample: CalledSample, k: int, gamma: Odds) -> list[Fraction]:
    """P(heard = 0, 1, ..., k) for k false rows among the drawn."""
    found = [Fraction(0)] * (k + 1)
    if gamma is None:
        found[k - min(k, sample.silent)] = Fraction(1)
        return found
    low, high = max(0, sample.silent - (sample.drawn - k)), min(k, sample.silent)
    weights = {
        b: comb(k, b) * comb(sample.drawn - k, sample.silent - b) * gamma**b for b in range(low, high + 1)
    }
    whole = sum(weights.values())
    for b, weight in weights.items():
        found[k - b] = Fraction(weight) / whole
    return found


_logs: list[float] = [0.0]


def _log_factorial(upto: int) -> list[float]:
    while len(_logs) <= upto:
        _logs.append(lgamma(len(_logs) + 1))
    return _logs


class _Heard:
    """P(X = 0), P(X = 1), ... of one sample with k false rows drawn, by k; each is worked out once."""

    def __init__(self, sample: CalledSample, gamma: Odds) -> None:
        self._sample, self._gamma = sample, gamma
        self._by_k: dict[int, list[float]] = {}

    def __call__(self, k: int) -> list[float]:
        found = self._by_k.get(k)
        if found is None:
            found = self._by_k[k] = self._chances(k)
        return found

    def _chances(self, k: int) -> list[float]:
        drawn, silent, gamma = self._sample.drawn, self._sample.silent, self._gamma
        found = [0.0] * (k + 1)
        if gamma is None:
            found[k - min(k, silent)] = 1.0
            return found
        table, step = _log_factorial(drawn), log(gamma)
        low, high = max(0, silent - (drawn - k)), min(k, silent)
        logs = [
            step * b - table[b] - table[k - b] - table[silent - b] - table[drawn - k - silent + b]
            for b in range(low, high + 1)
        ]
        top = max(logs)
        weights = [exp(value - top) for value in logs]
        whole = sum(weights)
        for b, weight in enumerate(weights, low):
            found[k - b] = weight / whole
        return found


class _Later:
    """P(X <= 0), P(X <= 1), ... of a sample from the rows that a first one left, by the false rows among them."""

    def __init__(self, population: int, sample: CalledSample, gamma: Odds) -> None:
        self._about = (population, sample, gamma)
        self._by_bad: dict[int, list[float]] = {}

    def __call__(self, bad: int, false: int) -> list[float]:
        """As far as ``false``, and perhaps further."""
        found = self._by_bad.get(bad)
        if found is None or len(found) <= false:
            population, sample, gamma = self._about
            size = false + _AHEAD
            chances = heard_false(population, bad, sample, gamma)
            found = list(accumulate(islice(chances, size)))
            found += [found[-1]] * (size - len(found))
            self._by_bad[bad] = found
        return found


heard_by_drawn = lru_cache(maxsize=1 << 10)(_Heard)
heard_later = lru_cache(maxsize=1 << 10)(_Later)


@lru_cache(maxsize=1 << 14)
def false_drawn(population: int, bad: int, drawn: int) -> tuple[tuple[int, float], ...]:
    """(k, P(k)) of false rows among the drawn, without what cannot matter."""
    table = _log_factorial(population)
    low, high = max(0, drawn - population + bad), min(drawn, bad)
    fixed = (
        table[bad] + table[population - bad] + table[drawn] + table[population - drawn] - table[population]
    )
    found = []
    for k in range(low, high + 1):
        chance = exp(
            fixed - table[k] - table[bad - k] - table[drawn - k] - table[population - bad - drawn + k]
        )
        if chance > _NEGLIGIBLE:
            found.append((k, chance))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def rough(population: int, bad: int, samples: tuple[CalledSample, ...], false: int, gamma: Odds) -> float:
    """P_K(X <= false | silent) in floating numbers."""
    if not any(sample.silent for sample in samples):  # without replacement, two samples are one
        samples = (CalledSample(sum(sample.drawn for sample in samples), 0),)
    first, *rest = samples
    if not rest:
        return sum(islice(heard_false(population, bad, first, gamma), false + 1))
    (second,) = rest
    one, two = heard_by_drawn(first, gamma), heard_later(population - first.drawn, second, gamma)
    total = 0.0
    for k, chance in false_drawn(population, bad, first.drawn):
        total += chance * sum(map(mul, one(k), two(bad - k, false)[false::-1]))
    return total


def heard_false(population: int, bad: int, sample: CalledSample, gamma: Odds) -> Iterator[float]:
    """P(X = 0), P(X = 1), ... of one sample, K = ``bad``, one after the other as far as they are asked for."""
    n, u = sample.drawn, sample.silent
    if gamma is None:  # the first u false rows fall silent
        yield from _heard_beyond(false_drawn(population, bad, n), u)
        return
    least = max(0, n - population + bad)  # so many false rows are drawn, whatever the dice say
    found = max(0, least - u)
    start = _log_first(population, bad, sample, gamma, found)
    if start < _UNDERFLOW:
        yield from _heard_one_by_one(population, bad, sample, gamma)
        return
    # w(x, b): x false rows heard, b false rows silent. From one b to the next the chance changes by a ratio in
    # which only the growth of Fisher's sum, from k to k + 1 false rows drawn, is not a simple product.
    most, left, weight = min(n, bad), population - bad - n, float(gamma)
    mean = n * bad / population
    upto = min(most, int(mean + 8 * sqrt(mean)) + 9)  # more false rows are not drawn, but once in 1e12 times
    growth = _growth(n, u, gamma)
    grown: list[float] = []  # of Fisher's sum, by k
    by_k: list[float] = []  # what k alone decides
    by_b = [(u - b) / (b + 1) for b in range(min(u, upto))]
    yield from (0.0 for _ in range(found))
    first = exp(start)  # w(x, b) at the smallest b
    for x in range(found, upto + 1):
        b = max(0, least - x)
        known = len(grown)
        grown += islice(growth, max(0, min(upto, x + max(u, 1)) - known))
        by_k += [
            weight * (bad - k) / ((left + k + 1) * ratio) if k >= least else 0.0
            for k, ratio in enumerate(grown[known:], known)
        ]
        ratios = map(mul, islice(by_b, b, None), islice(by_k, x + b, None))
        yield sum(accumulate(ratios, mul, initial=first))
        if b:  # the same rows drawn, one more of the false ones heard
            first *= b * (n - least - u + b) / ((x + 1) * (u - b + 1) * weight)
        elif x < upto:
            first *= (bad - x) * (n - u - x) / ((x + 1) * (left + x + 1) * grown[x])


def _log_first(population: int, bad: int, sample: CalledSample, gamma: Fraction, heard: int) -> float:
    """The natural logarithm of P(``heard`` false rows heard, as few as can be drawn), the first chance that is not 0."""
    n, u = sample.drawn, sample.silent
    k = max(0, n - population + bad)
    drawn = log_binomial(bad, k) + log_binomial(population - bad, n - k) - log_binomial(population, n)
    if not k:
        return drawn
    b = k - heard
    ways = log_binomial(k, b) + log_binomial(n - k, u - b) + b * log(gamma)
    return drawn + ways - _log_ways(n, u, k, gamma)


def _growth(drawn: int, silent: int, gamma: Fraction) -> Iterator[float]:
    """D(k + 1) / D(k) for k = 0, 1, ..., where D(k) = sum over b of C(k, b) C(n - k, u - b) Γ^b.

    D follows from the two before it, with positive terms only as long as k is below a turning point; beyond it
    differences would cost digits, so the sums are taken.
    """
    n, u, weight = drawn, silent, float(gamma)
    ratio, lost = 1.0, 1.0  # ``lost``: by how much the rounding of the steps before has grown
    here, step = n - u + u * weight, 1 + weight
    for k in range(n):
        before = k * weight / ratio
        if here < 0:
            lost = 1.0 + lost * before / max(here + before, _LITTLE)
        ratio = (here + before) / (n - k)
        if lost > _BEARABLE:
            ratio, lost = exp(_log_ways(n, u, k + 1, gamma) - _log_ways(n, u, k, gamma)), 1.0
        yield ratio
        here -= step


@lru_cache(maxsize=1 << 12)
def _log_ways(drawn: int, silent: int, k: int, gamma: Fraction) -> float:
    table, step = _log_factorial(drawn), log(gamma)
    logs = [
        step * b + table[k] - table[b] - table[k - b]
        + table[drawn - k] - table[silent - b] - table[drawn - k - silent + b]
        for b in range(max(0, silent - drawn + k), min(k, silent) + 1)
    ]  # fmt: skip
    top = max(logs)
    return top + log(sum(exp(value - top) for value in logs))


def _heard_one_by_one(population: int, bad: int, sample: CalledSample, gamma: Fraction) -> Iterator[float]:
    drawn, heard = false_drawn(population, bad, sample.drawn), _Heard(sample, gamma)
    for x in range(min(sample.drawn, bad) + 1):
        yield sum(chance * heard(k)[x] for k, chance in drawn if k >= x)


def _heard_beyond(drawn: Sequence[tuple[int, float]], silent: int) -> Iterator[float]:
    yield sum(chance for k, chance in drawn if k <= silent)
    by_count = dict(drawn)
    for k in range(silent + 1, drawn[-1][0] + 1):
        yield by_count.get(k, 0.0)


def log_binomial(whole: int, part: int) -> float:
    """The natural logarithm of C(whole, part)."""
    table = _log_factorial(whole)
    return table[whole] - table[part] - table[whole - part] if 0 <= part <= whole else -inf
