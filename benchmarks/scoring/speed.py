"""How long the score of a dossier takes, among few and among many: ``python -m benchmarks.scoring.speed [COUNT...]``."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from benchmarks.scoring import cast
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import Dossier, honest
from verify.credibility import fitting
from verify.credibility.reference import shipped
from verify.credibility.score import assess

ROWS = 200
SEED = 900_000
_CHUNK = 100
DISTINCT = 500  # so many are drawn; beyond, they come again under other ids, and are measured again


def drawn(start: int) -> list[Dossier]:
    """Draw _CHUNK dossiers of ROWS rows, of the test kinds in turn."""
    kinds = cast.TEST_KINDS
    return [honest(kinds[i % len(kinds)], SEED + i, ROWS) for i in range(start, start + _CHUNK)]


def peak() -> float:
    """Most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(counts: Sequence[int]) -> None:
    """Print milliseconds per dossier for each number of dossiers, rising, scored as one batch in one process."""
    with ProcessPoolExecutor() as workers:
        chunks = workers.map(drawn, range(0, min(DISTINCT, max(counts)), _CHUNK))
        first = [dossier for chunk in chunks for dossier in chunk]
    again = range(-(-max(counts) // len(first)))
    dossiers = [replace(dossier, id=f"{dossier.id}/{turn}") for turn in again for dossier in first]
    fitting.arms(shipped())  # libraries are loaded before the clock starts
    print(
        f"\nTime of the score per dossier of {ROWS} rows, one process, one batch; fitting the reference included"
    )
    for count in counts:
        batch = as_batch(dossiers[:count])
        before, began, cpu = peak(), time.perf_counter(), time.process_time()
        assess(batch, (), shipped())
        wall, busy = time.perf_counter() - began, time.process_time() - cpu
        print(
            f"{count:6} dossiers: {1000 * wall / count:6.1f} ms (processor {1000 * busy / count:.1f} ms); "
            f"memory at most {peak():.0f} MB, {before:.0f} MB of it held by fixtures and batch before the score began"
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or (1000, 5000))
