"""Bounds after a two-stage plan.

Outcomes are ordered: passed at stage 1 < decided at stage 2 by the total S < given up at stage 1. The
upper bound is U = max{K : P_K(this outcome or a better one) > alpha}.

Two things go beyond that sentence, and both keep the level for every K (tests enumerate it):

- With targeted rows, those found bad use up part of what may be bad, so the number that passes stage 1
  must be able to shrink. For each K the stage-1 number is then c(K) = the largest x <= accept1 with
  P_K(X1 <= x) <= alpha, and stage 2 goes on from there. The sets {K excluded} stay nested, which is
  what the argument needs. Without targeted rows c(K) is accept1, the plan's own number.
- For the lower bound, what stops at stage 1 is a FAIL, not the plan's giving up: d(K) = the smallest x
  with P_K(X1 >= x) <= alpha. Otherwise no roster could ever fail at stage 2, however many are found.

A second stage that has not been drawn counts like silence: all its rows may be bad (for U) or good.
Once it has been drawn, it counts: a first stage that was cleared up only later does not hide it. That
can only raise U, and the set of outcomes that pass stays X1 <= accept1 or S <= accept2.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

from sampling.design import exact
from sampling.design.two_stage import pass_probability
from sampling.model import Plan


def upper(plan: Plan, x1: int, x2: int | None, alpha: Fraction, *, targeted: bool = False) -> int:
    """U for x1 bad at stage 1 and x2 at stage 2 (None: not drawn), in rows of ``plan.population``."""
    if x1 >= plan.reject1 or (x1 <= plan.accept1 and x2 is None and not targeted):
        return exact.upper(plan.population, plan.n1, x1, alpha)
    total = x1 + (plan.n2 if x2 is None else x2)
    top = plan.population - (plan.n1 - x1) - (0 if x2 is None else plan.n2 - x2)
    if not targeted:
        return _last_possible(plan, plan.accept1, total, x1, top, alpha)
    # c(K) is a step function: K in [starts[c], starts[c + 1]) has stage-1 number c.
    starts = [x1] + [exact.upper(plan.population, plan.n1, c, alpha) + 1 for c in range(plan.accept1 + 1)]
    for number in range(plan.accept1, -2, -1):
        low = max(starts[number + 1], x1)
        high = top if number == plan.accept1 else min(starts[number + 2] - 1, top)
        if low > high or (x1 <= number and x2 is None):
            continue  # there is no such K, or all of them are excluded at stage 1
        last = _last_possible(plan, number, total, low, high, alpha)
        if last >= low:
            return last
    return x1


def _last_possible(plan: Plan, number: int, total: int, low: int, high: int, alpha: Fraction) -> int:
    def excluded(bad: int) -> bool:
        chance = pass_probability(plan.population, bad, plan.n1, number, plan.reject1, plan.n2, total)
        return chance <= alpha

    return exact.first_true(low, high, excluded) - 1


def lower(plan: Plan, x1: int, x2: int | None, alpha: Fraction) -> int:
    """L for x1 bad at stage 1 and x2 at stage 2 (None: not drawn), in rows of ``plan.population``."""
    bound = exact.lower(plan.population, plan.n1, x1, alpha)
    if x2 is None:
        return bound
    total = x1 + x2
    top = plan.population - (plan.n1 + plan.n2 - total)
    # d(K) is a step function too: from exact.lower(d - 1) up to exact.lower(d) - 1.
    for stop in range(x1 + 1, plan.n1 + 2):
        end = min(exact.lower(plan.population, plan.n1, stop, alpha) - 1, top) if stop <= plan.n1 else top
        if end < bound:
            continue
        first = _first_possible(plan, stop, total, max(bound, total), end, alpha)
        if first <= end:
            return first
        bound = max(bound, end + 1)
    return top


def _first_possible(plan: Plan, stop: int, total: int, low: int, high: int, alpha: Fraction) -> int:
    size, whole = plan.n1 + plan.n2, comb(plan.population, plan.n1) * comb(plan.population - plan.n1, plan.n2)

    def possible(bad: int) -> bool:
        # 1 - P(X1 < stop and S < total), summed over X1
        good = sum(
            comb(bad, x)
            * comb(plan.population - bad, plan.n1 - x)
            * exact.ways_at_most(plan.population - plan.n1, bad - x, plan.n2, total - 1 - x)
            for x in range(
                max(0, plan.n1 - plan.population + bad), min(stop - 1, total - 1, bad, plan.n1) + 1
            )
        )
        return not exact.is_rare(whole - good, whole, alpha)

    return exact.first_true(min(low, high + 1), high, possible) if total <= size else high + 1
