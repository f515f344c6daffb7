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

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, islice
from math import exp, lgamma, log

from sampling.design.odds import Odds
from sampling.design.silence import (
    GUARD,
    CalledSample,
    false_drawn,
    heard_false,
    is_excluded,
    log_binomial,
    rough,
)

_RARE = 1e-10  # numbers of silent rows that are less likely than this do not matter


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


def accept(claim: Claim, samples: tuple[CalledSample, ...], alpha: Fraction) -> int:
    """Return how many false rows may be heard for the bound to stay below the limit; -1: not even none."""
    return _accept(claim, samples, alpha, sum(s.drawn for s in samples), _chances(claim, samples))


def _accept(
    claim: Claim, samples: tuple[CalledSample, ...], alpha: Fraction, most: int, chances: Iterable[float]
) -> int:
    """``most``: more than so many are of no interest; ``chances``: P(X = 0), P(X = 1), ... at K1."""
    drawn, silent = sum(s.drawn for s in samples), sum(s.silent for s in samples)
    if silent * claim.most.denominator > claim.most.numerator * drawn:
        return -1
    heard = drawn - silent
    top = min(heard, most)
    if claim.limit > claim.population:
        return top  # only the targeted rows could break the claim
    top = min(top, claim.limit - 1)
    level, total = alpha.numerator / alpha.denominator, 0.0
    for false, chance in enumerate(chances):
        if false > top:
            break
        total += chance
        excluded = total < level
        if abs(total - level) <= GUARD:
            excluded = is_excluded(claim.population, claim.limit, samples, false, claim.gamma, alpha)
        if not excluded and claim.limit <= claim.population - (heard - false):
            return false - 1
    return top


def _chances(claim: Claim, samples: tuple[CalledSample, ...]) -> Iterator[float]:
    """P(X = 0), P(X = 1), ... for a roster that just breaks the claim."""
    if len(samples) == 1:
        yield from heard_false(claim.population, claim.limit, samples[0], claim.gamma)
        return
    below = 0.0
    for false in range(claim.limit):
        upto = rough(claim.population, claim.limit, samples, false, claim.gamma)
        yield upto - below
        below = upto


