"""Pairs of mobiles: which stand alone, which are of one surname, what honest rosters have beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class NumberPairs:
    """Some pairs among ``size`` mobiles: ``first`` and ``second`` are places, first < second, in order."""

    first: np.ndarray
    second: np.ndarray
    size: int

    @classmethod
    def where(cls, table: np.ndarray) -> NumberPairs:
        """Return the pairs that a table (size, size) marks."""
        # Flat: in a table of two dimensions the same search takes five times as long.
        first, second = np.divmod(np.flatnonzero(table), max(len(table), 1))
        return cls(first, second, len(table))

    def __len__(self) -> int:
        return len(self.first)

    def of(self, chosen: np.ndarray) -> NumberPairs:
        """Return some of the pairs: a mask, or places."""
        return NumberPairs(self.first[chosen], self.second[chosen], self.size)


def lone(view: DossierView, index: np.ndarray, pairs: NumberPairs) -> tuple[np.ndarray, np.ndarray]:
    """Return of each pair whether it stands alone, and whether the two are relatives.

    Alone: no third number is close to either, or the three or four that are close to each other and to no other are a
    family by their surnames: at most half as many as people, rounded up. Relatives: of one surname, or of such a family.
    """
    if not len(pairs):
        return np.zeros(0, bool), np.zeros(0, bool)
    surname = view.name[index].astype("U1")
    label, size = _groups(pairs)
    several = (size > 2) & (size <= _FAMILY)
    names: dict[int, set[str]] = {}
    for at in np.flatnonzero(several[label]).tolist():
        names.setdefault(int(label[at]), set()).add(str(surname[at]))
    family = [group for group, own in names.items() if 2 * len(own) <= int(size[group]) + 1]
    inside = np.isin(label[pairs.first], family)
    alone = inside | (size[label[pairs.first]] == 2)
    return alone, inside | (surname[pairs.first] == surname[pairs.second])


def counted(pairs: NumberPairs, families: bool = False) -> int:
    """Return how many pairs there are; the FEW largest groups of SMALL people or fewer count one less than they have people.

    A group: close to each other and to no other. Six people with numbers in a row have fifteen pairs, and bought their
    numbers once; a roster has one such family, or two. ``families``: all groups are known to be that.
    """
    if len(pairs) < 3:
        return len(pairs)  # only a triangle has a pair too many
    label, size = _groups(pairs)
    held = np.bincount(label[pairs.first], minlength=len(size))
    spared = np.sort((held - (size - 1))[(held > 0) & (size <= SMALL)])
    return int(len(pairs) - (spared if families else spared[-FEW:]).sum())


def _groups(pairs: NumberPairs) -> tuple[np.ndarray, np.ndarray]:
    """Return the group of each mobile (the first that hangs together with it), and the groups' sizes."""
    label = np.arange(pairs.size)
    while True:
        least = np.minimum(label[pairs.first], label[pairs.second])
        before = label.copy()
        np.minimum.at(label, pairs.first, least)
        np.minimum.at(label, pairs.second, least)
        label = label[label]
        if np.array_equal(label, before):
            break
    return label, np.bincount(label, minlength=pairs.size)


def involved(pairs: NumberPairs) -> np.ndarray:
    """Return 1.0 for each mobile that is in one of the pairs."""
    inside = np.zeros(pairs.size)
    inside[pairs.first] = inside[pairs.second] = 1.0
    return inside


def differing(digits: np.ndarray) -> np.ndarray:
    """Number of places in which each two rows of digits differ: (rows, rows)."""
    out = np.zeros((len(digits), len(digits)), np.uint8)
    for column in digits.T.astype(np.uint8):
        out += column[:, None] != column[None, :]
    return out
