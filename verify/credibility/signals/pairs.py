"""Pairs of mobiles: which stand alone, which are of one surname, what honest rosters have beyond chance."""

from __future__ import annotations

import numpy as np

from verify.credibility.signals.signal import Look
from verify.credibility.view import DossierView

CLUSTERING = 1.25  # real numbers cluster a little within a block: dealers sell them shelf by shelf
# Close or alike pairs per row that honest rosters have beyond chance. Two numbers close to each other and to no third are
# a couple's or two friends' more often than not, and of one surname a family's; three and more are seldom innocent.
COUPLES, CLUSTERS, KIN = 0.04, 0.01, 0.08
SMALL, FEW = 6, 2  # people of a family, an office; so many of these in a roster
_FAMILY = 4  # people who bought their numbers together: parents and children
SELDOM = 0.5  # of the chance that the looks at a component share: what a look that seldom speaks is given

Seen = tuple[Look, np.ndarray]  # a look, and how much each mobile is part of it


def lone(view: DossierView, index: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs that stand alone, and pairs of relatives.

    Alone: no third number is close to either, or the three or four that are close to each other and to no other are a
    family by their surnames: at most half as many as people, rounded up. Relatives: of one surname, or of such a family.
    """
    surname = view.name[index].astype("U1")
    alone, kin = np.zeros_like(pairs), np.asarray(surname[:, None] == surname[None, :])
    first, second, label, size = _groups(pairs)
    several = (size > 2) & (size <= _FAMILY)
    names: dict[int, set[str]] = {}
    for at in np.flatnonzero(several[label]).tolist():
        names.setdefault(int(label[at]), set()).add(str(surname[at]))
    family = [group for group, own in names.items() if 2 * len(own) <= int(size[group]) + 1]
    inside = np.isin(label[first], family)
    chosen = inside | (size[label[first]] == 2)
    alone[first[chosen], second[chosen]] = True
    kin[first[inside], second[inside]] = True
    return alone, kin


def counted(pairs: np.ndarray, families: bool = False) -> int:
    """Return how many pairs there are; the FEW largest groups of SMALL people or fewer count one less than they have people.

    A group: close to each other and to no other. Six people with numbers in a row have fifteen pairs, and bought their
    numbers once; a roster has one such family, or two. ``families``: all groups are known to be that.
    """
    first, _, label, size = _groups(pairs)
    held = np.bincount(label[first], minlength=len(size))
    spared = np.sort((held - (size - 1))[(held > 0) & (size <= SMALL)])
    return int(len(first) - (spared if families else spared[-FEW:]).sum())


def _groups(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the two of each pair, the group of each mobile (the first that hangs together with it), and the groups' sizes."""
    first, second = np.nonzero(pairs)
    label = np.arange(len(pairs))
    while len(first):
        least = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, first, least)
        np.minimum.at(label, second, least)
        label = label[label]
        if np.array_equal(label, before):
            break
    return first, second, label, np.bincount(label, minlength=len(pairs))


def involved(pairs: np.ndarray) -> np.ndarray:
    """Return 1.0 for each mobile that is in one of the pairs."""
    return np.asarray((pairs.any(0) | pairs.any(1)).astype(float))


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out
