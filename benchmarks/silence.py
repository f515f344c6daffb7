"""The largest probability of a wrong decision under silence, enumerated: ``python -m benchmarks.silence [N ...]``.

For every roster size, every sealed silence odds Γ, with and without targeted rows (none and a half of what they
may hide found false), every number of silent rows from none to 40 % of each stage, every number K of false rows,
and a grid of true odds between 1/Γ and Γ: the chance that a roster that breaks the claim passes at its first look,
at its second, or at either one whoever decides when stage 2 is opened; and that one that keeps it fails. What
passes comes from the program; the chances are summed here, over every (k1, k2, silent false). No number is
simulated; sums are floating, good to about 1e-12.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, inf

import numpy as np

from sampling.design import exact
from sampling.design.chances import Claim, accept
from sampling.design.odds import Odds, read_odds
from sampling.design.plan import silent_plan
from sampling.design.silence import CalledSample
from sampling.model import Plan

ODDS = ("1", "3/2", "2", "3", "5", "inf")
MOST = Fraction(2, 5)
ALPHA, FAIL = Fraction(1, 20), Fraction(1, 100)
COLUMNS = ("stage 1", "stage 2", "either", "FAIL 1", "FAIL either")

Array = np.ndarray


def true_odds(sealed: Odds) -> list[Odds]:
    """A grid from 1/Γ to Γ; for ∞ up to ∞ itself."""
    if sealed is None:
        return [Fraction(1, 10), Fraction(1), Fraction(5), None]
    return list(dict.fromkeys([1 / sealed, Fraction(1), (1 + sealed) / 2, sealed]))


@lru_cache(maxsize=512)
def fisher(drawn: int, silent: int, gamma: Odds) -> Array:
    """[x, k] -> P(x false rows are heard | k were drawn)."""
    found = np.zeros((drawn + 1, drawn + 1))
    for k in range(drawn + 1):
        low, high = max(0, silent - drawn + k), min(k, silent)
        if gamma is None:
            found[k - high, k] = 1.0
            continue
        # In whole numbers, so that nothing of it is shared with the program that is looked at.
        p, q = gamma.numerator, gamma.denominator
        ways = [
            comb(k, b) * comb(drawn - k, silent - b) * p**b * q ** (high - b) for b in range(low, high + 1)
        ]
        whole = sum(ways)
        for b, way in enumerate(ways, low):
            found[k - b, k] = way / whole
    return found


@lru_cache(maxsize=64)
def drawn_false(population: int, n1: int, n2: int) -> Array:
    """[K, k1, k2] -> P(k1, k2)."""
    one = np.array([[comb(n1, k) for k in range(n1 + 1)]], dtype=object).T
    two = np.array([[comb(n2, k) for k in range(n2 + 1)]], dtype=object)
    rest = population - n1 - n2
    both, sums = one * two, np.add.outer(np.arange(n1 + 1), np.arange(n2 + 1))
    found = np.zeros((population + 1, n1 + 1, n2 + 1))
    for bad in range(population + 1):
        left = np.array([comb(rest, bad - s) if bad >= s else 0 for s in range(n1 + n2 + 1)], dtype=object)
        found[bad] = (both * left[sums] / comb(population, bad)).astype(float)
    return found


@dataclass(frozen=True, slots=True)
class EnumeratedLook:
    """What passes and what fails, by silent rows: ``one``[u1], ``two``[u1][u2]; heard false rows at most or at least."""

    one: tuple[int, ...]
    two: tuple[tuple[int, ...], ...]
    fail_one: float
    fail_two: float


def look_of(plan: Plan, limit: int, sealed: Odds) -> EnumeratedLook:
    claim = Claim(plan.population, limit, 0, ALPHA, sealed, MOST)
    part, (n1, n2) = Fraction(plan.stage_share), (plan.n1, plan.n2)
    first = tuple(accept(claim, (CalledSample(n1, u),), ALPHA * part) for u in range(n1 * 2 // 5 + 1))
    second = tuple(
        tuple(
            accept(claim, (CalledSample(n1, u1), CalledSample(n2, u2)), ALPHA * (1 - part))
            for u2 in range(n2 * 2 // 5 + 1)
        )
        for u1 in range(len(first) if n2 else 0)
    )
    level = FAIL / (2 if n2 else 1)
    fails = (
        next((x for x in range(n + 1) if exact.lower(plan.population, n, x, level) >= limit), inf)
        for n in (n1, n1 + n2)
    )
    return EnumeratedLook(first, second, *fails)


def worst(plan: Plan, limit: int, look: EnumeratedLook, true: Odds) -> Array:
    """The largest chances, as COLUMNS, over every silence and every K."""
    n1, n2, population = plan.n1, plan.n2, plan.population
    joint = drawn_false(population, n1, n2)
    flat = joint.reshape(population + 1, -1)
    alone = joint.sum(axis=2)
    found = np.zeros(len(COLUMNS))
    for u1, ok1 in enumerate(look.one):
        heard = fisher(n1, u1, true)  # [x1, k1]
        stage1 = heard[: ok1 + 1].sum(axis=0)
        found[0] = max(found[0], (alone[limit:] @ stage1).max())
        fail1 = heard[int(min(look.fail_one, n1 + 1)) :].sum(axis=0)
        found[3] = max(found[3], (alone[:limit] @ fail1).max())
        if not n2:
            found[2], found[4] = found[0], found[3]
            continue
        passes, either, spared = [], [], []
        for u2, ok2 in enumerate(look.two[u1]):
            upto = fisher(n2, u2, true).cumsum(axis=0)  # [x2, k2]
            passes.append(within(heard, upto, 0, ok2))
            either.append(stage1[:, None] + within(heard, upto, ok1 + 1, ok2))
            last = int(min(look.fail_two, n1 + n2 + 1)) - 1
            spared.append(within(heard[: int(min(look.fail_one, n1 + 1))], upto, 0, last))
        found[1] = max(found[1], (flat[limit:] @ _columns(passes)).max())
        found[2] = max(found[2], (flat[limit:] @ _columns(either)).max())
        found[4] = max(found[4], 1.0 - (flat[:limit] @ _columns(spared)).min())
    return found


def within(heard: Array, upto: Array, least: int, most: int) -> Array:
    """[k1, k2] -> P(X1 >= least, X1 + X2 <= most)."""
    rows = range(max(least, 0), min(most, len(heard) - 1) + 1)
    if not rows:
        return np.zeros((heard.shape[1], upto.shape[1]))
    at = np.minimum(most - np.array(rows), len(upto) - 1)
    return heard[rows.start : rows.stop].T @ upto[at]


def _columns(tables: list[Array]) -> Array:
    return np.stack([table.ravel() for table in tables], axis=1)


def cases(size: int) -> list[tuple[int, Plan, int]]:
    """(targeted rows, plan, random false rows that break the claim)."""
    found = []
    for aimed in (0, size * 12 // 100):
        plan = silent_plan(size, targeted=aimed)
        limits = {plan.limit, plan.limit - min(aimed, plan.limit - 1) // 2}
        found += [(aimed, plan, limit) for limit in sorted(limits) if limit <= plan.population]
    return found


def main() -> None:
    print(
        "    N  targeted    K1      Γ   " + "  ".join(f"{name:>11}" for name in COLUMNS) + "   levels of PASS"
    )
    overall = np.zeros(len(COLUMNS))
    for size in [int(word) for word in sys.argv[1:]] or list(range(20, 201, 20)):
        start = time.perf_counter()
        for aimed, plan, limit in cases(size):
            part = Fraction(plan.stage_share)
            for text in ODDS:
                sealed = read_odds(text)
                look = look_of(plan, limit, sealed)
                most = np.max([worst(plan, limit, look, true) for true in true_odds(sealed)], axis=0)
                overall = np.maximum(overall, most)
                print(
                    f"{size:>5}  {aimed:>8}  {limit:>4}  {text:>5}   " + "  ".join(f"{x:>11.6f}" for x in most)
                    + f"   {float(ALPHA * part):.4f} + {float(ALPHA * (1 - part)):.4f}",
                    flush=True,
                )  # fmt: skip
                assert most[0] <= ALPHA * part + 1e-9
                assert most[1] <= ALPHA * (1 - part) + 1e-9
                assert most[2] <= ALPHA
                assert most[4] <= FAIL
        print(f"       N = {size}: {time.perf_counter() - start:.0f} s", flush=True)
    print("  largest:                     " + "  ".join(f"{x:>11.6f}" for x in overall))


if __name__ == "__main__":
    main()
