"""What one hand leaves in the endings of a roster, as sums that may be added up over rosters.

Of no weight in the score of a dossier, where it says little; the agencies' comparison adds it up over an agency's dossiers.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from verify.credibility.signals.tails import fancy

FEWEST = 15  # numbers
LAGS = 3  # rows apart that are held against each other
_SORTED = 0.8  # of neighbouring rows in rising (or falling) order from which on a roster was sorted by number


def hand(number: np.ndarray, odds: np.ndarray, figures: Mapping[str, float]) -> Mapping[str, float]:
    """Return how far the endings of numbers look made up, in standard errors; empty where there are too few.

    ``number``: different mobiles along the file. ``odds``: for all 100,000 endings, log odds of a made-up one. Fancy
    tails are left out. ``figures``: ``chain``, the mean log odds against those of the digits of each place shuffled over the
    numbers; equal neighbouring digits and those that differ by one, as counted and as usual. Added: ``near``, whether
    numbers within LAGS rows of each other have like odds, by Moran's I under randomisation (Cliff and Ord 1981), unless the
    roster is sorted by number; ``rows``, the numbers that count. ``chain`` and ``near`` are about standard normal
    in an honest roster of any kind, and independent.
    """
    number = number[~fancy()[number % 10_000]]
    if len(number) < FEWEST or "chain" not in figures:
        return {}
    found = {"rows": len(number), **figures}
    near = None if _is_sorted(number) or _is_sorted(number % 10_000) else moran(odds[number % 100_000])
    return found if near is None else {**found, "near": round(near, 3)}


def moran(values: np.ndarray, lags: int = LAGS) -> float | None:
    """Return Moran's I of neighbours within ``lags`` in standard errors under randomisation (Cliff and Ord 1981).

    None where the values are all equal or fewer than eight.
    """
    size = len(values)
    centred = values - values.mean()
    square = float((centred**2).sum())
    if size < 8 or square == 0:
        return None
    joins = np.zeros(size)
    product = 0.0
    for lag in range(1, lags + 1):
        product += 2 * float((centred[:-lag] * centred[lag:]).sum())
        joins[lag:] += 1
        joins[:-lag] += 1
    s0, s1, s2 = float(joins.sum()), 2 * float(joins.sum()), float(4 * (joins**2).sum())
    mean, kurtosis = -1 / (size - 1), size * float((centred**4).sum()) / square**2
    first = size * ((size**2 - 3 * size + 3) * s1 - size * s2 + 3 * s0**2)
    second = kurtosis * ((size**2 - size) * s1 - 2 * size * s2 + 6 * s0**2)
    variance = (first - second) / ((size - 1) * (size - 2) * (size - 3) * s0**2) - mean**2
    return float((size / s0 * product / square - mean) / np.sqrt(variance)) if variance > 0 else None


def _is_sorted(number: np.ndarray) -> bool:
    rising = float((np.diff(number) > 0).mean())
    return max(rising, 1 - rising) > _SORTED
