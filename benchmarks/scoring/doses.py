"""How false alarms grow with what an honest roster is like: ``python -m benchmarks.scoring.doses [COUNT]``.

Dose curves: the share of bought tails, the spread of a centre's daily count around its goal, the share of old women.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np

from benchmarks.scoring import cast
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.kinds import CompanyKind
from verify.credibility import detect
from verify.credibility.fitted import shipped_fit

SEED = 11_000_000
LEVELS = (0.01, 0.05, 0.10)
_BORN = {1970: 40.0, 1980: 35.0, 1990: 25.0}


def _fancy(kind: CompanyKind, dose: float) -> CompanyKind:
    return replace(kind, fancy=(dose, dose))


def _goal(kind: CompanyKind, dose: float) -> CompanyKind:
    return replace(kind, pace=replace(kind.pace, spread=(dose, dose)))


def _old_women(kind: CompanyKind, dose: float) -> CompanyKind:
    old = {1940: 55.0 * dose, 1950: 45.0 * dose}
    ages = {**old, **{born: share * (1 - dose) for born, share in _BORN.items()}}
    return replace(kind, ages=ages, women=0.5 + 0.5 * dose)


# What grows, the kind that it grows in, and by how much.
CURVES: Mapping[str, tuple[str, Callable[[CompanyKind, float], CompanyKind], tuple[float, ...]]] = {
    "fancy tails": ("wealthy_clients", _fancy, (0.0, 0.05, 0.10, 0.15, 0.20)),
    "spread of a goal": ("queue_window", _goal, (0.05, 0.10, 0.20, 0.30, 0.40)),
    "old women": ("pharmacy", _old_women, (0.0, 0.25, 0.50, 0.75, 1.0)),
}


def drawn(curve: str, dose: float, count: int) -> list[Dossier]:
    """Draw honest dossiers at one dose."""
    name, change, doses = CURVES[curve]
    base = SEED + 100_000 * list(CURVES).index(curve) + 10_000 * doses.index(dose)
    plan = change(KINDS[name], dose)
    return [honest(name, base + i, rows=(60, 120, 200)[i % 3], plan=plan) for i in range(count)]


def _vectors(task: tuple[str, float, int]) -> np.ndarray:
    return cast.vectors(drawn(*task))


def main(count: int = 60) -> None:
    """Print the alarms at each dose."""
    tasks = [(curve, dose, count) for curve, (_, _, doses) in CURVES.items() for dose in doses]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_vectors, tasks))
    print(f"\nDose curves: alarms (%) on {count} honest dossiers of 60, 120 and 200 rows at each dose")
    print(f"{'':24} {'dose':>6} " + " ".join(f"{level:6.0%}" for level in LEVELS))
    for (curve, dose, _), vectors in zip(tasks, found, strict=True):
        p, _ = detect.p_values(shipped_fit().arms, vectors)
        print(f"{curve:24} {dose:6.0%} " + " ".join(f"{100 * (p <= level).mean():6.1f}" for level in LEVELS))


def arguments(argv: Sequence[str]) -> int:
    """How many dossiers are asked for."""
    return int(argv[0]) if argv else 60


if __name__ == "__main__":
    main(arguments(sys.argv[1:]))
