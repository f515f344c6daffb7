"""Rebuild the synthetic reference: ``python -m benchmarks.build_reference``. The same code gives the same file."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

import verify.credibility
from benchmarks import cast
from fixtures.dossiers import honest
from verify.credibility.reference import CALIBRATION, FIT, SYNTHETIC, Reference, text

VERSION = "synthetic-2"
FIT_EACH, CALIBRATION_EACH = 75, 200  # dossiers of each kind
PATH = Path(verify.credibility.__file__).parent / "data" / "reference.csv"


def _of(task: tuple[str, int, int]) -> np.ndarray:
    kind, seed, count = task
    return cast.vectors([honest(kind, seed + i) for i in range(count)])


def build(fit_each: int = FIT_EACH, calibration_each: int = CALIBRATION_EACH) -> Reference:
    """Draw the reference from fixtures, kind by kind."""
    tasks = [(kind, cast.FIT_SEED, fit_each) for kind in cast.FIT_KINDS]
    tasks += [(kind, cast.CALIBRATION_SEED, calibration_each) for kind in cast.CALIBRATION_KINDS]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_of, tasks))
    roles = [FIT] * (fit_each * len(cast.FIT_KINDS)) + [CALIBRATION] * (
        calibration_each * len(cast.CALIBRATION_KINDS)
    )
    return Reference(VERSION, tuple(roles), (SYNTHETIC,) * len(roles), np.vstack(found))


def main() -> None:
    """Write the file."""
    reference = build()
    PATH.write_text(text(reference), encoding="utf-8", newline="\n")
    print(f"{PATH}: {len(reference.roles)} dossiers, sha256 {reference.sha256}")


if __name__ == "__main__":
    main()
