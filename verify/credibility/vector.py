"""The vector of a dossier: one number per component of a signal, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from verify.credibility.components import COLUMNS, CONTEXT, DIFFUSE, SPARSE
from verify.credibility.signals import Signal

__all__ = ["COLUMNS", "CONTEXT", "DIFFUSE", "PLACES", "SPARSE", "vector"]

PLACES = 3  # decimals that are kept, so that a stored vector and a fresh one are the same


def vector(signals: Iterable[Signal]) -> np.ndarray:
    """Return the vector of a dossier by COLUMNS; NaN where a component was not testable."""
    found = dict.fromkeys(COLUMNS, np.nan)
    for signal in signals:
        for name, tail in signal.parts.items():
            found[f"{signal.code}.{name}"] = tail.strength
    return np.round(np.array([found[name] for name in COLUMNS]), PLACES)
