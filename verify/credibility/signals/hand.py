"""What one hand leaves in the endings of a roster, as sums that may be added up over rosters.

Of no weight in the score of a dossier, where it says little; the agencies' comparison adds it up over an agency's dossiers.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.tails import fancy

FEWEST = 15  # numbers
LAGS = 3  # rows apart that are held against each other
_SORTED = 0.8  # of neighbouring rows in rising (or falling) order from which on a roster was sorted by number
_SHUFFLED = 199


def hand(
    number: np.ndarray, odds: np.ndarray, chains: tuple[np.ndarray, np.ndarray], rng: np.random.Generator
) -> Mapping[str, float]:
    """Return how far the endings of numbers look made up, in standard errors; empty where there are too few.

    ``number``: mobiles along the file. ``odds``, ``chains``: for all 100,000 endings, log odds of a made-up one, and its
    neighbouring digits that are equal, and that differ by one. Fancy tails are left out. ``chain``: the mean log odds
    against that of the digits of each place shuffled over the rows. ``near``: whether rows within LAGS of each other have
    like odds, by Moran's I under randomisation (Cliff and Ord 1981); left out where the roster is sorted by number. Both
    are about standard normal in an honest roster of any kind, and independent. ``rows``: numbers that count.
    """
    ending = number % 100_000
    counts = ~fancy()[ending % 10_000]
    number, ending = number[counts], ending[counts]
    size = len(ending)
    if size < FEWEST:
        return {}
    mixed = np.repeat((ending // 10_000 * 10_000)[None].astype(np.int32), _SHUFFLED, axis=0)
    for place in range(4):
        mixed += chance.shuffles(rng, (ending // 10**place % 10 * 10**place).astype(np.int32), place)[
            :_SHUFFLED
        ]
    counted = ~fancy()[mixed % 10_000]
    simulated = _means(odds[mixed], counted)
    spread = float(simulated.std())
    if spread == 0:
        return {}
    same, step = (float(_means(table[mixed], counted).mean()) * size for table in chains)
    found = {
        "rows": size,
        "chain": round(float((odds[ending].mean() - simulated.mean()) / spread), 3),
        "same": int(chains[0][ending].sum()),
        "same_usual": round(same, 1),
        "step": int(chains[1][ending].sum()),
        "step_usual": round(step, 1),
    }
    near = None if _is_sorted(number) or _is_sorted(ending % 10_000) else moran(odds[ending])
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


def _means(values: np.ndarray, counted: np.ndarray) -> np.ndarray:
    return np.asarray((values * counted).sum(1) / np.maximum(counted.sum(1), 1))


def _is_sorted(number: np.ndarray) -> bool:
    rising = float((np.diff(number) > 0).mean())
    return max(rising, 1 - rising) > _SORTED
