"""How odd a vector is among reference vectors, as a conformal p-value: what was fitted, as plain arrays.

Two arms look at every dossier: the diffuse one at components that show when every row is a little odd, the
sparse one at components that show when a few rows are very odd. A third arm exists once callbacks have failed
some dossiers: it looks for what those have in common. Arms are joined by Bonferroni. Each arm's p-value is
(1 + #{held-out reference dossiers at least as odd}) / (D + 1), which is right, whatever the detectors do, as
long as the dossier is exchangeable with the reference (Vovk, Gammerman and Shafer 2005).

scikit-learn fits (``fitting``); nothing here needs it, so that a score costs no more than it must.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np


class Oddity(Protocol):
    """A fitted detector: vectors -> how odd, high = odd."""

    def __call__(self, vectors: np.ndarray) -> np.ndarray: ...


@dataclass(frozen=True, slots=True)
class Arm:
    """A detector over some columns, with the oddity of the held-out reference in rising order."""

    name: str
    columns: tuple[int, ...]
    oddity: Oddity
    calibration: np.ndarray

    def p_values(self, vectors: np.ndarray) -> np.ndarray:
        """Return the conformal p-value of each vector."""
        odd = np.round(self.oddity(vectors[:, list(self.columns)]), 6)
        at_least = len(self.calibration) - np.searchsorted(self.calibration, odd, side="left")
        return np.asarray((1 + at_least) / (len(self.calibration) + 1))


@dataclass(frozen=True, slots=True)
class Forest:
    """An isolation forest: good at odd combinations, flat beyond the range it was fitted on.

    Nodes of all trees in a row; ``roots``: where each tree begins; a leaf's ``left`` and ``right`` are itself;
    ``length``: the path that ends in a leaf; ``deepest``: steps that reach every leaf; ``usual``: average path length.
    """

    roots: np.ndarray
    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    length: np.ndarray
    deepest: int
    usual: float

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        values = vectors.astype(np.float32)
        row = np.arange(len(values))[:, None]
        node = np.broadcast_to(self.roots, (len(values), len(self.roots)))
        for _ in range(self.deepest):
            below = values[row, self.feature[node]] <= self.threshold[node]
            node = np.where(below, self.left[node], self.right[node])
        return np.asarray(2.0 ** -(self.length[node].mean(1, dtype=np.float64) / self.usual))


@dataclass(frozen=True, slots=True)
class Distance:
    """Mahalanobis distance beyond the mean: grows without end, and looks only at what is too strong.

    Of the columns only the first, as many as were fitted.
    """

    location: np.ndarray
    precision: np.ndarray

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        beyond = np.maximum(vectors[:, : len(self.location)], self.location) - self.location
        return np.asarray(np.sqrt(np.einsum("ij,jk,ik->i", beyond, self.precision, beyond)))


@dataclass(frozen=True, slots=True)
class Joined:
    """Strengths of two columns or more as one (Fisher 1932): what each shows by half adds up. ``places``: of the columns."""

    places: tuple[int, ...]

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        total = vectors[:, list(self.places)].sum(1) * np.log(10)
        term = tail = np.ones(len(vectors))
        for k in range(1, len(self.places)):
            term = term * total / k
            tail = tail + term
        return np.asarray(np.maximum(0.0, (total - np.log(tail)) / np.log(10)))


@dataclass(frozen=True, slots=True)
class Mean:
    """Several detectors, each on the scale of the fitted dossiers (median, interquartile range), averaged."""

    parts: tuple[tuple[Oddity, float, float], ...]

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        vectors = filled(vectors)
        scaled = [(part(vectors) - middle) / width for part, middle, width in self.parts]
        return np.asarray(np.mean(scaled, axis=0))


@dataclass(frozen=True, slots=True)
class Learned:
    """A straight line between dossiers that passed and dossiers that failed their callbacks."""

    weights: np.ndarray
    start: float

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        return np.asarray(filled(vectors) @ self.weights + self.start)


def p_values(fitted: Sequence[Arm], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (p-values joined by Bonferroni, p-values by arm: arms x dossiers)."""
    each = np.array([arm.p_values(vectors) for arm in fitted])
    return np.minimum(1.0, len(fitted) * each.min(axis=0)), each


def filled(vectors: np.ndarray) -> np.ndarray:
    """What could not be tested counts as nothing seen."""
    return np.asarray(np.nan_to_num(vectors, nan=0.0))