class Looks:
    """P(high) and the rows expected for plans of one claim, with what they have in common remembered.

    ``silent``: the chance of each drawn row to stay silent, whatever it is.
    """

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._stairs: dict[tuple[int, Fraction, Fraction], list[int]] = {}
        self._heard: dict[tuple[int, int], list[float]] = {}
        self._rows: dict[Sizes, dict[int, list[int]]] = {}
        self._enough = float(claim.alpha) + 2 * GUARD

    def chance_high(self, sizes: Sizes, silent: Fraction, *, pooled: bool = False) -> float:
        """P(ends as high | K0).

        ``pooled``: take what stage 2 allows from both stages as if they were one sample, which is quicker and
        all but equal.
        """
        if not sizes.n2:
            return self.pass_at_once(sizes, silent)
        fails = self._fail_pooled if pooled or not silent else self._fail
        return 1.0 - fails(sizes, silent)

    def rows_expected(self, sizes: Sizes, silent: Fraction) -> float:
        """Rows called on average at K0: stage 2 is opened where stage 1 does not pass."""
        return sizes.n1 + sizes.n2 * (1.0 - self.pass_at_once(sizes, silent))

    def pass_at_once(self, sizes: Sizes, silent: Fraction) -> float:
        """P(stage 1 passes | K0)."""
        claim, n1 = self._claim, sizes.n1
        most = self._first(sizes, silent)
        fails = 0.0
        for u, chance in silences(n1, silent):
            for x, found in false_drawn(claim.population, claim.honest, n1 - u):
                if u > most[x]:
                    fails += chance * found
        return 1.0 - fails

    def _first(self, sizes: Sizes, silent: Fraction) -> list[int]:
        return self._most_silent(sizes.n1, self._claim.alpha * sizes.part, silent)

    def _most_silent(self, drawn: int, alpha: Fraction, silent: Fraction) -> list[int]:
        """For x = 0, 1, ..., K0 false rows heard: how many may be silent at most; too few to matter: -1."""
        stairs = self._stairs.get((drawn, alpha, silent))
        if stairs is None:
            claim, likely = self._claim, silences(drawn, silent)

            def allowed(u: int) -> int:
                return _accept(claim, (CalledSample(drawn, u),), alpha, claim.honest, self._chances(drawn, u))

            stairs = _staircase(allowed, likely[0][0], likely[-1][0], claim.honest)
            self._stairs[drawn, alpha, silent] = stairs
        return stairs

    def _chances(self, drawn: int, silent: int) -> list[float]:
        # The same for every share of alpha, so remembered: up to where they exceed the whole of it, or K0.
        found = self._heard.get((drawn, silent))
        if found is None:
            found, total = [], 0.0
            for chance in islice(
                _chances(self._claim, (CalledSample(drawn, silent),)), self._claim.honest + 1
            ):
                found.append(chance)
                total += chance
                if total > self._enough:
                    break
            self._heard[drawn, silent] = found
        return found

    def _fail_pooled(self, sizes: Sizes, silent: Fraction) -> float:
        claim, n = self._claim, sizes.n1 + sizes.n2
        first = self._first(sizes, silent)
        whole = self._most_silent(n, claim.alpha * (1 - sizes.part), silent)
        fails = 0.0
        for t, above in enumerate(self._heard_false(n, whole, silent)):
            if above[0] <= _RARE:
                continue
            for x, found in false_drawn(n, t, sizes.n1):
                if found > _RARE:
                    fails += found * _silent_above(first[x], n - t, sizes.n1 - x, above)
        return fails

    def _heard_false(self, n: int, whole: Sequence[int], silent: Fraction) -> list[list[float]]:
        """By t false rows heard: by s, P(stage 2 does not pass, t heard, at least s silent)."""
        claim = self._claim
        likely = silences(n, silent)
        weights = [[0.0] * (likely[-1][0] + 1) for _ in range(claim.honest + 1)]
        for s, chance in likely:
            for t, found in false_drawn(claim.population, claim.honest, n - s):
                if s > whole[t]:
                    weights[t][s] = chance * found
        return [list(accumulate(reversed(row)))[::-1] for row in weights]

    def _fail(self, sizes: Sizes, silent: Fraction) -> float:
        claim, (n1, n2) = self._claim, (sizes.n1, sizes.n2)
        first, allowed = self._first(sizes, silent), self._both(sizes)
        fails = 0.0
        for s, chance in silences(n1 + n2, silent):
            for t, found in false_drawn(claim.population, claim.honest, n1 + n2 - s):
                for x, inside in false_drawn(n1 + n2, t, n1):
                    for u, there in false_drawn(n1 + n2 - t, s, n1 - x):
                        if u > first[x] and t > allowed(u, s - u):
                            fails += chance * found * inside * there
        return fails

    def _both(self, sizes: Sizes) -> Callable[[int, int], int]:
        """What stage 2 allows at (u1, u2), no more than K0."""
        claim, beta = self._claim, self._claim.alpha * (1 - sizes.part)
        rows = self._rows.setdefault(sizes, {})

        def row(u1: int) -> list[int]:
            def at(u2: int) -> int:
                both = (CalledSample(sizes.n1, u1), CalledSample(sizes.n2, u2))
                return _accept(claim, both, beta, claim.honest, _chances(claim, both))

            if u1 not in rows:
                rows[u1] = _staircase(at, 0, sizes.n2, claim.honest)
            return rows[u1]

        def allowed(u1: int, u2: int) -> int:
            return sum(1 for most in row(u1) if u2 <= most) - 1

        return allowed


@lru_cache(maxsize=16)
def looks(claim: Claim) -> Looks:
    """Return the looks of a claim: whoever asks for its chances after its plan was searched need not wait again."""
    return Looks(claim)


def _staircase(allowed: Callable[[int], int], low: int, high: int, top: int) -> list[int]:
    """For x = 0 ... top, the largest u of low..high with allowed(u) >= x, ``low`` - 1 where there is none.

    ``allowed`` falls as u grows and never exceeds ``top``: between two u that allow the same there is no step.
    """
    most = [low - 1] * (top + 1)
    open_ends = [(low, allowed(low), high, allowed(high))]
    most[: open_ends[0][3] + 1] = [high] * (open_ends[0][3] + 1)
    while open_ends:
        left, at_left, right, at_right = open_ends.pop()
        if at_left == at_right:
            continue
        if right - left <= 1:
            most[at_right + 1 : at_left + 1] = [left] * (at_left - at_right)
            continue
        middle = (left + right) // 2
        at_middle = allowed(middle)
        open_ends += [(left, at_left, middle, at_middle), (middle, at_middle, right, at_right)]
    return most


def _silent_above(most: int, rows: int, drawn: int, above: Sequence[float]) -> float:
    """Sum over s of weight(s) P(U > most), U of ``drawn`` rows out of ``rows`` of which s are silent.

    ``above``: by s, the weights of s and more. One more silent row lifts U by one if it is among the drawn.
    """
    if most < 0:
        return above[0]
    if most >= drawn or most + 1 >= len(above):
        return 0.0
    here = exp(log_binomial(rows - most, drawn - most) - log_binomial(rows, drawn))  # P(U = most), s = most
    total, others = 0.0, drawn - most
    for s in range(most, min(rows - others, len(above) - 2) + 1):
        lifted = here / (rows - s)
        total += lifted * above[s + 1]
        here = lifted * (s + 1) * (rows - s - others) / (s + 1 - most)
    return total * others


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
