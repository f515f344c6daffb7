"""What the credibility score finds, and whom it accuses wrongly: ``python -m benchmarks.credibility [--full] [PART ...]``.

Fit, calibration and test dossiers come from different seeds and different kinds (benchmarks/scoring/cast.py). The score is
the shipped one, with the shipped reference. Recall at 5 % means p <= 0.05; no threshold is tuned on the test. Without
parts all are printed; each says how long it took.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence

from benchmarks.agencies import __main__ as agencies
from benchmarks.scoring import (
    doses,
    facts,
    honesty,
    lessons,
    recycled,
    rowwise,
    same,
    speed,
    strangers,
    tables,
)
from benchmarks.scoring.drawn import FULL, QUICK, SharedDossiers
from verify.credibility import detect
from verify.credibility.fitted import shipped_fit
from verify.credibility.reference import shipped


def kinds(drawn: SharedDossiers) -> None:
    """Alarms on honest dossiers of the first generator's held-out kinds."""
    title = "Honest dossiers of kinds that the reference never saw"
    tables.false_alarms(title, shipped_fit().arms, drawn.honest)


def recall(drawn: SharedDossiers) -> None:
    """Recall of all schemes of forgery."""
    arms = shipped_fit().arms
    tables.recall(arms, detect.p_values(arms, drawn.calm)[0], drawn.forged)


def fairness(drawn: SharedDossiers) -> None:
    """What was lost by fairness beside what was gained."""
    tables.fairness(shipped(), drawn, strangers.vectors(drawn.effort.strange))


def agencies_named(drawn: SharedDossiers) -> None:
    """Rounds of agencies, honest and not, dealt of the first generator's dossiers."""
    agencies.main([str(drawn.effort.rounds)])


def copies(drawn: SharedDossiers) -> None:
    """Recycled rosters: the score and the checks."""
    arms = shipped_fit().arms
    recycled.main(arms, detect.p_values(arms, drawn.calm)[0], drawn.effort.forged)


PARTS: Mapping[str, Callable[[SharedDossiers], object]] = {
    "strangers": lambda drawn: strangers.main(drawn.effort.strange),  # the second generator's rosters
    "kinds": kinds,
    "doses": lambda drawn: doses.main(drawn.effort.honest),
    "fails": lambda drawn: honesty.main(drawn.effort.accused),
    "recall": recall,
    "fairness": fairness,
    "peers": lambda drawn: rowwise.main(drawn.effort.mixed),
    "strangers-peers": lambda drawn: strangers.peers(drawn.effort.mixed),
    "strangers-agencies": lambda drawn: strangers.rounds(drawn.effort.rounds // 40, strangers.SEED),
    "agencies": agencies_named,
    "same": lambda drawn: same.main(),
    "speed": lambda drawn: speed.main(drawn.effort.timed),
    "ablation": lambda drawn: tables.ablation(shipped(), drawn),
    "copies": copies,
    "facts": lambda drawn: facts.main(),
    "lessons": lambda drawn: lessons.main(shipped(), drawn.calm, drawn.effort.feedback),
}


def main(argv: Sequence[str] = ()) -> None:
    """Print the tables asked for."""
    wanted = [word for word in argv if word != "--full"]
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        sys.exit(f"expected parts out of {', '.join(PARTS)}; got {', '.join(unknown)}")
    drawn = SharedDossiers(FULL if "--full" in argv else QUICK)
    reference = shipped()
    print(f"reference {reference.version} {reference.sha256[:12]}: {reference.facts()}", flush=True)
    for name, part in PARTS.items():
        if not wanted or name in wanted:
            began = time.perf_counter()
            part(drawn)
            print(f"[{name}: {time.perf_counter() - began:.0f} s by the clock]", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
