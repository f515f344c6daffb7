"""When is a roster called low, and how often: the looks that stand, and a sequential test beside them.

``python -m benchmarks.giving_up [N ...]``. The looks (half of 1 % for stage 1, half for both) count whoever was not heard
as true, so they may be taken after every call. The sequential test stops where the likelihood of 2 K1 false rows is a
hundred times that of K1 - 1 (Ville: at most 1 % of the rosters that keep the claim, at any moment), in ticket order.
Summed over every order in which false rows turn up; each row stays silent with the given chance. No number is simulated.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from math import comb, inf

from sampling.design import exact
from sampling.design.plan import silent_plan
from sampling.model import Plan

LEVEL = Fraction(1, 200)
LIMIT = 100


def ways(population: int, bad: int, drawn: int, found: int) -> int:
    if not 0 <= found <= bad or drawn - found > population - bad:
        return 0
    return comb(bad, found) * comb(population - bad, drawn - found)


def sequential(plan: Plan) -> Callable[[int, int], bool]:
    """Whether the ratio of likelihoods is reached after so many tickets with so many false ones."""
    needed = {}
    for drawn in range(1, plan.n1 + plan.n2 + 1):
        needed[drawn] = next(
            (
                found
                for found in range(drawn + 1)
                if ways(plan.population, 2 * plan.limit, drawn, found)
                >= LIMIT * max(1, ways(plan.population, plan.limit - 1, drawn, found))
            ),
            inf,
        )
    return lambda drawn, found: found >= needed[drawn]


def looks(plan: Plan) -> Callable[[int, int], bool]:
    """Whether one of the looks is reached, whoever was not heard counted as true."""

    def least(drawn: int) -> float:
        reached = (x for x in range(drawn + 1) if exact.lower(plan.population, drawn, x, LEVEL) >= plan.limit)
        return next(reached, inf)

    one, both = least(plan.n1), least(plan.n1 + plan.n2)
    return lambda drawn, found: (drawn <= plan.n1 and found >= one) or found >= both


def course(plan: Plan, bad: int, silent: float, low: Callable[[int, int], bool]) -> tuple[float, float]:
    """P(called low) and the rows called until then, all of both stages where it is not."""
    chance = rows = 0.0
    here = {(0, 0): 1.0}  # (false rows so far, those of them that were heard)
    drawn = plan.n1 + plan.n2
    for called in range(1, drawn + 1):
        after: dict[tuple[int, int], float] = {}
        for (false, heard), p in here.items():
            share = (bad - false) / (plan.population - called + 1)
            for key, q in (
                ((false + 1, heard + 1), share * (1 - silent)),
                ((false + 1, heard), share * silent),
                ((false, heard), 1 - share),
            ):
                if q <= 0:
                    continue
                if low(called, key[1]):
                    chance, rows = chance + p * q, rows + p * q * called
                else:
                    after[key] = after.get(key, 0.0) + p * q
        here = after
    return chance, rows + sum(here.values()) * drawn


def main() -> None:
    print("   N  false  silent   P(low), looks   rows    P(low), sequential   rows")
    for population in [int(word) for word in sys.argv[1:]] or [60, 100, 200]:
        plan = silent_plan(population)
        limit = plan.limit
        for bad in (limit - 1, limit, limit * 3 // 2, 2 * limit, 3 * limit, population // 2, population):
            for silent in (0.0, 0.2):
                (p, rows), (q, fewer) = (
                    course(plan, bad, silent, rule(plan)) for rule in (looks, sequential)
                )
                print(
                    f"{population:>4} {bad:>6} {silent:>7.0%} {p:>15.4f} {rows:>6.1f} {q:>21.4f} {fewer:>6.1f}"
                )


if __name__ == "__main__":
    main()
