"""Laws of the bounds: monotone in what was found, wider for more silence, never at odds with themselves."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from sampling.design import exact
from sampling.design.plan import round_plan, single_plan
from sampling.judge import bounds, estimate
from sampling.model import FAIL, PASS, Counts

alphas = st.sampled_from([Fraction(1, 20), Fraction(1, 100), Fraction(1, 10)])


@st.composite
def samples(draw, largest=120):
    population = draw(st.integers(1, largest))
    drawn = draw(st.integers(0, population))
    return population, drawn, draw(st.integers(0, drawn))


@given(samples(), alphas)
@settings(deadline=None)
def test_bounds_are_what_their_definitions_say(sample, alpha):
    population, drawn, found = sample
    every = range(found, population - (drawn - found) + 1)
    assert exact.upper(*sample, alpha) == max(
        K for K in every if exact.at_most(population, K, drawn, found) > alpha
    )
    assert exact.lower(*sample, alpha) == min(
        K for K in every if exact.at_least(population, K, drawn, found) > alpha
    )


@given(samples(400), alphas)
@settings(deadline=None)
def test_monotone_in_the_number_found(sample, alpha):
    population, drawn, found = sample
    if found < drawn:
        assert exact.upper(population, drawn, found, alpha) <= exact.upper(
            population, drawn, found + 1, alpha
        )
        assert exact.lower(population, drawn, found, alpha) <= exact.lower(
            population, drawn, found + 1, alpha
        )
    assert found <= exact.lower(*sample, alpha) <= exact.upper(*sample, alpha) <= population - (drawn - found)


@given(samples(300), st.integers(0, 300))
@settings(deadline=None)
def test_the_distribution_agrees_with_scipy(sample, bad):
    population, drawn, found = sample
    bad = min(bad, population)
    assert (
        abs(
            float(exact.at_most(population, bad, drawn, found)) - hypergeom.cdf(found, population, bad, drawn)
        )
        < 1e-9
    )
    assert (
        abs(
            float(exact.exactly(population, bad, drawn, found)) - hypergeom.pmf(found, population, bad, drawn)
        )
        < 1e-9
    )


@given(samples(80), st.integers(0, 80))
@settings(deadline=None)
def test_ways_are_counted_and_not_rounded(sample, bad):
    population, drawn, found = sample
    bad = min(bad, population)
    counted = sum(comb(bad, i) * comb(population - bad, drawn - i) for i in range(found + 1))
    assert exact.ways_at_most(population, bad, drawn, found) == counted


@given(st.integers(10, 200), st.data())
@settings(max_examples=60, deadline=None)
def test_silence_never_narrows_and_never_turns_a_decision_over(population, data):
    aimed = data.draw(st.integers(0, population // 10))
    plan = round_plan(population, targeted=aimed)
    draw_counts = lambda size: (b := data.draw(st.integers(0, size)), data.draw(st.integers(0, size - b)))  # noqa: E731
    (b1, u1), (b2, u2), (bt, ut) = draw_counts(plan.n1), draw_counts(plan.n2), draw_counts(aimed)
    second = data.draw(st.booleans()) and plan.n2 > 0

    def result(x1, s1, x2, s2, xt, s_t):
        more = Counts(plan.n2, x2, s2) if second else None
        return estimate(plan, Counts(plan.n1, x1, s1), more, Counts(aimed, xt, s_t))

    silent = result(b1, u1, b2, u2, bt, ut)
    cleared = result(b1, 0, b2, 0, bt, 0)
    damned = result(b1 + u1, 0, b2 + u2, 0, bt + ut, 0)
    for truth in (cleared, damned):
        assert silent.lower <= truth.lower
        assert truth.upper <= silent.upper
        assert truth.lower <= truth.upper
    if silent.decision == PASS:
        assert damned.decision == cleared.decision == PASS
    if silent.decision == FAIL:
        assert damned.decision == cleared.decision == FAIL


@given(st.integers(1, 400), st.integers(0, 3))
@settings(deadline=None)
def test_a_single_plan_passes_exactly_at_its_accept_number(population, accept):
    if accept >= population // 10 + 1:
        return
    plan = single_plan(population, accept=accept)
    assert estimate(plan, Counts(plan.n1, accept)).decision == PASS
    if accept < plan.n1 < population:
        assert bounds(population, Counts(plan.n1 - 1, accept)).decision != PASS or plan.n1 - 1 == accept


@given(st.integers(10, 300))
@settings(deadline=None, max_examples=60)
def test_a_two_stage_plan_passes_at_its_accept_numbers(population):
    plan = round_plan(population)
    assert estimate(plan, Counts(plan.n1, plan.accept1)).decision == PASS
    assert estimate(plan, Counts(plan.n1, plan.accept1 + 1)).decision != PASS
    for x1 in range(plan.accept1 + 1, plan.reject1):
        assert estimate(plan, Counts(plan.n1, x1), Counts(plan.n2, plan.accept2 - x1)).decision == PASS
    assert estimate(plan, Counts(plan.n1, plan.reject1)).decision != PASS
