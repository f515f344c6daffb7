"""Several dossiers' strengths taken together, and set beside those of other agencies' dossiers.

Both leave out the dossier that shows most. One bad roster is that dossier's own affair, and is said there; an agency
is named only for what its other dossiers show, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, log, log10, sqrt

import numpy as np

CAP = 3.0  # strength that one dossier may bring in: one in a thousand
DRAWS = 4_999
HIGHEST = 3.09  # the same for a distance in standard errors
_SUMS, _FEW = 9_999, 20  # simulated sums; so few beyond the observed one are taken from the normal tail
_LEAST = 1e-12


def together(strengths: np.ndarray) -> float:
    """P-value of several strengths, but for the largest.

    Fisher (1932): with p = 10 ** -strength at most uniform, -ln p is at most exponential. The sum of n exponentials
    without the largest is that of independent ones with means 1 - 1/k, k = 2 ... n (Renyi 1953). Strengths under a
    generous null are smaller, never larger, and so is the sum.
    """
    rest = without_top(strengths)
    return _survival(float(rest.sum()) * log(10), len(strengths)) if len(rest) else 1.0


def usual(count: int) -> float:
    """Mean of ``count`` strengths without the largest, where every null is met exactly: what is usual at most."""
    means = [1 - 1 / k for k in range(2, count + 1)]
    return sum(means) / (len(means) * log(10)) if means else 0.0


def without_top(strengths: np.ndarray) -> np.ndarray:
    """Return the strengths in rising order, capped, but for the largest."""
    return np.sort(np.minimum(strengths, CAP))[:-1]


def joined(strengths: Sequence[float]) -> float:
    """Return one strength for several components of one dossier (Fisher)."""
    total, term = sum(strengths) * log(10), 1.0
    tail = term
    for k in range(1, len(strengths)):
        term *= total / k
        tail += term
    return max(0.0, total / log(10) - log10(tail))


def _survival(total: float, count: int) -> float:
    """P(sum over k = 2 ... count of exponentials with mean 1 - 1/k >= total), by uniformisation at rate 2."""
    go = np.array([k / (k - 1) for k in range(2, count + 1)]) / 2
    stage = np.zeros(len(go))
    stage[0] = 1.0
    weight, left, out = exp(-2 * total), 1.0, 0.0
    for step in range(1, int(2 * total + 12 * (2 * total) ** 0.5) + 100):
        out += weight * float(stage.sum())
        left -= weight
        weight *= 2 * total / step
        moved = stage * go
        stage = stage - moved
        stage[1:] += moved[:-1]
        if left < _LEAST and step > 2 * total:
            break
    return float(min(1.0, max(out, _LEAST)))


def hands(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the p-value, and the distance in standard errors, of a weighted sum of standard normals but for its largest term.

    ``values``: how far each dossier's endings look made up, capped at HIGHEST; ``weights``: the root of its numbers, so
    that the sum is that of one long roster. Monte-Carlo, and beyond the simulated sums the normal tail.
    """
    drawn = np.random.default_rng([20170620, len(values)]).standard_normal((_SUMS, len(values)))
    simulated = _but_largest(np.minimum(drawn, HIGHEST) * weights)
    observed = float(_but_largest((np.minimum(values, HIGHEST) * weights)[None])[0])
    above = int(np.count_nonzero(simulated >= observed))
    far = float((observed - simulated.mean()) / simulated.std())
    p = (1 + above) / (_SUMS + 1) if above >= _FEW else min(_FEW / _SUMS, erfc(far / sqrt(2)) / 2)
    return max(_LEAST, p), far


def _but_largest(terms: np.ndarray) -> np.ndarray:
    return np.asarray(terms.sum(1) - terms.max(1))


def beside(values: np.ndarray, weights: np.ndarray, mine: np.ndarray, strata: np.ndarray) -> float:
    """P-value of the agency's mean, but for its largest value, if dossiers of one stratum had been dealt at random.

    ``values``: a share or strength per dossier; ``weights``: what each counts (rows answered, or 1). Monte-Carlo:
    (1 + #{dealt >= observed}) / (DRAWS + 1), chance seeded by the values.
    """
    seed = np.ascontiguousarray(np.sort(values), dtype="<f8").view(np.uint64).sum(dtype=np.uint64)
    rng = np.random.default_rng([20170620, int(seed)])
    dealt, weighed = [], []
    for stratum in np.unique(strata[mine]):
        at = np.flatnonzero(strata == stratum)
        taken = int(mine[at].sum())
        order = np.argsort(rng.random((DRAWS, len(at)), dtype=np.float32), axis=1)[:, :taken]
        dealt.append(values[at][order])
        weighed.append(weights[at][order])
    simulated = mean(np.concatenate(dealt, axis=1), np.concatenate(weighed, axis=1))
    observed = mean(values[mine][None], weights[mine][None])[0]
    return float((1 + np.count_nonzero(simulated >= observed - 1e-9)) / (DRAWS + 1))


def mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean of each line without its largest value."""
    weights = weights.astype(float).copy()
    weights[np.arange(len(values)), values.argmax(1)] = 0.0
    return np.asarray((values * weights).sum(1) / np.maximum(weights.sum(1), 1e-12))
