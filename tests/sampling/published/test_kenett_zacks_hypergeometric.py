"""Single-stage hypergeometric plans for N = 100 after Kenett and Zacks, *Modern Industrial Statistics*.

Facts as they stand in the tests of the book's package mistat (gedeck/mistat, test of findPlan): limiting quality
pt = 5 %, 8 % ... 32 % with consumer risk beta, acceptable quality p0 with P(pass | p0) at least the second number.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from sampling.design import exact
from sampling.design.plan import sample_size

LIMITS = range(5, 33, 3)  # bad rows of 100 at which passing must be rare
SIZES = {
    Fraction(1, 20): (45, 31, 23, 18, 15, 13, 11, 10, 9, 8),
    Fraction(1, 5): (27, 18, 13, 11, 9, 7, 6, 6, 5, 5),
    Fraction(3, 10): (21, 14, 10, 8, 7, 6, 5, 4, 4, 4),
}


@pytest.mark.parametrize("beta", SIZES)
def test_plans_that_pass_with_none_found(beta):
    assert tuple(sample_size(100, limit, 0, beta) for limit in LIMITS) == SIZES[beta]


def test_the_one_plan_of_the_table_that_needs_an_accept_number():
    """p0 = 3 %, pt = 5 %, P(pass | p0) >= 50 %, beta = 30 %: n = 42, c = 1, because n = 21, c = 0 passes 49 %."""
    assert exact.at_most(100, 3, 21, 0) < Fraction(1, 2)
    assert sample_size(100, 5, 1, Fraction(3, 10)) == 42
    assert exact.at_most(100, 3, 42, 1) >= Fraction(1, 2)
