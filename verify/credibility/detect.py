"""How odd a vector is among reference vectors, as a conformal p-value.

Two arms look at every dossier: the diffuse one at components that show when every row is a little odd, the
sparse one at components that show when a few rows are very odd. A third arm exists once callbacks have failed
some dossiers: it looks for what those have in common. Arms are joined by Bonferroni. Each arm's p-value is
(1 + #{held-out reference dossiers at least as odd}) / (D + 1), which is right, whatever the detectors do, as
long as the dossier is exchangeable with the reference (Vovk, Gammerman and Shafer 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from sklearn.covariance import EmpiricalCovariance
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from verify.credibility.reference import CALIBRATION, FIT, FORGED, Reference
from verify.credibility.vector import COLUMNS, CONTEXT, DIFFUSE, SPARSE

_SEED = 20170620
LEARN_FROM = 8  # forged dossiers that the third arm needs


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
    """scikit-learn's isolation forest: good at odd combinations, flat beyond the range it was fitted on."""

    model: Any

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        return np.asarray(-self.model.score_samples(vectors))


@dataclass(frozen=True, slots=True)
class Distance:
    """Mahalanobis distance beyond the mean: grows without end, and looks only at what is too strong."""

    model: Any

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        beyond = np.maximum(vectors, self.model.location_)
        return np.asarray(np.sqrt(self.model.mahalanobis(beyond)))


@dataclass(frozen=True, slots=True)
class Mean:
    """Several detectors, each on the scale of the fitted dossiers (median, interquartile range), averaged."""

    parts: tuple[tuple[Oddity, float, float], ...]

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        vectors = _filled(vectors)
        scaled = [(part(vectors) - middle) / width for part, middle, width in self.parts]
        return np.asarray(np.mean(scaled, axis=0))


@dataclass(frozen=True, slots=True)
class Learned:
    """Logistic regression between dossiers that passed and dossiers that failed their callbacks."""

    model: Any

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        return np.asarray(self.model.decision_function(_filled(vectors)))


DETECTORS = ("forest", "distance")


def arms(
    reference: Reference,
    detectors: Sequence[str] = DETECTORS,
    without: Sequence[str] = (),
    context: bool = False,
) -> tuple[Arm, ...]:
    """Fit the arms to a reference. For ablation: signals (SG02) to leave out, CONTEXT counted too."""
    found = []
    for name, columns in (("diffuse", (*DIFFUSE, *(CONTEXT if context else ()))), ("sparse", SPARSE)):
        kept = tuple(COLUMNS.index(c) for c in columns if c.split(".")[0] not in without)
        if kept:
            found.append(_unsupervised(name, kept, reference, detectors))
    if len(reference.of(FORGED)) >= LEARN_FROM:
        found.append(_learned(reference, without))
    return tuple(found)


def p_values(fitted: Sequence[Arm], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (p-values joined by Bonferroni, p-values by arm: arms x dossiers)."""
    each = np.array([arm.p_values(vectors) for arm in fitted])
    return np.minimum(1.0, len(fitted) * each.min(axis=0)), each


def _unsupervised(name: str, columns: tuple[int, ...], reference: Reference, detectors: Sequence[str]) -> Arm:
    learn = _spread(_filled(reference.of(FIT)[:, list(columns)]))
    made: dict[str, Oddity] = {}
    if "forest" in detectors:
        forest = IsolationForest(n_estimators=100, max_samples=256, random_state=_SEED)
        made["forest"] = Forest(forest.fit(learn))
    if "distance" in detectors:
        made["distance"] = Distance(EmpiricalCovariance().fit(learn))
    scaled = []
    for detector in made.values():
        low, middle, high = np.quantile(detector(learn), (0.25, 0.5, 0.75))
        scaled.append((detector, float(middle), float(high - low)))
    return _calibrated(name, columns, Mean(tuple(scaled)), reference)


def _learned(reference: Reference, without: Sequence[str]) -> Arm:
    columns = tuple(place for place, name in enumerate(COLUMNS) if name.split(".")[0] not in without)
    honest = _filled(reference.of(FIT)[:, list(columns)])
    forged = _filled(reference.of(FORGED)[:, list(columns)])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, class_weight="balanced", max_iter=2000))
    answers = np.repeat([0, 1], [len(honest), len(forged)])
    learned = Learned(model.fit(np.vstack([honest, forged]), answers))
    return _calibrated("learned", columns, learned, reference)


def _calibrated(name: str, columns: tuple[int, ...], oddity: Oddity, reference: Reference) -> Arm:
    held_out = oddity(reference.of(CALIBRATION)[:, list(columns)])
    return Arm(name, columns, oddity, np.sort(np.round(held_out, 6)))


def _filled(vectors: np.ndarray) -> np.ndarray:
    """What could not be tested counts as nothing seen."""
    return np.asarray(np.nan_to_num(vectors, nan=0.0))


def _spread(vectors: np.ndarray) -> np.ndarray:
    """Lift the strengths to what an exact null would give.

    Most nulls are generous, so that honest dossiers show 0 nearly throughout, and a detector fitted on zeros
    would find any other number odd. Under an exact null a strength exceeds s with chance 10^-s; the fitted
    dossiers are lifted to that, so nothing is odd that one honest dossier in ten would show.
    """
    rng = np.random.default_rng(_SEED)
    return np.asarray(np.maximum(vectors, -np.log10(1 - rng.random(vectors.shape))))
