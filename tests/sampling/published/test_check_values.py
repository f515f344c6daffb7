"""The check values that the project set itself for plans, draws, bounds and decisions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from scipy.stats import hypergeom

from sampling.design import exact
from sampling.design.plan import (
    consumer_risk,
    expected_calls,
    producer_risk,
    sample_size,
    single_plan,
    two_stage_plan,
)
from sampling.draw.tickets import shown, tickets
from sampling.judge import bounds, estimate
from sampling.model import EXTEND, PASS, Counts

ALPHA = Fraction(1, 20)


@pytest.mark.parametrize(
    ("population", "sizes"),
    [(60, (20, 31, 39)), (100, (23, 36, 46)), (150, (25, 39, 50)), (200, (26, 40, 53))],
)
def test_sample_sizes(population, sizes):
    assert tuple(single_plan(population, accept=accept).n1 for accept in range(3)) == sizes


@pytest.mark.parametrize("population", [60, 100, 150, 200])
@pytest.mark.parametrize("accept", [0, 1, 2])
def test_sample_sizes_are_the_smallest_by_scipy_too(population, accept):
    limit = population // 10 + 1
    drawn = sample_size(population, limit, accept, ALPHA)
    assert hypergeom.cdf(accept, population, limit, drawn) <= 0.05
    assert hypergeom.cdf(accept, population, limit, drawn - 1) > 0.05


def test_two_stage_plan_for_100():
    plan = two_stage_plan(100)
    assert (plan.n1, plan.accept1, plan.reject1, plan.n2, plan.accept2) == (25, 0, 3, 26, 2)
    assert round(float(expected_calls(plan, 2)), 1) == 36.4
    assert single_plan(100, accept=2).n1 == 46
    assert round(float(consumer_risk(plan)), 4) == 0.0498
    assert producer_risk(plan, 100) == 0


def test_extending_when_one_fails_without_a_plan_breaks_the_level():
    """Why it is not offered: n(0) first, and at one bad row on to n(1) in all, ends at 7 to 9.5 %."""
    from sampling.design.two_stage import pass_probability

    for population in (60, 100, 150, 200):
        first, whole = (single_plan(population, accept=accept).n1 for accept in (0, 1))
        risk = pass_probability(population, population // 10 + 1, first, 0, 2, whole - first, 1)
        assert 0.07 < risk < 0.095


def test_order_of_the_draw():
    drawn = tickets("314159", ["ab-1", "ab-2", "cd-1", "ef-3"])
    assert [ticket.row for ticket in drawn] == ["cd-1", "ef-3", "ab-1", "ab-2"]
    # consistent_sampler's own documentation shows these four numbers.
    assert [shown(ticket.number, 9) for ticket in drawn] == [
        "0.317685817", "0.832984519", "0.9098039269", "0.9231549043",
    ]  # fmt: skip


def test_unresolved_rows_widen_both_bounds():
    result = bounds(100, Counts(30, 6, 4))
    assert (result.lower, result.upper) == (11, 47)
    assert result.fail_lower < 11
    assert result.decision == EXTEND


def test_two_silent_rows_of_thirty_are_too_many():
    result = bounds(100, Counts(30, 0, 2))
    assert (result.upper, result.decision) == (17, EXTEND)


def test_targeted_rows():
    """N = 100, 12 targeted with 2 bad, 28 random all confirmed.

    The value handed down was 2..10. By the formula K_U = x_T + u_T + U(x_C + u_C; n, N_C), N_C = 88, it is
    2..9: seven bad rows among the 88 would stay unseen with probability 0.061, eight with 0.040. Ten comes
    out when the 28 are taken as drawn from all 100 (U = 8); they were drawn from the 88. PASS either way.
    """
    result = bounds(100, Counts(28, 0), Counts(12, 2))
    assert (result.lower, result.upper, result.decision) == (2, 9, PASS)
    assert exact.at_most(88, 7, 28, 0) > ALPHA >= exact.at_most(88, 8, 28, 0)
    assert 2 + exact.upper(100, 28, 0, ALPHA) == 10


@pytest.mark.parametrize(
    ("x1", "x2", "upper"), [(0, None, 9), (1, 0, 10), (2, 0, 10), (1, 2, 12), (3, None, 26)]
)
def test_stagewise_ordering_by_hand(x1, x2, upper):
    """U = max{K : P_K(this outcome or better) > alpha}, written out with scipy for the plan (25,0,3; 26,2)."""
    plan = two_stage_plan(100)

    def or_better(bad):
        if x1 == 0 or x1 >= 3:
            return hypergeom.cdf(x1, 100, bad, 25)
        total = x1 + x2
        return hypergeom.cdf(0, 100, bad, 25) + sum(
            hypergeom.pmf(x, 100, bad, 25) * hypergeom.cdf(total - x, 75, bad - x, 26)
            for x in (1, 2)
            if x <= bad
        )

    assert max(bad for bad in range(101) if or_better(bad) > 0.05) == upper
    second = None if x2 is None else Counts(26, x2)
    assert estimate(plan, Counts(25, x1), second).upper == upper
