"""What 60 dossiers with callbacks teach: recall before and after they are fed back."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from benchmarks.scoring import cast
from fixtures.dossiers import honest
from verify.credibility import detect, fitting
from verify.credibility.reference import Experience, Reference, grow

PASSED, FAILED = 40, 20
CALLS = 25
# What the shipped reference finds in part, or hardly: (scheme, care, share of the rows).
LESSONS = (
    ("faker", "careful", 0.5),
    ("one_evening", "careful", 0.5),
    ("machine", "informed", 0.25),
    ("invented", "informed", 0.5),
    ("edited", "informed", 1.0),
    ("one_evening", "informed", 1.0),
)


def outcomes(vectors: np.ndarray, forged: bool, seed: int) -> list[Experience]:
    """Simulate callbacks: a person who was never asked denies it four times in five."""
    rng = np.random.default_rng(seed)
    denied = rng.binomial(CALLS, 0.8 if forged else 0.0, len(vectors))
    return [Experience(vector, CALLS - int(no), int(no)) for vector, no in zip(vectors, denied, strict=True)]


def _drawn(task: tuple[str, str, float, int, int]) -> np.ndarray:
    scheme, care, share, count, seed = task
    if scheme == "honest":
        kinds = cast.TEST_KINDS
        return cast.vectors([honest(kinds[i % len(kinds)], seed + i) for i in range(count)])
    return cast.vectors(cast.forged(scheme, share, care, count, seed))


def main(reference: Reference, calm: np.ndarray, count: int) -> None:
    """Print recall before and after, and the false alarms that it costs."""
    tasks = [("honest", "", 0.0, PASSED, cast.LESSON_SEED)]
    tasks += [(*lesson, FAILED, cast.LESSON_SEED + 1000) for lesson in LESSONS]
    tasks += [(*lesson, count, cast.LESSON_SEED + 20_000) for lesson in LESSONS]
    with ProcessPoolExecutor() as workers:
        passed, *rest = workers.map(_drawn, tasks)
    print(
        f"\nFeedback: {PASSED} dossiers that passed their callbacks, {FAILED} that failed ({CALLS} calls each)"
    )
    heads = ("recall at 5 % before", "after", "false alarms before", "after")
    print(f"{'scheme':28} {heads[0]:>22} {heads[1]:>7} {heads[2]:>20} {heads[3]:>7}")
    for place, (scheme, care, share) in enumerate(LESSONS):
        taught, unseen = rest[place], rest[len(LESSONS) + place]
        learned = grow(reference, [*outcomes(passed, False, 1), *outcomes(taught, True, 2)])
        cells = _before_and_after((reference, learned), (unseen, calm))
        name = f"{scheme} {share:.0%}, {care}"
        print(f"{name:28} {cells[0]:>22} {cells[1]:>7} {cells[2]:>20} {cells[3]:>7}")


def _before_and_after(references: Sequence[Reference], groups: Sequence[np.ndarray]) -> list[str]:
    fitted = [fitting.arms(reference) for reference in references]
    return [
        f"{100 * (detect.p_values(arms, group)[0] <= 0.05).mean():.1f}" for group in groups for arms in fitted
    ]
