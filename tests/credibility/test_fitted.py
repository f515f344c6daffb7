"""What was fitted ships as plain arrays: the same answers as scikit-learn, tied to its reference, quick to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from sklearn.ensemble import IsolationForest

from verify.credibility import fitted as fitted_module
from verify.credibility.components import TYPED
from verify.credibility.detect import Joined, p_values
from verify.credibility.fitted import fit, parse, shipped_fit, write
from verify.credibility.fitting import _lifted, forest
from verify.credibility.reference import CALIBRATION, FIT, FORGED, Reference, shipped
from verify.credibility.vector import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
LIGHT = """
import sys
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import honest
from verify.credibility.score import assess
assert next(iter(assess(as_batch([honest("residents", 1, 40)])).scores.values())).score is not None
print(sorted({name.split(".")[0] for name in sys.modules} & {"sklearn", "scipy"}))
"""


def small(dossiers: int = 300, forged: int = 10) -> Reference:
    """A reference of a few dossiers, some of them forged."""
    rng = np.random.default_rng(1)
    roles = (FIT,) * dossiers + (CALIBRATION,) * dossiers + (FORGED,) * forged
    vectors = np.round(rng.exponential(0.3, (len(roles), len(COLUMNS))), 3)
    vectors[2 * dossiers :] += 2
    return Reference("small", roles, ("synthetic",) * len(roles), vectors)


def test_a_forest_as_arrays_gives_what_scikit_learn_gives() -> None:
    rng = np.random.default_rng(2)
    model = IsolationForest(n_estimators=50, max_samples=128, random_state=1).fit(
        rng.exponential(1, (500, 6))
    )
    vectors = np.round(rng.exponential(1.5, (400, 6)), 3)
    np.testing.assert_allclose(forest(model)(vectors), -model.score_samples(vectors), atol=1e-6)


@pytest.mark.parametrize("strengths", [(0.0, 0.0), (1.3, 0.7), (2.5, 0.0), (12.0, 12.0), (0.4, 0.9, 1.1)])
def test_strengths_are_joined_as_fisher_has_it(strengths: tuple[float, ...]) -> None:
    p = stats.chi2.sf(2 * np.log(10) * sum(strengths), 2 * len(strengths))
    found = Joined(tuple(range(len(strengths))))(np.array([[*strengths, 99.0]]))
    assert found[0] == pytest.approx(-np.log10(p), abs=1e-9)


def test_typed_digits_that_show_by_halves_in_two_ways_add_up() -> None:
    """Half a roster typed: neither the chain nor the window stands out alone, the two together do."""
    vectors = np.zeros((4, len(COLUMNS)))
    chain, window = (COLUMNS.index(name) for name in TYPED)
    vectors[1, chain] = vectors[2, window] = vectors[3, [chain, window]] = 1.7
    nothing, one, other, both = p_values(shipped_fit().arms, vectors)[0]
    assert nothing == 1.0
    assert both < 0.05 < min(one, other)


def test_what_was_fitted_survives_writing_and_reading() -> None:
    whole = fit(small())
    again = parse(write(whole))
    assert [arm.name for arm in again.arms] == ["diffuse", "sparse", "learned"]
    assert again.facts == whole.facts
    vectors = np.random.default_rng(3).exponential(1, (200, len(COLUMNS)))
    np.testing.assert_array_equal(p_values(again.arms, vectors)[0], p_values(whole.arms, vectors)[0])


def test_a_dossier_that_shows_nothing_is_never_odd_whatever_was_learned() -> None:
    """Lifted and plain dossiers were mixed once: zeros then looked like the failed ones, and honest dossiers hit the floor."""
    rng = np.random.default_rng(5)
    reference = small(1000, 12)
    vectors = np.where(rng.random(reference.vectors.shape) < 0.8, 0.0, reference.vectors)
    vectors[2000:, 4] = 5.0
    arms = fit(Reference("taught", reference.roles, reference.origins, vectors)).arms
    found, each = p_values(arms, np.vstack([np.zeros(len(COLUMNS)), vectors[-1]]))
    assert found[0] == 1
    assert each[2][1] < 0.01


def test_what_ships_was_fitted_to_the_reference_that_ships() -> None:
    """Stale means: run python -m benchmarks.build_reference."""
    assert shipped_fit().facts == shipped().facts()
    fresh = fit(shipped())
    vectors = np.random.default_rng(4).exponential(1, (300, len(COLUMNS)))
    np.testing.assert_allclose(
        p_values(shipped_fit().arms, vectors)[0], p_values(fresh.arms, vectors)[0], atol=1e-3
    )


def test_a_fit_to_another_reference_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    stale = small(290, 0)
    monkeypatch.setattr(fitted_module, "parse", lambda _: fit(stale))
    monkeypatch.setattr(fitted_module, "shipped", lambda: small(280, 0))
    found = fitted_module.shipped_fit.__wrapped__()
    assert found.facts["dossiers"] == 280


def test_a_score_loads_neither_scikit_learn_nor_scipy() -> None:
    run = subprocess.run([sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("role", [FIT, CALIBRATION])
def test_fitted_and_held_out_dossiers_are_lifted_alike(role: str) -> None:
    """Components that hardly ever show anything are lifted to an exact null; what the reference shows more, stays."""
    reference = small(1000, 0)
    lifted = _lifted(reference, role, range(len(COLUMNS)))
    assert (lifted >= reference.of(role)).all()
    for tenfold in (1, 2):
        share = (lifted > tenfold).mean(axis=0)
        assert (np.abs(share - 10.0**-tenfold) <= 0.3 * 10.0**-tenfold).all()
