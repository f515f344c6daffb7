"""Rebuild the synthetic reference and what is fitted to it: ``python -m benchmarks.build_reference``.

The same code gives the same files. ``python -m benchmarks.build_reference fit`` fits anew to the reference as it stands.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

import verify.credibility
from benchmarks.scoring import cast
from fixtures.dossiers import honest
from verify.credibility.fitted import fit, write
from verify.credibility.reference import CALIBRATION, FIT, SYNTHETIC, Reference, parse, text

VERSION = "synthetic-8"
FIT_EACH, CALIBRATION_EACH = 80, 560  # dossiers of each kind
_AT_ONCE = 80
_DATA = Path(verify.credibility.__file__).parent / "data"
PATH, FITTED = _DATA / "reference.csv", _DATA / "fitted.npz"


def _of(task: tuple[str, int, int]) -> tuple[np.ndarray, float]:
    kind, seed, count = task
    began = time.process_time()
    found = cast.vectors([honest(kind, seed + i, rows_of(seed + i), wide=True) for i in range(count)])
    return found, time.process_time() - began


def rows_of(seed: int) -> int | None:
    """Every other dossier is as long as is usual for its kind, the others are short: 30 to 90 rows."""
    return None if seed % 2 == 0 else 30 + seed * 7 % 61


def tasks(fit_each: int = FIT_EACH, calibration_each: int = CALIBRATION_EACH) -> list[tuple[str, int, int]]:
    """What is drawn: (kind, first seed, how many), all in the wide world."""
    wanted = [(kind, cast.FIT_SEED, fit_each) for kind in cast.FIT_KINDS]
    wanted += [(kind, cast.CALIBRATION_SEED, calibration_each) for kind in cast.CALIBRATION_KINDS]
    return [
        (kind, seed + start, min(_AT_ONCE, count - start))
        for kind, seed, count in wanted
        for start in range(0, count, _AT_ONCE)
    ]


def build(fit_each: int = FIT_EACH, calibration_each: int = CALIBRATION_EACH) -> tuple[Reference, float]:
    """Draw the reference from fixtures, kind by kind; return it, and the seconds that processors were busy."""
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_of, tasks(fit_each, calibration_each)))
    counts = (fit_each * len(cast.FIT_KINDS), calibration_each * len(cast.CALIBRATION_KINDS))
    roles = (FIT,) * counts[0] + (CALIBRATION,) * counts[1]
    reference = Reference(
        VERSION, roles, (SYNTHETIC,) * len(roles), np.vstack([vectors for vectors, _ in found])
    )
    return reference, sum(seconds for _, seconds in found)


def main(argv: Sequence[str] = ()) -> None:
    """Write both files."""
    began = time.perf_counter()
    if "fit" not in argv:
        reference, busy = build()
        PATH.write_text(text(reference), encoding="utf-8", newline="\n")
        print(f"{PATH}: {len(reference.roles)} dossiers, processors busy for {busy:.0f} s")
    # Fitted to what stands in the file, so that decimals that were not kept play no part.
    reference = parse(PATH.read_text(encoding="utf-8"))
    FITTED.write_bytes(write(fit(reference)))
    sizes = " + ".join(f"{path.stat().st_size / 1e6:.2f} MB" for path in (PATH, FITTED))
    print(f"{FITTED}: sha256 {reference.sha256}; {sizes}; {time.perf_counter() - began:.0f} s by the clock")


if __name__ == "__main__":
    main(sys.argv[1:])
