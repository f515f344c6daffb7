"""Dossiers that several tables look at: drawn and measured once in a run, by all processors."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.scoring import cast
from fixtures.fabrication import CARE, SCHEMES

Key = tuple[str, float, str]  # scheme, share of the rows, care


@dataclass(frozen=True)
class Effort:
    """How many dossiers are drawn."""

    honest: int  # of each case, and at each dose
    forged: int  # of each scheme, share and care
    shares: tuple[float, ...]
    mixed: int  # of each mixture of honest and forged rows
    feedback: int
    timed: tuple[int, ...]
    strange: int  # of each kind of the second generator
    accused: int  # honest dossiers whose findings are counted
    rounds: int  # honest rounds of agencies


QUICK = Effort(50, 8, (1.0, 0.5), 96, 40, (50, 250), 12, 108, 100)
# What two processors that others use, too, do in an afternoon.
FULL = Effort(24, 24, (1.0, 0.5), 96, 40, (1000, 5000), 30, 216, 1000)


@dataclass(frozen=True)
class SharedDossiers:
    """What the tables share; drawn when the first of them asks for it."""

    effort: Effort

    @cached_property
    def honest(self) -> dict[str, np.ndarray]:
        """Vectors of honest dossiers by case of cast.CASES, of kinds that the reference never saw."""
        tasks = [(name, self.effort.honest) for name in cast.CASES]
        with ProcessPoolExecutor() as workers:
            return dict(zip(cast.CASES, workers.map(_honest, tasks), strict=True))

    @cached_property
    def forged(self) -> dict[Key, np.ndarray]:
        """Vectors of forged dossiers by scheme, share and care."""
        keys = [(s, share, care) for s in SCHEMES for share in self.effort.shares for care in CARE]
        with ProcessPoolExecutor() as workers:
            found = workers.map(_forged, [(*key, self.effort.forged) for key in keys])
            return dict(zip(keys, found, strict=True))

    @property
    def calm(self) -> np.ndarray:
        """All honest dossiers in one table."""
        return np.concatenate(list(self.honest.values()))


def _honest(task: tuple[str, int]) -> np.ndarray:
    return cast.vectors(cast.case(*task))


def _forged(task: tuple[str, float, str, int]) -> np.ndarray:
    return cast.vectors(cast.forged(*task))
