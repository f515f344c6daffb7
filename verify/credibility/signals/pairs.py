"""Pairs of mobiles: which stand alone, which are of one surname, what honest rosters have beyond chance."""

from __future__ import annotations

import numpy as np

from verify.credibility.signals.signal import Look
from verify.credibility.view import DossierView

CLUSTERING = 1.25  # real numbers cluster a little within a block: dealers sell them shelf by shelf
# Close or alike pairs per row that honest rosters have beyond chance. Two numbers close to each other and to no third are
# a couple's or two friends' more often than not, and of one surname a family's; three and more are seldom innocent.
COUPLES, CLUSTERS, KIN = 0.04, 0.01, 0.08
SELDOM = 0.5  # of the chance that the looks at a component share: what a look that seldom speaks is given

Seen = tuple[Look, np.ndarray]  # a look, and how much each mobile is part of it


def lone(view: DossierView, index: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs that no third number is close to, and pairs of one surname."""
    degree = pairs.sum(0) + pairs.sum(1)
    lone = pairs & (degree == 1)[:, None] & (degree == 1)[None, :]
    surname = view.name[index].astype("U1")
    return np.asarray(lone), np.asarray(surname[:, None] == surname[None, :])


def involved(pairs: np.ndarray) -> np.ndarray:
    """Return 1.0 for each mobile that is in one of the pairs."""
    return np.asarray((pairs.any(0) | pairs.any(1)).astype(float))


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out
