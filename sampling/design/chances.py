"""How likely a plan ends as high, and how many rows it calls: sums over every silence, in closed form.

A roster has K0 false rows, and each drawn row stays silent with the same chance whatever it is. Then s of the
n = n1 + n2 drawn rows are silent (binomial), t false rows are heard (hypergeometric, n - s heard of N), and who
of them stands in stage 1 is again a matter of drawing: x of the t, then u of the s (hypergeometric both). Stage
1 passes if x is allowed at u, stage 2 if t is allowed at (u, s - u).

What is allowed falls as more stay silent, and rises by no more than the rows that are heard: so for every x
there is one largest u that still allows it, and a few looks find it. Those looks are exact (see silence.py);
the chances themselves are floating sums, and nothing but the size of a plan depends on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import exp, lgamma, log

from sampling.design.exact import first_true
from sampling.design.silence import GUARD, Called, Odds, false_drawn, heard_false, is_excluded, log_binomial, rough

_RARE = 1e-12  # numbers of silent rows that are less likely than this do not matter


@dataclass(frozen=True, slots=True)
class Claim:
    """What a plan has to show. ``limit``: K1; ``honest``: K0; ``most``: share of silent rows that still counts."""

    population: int
    limit: int
    honest: int
    alpha: Fraction
    gamma: Odds
    most: Fraction


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows of stage 1 and stage 2, and the part of alpha that stage 1 has (one stage: n2 is 0, part is 1)."""

    n1: int
    n2: int
    part: Fraction = Fraction(1, 2)


def accept(claim: Claim, samples: tuple[Called, ...], alpha: Fraction, most: int | None = None) -> int:
    """Return how many false rows may be heard for the bound to stay below the limit; -1: not even none.

    ``most``: more than so many are of no interest.
    """
    drawn, silent = sum(s.drawn for s in samples), sum(s.silent for s in samples)
    if silent > claim.most * drawn:
        return -1
    heard = drawn - silent
    top = heard if most is None else min(heard, most)
    if claim.limit > claim.population:
        return top  # only the targeted rows could break the claim
    top = min(top, claim.limit - 1)
    level = float(alpha)
    for false, chance in enumerate(_chances(claim, samples, top)):
        excluded = chance < level
        if abs(chance - level) <= GUARD:
            excluded = is_excluded(claim.population, claim.limit, samples, false, claim.gamma, alpha)
        if not excluded and claim.limit <= claim.population - (heard - false):
            return false - 1
    return top


def _chances(claim: Claim, samples: tuple[Called, ...], top: int) -> Iterator[float]:
    """P(X <= 0), P(X <= 1), ..., P(X <= top) for a roster that just breaks the claim."""
    if len(samples) > 1:
        for false in range(top + 1):
            yield rough(claim.population, claim.limit, samples, false, claim.gamma)
        return
    total, chances = 0.0, heard_false(claim.population, claim.limit, samples[0], claim.gamma)
    for _ in range(top + 1):
        total += next(chances, 0.0)
        yield total


