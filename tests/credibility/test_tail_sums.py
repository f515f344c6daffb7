"""Tails as sums of terms agree with a statistics package."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from verify.credibility import tail_sums

CLOSE = 1e-9


@pytest.mark.parametrize("mean", [0.01, 0.7, 5.0, 80.0, 2500.0])
@pytest.mark.parametrize("beyond", [-3, 0, 1, 6, 40])
def test_poisson(mean: float, beyond: int) -> None:
    observed = max(1, round(mean + beyond * np.sqrt(mean) + (beyond > 0)))
    expected = max(float(stats.poisson.logsf(observed - 1, mean)), np.log(1e-300))
    assert tail_sums.poisson_upper(observed, mean) == pytest.approx(expected, rel=1e-7, abs=CLOSE)


@pytest.mark.parametrize("trials", [6, 43, 200, 6000])
@pytest.mark.parametrize("rate", [0.02, 0.45, 0.9])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 1.0])
def test_binomial(trials: int, rate: float, share: float) -> None:
    observed = max(1, round(share * trials))
    expected = max(float(stats.binom.logsf(observed - 1, trials, rate)), np.log(1e-300))
    assert tail_sums.binomial_upper(observed, trials, rate) == pytest.approx(expected, rel=1e-7, abs=CLOSE)


@pytest.mark.parametrize(("missing", "steps"), [(0, 1), (0, 59), (3, 40), (30, 40), (200, 150)])
def test_negative_binomial(missing: int, steps: int) -> None:
    expected = float(stats.nbinom.logcdf(missing, steps, 0.8))
    assert tail_sums.negative_binomial_lower(missing, steps, 0.8) == pytest.approx(
        expected, rel=1e-7, abs=CLOSE
    )


@pytest.mark.parametrize("deviations", [0.0, 1.5, 4.0, 12.0])
def test_normal(deviations: float) -> None:
    expected = float(stats.norm.logsf(deviations))
    assert tail_sums.normal_upper(deviations) == pytest.approx(expected, rel=1e-9)


def test_what_cannot_be_and_what_must_be() -> None:
    assert tail_sums.poisson_upper(0, 3.0) == tail_sums.binomial_upper(0, 5, 0.2) == 0.0
    assert tail_sums.poisson_upper(2, 0.0) == tail_sums.binomial_upper(3, 2, 0.5) == np.log(1e-300)
