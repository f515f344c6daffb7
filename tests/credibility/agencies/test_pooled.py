"""Strengths taken together: against closed forms, and against chance itself."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from scipy import stats

from verify.credibility.agencies import pooled
from verify.credibility.agencies.intervals import exact


@pytest.mark.parametrize(("first", "second"), [(0.3, 0.9), (1.0, 1.0), (0.0, 2.0)])
def test_of_two_the_smaller_counts(first: float, second: float) -> None:
    """The smaller of two exponentials is exponential with half the mean."""
    smaller = min(first, second) * log(10)
    assert pooled.together(np.array([first, second])) == pytest.approx(exp(-2 * smaller), rel=1e-9)


@pytest.mark.parametrize("count", [3, 8, 20, 60])
def test_under_an_exact_null_the_p_value_is_uniform(count: int) -> None:
    rng = np.random.default_rng(count)
    p = [pooled.together(-np.log10(rng.random(count))) for _ in range(2000)]
    # Strengths are capped, so that the p-value can only be larger than an exact one.
    assert stats.kstest(p, "uniform", alternative="greater").pvalue > 0.01
    assert 0.4 < np.mean(p) < 0.56


def test_one_dossier_however_strong_is_not_its_agency() -> None:
    calm = np.full(7, 0.2)
    assert pooled.together(np.append(calm, 12.0)) == pooled.together(np.append(calm, 0.3))


def test_what_is_usual_is_the_mean_under_an_exact_null() -> None:
    rng = np.random.default_rng(1)
    means = [pooled.without_top(-np.log10(rng.random(8))).mean() for _ in range(4000)]
    assert pooled.usual(8) == pytest.approx(np.mean(means), abs=0.01)


def test_two_components_of_one_dossier_are_joined_as_fisher_has_it() -> None:
    strengths = [1.3, 0.7]
    p = stats.chi2.sf(2 * log(10) * sum(strengths), 4)
    assert pooled.joined(strengths) == pytest.approx(-np.log10(p))


def test_against_like_dossiers_only() -> None:
    """What all banks show is nothing that the agency of some banks shows."""
    values = np.array([2.0] * 8 + [0.1] * 8)
    mine = np.array([True] * 4 + [False] * 12)
    kinds = np.array([0] * 8 + [1] * 8)
    ones = np.ones(16)
    assert pooled.beside(values, ones, mine, kinds) == 1.0
    assert pooled.beside(values, ones, mine, np.zeros(16, int)) < 0.1


def test_dealt_at_random_the_p_value_is_fair() -> None:
    rng = np.random.default_rng(2)
    mine = np.arange(20) < 6
    p = [pooled.beside(rng.random(20), np.ones(20), mine, np.zeros(20, int)) for _ in range(300)]
    assert np.mean(np.array(p) <= 0.1) <= 0.16


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (5, 10, 0.1871, 0.8129),
        (1, 20, 0.0013, 0.2487),
        (10, 10, 0.6915, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_exact_intervals_as_published(count: int, of: int, low: float, high: float) -> None:
    """Clopper and Pearson (1934); the figures of every textbook's table at 95 %."""
    assert exact(count, of) == pytest.approx((low, high), abs=5e-5)
