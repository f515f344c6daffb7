"""Do odd rows stand together? A scan over windows of consecutive rows."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail

SHARES = (0.05, 0.1, 0.2, 0.4, 0.5)
_NARROWEST = 8


def scan(values: np.ndarray, rng: np.random.Generator) -> tuple[Tail, np.ndarray]:
    """Return how odd the oddest window is among rows in random order, and 1.0 for the rows inside it.

    ``values``: one number per row along the file, high = odd. The window
    statistic is the window's mean in standard errors; windows of several lengths are looked at together.
    """
    spread = float(values.std())
    if spread == 0:
        return chance.NOTHING, np.zeros(len(values))
    standard = ((values - values.mean()) / spread).astype(np.float32)
    lengths = sorted({max(_NARROWEST, round(share * len(values))) for share in SHARES})
    lengths = [length for length in lengths if length <= len(values) * 0.6] or [len(values) // 2]
    sums = _sums(standard[None])
    observed, start, length = max(
        (float(totals.max() / np.sqrt(length)), int(totals.argmax()), length)
        for length in lengths
        for totals in [_windows(sums, length)[0]]
    )
    # Canonical order first, so that the simulated rosters do not depend on the order of the file.
    shuffled = _sums(chance.shuffles(rng, np.sort(standard)))
    simulated = np.full(len(shuffled), -np.inf, np.float32)
    for each in lengths:
        np.maximum(simulated, _windows(shuffled, each).max(1) / np.sqrt(each), out=simulated)
    inside = np.zeros(len(values))
    inside[start : start + length] = 1.0
    return chance.upper(observed, simulated), inside


def _sums(values: np.ndarray) -> np.ndarray:
    """Running totals of each line, a zero before them: every window of any length is a difference of two."""
    sums = np.zeros((len(values), values.shape[1] + 1), np.float32)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


def _windows(sums: np.ndarray, length: int) -> np.ndarray:
    """Total of each window of a length."""
    return np.asarray(sums[:, length:] - sums[:, :-length])
