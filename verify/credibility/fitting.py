"""Fits the arms to a reference with scikit-learn, and takes out of its models what a score needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.covariance import EmpiricalCovariance
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from verify.credibility.components import TYPED
from verify.credibility.detect import Arm, Distance, Forest, Joined, Learned, Mean, Oddity, filled
from verify.credibility.reference import CALIBRATION, FIT, FORGED, LEARN_FROM, Reference
from verify.credibility.vector import COLUMNS, CONTEXT, DIFFUSE, SPARSE

_SEED = 20170620
DETECTORS = ("forest", "distance", "typed")


def arms(
    reference: Reference,
    detectors: Sequence[str] = DETECTORS,
    without: Sequence[str] = (),
    context: bool = False,
    lift: bool = True,
) -> tuple[Arm, ...]:
    """Fit the arms to a reference. For ablation: signals (SG02) to leave out, CONTEXT counted too, nothing lifted."""
    found = []
    for name, columns in (("diffuse", (*DIFFUSE, *(CONTEXT if context else ()))), ("sparse", SPARSE)):
        kept = tuple(COLUMNS.index(c) for c in columns if c.split(".")[0] not in without)
        if kept:
            typed = (
                tuple(COLUMNS.index(c) for c in TYPED) if name == "diffuse" and "typed" in detectors else ()
            )
            typed = typed if set(typed) & set(kept) else ()
            if typed or {"forest", "distance"} & set(detectors):
                found.append(_unsupervised(name, kept, typed, reference, detectors, lift))
    if len(reference.of(FORGED)) >= LEARN_FROM:
        found.append(_learned(reference, without))
    return tuple(found)


def _unsupervised(
    name: str,
    own: tuple[int, ...],
    typed: tuple[int, ...],
    reference: Reference,
    detectors: Sequence[str],
    lift: bool,
) -> Arm:
    """Fit forest and distance to the arm's ``own`` columns; ``typed``: columns that are joined besides, or none."""
    columns = (*own, *(place for place in typed if place not in own))
    learn = _lifted(reference, FIT, columns, lift)
    first = learn[:, : len(own)]
    made: list[Oddity] = []
    if "forest" in detectors:
        model = IsolationForest(n_estimators=100, max_samples=256, random_state=_SEED)
        made.append(forest(model.fit(first)))
    if "distance" in detectors:
        covariance = EmpiricalCovariance().fit(first)
        made.append(Distance(covariance.location_, covariance.get_precision()))
    if typed:
        made.append(Joined(tuple(columns.index(place) for place in typed)))
    scaled = []
    for detector in made:
        low, middle, high = np.quantile(detector(learn), (0.25, 0.5, 0.75))
        scaled.append((detector, float(middle), float(high - low) or 1.0))
    return _calibrated(name, columns, Mean(tuple(scaled)), reference, lift)


def _learned(reference: Reference, without: Sequence[str]) -> Arm:
    """What the dossiers have in common that callbacks failed.

    Both sides are lifted alike, or whoever shows nothing would look like them; and a strength can only speak against a
    roster, so that none is odd for showing less.
    """
    columns = tuple(place for place, name in enumerate(COLUMNS) if name.split(".")[0] not in without)
    honest, forged = (_lifted(reference, role, columns) for role in (FIT, FORGED))
    scale = StandardScaler().fit(np.vstack([honest, forged]))
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=2000)
    answers = np.repeat([0, 1], [len(honest), len(forged)])
    model.fit(scale.transform(np.vstack([honest, forged])), answers)
    weights = np.maximum(model.coef_[0], 0.0) / scale.scale_
    return _calibrated("learned", columns, Learned(weights, float(-weights @ scale.mean_)), reference)


def _calibrated(
    name: str, columns: tuple[int, ...], oddity: Oddity, reference: Reference, lift: bool = True
) -> Arm:
    held_out = oddity(_lifted(reference, CALIBRATION, columns, lift))
    return Arm(name, columns, oddity, np.sort(np.round(held_out, 6)))


def _lifted(reference: Reference, role: str, columns: Sequence[int], lift: bool = True) -> np.ndarray:
    """Strengths of a role, lifted to what an exact null would give.

    Most nulls are generous, so that honest dossiers show 0 nearly throughout: a detector fitted on zeros would find
    any other number odd, and a p-value calibrated on zeros would take back what the nulls had granted. Under an exact
    null a strength exceeds s with chance 10^-s: of D dossiers the k-th strongest shows log10(D / (k - 1/2)). Whatever
    a component shows less than that is lifted to it, in fitted and held-out dossiers alike (equal ones in random
    order), so nothing is odd that honest dossiers would show whose signals met their nulls exactly. Where the
    reference itself shows more, that stays.
    """
    vectors = filled(reference.of(role)[:, list(columns)])
    if not lift:
        return vectors
    rng = np.random.default_rng([_SEED, *role.encode(), len(columns)])
    size = len(vectors)
    exact = np.log10(size / (np.arange(size, 0, -1) - 0.5))
    for column in range(vectors.shape[1]):
        order = np.lexsort((rng.random(size), vectors[:, column]))
        vectors[order, column] = np.maximum(vectors[order, column], exact)
    return vectors


def forest(model: IsolationForest) -> Forest:
    """Take the trees out of a fitted forest; a threshold is rounded down to what 32 bits hold, which changes no step."""
    roots, feature, threshold, left, right, length = [], [], [], [], [], []
    start = deepest = 0
    for estimator in model.estimators_:
        tree = estimator.tree_
        count, leaf, own = tree.node_count, tree.children_left < 0, np.arange(tree.node_count)
        depth = np.zeros(count, int)
        for node in np.flatnonzero(~leaf):  # parents stand before their children
            depth[[tree.children_left[node], tree.children_right[node]]] = depth[node] + 1
        roots.append(start)
        feature.append(np.where(leaf, 0, tree.feature))
        threshold.append(_down(tree.threshold))
        left.append(start + np.where(leaf, own, tree.children_left))
        right.append(start + np.where(leaf, own, tree.children_right))
        length.append(depth + _usual(tree.n_node_samples))
        deepest, start = max(deepest, int(depth.max())), start + count
    usual = float(_usual(np.array([model.max_samples_]))[0])
    return Forest(
        np.array(roots, np.int32),
        np.concatenate(feature).astype(np.int8),
        np.concatenate(threshold),
        np.concatenate(left).astype(np.int32),
        np.concatenate(right).astype(np.int32),
        np.concatenate(length).astype(np.float32),
        deepest,
        usual,
    )


def _down(values: np.ndarray) -> np.ndarray:
    near = values.astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)


def _usual(sizes: np.ndarray) -> np.ndarray:
    """Average path length in a tree of so many (Liu, Ting and Zhou 2008)."""
    sizes = np.asarray(sizes, float)
    many = 2 * (np.log(np.maximum(sizes - 1, 1)) + np.euler_gamma) - 2 * (sizes - 1) / np.maximum(sizes, 1)
    return np.asarray(np.where(sizes <= 1, 0.0, np.where(sizes == 2, 1.0, many)))
