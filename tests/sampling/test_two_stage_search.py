"""The two-stage search against trying everything, and its constraints on every size of roster."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sampling.design import exact, two_stage
from sampling.design.plan import (
    consumer_risk,
    expected_calls,
    operating_characteristic,
    pass_probability,
    two_stage_plan,
)

ALPHA = Fraction(1, 20)


def by_trying_everything(population, limit, honest):
    best = None
    for n1 in range(1, population):
        for n2 in range(1, population - n1 + 1):
            for accept2 in range(1, limit):
                for accept1 in range(accept2):
                    shape = (n1, accept1, accept2 + 1, n2, accept2)
                    if two_stage.pass_probability(population, limit, *shape) > ALPHA:
                        continue
                    if two_stage.pass_probability(population, honest, *shape) < 1 - ALPHA:
                        continue
                    undecided = exact.at_most(population, honest, n1, accept2) - exact.at_most(
                        population, honest, n1, accept1
                    )
                    found = (n1 + n2 * undecided, n1 + n2, n1, accept2, accept1)
                    best = min(best or found, found)
    return best and (best[2], best[4], best[1] - best[2], best[3])


@pytest.mark.parametrize("population", [2, 5, 9, 10, 13, 18, 22, 26])
@pytest.mark.parametrize(
    ("tolerable", "expected"), [("10%", "2%"), ("20%", "10%"), ("20%", "15%"), ("50%", "20%")]
)
def test_the_search_finds_the_best_plan(population, tolerable, expected):
    limit = exact.limit_count(population, exact.share(tolerable))
    honest = int(exact.share(expected) * population)
    found = two_stage.search(population, limit, honest, ALPHA, ALPHA)
    assert found == by_trying_everything(population, limit, honest)


@pytest.mark.parametrize("population", [*range(10, 200, 7), 200, 300, 500])
def test_both_risks_are_kept_exactly(population):
    plan = two_stage_plan(population)
    assert consumer_risk(plan) <= ALPHA
    assert pass_probability(plan, population // 50) >= 1 - ALPHA
    curve = [chance for _, chance in operating_characteristic(plan)]
    assert curve == sorted(curve, reverse=True)
    assert curve[0] == 1
    assert max(
        (chance for bad, chance in operating_characteristic(plan) if bad >= plan.limit), default=0
    ) == max(consumer_risk(plan), 0) or consumer_risk(plan) < Fraction(1, 10_000)


def test_the_guard_matters_to_nobody_but_a_tie_is_settled_in_integers():
    """A threshold set exactly on a reachable probability: floating numbers cannot tell, integers do."""
    on_it = two_stage.pass_probability(100, 11, 25, 0, 3, 26, 2)
    assert two_stage.search(100, 11, 2, on_it, ALPHA) == (25, 0, 26, 2)
    assert two_stage.search(100, 11, 2, on_it - Fraction(1, 10**30), ALPHA) != (25, 0, 26, 2)


def test_expected_calls_count_stage_two_only_where_it_is_needed():
    plan = two_stage_plan(100)
    assert expected_calls(plan, 0) == plan.n1
    assert expected_calls(plan, 2) == 25 + 26 * (1 - exact.at_most(100, 2, 25, 0))