class Looks:
    """P(high) and the rows expected for plans of one claim, with what they have in common remembered.

    ``silent``: the chance of each drawn row to stay silent. ``pooled``: take what stage 2 allows from both stages
    as if they were one sample, which is quicker and all but equal.
    """

    def __init__(self, claim: Claim, silent: Fraction) -> None:
        self._claim, self._silent = claim, silent
        self._allowed: dict[tuple[int, Fraction], dict[int, int]] = {}

    def chance_high(self, sizes: Sizes, *, pooled: bool = False) -> float:
        """P(ends as high | K0)."""
        if not sizes.n2:
            return self.pass_at_once(sizes)
        return 1.0 - (self._fail_pooled(sizes) if pooled else self._fail(sizes))

    def rows_expected(self, sizes: Sizes) -> float:
        """Rows called on average at K0: stage 2 is opened where stage 1 does not pass."""
        return sizes.n1 + sizes.n2 * (1.0 - self.pass_at_once(sizes))

    def pass_at_once(self, sizes: Sizes) -> float:
        """P(stage 1 passes | K0)."""
        claim, n1 = self._claim, sizes.n1
        most = self._first(sizes)
        fails = 0.0
        for u, chance in silences(n1, self._silent):
            for x, found in false_drawn(claim.population, claim.honest, n1 - u):
                if u > most[x]:
                    fails += chance * found
        return 1.0 - fails

    def _first(self, sizes: Sizes) -> list[int]:
        return self._most_silent(sizes.n1, self._claim.alpha * sizes.part)

    def _most_silent(self, drawn: int, alpha: Fraction) -> list[int]:
        """For x = 0, 1, ..., K0 false rows heard: how many may be silent at most; too few to matter: -1."""
        claim = self._claim
        known = self._allowed.setdefault((drawn, alpha), {})
        likely = silences(drawn, self._silent)
        low, high = likely[0][0], likely[-1][0]

        def allowed(u: int) -> int:
            if u not in known:
                known[u] = accept(claim, (Called(drawn, u),), alpha, claim.honest)
            return known[u]

        return _staircase(allowed, low, high, claim.honest)

    def _fail_pooled(self, sizes: Sizes) -> float:
        claim, n = self._claim, sizes.n1 + sizes.n2
        first, whole = self._first(sizes), self._most_silent(n, claim.alpha * (1 - sizes.part))
        weights = self._heard_false(n, whole)
        fails = 0.0
        for t, by_silent in enumerate(weights):
            if not by_silent:
                continue
            for x, found in false_drawn(n, t, sizes.n1):
                late = _silent_above(first[x], n - t, sizes.n1 - x, by_silent)
                fails += found * late
        return fails

    def _heard_false(self, n: int, whole: Sequence[int]) -> list[dict[int, float]]:
        """By t false rows heard: {s: P(s silent, t heard)} where stage 2 does not pass."""
        claim = self._claim
        weights: list[dict[int, float]] = [{} for _ in range(claim.honest + 1)]
        for s, chance in silences(n, self._silent):
            for t, found in false_drawn(claim.population, claim.honest, n - s):
                if s > whole[t] and chance * found > _RARE:
                    weights[t][s] = chance * found
        return weights

    def _fail(self, sizes: Sizes) -> float:
        claim, (n1, n2) = self._claim, (sizes.n1, sizes.n2)
        first = self._first(sizes)
        likely = silences(n1 + n2, self._silent)
        allowed = self._both(sizes)
        fails = 0.0
        for s, chance in likely:
            for t, found in false_drawn(claim.population, claim.honest, n1 + n2 - s):
                for x, inside in false_drawn(n1 + n2, t, n1):
                    for u, there in false_drawn(n1 + n2 - t, s, n1 - x):
                        if u > first[x] and t > allowed(u, s - u):
                            fails += chance * found * inside * there
        return fails

    def _both(self, sizes: Sizes) -> Callable[[int, int], int]:
        """What stage 2 allows at (u1, u2), no more than K0: falling in both, so much follows from neighbours."""
        claim, beta = self._claim, self._claim.alpha * (1 - sizes.part)
        rows: dict[int, list[int]] = {}

        def row(u1: int) -> list[int]:
            if u1 not in rows:
                rows[u1] = _staircase(
                    lambda u2: accept(claim, (Called(sizes.n1, u1), Called(sizes.n2, u2)), beta, claim.honest),
                    0, sizes.n2, claim.honest,
                )  # fmt: skip
            return rows[u1]

        def allowed(u1: int, u2: int) -> int:
            return sum(1 for most in row(u1) if u2 <= most) - 1

        return allowed


def chance_high(claim: Claim, sizes: Sizes, silent: Fraction, *, pooled: bool = False) -> float:
    """P(ends as high | K0 false rows), each drawn row silent with chance ``silent`` whatever it is."""
    return Looks(claim, silent).chance_high(sizes, pooled=pooled)


def rows_expected(claim: Claim, sizes: Sizes, silent: Fraction) -> float:
    """Rows called on average at K0: stage 2 is opened where stage 1 does not pass."""
    return Looks(claim, silent).rows_expected(sizes)


def _staircase(allowed: Callable[[int], int], low: int, high: int, top: int) -> list[int]:
    """For x = 0 ... top, the largest u of low..high with allowed(u) >= x, ``low`` - 1 where there is none.

    ``allowed`` falls as u grows and never exceeds ``top``.
    """
    most: list[int] = []
    for x in range(top, -1, -1):
        start = most[-1] if most else low - 1
        most.append(first_true(start + 1, high, lambda u, x=x: allowed(u) < x) - 1)
    return most[::-1]


def _silent_above(most: int, rows: int, drawn: int, by_silent: Mapping[int, float]) -> float:
    """Sum over s of weight(s) P(U > most), U of ``drawn`` rows out of ``rows`` of which s are silent."""
    if most < 0:
        return sum(by_silent.values())
    if most >= drawn:
        return 0.0
    last, total, above = max(by_silent), 0.0, 0.0
    here = exp(log_binomial(rows - most, drawn - most) - log_binomial(rows, drawn))  # P(U = most), s = most
    for s in range(most, last + 1):
        total += by_silent.get(s, 0.0) * above
        if s == rows:
            break
        # One more silent row: U grows by one if it is among the drawn.
        above += here * (drawn - most) / (rows - s)
        here *= (s + 1) * max(0, rows - s - drawn + most) / ((s + 1 - most) * (rows - s))
    return total


@lru_cache(maxsize=1 << 12)
def silences(drawn: int, silent: Fraction) -> tuple[tuple[int, float], ...]:
    """(u, P(u)): binomial, without what cannot matter."""
    if not drawn or not silent:
        return ((0, 1.0),)
    yes, no = log(silent), log(1 - silent)
    whole = lgamma(drawn + 1)
    found = (
        (u, exp(whole - lgamma(u + 1) - lgamma(drawn - u + 1) + u * yes + (drawn - u) * no))
        for u in range(drawn + 1)
    )
    return tuple((u, chance) for u, chance in found if chance > _RARE)
