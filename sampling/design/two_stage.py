"""Two-stage plans: their exact probabilities, and the search for the one with the fewest calls.

A plan draws n1 rows, passes at ``accept1`` bad or fewer, gives up at ``reject1`` = ``accept2`` + 1 or
more, and otherwise draws n2 further rows and passes at ``accept2`` bad or fewer in both together.

The search works with floating numbers for speed and decides nothing by them: whatever lies within
``GUARD`` of a threshold is settled in integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import accumulate
from math import comb, exp, inf, lgamma

from sampling.design import exact

GUARD = 1e-9  # far above the error of the floating sums (about 1e-12), far below any step that matters


def pass_probability(
    population: int, bad: int, n1: int, accept1: int, reject1: int, n2: int, accept2: int
) -> Fraction:
    """P(X1 <= accept1, or accept1 < X1 < reject1 and X1 + X2 <= accept2), K = ``bad``.

    The set is closed downward in (X1, X1 + X2), so the probability falls as K grows.
    """
    ways = exact.ways_at_most(population, bad, n1, accept1) * comb(population - n1, n2)
    for found in range(max(accept1 + 1, n1 - population + bad, 0), min(reject1 - 1, n1, bad, accept2) + 1):
        ways += (
            comb(bad, found)
            * comb(population - bad, n1 - found)
            * exact.ways_at_most(population - n1, bad - found, n2, accept2 - found)
        )
    return Fraction(ways, comb(population, n1) * comb(population - n1, n2))


def search(
    population: int, limit: int, honest: int, alpha: Fraction, producer: Fraction
) -> tuple[int, int, int, int] | None:
    """Return (n1, accept1, n2, accept2) with the fewest expected calls at K0, or None where there is no plan.

    Subject to P(pass | K1) <= alpha and P(pass | K0) >= 1 - producer. Of equals, the one with the
    smallest n1 + n2, then n1, then accept2, then accept1, is taken.
    """
    if limit < 2 or population < 2:
        return None
    return _Search(population, limit, honest, alpha, producer).run()


@dataclass(frozen=True, slots=True)
class _Found:
    """A plan that meets both risks, with its expected calls rounded and in full."""

    rough: float
    n1: int
    accept1: int
    n2: int
    accept2: int

    def key(self, search: _Search) -> tuple[Fraction, int, int, int, int]:
        return (search.calls(self), self.n1 + self.n2, self.n1, self.accept2, self.accept1)


class _Search:
    """Walk over (accept1, accept2, n1); for each the smallest n2 that keeps the consumer risk.

    Why this is the whole space: more second-stage rows only lower P(pass) and add calls, so the
    smallest n2 is best; n1 + n2 cannot be below the one-stage size for accept2; a plan costs at least
    n1 calls, so n1 stops at the best found; accept2 above max(K0, accept1 + 1), or accept1 above K0,
    only adds calls. Tests compare with trying everything.
    """

    def __init__(self, population: int, limit: int, honest: int, alpha: Fraction, producer: Fraction) -> None:
        self.population, self.limit, self.honest = population, limit, honest
        self.alpha, self.producer = alpha, producer
        self.rough_alpha, self.rough_pass = float(alpha), 1 - float(producer)
        self.log_factorial = [lgamma(i + 1) for i in range(population + 1)]
        self.sizes: list[int] = []
        self.first_stage: dict[tuple[int, int], list[float]] = {}
        self.best: _Found | None = None
        self.best_rough = inf

    def run(self) -> tuple[int, int, int, int] | None:
        self.sizes = self._one_stage_sizes()
        last = min(self.limit - 2, self.honest)
        # The widest accept2 always keeps the producer's risk, so it is tried first: a good plan in hand
        # settles most of what follows at a glance.
        for short in range(max(self.honest, 1)):
            for accept1 in range(last + 1):
                accept2 = min(max(self.honest, accept1 + 1), self.limit - 1) - short
                if accept2 > accept1 and self.sizes[accept1] <= self.best_rough + GUARD:
                    self._walk(accept1, accept2)
        if self.best is None:
            return None
        return self.best.n1, self.best.accept1, self.best.n2, self.best.accept2

    def calls(self, plan: _Found) -> Fraction:
        undecided = exact.at_most(self.population, self.honest, plan.n1, plan.accept2) - exact.at_most(
            self.population, self.honest, plan.n1, plan.accept1
        )
        return plan.n1 + plan.n2 * undecided

    def _one_stage_sizes(self) -> list[int]:
        # n(k) for k = 0, 1, ...; each search starts where the one before ended.
        sizes: list[int] = []
        for accept in range(min(self.limit - 1, max(self.honest, 1) + 1) + 1):
            size = sizes[-1] + 1 if sizes else 1
            while not self._rare_in_one_stage(size, accept):
                size += 1
            sizes.append(size)
        return sizes

    def _rare_in_one_stage(self, drawn: int, accept: int) -> bool:
        rough = self._first(self.limit, drawn)[accept]
        if abs(rough - self.rough_alpha) > GUARD:
            return rough < self.rough_alpha
        ways = exact.ways_at_most(self.population, self.limit, drawn, accept)
        return exact.is_rare(ways, comb(self.population, drawn), self.alpha)

    def _walk(self, accept1: int, accept2: int) -> None:
        together = self.sizes[accept2]
        whole = self._first(self.honest, together)[accept2]  # P(S <= accept2 | K0), and n1 + n2 is no less
        high = self.population  # the smallest n2 falls as n1 grows
        for n1 in range(self.sizes[accept1], self.population):
            if n1 > self.best_rough + GUARD:
                break
            below = self._first(self.honest, n1)
            if min(below[accept2], below[accept1] + whole) < self.rough_pass - GUARD:
                break  # P(pass | K0) is below both, and both fall as n1 grows
            undecided = below[accept2] - below[accept1]
            low, high = max(1, together - n1), min(high, self.population - n1)
            # What n2 may be at most for this plan to beat the best: one look there settles most n1.
            most = high
            if undecided > 0 and self.best is not None:
                most = min(high, int((self.best_rough + GUARD - n1) / undecided + GUARD))
            if most < low or not self._consumer_safe(n1, accept1, most, accept2):
                continue
            high = exact.first_true(low, most - 1, partial(self._safe_at, n1, accept1, accept2))
            if self._honest_pass(n1, accept1, high, accept2):
                self._offer(_Found(n1 + high * undecided, n1, accept1, high, accept2))

    def _safe_at(self, n1: int, accept1: int, accept2: int, n2: int) -> bool:
        return self._consumer_safe(n1, accept1, n2, accept2)

    def _offer(self, plan: _Found) -> None:
        if self.best is None or plan.rough < self.best_rough - GUARD or plan.key(self) < self.best.key(self):
            self.best, self.best_rough = plan, plan.rough

    def _consumer_safe(self, n1: int, accept1: int, n2: int, accept2: int) -> bool:
        rough = self._rough_pass(self.limit, n1, accept1, n2, accept2)
        if abs(rough - self.rough_alpha) > GUARD:
            return rough < self.rough_alpha
        return self._pass(self.limit, n1, accept1, n2, accept2) <= self.alpha

    def _honest_pass(self, n1: int, accept1: int, n2: int, accept2: int) -> bool:
        if accept2 >= self.honest:
            return True
        rough = self._rough_pass(self.honest, n1, accept1, n2, accept2)
        if abs(rough - self.rough_pass) > GUARD:
            return rough > self.rough_pass
        return self._pass(self.honest, n1, accept1, n2, accept2) >= 1 - self.producer

    def _pass(self, bad: int, n1: int, accept1: int, n2: int, accept2: int) -> Fraction:
        return pass_probability(self.population, bad, n1, accept1, accept2 + 1, n2, accept2)

    def _rough_pass(self, bad: int, n1: int, accept1: int, n2: int, accept2: int) -> float:
        # P(X1 <= a) + sum over s of P(S = s) P(X1 > a | S = s); the last factor grows with s by the chance
        # that the s-th bad row is the one that lifts X1 above a.
        n = n1 + n2
        total = self._first(bad, n1)[accept1]
        at_a = self._term(n, accept1, n1, accept1)  # P(X1 = a | S = s - 1), s = a + 1
        above = 0.0
        top = min(accept2, bad)
        chance = self._term(self.population, bad, n, accept1 + 1) if top > accept1 else 0.0
        for s in range(accept1 + 1, top + 1):
            above += at_a * (n1 - accept1) / (n - s + 1)
            total += chance * above
            at_a *= (n2 - s + 1 + accept1) * s / ((s - accept1) * (n - s + 1))
            rest = self.population - bad - n + s + 1
            if chance:
                chance *= (bad - s) * (n - s) / ((s + 1) * rest)
            elif rest >= 0:  # where the support of S begins
                chance = self._term(self.population, bad, n, s + 1)
        return total

    def _first(self, bad: int, drawn: int) -> list[float]:
        """P(X1 <= 0), P(X1 <= 1), ... for n1 = ``drawn``."""
        known = self.first_stage.get((bad, drawn))
        if known is None:
            cells = range(max(self.honest, 1) + 2)
            known = list(accumulate(self._term(self.population, bad, drawn, found) for found in cells))
            self.first_stage[bad, drawn] = known
        return known

    def _term(self, population: int, bad: int, drawn: int, found: int) -> float:
        if not max(0, drawn - (population - bad)) <= found <= min(drawn, bad):
            return 0.0
        log = self.log_factorial
        return exp(
            log[bad] - log[found] - log[bad - found]
            + log[population - bad] - log[drawn - found] - log[population - bad - drawn + found]
            - log[population] + log[drawn] + log[population - drawn]
        )  # fmt: skip
