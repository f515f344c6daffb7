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
    either = pairs | pairs.T
    degree = either.sum(0)
    alone = pairs & (degree == 1)[:, None] & (degree == 1)[None, :]
    surname = view.name[index].astype("U1")
    kin = surname[:, None] == surname[None, :]
    seen: set[int] = set()
    for start in np.flatnonzero((degree > 1) & (degree < _FAMILY)).tolist():
        if start in seen:
            continue
        group = _close_to(either, start)
        seen |= group
        if 2 < len(group) <= _FAMILY and 2 * len({surname[at] for at in group}) <= len(group) + 1:
            inside = np.ix_(sorted(group), sorted(group))
            alone[inside] = pairs[inside]
            kin[inside] = True
    return np.asarray(alone), np.asarray(kin)


def _close_to(either: np.ndarray, start: int) -> set[int]:
    """Return who is close to somebody, or to whom that is; of more than a family, some."""
    group, new = {start}, [start]
    while new and len(group) <= _FAMILY:
        new = [at for at in np.flatnonzero(either[new].any(0)).tolist() if at not in group]
        group |= set(new)
    return group


def counted(pairs: np.ndarray, families: bool = False) -> int:
    """Return how many pairs there are; the FEW largest groups of SMALL people or fewer count one less than they have people.

    A group: close to each other and to no other. Six people with numbers in a row have fifteen pairs, and bought their
    numbers once; a roster has one such family, or two. ``families``: all groups are known to be that.
    """
    either = pairs | pairs.T
    left = either.any(0)
    spared: list[int] = []
    while left.any():
        group = np.zeros(len(left), bool)
        new = group.copy()
        new[int(np.argmax(left))] = True
        while new.any():
            group |= new
            new = either[new].any(0) & ~group
        size = int(group.sum())
        if size <= SMALL:
            spared.append(int(np.count_nonzero(pairs[group])) - (size - 1))
        left &= ~group
    largest = sorted(spared) if families else sorted(spared)[-FEW:]
    return int(np.count_nonzero(pairs)) - sum(largest)


def involved(pairs: np.ndarray) -> np.ndarray:
    """Return 1.0 for each mobile that is in one of the pairs."""
    return np.asarray((pairs.any(0) | pairs.any(1)).astype(float))


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out
