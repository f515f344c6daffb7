"""The vector of a dossier: one number per component of a signal, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from verify.credibility.signals import Signal

# Components, by what they catch. Diffuse: every row is a little odd. Sparse: a few rows are very odd.
DIFFUSE = (
    "SG02.chain",
    "SG02.digits",
    "SG03.even",
    "SG05.given",
    "SG05.stock",
    "SG07.cards",
    "SG08.impossible",
)
SPARSE = ("SG01.near", "SG01.copies", "SG02.window", "SG03.stretch", "SG04.twins", "SG05.stretch")
# Measured and shown, but of no weight: in the benchmark the score does no worse without it. The arm that learns
# from callbacks sees it, so that it can earn a place.
CONTEXT = ("SG06.turn",)
COLUMNS = (*DIFFUSE, *SPARSE, *CONTEXT)
PLACES = 3  # decimals that are kept, so that a stored vector and a fresh one are the same


def vector(signals: Iterable[Signal]) -> np.ndarray:
    """Return the vector of a dossier by COLUMNS; NaN where a component was not testable."""
    found = dict.fromkeys(COLUMNS, np.nan)
    for signal in signals:
        for name, tail in signal.parts.items():
            found[f"{signal.code}.{name}"] = tail.strength
    return np.round(np.array([found[name] for name in COLUMNS]), PLACES)
